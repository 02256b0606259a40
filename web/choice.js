/**
 * What has been chosen for the next session: a plan, whatever the person does, or one exercise. Pure.
 *
 * @typedef {import("./state.js").State} State
 */
import { currentExercise } from "./selectors.js";

/** In the place of an exercise: the coach finds out. */
export const AUTO = "auto";

/**
 * The plan that is chosen; the goals of a single exercise are no plan that anybody chose.
 * @param {State} state
 */
export function chosenPlan({ plan, auto }) {
  return plan?.slug && !auto ? plan : null;
}

/**
 * The plan's only exercise, where it may be exchanged for another: in intervals any may be done.
 * @param {import("./types.js").Plan} plan
 * @returns {string | null}
 */
export function exchangeable({ sets }) {
  const [first] = sets;
  const same = sets.every(({ exercise, work_s }) => work_s !== null && exercise === first?.exercise);
  return same && first ? first.exercise : null;
}

/**
 * The value of the card that is checked.
 * @param {State} state
 */
export function checkedCard(state) {
  if (state.auto) return AUTO;
  const plan = chosenPlan(state);
  return plan ? planCard(plan.slug) : state.chosen;
}

/**
 * The value of a plan's card; no exercise has such a key.
 * @param {string} slug
 */
export const planCard = (slug) => `plan:${slug}`;

/**
 * What the start button asks for; the goal is that of a single exercise.
 * @param {State} state
 * @param {object} goal
 * @returns {object | null} null: nothing can be started yet
 */
export function startMessage(state, goal) {
  if (state.auto) return { type: "start", exercise: AUTO };
  const plan = chosenPlan(state);
  if (plan) {
    const exercise = exchangeable(plan);
    return { type: "start", plan: plan.slug, ...(exercise ? { exercise } : {}) };
  }
  const exercise = currentExercise(state)?.key;
  return exercise ? { type: "start", exercise, ...goal } : null;
}
