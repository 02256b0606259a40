/**
 * What a guided workout asks for now. Pure.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./types.js").PlannedSet} PlannedSet
 * @typedef {{unit: "reps" | "seconds" | "breaths" | "time", done: number, of: number}} Goal
 */
import { currentExercise } from "./selectors.js";

/** Phases in which the person is looked for, and nothing is counted. */
const WAITING = ["ready", "away"];
/** Phases of a set. */
const IN_SET = ["work", "away"];
/** Phases before a set. */
const BEFORE = ["warm_up", "ready", "countdown"];

/**
 * The set of the plan that is on, or that comes next.
 * @param {State} state
 * @returns {PlannedSet | null}
 */
export function plannedSet({ plan, tally }) {
  return plan?.sets[(tally.phase?.place ?? 1) - 1] ?? null;
}

/**
 * The set whose count stands: the one that is on; in a rest the one before, though the next is announced.
 * @param {State} state
 * @returns {PlannedSet | null}
 */
function countedSet(state) {
  const { plan, tally } = state;
  return phaseNow(state) === "rest" ? (plan?.sets[(tally.phase?.place ?? 1) - 2] ?? null) : plannedSet(state);
}

/**
 * The exercise of that set.
 * @param {State} state
 */
export function countedExercise(state) {
  const { exercises, tally } = state;
  if (phaseNow(state) !== "rest") return currentExercise(state);
  return exercises.find((one) => one.key === tally.set?.exercise);
}

/**
 * What the digits show: of a hold the verified seconds, or breaths; else repetitions.
 * @param {State} state
 */
export function shownCount(state) {
  if (isBefore(state)) return 0;
  const goal = goalOf(state);
  if (goal && goal.unit !== "time") return goal.done;
  const { reps, held } = state.tally;
  return countedExercise(state)?.counts === "hold" ? Math.floor(held) : reps;
}

/**
 * The side whose turn it is, once the other has done its share; nobody's outside the set.
 * @param {State} state
 */
export function sideDue(state) {
  return IN_SET.includes(phaseNow(state)) ? state.tally.due : null;
}

/**
 * The phase that is on; without a plan there is only work.
 * @param {State} state
 */
export function phaseNow({ tally }) {
  return tally.phase?.name ?? "work";
}

/**
 * Whether the next set has not begun: what is shown is what will be asked, not what was done before.
 * @param {State} state
 */
export function isBefore(state) {
  return BEFORE.includes(phaseNow(state));
}

/**
 * Whether the placement coach has the word.
 * @param {State} state
 */
export function isPlacing(state) {
  return WAITING.includes(phaseNow(state));
}

/**
 * Whole seconds until the phase is over by itself, the last one being 1; null: nobody knows.
 * @param {State} state
 */
export function secondsLeft({ tally, now }) {
  const until = tally.phase?.untilS ?? null;
  return until === null ? null : Math.max(0, Math.ceil(until - now));
}

/**
 * What ends the set that is on; null: the person does.
 * @param {State} state
 * @returns {Goal | null}
 */
export function goalOf(state) {
  const { set, reps, sides, due, heldInSet } = state.tally;
  if (!set) return null;
  if (set.targetReps) {
    const { left = 0, right = 0 } = sides;
    const done = set.eachSide ? (due ? (sides[due] ?? 0) : Math.max(left, right)) : reps;
    return { unit: "reps", done, of: set.targetReps };
  }
  const breaths = countedSet(state)?.breaths;
  if (set.targetS && breaths) {
    const done = Math.min(breaths, Math.floor((heldInSet / set.targetS) * breaths));
    return { unit: "breaths", done, of: breaths };
  }
  if (set.targetS) return { unit: "seconds", done: Math.floor(heldInSet), of: set.targetS };
  return set.workS ? { unit: "time", done: reps, of: set.workS } : null;
}

/**
 * Where a movement at the exercise's own tempo would be now: 0 at the start, 1 at the target; and which
 * second of it is on. Each repetition begins the beat anew.
 * @param {State} state
 * @returns {{share: number, beat: number, back: boolean} | null} null: the exercise has no tempo of its own
 */
export function pace(state) {
  const tempo = currentExercise(state)?.tempo;
  const start = Math.max(state.tally.last?.t ?? 0, state.tally.setAt ?? 0);
  if (!tempo || phaseNow(state) !== "work" || state.status !== "live") return null;
  const [out, back] = tempo;
  const t = (state.now - start) % (out + back);
  return {
    share: t < out ? t / out : 1 - (t - out) / back,
    beat: Math.floor(t),
    back: t >= out,
  };
}

/**
 * Whether to breathe in or out in a hold that is counted in breaths; null: it is not, or nothing is held.
 * @param {State} state
 * @returns {"in" | "out" | null}
 */
export function breathing(state) {
  const breath = currentExercise(state)?.breath_s;
  const { heldBefore, heldInSet } = state.tally;
  if (!breath || heldInSet <= heldBefore) return null;
  return heldInSet % breath < breath / 2 ? "in" : "out";
}
