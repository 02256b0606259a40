/** Between the sets, over the mirror: the warm-up, 3-2-1, rest and what comes next. */
import { nextWords } from "../announcements.js";
import { el, setAttr, setText, show } from "../dom.js";
import { clock } from "../format.js";
import { phaseNow, secondsLeft } from "../guide.js";
import { words } from "../words.js";

/** @typedef {import("../state.js").State} State */

export function phasePanel() {
  const title = el("p", { class: "phase-title" });
  const time = el("p", { class: "phase-time" });
  const text = el("p", { class: "phase-text" });
  const node = el("div", { class: "phase" }, title, time, text);

  /** @param {State} state */
  function update(state) {
    const phase = phaseNow(state);
    const left = secondsLeft(state);
    const told = phaseTexts(state);
    setAttr(node, "data-phase", phase);
    setText(title, told.title);
    setText(text, told.text);
    setText(time, left === null || phase === "work" ? "" : phase === "countdown" ? String(left) : clock(left));
    show(node, !["work", "ready"].includes(phase) && state.status !== "paused");
    show(time, time.textContent !== "");
  }
  return { node, update };
}

/**
 * @param {State} state
 * @returns {{title: string, text: string}}
 */
function phaseTexts(state) {
  switch (phaseNow(state)) {
    case "warm_up":
      return { title: words("phase.warmUp"), text: state.plan?.warm_up ?? "" };
    case "rest":
      return { title: words("phase.rest"), text: words("phase.next", { next: nextWords(state) }) };
    case "away":
      return { title: words("phase.away"), text: "" };
    case "done":
      return { title: words("phase.done"), text: "" };
    default:
      return { title: "", text: "" };
  }
}
