/** Workouts to choose from beside the single exercises, and what is in the chosen one. */
import { targetWords } from "../announcements.js";
import { AUTO, checkedCard, exchangeable, planCard } from "../choice.js";
import { el, redrawn } from "../dom.js";
import { words } from "../words.js";

/**
 * @typedef {import("../state.js").State} State
 * @typedef {import("../types.js").Plan} Plan
 */

/** @param {import("../app.js").Actions} actions */
export function planCards(actions) {
  const node = el("fieldset", { class: "cards plans" });
  const draw = redrawn(node);

  /** @param {State} state */
  function update(state) {
    draw(state.plans.map((plan) => plan.slug).join(), () => [
      el("legend", {}, words("setup.workouts")),
      ...state.plans.map((plan) =>
        card(planCard(plan.slug), plan.name, planLine(plan), () => actions.choosePlan(plan.slug)),
      ),
      card(AUTO, words("setup.auto"), words("setup.autoText"), () => actions.choose(AUTO)),
      ...state.planFaults.map((line) => el("p", { class: "plan-fault" }, line)),
    ]);
    const checked = checkedCard(state);
    for (const input of node.querySelectorAll("input")) input.checked = input.value === checked;
  }
  return { node, update };
}

/**
 * @param {string} value
 * @param {string} name
 * @param {string} text
 * @param {() => void} onchange
 */
function card(value, name, text, onchange) {
  return el(
    "label",
    { class: "card" },
    el("input", { type: "radio", name: "exercise", value, onchange }),
    el("span", { class: "card-name" }, name),
    el("span", { class: "card-trains" }, text),
  );
}

/** @param {Plan} plan */
function planLine({ sets, about_s }) {
  return words("setup.planLine", { n: sets.length, min: Math.max(1, Math.round(about_s / 60)) });
}

/**
 * @param {Plan} plan
 * @param {State} state
 * @param {import("../app.js").Actions} actions
 */
export function aboutPlan(plan, { exercises }, actions) {
  const firsts = plan.sets.filter(({ number }) => number === 1);
  const items = firsts.map((planned) => {
    const name = exercises.find(({ key }) => key === planned.exercise)?.name ?? planned.exercise;
    const sets = words("setup.sets", { n: planned.of });
    return el("li", {}, el("strong", {}, name), `: ${sets}, ${targetWords(planned)}`);
  });
  return [
    el("h2", { class: "wide" }, el("bdi", {}, plan.name), " ", el("small", {}, plan.note)),
    el("div", { class: "wide" }, el("h3", {}, words("setup.sequence")), el("ol", {}, ...items)),
    exchange(plan, exercises, actions),
  ];
}

/**
 * @param {Plan} plan
 * @param {import("../types.js").Exercise[]} exercises
 * @param {import("../app.js").Actions} actions
 */
function exchange(plan, exercises, actions) {
  const current = exchangeable(plan);
  if (current === null) return null;
  const options = exercises.map(({ key, name }) =>
    el("option", { value: key, selected: key === current }, name),
  );
  const select = el("select", { onchange: () => actions.choosePlan(plan.slug, select.value) }, ...options);
  return el("label", { class: "exchange" }, words("setup.exchange"), select);
}
