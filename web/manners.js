/**
 * What is said aloud, and when to keep quiet. Pure.
 * A count is never late and comes alone; at most one cue follows it; praise only after a cue was heeded.
 *
 * @typedef {import("./types.js").CoachEvent} CoachEvent
 * @typedef {import("./state.js").State} State
 * @typedef {{cued: string | null, rep: number, t: number, advised: string | null}} Memory
 *   cued: the last cue, of which repetition it was, and when it was given; advised: the placement said last
 * @typedef {{kind: "count" | "cue" | "note", text: string}} Utterance
 * @typedef {{memory: Memory, say: Utterance[], waits?: boolean}} Heard the first utterance interrupts what is
 *   being said, unless it waits; the others wait
 */
import { ownCount, phaseWords } from "./announcements.js";
import { goalOf, isPlacing, phaseNow, secondsLeft, shownCount, sideDue } from "./guide.js";
import { reasonWord } from "./review.js";
import { adviceNow, currentExercise } from "./selectors.js";
import { words } from "./words.js";

/** A fault is spoken of when it comes twice running; the worst of an exercise at once. */
const PATIENCE = 2;
/** In a hold there is no repetition to wait for: this long between two cues (s). */
const BETWEEN_CUES_S = 5;
/** The end of a rest is said so long before (s). */
const REST_ENDS_S = 10;
/** Every so many seconds of a hold are spoken; those between are not. */
const SPOKEN_SECONDS = 10;

/** @type {Memory} */
export const FRESH = { cued: null, rep: -1, t: -Infinity, advised: null };

/**
 * @param {Memory} memory
 * @param {State} state after the event
 * @param {CoachEvent} event
 * @returns {Heard}
 */
export function hear(memory, state, event) {
  switch (event.kind) {
    case "rep_counted":
      return afterRep(memory, state, event);
    case "hold_ticked":
      return { memory, say: holdCount(state) };
    case "attempt_rejected":
      return note(memory, words("heard.attempt", { reason: reasonWord(event.reason ?? "") }));
    case "fault_raised":
      return duringMovement(memory, state, event);
    case "set_started":
      return { memory: FRESH, say: [] };
    case "phase_changed":
      return afterCount(state, event, note(memory, phaseWords(state)));
    case "side_due":
      return afterCount(state, event, note(memory, sideDue(state) ? words(`heard.due.${event.side}`) : ""));
    case "rep_corrected":
      return note(memory, ownCount(state) || String(shownCount(state)));
    default:
      return { memory, say: [] };
  }
}

/**
 * What follows from the last repetition, or from the end of a hold, lets its count be heard.
 * @param {State} state
 * @param {CoachEvent} event
 * @param {Heard} heard
 * @returns {Heard}
 */
function afterCount({ tally }, { t }, heard) {
  return { ...heard, waits: tally.last?.t === t && tally.last.kind !== "attempt" };
}

/**
 * What time and place make worth saying: the countdown, the end of a rest, how to be seen better.
 * @param {Memory} memory
 * @param {State} before
 * @param {State} state after a frame
 * @returns {Heard}
 */
export function watch(memory, before, state) {
  const left = secondsLeft(state);
  const another = left !== secondsLeft(before) && state.tally.phase === before.tally.phase;
  const phase = phaseNow(state);
  if (another && phase === "countdown" && left) {
    return { memory, say: [{ kind: "count", text: String(left) }] };
  }
  if (another && phase === "rest" && left === REST_ENDS_S) {
    return note(memory, words("heard.restEnds", { s: left }));
  }
  const advice = isPlacing(state) ? adviceNow(state) : null;
  if (advice === memory.advised) return { memory, say: [] };
  const news = advice && !(advice === "good" && memory.advised === null);
  return note({ ...memory, advised: advice }, news ? words(`place.${advice}`) : "");
}

/**
 * @param {Memory} memory
 * @param {string} text
 * @returns {Heard}
 */
function note(memory, text) {
  return { memory, say: text ? [{ kind: "note", text }] : [] };
}

/**
 * @param {Memory} memory
 * @param {State} state
 * @param {CoachEvent} event
 * @returns {Heard}
 */
function afterRep(memory, state, { t, faults = [], not_judged = [] }) {
  const { reps, streaks } = state.tally;
  /** @type {Utterance} */
  const count = { kind: "count", text: String(shownCount(state)) };
  const rules = byPriority(state);
  const due = rules.find((rule, place) => faults.includes(rule.key) && isDue(streaks[rule.key], place));
  if (memory.rep === reps) return { memory, say: [count] };
  if (due) {
    return { memory: { ...memory, cued: due.key, rep: reps, t }, say: [count, { kind: "cue", text: due.cue }] };
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
 * @returns {Heard}
 */
function duringMovement(memory, state, { t, fault = "" }) {
  const { reps, last, streaks } = state.tally;
  const hold = currentExercise(state)?.counts === "hold";
  const withRep = last?.kind === "rep" && last.t === t;
  const recently = hold ? t - memory.t < BETWEEN_CUES_S : memory.rep >= reps;
  const rules = byPriority(state);
  const place = rules.findIndex((one) => one.key === fault);
  const due = hold || isDue((streaks[fault] ?? 0) + 1, place);
  if (withRep || recently || place < 0 || !due) return { memory, say: [] };
  return {
    memory: { ...memory, cued: fault, rep: reps + 1, t },
    say: [{ kind: "cue", text: rules[place].cue }],
  };
}

/**
 * Each breath, or every tenth second, when another verified second makes it full.
 * @param {State} state
 * @returns {Utterance[]}
 */
function holdCount(state) {
  const { tally } = state;
  const spoken = goalOf(state)?.unit === "breaths" ? 1 : SPOKEN_SECONDS;
  const earlier = { ...state, tally: { ...tally, held: tally.held - 1, heldInSet: tally.heldInSet - 1 } };
  const [before, now] = [shownCount(earlier), shownCount(state)];
  const full = Math.floor(now / spoken) > Math.floor(before / spoken);
  return full ? [{ kind: "count", text: String(now) }] : [];
}

/** @param {State} state */
function byPriority(state) {
  return [...(currentExercise(state)?.faults ?? [])].sort((a, b) => a.priority - b.priority);
}
