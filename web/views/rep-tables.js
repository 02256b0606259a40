/** Every repetition and every hold, in tables that sort. */
import { faultText } from "../amounts.js";
import { clock, measureName, number, quantity } from "../format.js";
import { happened, reasonWord, ruleName, ruleOf } from "../review.js";
import { sortableTable } from "../table.js";
import { words } from "../words.js";
import { section } from "./section.js";

/**
 * @typedef {import("../types.js").Exercise} Exercise
 * @typedef {import("../types.js").Rep} Rep
 */

/**
 * @param {string[]} keys
 * @param {Exercise | undefined} exercise
 */
export function faultNames(keys, exercise) {
  return keys.map((key) => happened(key, ruleOf(key, exercise))).join(", ");
}

/**
 * What was measured of these repetitions, besides their time.
 * @param {Rep[]} reps
 */
export function measuresOf(reps) {
  return [...new Set(reps.flatMap((rep) => Object.keys(rep.measures)))].filter((key) => key !== "seconds");
}

/**
 * @param {Rep[]} reps
 * @param {Exercise | undefined} exercise
 */
export function repSection(reps, exercise) {
  const side = (/** @type {Rep} */ rep) => words(`side.${rep.side}`);
  const faults = (/** @type {Rep} */ rep) =>
    rep.faults.map((key) => faultText(key, ruleOf(key, exercise), rep)).join("; ");
  const unseen = (/** @type {Rep} */ rep) =>
    rep.not_judged.map((key) => ruleName(key, ruleOf(key, exercise))).join(", ");
  const sameUnseen = new Set(reps.map((rep) => rep.not_judged.join())).size === 1;
  /** @type {(import("../table.js").Column<Rep> | false | undefined)[]} */
  const columns = [
    numeric("column.index", (rep) => rep.index, String),
    exercise?.per_side && { name: words("column.side"), value: side, text: side },
    numeric("column.start", (rep) => rep.start_s, clock),
    numeric("column.seconds", seconds, number),
    ...measuresOf(reps).map(measureColumn),
    { name: words("column.faults"), value: (rep) => -rep.faults.length, text: faults },
    !sameUnseen && { name: words("column.not_judged"), value: (rep) => rep.not_judged.length, text: unseen },
  ];
  const shown = columns.filter((column) => column !== undefined && column !== false);
  return section("summary.table", sortableTable(reps, shown, words("summary.table")));
}

/**
 * @param {string} name
 * @param {(rep: Rep) => number} value
 * @param {(value: number) => string} text
 * @returns {import("../table.js").Column<Rep>}
 */
function numeric(name, value, text) {
  return { name: words(name), numeric: true, value, text: (rep) => text(value(rep)) };
}

/** @param {Rep} rep */
export function seconds(rep) {
  return rep.end_s - rep.start_s;
}

/**
 * @param {string} key
 * @returns {import("../table.js").Column<Rep>}
 */
function measureColumn(key) {
  const { name, unit } = measureName(key);
  const text = (/** @type {Rep} */ rep) => (key in rep.measures ? quantity(rep.measures[key], unit) : "");
  return { name, numeric: true, value: (rep) => rep.measures[key], text };
}

/**
 * @param {import("../types.js").Hold[]} holds
 * @param {Exercise | undefined} exercise
 */
export function holdSection(holds, exercise) {
  /** @type {import("../table.js").Column<import("../types.js").Hold>[]} */
  const columns = [
    {
      name: words("column.start"),
      numeric: true,
      value: (hold) => hold.start_s,
      text: (hold) => clock(hold.start_s),
    },
    {
      name: words("column.held"),
      numeric: true,
      value: (hold) => hold.held_s,
      text: (hold) => quantity(hold.held_s, "s"),
    },
    {
      name: words("column.ended"),
      value: (hold) => reasonWord(hold.reason),
      text: (hold) => reasonWord(hold.reason),
    },
    {
      name: words("column.faults"),
      value: (hold) => -hold.faults.length,
      text: (hold) => faultNames(hold.faults, exercise),
    },
  ];
  if (exercise?.per_side)
    columns.unshift({
      name: words("column.side"),
      value: (hold) => hold.side,
      text: (hold) => words(`side.${hold.side}`),
    });
  return section("summary.holds", sortableTable(holds, columns, words("summary.holds")));
}
