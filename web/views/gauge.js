/** How deep, against the target line; where the exercise has a tempo, a mark that goes ahead at that tempo. */
import { el, setAttr, show } from "../dom.js";
import { goesDown } from "../figures.js";
import { pace } from "../guide.js";
import { currentExercise } from "../selectors.js";
import { words } from "../words.js";

/** The gauge goes on a little beyond its target. */
const GAUGE_TOP = 1.15;

export function gauge() {
  const fill = el("div", { class: "gauge-fill" });
  const target = el("div", { class: "gauge-target" }, words("live.target"));
  const guide = el("div", { class: "gauge-pace" });
  const node = el("div", { class: "gauge", "aria-hidden": "true" }, fill, target, guide);

  /** @param {import("../state.js").State} state */
  function update(state) {
    const progress = state.frame?.progress ?? null;
    const exercise = currentExercise(state);
    const down = goesDown(exercise?.key ?? "");
    setAttr(node, "data-down", String(down));
    setAttr(node, "data-reached", String((progress ?? 0) >= 1));
    show(node, exercise !== undefined);
    const share = Math.min(Math.max(progress ?? 0, 0), GAUGE_TOP) / GAUGE_TOP;
    fill.style.transform = `scaleY(${share.toFixed(3)})`;
    const beat = pace(state);
    show(guide, beat !== null);
    if (beat) guide.style.setProperty(down ? "top" : "bottom", `${((100 * beat.share) / GAUGE_TOP).toFixed(1)}%`);
  }
  return { node, update };
}
