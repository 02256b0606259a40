/**
 * A session in one or two sentences that a friend would say. Pure.
 *
 * @typedef {import("./types.js").Rep} Rep
 * @typedef {import("./types.js").TrainedSet} TrainedSet
 * @typedef {import("./types.js").FullSession} FullSession
 * @typedef {import("./types.js").Exercise} Exercise
 * @typedef {import("./review.js").RuleResult} RuleResult
 */
import { duration, sentence } from "./format.js";
import { happened, lateStart, noun, reasonWord, ruleOf, ruleResults } from "./review.js";
import { words } from "./words.js";

/** The reason of a hold that was still on when the session ended. */
const FINISHED = "finished";

/**
 * @param {FullSession} session
 * @param {Exercise[]} exercises
 */
export function headline(session, exercises) {
  const { reps, sets } = session.summary;
  const trained = byExercise(sets, exercises);
  if (sets.length > 1) return [setsSentence(session, trained), formSentence(trained)].join(" ").trim();
  const exercise = exercises.find((one) => one.key === session.exercise);
  if (exercise?.counts === "hold" || (reps.length === 0 && session.summary.holds.length > 0)) {
    return [heldSentence(session), holdFault(session, exercise)].filter(Boolean).join(" ");
  }
  const n = reps.length;
  if (n === 0) return words("headline.none", { noun: noun(session.exercise, 1) });
  const time = duration(reps[n - 1].end_s - reps[0].start_s);
  const counted = words("headline.reps", { n, noun: noun(session.exercise, n), time });
  return `${counted} ${formSentence(trained)}`.trim();
}

/**
 * @typedef {{key: string, exercise: Exercise | undefined, reps: Rep[]}} Trained all reps of an exercise
 * @param {TrainedSet[]} sets
 * @param {Exercise[]} exercises
 * @returns {Trained[]}
 */
function byExercise(sets, exercises) {
  return [...new Set(sets.map((set) => set.exercise))].map((key) => ({
    key,
    exercise: exercises.find((one) => one.key === key),
    reps: sets.filter((set) => set.exercise === key).flatMap((set) => set.reps),
  }));
}

/**
 * "42 reps, 3 sets."
 * @param {FullSession} session
 * @param {Trained[]} trained
 */
function setsSentence({ held_s, summary: { reps, sets } }, trained) {
  const n = reps.length;
  const counted = `${n} ${noun(trained.length === 1 ? trained[0].key : "", n)}`;
  const held = words("headline.held", { s: duration(held_s) });
  const done = words("headline.sets", { counted, sets: sets.length });
  if (held_s === 0) return done;
  return n === 0 ? held : `${done} ${held}`;
}

/**
 * What most needs minding; of several exercises it says of which.
 * @param {Trained[]} trained
 */
function formSentence(trained) {
  const found = trained.flatMap(({ key, exercise, reps }) =>
    reps.length ? ruleResults(reps, exercise).map((result) => ({ key, result })) : [],
  );
  if (found.length === 0) return "";
  const [worst] = found.sort((a, b) => b.result.faults - a.result.faults);
  if (worst.result.faults > 0) return faultSentence(worst.result, trained.length > 1 ? worst.key : null);
  if (found.every(({ result }) => result.judged === 0)) return words("headline.unjudged");
  return words("headline.clean", { n: trained.flatMap(({ reps }) => reps).length });
}

/**
 * "Knees came in on 6 of 20 squats, mostly after rep 12."
 * @param {RuleResult} result
 * @param {string | null} exercise
 */
function faultSentence({ key, rule, faults, judged, marks }, exercise) {
  const k = lateStart(marks);
  const where = k === null ? "" : words("headline.late", { k });
  const many = { n: judged, noun: noun(exercise ?? "", judged) };
  const of = exercise === null ? String(judged) : words("headline.ofExercise", many);
  return words("headline.fault", { what: sentence(happened(key, rule)), n: faults, of, where });
}

/**
 * How long, and why no longer, unless the session just ended with it.
 * @param {FullSession} session
 */
function heldSentence({ exercise, held_s, summary: { holds } }) {
  if (holds.length === 0) return words("headline.notHeld", { noun: noun(exercise, 1) });
  const s = duration(held_s);
  if (holds.length > 1) {
    const longest = duration(Math.max(...holds.map((hold) => hold.held_s)));
    return words("headline.heldTimes", { s, n: holds.length, longest });
  }
  const [{ reason }] = holds;
  if (reason === FINISHED) return words("headline.held", { s });
  return words("headline.heldUntil", { s, reason: words(`until.${reason}`, {}, reasonWord(reason)) });
}

/**
 * @param {FullSession} session
 * @param {Exercise | undefined} exercise
 */
function holdFault({ summary }, exercise) {
  const [key] = summary.holds.flatMap((hold) => hold.faults);
  return key ? `${sentence(happened(key, ruleOf(key, exercise)))}.` : "";
}
