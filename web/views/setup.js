/** Before the set: pick an exercise, see yourself, learn where to put the laptop. */
import { el, redrawn, setAttr, setText, show } from "../dom.js";
import { exerciseFigure } from "../figures.js";
import { sentence } from "../format.js";
import { Mirror } from "../overlay.js";
import { ruleName } from "../review.js";
import { cameraState, canStart, currentExercise, isMirrored } from "../selectors.js";
import { language, words } from "../words.js";

const VIEWS = ["front", "three-quarter", "side", "lying", "back"];

/** @param {import("../app.js").Actions} actions */
export function setupView(actions) {
  const mirror = new Mirror();
  const trouble = troubleBox(actions);
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
      el("div", { class: "stage-picture" }, mirror.node, trouble.node),
      buttons,
    ),
    el("section", { class: "picker" }, el("h1", { tabindex: -1 }, words("setup.title")), cards),
    details,
  );

  /** @param {import("../state.js").State} state */
  function update(state) {
    const exercise = currentExercise(state);
    const camera = cameraState(state);
    mirror.setMirrored(isMirrored(state));
    if (camera !== "seeing") mirror.clear();
    trouble.update(state, camera);
    show(buttons, camera !== "trouble");
    start.disabled = !canStart(state);
    demo.disabled = start.disabled;
    drawStart(exercise?.key ?? "", () => [startLabel(exercise), el("kbd", {}, words("key.space"))]);
    drawCards(state.exercises.map((one) => one.key).join(), () => cardList(state, actions));
    for (const input of cards.querySelectorAll("input")) input.checked = input.value === state.chosen;
    drawDetails(exercise?.key ?? "", () => (exercise ? about(exercise) : []));
  }

  return {
    node,
    title: words("setup.title"),
    update,
    frame: mirror.show.bind(mirror),
  };
}

/** @param {import("../types.js").Exercise | undefined} exercise */
function startLabel(exercise) {
  return exercise
    ? words("setup.start", { exercise: exercise.name.toLocaleLowerCase(language) })
    : words("setup.startPlain");
}

/**
 * @param {import("../state.js").State} state
 * @param {import("../app.js").Actions} actions
 */
function cardList({ exercises }, actions) {
  if (exercises.length === 0) return [el("p", {}, words("setup.noExercises"))];
  return [
    el("legend", { class: "unseen-text" }, words("setup.title")),
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

/**
 * What is wrong with the camera, or how far it is, in words; with ways to go on.
 * @param {import("../app.js").Actions} actions
 */
function troubleBox(actions) {
  const title = el("h2", {});
  const text = el("p", {});
  const progress = el("progress");
  const ways = el(
    "div",
    { class: "row" },
    el(
      "button",
      { class: "primary", type: "button", onclick: () => actions.start("demo") },
      words("setup.demo"),
    ),
    el("a", { class: "button", href: "#/analyse" }, words("setup.analyse")),
  );
  const node = el("div", { class: "camera-note", role: "status" }, title, text, progress, ways);

  /**
   * @param {import("../state.js").State} state
   * @param {"seeing" | "waiting" | "resting" | "trouble"} kind
   */
  function update({ camera, source, connection }, kind) {
    show(node, kind !== "seeing");
    const named = kind === "resting" && source.kind !== "camera";
    if (connection !== "open") setText(title, words("line.connecting"));
    else setText(title, named ? source.name : words(`camera.${camera.status}.title`));
    const more = named ? words("setup.film") : words(`camera.${camera.status}.text`);
    setText(text, connection === "open" ? more : "");
    show(progress, kind === "waiting");
    setAttr(progress, "aria-label", title.textContent);
    show(ways, kind === "trouble");
  }

  return { node, update };
}
