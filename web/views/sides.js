/** Left against right, where repetitions belong to a leg. */
import { el } from "../dom.js";
import { measureName, quantity } from "../format.js";
import { words } from "../words.js";
import { measuresOf, seconds } from "./rep-tables.js";
import { section } from "./section.js";

/** @typedef {import("../types.js").Rep} Rep */

const SIDES = /** @type {const} */ (["left", "right"]);

/**
 * @param {Rep[]} reps
 * @returns {HTMLElement | null} null when there are not both sides to compare
 */
export function sidesSection(reps) {
  const [left, right] = SIDES.map((side) => reps.filter((rep) => rep.side === side));
  if (left.length === 0 || right.length === 0) return null;
  const body = rows(reps).map(([name, value]) =>
    el("tr", {}, el("th", { scope: "row" }, name), cell(value(left)), cell(value(right))),
  );
  const heads = SIDES.map((side) => el("th", { scope: "col", class: "numeric" }, words(`summary.${side}`)));
  const table = el(
    "table",
    { class: "sides-table" },
    el("thead", {}, el("tr", {}, el("td", {}), ...heads)),
    el("tbody", {}, ...body),
  );
  return section("summary.sides", el("div", { class: "table-holder" }, table));
}

/**
 * @param {Rep[]} reps
 * @returns {[string, (reps: Rep[]) => string][]}
 */
function rows(reps) {
  const clean = (/** @type {Rep[]} */ some) => some.filter((rep) => rep.faults.length === 0).length;
  return [
    [words("summary.reps", { n: 2 }), (some) => String(some.length)],
    [words("summary.clean"), (some) => words("summary.ofJudged", { n: clean(some), of: some.length })],
    [words("summary.seconds"), (some) => quantity(mean(some.map(seconds)), "s")],
    ...measuresOf(reps).map((key) => measureRow(key)),
  ];
}

/**
 * @param {string} key
 * @returns {[string, (reps: Rep[]) => string]}
 */
function measureRow(key) {
  const { name, unit } = measureName(key);
  return [
    name,
    (some) => {
      const known = some.flatMap((rep) => (key in rep.measures ? [rep.measures[key]] : []));
      return known.length ? quantity(mean(known), unit) : words("table.none");
    },
  ];
}

/** @param {number[]} values at least one */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** @param {string} text */
function cell(text) {
  return el("td", { class: "numeric" }, text);
}
