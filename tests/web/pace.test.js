import assert from "node:assert/strict";
import { test } from "node:test";
import { QUICK, paceAfter } from "../../web/pace.js";
import { after, frame, status } from "./story.js";

/** Pictures for some seconds from a time on, at the pace that they say. */
function pictures(from, seconds, fps, busy = 0.95) {
  const times = Array.from({ length: Math.floor(seconds * fps) + 1 }, (_, i) => from + i / fps);
  return times.map((at) => [{ fps, busy }, at]);
}
const fold = (pace, ...seen) => seen.flat().reduce((before, [one, at]) => paceAfter(before, one, at), pace);

test("slow for some seconds is said, with the number", () => {
  assert.equal(fold(QUICK, pictures(0, 3.9, 8)).slow, null);
  const { slow, shown } = fold(QUICK, pictures(0, 4.2, 8));
  assert.deepEqual([slow, shown], ["computer", 8]);
});

test("that it is the computer is said only where looking takes the time", () => {
  assert.equal(fold(QUICK, pictures(0, 5, 8, 0.3)).slow, "unclear");
});

test("a stumble is not said, nor a pace around the limit", () => {
  assert.equal(fold(QUICK, pictures(0, 3, 5), pictures(3, 1, 30), pictures(4, 3, 5)).slow, null);
  const around = Array.from({ length: 200 }, (_, i) => [{ fps: i % 2 ? 9 : 11, busy: 1 }, i / 10]);
  assert.equal(fold(QUICK, around).slow, null);
});

test("what was said goes only when it is clearly quicker for some seconds, and is said anew only when the number is another", () => {
  const slow = fold(QUICK, pictures(0, 5, 8));
  assert.equal(fold(slow, pictures(5, 20, 11)).slow, "computer");
  assert.equal(fold(slow, pictures(5, 20, 9)).shown, 8);
  assert.deepEqual(fold(slow, pictures(5, 20, 3, 0.2)), { slow: "unclear", shown: 3, since: null });
  assert.equal(fold(slow, pictures(5, 3, 30)).slow, "computer");
  assert.equal(fold(slow, pictures(5, 4.2, 30)).slow, null);
});

test("there is always at least one picture a second to tell of", () => {
  assert.equal(fold(QUICK, pictures(0, 30, 0.2)).shown, 1);
});

test("of a pace that is not known yet nothing is said", () => {
  assert.equal(fold(QUICK, [[{ fps: 0, busy: 0 }, 0]], [[{ fps: 0, busy: 0 }, 60]]), QUICK);
});

test("a camera that opens, stops or comes back from afar begins anew", () => {
  const slow = [0, 1, 2, 3, 4].map((t) => frame(t, null, { fps: 1, busy: 1 }));
  assert.equal(after(status(), ...slow).pace.slow, "computer");
  for (const news of [
    status({ camera: { status: "opening", message: "", name: null } }),
    status({ camera: { status: "stalled", message: "", name: null } }),
    { type: "connection", to: "gone" },
  ]) {
    assert.equal(after(status(), ...slow, news).pace, QUICK);
  }
  assert.equal(after(status(), ...slow, status({ status: "paused" })).pace.slow, "computer");
});
