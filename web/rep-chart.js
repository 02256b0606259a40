/** One bar for each repetition or session: whether depth, tempo or anything else holds or grows. */
import { el, svg } from "./dom.js";
import { fitted } from "./fitted.js";
import { extent, linear, ticks } from "./scale.js";

const HEIGHT = 150;
const EDGE = { left: 40, right: 4, top: 10, bottom: 22 };
/** Room for a letter below the bars (px). */
const LETTER = 7.5;

/**
 * @typedef {object} Bars
 * @property {(number | undefined)[]} values one for each bar
 * @property {boolean[]} faulty
 * @property {string[]} labels
 * @property {number} base where the bars stand
 * @property {number | null} target
 * @property {number} [full] how far a bar could go, where there is such an end
 * @property {string} text what a person would say who describes the picture
 */

/** @param {Bars & {title: string}} series */
export function repChart({ title, ...bars }) {
  return el(
    "figure",
    { class: "chart" },
    el("figcaption", {}, title),
    fitted((width) => drawing(bars, width)),
  );
}

/**
 * @param {Bars} series
 * @param {number} width
 */
function drawing({ values, faulty, labels, base, target, full, text }, width) {
  const known = values.map((value) => value ?? null);
  const range = extent([base, target, full ?? null, ...known], [0, 1]);
  const y = linear(range, [HEIGHT - EDGE.bottom, EDGE.top]);
  const step = (width - EDGE.left - EDGE.right) / Math.max(values.length, 1);
  const longest = Math.max(0, ...labels.map((label) => label.length));
  const every = Math.ceil(((longest + 1) * LETTER) / step);
  const bars = known.flatMap((value, i) => {
    const x = EDGE.left + i * step;
    const label = i % every ? null : tick(x + step / 2, HEIGHT - 7, "middle", labels[i]);
    return [label, value === null ? null : bar(x, step, y(base), y(value), faulty[i])];
  });
  const lines = ticks(range, 4).flatMap((value) => [
    svg("path", { d: `M${EDGE.left} ${y(value).toFixed(1)}H${width}`, class: "grid" }),
    tick(EDGE.left - 6, y(value) + 4, "end", String(Number(value.toFixed(2)))),
  ]);
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${HEIGHT}`, height: HEIGHT, role: "img", "aria-label": text },
    ...lines,
    ...bars,
    target === null ? null : targetLine(y(target), width),
  );
}

/**
 * @param {number} at
 * @param {number} width
 */
function targetLine(at, width) {
  return svg("g", { class: "target" }, svg("path", { d: `M${EDGE.left} ${at.toFixed(1)}H${width}` }));
}

/**
 * A bar; one with a fault has a triangle on it, so that colour is not alone.
 * @param {number} x
 * @param {number} step
 * @param {number} foot
 * @param {number} at
 * @param {boolean} faulty
 */
function bar(x, step, foot, at, faulty) {
  const width = Math.min(step * 0.7, 26);
  const left = x + (step - width) / 2;
  const shape = svg("rect", {
    x: left.toFixed(1),
    y: Math.min(foot, at).toFixed(1),
    width: width.toFixed(1),
    height: Math.max(1, Math.abs(at - foot)).toFixed(1),
    class: faulty ? "bar-fault" : "bar",
  });
  if (!faulty) return shape;
  const middle = x + step / 2;
  return svg("g", {}, shape, svg("path", { d: `M${middle} ${at - 7}l5 8h-10z`, class: "mark-fault" }));
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 * @param {string} text
 */
function tick(x, y, anchor, text) {
  return svg("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor, class: "tick" }, text);
}
