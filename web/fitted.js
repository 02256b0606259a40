/** A drawing that is made anew for the width that it has, so that its letters keep their size. */
import { el } from "./dom.js";

/** No narrower than this; then the page scrolls (px). */
const NARROWEST = 230;

/**
 * @param {(width: number) => Node} draw
 */
export function fitted(draw) {
  const holder = el("div", { class: "chart-holder" });
  let drawn = 0;
  new ResizeObserver(() => {
    const width = Math.max(holder.clientWidth, NARROWEST);
    if (width !== drawn) holder.replaceChildren(draw((drawn = width)));
  }).observe(holder);
  return holder;
}
