/** A month as a grid: what was done on each day; a day can be picked. */
import { byDay, dayKey, firstWeekday, weeksOf } from "../calendar.js";
import { el, redrawn, setText } from "../dom.js";
import { result } from "../review.js";
import { locale, words } from "../words.js";
import { exerciseName } from "./exercise-name.js";

/**
 * @typedef {import("../types.js").Session} Session
 * @typedef {import("../types.js").Exercise} Exercise
 */

/**
 * @param {Session[]} sessions at least one, newest first
 * @param {Exercise[]} exercises
 * @param {(day: string | null) => void} onPick a day was picked, or let go
 */
export function calendar(sessions, exercises, onPick) {
  const days = byDay(sessions);
  const newest = new Date(sessions[0].started_at);
  let shown = new Date(newest.getFullYear(), newest.getMonth(), 1);
  /** @type {string | null} */
  let picked = null;
  const title = el("h2", { id: "month", "aria-live": "polite" });
  const body = el("tbody");
  const draw = redrawn(body);
  const step = (/** @type {number} */ months, /** @type {string} */ key, /** @type {string} */ sign) =>
    el(
      "button",
      { type: "button", "aria-label": words(key), onclick: () => turn(months) },
      el("span", { "aria-hidden": "true" }, sign),
    );

  /** @param {number} months */
  function turn(months) {
    shown = new Date(shown.getFullYear(), shown.getMonth() + months, 1);
    update();
  }

  /** @param {string} day */
  function pick(day) {
    picked = picked === day ? null : day;
    update();
    body.querySelector(`[data-day="${day}"]`)?.querySelector("button")?.focus();
    onPick(picked);
  }

  function update() {
    setText(title, shown.toLocaleDateString(locale, { month: "long", year: "numeric" }));
    const weeks = weeksOf(shown.getFullYear(), shown.getMonth(), firstWeekday());
    draw(`${shown.getTime()} ${picked}`, () =>
      weeks.map((week) => el("tr", {}, ...week.map((date) => dayCell(date, days, exercises, picked, pick)))),
    );
  }

  update();
  return el(
    "section",
    { class: "calendar", "aria-labelledby": "month" },
    el(
      "div",
      { class: "calendar-head" },
      step(-1, "calendar.before", "‹"),
      title,
      step(1, "calendar.after", "›"),
    ),
    el("table", { "aria-labelledby": "month" }, el("thead", {}, weekdays()), body),
  );
}

function weekdays() {
  const [week] = weeksOf(2023, 9, firstWeekday()).slice(1); // any whole week
  const heads = week.map((date) => {
    const name = (/** @type {"short" | "long"} */ weekday) => date?.toLocaleDateString(locale, { weekday });
    return el("th", { scope: "col", abbr: name("long") }, name("short"));
  });
  return el("tr", {}, ...heads);
}

/**
 * @param {Date | null} date
 * @param {Map<string, Session[]>} days
 * @param {Exercise[]} exercises
 * @param {string | null} picked
 * @param {(day: string) => void} pick
 */
function dayCell(date, days, exercises, picked, pick) {
  if (!date) return el("td", {});
  const key = dayKey(date);
  const done = days.get(key) ?? [];
  const today = key === dayKey(new Date());
  const number = el("span", { class: "day-number" }, String(date.getDate()));
  if (done.length === 0) return el("td", { "data-today": today }, number);
  const names = done.map((session) => sessionText(session, exercises));
  const day = date.toLocaleDateString(locale, { day: "numeric", month: "long" });
  const button = el(
    "button",
    {
      type: "button",
      "aria-pressed": String(key === picked),
      "aria-label": `${day}: ${names.join(", ")}`,
      title: names.join("\n"),
      onclick: () => pick(key),
    },
    number,
    el("span", { class: "day-done" }, ...done.map((one) => el("span", {}, exerciseName(one, exercises)))),
  );
  return el("td", { "data-day": key, "data-today": today }, button);
}

/**
 * "Squat 10 reps"
 * @param {Session} session
 * @param {Exercise[]} exercises
 */
function sessionText(session, exercises) {
  const exercise = exercises.find((one) => one.key === session.exercise);
  return `${exerciseName(session, exercises)} ${result(session, exercise)}`;
}
