import assert from "node:assert/strict";
import { test } from "node:test";
import { goalMessage, unitOf } from "../../web/goals.js";
import {
  breathing,
  countedExercise,
  goalOf,
  isPlacing,
  pace,
  phaseNow,
  plannedSet,
  secondsLeft,
  shownCount,
  sideDue,
} from "../../web/guide.js";
import { currentExercise } from "../../web/selectors.js";
import { reduce } from "../../web/state.js";
import { after, frame, numbered, phase, PLAN, rep, SQUAT, started, status, WALL_SIT } from "./story.js";

const guided = (...events) => after(status({ plan: PLAN }), ...numbered(events));
const tick = (t, held) => ({ kind: "hold_ticked", t, side: "both", start_s: 0, held_s: held });

test("without a plan there is work, no goal and no clock", () => {
  const state = after(status());
  assert.equal(phaseNow(state), "work");
  assert.equal(plannedSet(state), null);
  assert.equal(goalOf(state), null);
  assert.equal(secondsLeft(state), null);
});

test("the exercise is that of the set which comes next", () => {
  assert.equal(currentExercise(guided(phase(0, "ready", 1)))?.key, "squat");
  assert.equal(currentExercise(guided(phase(0, "rest", 2, 60)))?.key, "wall_sit");
});

test("a clock shows whole seconds, and stays at nothing", () => {
  const resting = guided(phase(10, "rest", 2, 70));
  assert.equal(secondsLeft(resting), 60);
  assert.equal(secondsLeft(reduce(resting, frame(69.9))), 1);
  assert.equal(secondsLeft(reduce(resting, frame(75))), 0);
});

test("seven of ten", () => {
  const events = [started(1, 1), ...[3, 5, 7, 9, 11, 13, 15].map((t) => rep(t))];
  assert.deepEqual(goalOf(guided(...events)), { unit: "reps", done: 7, of: 10 });
});

test("of each side: the one that leads, then the one whose turn it is", () => {
  const begun = started(1, 1, { side: "each", target_reps: 2 });
  const left = [rep(3, [], { side: "left" }), rep(5, [], { side: "left" })];
  assert.equal(goalOf(guided(begun, ...left))?.done, 2);
  const due = { kind: "side_due", t: 5, side: "right" };
  assert.equal(goalOf(guided(begun, ...left, due))?.done, 0);
});

test("a hold counts verified seconds over all its parts", () => {
  const ended = { kind: "hold_ended", t: 12, side: "both", start_s: 2, end_s: 12, held_s: 10, reason: "moved" };
  const begun = started(1, 1, { exercise: "wall_sit", target_reps: null, target_s: 30 });
  assert.deepEqual(goalOf(guided(begun, ended, tick(20, 4.2))), { unit: "seconds", done: 14, of: 30 });
});

test("a hold in breaths", () => {
  const dog = { ...WALL_SIT, breath_s: 5 };
  const plan = { ...PLAN, sets: [{ ...PLAN.sets[1], breaths: 6 }] };
  const begun = started(1, 1, { exercise: "wall_sit", target_reps: null, target_s: 30 });
  const events = numbered([phase(0, "work", 1), begun, tick(12, 11)]);
  const state = after({ type: "exercises", exercises: [SQUAT, dog] }, status({ plan }), ...events);
  assert.deepEqual(goalOf(state), { unit: "breaths", done: 2, of: 6 });
  assert.equal(breathing(state), "in");
  assert.equal(breathing(guided(begun)), null);
  const ended = { kind: "hold_ended", t: 12.4, side: "both", start_s: 1, end_s: 12, held_s: 11.4, reason: "moved" };
  assert.equal(breathing(reduce(state, numbered([ended], 4)[0])), null);
});

test("in a rest the count stays that of the set before, whatever comes next", () => {
  const squats = [phase(0, "work", 1), started(1, 1, { target_reps: 2 }), rep(3), rep(5)];
  const state = guided(...squats, phase(5, "rest", 2, 65));
  assert.deepEqual([currentExercise(state)?.key, countedExercise(state)?.key], ["wall_sit", "squat"]);
  assert.deepEqual([shownCount(state), goalOf(state)], [2, { unit: "reps", done: 2, of: 2 }]);
  const ready = reduce(state, numbered([phase(65, "ready", 2)], 6)[0]);
  assert.deepEqual([countedExercise(ready)?.key, shownCount(ready)], ["wall_sit", 0]);
});

test("in a rest after breaths they are still breaths", () => {
  const plan = { ...PLAN, sets: [{ ...PLAN.sets[1], breaths: 6 }, PLAN.sets[0]] };
  const begun = started(1, 1, { exercise: "wall_sit", target_reps: null, target_s: 30 });
  const events = numbered([phase(0, "work", 1), begun, tick(31, 30), phase(31, "rest", 2, 91)]);
  const state = after(status({ plan }), ...events);
  assert.deepEqual(goalOf(state), { unit: "breaths", done: 6, of: 6 });
});

test("it is a side's turn only during the set", () => {
  const begun = [started(1, 1, { side: "each" }), { kind: "side_due", t: 5, side: "right" }];
  const due = ["work", "away", "rest", "ready", "countdown", "done"].map((name) =>
    sideDue(guided(...begun, phase(6, name, 1))),
  );
  assert.deepEqual(due, ["right", "right", null, null, null, null]);
});

test("a tempo goes out and back, from the end of the last repetition", () => {
  const slow = { ...SQUAT, tempo: [4, 2] };
  const begun = [phase(0, "work", 1), started(1, 1)];
  const state = after({ type: "exercises", exercises: [slow] }, status({ plan: PLAN }), ...numbered(begun));
  assert.deepEqual(pace(reduce(state, frame(3))), { share: 0.5, beat: 2, back: false });
  assert.deepEqual(pace(reduce(state, frame(6))), { share: 0.5, beat: 5, back: true });
  const counted = reduce(state, numbered([rep(6.5)], 3)[0]);
  assert.equal(pace(reduce(counted, frame(6.5)))?.share, 0);
  assert.equal(pace(guided(phase(0, "rest", 1, 60))), null);
});

test("the placement coach has the word before a set, and when the person has gone", () => {
  assert.deepEqual(
    ["warm_up", "ready", "countdown", "work", "away", "rest", "done"].filter((name) =>
      isPlacing(guided(phase(0, name, 1))),
    ),
    ["ready", "away"],
  );
});

test("goals ask for what the exercise counts", () => {
  assert.deepEqual(goalMessage(SQUAT), { sets: 1, rest_s: 60, reps: 20 });
  assert.deepEqual(goalMessage({ ...SQUAT, per_side: true }), { sets: 1, rest_s: 60, reps: 10, each_side: true });
  assert.equal(unitOf(WALL_SIT), "seconds");
  assert.equal(unitOf({ ...WALL_SIT, breath_s: 5 }), "breaths");
});
