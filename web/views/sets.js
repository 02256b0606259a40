/** The sets of a workout as rows; one of them is shown below. */
import { el, setAttr } from "../dom.js";
import { duration, quantity, sentence } from "../format.js";
import { happened, pace, ruleName, ruleResults } from "../review.js";
import { words } from "../words.js";
import { curveOf, depths } from "./movement.js";
import { section } from "./section.js";

/**
 * @typedef {import("../types.js").TrainedSet} TrainedSet
 * @typedef {import("../types.js").Exercise} Exercise
 */

const COLUMNS = ["set", "done", "tempo", "depth", "faults", "not_judged"];

/**
 * @param {TrainedSet[]} sets
 * @param {Exercise[]} exercises
 * @param {import("../types.js").Curve} curve of the session
 * @param {(set: TrainedSet) => void} choose
 */
export function setsSection(sets, exercises, curve, choose) {
  const buttons = sets.map((set, i) => {
    const name = exercises.find((one) => one.key === set.exercise)?.name ?? set.exercise;
    const label = words("sets.name", { k: set.index, exercise: name });
    return el("button", { type: "button", onclick: () => pick(i) }, label);
  });

  /** @param {number} chosen */
  function pick(chosen) {
    buttons.forEach((button, i) => setAttr(button, "aria-pressed", String(i === chosen)));
    choose(sets[chosen]);
  }

  const heads = COLUMNS.map((key) => el("th", { scope: "col" }, words(`sets.${key}`)));
  const rows = sets.map((set, i) => {
    const exercise = exercises.find((one) => one.key === set.exercise);
    const cells = [done(set, exercise), ...form(set, exercise, curveOf(curve, set, exercise))];
    return el("tr", {}, el("th", { scope: "row" }, buttons[i]), ...cells.map((text) => el("td", {}, text)));
  });
  const table = el(
    "table",
    { class: "sets" },
    el("thead", {}, el("tr", {}, ...heads)),
    el("tbody", {}, ...rows),
  );
  pick(mostToMind(sets));
  const caption = words("sets.title");
  return section(
    "sets.title",
    el("div", { class: "table-holder", tabindex: 0, role: "region", "aria-label": caption }, table),
  );
}

/**
 * The set that is worth looking at first: that with the most faults.
 * @param {TrainedSet[]} sets
 */
function mostToMind(sets) {
  const faults = sets.map(({ reps }) => reps.filter((rep) => rep.faults.length > 0).length);
  return faults.indexOf(Math.max(...faults));
}

/**
 * "18 of 20 reps, you counted 19", or "42 s of 45 s".
 * @param {TrainedSet} set
 * @param {Exercise | undefined} exercise
 */
function done({ reps, holds, target_reps, target_s, corrected }, exercise) {
  if (exercise?.counts === "hold") {
    const held = duration(holds.reduce((sum, hold) => sum + hold.held_s, 0));
    return target_s === null ? held : words("summary.ofJudged", { n: held, of: duration(target_s) });
  }
  const n = reps.length;
  const counted = target_reps === null ? String(n) : words("summary.ofJudged", { n, of: target_reps });
  const own = corrected ? `, ${words("summary.yours", { n: n + corrected })}` : "";
  return `${counted} ${words("summary.reps", { n: target_reps ?? n })}${own}`;
}

/**
 * Tempo, depth, what to mind and what nobody could judge.
 * @param {TrainedSet} set
 * @param {Exercise | undefined} exercise
 * @param {import("../types.js").Curve} curve
 */
function form({ reps, holds }, exercise, curve) {
  const none = words("table.none");
  if (reps.length === 0) {
    const faults = [...new Set(holds.flatMap((hold) => hold.faults))];
    const names = faults.map((key) =>
      happened(
        key,
        exercise?.faults.find((one) => one.key === key),
      ),
    );
    return [none, none, sentence(names.join(", ")) || none, none];
  }
  const results = ruleResults(reps, exercise);
  const faulty = results.filter(({ faults }) => faults > 0);
  const unseen = results.filter(({ judged }) => judged === 0);
  const found = faulty.map(({ key, rule, faults }) => `${happened(key, rule)} (${faults})`).join(", ");
  const known = depths(reps, curve, exercise).filter((value) => value !== undefined);
  const depth = known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
  return [
    pace(reps) ?? none,
    depth === null ? none : quantity(depth, curve.unit),
    sentence(found) || none,
    unseen.map(({ key, rule }) => ruleName(key, rule)).join(", ") || none,
  ];
}
