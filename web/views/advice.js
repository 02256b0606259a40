/** The placement coach: one thing to do at a time, in words and as a picture. */
import { el, redrawn, setAttr, show } from "../dom.js";
import { placementFigure } from "../placement-figure.js";
import { adviceNow, currentExercise } from "../selectors.js";
import { words } from "../words.js";

/**
 * @param {{starting: boolean}} how starting: a session is on, so that who is well placed takes the start
 *   position now, and screen readers hear the advice from the announcer
 */
export function advicePanel({ starting }) {
  const node = el("div", { class: "advice", role: starting ? undefined : "status" });
  const draw = redrawn(node);

  /**
   * @param {import("../state.js").State} state
   * @param {boolean} asked whether this is the time for advice
   */
  function update(state, asked) {
    const advice = asked ? adviceNow(state) : null;
    const exercise = currentExercise(state)?.key ?? "";
    show(node, advice !== null);
    setAttr(node, "data-advice", advice);
    const ready = starting && advice === "good";
    draw(`${advice} ${exercise}`, () =>
      advice === null
        ? []
        : [
            placementFigure(ready ? "position" : advice, exercise),
            el("p", {}, words(ready ? "phase.holdStart" : `place.${advice}`)),
          ],
    );
  }
  return { node, update };
}
