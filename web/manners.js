/**
 * What is said aloud, and when to keep quiet. Pure.
 * A count is never late and comes alone; at most one cue follows it; praise only after a cue was heeded.
 *
 * @typedef {import("./types.js").CoachEvent} CoachEvent
 * @typedef {import("./state.js").State} State
 * @typedef {{cued: string | null, rep: number, t: number}} Memory the last cue, and when it was given
 * @typedef {{kind: "count" | "cue" | "note", text: string}} Utterance
 */
import { reasonWord } from "./review.js";
import { currentExercise } from "./selectors.js";
import { words } from "./words.js";

/** A fault is spoken of when it comes twice running; the worst of an exercise at once. */
const PATIENCE = 2;
/** In a hold there is no repetition to wait for: this long between two cues (s). */
const BETWEEN_CUES_S = 5;
/** Every so many seconds of a hold are spoken; those between are not. */
const SPOKEN_SECONDS = 10;

/** @type {Memory} */
export const FRESH = { cued: null, rep: -1, t: -Infinity };

/**
 * @param {Memory} memory
 * @param {State} state after the event
 * @param {CoachEvent} event
 * @returns {{memory: Memory, say: Utterance[]}} the first interrupts what is being said, the others wait
 */
export function hear(memory, state, event) {
  switch (event.kind) {
    case "rep_counted":
      return afterRep(memory, state, event);
    case "hold_ticked":
      return { memory, say: holdCount(event.held_s ?? 0) };
    case "attempt_rejected": {
      const text = words("heard.attempt", { reason: reasonWord(event.reason ?? "") });
      return { memory, say: [{ kind: "note", text }] };
    }
    case "fault_raised":
      return duringMovement(memory, state, event);
    default:
      return { memory, say: [] };
  }
}

/**
 * @param {Memory} memory
 * @param {State} state
 * @param {CoachEvent} event
 * @returns {{memory: Memory, say: Utterance[]}}
 */
function afterRep(memory, state, { t, faults = [], not_judged = [] }) {
  const { reps, streaks } = state.tally;
  /** @type {Utterance} */
  const count = { kind: "count", text: String(reps) };
  const rules = byPriority(state);
  const due = rules.find((rule, place) => faults.includes(rule.key) && isDue(streaks[rule.key], place));
  if (due) {
    return { memory: { cued: due.key, rep: reps, t }, say: [count, { kind: "cue", text: due.cue }] };
  }
  const { cued } = memory;
  if (cued && !faults.includes(cued) && !not_judged.includes(cued)) {
    return { memory: { ...memory, cued: null }, say: [count, { kind: "note", text: words("heard.better") }] };
  }
  return { memory, say: [count] };
}

/**
 * Said at once or after the second time, then every second time.
 * @param {number} streak repetitions in a row
 * @param {number} place 0 for the worst rule of the exercise
 */
function isDue(streak, place) {
  return place === 0 ? streak % PATIENCE === 1 : streak > 0 && streak % PATIENCE === 0;
}

/**
 * A fault that is seen while it happens; one that came with a repetition has been spoken of already.
 * @param {Memory} memory
 * @param {State} state
 * @param {CoachEvent} event
 * @returns {{memory: Memory, say: Utterance[]}}
 */
function duringMovement(memory, state, { t, fault = "" }) {
  const { reps, last } = state.tally;
  const withRep = last?.kind === "rep" && last.t === t;
  const recently =
    currentExercise(state)?.counts === "hold" ? t - memory.t < BETWEEN_CUES_S : memory.rep === reps;
  const rule = currentExercise(state)?.faults.find((one) => one.key === fault);
  if (withRep || recently || !rule) return { memory, say: [] };
  return { memory: { cued: fault, rep: reps, t }, say: [{ kind: "cue", text: rule.cue }] };
}

/**
 * @param {number} held verified seconds
 * @returns {Utterance[]}
 */
function holdCount(held) {
  const s = Math.floor(held);
  return s > 0 && s % SPOKEN_SECONDS === 0 ? [{ kind: "count", text: String(s) }] : [];
}

/** @param {State} state */
function byPriority(state) {
  return [...(currentExercise(state)?.faults ?? [])].sort((a, b) => a.priority - b.priority);
}
