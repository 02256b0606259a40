/** How many sets of how much, with how much rest: kept for each exercise. */
import { chosenPlan } from "../choice.js";
import { el, redrawn, show } from "../dom.js";
import { remember, unitOf, wishOf } from "../goals.js";
import { currentExercise } from "../selectors.js";
import { words } from "../words.js";

const FIELDS = /** @type {const} */ ([
  { name: "sets", min: 0, max: 10, step: 1 },
  { name: "amount", min: 1, max: 100, step: 1 },
  { name: "rest", min: 0, max: 600, step: 5 },
]);

export function goalForm() {
  const node = el("fieldset", { class: "goal" });
  const draw = redrawn(node);

  /** @param {import("../state.js").State} state */
  function update(state) {
    const exercise = currentExercise(state);
    show(node, exercise !== undefined && chosenPlan(state) === null);
    if (exercise) draw(exercise.key, () => fields(exercise));
  }
  return { node, update };
}

/** @param {import("../types.js").Exercise} exercise */
function fields(exercise) {
  const wish = wishOf(exercise);
  const inputs = FIELDS.map(({ name, ...limits }) => {
    const input = el("input", { type: "number", ...limits, value: wish[name], required: true });
    input.addEventListener("change", () => {
      remember(exercise, { ...wishOf(exercise), [name]: input.valueAsNumber });
      input.valueAsNumber = wishOf(exercise)[name];
    });
    const label = name === "amount" ? `goal.amount.${unitOf(exercise)}` : `goal.${name}`;
    return el("label", {}, el("span", {}, words(label)), input);
  });
  return [el("legend", {}, words("goal.title")), ...inputs, el("small", {}, words("goal.none"))];
}
