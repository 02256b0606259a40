/** The table: how it went, in a sentence first and in numbers after. */
import * as api from "../api.js";
import { lineChart } from "../chart.js";
import { el } from "../dom.js";
import { axisTitle, clock, duration, list, quantity, sentence, when } from "../format.js";
import { headline, lastTime, pace, reasonWord, result, ruleResults } from "../review.js";
import { repChart } from "../rep-chart.js";
import { words } from "../words.js";
import { faultNames, holdSection, repSection, seconds } from "./rep-tables.js";
import { nearest } from "../scale.js";
import { section } from "./section.js";
import { ruleStrips } from "./strips.js";

/**
 * @typedef {import("../types.js").FullSession} FullSession
 * @typedef {import("../types.js").Exercise} Exercise
 */

/**
 * @param {import("../app.js").Actions} actions
 * @param {number} id
 * @param {() => Exercise[]} exercises
 */
export function summaryView(actions, id, exercises) {
  const node = el("main", { class: "page summary", id: "content", "aria-busy": "true" });

  async function load() {
    try {
      const [session, all] = await Promise.all([api.session(id), api.sessions(), actions.ready]);
      const exercise = exercises().find((one) => one.key === session.exercise);
      node.replaceChildren(...content(session, exercise, lastTime(session, all), actions));
    } catch (error) {
      node.replaceChildren(
        el("h1", { tabindex: -1 }, words("summary.title")),
        el("p", {}, error instanceof Error ? error.message : String(error)),
        el("p", {}, el("a", { class: "button", href: "#/history" }, words("summary.back"))),
      );
    }
    node.removeAttribute("aria-busy");
    actions.focusTitle();
  }
  void load();
  return { node, title: words("summary.title"), update: () => {} };
}

/**
 * @param {FullSession} session
 * @param {Exercise | undefined} exercise
 * @param {import("../types.js").Session | undefined} before
 * @param {import("../app.js").Actions} actions
 */
function content(session, exercise, before, actions) {
  const { reps, attempts, holds } = session.summary;
  const parts = [
    el(
      "p",
      { class: "soft" },
      [exercise?.name ?? session.exercise, when(session.started_at), sourceName(session)].join(" · "),
    ),
    el("h1", { tabindex: -1 }, headline(session, exercise)),
    session.status === "done" ? null : el("p", { class: "notice" }, words(`summary.${session.status}`)),
    warnings(actions.warningsOf(session.id)),
    nothing(session),
    figures(session, exercise, before),
    reps.length ? ruleStrips(ruleResults(reps, exercise)) : null,
    session.curve.t.length > 1 ? curveSection(session, exercise) : null,
    reps.length > 1 ? trendSection(session, exercise) : null,
    reps.length ? repSection(reps, exercise) : null,
    holds.length ? holdSection(session, exercise) : null,
    attempts.length ? attemptSection(attempts) : null,
    lastRow(session, actions),
  ];
  return parts.filter((part) => part !== null);
}

/** @param {FullSession} session */
function sourceName({ source }) {
  return source.kind === "file" ? source.name : words(`source.${source.kind}`);
}

/** @param {string[]} lines */
function warnings(lines) {
  if (lines.length === 0) return null;
  return el(
    "div",
    { class: "notice" },
    el("strong", {}, words("summary.warnings")),
    el("ul", {}, ...lines.map((line) => el("li", {}, line))),
  );
}

/** @param {FullSession} session */
function nothing({ reps, held_s, attempts }) {
  if (reps > 0 || held_s > 0) return null;
  return el("p", {}, words(attempts > 0 ? "summary.onlyAttempts" : "summary.empty"));
}

/**
 * The few numbers that matter, each with its unit.
 * @param {FullSession} session
 * @param {Exercise | undefined} exercise
 * @param {import("../types.js").Session | undefined} before
 */
function figures(session, exercise, before) {
  const { reps } = session.summary;
  const sides = exercise?.per_side ? ["left", "right"] : [];
  const judged = reps.some((rep) => rep.not_judged.length < (exercise?.faults.length ?? 0));
  const tempo = pace(reps);
  const numbers = [
    reps.length && [
      String(session.reps),
      words("summary.reps", { n: session.reps }),
      before && words("summary.last", { value: result(before, exercise) }),
    ],
    ...sides.map((side) => [
      String(reps.filter((rep) => rep.side === side).length),
      words(`summary.${side}`),
      "",
    ]),
    judged && [String(session.clean_reps), words("summary.clean"), ""],
    session.held_s > 0 && [
      duration(session.held_s),
      words("summary.held"),
      before && words("summary.last", { value: result(before, exercise) }),
    ],
    tempo && [tempo, words("summary.pace"), ""],
    session.attempts > 0 && [String(session.attempts), words("summary.notCounted"), ""],
    [duration(session.duration_s), words("summary.time"), ""],
  ];
  const items = numbers.flatMap((item) => {
    if (!item) return [];
    const [value, label, note] = item;
    return [el("div", {}, el("dt", {}, label, note ? el("small", {}, note) : null), el("dd", {}, value))];
  });
  return el("dl", { class: "figures" }, ...items);
}

/**
 * @param {FullSession} session
 * @param {Exercise | undefined} exercise
 */
function curveSection({ curve, summary }, exercise) {
  const faulty = summary.reps.filter((rep) => rep.faults.length > 0).length;
  const chart = lineChart({
    ...curve,
    target: exercise?.signal.target ?? null,
    spans: summary.reps.map((rep) => ({
      start: rep.start_s,
      peak: rep.peak_s,
      end: rep.end_s,
      label: String(rep.index),
      fault: rep.faults.length > 0,
      note: [words("column.index"), rep.index, faultNames(rep.faults, exercise)].filter(Boolean).join(" "),
    })),
    gaps: summary.attempts.map((one) => ({
      start: one.start_s,
      end: one.end_s,
      note: reasonWord(one.reason),
    })),
    text: words("summary.curveText", { name: sentence(curve.name), n: summary.reps.length, faults: faulty }),
  });
  return section("summary.curve", chart);
}

/**
 * Depth and tempo over the set: how far each repetition went from the start position, and its seconds.
 * @param {FullSession} session
 * @param {Exercise | undefined} exercise
 */
function trendSection({ curve, summary }, exercise) {
  const { reps } = summary;
  const faulty = reps.map((rep) => rep.faults.length > 0);
  const labels = reps.map((rep) => String(rep.index));
  const depths = reps.map((rep) => curve.value[nearest(curve.t, rep.peak_s)] ?? undefined);
  const tempo = words("column.seconds");
  const charts = [
    curve.t.length > 0 && {
      title: axisTitle(curve.name, curve.unit),
      values: depths,
      base: exercise?.signal.start ?? 0,
      text: trendText(curve.name, depths, curve.unit),
    },
    { title: tempo, values: reps.map(seconds), base: 0, text: trendText(tempo, reps.map(seconds), "s") },
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

/** @param {import("../types.js").Attempt[]} attempts */
function attemptSection(attempts) {
  const reasons = [...new Set(attempts.map((one) => one.reason))];
  const items = reasons.map((reason) => {
    const at = attempts.filter((one) => one.reason === reason).map((one) => clock(one.start_s));
    return el(
      "li",
      {},
      el("strong", {}, sentence(reasonWord(reason))),
      ` ${words("summary.attemptAt", { time: list(at) })}`,
    );
  });
  return section("summary.attempts", el("ul", {}, ...items));
}

/**
 * @param {FullSession} session
 * @param {import("../app.js").Actions} actions
 */
function lastRow(session, actions) {
  const remove = async () => {
    if (await actions.confirmDelete(session)) location.hash = "#/history";
  };
  return el(
    "p",
    { class: "row" },
    el(
      "button",
      { class: "primary", type: "button", onclick: () => actions.again(session.exercise) },
      words("summary.again"),
    ),
    el("a", { class: "button", href: "#/history" }, words("summary.back")),
    session.status === "running"
      ? null
      : el("button", { type: "button", onclick: remove }, words("summary.delete")),
  );
}
