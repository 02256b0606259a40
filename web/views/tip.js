/** One thing to try next time: the cue of what most needs minding, drawn. */
import { el } from "../dom.js";
import { faultFigure } from "../figures.js";
import { words } from "../words.js";

/**
 * @param {string} exercise
 * @param {import("../types.js").Fault} rule
 */
export function tipCard(exercise, rule) {
  return el(
    "aside",
    { class: "tip", "aria-label": words("summary.next") },
    faultFigure(exercise, rule),
    el(
      "div",
      {},
      el("p", { class: "soft" }, words("summary.next")),
      el("p", { class: "large" }, el("strong", {}, rule.cue)),
      el("p", {}, rule.explains),
    ),
  );
}
