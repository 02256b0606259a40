/** The count: the largest thing on the page, with how far it goes, and the person's word beside the coach's. */
import { ownCount, targetWords } from "../announcements.js";
import { el, redrawn, setText, show } from "../dom.js";
import { duration, sentence } from "../format.js";
import { breathing, countedExercise, goalOf, isBefore, plannedSet, shownCount, sideDue } from "../guide.js";
import { noun, reasonWord } from "../review.js";
import { notCountedReason } from "../selectors.js";
import { words } from "../words.js";

/** @typedef {import("../state.js").State} State */

/** @param {import("../app.js").Actions} actions */
export function countPanel(actions) {
  const digits = el("p", { class: "count" });
  const unit = el("p", { class: "count-unit" });
  const sides = el("dl", { class: "sides" });
  const refused = el("p", { class: "refused" });
  const due = el("p", { class: "due" });
  const own = el("p", { class: "own-count" });
  const corrections = correctionButtons(actions);
  const drawSides = redrawn(sides);
  const lines = el("div", { class: "count-lines" }, unit, refused, due, sides, own, corrections.node);
  const node = el("div", { class: "count-panel" }, digits, lines);
  let shown = "";

  /** @param {State} state */
  function update(state) {
    const n = String(shownCount(state));
    if (n !== shown) {
      if (shown && n !== "0") pulse(digits);
      shown = n;
      digits.style.setProperty("--digits", String(Math.max(2, n.length)));
      setText(digits, n);
    }
    const reason = notCountedReason(state);
    setText(unit, unitText(state));
    show(unit, reason === null);
    setText(refused, reason === null ? "" : sentence(reasonWord(reason)));
    show(refused, reason !== null);
    const side = sideDue(state);
    setText(due, side ? words(`live.due.${side}`) : "");
    show(due, side !== null);
    show(sides, Boolean(countedExercise(state)?.per_side) && !isBefore(state));
    const { left = 0, right = 0 } = state.tally.sides;
    drawSides(`${left} ${right}`, () => [sideCount("left", left), sideCount("right", right)]);
    setText(own, ownCount(state));
    show(own, own.textContent !== "");
    corrections.update(state, reason !== null);
  }
  return { node, update };
}

/** @param {State} state */
function unitText(state) {
  const planned = plannedSet(state);
  if (planned && isBefore(state)) return targetWords(planned);
  const exercise = countedExercise(state);
  const goal = goalOf(state);
  const name = noun(exercise?.key ?? "", goal?.of ?? state.tally.reps);
  if (goal?.unit === "reps") {
    return words(state.tally.set?.eachSide ? "live.ofEachSide" : "live.of", { of: goal.of, noun: name });
  }
  if (goal?.unit === "seconds") return words("live.ofSeconds", { n: goal.of });
  if (goal?.unit === "breaths") {
    const breath = breathing(state);
    return words("live.ofBreaths", { n: goal.of }) + (breath ? ` · ${words(`live.breathe.${breath}`)}` : "");
  }
  if (exercise?.counts !== "hold") return noun(exercise?.key ?? "", state.tally.reps);
  const { held, heldBefore } = state.tally;
  const before = heldBefore > held ? ` · ${words("live.heldBefore", { s: duration(heldBefore - held) })}` : "";
  return words("live.seconds", { n: Math.floor(held) }) + before;
}

/**
 * @param {"left" | "right"} side
 * @param {number} n
 */
function sideCount(side, n) {
  return el("div", {}, el("dt", {}, words(`side.${side}`)), el("dd", {}, String(n)));
}

/**
 * The person may know better: one more, or one less. The coach's own count stays as it is.
 * @param {import("../app.js").Actions} actions
 */
function correctionButtons(actions) {
  const more = correction("live.countIt", "↑", actions.countIt);
  const less = correction("live.undo", "↓", actions.undo);
  const node = el("div", { class: "corrections" }, more, less);

  /**
   * @param {State} state
   * @param {boolean} refused a movement has just not been counted
   */
  function update(state, refused) {
    const { reps, corrected, set } = state.tally;
    const counting = set !== null && !isBefore(state);
    show(node, counting && countedExercise(state)?.counts !== "hold");
    more.disabled = less.disabled = state.connection !== "open";
    show(more, refused || state.status === "paused");
    show(less, !refused && reps + corrected > 0);
  }
  return { node, update };
}

/**
 * @param {string} label
 * @param {string} key
 * @param {() => void} onclick
 */
function correction(label, key, onclick) {
  return el("button", { type: "button", class: "quiet", onclick }, words(label), el("kbd", {}, key));
}

/** @param {HTMLElement} element */
function pulse(element) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  element.animate([{ transform: "scale(1.12)" }, { transform: "scale(1)" }], {
    duration: 250,
    easing: "ease-out",
  });
}
