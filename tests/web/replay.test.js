import assert from "node:assert/strict";
import { test } from "node:test";
import { amount } from "../../web/amounts.js";
import { bestRep, faultsAt, faultsHeld, inStep, repAt, worstRep } from "../../web/contrast.js";
import { Player } from "../../web/player.js";
import { sameSize } from "../../web/stick.js";
import { bodyAt, momentOf, phaseOf, reach, unpackTrack } from "../../web/track.js";
import { SQUAT, rep, trainedSet } from "./story.js";

/** The server's bytes: for each frame its time and where all landmarks are, null for nobody. */
function packed(frames, aspect = 4 / 3) {
  const bytes = new ArrayBuffer(8 + frames.length * (4 + 33 * 5));
  const view = new DataView(bytes);
  view.setUint32(0, frames.length, true);
  view.setFloat32(4, aspect, true);
  frames.forEach(([t, x, y], frame) => {
    view.setFloat32(8 + 4 * frame, t, true);
    for (let i = 0; i < 33; i++) {
      const at = 8 + 4 * frames.length + 4 * (33 * frame + i);
      view.setInt16(at, x === null ? -32768 : x * 2000, true);
      view.setInt16(at + 2, x === null ? -32768 : y * 2000, true);
      view.setUint8(8 + 136 * frames.length + 33 * frame + i, x === null ? 0 : 100);
    }
  });
  return bytes;
}

const close = (found, wanted) => assert.ok(Math.abs(found - wanted) < 1e-3, `${found} is not ${wanted}`);

test("between two frames the body is on the way from one to the other", () => {
  const track = unpackTrack(
    packed([
      [1, 0.2, 0.4],
      [1.2, 0.4, 0.6],
    ]),
  );
  close(track.aspect, 4 / 3);
  const [x, y, visibility] = bodyAt(track, 1.1)[11];
  close(x, 0.3);
  close(y, 0.5);
  close(visibility, 1);
});

test("where nobody was seen for a while there is no body", () => {
  const track = unpackTrack(
    packed([
      [1, 0.2, 0.4],
      [1.2, null, null],
      [1.4, null, null],
      [3, 0.2, 0.4],
    ]),
  );
  assert.equal(bodyAt(track, 1.3), null);
  assert.equal(bodyAt(track, 2.2), null);
  close(bodyAt(track, 2.9)[0][0], 0.2);
  close(bodyAt(track, 1.1)[0][0], 0.2);
  assert.equal(bodyAt(track, 9), null);
  assert.equal(bodyAt(unpackTrack(packed([])), 0), null);
});

test("bytes that are something else are refused", () => {
  assert.throws(() => unpackTrack(packed([[1, 0.2, 0.4]]).slice(0, -1)), RangeError);
  assert.throws(() => unpackTrack(new ArrayBuffer(3)), RangeError);
});

test("the reach of a movement is all that was seen of it", () => {
  const track = unpackTrack(
    packed([
      [0, 0.1, 0.9],
      [1, 0.2, 0.4],
      [1.2, 0.5, 0.6],
      [5, 0.9, 0.9],
    ]),
  );
  const { left, top, right, bottom } = reach(track, 1, 2);
  close(left, 0.2);
  close(right, 0.5);
  close(top, 0.4);
  close(bottom, 0.6);
  assert.equal(reach(track, 6, 7), null);
  assert.equal(reach(unpackTrack(packed([])), 0, 9), null);
});

test("two repetitions of different tempo run in step", () => {
  const slow = { start_s: 10, peak_s: 14, end_s: 16 };
  const quick = { start_s: 0, peak_s: 1, end_s: 2 };
  assert.equal(inStep(quick, slow, 12), 0.5);
  assert.equal(inStep(quick, slow, 14), 1);
  assert.equal(inStep(quick, slow, 15), 1.5);
  for (const phase of [0, 0.2, 0.5, 0.9, 1]) close(phaseOf(slow, momentOf(slow, phase)), phase);
  assert.equal(phaseOf(slow, 99), 1);
});

const set = [rep(2), rep(4, ["shallow"]), rep(6, ["knees_in"]), rep(8, ["knees_in", "shallow"]), rep(10)].map(
  (one, i) => ({ ...one, index: i + 1 }),
);

test("the worst repetition has the gravest fault, and the best beside it none", () => {
  const worst = worstRep(set, SQUAT);
  assert.equal(worst.index, 4);
  assert.equal(bestRep(set, worst).index, 5);
  assert.equal(worstRep([set[0]], SQUAT), null);
  assert.equal(bestRep(set, set[0]), null);
});

test("the best is one of the same leg, and one that was judged", () => {
  const left = { ...rep(2, ["shallow"], { side: "left" }), index: 1 };
  const others = [
    { ...rep(4, [], { side: "right" }), index: 2 },
    { ...rep(6, [], { side: "left", not_judged: ["shallow"] }), index: 3 },
    { ...rep(8, [], { side: "left" }), index: 4 },
  ];
  assert.equal(bestRep([left, ...others], left).index, 4);
  assert.equal(bestRep([left, ...others.slice(0, 2)], left).index, 3);
  assert.equal(bestRep([left, others[0]], left).index, 2);
});

test("a fault is marked around the turn of its repetition, the gravest first", () => {
  const keys = (time) => faultsAt(set[3], time, SQUAT).map(({ rule }) => rule.key);
  assert.deepEqual(keys(7), ["knees_in", "shallow"]);
  assert.deepEqual(keys(6.1), []);
  assert.equal(repAt(set, 7).index, 4);
  assert.equal(repAt(set, 20), undefined);
});

test("a fault of a hold is marked while it was up, on its side", () => {
  const held = trainedSet("squat", [], {
    holds: [{ start_s: 1, end_s: 9, faults: ["shallow"] }],
    raised: [{ fault: "shallow", side: "left", start_s: 3, end_s: 5 }],
  });
  const sides = (time) => faultsHeld(held, time, SQUAT).map(({ rule, side }) => `${rule.key} ${side}`);
  assert.deepEqual(sides(4), ["shallow left"]);
  assert.deepEqual(sides(6), []);
  assert.deepEqual(faultsHeld({ ...held, holds: [] }, 4, SQUAT), []);
});

test("how much a fault was is said in a unit that people know, or not at all", () => {
  const limit = (measure, unit, above, below) => ({ limits: [{ measure, unit, above, below }] });
  const measured = rep(2, [], {
    exceeded: { knees_inside: 0.15, lean_deg: 58.2, depth: 0.4, seconds: 0.55 },
  });
  assert.equal(amount(limit("knees_inside", "shanks", 0.1, null), measured), "about 6 cm");
  assert.equal(amount(limit("lean_deg", "deg", 53, null), measured), "58°, at most 53°");
  assert.equal(amount(limit("seconds", "s", null, 0.7), measured), "0.6 s, at least 0.7 s");
  assert.equal(amount(limit("depth", "", null, 0.7), measured), "");
  assert.equal(amount(limit("not_measured", "deg", 1, null), measured), "");
  assert.equal(amount(undefined, measured), "");
});

test("the clock stops at its end, or starts again when it loops", () => {
  const player = new Player(() => {});
  player.load(2, 4, false);
  player.setSpeed(0.5);
  player.running = true;
  player.advance(1);
  assert.equal(player.position, 2.5);
  player.advance(9);
  assert.deepEqual([player.position, player.running], [4, false]);
  player.load(2, 4, true);
  player.running = true;
  player.advance(9);
  assert.deepEqual([player.position, player.running], [2, true]);
  player.seek(99);
  assert.equal(player.position, 4);
});

test("bodies to be compared are drawn in one size, each on its own floor", () => {
  const [one, two] = sameSize([
    { left: 0, top: 0.2, right: 0.2, bottom: 1 },
    { left: 0.5, top: 0.5, right: 0.9, bottom: 0.9 },
  ]);
  close(one.right - one.left, two.right - two.left);
  close(one.bottom - one.top, two.bottom - two.top);
  close(one.bottom - 1, two.bottom - 0.9);
});
