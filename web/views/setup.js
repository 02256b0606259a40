/** Before the set: pick an exercise, see yourself, learn where to put the laptop. */
import { checkedCard, chosenPlan } from "../choice.js";
import { el, redrawn, show } from "../dom.js";
import { exerciseFigure } from "../figures.js";
import { sentence } from "../format.js";
import { Mirror } from "../overlay.js";
import { ruleName } from "../review.js";
import { cameraState, canStart, currentExercise, isMirrored } from "../selectors.js";
import { within, words } from "../words.js";
import { advicePanel } from "./advice.js";
import { cameraPicker } from "./camera-picker.js";
import { troubleBox } from "./camera-trouble.js";
import { goalForm } from "./goal.js";
import { aboutPlan, planCards } from "./plans.js";
import { optionsBox } from "./options.js";
import { paceLine } from "./pace.js";

const VIEWS = ["front", "three-quarter", "side", "lying", "back"];

/** @param {import("../app.js").Actions} actions */
export function setupView(actions) {
  const mirror = new Mirror();
  mirror.placing = true;
  const advice = advicePanel({ starting: false });
  const trouble = troubleBox(actions);
  const pace = paceLine();
  const cameras = cameraPicker(actions);
  const goal = goalForm();
  const plans = planCards(actions);
  const start = el("button", { class: "primary", type: "button", onclick: () => actions.start("default") });
  const demo = el("button", { type: "button", onclick: () => actions.start("demo") }, words("setup.demo"));
  const cards = el("fieldset", { class: "cards" });
  const details = el("section", { class: "details", "aria-live": "polite" });
  const buttons = el("div", { class: "stage-buttons" }, start, demo);
  const drawCards = redrawn(cards);
  const drawDetails = redrawn(details);
  const drawStart = redrawn(start);

  const node = el(
    "main",
    { class: "setup", id: "content" },
    el(
      "section",
      { class: "stage", "aria-label": words("setup.mirror") },
      el("div", { class: "stage-picture" }, mirror.node, trouble.node, pace.node),
      advice.node,
      goal.node,
      buttons,
    ),
    el("section", { class: "picker" }, el("h1", { tabindex: -1 }, words("setup.title")), plans.node, cards),
    details,
    el("section", { class: "choices", "aria-label": words("options.title") }, cameras.node, optionsBox()),
  );

  /** @param {import("../state.js").State} state */
  function update(state) {
    const exercise = currentExercise(state);
    const camera = cameraState(state);
    mirror.setMirrored(isMirrored(state));
    if (camera !== "seeing") mirror.clear();
    trouble.update(state, camera);
    pace.update(state);
    advice.update(state, true);
    goal.update(state);
    plans.update(state);
    cameras.update(state);
    show(buttons, camera !== "trouble");
    start.disabled = !canStart(state);
    demo.disabled = start.disabled;
    const card = checkedCard(state) ?? "";
    const label = startLabel(state);
    drawStart(label, () => [label, el("kbd", {}, words("key.space"))]);
    drawCards(state.exercises.map((one) => one.key).join(), () => cardList(state, actions));
    for (const input of cards.querySelectorAll("input")) input.checked = input.value === card;
    drawDetails(`${card} ${exercise?.key}`, () => detailsOf(state, actions));
  }

  return {
    node,
    title: words("setup.title"),
    update,
    frame: mirror.show.bind(mirror),
  };
}

/** @param {import("../state.js").State} state */
function startLabel(state) {
  const name = state.auto ? undefined : (chosenPlan(state) ?? currentExercise(state))?.name;
  if (!name) return words("setup.startPlain");
  return words("setup.start", { exercise: within(name) });
}

/**
 * @param {import("../state.js").State} state
 * @param {import("../app.js").Actions} actions
 */
function detailsOf(state, actions) {
  const [plan, exercise] = [chosenPlan(state), currentExercise(state)];
  if (state.auto) return [el("p", { class: "wide" }, words("setup.autoMore"))];
  if (plan) return aboutPlan(plan, state, actions);
  return exercise ? about(exercise) : [];
}

/**
 * @param {import("../state.js").State} state
 * @param {import("../app.js").Actions} actions
 */
function cardList({ exercises }, actions) {
  if (exercises.length === 0) return [el("p", {}, words("setup.noExercises"))];
  return [
    el("legend", {}, words("setup.exercises")),
    ...exercises.map((one) =>
      el(
        "label",
        { class: "card" },
        el("input", {
          type: "radio",
          name: "exercise",
          value: one.key,
          onchange: () => actions.choose(one.key),
        }),
        exerciseFigure(one.key),
        el("span", { class: "card-name" }, one.name),
        el("span", { class: "card-trains" }, one.trains),
      ),
    ),
  ];
}

/**
 * The views worth standing in: one in which nothing is judged that another does not judge too is left out.
 * @param {import("../types.js").Exercise} exercise
 */
function judgedFrom({ faults }) {
  const sets = VIEWS.map((view) => ({ view, rules: faults.filter((rule) => rule.views.includes(view)) }));
  return sets.filter(({ rules }, i) => {
    const within = (/** @type {typeof rules} */ others) => rules.every((rule) => others.includes(rule));
    return !sets.some(
      (other, j) => j !== i && within(other.rules) && (other.rules.length > rules.length || j < i),
    );
  });
}

/** @param {import("../types.js").Exercise} exercise */
function about(exercise) {
  const judged = judgedFrom(exercise).map(({ view, rules }) => {
    const names = rules.map((rule) => ruleName(rule.key, rule)).join(", ");
    return el("li", {}, el("strong", {}, words(`view.${view}`)), ": ", names);
  });
  const nothing = el("p", {}, words("setup.countsOnly"));
  return [
    el(
      "h2",
      { class: "wide" },
      exercise.name,
      " ",
      el("small", {}, `${sentence(exercise.trains)} · ${exercise.goal}`),
    ),
    el("div", {}, el("h3", {}, words("setup.place")), el("p", {}, exercise.placement)),
    el(
      "div",
      {},
      el("h3", {}, words("setup.judged")),
      exercise.faults.length ? el("ul", {}, ...judged) : nothing,
    ),
  ];
}
