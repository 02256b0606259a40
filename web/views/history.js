/** What was done before: a calendar, how each exercise goes over time, and every session. */
import * as api from "../api.js";
import { dayKey } from "../calendar.js";
import { el, setText } from "../dom.js";
import { words } from "../words.js";
import { calendar } from "./calendar.js";
import { downloads } from "./downloads.js";
import { section } from "./section.js";
import { sessionList } from "./session-list.js";
import { trendsSection } from "./trends.js";

/**
 * @typedef {import("../types.js").Session} Session
 * @typedef {import("../types.js").Exercise} Exercise
 */

/**
 * @param {import("../app.js").Actions} actions
 * @param {() => Exercise[]} exercises
 */
export function historyView(actions, exercises) {
  const news = el("p", { role: "status" });
  const body = el("div", { class: "history", "aria-busy": "true" });
  const node = el(
    "main",
    { class: "page", id: "content" },
    el("h1", { tabindex: -1 }, words("history.title")),
    news,
    body,
  );

  async function load() {
    try {
      const [all, trends] = await Promise.all([api.sessions(), api.trends(), actions.ready]);
      body.replaceChildren(...(all.length ? content(all, trends) : [empty(), filesSection(false)]));
    } catch (error) {
      body.replaceChildren(el("p", { role: "alert", class: "notice trouble" }, words("history.failed", { why: reason(error) })));
    }
    body.removeAttribute("aria-busy");
  }

  /**
   * @param {Session[]} all
   * @param {import("../types.js").Trend[]} trends
   */
  function content(all, trends) {
    const list = sessionList(all, exercises(), remove);
    const onPick = (/** @type {string | null} */ day) =>
      list.show(day === null ? all : all.filter((one) => dayKey(new Date(one.started_at)) === day));
    const overTime = trends.length ? trendsSection(trends, exercises()) : null;
    return [
      el("div", { class: "history-top" }, calendar(all, exercises(), onPick), overTime?.head),
      ...(overTime ? [overTime.charts] : []),
      section("history.list", list.node),
      filesSection(true, () => removeAll(all.length)),
    ];
  }

  /** @param {Session} session */
  async function remove(session) {
    if (await actions.confirmDelete(session)) await again("history.deleted");
  }

  /** @param {number} n */
  async function removeAll(n) {
    if (await actions.confirmDeleteAll(n)) await again("history.allDeleted");
  }

  /**
   * @param {string} what to say
   * @param {Record<string, number>} [values]
   */
  async function again(what, values) {
    await load();
    setText(news, words(what, values));
    actions.focusTitle();
  }

  /**
   * Everything can leave, come back, and go.
   * @param {boolean} some whether there is anything to take
   * @param {() => void} [removeAll]
   */
  function filesSection(some, removeAll) {
    const trouble = el("p", { role: "alert", class: "notice trouble" });
    const input = el("input", {
      type: "file",
      accept: ".json,application/json",
      class: "unseen-text",
      id: "import",
      onchange: () => take(input.files?.[0]),
    });

    /** @param {File | undefined} file */
    async function take(file) {
      if (!file) return;
      setText(trouble, "");
      try {
        const { added, known } = await api.importSessions(file);
        await again("history.imported", { n: added.length, known });
      } catch (error) {
        setText(trouble, reason(error));
      }
      input.value = "";
    }

    const row = el(
      "div",
      { class: "row" },
      ...(some ? downloads() : []),
      el(
        "span",
        { class: "file-button" },
        input,
        el("label", { for: "import", class: "button" }, words("history.import")),
      ),
      removeAll
        ? el("button", { type: "button", class: "danger", onclick: removeAll }, words("history.deleteAll"))
        : null,
    );
    return section(
      "history.files",
      el("div", { class: "files" }, el("p", {}, words("history.filesHow")), row, trouble),
    );
  }

  void load();
  return { node, title: words("history.title"), update: () => {} };
}

/** @param {unknown} error */
function reason(error) {
  return error instanceof Error ? error.message : String(error);
}

function empty() {
  return el(
    "div",
    { class: "empty" },
    el("p", { class: "large" }, words("history.empty")),
    el("p", {}, words("history.emptyHow")),
    el(
      "p",
      { class: "row" },
      el("a", { class: "button primary", href: "#/" }, words("setup.title")),
      el("a", { class: "button", href: "#/analyse" }, words("setup.analyse")),
    ),
  );
}
