/** How much a set shall be: what is asked of the server, remembered for each exercise. */
import { preference, prefer } from "./preferences.js";

/**
 * @typedef {import("./types.js").Exercise} Exercise
 * @typedef {{sets: number, amount: number, rest: number}} Wish amount: repetitions (of each side), seconds or
 *   breaths; 0 sets: no target, until the person ends it
 */

/** As the programme asks: 20 repetitions or 10 of each side, holds of half a minute, five deep breaths. */
const USUAL = { reps: 20, eachSide: 10, seconds: 30, breaths: 5, sets: 1, rest: 60 };
const LIMITS = { sets: [0, 10], amount: [1, 100], rest: [0, 600] };

/**
 * What the amount counts.
 * @param {Exercise} exercise
 * @returns {"reps" | "eachSide" | "seconds" | "breaths"}
 */
export function unitOf({ counts, per_side, breath_s }) {
  if (counts !== "hold") return per_side ? "eachSide" : "reps";
  return breath_s ? "breaths" : "seconds";
}

/**
 * @param {Exercise} exercise
 * @returns {Wish}
 */
export function wishOf(exercise) {
  const usual = { sets: USUAL.sets, amount: USUAL[unitOf(exercise)], rest: USUAL.rest };
  const { [exercise.key]: kept } = preference("goals", /** @type {Record<string, Wish>} */ ({}));
  return allowed({ ...usual, ...kept });
}

/**
 * @param {Exercise} exercise
 * @param {Wish} wish
 */
export function remember(exercise, wish) {
  const kept = preference("goals", /** @type {Record<string, Wish>} */ ({}));
  prefer("goals", { ...kept, [exercise.key]: allowed(wish) });
}

/**
 * @param {Wish} wish
 * @returns {Wish}
 */
function allowed(wish) {
  const within = (/** @type {keyof Wish} */ name) => {
    const [least, most] = LIMITS[name];
    return Math.min(most, Math.max(least, Math.round(Number(wish[name])) || least));
  };
  return { sets: within("sets"), amount: within("amount"), rest: within("rest") };
}

/**
 * The goal as the server takes it; nothing when there is none.
 * @param {Exercise} exercise
 */
export function goalMessage(exercise) {
  const { sets, amount, rest } = wishOf(exercise);
  if (sets === 0) return {};
  const unit = unitOf(exercise);
  const goal = unit === "eachSide" ? { reps: amount, each_side: true } : { [unit]: amount };
  return { sets, rest_s: rest, ...goal };
}
