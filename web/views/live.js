/** The floor: read from three metres away by somebody who is out of breath. */
import { el, redrawn, setAttr, setText, show } from "../dom.js";
import { faultFigure, goesDown } from "../figures.js";
import { duration, sentence } from "../format.js";
import { Mirror } from "../overlay.js";
import { noun, reasonWord, ruleName } from "../review.js";
import { limbsOnSide } from "../skeleton.js";
import {
  cameraState,
  currentExercise,
  isMirrored,
  notCountedReason,
  ruleStates,
  worstFault,
} from "../selectors.js";
import { words } from "../words.js";

/** The gauge goes on a little beyond its target. */
const GAUGE_TOP = 1.15;

/** @typedef {import("../state.js").State} State */

/** @param {import("../app.js").Actions} actions */
export function liveView(actions) {
  const mirror = new Mirror();
  const parts = [topLine(actions), countPanel(), warningPanel(), gauge(), chips(), buttons(actions)];
  const [top, count, warning, depth, rules, controls] = parts.map((part) => part.node);
  const note = el("p", { class: "stage-note", role: "status" });
  const node = el(
    "main",
    { class: "floor", id: "content", "data-theme": "dark" },
    top,
    el("section", { class: "tally" }, count, warning),
    el("section", { class: "stage-picture" }, mirror.node, note),
    depth,
    el("footer", { class: "floor-foot" }, rules, controls),
  );
  /** @type {number[][]} */
  let limbs = [];

  /** @param {State} state */
  function update(state) {
    const worst = worstFault(state);
    limbs = worst ? limbsOnSide(worst.rule.limbs, worst.side) : [];
    setAttr(node, "data-status", state.status);
    mirror.setMirrored(isMirrored(state));
    setText(note, stageNote(state));
    show(note, note.textContent !== "");
    for (const part of parts) part.update(state);
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
    painted: () => mirror.painted,
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
  return state.tally.present ? "" : words("live.lookingHow");
}

/** @param {import("../app.js").Actions} actions */
function topLine(actions) {
  const name = el("h1", { tabindex: -1 });
  const follow = el("p", { class: "follow" });
  const mute = el("button", { type: "button", class: "quiet", onclick: actions.mute });
  const full = el(
    "button",
    { type: "button", class: "quiet", "data-for": "full", onclick: actions.fullscreen },
    words("live.full"),
    el("kbd", {}, "F"),
  );
  const drawMute = redrawn(mute);
  const node = el("header", { class: "floor-top" }, name, follow, el("div", { class: "row" }, mute, full));

  /** @param {State} state */
  function update(state) {
    setText(name, currentExercise(state)?.name ?? "");
    const { present } = state.tally;
    setAttr(follow, "data-present", String(present));
    setText(follow, words(present ? "live.following" : "live.looking"));
    show(follow, state.status === "live" && state.connection === "open");
    const muted = actions.isMuted();
    drawMute(String(muted), () => [words(muted ? "live.unmute" : "live.mute"), el("kbd", {}, "M")]);
  }
  return { node, update };
}

function countPanel() {
  const digits = el("p", { class: "count" });
  const unit = el("p", { class: "count-unit" });
  const sides = el("dl", { class: "sides" });
  const refused = el("p", { class: "refused" });
  const drawSides = redrawn(sides);
  const node = el("div", { class: "count-panel" }, digits, unit, refused, sides);
  let shown = "";

  /** @param {State} state */
  function update(state) {
    const exercise = currentExercise(state);
    const hold = exercise?.counts === "hold";
    const { reps, held, heldBefore } = state.tally;
    const n = hold ? Math.floor(held) : reps;
    if (String(n) !== shown) {
      if (shown && n > 0) pulse(digits);
      shown = String(n);
      digits.style.setProperty("--digits", String(Math.max(2, shown.length)));
      setText(digits, shown);
    }
    const reason = notCountedReason(state);
    const before =
      heldBefore > held ? ` · ${words("live.heldBefore", { s: duration(heldBefore - held) })}` : "";
    setText(unit, hold ? words("live.seconds", { n }) + before : noun(exercise?.key ?? "", n));
    show(unit, reason === null);
    setText(refused, reason === null ? "" : sentence(reasonWord(reason)));
    show(refused, reason !== null);
    show(sides, Boolean(exercise?.per_side));
    const { left = 0, right = 0 } = state.tally.sides;
    drawSides(`${left} ${right}`, () => [sideCount("left", left), sideCount("right", right)]);
  }
  return { node, update };
}

/**
 * @param {"left" | "right"} side
 * @param {number} n
 */
function sideCount(side, n) {
  return el("div", {}, el("dt", {}, words(`side.${side}`)), el("dd", {}, String(n)));
}

/** @param {HTMLElement} element */
function pulse(element) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  element.animate([{ transform: "scale(1.12)" }, { transform: "scale(1)" }], {
    duration: 250,
    easing: "ease-out",
  });
}

function warningPanel() {
  const node = el("div", { class: "warning" });
  const draw = redrawn(node);

  /** @param {State} state */
  function update(state) {
    const rule = worstFault(state)?.rule;
    show(node, rule !== undefined);
    if (rule) node.style.setProperty("--letters", String(breadth(rule.cue)));
    draw(`${state.chosen} ${rule?.key}`, () =>
      rule
        ? [
            faultFigure(state.chosen ?? "", rule),
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

function gauge() {
  const fill = el("div", { class: "gauge-fill" });
  const target = el("div", { class: "gauge-target" }, words("live.target"));
  const node = el("div", { class: "gauge", "aria-hidden": "true" }, fill, target);

  /** @param {State} state */
  function update(state) {
    const progress = state.frame?.progress ?? null;
    const exercise = currentExercise(state);
    setAttr(node, "data-down", String(goesDown(exercise?.key ?? "")));
    setAttr(node, "data-reached", String((progress ?? 0) >= 1));
    show(node, exercise !== undefined);
    const share = Math.min(Math.max(progress ?? 0, 0), GAUGE_TOP) / GAUGE_TOP;
    fill.style.transform = `scaleY(${share.toFixed(3)})`;
  }
  return { node, update };
}

/** What cannot be seen from here is gathered under the one turn that would show it. */
function chips() {
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

/** @param {import("../app.js").Actions} actions */
function buttons(actions) {
  const toggle = el("button", { type: "button", onclick: actions.pauseOrResume });
  const stop = el(
    "button",
    { type: "button", onclick: actions.stop },
    words("live.stop"),
    el("kbd", {}, "S"),
  );
  const node = el("div", { class: "row" }, toggle, stop);
  const draw = redrawn(toggle);

  /** @param {State} state */
  function update({ status, connection }) {
    const label = words(status === "paused" ? "live.resume" : "live.pause");
    draw(label, () => [label, el("kbd", {}, words("key.space"))]);
    toggle.disabled = stop.disabled = connection !== "open";
  }
  return { node, update };
}
