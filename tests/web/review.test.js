import assert from "node:assert/strict";
import { test } from "node:test";
import { headline } from "../../web/headline.js";
import { lastTime, lateStart, pace, result, ruleResults, worstRule } from "../../web/review.js";
import { SQUAT, WALL_SIT, rep, trainedSet } from "./story.js";

const EXERCISES = [SQUAT, WALL_SIT];

function session(repeated, fields = {}) {
  const reps = repeated.map((one, i) => ({ ...one, index: i + 1 }));
  return {
    id: 1,
    exercise: "squat",
    status: "done",
    started_at: "2026-05-04T10:00:00+00:00",
    reps: reps.length,
    held_s: 0,
    faults: {},
    summary: {
      reps,
      attempts: [],
      holds: [],
      view: "front",
      faults: {},
      corrected: 0,
      sets: [trainedSet(fields.exercise ?? "squat", reps)],
    },
    ...fields,
  };
}

const set = (...faultsOfReps) => faultsOfReps.map((faults, i) => rep(2 * i + 2, faults));

test("a clean set says so, and no more than was seen", () => {
  assert.equal(
    headline(session(set([], [])), EXERCISES),
    "2 squats in 4 s. All of them clean, as far as could be seen.",
  );
});

test("the most frequent fault is named, with how many of those judged", () => {
  const reps = [...set(["knees_in"], ["knees_in"], ["shallow"]), rep(8, [], { not_judged: ["knees_in"] })];
  assert.equal(headline(session(reps), EXERCISES), "4 squats in 8 s. Knees came in on 2 of 3.");
});

test("faults that came late are said to have come late", () => {
  const bad = ["knees_in"];
  const text = headline(session(set([], [], [], [], [], bad, bad, bad)), EXERCISES);
  assert.equal(text, "8 squats in 16 s. Knees came in on 3 of 8, mostly after rep 5.");
});

test("two faults make no trend, and neither do faults from the start", () => {
  assert.equal(lateStart(["fine", "fine", "fault", "fault"]), null);
  assert.equal(lateStart(["fault", "fault", "fine", "fault"]), null);
  assert.equal(lateStart([]), null);
});

/** A workout of sets: the exercise of each and the faults of its repetitions. */
function workout(...sets) {
  const trained = sets.map(([exercise, ...faults], i) => ({
    ...trainedSet(exercise, set(...faults)),
    index: i + 1,
  }));
  const one = session(trained.flatMap((each) => each.reps));
  return { ...one, exercise: "workout", summary: { ...one.summary, sets: trained } };
}

test("a workout is told by its sets, and its worst fault with the exercise it is of", () => {
  const bad = ["knees_in"];
  const text = headline(
    workout(["squat", [], [], bad], ["squat", [], bad, bad], ["handstand", []]),
    EXERCISES,
  );
  assert.equal(text, "7 reps, 3 sets. Knees came in on 3 of 6 squats.");
});

test("several sets of one exercise are told in its own word", () => {
  const text = headline(workout(["squat", [], []], ["squat", []]), EXERCISES);
  assert.equal(text, "3 squats, 2 sets. All of them clean, as far as could be seen.");
});

test("what to try next is the rule with the most faults over all sets", () => {
  const { summary } = workout(["squat", ["shallow"], ["shallow"]], ["squat", ["knees_in"]]);
  assert.equal(worstRule(summary.sets, EXERCISES)?.rule.key, "shallow");
  assert.equal(worstRule(workout(["squat", []]).summary.sets, EXERCISES), null);
});

test("a set that nobody could judge is not called clean", () => {
  const reps = [rep(2, [], { not_judged: ["shallow", "knees_in", "heels_up"] })];
  assert.equal(
    headline(session(reps), EXERCISES),
    "1 squat in 2 s. Form could not be judged from this side.",
  );
});

/** A session of wall sits: the seconds of each, and why it ended. */
function holding(...holds) {
  const ended = holds.map(([held_s, reason, faults = []]) => ({
    ...{ kind: "hold_ended", t: 20, side: "both", start_s: 2, end_s: 2 + held_s },
    ...{ held_s, reason, faults },
  }));
  const held_s = ended.reduce((sum, hold) => sum + hold.held_s, 0);
  const one = session([], { exercise: "wall_sit", held_s });
  return { ...one, summary: { ...one.summary, holds: ended } };
}

test("a hold tells how long it was and why it was over, in plain words", () => {
  assert.equal(headline(holding([8.2, "stood_up"]), EXERCISES), "Held 8 s, until you stood up.");
  assert.equal(headline(holding([8.2, "sank"]), []), "Held 8 s, until you sank too low.");
  assert.equal(headline(holding([75.4, "finished"]), EXERCISES), "Held 1 min 15 s.");
  assert.equal(
    headline(holding([8.2, "stood_up", ["too_high"]]), EXERCISES),
    "Held 8 s, until you stood up. Thighs above level.",
  );
});

test("several holds are added up, and none is said to be none", () => {
  const twice = holding([8.2, "stood_up"], [20, "lost_sight"]);
  assert.equal(headline(twice, EXERCISES), "Held 28 s in 2 holds, the longest 20 s.");
  assert.equal(headline(holding(), EXERCISES), "No wall sit was held this time.");
});

test("nothing counted, and an exercise nobody has a word for", () => {
  assert.equal(headline(session([]), EXERCISES), "No squat counted this time.");
  const unknown = headline(session(set([]), { exercise: "handstand" }), EXERCISES);
  assert.equal(unknown, "1 rep in 2 s.");
});

test("each rule has a mark for each repetition: fault, fine or not seen", () => {
  const [knees, heels] = ruleResults(
    [rep(2, ["knees_in"], { not_judged: ["heels_up"] }), rep(4, [], { not_judged: ["heels_up"] })],
    SQUAT,
  );
  assert.deepEqual(
    [knees.key, knees.marks, knees.faults, knees.judged],
    ["knees_in", ["fault", "fine"], 1, 2],
  );
  assert.deepEqual([heels.key, heels.marks, heels.judged], ["heels_up", ["unseen", "unseen"], 0]);
});

test("a fault of an older programme is still shown", () => {
  const results = ruleResults([rep(2, ["old_rule"])], SQUAT);
  assert.equal(results[0].key, "old_rule");
  assert.match(headline(session(set(["old_rule"])), EXERCISES), /Old rule on 1 of 1/);
});

test("last time is the newest earlier session of the same exercise", () => {
  const at = (id, day, fields = {}) =>
    session([], { id, started_at: `2026-05-${day}T10:00:00+00:00`, ...fields });
  const now = at(9, "20");
  const all = [
    now,
    at(3, "10"),
    at(4, "12"),
    at(5, "15", { exercise: "lunge" }),
    at(6, "21"),
    at(7, "16", { status: "running" }),
    at(8, "18", { plan: "Legs" }),
  ];
  assert.equal(lastTime(now, all)?.id, 4);
  assert.equal(lastTime(at(3, "10"), all), undefined);
});

test("a result is repetitions, or seconds where those are counted", () => {
  assert.equal(result(session(set([], []))), "2 reps");
  assert.equal(result(session(set([]))), "1 rep");
  assert.equal(result(session([], { held_s: 48 })), "48 s");
  assert.equal(result(session([]), WALL_SIT), "0 s");
});

test("the pace is that of the repetition in the middle", () => {
  const reps = [1, 2, 9].map((s) => ({ ...rep(10), start_s: 10 - s }));
  assert.equal(pace(reps), "2.0 s");
  assert.equal(pace([]), null);
});
