/** What was done before, newest first. */
import * as api from "../api.js";
import { el } from "../dom.js";
import { duration, when } from "../format.js";
import { happened, result } from "../review.js";
import { words } from "../words.js";

/**
 * @typedef {import("../types.js").Session} Session
 * @typedef {import("../types.js").Exercise} Exercise
 */

/**
 * @param {import("../app.js").Actions} actions
 * @param {() => Exercise[]} exercises
 */
export function historyView(actions, exercises) {
  const body = el("div", { "aria-busy": "true" });
  const node = el(
    "main",
    { class: "page", id: "content" },
    el("h1", { tabindex: -1 }, words("history.title")),
    body,
  );

  async function load() {
    try {
      const [all] = await Promise.all([api.sessions(), actions.ready]);
      body.replaceChildren(all.length ? table(all, exercises(), remove) : empty());
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      body.replaceChildren(el("p", { role: "alert" }, words("history.failed", { why })));
    }
    body.removeAttribute("aria-busy");
  }

  /** @param {Session} session */
  async function remove(session) {
    if (!(await actions.confirmDelete(session))) return;
    await load();
    actions.focusTitle();
  }

  void load();
  return { node, title: words("history.title"), update: () => {} };
}

function empty() {
  return el(
    "div",
    { class: "empty" },
    el("p", { class: "large" }, words("history.empty")),
    el("p", {}, words("history.emptyHow")),
    el("p", {}, el("a", { class: "button primary", href: "#/" }, words("setup.title"))),
  );
}

/**
 * @param {Session[]} all
 * @param {Exercise[]} exercises
 * @param {(session: Session) => void} remove
 */
function table(all, exercises, remove) {
  const heads = ["when", "exercise", "result", "toMind", "source"].map((key) =>
    el("th", { scope: "col" }, words(`history.${key}`)),
  );
  const rows = all.map((session) =>
    row(
      session,
      exercises.find((one) => one.key === session.exercise),
      remove,
    ),
  );
  return el(
    "table",
    { class: "sessions" },
    el("thead", {}, el("tr", {}, ...heads, el("td", {}))),
    el("tbody", {}, ...rows),
  );
}

/**
 * @param {Session} session
 * @param {Exercise | undefined} exercise
 * @param {(session: Session) => void} remove
 */
function row(session, exercise, remove) {
  const at = when(session.started_at);
  const [worst, n] = Object.entries(session.faults).sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
  const rule = exercise?.faults.find((one) => one.key === worst);
  const state =
    session.status === "done" ? null : el("span", { class: "tag" }, words(`history.${session.status}`));
  const link = el(
    "a",
    { href: `#/session/${session.id}`, "aria-label": words("history.open", { when: at }) },
    at,
  );
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
  return el(
    "tr",
    {},
    el("td", {}, link, state),
    el("td", {}, exercise?.name ?? session.exercise),
    el("td", {}, el("strong", {}, result(session, exercise)), el("small", {}, detail(session))),
    el("td", {}, worst ? `${happened(worst, rule)} (${n})` : words("table.none")),
    el(
      "td",
      {},
      session.source.kind === "file" ? session.source.name : words(`source.${session.source.kind}`),
    ),
    el("td", { class: "numeric" }, session.status === "running" ? null : bin),
  );
}

/** @param {Session} session */
function detail(session) {
  const clean = session.reps > 0 ? [words("history.clean", { n: session.clean_reps })] : [];
  return [...clean, duration(session.duration_s)].join(" · ");
}
