/**
 * The movement over time as a line, with what counted and what did not. Our own drawing: no library runs
 * under the page's
 * content security policy without inline styles.
 *
 * @typedef {{start: number, peak: number, end: number, label: string, fault: boolean, note: string}} Span
 * @typedef {object} Series
 * @property {number[]} t seconds
 * @property {(number | null)[]} value
 * @property {string} name
 * @property {string} unit
 * @property {number | null} target
 * @property {Span[]} spans repetitions or holds
 * @property {string} spanName what one of them is called
 * @property {{start: number, end: number, note: string}[]} gaps attempts that did not count
 * @property {string} text what a person would say who describes the picture
 * @property {(t: number) => void} onPick a moment was clicked
 */
import { el, setText, svg } from "./dom.js";
import { fitted } from "./fitted.js";
import { axisTitle, clock, quantity } from "./format.js";
import { extent, linear, nearest, ticks, timeTicks } from "./scale.js";
import { words } from "./words.js";

const HEIGHT = 260;
const EDGE = { left: 48, right: 12, top: 26, bottom: 26 };

/**
 * A chart that fills its container's width and draws again when that changes.
 * @param {Series} series
 */
export function lineChart(series) {
  const readout = el("p", { class: "chart-readout" }, words("summary.curveHint"));
  const picture = fitted((width) => drawing(series, width, readout));
  return el(
    "figure",
    { class: "chart" },
    el("figcaption", {}, axisTitle(series.name, series.unit), legend(series)),
    picture,
    readout,
  );
}

/** @param {Series} series */
function legend({ spans, spanName, gaps }) {
  const entries = [
    spans.length > 0 && ["rep", spanName],
    spans.some((span) => span.fault) && ["fault", words("summary.legendFault")],
    gaps.length > 0 && ["gap", words("summary.legendAttempt")],
  ];
  const items = entries.flatMap((entry) => {
    if (!entry) return [];
    const [kind, name] = entry;
    return [el("li", {}, symbolBox(kind), name)];
  });
  return el("ul", { class: "legend" }, ...items);
}

/** @param {string} kind */
function symbolBox(kind) {
  return svg(
    "svg",
    { viewBox: "-8 -8 16 16", width: 16, height: 16, "aria-hidden": "true" },
    symbol(kind, 0, 0),
  );
}

/**
 * Each meaning has a shape of its own, so that colour is never alone.
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 */
function symbol(kind, x, y) {
  if (kind === "fault") return svg("path", { d: `M${x} ${y - 7}l7 12h-14z`, class: "mark-fault" });
  if (kind === "gap") return svg("path", { d: `M${x - 5} ${y - 5}l10 10m0-10l-10 10`, class: "mark-gap" });
  return svg("circle", { cx: x, cy: y, r: 5, class: "mark-rep" });
}

/**
 * @param {Series} series
 * @param {number} width
 * @param {Element} readout
 */
function drawing(series, width, readout) {
  const times = extent(series.t, [0, 1]);
  const values = extent([...series.value, series.target], [0, 1], 0.06);
  const x = linear(times, [EDGE.left, width - EDGE.right]);
  const y = linear(values, [HEIGHT - EDGE.bottom, EDGE.top]);
  const cursor = svg("path", { class: "cursor", d: "" });
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${width} ${HEIGHT}`, height: HEIGHT, role: "img", "aria-label": series.text },
    ...bands(series, x),
    ...grid(x, y, times, values, width),
    targetLine(series, y, width),
    svg("path", { class: "curve", d: curve(series, x, y) }),
    ...marks(series, x, y),
    cursor,
  );
  const back = linear([EDGE.left, width - EDGE.right], times);
  const timeAt = (/** @type {MouseEvent} */ event) => {
    const i = nearest(series.t, back(event.clientX - picture.getBoundingClientRect().left));
    return { i, t: series.t[i] };
  };
  picture.addEventListener("pointermove", (event) => {
    const { i, t } = timeAt(event);
    cursor.setAttribute("d", `M${x(t).toFixed(1)} ${EDGE.top}V${HEIGHT - EDGE.bottom}`);
    setText(readout, reading(series, i));
  });
  picture.addEventListener("click", (event) => series.onPick(timeAt(event).t));
  return picture;
}

/**
 * @param {Series} series
 * @param {(t: number) => number} x
 */
function bands({ spans, gaps }, x) {
  const band = (/** @type {{start: number, end: number}} */ { start, end }, /** @type {string} */ name) =>
    svg("rect", {
      x: x(start).toFixed(1),
      width: Math.max(0, x(end) - x(start)).toFixed(1),
      y: EDGE.top,
      height: HEIGHT - EDGE.top - EDGE.bottom,
      class: name,
    });
  return [
    ...spans.map((span, i) => band(span, span.fault ? "band-fault" : i % 2 ? "band" : "band odd")),
    ...gaps.map((gap) => band(gap, "band-gap")),
  ];
}

/**
 * @param {(t: number) => number} x
 * @param {(value: number) => number} y
 * @param {number[]} times
 * @param {number[]} values
 * @param {number} width
 */
function grid(x, y, times, values, width) {
  const across = ticks(values, 4).flatMap((value) => [
    svg("path", { d: `M${EDGE.left} ${y(value).toFixed(1)}H${width - EDGE.right}`, class: "grid" }),
    svg(
      "text",
      { x: EDGE.left - 8, y: (y(value) + 4).toFixed(1), class: "tick", "text-anchor": "end" },
      shortNumber(value),
    ),
  ]);
  const along = timeTicks(times, width / 90).map((t) =>
    svg("text", { x: x(t).toFixed(1), y: HEIGHT - 7, class: "tick", "text-anchor": "middle" }, clock(t)),
  );
  return [...across, ...along];
}

/** @param {number} value */
function shortNumber(value) {
  return String(Number(value.toFixed(2)));
}

/**
 * @param {Series} series
 * @param {(value: number) => number} y
 * @param {number} width
 */
function targetLine({ target }, y, width) {
  if (target === null) return null;
  const at = y(target).toFixed(1);
  return svg(
    "g",
    { class: "target" },
    svg("path", { d: `M${EDGE.left} ${at}H${width - EDGE.right}` }),
    svg("text", { x: EDGE.left + 4, y: Number(at) - 6 }, words("summary.target")),
  );
}

/**
 * The line breaks where there was nothing to measure.
 * @param {Series} series
 * @param {(t: number) => number} x
 * @param {(value: number) => number} y
 */
function curve({ t, value }, x, y) {
  let pen = "M";
  return t
    .map((time, i) => {
      const v = value[i];
      if (v === null || !Number.isFinite(v)) {
        pen = "M";
        return "";
      }
      const step = `${pen}${x(time).toFixed(1)} ${y(v).toFixed(1)}`;
      pen = "L";
      return step;
    })
    .join("");
}

/**
 * @param {Series} series
 * @param {(t: number) => number} x
 * @param {(value: number) => number} y
 */
function marks(series, x, y) {
  const crowded = series.spans.length > 40;
  const reps = series.spans.map((span) => {
    const v = series.value[nearest(series.t, span.peak)];
    const at = v === null || v === undefined ? HEIGHT / 2 : y(v);
    const label = svg(
      "text",
      { x: x(span.peak).toFixed(1), y: EDGE.top - 9, "text-anchor": "middle", class: "tick" },
      span.label,
    );
    return svg("g", {}, symbol(span.fault ? "fault" : "rep", x(span.peak), at), crowded ? null : label);
  });
  const gaps = series.gaps.map((gap) => symbol("gap", x((gap.start + gap.end) / 2), EDGE.top - 12));
  return [...reps, ...gaps];
}

/**
 * @param {Series} series
 * @param {number} i
 */
function reading({ t, value, unit, spans, gaps }, i) {
  const v = value[i];
  const inside = [...spans, ...gaps].find((span) => span.start <= t[i] && t[i] <= span.end);
  const known = v === null || v === undefined ? [] : [quantity(v, unit)];
  return [clock(t[i]), ...known, ...(inside ? [inside.note] : [])].join(" · ");
}
