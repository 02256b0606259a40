/** A set once more, as a stick figure: all of it, or the worst repetition beside the best, in step. */
import * as api from "../api.js";
import { bestRep, worstRep } from "../contrast.js";
import { el } from "../dom.js";
import { Player } from "../player.js";
import { reach } from "../track.js";
import { words } from "../words.js";
import { replayControls } from "./replay-controls.js";
import { pairStages, wholeStage } from "./replay-stages.js";
import { section } from "./section.js";

/**
 * @typedef {import("../types.js").Rep} Rep
 * @typedef {import("../types.js").TrainedSet} TrainedSet
 * @typedef {import("../types.js").Exercise} Exercise
 */

/**
 * @param {number} id of the session
 * @param {TrainedSet} set
 * @param {Exercise | undefined} exercise
 * @param {import("./film.js").OwnFilm} film
 */
export function replaySection(id, set, exercise, film) {
  const body = el("div", { class: "replay", "aria-busy": "true" });
  let goTo = (/** @type {number} */ _) => {};

  async function load() {
    try {
      const track = await api.landmarks(id);
      if (!reach(track, set.start_s, set.end_s)) {
        body.replaceChildren(el("p", { class: "notice" }, words("replay.notKept")));
      } else {
        const shown = replay(track, set, exercise, film);
        goTo = shown.goTo;
        body.replaceChildren(...shown.nodes);
      }
    } catch (error) {
      body.replaceChildren(
        el("p", { role: "alert", class: "notice trouble" }, error instanceof Error ? error.message : String(error)),
      );
    }
    body.removeAttribute("aria-busy");
  }

  void load();
  return { node: section("replay.title", body), goTo: (/** @type {number} */ time) => goTo(time) };
}

/**
 * @param {import("../track.js").Track} track
 * @param {TrainedSet} set
 * @param {Exercise | undefined} exercise
 * @param {import("./film.js").OwnFilm} film
 */
function replay(track, set, exercise, film) {
  const worst = worstRep(set.reps, exercise);
  const stage = el("div", { class: "replay-stages" });
  /** @type {{stages: import("./replay-stages.js").Stage[], rep: Rep | null}} */
  let shown = { stages: [], rep: null };
  const player = new Player(update);
  const comparable = worst !== null && bestRep(set.reps, worst) !== null;
  const controls = replayControls(player, set, exercise, { comparable, choose, mode });

  function update() {
    if (!stage.isConnected) player.running = false; // the reader has gone on to something else
    for (const one of shown.stages) one.show(player.position);
    if (!shown.rep) film.follow(player);
    controls.update();
  }

  /** @param {boolean} compared */
  function mode(compared) {
    if (compared && worst) return pair(worst);
    shown = { stages: [wholeStage(track, set, exercise)], rep: null };
    open(set.start_s, set.end_s);
  }

  /** @param {Rep} rep */
  function pair(rep) {
    shown = { stages: pairStages(track, rep, bestRep(set.reps, rep), exercise), rep };
    open(rep.start_s, rep.end_s);
    player.seek(rep.peak_s);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  function open(from, to) {
    stage.replaceChildren(...shown.stages.map((one) => one.node));
    film.show(!shown.rep);
    player.load(from, to, shown.rep !== null);
  }

  /** @param {import("./replay-controls.js").Stop} stop */
  function choose(stop) {
    if (shown.rep && stop.rep) pair(stop.rep);
    else player.seek(stop.at);
  }

  /** @param {number} time */
  function goTo(time) {
    if (shown.rep) controls.showWhole();
    player.seek(time);
  }

  mode(comparable);
  if (!comparable) player.seek(controls.firstAt ?? set.start_s);
  const pictures = el("div", { class: "replay-pictures" }, stage, film.picture);
  return { nodes: [controls.modes, pictures, controls.node, film.choice], goTo };
}
