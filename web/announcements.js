/** What a guided workout says between the repetitions. Pure. */
import { duration } from "./format.js";
import { phaseNow, plannedSet, secondsLeft } from "./guide.js";
import { currentExercise } from "./selectors.js";
import { words } from "./words.js";

/** @typedef {import("./state.js").State} State */

/**
 * What a set asks for: "20 reps", "10 on each side", "30 s", "5 breaths".
 * @param {import("./types.js").PlannedSet} planned
 */
export function targetWords({ reps, each_side, breaths, seconds, work_s }) {
  if (reps) return words(each_side ? "goal.eachSide" : "goal.reps", { n: reps });
  if (breaths) return words("goal.breaths", { n: breaths });
  if (seconds) return words("goal.held", { s: duration(seconds) });
  return words("goal.work", { s: duration(work_s ?? 0) });
}

/**
 * The exercise that comes next, and how much of it.
 * @param {State} state
 */
export function nextWords(state) {
  const planned = plannedSet(state);
  const name = currentExercise(state)?.name ?? "";
  return planned ? words("goal.of", { exercise: name, target: targetWords(planned) }) : name;
}

/**
 * The person's own count, where it is not the coach's.
 * @param {State} state
 */
export function ownCount({ tally: { reps, corrected } }) {
  return corrected ? words("live.corrected", { n: reps + corrected }) : "";
}

/**
 * Said when a phase begins; nothing where there is nothing to say.
 * @param {State} state
 */
export function phaseWords(state) {
  const left = secondsLeft(state);
  switch (phaseNow(state)) {
    case "warm_up":
      return words("heard.warmUp", { text: state.plan?.warm_up ?? "" });
    case "ready":
      return words("heard.ready", { next: nextWords(state) });
    case "countdown":
      return String(left ?? "");
    case "work":
      return words("heard.go");
    case "rest":
      return words("heard.rest", { s: duration(left ?? 0), next: nextWords(state) });
    case "away":
      return words(state.tally.present ? "phase.away" : "heard.away");
    case "done":
      return words("heard.done");
    default:
      return "";
  }
}
