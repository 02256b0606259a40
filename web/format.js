/** Numbers, times and dates as people read them. */
import { locale, words } from "./words.js";

/** @type {Record<string, string>} */
const UNITS = { deg: "°", s: " s", cm: " cm", m: " m", "": "" };

/**
 * @param {number} seconds
 */
export function duration(seconds) {
  const s = Math.round(seconds);
  const min = Math.floor(s / 60);
  const h = Math.floor(min / 60);
  if (h > 0) return words(min % 60 ? "time.hours" : "time.wholeHours", { h, min: min % 60 });
  if (min > 0) return words(s % 60 ? "time.minutes" : "time.wholeMinutes", { min, s: s % 60 });
  return words("time.seconds", { s });
}

/**
 * A moment of a session: 75.4 is "1:15".
 * @param {number} seconds
 */
export function clock(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}

/**
 * @param {number} value
 * @param {number} [digits]
 */
export function number(value, digits = 1) {
  return value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/**
 * A value with its unit; degrees are whole, all else has as many digits as its size deserves.
 * @param {number} value
 * @param {string} unit
 */
export function quantity(value, unit) {
  const digits = unit === "deg" || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 || unit === "s" ? 1 : 2;
  return `${number(value, digits)}${UNITS[unit] ?? ""}`;
}

/**
 * A measure's key into its name and unit: "knee_flexion_deg" is "Knee flexion" in degrees.
 * @param {string} key
 * @returns {{name: string, unit: string}}
 */
export function measureName(key) {
  const unit = Object.keys(UNITS).find((one) => one && key.endsWith(`_${one}`)) ?? "";
  const bare = (unit ? key.slice(0, -unit.length - 1) : key).replace(/_+$/, "");
  return { name: words(`measure.${bare}`, {}, sentence(bare.replaceAll("_", " "))), unit };
}

/**
 * "Knee flexion (°)"; a unit that is a sentence of its own is left out.
 * @param {string} name
 * @param {string} unit
 */
export function axisTitle(name, unit) {
  const sign = UNITS[unit]?.trim();
  return sentence(name) + (sign ? ` (${sign})` : "");
}

/** @param {string} text */
export function sentence(text) {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/**
 * @param {string} iso
 * @param {Date} now
 */
export function when(iso, now = new Date()) {
  const date = new Date(iso);
  const days = Math.round((midnight(now) - midnight(date)) / 86_400_000);
  const time = date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
  if (days < 0 || days > 6) return `${day(date, now)}, ${time}`;
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-days, "day");
  return days < 2
    ? `${sentence(relative)}, ${time}`
    : `${date.toLocaleDateString(locale, { weekday: "long" })}, ${time}`;
}

/**
 * A date without its time: "3 Nov".
 * @param {string} iso
 */
export function dateOf(iso, now = new Date()) {
  const date = new Date(iso);
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString(locale, { day: "numeric", month: "short", year });
}

/**
 * @param {Date} date
 * @param {Date} now
 */
function day(date, now) {
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString(locale, { day: "numeric", month: "long", year });
}

/** @param {Date} date */
function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** @param {string[]} items */
export function list(items) {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(items);
}
