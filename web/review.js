/**
 * What a session comes to, in words and numbers. Pure: from the stored session to what the summary shows.
 *
 * @typedef {import("./types.js").Rep} Rep
 * @typedef {import("./types.js").Fault} Fault
 * @typedef {import("./types.js").Session} Session
 * @typedef {import("./types.js").Exercise} Exercise
 *
 * @typedef {"fault" | "fine" | "unseen"} Mark
 * @typedef {object} RuleResult
 * @property {string} key
 * @property {Fault | undefined} rule
 * @property {Mark[]} marks one for each repetition
 * @property {number} faults
 * @property {number} judged
 */
import { duration, quantity } from "./format.js";
import { words } from "./words.js";

/** From so many faults on it is worth saying when they came. */
const FEWEST_FOR_A_TREND = 3;
/** They came late when so many of them lie in the second half. */
const LATE_SHARE = 0.7;

/**
 * How each rule fared; the most frequent fault first.
 * @param {Rep[]} reps
 * @param {Exercise | undefined} exercise
 * @returns {RuleResult[]}
 */
export function ruleResults(reps, exercise) {
  const rules = exercise?.faults ?? [];
  const keys = new Set([...rules.map((rule) => rule.key), ...reps.flatMap((rep) => rep.faults)]);
  const results = [...keys].map((key) => {
    const marks = reps.map((rep) => mark(rep, key));
    return {
      key,
      rule: ruleOf(key, exercise),
      marks,
      faults: marks.filter((one) => one === "fault").length,
      judged: marks.filter((one) => one !== "unseen").length,
    };
  });
  return results.sort((a, b) => b.faults - a.faults || priority(a) - priority(b));
}

/**
 * @param {Rep} rep
 * @param {string} key
 * @returns {Mark}
 */
function mark(rep, key) {
  if (rep.faults.includes(key)) return "fault";
  return rep.not_judged.includes(key) ? "unseen" : "fine";
}

/**
 * @param {string} key
 * @param {Exercise | undefined} exercise
 */
export function ruleOf(key, exercise) {
  return exercise?.faults.find((one) => one.key === key);
}

/** @param {RuleResult} result */
function priority({ rule }) {
  return rule?.priority ?? Infinity;
}

/**
 * The rule that most needs minding in these sets: that with the most faults.
 * @param {import("./types.js").TrainedSet[]} sets
 * @param {Exercise[]} exercises
 * @returns {{exercise: string, rule: Fault} | null}
 */
export function worstRule(sets, exercises) {
  const found = sets.flatMap(({ exercise: key, reps, holds }) => {
    const exercise = exercises.find((one) => one.key === key);
    return (exercise?.faults ?? []).map((rule) => ({
      exercise: key,
      rule,
      times: [...reps, ...holds].filter((one) => one.faults.includes(rule.key)).length,
    }));
  });
  const [worst] = found.sort((a, b) => b.times - a.times || a.rule.priority - b.rule.priority);
  return worst?.times ? worst : null;
}

/**
 * What a fault looked like, in words: "knees came in".
 * @param {string} key
 * @param {Fault} [rule]
 */
export function happened(key, rule) {
  return words(`happened.${key}`, {}, rule ? `“${rule.cue}”` : undefined);
}

/**
 * What a rule is about, in a word or two: "depth".
 * @param {string} key
 * @param {Fault} [rule]
 */
export function ruleName(key, rule) {
  return words(`rule.${key}`, {}, rule?.cue.toLowerCase());
}

/** @param {string} reason */
export function reasonWord(reason) {
  return words(`reason.${reason}`);
}

/**
 * "squats", or "reps" for an exercise without a word of its own.
 * @param {string} exercise
 * @param {number} n
 */
export function noun(exercise, n) {
  return words(`noun.${exercise}`, { n }, words("noun.", { n }));
}

/**
 * The repetition after which most faults came, when they came late; else null.
 * @param {Mark[]} marks
 * @returns {number | null}
 */
export function lateStart(marks) {
  const at = marks.flatMap((one, i) => (one === "fault" ? [i] : []));
  const half = Math.ceil(marks.length / 2);
  const late = at.filter((i) => i >= half);
  if (at.length < FEWEST_FOR_A_TREND || late.length / at.length < LATE_SHARE) return null;
  return late[0];
}

/**
 * The session of the same exercise, or of the same plan, before this one.
 * @param {Session} session
 * @param {Session[]} all
 * @returns {Session | undefined}
 */
export function lastTime(session, all) {
  return all
    .filter((one) => one.exercise === session.exercise && one.plan === session.plan)
    .filter((one) => one.status !== "running")
    .filter((one) => one.id !== session.id && one.started_at < session.started_at)
    .sort((a, b) => b.started_at.localeCompare(a.started_at))[0];
}

/**
 * What a session achieved, in short: "12 reps", "48 s".
 * @param {Session} session
 * @param {Exercise} [exercise]
 */
export function result(session, exercise) {
  if (exercise?.counts === "hold" || (session.reps === 0 && session.held_s > 0))
    return duration(session.held_s);
  return `${session.reps} ${words("summary.reps", { n: session.reps })}`;
}

/**
 * The usual time that a repetition took.
 * @param {Rep[]} reps
 */
export function pace(reps) {
  const times = reps.map((rep) => rep.end_s - rep.start_s).sort((a, b) => a - b);
  return times.length ? quantity(times[Math.floor(times.length / 2)], "s") : null;
}
