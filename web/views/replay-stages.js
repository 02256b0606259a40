/** The pictures of a replay: one figure for the whole set, or two in step; faults are marked where they are. */
import { faultText } from "../amounts.js";
import { faultsAt, faultsHeld, inStep, repAt } from "../contrast.js";
import { el, setAttr, setText } from "../dom.js";
import { sentence } from "../format.js";
import { ruleOf } from "../review.js";
import { limbsOnSide } from "../skeleton.js";
import { sameSize, Stick } from "../stick.js";
import { bodyAt, reach } from "../track.js";
import { words } from "../words.js";

/**
 * @typedef {import("../types.js").Rep} Rep
 * @typedef {import("../types.js").Exercise} Exercise
 * @typedef {import("../track.js").Track} Track
 *
 * @typedef {object} Stage one stick figure with its caption
 * @property {HTMLElement} node
 * @property {(time: number) => void} show
 *
 * @typedef {import("../contrast.js").Marked} Marked
 */

/**
 * @param {Track} track
 * @param {import("../types.js").TrainedSet} set
 * @param {Exercise | undefined} exercise
 * @returns {Stage}
 */
export function wholeStage(track, set, exercise) {
  const box = reach(track, set.start_s, set.end_s) ?? wholeFrame(track);
  const name = exercise?.name ?? set.exercise;
  const stick = new Stick(sameSize([box])[0], box.bottom, words("replay.figure", { name }));
  const caption = el("figcaption", {});
  return {
    node: el("figure", { class: "replay-stage" }, stick.node, caption),
    show(time) {
      const body = bodyAt(track, time);
      const rep = repAt(set.reps, time);
      const marked = rep ? faultsAt(rep, time, exercise) : faultsHeld(set, time, exercise);
      stick.show(body, limbs(marked));
      setAttr(caption, "data-fault", marked.length ? "" : null);
      setText(caption, body ? nowText(set, time, rep, marked) : words("replay.unseen"));
    },
  };
}

/** @param {Track} track */
function wholeFrame(track) {
  return { left: 0, top: 0, right: track.aspect, bottom: 1 };
}

/**
 * "Rep 3: knees came in: about 6 cm"
 * @param {import("../types.js").TrainedSet} set
 * @param {number} time
 * @param {Rep | undefined} rep
 * @param {Marked[]} marked
 */
function nowText({ holds }, time, rep, marked) {
  const hold = holds.findIndex((one) => one.start_s <= time && time <= one.end_s);
  const names = marked.map(({ rule }) => faultText(rule.key, rule, rep));
  if (!rep && hold < 0) return words("replay.between");
  const place = rep ? words("replay.rep", { k: rep.index }) : words("replay.hold", { k: hold + 1 });
  return names.length ? `${place}: ${names.join("; ")}` : place;
}

/**
 * Two repetitions from one camera, drawn in one size and moved in step; the first gives the time.
 * @param {Track} track
 * @param {Rep} rep
 * @param {Rep | null} best
 * @param {Exercise | undefined} exercise
 * @returns {Stage[]}
 */
export function pairStages(track, rep, best, exercise) {
  const both = best ? [rep, best] : [rep];
  const boxes = both.map((one) => reach(track, one.start_s, one.end_s) ?? wholeFrame(track));
  return sameSize(boxes).map((frame, i) => {
    const one = both[i];
    const name = words("replay.rep", { k: one.index });
    const stick = new Stick(frame, boxes[i].bottom, words("replay.figure", { name }));
    const caption = el("figcaption", {}, ...pairCaption(one, i === 1, exercise));
    return {
      node: el("figure", { class: "replay-stage", "data-fault": one.faults.length > 0 }, stick.node, caption),
      show(time) {
        const own = inStep(one, rep, time);
        stick.show(bodyAt(track, own), limbs(faultsAt(one, own, exercise)));
      },
    };
  });
}

/**
 * @param {Rep} rep
 * @param {boolean} isBest
 * @param {Exercise | undefined} exercise
 */
function pairCaption(rep, isBest, exercise) {
  const title = words(isBest ? "replay.best" : "replay.rep", { k: rep.index });
  const lines = rep.faults.map((key) => el("p", {}, sentence(faultText(key, ruleOf(key, exercise), rep))));
  return [el("strong", {}, title), ...(lines.length ? lines : [el("p", {}, words("replay.clean"))])];
}

/** @param {Marked[]} marked */
function limbs(marked) {
  return marked.flatMap(({ rule, side }) => limbsOnSide(rule.limbs, side));
}
