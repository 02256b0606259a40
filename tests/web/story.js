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
  signal: { name: "knee flexion", unit: "deg", start: 0, target: 90 },
  faults: [
    rule("shallow", "Sit deeper", ["front", "side"], 3),
    rule("knees_in", "Knees out", ["front", "three-quarter"], 1),
    rule("heels_up", "Heels down", ["side"], 2),
  ],
};

export const WALL_SIT = { ...SQUAT, key: "wall_sit", name: "Wall sit", counts: "hold" };

function rule(key, cue, views, priority) {
  return { key, cue, explains: "", views, turn: "Turn.", limbs: [[23, 25]], priority };
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
