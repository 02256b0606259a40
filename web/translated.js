/** The coach's own texts in the reader's language, put in once when they come from the server. Pure. */
import { told } from "./words.js";

/**
 * @param {import("./types.js").Exercise} exercise
 * @returns {import("./types.js").Exercise}
 */
export function translatedExercise(exercise) {
  const { name, trains, goal, placement, signal, faults } = exercise;
  return {
    ...exercise,
    name: told(name),
    trains: told(trains),
    goal: told(goal),
    placement: told(placement),
    signal: { ...signal, name: told(signal.name) },
    faults: faults.map((fault) => ({
      ...fault,
      cue: told(fault.cue),
      explains: told(fault.explains),
      turn: told(fault.turn),
    })),
  };
}

/**
 * A person's own plan keeps its words.
 * @param {import("./types.js").Plan} plan
 * @returns {import("./types.js").Plan}
 */
export function translatedPlan(plan) {
  return { ...plan, name: told(plan.name), note: told(plan.note), warm_up: told(plan.warm_up) };
}

/**
 * @param {import("./types.js").ServerMessage} message
 * @returns {import("./types.js").ServerMessage}
 */
export function translatedMessage(message) {
  return "plan" in message && message.plan ? { ...message, plan: translatedPlan(message.plan) } : message;
}
