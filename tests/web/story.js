/** A squat, the messages of a server, and what they come to: the words of the tests' stories. */
import { INITIAL, reduce } from "../../web/state.js";

export const SQUAT = {
  key: "squat",
  name: "Squat",
  trains: "Thighs",
  goal: "20",
  placement: "",
  counts: "reps",
  per_side: false,
  signal: { name: "knee flexion", unit: "deg", measure: "knee_flexion_deg", start: 0, target: 90 },
  faults: [
    rule("shallow", "Sit deeper", ["front", "side"], 3),
    rule("knees_in", "Knees out", ["front", "three-quarter"], 1),
    rule("heels_up", "Heels down", ["side"], 2),
  ],
};

export const WALL_SIT = { ...SQUAT, key: "wall_sit", name: "Wall sit", counts: "hold" };

/** Ten squats, then half a minute of a wall sit. */
export const PLAN = {
  slug: "test",
  name: "Test",
  note: "",
  warm_up: "",
  warm_up_s: 0,
  about_s: 120,
  sets: [planned("squat", { reps: 10 }), planned("wall_sit", { seconds: 30 })],
};

function planned(exercise, goal) {
  const none = { reps: null, each_side: false, seconds: null, breaths: null, work_s: null };
  return { exercise, number: 1, of: 1, rest_s: 60, ...none, ...goal };
}

function rule(key, cue, views, priority) {
  return { key, cue, explains: "", views, turn: "Turn.", limbs: [[23, 25]], priority, limits: [] };
}

export function status(fields = {}) {
  return {
    type: "status",
    status: "live",
    session_id: 7,
    exercise: "squat",
    source: { kind: "camera", name: "Webcam" },
    camera: { status: "running", message: "", name: "Webcam" },
    saving: true,
    notice: null,
    ...fields,
  };
}

export const snapshot = (events, fields = {}) => ({
  ...status(fields),
  type: "snapshot",
  seq: events.length,
  events,
});

export const rep = (t, faults = [], fields = {}) => ({
  kind: "rep_counted",
  t,
  side: "both",
  start_s: t - 2,
  peak_s: t - 1,
  end_s: t,
  faults,
  not_judged: [],
  ...fields,
});

export const raised = (t, fault, side = "both") => ({ kind: "fault_raised", t, fault, side });
export const cleared = (t, fault) => ({ kind: "fault_cleared", t, fault });
export const refused = (t, reason) => ({ kind: "attempt_rejected", t, start_s: t - 1, end_s: t, reason });
export const seenFrom = (t, view) => ({ kind: "view_changed", t, view });

/** The state after some actions, starting from a page that knows its exercises. */
export function after(...actions) {
  const known = reduce(INITIAL, { type: "exercises", exercises: [SQUAT, WALL_SIT] });
  return [{ type: "connection", to: "open" }, ...actions].reduce(reduce, known);
}

/** The same for events of a running session, numbered from 1. */
export function afterEvents(...events) {
  return after(status(), ...numbered(events));
}

export function numbered(events, first = 1) {
  return events.map((event, i) => ({ type: "event", seq: first + i, event }));
}

/** A set without a target, as the server tells of it. */
export const trainedSet = (exercise, reps, fields = {}) => ({
  index: 1,
  exercise,
  side: "both",
  target_reps: null,
  target_s: null,
  work_s: null,
  start_s: 0,
  end_s: 60,
  reason: "",
  reps,
  attempts: [],
  holds: [],
  raised: [],
  corrected: 0,
  ...fields,
});

export const phase = (t, name, place, until_s = null) => ({
  kind: "phase_changed",
  t,
  phase: name,
  place,
  until_s,
});
export const started = (t, index, fields = {}) => ({
  kind: "set_started",
  t,
  index,
  exercise: "squat",
  side: "both",
  target_reps: 10,
  target_s: null,
  work_s: null,
  ...fields,
});

/** A frame of a picture at a time of the session. */
export const frame = (t, placement = null, pace = { fps: 30, busy: 0.5 }) => ({
  type: "frame",
  at: t,
  frame: { t, width: 4, height: 3, landmarks: null, view: null, signal: null, progress: null, placement, ...pace },
});
