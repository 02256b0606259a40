/** The floor: read from three metres away by somebody who is out of breath. */
import { el, redrawn, setAttr, setText, show } from "../dom.js";
import { isPlacing, phaseNow, plannedSet } from "../guide.js";
import { Mirror } from "../overlay.js";
import { cameraState, currentExercise, isMirrored, worstFault } from "../selectors.js";
import { limbsOnSide } from "../skeleton.js";
import { words } from "../words.js";
import { advicePanel } from "./advice.js";
import { countPanel } from "./count.js";
import { gauge } from "./gauge.js";
import { paceLine } from "./pace.js";
import { phasePanel } from "./phase.js";
import { chips, warningPanel } from "./rules.js";

/** @typedef {import("../state.js").State} State */

/** @param {import("../app.js").Actions} actions */
export function liveView(actions) {
  const mirror = new Mirror();
  const phase = phasePanel();
  const pace = paceLine();
  const top = topLine(actions);
  const count = countPanel(actions);
  const warning = warningPanel();
  const advice = advicePanel({ starting: true });
  const depth = gauge();
  const rules = chips();
  const controls = buttons(actions);
  const note = el("p", { class: "stage-note", role: "status" });
  const node = el(
    "main",
    { class: "floor", id: "content", "data-theme": "dark" },
    top.node,
    el("section", { class: "tally" }, count.node, warning.node, advice.node),
    el("section", { class: "stage-picture" }, mirror.node, note, phase.node, pace.node),
    depth.node,
    el("footer", { class: "floor-foot" }, rules.node, controls.node),
  );
  /** @type {number[][]} */
  let limbs = [];

  /** @param {State} state */
  function update(state) {
    const worst = phaseNow(state) === "work" ? worstFault(state) : null;
    limbs = worst ? limbsOnSide(worst.rule.limbs, worst.side) : [];
    setAttr(node, "data-status", state.status);
    setAttr(node, "data-phase", phaseNow(state));
    mirror.setMirrored(isMirrored(state));
    mirror.placing = isPlacing(state);
    setText(note, stageNote(state));
    show(note, note.textContent !== "");
    advice.update(state, isPlacing(state) && state.status !== "paused");
    for (const part of [top, count, warning, phase, pace, depth, rules, controls]) part.update(state);
  }

  return {
    node,
    title: words("nav.coach"),
    update,
    /**
     * @param {import("../types.js").FrameInfo} frame
     * @param {Uint8Array<ArrayBuffer>} jpeg
     */
    frame: (frame, jpeg) => mirror.show(frame, jpeg, limbs),
  };
}

/**
 * The one thing to say over the picture.
 * @param {State} state
 */
function stageNote(state) {
  const camera = cameraState(state);
  if (state.connection !== "open") return "";
  if (camera === "trouble") return words(`camera.${state.camera.status}.title`);
  if (state.status === "paused") return words("live.paused");
  if (camera === "waiting") return words(`camera.${state.camera.status}.title`);
  if (state.status === "starting") return words("live.starting");
  if (phaseNow(state) !== "work") return "";
  return state.tally.present ? "" : words("live.lookingHow");
}

/** @param {import("../app.js").Actions} actions */
function topLine(actions) {
  const name = el("h1", { tabindex: -1 });
  const set = el("p", { class: "set-number" });
  const follow = el("p", { class: "follow" });
  const mute = el("button", { type: "button", class: "quiet", onclick: actions.mute });
  const full = el(
    "button",
    { type: "button", class: "quiet", "data-for": "full", onclick: actions.fullscreen },
    words("live.full"),
    el("kbd", {}, "F"),
  );
  const drawMute = redrawn(mute);
  const node = el("header", { class: "floor-top" }, name, set, follow, el("div", { class: "row" }, mute, full));

  /** @param {State} state */
  function update(state) {
    const planned = plannedSet(state);
    setText(name, currentExercise(state)?.name ?? words("live.listening"));
    setText(set, planned ? words("live.setOf", { n: planned.number, of: planned.of }) : "");
    show(set, planned !== null && planned.of > 1);
    setText(follow, words(state.tally.present ? "live.following" : "live.looking"));
    setAttr(follow, "data-present", String(state.tally.present));
    show(follow, state.connection === "open"); // nobody looks while the server is away
    const muted = actions.isMuted();
    drawMute(String(muted), () => [words(muted ? "live.unmute" : "live.mute"), el("kbd", {}, "M")]);
  }
  return { node, update };
}

/** @param {import("../app.js").Actions} actions */
function buttons(actions) {
  const toggle = el("button", { type: "button", onclick: actions.pauseOrResume });
  const back = control("live.back", "←", actions.setBack);
  const skip = control("live.skip", "→", actions.skip);
  const stop = control("live.stop", "S", actions.stop);
  const node = el("div", { class: "row" }, back, toggle, skip, stop);
  const draw = redrawn(toggle);

  /** @param {State} state */
  function update({ status, connection, plan, auto }) {
    const label = words(status === "paused" ? "live.resume" : "live.pause");
    draw(label, () => [label, el("kbd", {}, words("key.space"))]);
    show(back, plan !== null);
    show(skip, plan !== null || auto);
    for (const button of [back, toggle, skip, stop]) button.disabled = connection !== "open";
  }
  return { node, update };
}

/**
 * @param {string} label
 * @param {string} key
 * @param {() => void} onclick
 */
function control(label, key, onclick) {
  return el("button", { type: "button", onclick }, words(label), el("kbd", {}, key));
}
