/** Every repetition and every hold, in tables that sort. */
import { clock, measureName, number, quantity } from "../format.js";
import { happened, ruleName } from "../review.js";
import { sortableTable } from "../table.js";
import { words } from "../words.js";
import { section } from "./section.js";

/**
 * @typedef {import("../types.js").FullSession} FullSession
 * @typedef {import("../types.js").Exercise} Exercise
 * @typedef {import("../types.js").Rep} Rep
 */

/**
 * @param {string[]} keys
 * @param {Exercise | undefined} exercise
 */
export function faultNames(keys, exercise) {
  const rule = (/** @type {string} */ key) => exercise?.faults.find((one) => one.key === key);
  return keys.map((key) => happened(key, rule(key))).join(", ");
}

/**
 * @param {Rep[]} reps
 * @param {Exercise | undefined} exercise
 */
export function repSection(reps, exercise) {
  const keys = [...new Set(reps.flatMap((rep) => Object.keys(rep.measures)))].filter(
    (key) => key !== "seconds",
  );
  const rules = (/** @type {string[]} */ names) =>
    names
      .map((key) =>
        ruleName(
          key,
          exercise?.faults.find((one) => one.key === key),
        ),
      )
      .join(", ");
  /** @type {import("../table.js").Column<Rep>[]} */
  const columns = [
    {
      name: words("column.index"),
      numeric: true,
      value: (rep) => rep.index,
      text: (rep) => String(rep.index),
    },
    {
      name: words("column.start"),
      numeric: true,
      value: (rep) => rep.start_s,
      text: (rep) => clock(rep.start_s),
    },
    { name: words("column.seconds"), numeric: true, value: seconds, text: (rep) => number(seconds(rep)) },
    ...keys.map((key) => measureColumn(key)),
    {
      name: words("column.faults"),
      value: (rep) => -rep.faults.length,
      text: (rep) => faultNames(rep.faults, exercise),
    },
    {
      name: words("column.not_judged"),
      value: (rep) => rep.not_judged.length,
      text: (rep) => rules(rep.not_judged),
    },
  ];
  if (exercise?.per_side)
    columns.splice(1, 0, {
      name: words("column.side"),
      value: (rep) => rep.side,
      text: (rep) => words(`side.${rep.side}`),
    });
  return section("summary.table", sortableTable(reps, columns, words("summary.table")));
}

/** @param {Rep} rep */
function seconds(rep) {
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
 * @param {FullSession} session
 * @param {Exercise | undefined} exercise
 */
export function holdSection({ summary }, exercise) {
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
  return section("summary.holds", sortableTable(summary.holds, columns, words("summary.holds")));
}
