/** How much a fault was, in a unit that people know. Pure. */
import { quantity } from "./format.js";
import { happened } from "./review.js";
import { words } from "./words.js";

/** Knee to ankle: 0.246 of a body of 1.70 m (Winter 2009); people differ by a tenth, hence "about" (cm). */
const SHANK_CM = 42;
/** Measures in shank lengths that say how far a knee is off its line. */
const OFF_LINE = ["knees_inside", "knee_inside_toes", "knee_outside_toes"];

/**
 * "about 6 cm", or "58°, at most 53°"; "" where nothing was measured in such a unit.
 * @param {import("./types.js").Fault | undefined} rule
 * @param {import("./types.js").Rep} rep
 */
export function amount(rule, rep) {
  for (const { measure, unit, above, below } of rule?.limits ?? []) {
    const value = rep.exceeded?.[measure];
    if (value === undefined) continue;
    if (OFF_LINE.includes(measure)) {
      const cm = Math.round(Math.abs(value) * SHANK_CM);
      return words("amount.about", { value: `${cm} cm` });
    }
    if (!["deg", "m", "s"].includes(unit)) continue;
    const [key, limit] = above === null ? ["amount.least", below] : ["amount.most", above];
    return words(key, { value: quantity(value, unit), limit: quantity(limit ?? 0, unit) });
  }
  return "";
}

/**
 * "knees came in: about 6 cm"
 * @param {string} key
 * @param {import("./types.js").Fault | undefined} rule
 * @param {import("./types.js").Rep | undefined} rep
 */
export function faultText(key, rule, rep) {
  const much = rep ? amount(rule, rep) : "";
  return much ? `${happened(key, rule)}: ${much}` : happened(key, rule);
}
