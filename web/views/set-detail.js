/** One set, looked at closely: form, replay, charts, tables, and what did not count. */
import { el } from "../dom.js";
import { clock, list, sentence } from "../format.js";
import { reasonWord, ruleResults } from "../review.js";
import { words } from "../words.js";
import { curveOf, curveSection, trendSection } from "./movement.js";
import { holdSection, repSection } from "./rep-tables.js";
import { replaySection } from "./replay.js";
import { section } from "./section.js";
import { sidesSection } from "./sides.js";
import { ruleStrips } from "./strips.js";

/**
 * @typedef {import("../types.js").FullSession} FullSession
 * @typedef {import("../types.js").TrainedSet} TrainedSet
 * @typedef {import("../types.js").Exercise} Exercise
 */

/**
 * @param {FullSession} session
 * @param {TrainedSet} set
 * @param {Exercise | undefined} exercise
 * @param {import("./film.js").OwnFilm} film
 */
export function setDetail(session, set, exercise, film) {
  const { reps, attempts, holds } = set;
  const curve = curveOf(session.curve, set, exercise);
  const replay = replaySection(session.id, set, exercise, film);
  const parts = [
    reps.length ? ruleStrips(ruleResults(reps, exercise)) : null,
    replay.node,
    curve.t.length > 1 ? curveSection(set, curve, exercise, replay.goTo) : null,
    reps.length > 1 ? trendSection(set, curve, exercise) : null,
    exercise?.per_side ? sidesSection(reps) : null,
    reps.length ? repSection(reps, exercise) : null,
    holds.length ? holdSection(holds, exercise) : null,
    attempts.length ? attemptSection(attempts) : null,
  ];
  return parts.filter((part) => part !== null);
}

/** @param {import("../types.js").Attempt[]} attempts */
function attemptSection(attempts) {
  const reasons = [...new Set(attempts.map((one) => one.reason))];
  const items = reasons.map((reason) => {
    const at = attempts.filter((one) => one.reason === reason).map((one) => clock(one.start_s));
    return el(
      "li",
      {},
      el("strong", {}, sentence(reasonWord(reason))),
      ` ${words("summary.attemptAt", { time: list(at) })}`,
    );
  });
  return section("summary.attempts", el("ul", {}, ...items));
}
