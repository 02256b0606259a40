/** What is judged now: the one warning, worst first, and a chip for each rule. */
import { el, redrawn, show } from "../dom.js";
import { faultFigure } from "../figures.js";
import { phaseNow } from "../guide.js";
import { ruleName } from "../review.js";
import { currentExercise, ruleStates, worstFault } from "../selectors.js";
import { words } from "../words.js";

/** @typedef {import("../state.js").State} State */

export function warningPanel() {
  const node = el("div", { class: "warning" });
  const draw = redrawn(node);

  /** @param {State} state */
  function update(state) {
    const rule = phaseNow(state) === "work" ? worstFault(state)?.rule : undefined;
    const exercise = currentExercise(state)?.key ?? "";
    show(node, rule !== undefined);
    if (rule) node.style.setProperty("--letters", String(breadth(rule.cue)));
    draw(`${exercise} ${rule?.key}`, () =>
      rule
        ? [
            faultFigure(exercise, rule),
            el("p", { class: "cue" }, rule.cue),
            el("p", { class: "explains" }, rule.explains),
          ]
        : [],
    );
  }
  return { node, update };
}

/**
 * How broad a cue must be set, in letters: its longest word stays whole, and it takes three lines at most.
 * @param {string} cue
 */
function breadth(cue) {
  return Math.max(5, cue.length / 2.8, ...cue.split(" ").map((word) => word.length));
}

/** What cannot be seen from here is gathered under the one turn that would show it. */
export function chips() {
  const node = el("ul", { class: "chips", "aria-label": words("live.rules") });
  const draw = redrawn(node);

  /** @param {State} state */
  function update(state) {
    const rules = ruleStates(state);
    const key = rules.map((one) => one.rule.key + one.state).join();
    draw(key, () => [
      ...rules
        .filter((one) => one.state !== "unseen")
        .map((one) => chip(one.state, ruleName(one.rule.key, one.rule))),
      ...(state.tally.view ? turns(rules) : []),
    ]);
  }
  return { node, update };
}

/** @param {ReturnType<typeof ruleStates>} rules */
function turns(rules) {
  const unseen = rules.filter((one) => one.state === "unseen").map((one) => one.rule);
  const ways = [...new Set(unseen.map((rule) => rule.turn))];
  return ways.map((turn) => {
    const names = unseen.filter((rule) => rule.turn === turn).map((rule) => ruleName(rule.key, rule));
    return chip("unseen", [names.join(", "), turn.replace(/\.$/, "")].filter(Boolean).join(": "));
  });
}

/**
 * @param {"judging" | "fault" | "unseen"} kind
 * @param {string} text
 */
function chip(kind, text) {
  return el(
    "li",
    { class: "chip", "data-kind": kind },
    el("span", { class: "unseen-text" }, `${words(`chip.${kind}`)}: `),
    text,
  );
}
