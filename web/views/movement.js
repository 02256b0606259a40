/** What the charts show of a set: the movement over time, and depth and tempo from rep to rep. */
import { lineChart } from "../chart.js";
import { el } from "../dom.js";
import { axisTitle, quantity, sentence } from "../format.js";
import { reasonWord } from "../review.js";
import { repChart } from "../rep-chart.js";
import { nearest } from "../scale.js";
import { words } from "../words.js";
import { faultNames, seconds } from "./rep-tables.js";
import { section } from "./section.js";

/**
 * @typedef {import("../types.js").Exercise} Exercise
 * @typedef {import("../types.js").TrainedSet} TrainedSet
 * @typedef {import("../types.js").Curve} Curve
 */

/**
 * The part of a session's curve that belongs to a set.
 * @param {Curve} curve
 * @param {{start_s: number, end_s: number}} set
 * @param {Exercise | undefined} exercise
 * @returns {Curve}
 */
export function curveOf(curve, { start_s, end_s }, exercise) {
  const inside = curve.t.flatMap((t, i) => (start_s <= t && t <= end_s ? [i] : []));
  return {
    name: exercise?.signal.name ?? curve.name,
    unit: exercise?.signal.unit ?? curve.unit,
    t: inside.map((i) => curve.t[i]),
    value: inside.map((i) => curve.value[i]),
  };
}

/**
 * How far each repetition went: as it was measured, else what the curve shows at its turn.
 * @param {import("../types.js").Rep[]} reps
 * @param {Curve} curve
 * @param {Exercise | undefined} exercise
 */
export function depths(reps, curve, exercise) {
  const measure = exercise?.signal.measure ?? "";
  return reps.map((rep) => rep.measures[measure] ?? curve.value[nearest(curve.t, rep.peak_s)] ?? undefined);
}

/**
 * @param {TrainedSet} set
 * @param {Curve} curve
 * @param {Exercise | undefined} exercise
 * @param {(t: number) => void} onPick a moment was chosen in the chart
 */
export function curveSection(set, curve, exercise, onPick) {
  const faulty = set.reps.filter((rep) => rep.faults.length > 0).length;
  const reps = set.reps.map((rep) => ({
    start: rep.start_s,
    peak: rep.peak_s,
    end: rep.end_s,
    label: String(rep.index),
    fault: rep.faults.length > 0,
    note: [words("column.index"), rep.index, faultNames(rep.faults, exercise)].filter(Boolean).join(" "),
  }));
  const holds = set.holds.map((hold, i) => ({
    start: hold.start_s,
    peak: (hold.start_s + hold.end_s) / 2,
    end: hold.end_s,
    label: String(i + 1),
    fault: hold.faults.length > 0,
    note: [words("replay.hold", { k: i + 1 }), faultNames(hold.faults, exercise)].filter(Boolean).join(": "),
  }));
  const chart = lineChart({
    ...curve,
    target: exercise?.signal.target ?? null,
    spans: [...reps, ...holds],
    spanName: words(reps.length > 0 ? "summary.legendRep" : "summary.legendHold"),
    gaps: set.attempts.map((one) => ({
      start: one.start_s,
      end: one.end_s,
      note: reasonWord(one.reason),
    })),
    text: words("summary.curveText", { name: sentence(curve.name), n: set.reps.length, faults: faulty }),
    onPick,
  });
  return section("summary.curve", chart);
}

/**
 * Depth and tempo over the set: how far each repetition went from the start position, and its seconds.
 * @param {TrainedSet} set
 * @param {Curve} curve
 * @param {Exercise | undefined} exercise
 */
export function trendSection({ reps }, curve, exercise) {
  const faulty = reps.map((rep) => rep.faults.length > 0);
  const labels = reps.map((rep) => String(rep.index));
  const far = depths(reps, curve, exercise);
  const tempo = words("summary.seconds");
  const charts = [
    curve.t.length > 0 && {
      title: axisTitle(curve.name, curve.unit),
      values: far,
      base: exercise?.signal.start ?? 0,
      target: exercise?.signal.target ?? null,
      text: trendText(curve.name, far, curve.unit),
    },
    {
      title: tempo,
      values: reps.map(seconds),
      base: 0,
      target: null,
      text: trendText(tempo, reps.map(seconds), "s"),
    },
  ];
  const drawn = charts.flatMap((chart) => (chart ? [repChart({ ...chart, faulty, labels })] : []));
  return section("summary.trend", el("div", { class: "chart-pair" }, ...drawn));
}

/**
 * @param {string} name
 * @param {(number | undefined)[]} values
 * @param {string} unit
 */
function trendText(name, values, unit) {
  const known = values.filter((value) => value !== undefined);
  const [first, last] = [known[0], known[known.length - 1]].map((value) => quantity(value ?? 0, unit));
  return words("summary.trendText", { name: sentence(name), first, last });
}
