/** Days and weeks of a month, and what was done on them. Pure. */
import { locale } from "./words.js";

/** @typedef {import("./types.js").Session} Session */

/**
 * A day as a key that sorts: "2026-11-03", in the reader's own time.
 * @param {Date} date
 */
export function dayKey(date) {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((n) => String(n).padStart(2, "0"));
  return `${date.getFullYear()}-${month}-${day}`;
}

/**
 * @param {Session[]} sessions
 * @returns {Map<string, Session[]>} by the day on which they began
 */
export function byDay(sessions) {
  /** @type {Map<string, Session[]>} */
  const days = new Map();
  for (const session of sessions) {
    const key = dayKey(new Date(session.started_at));
    days.set(key, [...(days.get(key) ?? []), session]);
  }
  return days;
}

/**
 * The weeks of a month; null fills up the first and the last.
 * @param {number} year
 * @param {number} month 0 is January
 * @param {number} first the day on which weeks begin: 0 Sunday, 1 Monday
 * @returns {(Date | null)[][]}
 */
export function weeksOf(year, month, first) {
  const before = (new Date(year, month, 1).getDay() - first + 7) % 7;
  const length = new Date(year, month + 1, 0).getDate();
  const count = Math.ceil((before + length) / 7);
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => {
      const date = 7 * week + day - before + 1;
      return date < 1 || date > length ? null : new Date(year, month, date);
    }),
  );
}

/**
 * The day on which weeks begin where the reader lives: 0 Sunday, 1 Monday; Monday where browsers do not tell.
 * @returns {number}
 */
export function firstWeekday() {
  /** @type {Intl.Locale & {getWeekInfo?: () => {firstDay: number}, weekInfo?: {firstDay: number}}} */
  const here = new Intl.Locale(locale);
  return ((here.getWeekInfo?.() ?? here.weekInfo)?.firstDay ?? 1) % 7;
}
