import assert from "node:assert/strict";
import { test } from "node:test";
import { goesDown } from "../../web/figures.js";
import { commandFor } from "../../web/keys.js";
import { address, parseRoute } from "../../web/routes.js";
import { extent, linear, nearest, ticks, timeTicks } from "../../web/scale.js";
import { bodyBox, limbsOnSide } from "../../web/skeleton.js";
import { compare } from "../../web/table.js";

test("space starts, pauses and goes on; S, M, F and Esc do theirs", () => {
  assert.deepEqual(
    ["idle", "over", "live", "paused"].map((status) => commandFor(" ", "floor", status)),
    ["start", "start", "pause", "resume"],
  );
  assert.equal(commandFor("S", "floor", "live"), "stop");
  assert.equal(commandFor("s", "floor", "idle"), null);
  assert.equal(commandFor("m", "floor", "live"), "mute");
  assert.equal(commandFor("f", "floor", "idle"), "fullscreen");
  assert.equal(commandFor("Escape", "history", "idle"), "back");
  assert.equal(commandFor("Escape", "floor", "live"), "pause");
  assert.equal(commandFor("Escape", "floor", "paused"), null);
  assert.equal(commandFor("x", "floor", "live"), null);
});

test("the arrows skip, go back and correct, while a session runs", () => {
  const arrows = ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"];
  assert.deepEqual(
    arrows.map((key) => commandFor(key, "floor", "live")),
    ["skip", "setBack", "countIt", "undo"],
  );
  for (const key of arrows) assert.equal(commandFor(key, "floor", "idle"), null);
});

test("keys of one letter can be switched off, the others stay", () => {
  for (const key of ["s", "m", "F"]) assert.equal(commandFor(key, "floor", "live", false), null);
  assert.equal(commandFor(" ", "floor", "live", false), "pause");
  assert.equal(commandFor("ArrowUp", "floor", "live", false), "countIt");
});

test("away from the floor no key touches the session", () => {
  for (const key of [" ", "s", "m", "f"]) assert.equal(commandFor(key, "history", "live"), null);
});

test("addresses lead back to where they came from", () => {
  for (const route of [
    { name: "floor" },
    { name: "history" },
    { name: "analyse" },
    { name: "session", id: 12 },
    { name: "compare", a: 3, b: 12 },
  ]) {
    assert.deepEqual(parseRoute(address(route)), route);
  }
});

test("an address that leads nowhere leads to the floor", () => {
  for (const hash of ["", "#", "#/", "#/session/", "#/session/-1", "#/session/1x", "#/compare/3", "#/nowhere"]) {
    assert.deepEqual(parseRoute(hash), { name: "floor" });
  }
});

test("only the limbs of the side at fault are marked", () => {
  const limbs = [
    [23, 25],
    [24, 26],
  ];
  assert.deepEqual(limbsOnSide(limbs, "left"), [[23, 25]]);
  assert.deepEqual(limbsOnSide(limbs, "right"), [[24, 26]]);
  assert.deepEqual(limbsOnSide(limbs, "both"), limbs);
  assert.deepEqual(limbsOnSide([[11, 12]], "left"), [[11, 12]]);
});

test("the box is around what is seen, and there is none around nobody", () => {
  assert.deepEqual(
    bodyBox([
      [0.2, 0.1, 0.9],
      [0.4, 0.8, 0.9],
      [0.9, 0.9, 0.1],
    ]),
    { left: 0.2, top: 0.1, right: 0.4, bottom: 0.8 },
  );
  assert.equal(bodyBox(null), null);
  assert.equal(bodyBox([[0.5, 0.5, 0]]), null);
});

test("the gauge fills the way the hips go", () => {
  assert.ok(goesDown("squat") && goesDown("lunge") && goesDown("wall_sit"));
  assert.ok(!goesDown("bridge") && !goesDown("jump_squat") && !goesDown("unheard_of"));
});

test("an axis has round numbers within its range", () => {
  assert.deepEqual(ticks([3, 98], 4), [50]);
  assert.deepEqual(ticks([0, 100], 4), [0, 50, 100]);
  assert.deepEqual(
    ticks([-0.28, 0.06], 4).map((x) => x.toFixed(1)),
    ["-0.2", "-0.1", "0.0"],
  );
  assert.deepEqual(timeTicks([0, 95], 5), [0, 30, 60, 90]);
});

test("a range leaves out what is missing, and is never empty", () => {
  assert.deepEqual(extent([3, null, 1], [0, 1]), [1, 3]);
  assert.deepEqual(extent([null], [0, 1]), [0, 1]);
  assert.deepEqual(extent([2, 2], [0, 1]), [1.5, 2.5]);
  assert.equal(linear([0, 10], [100, 0])(2.5), 75);
});

test("sorting puts numbers in order and what is missing last", () => {
  assert.deepEqual([3, undefined, 1, 2].sort(compare).slice(0, 3), [1, 2, 3]);
  assert.ok(compare(1, undefined) < 0);
  assert.ok(compare("a", "b") < 0);
});

test("the nearest moment is found, before the first and after the last too", () => {
  assert.deepEqual(
    [-1, 0.4, 0.6, 9].map((t) => nearest([0, 1, 2], t)),
    [0, 0, 1, 2],
  );
  assert.equal(nearest([], 1), -1);
});
