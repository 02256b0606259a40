/** Two sessions beside each other, exercise by exercise. */
import * as api from "../api.js";
import { el } from "../dom.js";
import { duration, number, quantity, when } from "../format.js";
import { happened, ruleOf } from "../review.js";
import { words } from "../words.js";
import { exerciseName } from "./exercise-name.js";

/**
 * @typedef {import("../types.js").Exercise} Exercise
 * @typedef {import("../types.js").Comparison} Comparison
 * @typedef {import("../types.js").Tally} Tally
 * @typedef {(value: number) => string} Said
 */

/**
 * @param {import("../app.js").Actions} actions
 * @param {number} a
 * @param {number} b
 * @param {() => Exercise[]} exercises
 */
export function compareView(actions, a, b, exercises) {
  const body = el("div", { "aria-busy": "true" });
  const node = el(
    "main",
    { class: "page", id: "content" },
    el("h1", { tabindex: -1 }, words("compare.title")),
    body,
    el("p", {}, el("a", { class: "button", href: "#/history" }, words("summary.back"))),
  );

  async function load() {
    try {
      const [found] = await Promise.all([api.compare(a, b), actions.ready]);
      body.replaceChildren(...tables(found, exercises()));
    } catch (error) {
      body.replaceChildren(
        el("p", { role: "alert", class: "notice trouble" }, error instanceof Error ? error.message : String(error)),
      );
    }
    body.removeAttribute("aria-busy");
  }

  void load();
  return { node, title: words("compare.title"), update: () => {} };
}

/**
 * @param {Comparison} found
 * @param {Exercise[]} exercises
 */
function tables({ a, b, exercises: compared }, exercises) {
  if (compared.length === 0) return [el("p", {}, words("compare.nothing"))];
  return compared.map(({ exercise: key, a: one, b: other, change }) => {
    const exercise = exercises.find((each) => each.key === key);
    const heads = [a, b].map((session) =>
      el(
        "th",
        { scope: "col", class: "numeric" },
        el("a", { href: `#/session/${session.id}` }, when(session.started_at)),
      ),
    );
    const rows = lines(exercise).flatMap(({ name, text, sign }) => {
      const cells = [one, other].map((tally) => (tally ? text(tally) : null));
      if (cells.every((cell) => cell === null)) return [];
      const values = cells.map((cell) => el("td", { class: "numeric" }, cell ?? words("table.none")));
      const more = el("td", { class: "numeric" }, sign(change) ?? words("table.none"));
      return [el("tr", {}, el("th", { scope: "row" }, name), ...values, more)];
    });
    const title = exerciseName({ exercise: key, plan: null }, exercises);
    return el(
      "section",
      {},
      el("h2", {}, title),
      el(
        "div",
        { class: "table-holder", tabindex: 0, role: "region", "aria-label": title },
        el(
          "table",
          { class: "compared" },
          el(
            "thead",
            {},
            el(
              "tr",
              {},
              el("td", {}),
              ...heads,
              el("th", { scope: "col", class: "numeric" }, words("compare.change")),
            ),
          ),
          el("tbody", {}, ...rows, faultRow(one, other, exercise)),
        ),
      ),
    );
  });
}

/**
 * What is compared: its name, its value in words, and its change with a sign.
 * @param {Exercise | undefined} exercise
 */
function lines(exercise) {
  const unit = exercise?.signal.unit ?? "";
  const percent = (/** @type {number} */ share) => Math.round(100 * share);
  // "+30 %" would read as a share of the first.
  const points = (/** @type {number} */ share) => words("compare.points", { n: percent(share) });
  /** @type {[keyof Tally & string, Said, Said?][]} */
  const wanted =
    exercise?.counts === "hold"
      ? [
          ["held_s", duration],
          ["longest_s", duration],
        ]
      : [
          ["reps", String],
          ["clean_share", (share) => `${percent(share)} %`, points],
          ["depth", (value) => quantity(value, unit)],
          ["seconds", (value) => quantity(value, "s")],
          ["attempts", String],
        ];
  return wanted.map(([key, text, more = text]) => ({
    name: words(`compare.${key}`),
    text: (/** @type {Tally} */ tally) => (typeof tally[key] === "number" ? text(tally[key]) : null),
    sign: (/** @type {Record<string, number>} */ change) => {
      if (change[key] === undefined) return null;
      const size = more(Math.abs(change[key]));
      // What rounds to nothing has no direction.
      const mark = size === more(0) ? "±" : change[key] > 0 ? "+" : "−";
      return mark + size;
    },
  }));
}

/**
 * @param {Tally | null} one
 * @param {Tally | null} other
 * @param {Exercise | undefined} exercise
 */
function faultRow(one, other, exercise) {
  const cells = [one, other].map((tally) => {
    const found = Object.entries(tally?.faults ?? {});
    const text = found
      .map(([key, n]) => `${happened(key, ruleOf(key, exercise))} (${number(n, 0)})`)
      .join(", ");
    return el("td", { class: "numeric" }, text || words("table.none"));
  });
  return el("tr", {}, el("th", { scope: "row" }, words("history.toMind")), ...cells, el("td", { class: "numeric" }));
}
