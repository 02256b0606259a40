/** One bar for each repetition: whether depth or tempo holds to the end. */
import { el, svg } from "./dom.js";
import { extent, linear, ticks } from "./scale.js";

const HEIGHT = 150;
const EDGE = { left: 40, right: 4, top: 10, bottom: 22 };
const WIDTH = 420;
/** With more bars than this not each has its number. */
const NUMBERED = 24;

/**
 * @param {object} series
 * @param {string} series.title
 * @param {(number | undefined)[]} series.values one for each repetition
 * @param {boolean[]} series.faulty
 * @param {string[]} series.labels
 * @param {number} series.base where the bars stand
 * @param {string} series.text what a person would say who describes the picture
 */
export function repChart({ title, values, faulty, labels, base, text }) {
  const known = values.map((value) => value ?? null);
  const range = extent([base, ...known], [0, 1]);
  const y = linear(range, [HEIGHT - EDGE.bottom, EDGE.top]);
  const step = (WIDTH - EDGE.left - EDGE.right) / Math.max(values.length, 1);
  const every = Math.ceil(values.length / NUMBERED);
  const bars = known.flatMap((value, i) => {
    const x = EDGE.left + i * step;
    const label = i % every ? null : tick(x + step / 2, HEIGHT - 7, "middle", labels[i]);
    return [label, value === null ? null : bar(x, step, y(base), y(value), faulty[i])];
  });
  const lines = ticks(range, 3).flatMap((value) => [
    svg("path", { d: `M${EDGE.left} ${y(value).toFixed(1)}H${WIDTH}`, class: "grid" }),
    tick(EDGE.left - 6, y(value) + 4, "end", String(Number(value.toFixed(2)))),
  ]);
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": text },
    ...lines,
    ...bars,
  );
  return el("figure", { class: "chart" }, el("figcaption", {}, title), picture);
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
