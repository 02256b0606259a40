/**
 * A table that sorts by any of its columns.
 * @template T
 * @typedef {object} Column
 * @property {string} name
 * @property {boolean} [numeric] aligned to the right
 * @property {(row: T) => number | string | undefined} value what it is sorted by
 * @property {(row: T) => string} text what it shows
 */
import { el, setAttr } from "./dom.js";
import { language, words } from "./words.js";

/**
 * @template T
 * @param {T[]} rows
 * @param {Column<T>[]} columns
 * @param {string} caption
 */
export function sortableTable(rows, columns, caption) {
  const body = el("tbody");
  let sorted = 0;
  let direction = 1;
  const heads = columns.map((column, i) => {
    const button = el("button", { type: "button", onclick: () => sortBy(i) }, column.name);
    return el("th", { scope: "col", class: column.numeric ? "numeric" : undefined }, button);
  });

  /** @param {number} i */
  function sortBy(i) {
    direction = i === sorted ? -direction : 1;
    sorted = i;
    draw();
  }

  function draw() {
    const { value } = columns[sorted];
    const order = [...rows].sort((a, b) => direction * compare(value(a), value(b)));
    heads.forEach((head, i) =>
      setAttr(head, "aria-sort", i !== sorted ? "none" : direction > 0 ? "ascending" : "descending"),
    );
    body.replaceChildren(...order.map((row) => el("tr", {}, ...columns.map((column) => cell(column, row)))));
  }

  draw();
  const table = el(
    "table",
    {},
    el("caption", { class: "unseen-text" }, caption),
    el("thead", {}, el("tr", {}, ...heads)),
    body,
  );
  return el("div", { class: "table-holder", tabindex: 0, role: "region", "aria-label": caption }, table);
}

/**
 * @template T
 * @param {Column<T>} column
 * @param {T} row
 */
function cell(column, row) {
  return el("td", { class: column.numeric ? "numeric" : undefined }, column.text(row) || words("table.none"));
}

/**
 * What is missing comes last.
 * @param {number | string | undefined} a
 * @param {number | string | undefined} b
 * @returns {number}
 */
export function compare(a, b) {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), language);
}
