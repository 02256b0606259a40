import assert from "node:assert/strict";
import { test } from "node:test";
import { FRESH, hear, watch } from "../../web/manners.js";
import { reduce } from "../../web/state.js";
import { after, frame, numbered, phase, PLAN, raised, refused, rep, started, status } from "./story.js";

/** Everything said during a session of these events, one list for each. */
function said(events, fields = {}) {
  let state = after(status(fields));
  let memory = FRESH;
  return numbered(events).map((message) => {
    state = reduce(state, message);
    const heard = hear(memory, state, message.event);
    memory = heard.memory;
    return heard.say.map(({ text }) => text);
  });
}

const tick = (t, held) => ({ kind: "hold_ticked", t, side: "both", start_s: 0, held_s: held });

test("repetitions are counted aloud", () => {
  assert.deepEqual(said([rep(2), rep(4)]), [["1"], ["2"]]);
});

test("the worst fault is spoken of at once, after the count, and not every time", () => {
  const bad = ["knees_in"];
  assert.deepEqual(said([rep(2, bad), rep(4, bad), rep(6, bad)]), [
    ["1", "Knees out"],
    ["2"],
    ["3", "Knees out"],
  ]);
});

test("a smaller fault is spoken of when it comes twice running", () => {
  const bad = ["shallow"];
  assert.deepEqual(said([rep(2, bad), rep(4), rep(6, bad), rep(8, bad)]), [
    ["1"],
    ["2"],
    ["3"],
    ["4", "Sit deeper"],
  ]);
});

test("of two faults only one cue is given", () => {
  assert.deepEqual(said([rep(2, ["shallow", "knees_in"])]), [["1", "Knees out"]]);
});

test("a fault that is raised with its repetition is not spoken of again", () => {
  assert.deepEqual(said([rep(2, ["knees_in"]), raised(2, "knees_in")]), [["1", "Knees out"], []]);
});

test("the worst fault is spoken of while it happens, and not again with its repetition", () => {
  const story = [rep(2), raised(3, "shallow"), raised(3.5, "knees_in"), rep(4, ["knees_in"])];
  assert.deepEqual(said(story), [["1"], [], ["Knees out"], ["2"]]);
});

test("a smaller fault is spoken of while it happens, when the last repetition had it too", () => {
  const story = [raised(1, "shallow"), rep(2, ["shallow"]), raised(3, "shallow"), rep(4, ["shallow"])];
  assert.deepEqual(said(story), [[], ["1"], ["Sit deeper"], ["2"]]);
});

test("never more than one cue for a repetition", () => {
  const bad = ["knees_in", "shallow"];
  const story = [1, 2, 3, 4, 5, 6].flatMap((n) => [raised(2 * n - 1, "knees_in"), rep(2 * n, bad)]);
  const cues = said(story).flat().filter((text) => !/^\d+$/.test(text));
  assert.ok(cues.length <= 6 && cues.length >= 3, cues.join());
});

test("better is said when the cue was heeded", () => {
  assert.deepEqual(said([rep(2, ["knees_in"]), rep(4), rep(6)]), [
    ["1", "Knees out"],
    ["2", "better"],
    ["3"],
  ]);
});

test("better is not said when nobody could see it", () => {
  const unseen = rep(4, [], { not_judged: ["knees_in"] });
  assert.deepEqual(said([rep(2, ["knees_in"]), unseen]), [["1", "Knees out"], ["2"]]);
});

test("a movement that did not count says why", () => {
  assert.deepEqual(said([refused(2, "too_small")]), [["not counted: too shallow"]]);
});

test("of a hold every tenth second is spoken, and no cue follows another at once", () => {
  const heard = said(
    [tick(9, 9), tick(10, 10), raised(11, "shallow"), raised(13, "knees_in"), raised(17, "knees_in")],
    { exercise: "wall_sit" },
  );
  assert.deepEqual(heard, [[], ["10"], ["Sit deeper"], [], ["Knees out"]]);
});

test("of each side the number that is shown is spoken", () => {
  const left = (t) => rep(t, [], { side: "left" });
  const right = (t) => rep(t, [], { side: "right" });
  const due = { kind: "side_due", t: 4, side: "right" };
  const story = [started(1, 1, { side: "each", target_reps: 2 }), left(2), left(4), due, right(6)];
  assert.deepEqual(said(story, { plan: PLAN }), [[], ["1"], ["2"], ["now your right"], ["1"]]);
});

test("the second hold of a set goes on where the first ended", () => {
  const begun = started(1, 1, { exercise: "wall_sit", target_reps: null, target_s: 30 });
  const ended = { kind: "hold_ended", t: 14, side: "both", start_s: 1, end_s: 14, held_s: 12.4, reason: "moved" };
  const story = [begun, tick(12, 10), ended, tick(30, 7), tick(31, 8), tick(33, 10)];
  const fields = { plan: { ...PLAN, sets: [PLAN.sets[1]] } };
  assert.deepEqual(said(story, fields), [[], ["10"], [], [], ["20"], []]);
});

test("a hold that is counted in breaths is counted aloud in breaths", () => {
  const plan = { ...PLAN, sets: [{ ...PLAN.sets[1], seconds: null, breaths: 6 }] };
  const begun = started(1, 1, { exercise: "wall_sit", target_reps: null, target_s: 30 });
  const ticks = [1, 4, 5, 6, 9, 10, 11].map((s) => tick(s, s));
  assert.deepEqual(said([begun, ...ticks], { plan }).flat(), ["1", "2"]);
});

test("the person's own count is said as what it is, and the coach's goes on", () => {
  const more = (t, change) => ({ kind: "rep_corrected", t, set: 1, change });
  assert.deepEqual(said([rep(2), more(3, 1), rep(4), more(5, -1)]), [["1"], ["2 by your own count"], ["2"], ["2"]]);
});

test("nobody is said to be unseen who only has left the position", () => {
  const seen = (kind) => ({ kind, t: 8 });
  const story = [seen("person_found"), phase(9, "away", 1), seen("person_lost"), phase(12, "away", 1)];
  assert.deepEqual(said(story, { plan: PLAN }), [[], ["Waiting for you"], [], ["I cannot see you"]]);
});

test("the last second of a hold is heard before the rest", () => {
  const ended = { kind: "hold_ended", t: 31, side: "both", start_s: 1, end_s: 31, held_s: 30, reason: "ended" };
  const state = after(status({ plan: PLAN }), ...numbered([started(1, 1), ended, phase(31, "rest", 2, 60)]));
  assert.ok(hear(FRESH, state, phase(31, "rest", 2, 60)).waits);
});

test("a guided workout says what comes, and counts down", () => {
  const story = [phase(1, "ready", 1), phase(5, "countdown", 1, 8), phase(8, "work", 1), started(8, 1)];
  const fields = { plan: PLAN };
  assert.deepEqual(said(story, fields), [["Squat: 10 reps. Take the start position."], ["3"], ["Go"], []]);
});

test("a rest says how long it is, and what comes then", () => {
  assert.deepEqual(said([phase(20, "rest", 2, 80)], { plan: PLAN }), [
    ["Rest for 1 min. Then Wall sit: hold for 30 s."],
  ]);
});

/** What is said as frames go by, after these events. */
function watched(events, frames) {
  let state = after(status({ plan: PLAN }), ...numbered(events));
  let memory = FRESH;
  return frames.map((one) => {
    const before = state;
    state = reduce(state, one);
    const heard = watch(memory, before, state);
    memory = heard.memory;
    return heard.say.map(({ text }) => text).join();
  });
}

test("the seconds of a countdown are spoken once each, at their time", () => {
  const frames = [5.1, 5.9, 6.1, 6.5, 7.2, 7.9].map((t) => frame(t));
  assert.deepEqual(watched([phase(5, "countdown", 1, 8)], frames), ["", "", "2", "", "1", ""]);
});

test("the end of a rest is said ten seconds before", () => {
  const frames = [69.5, 70.2, 70.6].map((t) => frame(t));
  assert.deepEqual(watched([phase(20, "rest", 2, 80)], frames), ["", "10 seconds", ""]);
});

test("advice on the place is given while the person gets ready, each once, and never in the set", () => {
  const frames = [frame(1.1, "back"), frame(1.2, "back"), frame(1.3, "good")];
  assert.deepEqual(watched([phase(1, "ready", 1)], frames), ["Step back", "", "You are well in the picture"]);
  assert.deepEqual(watched([phase(1, "work", 1)], frames), ["", "", ""]);
});

test("who is well placed from the start is not told so over what comes next", () => {
  assert.deepEqual(watched([phase(1, "ready", 1)], [frame(1.1, "good"), frame(1.2, "closer")]), ["", "Come closer"]);
});

test("what follows from the last repetition lets its count be heard", () => {
  const events = numbered([started(1, 1), rep(9), phase(9, "rest", 2, 60), phase(60, "ready", 2)]);
  let state = after(status({ plan: PLAN }));
  const waits = events.map((message) => {
    state = reduce(state, message);
    return Boolean(hear(FRESH, state, message.event).waits);
  });
  assert.deepEqual(waits, [false, false, true, false]);
});
