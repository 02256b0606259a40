/** The links at the top: not on the floor while a session runs; elsewhere with the way back to it. */
import { el, show } from "./dom.js";
import { address } from "./routes.js";
import { isRunning } from "./state.js";
import { words } from "./words.js";

export function navigation() {
  const links = /** @type {const} */ ([
    ["floor", "coach"],
    ["history", "history"],
    ["analyse", "analyse"],
  ]).map(([name, key]) => ({ name, link: el("a", { href: address({ name }) }, words(`nav.${key}`)) }));
  const back = el("a", { href: address({ name: "floor" }), class: "running" }, words("nav.running"));
  const node = el(
    "nav",
    { class: "top" },
    el("a", { href: address({ name: "floor" }), class: "brand" }, words("app.title")),
    ...links.map(({ link }) => link),
    back,
  );

  /**
   * @param {import("./state.js").State} now
   * @param {string} place
   */
  function update(now, place) {
    const running = isRunning(now);
    show(node, !(running && place === "floor"));
    show(back, running && place !== "floor");
    for (const { name, link } of links) {
      if (name === place) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }
  return { node, update };
}
