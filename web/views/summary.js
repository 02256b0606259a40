/** The table: how it went, in a sentence first and in numbers after. */
import * as api from "../api.js";
import { el } from "../dom.js";
import { duration, when } from "../format.js";
import { headline } from "../headline.js";
import { lastTime, pace, result, worstRule } from "../review.js";
import { words } from "../words.js";
import { downloads } from "./downloads.js";
import { exerciseName } from "./exercise-name.js";
import { OwnFilm } from "./film.js";
import { setDetail } from "./set-detail.js";
import { setsSection } from "./sets.js";
import { tipCard } from "./tip.js";

/**
 * @typedef {import("../types.js").FullSession} FullSession
 * @typedef {import("../types.js").TrainedSet} TrainedSet
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
      node.replaceChildren(...content(session, exercises(), lastTime(session, all), actions));
    } catch (error) {
      node.replaceChildren(
        el("h1", { tabindex: -1 }, words("summary.title")),
        el("p", { class: "notice trouble" }, error instanceof Error ? error.message : String(error)),
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
 * @param {Exercise[]} exercises
 * @param {import("../types.js").Session | undefined} before
 * @param {import("../app.js").Actions} actions
 */
function content(session, exercises, before, actions) {
  const { sets } = session.summary;
  const film = new OwnFilm(session.source.kind === "file", actions.analysed.filmOf(session.id));
  const detail = el("div", { class: "set-detail" });
  /** @param {TrainedSet} set */
  const choose = (set) => {
    const exercise = exercises.find((one) => one.key === set.exercise);
    detail.replaceChildren(...setDetail(session, set, exercise, film));
  };
  const rows = sets.length > 1 ? setsSection(sets, exercises, session.curve, choose) : null;
  // What came before the first and after the last event belongs to the only set, too.
  if (sets.length === 1) choose({ ...sets[0], start_s: 0, end_s: session.duration_s });
  const parts = [
    opening(session, exercises),
    unfinished(session),
    warnings(actions.analysed.warningsOf(session.id)),
    nothing(session),
    figures(session, exercises, before),
    rows,
    detail,
    lastRow(session, before, actions),
  ];
  return parts.filter((part) => part !== null);
}

/**
 * What it was, how it went, and the one thing to try next.
 * @param {FullSession} session
 * @param {Exercise[]} exercises
 */
function opening(session, exercises) {
  const { source, started_at } = session;
  const name = exerciseName(session, exercises);
  const from = source.kind === "file" ? source.name : words(`source.${source.kind}`);
  const tip = worstRule(session.summary.sets, exercises);
  return el(
    "header",
    { class: "opening" },
    el(
      "div",
      {},
      el("p", { class: "soft" }, el("bdi", {}, name), ` · ${when(started_at)} · `, el("bdi", {}, from)),
      el("h1", { tabindex: -1 }, headline(session, exercises)),
    ),
    tip ? tipCard(tip.exercise, tip.rule) : null,
  );
}

/** @param {FullSession} session */
function unfinished({ status }) {
  if (status === "done") return null;
  return el("p", { class: status === "running" ? "notice" : "notice trouble" }, words(`summary.${status}`));
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
 * @param {Exercise[]} exercises
 * @param {import("../types.js").Session | undefined} before
 */
function figures(session, exercises, before) {
  const { reps, corrected, sets } = session.summary;
  const exercise = exercises.find((one) => one.key === session.exercise);
  const sides = exercise?.per_side ? ["left", "right"] : [];
  const judged = reps.some((rep) => rep.not_judged.length < (exercise?.faults.length ?? Infinity));
  const tempo = sets.length > 1 ? null : pace(reps);
  const last = before ? words("summary.last", { value: result(before, exercise) }) : "";
  const own = corrected ? words("summary.yours", { n: session.reps + corrected }) : "";
  const numbers = [
    reps.length && [String(session.reps), words("summary.reps", { n: session.reps }), own, last],
    ...sides.map((side) => [
      String(reps.filter((rep) => rep.side === side).length),
      words(`summary.${side}`),
    ]),
    judged && [
      String(session.clean_reps),
      words("summary.clean", { n: session.clean_reps }),
      before?.reps ? cleanBefore(before) : "",
    ],
    session.held_s > 0 && [duration(session.held_s), words("summary.held"), reps.length ? "" : last],
    tempo && [tempo, words("summary.pace")],
    session.attempts > 0 && [
      String(session.attempts),
      words("summary.notCounted", { n: session.attempts }),
    ],
    [duration(session.duration_s), words("summary.time")],
  ];
  const items = numbers.flatMap((item) => {
    if (!item) return [];
    const [value, label, ...notes] = item;
    const small = notes.filter(Boolean).map((note) => el("small", {}, note));
    return [el("div", {}, el("dt", {}, label, ...small), el("dd", {}, value))];
  });
  return el("dl", { class: "figures" }, ...items);
}

/** @param {import("../types.js").Session} before */
function cleanBefore({ clean_reps, reps }) {
  return words("summary.last", { value: words("summary.ofJudged", { n: clean_reps, of: reps }) });
}

/**
 * @param {FullSession} session
 * @param {import("../types.js").Session | undefined} before
 * @param {import("../app.js").Actions} actions
 */
function lastRow(session, before, actions) {
  const remove = async () => {
    if (await actions.confirmDelete(session)) location.hash = "#/history";
  };
  const again = () => actions.again(session.exercise);
  return el(
    "div",
    { class: "row" },
    session.summary.sets.length > 1
      ? null
      : el("button", { class: "primary", type: "button", onclick: again }, words("summary.again")),
    el("a", { class: "button", href: "#/history" }, words("summary.back")),
    before
      ? el("a", { class: "button", href: `#/compare/${before.id}/${session.id}` }, words("summary.compare"))
      : null,
    ...(session.status === "running"
      ? []
      : [
          ...downloads(session.id),
          el("button", { type: "button", class: "danger", onclick: remove }, words("summary.delete")),
        ]),
  );
}
