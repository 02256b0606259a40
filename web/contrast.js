/**
 * Which repetition is shown beside which: the worst beside the best. Pure.
 *
 * @typedef {import("./types.js").Rep} Rep
 * @typedef {import("./types.js").Exercise} Exercise
 *
 * @typedef {{rule: import("./types.js").Fault, side: string}} Marked a fault to be marked, and on which side
 */
import { ruleOf } from "./review.js";
import { momentOf, phaseOf } from "./track.js";

/** From here to there in a repetition its form is judged, and the limb at fault is marked. */
const [MARKED_FROM, MARKED_TO] = [0.3, 0.7];

/**
 * The repetition with the gravest fault; of several that with the most faults, and the first of those.
 * @param {Rep[]} reps
 * @param {Exercise | undefined} exercise
 * @returns {Rep | null} null when none has a fault
 */
export function worstRep(reps, exercise) {
  const gravity = (/** @type {Rep} */ rep) =>
    Math.min(...rep.faults.map((key) => ruleOf(key, exercise)?.priority ?? Infinity));
  const faulty = reps.filter((rep) => rep.faults.length > 0);
  const order = faulty.sort((a, b) => gravity(a) - gravity(b) || b.faults.length - a.faults.length);
  return order[0] ?? null;
}

/**
 * The best to hold beside another: the least faults, the most judged, if possible of the same side, and as
 * close in time as can be.
 * @param {Rep[]} reps
 * @param {Rep} beside
 * @returns {Rep | null} null when no other is better
 */
export function bestRep(reps, beside) {
  const better = reps.filter((rep) => rep !== beside && rep.faults.length < beside.faults.length);
  const order = better.sort(
    (a, b) =>
      a.faults.length - b.faults.length ||
      Number(a.side !== beside.side) - Number(b.side !== beside.side) ||
      a.not_judged.length - b.not_judged.length ||
      Math.abs(a.index - beside.index) - Math.abs(b.index - beside.index),
  );
  return order[0] ?? null;
}

/**
 * The moment of one repetition that is as far as another is at its own.
 * @param {Rep} rep
 * @param {Rep} other
 * @param {number} time of the other
 */
export function inStep(rep, other, time) {
  return momentOf(rep, phaseOf(other, time));
}

/**
 * The faults to mark at a moment of a repetition, gravest first.
 * @param {Rep} rep
 * @param {number} time
 * @param {Exercise | undefined} exercise
 * @returns {Marked[]}
 */
export function faultsAt(rep, time, exercise) {
  const phase = phaseOf(rep, time);
  if (phase < MARKED_FROM || phase > MARKED_TO) return [];
  const rules = rep.faults.flatMap((key) => ruleOf(key, exercise) ?? []);
  return rules.sort((a, b) => a.priority - b.priority).map((rule) => ({ rule, side: rep.side }));
}

/**
 * The faults that were up at a moment of a hold.
 * @param {import("./types.js").TrainedSet} set
 * @param {number} time
 * @param {Exercise | undefined} exercise
 * @returns {Marked[]}
 */
export function faultsHeld({ holds, raised }, time, exercise) {
  if (!holds.some((hold) => hold.start_s <= time && time <= hold.end_s)) return [];
  return raised.flatMap(({ fault, side, start_s, end_s }) => {
    const rule = start_s <= time && time <= end_s ? ruleOf(fault, exercise) : undefined;
    return rule ? [{ rule, side }] : [];
  });
}

/**
 * @param {Rep[]} reps
 * @param {number} time
 */
export function repAt(reps, time) {
  return reps.find((rep) => rep.start_s <= time && time <= rep.end_s);
}
