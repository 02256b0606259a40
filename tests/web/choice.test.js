import assert from "node:assert/strict";
import { test } from "node:test";
import { AUTO, checkedCard, chosenPlan, exchangeable, startMessage } from "../../web/choice.js";
import { canStart, currentExercise } from "../../web/selectors.js";
import { after, status } from "./story.js";

const planned = (exercise, fields = {}) => ({
  exercise,
  number: 1,
  of: 1,
  reps: 20,
  each_side: false,
  seconds: null,
  breaths: null,
  work_s: null,
  rest_s: 60,
  ...fields,
});
const plan = (slug, ...sets) => ({ slug, name: slug, note: "", warm_up: "", warm_up_s: 0, about_s: 60, sets });
const idle = (fields = {}) => after(status({ status: "idle", session_id: null, ...fields }));
const THIGHS = plan("thighs", planned("squat"), planned("wall_sit", { reps: null, seconds: 20 }));
const INTERVALS = plan("intervals", planned("squat", { reps: null, work_s: 30 }));

test("a single exercise starts with its goal", () => {
  const state = idle();
  assert.equal(checkedCard(state), "squat");
  assert.deepEqual(startMessage(state, { sets: 2, reps: 9 }), {
    type: "start",
    exercise: "squat",
    sets: 2,
    reps: 9,
  });
});

test("a chosen plan starts as it is, without the goal of an exercise", () => {
  const state = idle({ plan: THIGHS });
  assert.equal(checkedCard(state), "plan:thighs");
  assert.deepEqual(startMessage(state, { reps: 9 }), { type: "start", plan: "thighs" });
});

test("intervals keep the exercise that was put into them", () => {
  assert.equal(exchangeable(INTERVALS), "squat");
  assert.equal(exchangeable(THIGHS), null);
  assert.deepEqual(startMessage(idle({ plan: INTERVALS }), {}), {
    type: "start",
    plan: "intervals",
    exercise: "squat",
  });
});

test("the goal of the last set is no plan that anybody chose", () => {
  const state = idle({ plan: plan("", planned("squat")) });
  assert.equal(chosenPlan(state), null);
  assert.equal(checkedCard(state), "squat");
});

test("while it is found out what is done no exercise is shown, and it can be started", () => {
  const state = idle({ auto: true, exercise: null });
  assert.equal(checkedCard(state), AUTO);
  assert.equal(currentExercise(state), undefined);
  assert.ok(canStart(state));
  assert.deepEqual(startMessage(state, { reps: 9 }), { type: "start", exercise: AUTO });
  assert.equal(currentExercise(after(status({ auto: true, exercise: "wall_sit" }))).key, "wall_sit");
});

test("whoever picks an exercise has done with the plan at once", () => {
  const state = after(
    status({ status: "idle", session_id: null, plan: THIGHS }),
    { type: "choose", exercise: "wall_sit" },
  );
  assert.equal(checkedCard(state), "wall_sit");
  assert.equal(checkedCard(after(status({ status: "idle" }), { type: "choose", exercise: AUTO })), AUTO);
});
