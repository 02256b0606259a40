/** One exercise over time: its numbers from session to session, and the personal bests. */
import { el } from "../dom.js";
import { dateOf, duration, quantity, sentence } from "../format.js";
import { repChart } from "../rep-chart.js";
import { words } from "../words.js";
import { section } from "./section.js";

/**
 * @typedef {import("../types.js").Trend} Trend
 * @typedef {import("../types.js").Exercise} Exercise
 * @typedef {"reps" | "clean_share" | "depth" | "held_s" | "longest_s"} Key
 *
 * @typedef {object} Shown a number of a session and how it is shown
 * @property {Key} key
 * @property {(value: number) => string} text
 * @property {number} scale
 * @property {number} base
 * @property {string} [unit]
 */

/**
 * The choice of the exercise with its bests and its first chart, and the other charts.
 * @param {Trend[]} trends at least one
 * @param {Exercise[]} exercises
 */
export function trendsSection(trends, exercises) {
  const nameOf = (/** @type {Trend} */ { exercise }) =>
    exercises.find((one) => one.key === exercise)?.name ?? words(`exercise.${exercise}`);
  const order = [...trends].sort((a, b) => b.points.length - a.points.length);
  const best = el("div", { class: "trend" });
  const body = el("div", { class: "chart-pair" });
  const select = el(
    "select",
    { id: "trend-exercise", onchange: () => draw() },
    ...order.map((trend, i) => el("option", { value: i }, nameOf(trend))),
  );

  function draw() {
    const trend = order[Number(select.value)];
    const exercise = exercises.find((one) => one.key === trend.exercise);
    const [first, ...others] = charts(trend, exercise);
    best.replaceChildren(bests(trend, exercise), ...(first ? [first] : []));
    body.replaceChildren(...others);
  }

  draw();
  const label = el("label", { for: "trend-exercise" }, words("trends.exercise"));
  const head = section("trends.title", el("div", {}, el("p", { class: "field" }, label, select), best));
  return { head, charts: body };
}

/**
 * @param {Exercise | undefined} exercise
 * @returns {Shown[]}
 */
function shown(exercise) {
  const unit = exercise?.signal.unit ?? "";
  const held = (/** @type {Key} */ key) => ({ key, text: duration, scale: 1, base: 0, unit: "s" });
  if (exercise?.counts === "hold") return [held("held_s"), held("longest_s")];
  return [
    { key: "reps", text: String, scale: 1, base: 0 },
    { key: "clean_share", text: (share) => `${Math.round(100 * share)} %`, scale: 100, base: 0, unit: "%" },
    {
      key: "depth",
      text: (value) => quantity(value, unit),
      scale: 1,
      base: exercise?.signal.start ?? 0,
      unit: unit === "deg" ? "°" : unit === "m" ? "m" : "",
    },
  ];
}

/**
 * @param {Trend} trend
 * @param {Exercise | undefined} exercise
 */
function bests({ bests }, exercise) {
  const items = shown(exercise).flatMap(({ key, text }) => {
    const best = bests[key];
    if (!best) return [];
    const link = el("a", { href: `#/session/${best.session}` }, dateOf(best.started_at));
    const name = el("dt", {}, words(`best.${key}`), el("small", {}, link));
    return [el("div", {}, name, el("dd", {}, text(best.value)))];
  });
  return el("dl", { class: "figures" }, ...items);
}

/**
 * @param {Trend} trend
 * @param {Exercise | undefined} exercise
 */
function charts({ points }, exercise) {
  return shown(exercise).flatMap(({ key, text, scale, base, unit }) => {
    const values = points.map((point) => point[key] ?? undefined);
    const known = values.filter((value) => value !== undefined);
    if (known.length === 0) return [];
    const name = words(`trend.${key}`);
    const [first, last] = [known[0], known[known.length - 1]].map(text);
    const chart = repChart({
      title: unit ? `${name} (${unit})` : name,
      values: values.map((value) => (value === undefined ? undefined : value * scale)),
      faulty: points.map(() => false),
      labels: points.map((point) => dateOf(point.started_at)),
      base,
      full: key === "clean_share" ? 100 : undefined,
      target: key === "depth" ? (exercise?.signal.target ?? null) : null,
      text: words("trends.text", { name: sentence(name), first, last, n: points.length }),
    });
    return [chart];
  });
}
