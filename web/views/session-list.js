/** The sessions as a table: open one, compare two, delete one. */
import { el, setText } from "../dom.js";
import { duration, when } from "../format.js";
import { happened, result, ruleOf } from "../review.js";
import { words } from "../words.js";
import { exerciseName } from "./exercise-name.js";

/**
 * @typedef {import("../types.js").Session} Session
 * @typedef {import("../types.js").Exercise} Exercise
 */

/**
 * @param {Session[]} all newest first
 * @param {Exercise[]} exercises
 * @param {(session: Session) => void} remove
 */
export function sessionList(all, exercises, remove) {
  /** @type {number[]} */
  let chosen = [];
  const count = el("p", { role: "status", class: "soft" });
  const open = () => (location.hash = `#/compare/${Math.min(...chosen)}/${Math.max(...chosen)}`);
  const compare = el("button", { type: "button", onclick: open }, words("history.compare"));
  const body = el("tbody");
  const heads = ["when", "exercise", "result", "toMind", "source"].map((key) =>
    el("th", { scope: "col" }, words(`history.${key}`)),
  );
  const table = el(
    "table",
    { class: "sessions" },
    el("thead", {}, el("tr", {}, el("td", {}), ...heads, el("td", {}))),
    body,
  );
  const rows = new Map(all.map((session) => [session.id, row(session, exercises, remove, choose)]));

  /**
   * The last two that were ticked are compared.
   * @param {number} id
   * @param {boolean} ticked
   */
  function choose(id, ticked) {
    chosen = ticked ? [...chosen, id].slice(-2) : chosen.filter((one) => one !== id);
    for (const [key, { tick }] of rows) tick.checked = chosen.includes(key);
    update();
  }

  function update() {
    compare.disabled = chosen.length < 2;
    setText(count, words(chosen.length < 2 ? "history.chooseTwo" : "history.twoChosen"));
  }

  /** @param {Session[]} some */
  function show(some) {
    body.replaceChildren(...some.flatMap(({ id }) => rows.get(id)?.node ?? []));
  }

  show(all);
  update();
  return { node: el("div", {}, el("div", { class: "row" }, compare, count), table), show };
}

/**
 * @param {Session} session
 * @param {Exercise[]} exercises
 * @param {(session: Session) => void} remove
 * @param {(id: number, ticked: boolean) => void} choose
 */
function row(session, exercises, remove, choose) {
  const at = when(session.started_at);
  const exercise = exercises.find((one) => one.key === session.exercise);
  const state =
    session.status === "done" ? null : el("span", { class: "tag" }, words(`history.${session.status}`));
  const link = el(
    "a",
    { href: `#/session/${session.id}`, "aria-label": words("history.open", { when: at }) },
    at,
  );
  const tick = el("input", {
    type: "checkbox",
    "aria-label": words("history.tick", { when: at }),
    onchange: () => choose(session.id, tick.checked),
  });
  const bin = el(
    "button",
    {
      type: "button",
      class: "quiet",
      "aria-label": words("history.delete", { when: at }),
      onclick: () => remove(session),
    },
    words("summary.delete"),
  );
  const from = session.source.kind === "file" ? session.source.name : words(`source.${session.source.kind}`);
  const node = el(
    "tr",
    {},
    el("td", {}, tick),
    el("td", {}, link, state),
    el("td", {}, cut(exerciseName(session, exercises))),
    el("td", {}, el("strong", {}, result(session, exercise)), el("small", {}, detail(session))),
    el("td", {}, el("span", { class: "broken" }, toMind(session, exercises))),
    el("td", {}, cut(from)),
    el("td", { class: "numeric" }, session.status === "running" ? null : bin),
  );
  return { node, tick };
}

/**
 * The most frequent fault, with how often.
 * @param {Session} session
 * @param {Exercise[]} exercises
 */
function toMind({ faults, exercises: done }, exercises) {
  const [worst, n] = Object.entries(faults).sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
  if (!worst) return words("table.none");
  const own = exercises.filter((one) => done.includes(one.key));
  const rule = own.map((one) => ruleOf(worst, one)).find((one) => one);
  return `${happened(worst, rule)} (${n})`;
}

/**
 * A name of somebody's own, of any length, on one line.
 * @param {string} name
 */
function cut(name) {
  return el("span", { class: "cut", title: name }, name);
}

/** @param {Session} session */
function detail(session) {
  const clean = session.reps > 0 ? [words("history.clean", { n: session.clean_reps })] : [];
  const sets = session.sets > 1 ? [words("history.sets", { n: session.sets })] : [];
  return [...sets, ...clean, duration(session.duration_s)].join(" · ");
}
