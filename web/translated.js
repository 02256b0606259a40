/** The texts of coach and server in the reader's language, put in once when they come. Pure. */
import { saidByServer, told } from "./words.js";

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
  if (message.type === "error") return { ...message, message: saidByServer(message.message) };
  if (message.type !== "snapshot" && message.type !== "status") return message;
  const { plan, notice } = message;
  return { ...message, plan: plan && translatedPlan(plan), notice: notice && saidByServer(notice) };
}

/**
 * @param {import("./types.js").Analysis} analysis
 * @returns {import("./types.js").Analysis}
 */
export function translatedAnalysis(analysis) {
  const { error, warnings } = analysis;
  return { ...analysis, error: error && saidByServer(error), warnings: warnings.map(saidByServer) };
}
