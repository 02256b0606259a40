import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cameraState,
  canStart,
  currentExercise,
  isMirrored,
  notCountedReason,
  ruleStates,
  worstFault,
} from "../../web/selectors.js";
import { INITIAL, isRunning, reduce } from "../../web/state.js";
import {
  SQUAT,
  after,
  afterEvents,
  cleared,
  numbered,
  raised,
  refused,
  rep,
  seenFrom,
  snapshot,
  status,
} from "./story.js";

test("three squats count three, on the side that they belong to", () => {
  const { tally } = afterEvents(
    rep(2, [], { side: "left" }),
    rep(4, [], { side: "right" }),
    rep(6, [], { side: "left" }),
  );
  assert.equal(tally.reps, 3);
  assert.deepEqual(tally.sides, { left: 2, right: 1 });
});

test("an event that comes twice counts once", () => {
  const once = afterEvents(rep(2));
  assert.equal(reduce(once, { type: "event", seq: 1, event: rep(2) }), once);
});

test("a missed event makes the state stale, and nothing is guessed until the next snapshot", () => {
  const stale = reduce(afterEvents(rep(2)), { type: "event", seq: 3, event: rep(6) });
  assert.ok(stale.stale);
  assert.equal(reduce(stale, { type: "event", seq: 2, event: rep(4) }).tally.reps, 1);
  const fresh = reduce(stale, snapshot([rep(2), rep(4), rep(6)]));
  assert.equal(fresh.tally.reps, 3);
  assert.equal(fresh.stale, false);
});

test("the server goes and comes back: the snapshot replaces the count, later events go on from it", () => {
  const before = afterEvents(rep(2), rep(4));
  const gone = reduce(before, { type: "connection", to: "gone" });
  const back = reduce(gone, snapshot([rep(2), rep(4), rep(6)]));
  const repeated = numbered([rep(6), rep(8)], 3).reduce(reduce, back);
  assert.equal(back.tally.reps, 3);
  assert.equal(repeated.tally.reps, 4);
});

test("a session that ended while the page was away is shown as ended", () => {
  const running = afterEvents(rep(2));
  assert.equal(reduce(running, snapshot([], { status: "idle", session_id: null })).ended, 7);
  assert.equal(reduce(running, snapshot([rep(2)], { status: "over" })).ended, 7);
  assert.equal(reduce(running, snapshot([rep(2)])).ended, null);
});

test("a new session starts at nothing, also when it cannot be saved and has no number", () => {
  const second = reduce(afterEvents(rep(2)), status({ status: "starting", session_id: 8 }));
  assert.equal(second.tally.reps, 0);
  const over = reduce(
    after(status({ session_id: null }), ...numbered([rep(2)])),
    status({ status: "over", session_id: null }),
  );
  assert.equal(over.tally.reps, 1);
  assert.equal(reduce(over, status({ status: "starting", session_id: null })).tally.reps, 0);
});

test("a session that gets its number late, because the disk refused at first, keeps its count", () => {
  const unsaved = after(status({ session_id: null, saving: false }), ...numbered([rep(2), rep(4)]));
  const saved = reduce(unsaved, status({ session_id: 5 }));
  assert.deepEqual([saved.tally.reps, saved.sessionId, saved.seq], [2, 5, 2]);
  const third = reduce(saved, { type: "event", seq: 3, event: rep(6) });
  assert.deepEqual([third.tally.reps, third.stale], [3, false]);
  assert.equal(reduce(unsaved, snapshot([rep(2), rep(4)], { session_id: 5 })).ended, null);
  assert.equal(reduce(saved, status({ session_id: null })).tally.reps, 0);
});

test("a pause keeps the count", () => {
  const paused = reduce(afterEvents(rep(2)), status({ status: "paused" }));
  assert.equal(paused.tally.reps, 1);
  assert.ok(isRunning(paused));
});

test("of two faults the worse is shown, and the other when it is over", () => {
  const both = afterEvents(raised(1, "shallow"), raised(1, "knees_in", "left"));
  assert.equal(worstFault(both)?.rule.cue, "Knees out");
  assert.equal(worstFault(both)?.side, "left");
  const one = reduce(both, { type: "event", seq: 3, event: cleared(2, "knees_in") });
  assert.equal(worstFault(one)?.rule.cue, "Sit deeper");
});

test("a fault that this page has never heard of is not shown", () => {
  assert.equal(worstFault(afterEvents(raised(1, "levitating"))), null);
});

test("a rule is judged only from where it can be seen", () => {
  const states = (...events) =>
    Object.fromEntries(ruleStates(afterEvents(...events)).map((one) => [one.rule.key, one.state]));
  assert.deepEqual(states(), { shallow: "unseen", knees_in: "unseen", heels_up: "unseen" });
  assert.deepEqual(states(seenFrom(1, "front")), {
    shallow: "judging",
    knees_in: "judging",
    heels_up: "unseen",
  });
  assert.deepEqual(states(seenFrom(1, "side"), raised(2, "shallow")), {
    shallow: "fault",
    knees_in: "unseen",
    heels_up: "judging",
  });
  assert.deepEqual(states(seenFrom(1, "front"), { kind: "person_lost", t: 2 }), {
    shallow: "unseen",
    knees_in: "unseen",
    heels_up: "unseen",
  });
});

test("why a movement did not count is news for a few seconds, and until the next one", () => {
  const state = afterEvents(refused(2, "too_small"));
  const frame = (t) => ({ type: "frame", frame: { t } });
  assert.equal(notCountedReason(state), "too_small");
  assert.equal(notCountedReason(reduce(state, frame(3))), "too_small");
  assert.equal(notCountedReason(reduce(state, frame(7))), null);
  assert.equal(notCountedReason(reduce(state, { type: "event", seq: 2, event: rep(3) })), null);
});

test("only verified seconds of a hold are counted, each hold anew", () => {
  const tick = (t, held_s) => ({ kind: "hold_ticked", t, side: "both", start_s: 0, held_s });
  const over = {
    kind: "hold_ended",
    t: 13,
    side: "both",
    start_s: 0,
    end_s: 13,
    held_s: 12.4,
    reason: "stood_up",
    faults: [],
  };
  const first = afterEvents(tick(1, 1), tick(12, 12));
  assert.equal(first.tally.held, 12);
  const second = numbered([over, tick(20, 1)], 3).reduce(reduce, first);
  assert.equal(second.tally.held, 1);
  assert.equal(second.tally.heldBefore, 12.4);
});

test("a mirror for a camera and the demo, no mirror for a film", () => {
  const from = (kind) => isMirrored(after(status({ source: { kind, name: "" } })));
  assert.deepEqual(["camera", "url", "demo", "file"].map(from), [true, true, true, false]);
});

test("the camera's troubles are told from waiting and from resting", () => {
  const seen = (name) => cameraState(after(status({ camera: { status: name, message: "", name: null } })));
  assert.deepEqual(["running", "loading", "opening"].map(seen), ["seeing", "waiting", "waiting"]);
  assert.deepEqual(["not_found", "busy", "denied", "stalled", "failed"].map(seen), Array(5).fill("trouble"));
  assert.deepEqual(["none", "ended"].map(seen), ["resting", "resting"]);
  assert.equal(cameraState({ ...INITIAL, connection: "gone" }), "waiting");
});

test("without a camera no session starts from it; with one, or from a film at rest, it does", () => {
  const camera = (name) => ({ status: name, message: "", name: null });
  const may = (name) => canStart(after(status({ status: "idle", camera: camera(name) })));
  assert.deepEqual(["running", "opening", "none", "ended"].map(may), Array(4).fill(true));
  assert.deepEqual(["not_found", "busy", "denied", "stalled", "failed"].map(may), Array(5).fill(false));
  assert.ok(!canStart(reduce(after(status({ status: "idle" })), { type: "connection", to: "gone" })));
  assert.ok(!canStart(INITIAL));
});

test("the first exercise is chosen until somebody chooses; the server's choice wins", () => {
  assert.equal(currentExercise(after())?.key, "squat");
  const chosen = after({ type: "choose", exercise: "wall_sit" });
  assert.equal(chosen.chosen, "wall_sit");
  assert.equal(reduce(chosen, { type: "choose", exercise: "juggling" }).chosen, "squat");
  assert.equal(reduce(chosen, status({ exercise: "squat" })).chosen, "squat");
});

test("exercises that arrive after the snapshot keep its choice", () => {
  const early = reduce(INITIAL, snapshot([], { exercise: "squat", status: "idle" }));
  assert.equal(
    reduce(early, { type: "exercises", exercises: [{ ...SQUAT, key: "lunge" }, SQUAT] }).chosen,
    "squat",
  );
});

test("a refusal is shown until the state of things changes", () => {
  const refusedStart = after(status({ status: "idle" }), { type: "error", message: "A session is running." });
  assert.equal(refusedStart.error, "A session is running.");
  assert.equal(reduce(refusedStart, status({ status: "starting" })).error, null);
});

test("an event of a later version changes nothing but the number", () => {
  const state = afterEvents({ kind: "applause", t: 1 });
  assert.equal(state.seq, 1);
  assert.equal(state.tally.reps, 0);
});

const phase = (t, name, place, until_s = null) => ({ kind: "phase_changed", t, phase: name, place, until_s });
const setStarted = (t, index, fields = {}) => ({
  kind: "set_started",
  t,
  index,
  exercise: "squat",
  side: "both",
  target_reps: 20,
  target_s: null,
  work_s: null,
  ...fields,
});

test("each set of a workout begins at nothing, with its own target", () => {
  const { tally } = afterEvents(setStarted(1, 1), rep(3), rep(5), setStarted(60, 2), rep(62));
  assert.equal(tally.reps, 1);
  assert.deepEqual(tally.set, {
    index: 2,
    exercise: "squat",
    eachSide: false,
    targetReps: 20,
    targetS: null,
    workS: null,
  });
});

test("a workout's phase and the side whose turn it is are known until they change", () => {
  const { tally } = afterEvents(
    phase(1, "work", 2),
    setStarted(1, 1, { side: "each" }),
    rep(3, [], { side: "left" }),
    { kind: "side_due", t: 3, side: "right" },
  );
  assert.deepEqual(tally.phase, { name: "work", place: 2, untilS: null });
  assert.equal(tally.due, "right");
  assert.ok(tally.set.eachSide);
  assert.equal(afterEvents(phase(1, "work", 1), phase(9, "rest", 2, 69)).tally.phase.untilS, 69);
});

test("a correction stands beside the coach's count", () => {
  const { tally } = afterEvents(rep(3), { kind: "rep_corrected", t: 4, set: 1, change: -1 });
  assert.deepEqual([tally.reps, tally.corrected], [1, -1]);
});

test("the holds of a set add up, the one that is on included", () => {
  const held = (kind, held_s) => ({ kind, t: 9, side: "both", start_s: 0, held_s, reason: "stood_up" });
  const { tally } = afterEvents(held("hold_ended", 12.5), held("hold_ticked", 4));
  assert.deepEqual([tally.held, tally.heldInSet], [4, 16.5]);
});
