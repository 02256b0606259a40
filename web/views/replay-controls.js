/** What a replay is steered with: what is shown, play, the scrubber, the speed, and a button for each rep. */
import { repAt } from "../contrast.js";
import { el, redrawn, setAttr, setText } from "../dom.js";
import { clock } from "../format.js";
import { phaseOf } from "../track.js";
import { words } from "../words.js";
import { faultNames } from "./rep-tables.js";

/**
 * @typedef {import("../types.js").Rep} Rep
 * @typedef {import("../types.js").Exercise} Exercise
 * @typedef {import("../player.js").Player} Player
 *
 * @typedef {object} Stop a repetition or a hold that can be gone to
 * @property {string} name
 * @property {string} label
 * @property {number} from
 * @property {number} at where it is gone to
 * @property {number} to
 * @property {string} faults in words
 * @property {Rep | null} rep
 */

const SPEEDS = [0.25, 0.5, 1, 2];
/** One press of an arrow key: a frame of what is kept (s). */
const STEP_S = 1 / 15;
/** So near the turn it is said to be the turn (share of the repetition). */
const AT_TURN = 0.08;

/**
 * @param {Player} player
 * @param {import("../types.js").TrainedSet} set
 * @param {Exercise | undefined} exercise
 * @param {object} wanted
 * @param {boolean} wanted.comparable whether there are two repetitions to compare
 * @param {(stop: Stop) => void} wanted.choose
 * @param {(compared: boolean) => void} wanted.mode
 */
export function replayControls(player, set, exercise, { comparable, choose, mode }) {
  const stops = stopsOf(set, exercise);
  const slider = el("input", {
    type: "range",
    step: "any",
    "aria-label": words("replay.scrub"),
    oninput: () => player.seek(Number(slider.value)),
    onkeydown: (/** @type {KeyboardEvent} */ event) => onKey(event, player),
  });
  const play = el("button", { type: "button", class: "play primary", onclick: () => player.toggle() });
  const time = el("span", { class: "replay-time" });
  const buttons = stops.map((stop) => stopButton(stop, () => choose(stop)));
  const drawPlay = redrawn(play);
  const modes = modeChoice(comparable, mode);
  const group = el(
    "div",
    { class: "replay-reps", role: "group", "aria-label": words("replay.reps") },
    ...buttons,
  );
  const node = el(
    "div",
    { class: "replay-controls" },
    el("div", { class: "replay-line" }, play, slider, time, speedChoice(player)),
    stops.length ? group : null,
  );

  function update() {
    const { from, to, position, running } = player;
    setAttr(slider, "min", String(from));
    setAttr(slider, "max", String(to));
    slider.value = String(position);
    setAttr(slider, "aria-valuetext", spoken(set.reps, position, exercise));
    setText(time, clock(position));
    drawPlay(String(running), () => [words(running ? "replay.pause" : "replay.play")]);
    stops.forEach((stop, i) =>
      setAttr(buttons[i], "aria-pressed", String(stop.from <= position && position <= stop.to)),
    );
  }

  return { node, modes: modes.node, showWhole: modes.showWhole, firstAt: stops[0]?.at, update };
}

/**
 * @param {import("../types.js").TrainedSet} set
 * @param {Exercise | undefined} exercise
 * @returns {Stop[]}
 */
function stopsOf({ reps, holds, raised }, exercise) {
  return [
    ...reps.map((rep) => ({
      name: words("replay.rep", { k: rep.index }),
      label: String(rep.index),
      from: rep.start_s,
      at: rep.peak_s,
      to: rep.end_s,
      faults: faultNames(rep.faults, exercise),
      rep,
    })),
    ...holds.map((hold, i) => ({
      name: words("replay.hold", { k: i + 1 }),
      label: String(i + 1),
      from: hold.start_s,
      at:
        raised.find((one) => hold.start_s <= one.start_s && one.start_s <= hold.end_s)?.start_s ??
        hold.start_s,
      to: hold.end_s,
      faults: faultNames(hold.faults, exercise),
      rep: null,
    })),
  ];
}

/**
 * Steps of a frame; by itself a scrubber without steps would move by a hundredth of everything.
 * @param {KeyboardEvent} event
 * @param {Player} player
 */
function onKey(event, player) {
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -15, PageUp: 15 };
  if (event.key === " ") player.toggle();
  else if (event.key in steps) player.seek(player.position + steps[event.key] * STEP_S);
  else return;
  event.preventDefault();
}

/**
 * "0:07, rep 3, at the turn: knees came in"
 * @param {Rep[]} reps
 * @param {number} time
 * @param {Exercise | undefined} exercise
 */
function spoken(reps, time, exercise) {
  const rep = repAt(reps, time);
  if (!rep) return clock(time);
  const phase = phaseOf(rep, time);
  const where = Math.abs(phase - 0.5) < AT_TURN ? "turn" : phase < 0.5 ? "there" : "back";
  const faults = rep.faults.length ? `: ${faultNames(rep.faults, exercise)}` : "";
  return `${clock(time)}, ${words(`replay.${where}`, { k: rep.index })}${faults}`;
}

/** @param {Player} player */
function speedChoice(player) {
  const select = el(
    "select",
    { "aria-label": words("replay.speed"), onchange: () => player.setSpeed(Number(select.value)) },
    ...SPEEDS.map((value) => el("option", { value, selected: value === 1 }, `${value}×`)),
  );
  return select;
}

/**
 * @param {Stop} stop
 * @param {() => void} choose
 */
function stopButton({ name, label, faults }, choose) {
  return el(
    "button",
    {
      type: "button",
      "data-fault": faults !== "",
      "aria-label": faults ? `${name}: ${faults}` : name,
      onclick: choose,
    },
    label,
  );
}

/**
 * @param {boolean} comparable
 * @param {(compared: boolean) => void} mode
 */
function modeChoice(comparable, mode) {
  const radio = (/** @type {string} */ key, /** @type {boolean} */ compared) => {
    const checked = compared === comparable;
    const input = el("input", {
      type: "radio",
      name: "replay-mode",
      checked,
      onchange: () => mode(compared),
    });
    return { input, label: el("label", {}, input, el("span", {}, words(key))) };
  };
  const [pair, whole] = [radio("replay.pair", true), radio("replay.whole", false)];
  const legend = el("legend", { class: "unseen-text" }, words("replay.title"));
  return {
    node: el("fieldset", { class: "segments", hidden: !comparable }, legend, pair.label, whole.label),
    showWhole() {
      whole.input.checked = true;
      mode(false);
    },
  };
}
