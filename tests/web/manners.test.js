import assert from "node:assert/strict";
import { test } from "node:test";
import { FRESH, hear } from "../../web/manners.js";
import { reduce } from "../../web/state.js";
import { after, numbered, raised, refused, rep, status } from "./story.js";

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

test("a fault seen while it happens is spoken of, once for each repetition", () => {
  assert.deepEqual(said([rep(2), raised(3, "shallow"), raised(3.5, "knees_in")]), [
    ["1"],
    ["Sit deeper"],
    [],
  ]);
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
  const tick = (s) => ({ kind: "hold_ticked", t: s, side: "both", start_s: 0, held_s: s });
  const heard = said(
    [tick(9), tick(10), raised(11, "shallow"), raised(13, "knees_in"), raised(17, "knees_in")],
    { exercise: "wall_sit" },
  );
  assert.deepEqual(heard, [[], ["10"], ["Sit deeper"], [], ["Knees out"]]);
});
