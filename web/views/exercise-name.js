/** What a session is called. */
import { words } from "../words.js";

/**
 * Its plan's name, else its exercise's.
 * @param {{exercise: string, plan: string | null}} session
 * @param {import("../types.js").Exercise[]} exercises
 */
export function exerciseName({ exercise, plan }, exercises) {
  return plan ?? exercises.find((one) => one.key === exercise)?.name ?? words(`exercise.${exercise}`);
}
