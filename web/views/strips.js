/** Form, rep by rep: one row for each rule, one mark for each repetition. */
import { el, svg } from "../dom.js";
import { sentence } from "../format.js";
import { happened, ruleName } from "../review.js";
import { words } from "../words.js";

/** @typedef {import("../review.js").RuleResult} RuleResult */

const STEP = 16;

/**
 * Rules that found something get a row; those that did not share a line; those that could not see say how
 * they could.
 * @param {RuleResult[]} results
 */
export function ruleStrips(results) {
  const found = results.filter((one) => one.faults > 0);
  const fine = results.filter((one) => one.faults === 0 && one.judged > 0);
  const unseen = results.filter((one) => one.judged === 0);
  if (results.length === 0) return null;
  return el(
    "section",
    {},
    el("h2", {}, words("summary.faults")),
    found.length ? el("ul", { class: "strips" }, ...found.map(strip)) : null,
    fine.length ? el("p", { class: "fine" }, words("summary.fine", { rules: names(fine) })) : null,
    ...turns(unseen),
  );
}

/** @param {RuleResult[]} results */
function names(results) {
  return results.map(({ key, rule }) => ruleName(key, rule)).join(", ");
}

/** @param {RuleResult[]} unseen */
function turns(unseen) {
  const ways = [...new Set(unseen.map(({ rule }) => rule?.turn ?? ""))];
  return ways.map((turn) => {
    const rules = names(unseen.filter(({ rule }) => (rule?.turn ?? "") === turn));
    return el("p", { class: "not-judged" }, words("summary.notJudged", { rules, turn }));
  });
}

/** @param {RuleResult} result */
function strip(result) {
  const { key, rule, marks, faults, judged } = result;
  const missing = marks.length - judged;
  return el(
    "li",
    {},
    el("strong", {}, sentence(happened(key, rule))),
    el(
      "span",
      { class: "strip-count" },
      words("summary.ofJudged", { n: faults, of: judged }),
      missing ? el("small", {}, ` ${words("summary.partlyJudged", { n: missing })}`) : null,
    ),
    dots(result),
    rule ? el("span", { class: "strip-cue" }, `${rule.cue}. ${rule.explains}`) : null,
  );
}

/** @param {RuleResult} result */
function dots({ key, rule, marks }) {
  const what = happened(key, rule);
  const width = marks.length * STEP;
  const drawn = marks.map((mark, i) => dot(mark, i, words(`summary.${DOT[mark]}`, { k: i + 1, what })));
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${STEP}`, width, height: STEP, class: "dots", "aria-hidden": "true" },
    ...drawn,
  );
}

const DOT = { fault: "dotFault", fine: "dotFine", unseen: "dotUnseen" };

/**
 * A triangle, a ring or a dash: the shape says it too.
 * @param {import("../review.js").Mark} mark
 * @param {number} i
 * @param {string} title
 */
function dot(mark, i, title) {
  const x = i * STEP + STEP / 2;
  const y = STEP / 2;
  const name = svg("title", {}, title);
  if (mark === "fault") return svg("path", { d: `M${x} ${y - 6}l6.5 11.5h-13z`, class: "mark-fault" }, name);
  if (mark === "fine") return svg("circle", { cx: x, cy: y, r: 4.5, class: "mark-fine" }, name);
  return svg("path", { d: `M${x - 4} ${y}h8`, class: "mark-unseen" }, name);
}
