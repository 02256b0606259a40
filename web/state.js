/**
 * The page's state: a pure fold of what the server says. No clock, no network, no document.
 *
 * @typedef {import("./types.js").CoachEvent} CoachEvent
 * @typedef {import("./types.js").Exercise} Exercise
 * @typedef {import("./types.js").FrameInfo} FrameInfo
 *
 * @typedef {{kind: "rep" | "attempt" | "hold", t: number, side: string, reason: string, faults: string[]}}
 *   Outcome
 *
 * @typedef {object} RunningSet
 * @property {number} index
 * @property {string} exercise
 * @property {boolean} eachSide the target is for each side
 * @property {number | null} targetReps
 * @property {number | null} targetS verified seconds of a hold
 * @property {number | null} workS
 *
 * @typedef {{name: string, place: number, untilS: number | null}} Phase
 *
 * @typedef {object} Tally what the events of the running session add up to
 * @property {number} reps
 * @property {Record<string, number>} sides repetitions of each side
 * @property {number} held verified seconds of the hold that is on, else of the last one
 * @property {number} heldBefore verified seconds of the holds that are over
 * @property {string | null} view
 * @property {boolean} present somebody is in view
 * @property {{fault: string, side: string}[]} raised faults that are true now
 * @property {Record<string, number>} streaks how many repetitions in a row carried a fault
 * @property {Outcome | null} last how the last movement ended
 * @property {number} heldInSet verified seconds of all holds of the set
 * @property {number} corrected repetitions of the set that the person added or took back
 * @property {RunningSet | null} set the set that is on, else the last one; without a plan null
 * @property {number} setAt when that set began (s)
 * @property {Phase | null} phase where a guided workout is
 * @property {string | null} due the side whose turn it is, once the other has done its share
 *
 * @typedef {object} State
 * @property {"connecting" | "open" | "gone"} connection
 * @property {Exercise[]} exercises
 * @property {import("./types.js").Plan[]} plans workouts to choose from
 * @property {string[]} planFaults what is wrong with the files of others
 * @property {string | null} chosen the exercise of the running or else of the next session
 * @property {import("./types.js").Status} status
 * @property {number | null} sessionId
 * @property {import("./types.js").Plan | null} plan the running workout
 * @property {boolean} auto the coach finds out which exercise it is
 * @property {boolean} listening and it is not known yet
 * @property {import("./types.js").Source} source
 * @property {import("./types.js").Camera} camera
 * @property {boolean} saving
 * @property {string | null} notice
 * @property {string | null} error the last refusal of the server
 * @property {number} seq number of the last event taken in
 * @property {boolean} stale an event was missed: a new snapshot is needed
 * @property {Tally} tally
 * @property {FrameInfo | null} frame
 * @property {import("./pace.js").Pace} pace whether the pictures come too slowly
 * @property {number} now seconds of the source, as far as known
 * @property {string | null} ownCamera why the camera that this page opens does not
 * @property {number | null} ended the session that has just ended
 *
 * @typedef {import("./types.js").ServerMessage
 *   | {type: "connection", to: State["connection"]}
 *   | {type: "exercises", exercises: Exercise[]}
 *   | {type: "plans", plans: import("./types.js").Plan[], faults: string[]}
 *   | {type: "choose", exercise: string}
 *   | {type: "frame", frame: FrameInfo, at: number}
 *   | {type: "ownCamera", trouble: string | null}
 *   | {type: "dismiss"}} Action
 */
import { QUICK, paceAfter } from "./pace.js";

/** What begins at nothing with each set. */
const NOTHING_DONE = {
  reps: 0,
  sides: {},
  held: 0,
  heldBefore: 0,
  heldInSet: 0,
  corrected: 0,
  streaks: {},
  last: null,
  due: null,
};

/** @type {Tally} */
const EMPTY = { ...NOTHING_DONE, view: null, present: false, raised: [], set: null, setAt: 0, phase: null };

/** @type {State} */
export const INITIAL = {
  connection: "connecting",
  exercises: [],
  plans: [],
  planFaults: [],
  chosen: null,
  status: "idle",
  sessionId: null,
  plan: null,
  auto: false,
  listening: false,
  source: { kind: "camera", name: "" },
  camera: { status: "none", message: "", name: null },
  saving: true,
  notice: null,
  error: null,
  seq: 0,
  stale: false,
  tally: EMPTY,
  frame: null,
  pace: QUICK,
  now: 0,
  ownCamera: null,
  ended: null,
};

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  switch (action.type) {
    case "snapshot":
      return {
        ...withStatus(state, action),
        seq: action.seq,
        stale: false,
        tally: action.events.reduce(count, EMPTY),
        now: action.events.at(-1)?.t ?? 0,
        ended: endedMeanwhile(state, action),
      };
    case "status":
      return withStatus(state, action);
    case "event":
      return withEvent(state, action.seq, action.event);
    case "ended":
      return { ...state, ended: action.session_id };
    case "error":
      return { ...state, error: action.message };
    case "frame":
      return withFrame(state, action.frame, action.at);
    case "ownCamera":
      return { ...state, ownCamera: action.trouble };
    case "connection":
      return { ...state, connection: action.to, ...(action.to === "open" ? {} : { frame: null, pace: QUICK }) };
    case "exercises":
      return { ...state, exercises: action.exercises, chosen: pick(state.chosen, action.exercises) };
    case "plans":
      return { ...state, plans: action.plans, planFaults: action.faults };
    case "choose":
      return { ...state, ...chosenOne(state, action.exercise), error: null };
    case "dismiss":
      return { ...state, error: null, ended: null };
  }
}

/**
 * The session that runs is the one that ran: one that could not be saved has no number until it can be.
 * @param {State} state
 * @param {import("./types.js").StatusFields} fields
 */
function isSame(state, fields) {
  const number = state.sessionId ?? fields.session_id;
  return isRunning(state) && isRunning(fields) && fields.session_id === number;
}

/**
 * A session that was running when the server went away, and is not running any more.
 * @param {State} state
 * @param {import("./types.js").Snapshot} snapshot
 */
function endedMeanwhile(state, snapshot) {
  const over = isRunning(state) && !isSame(state, snapshot);
  return over ? state.sessionId : state.ended;
}

/**
 * @param {State} state
 * @param {import("./types.js").StatusFields} fields
 * @returns {State}
 */
function withStatus(state, fields) {
  const another = isRunning(fields) && !isSame(state, fields);
  return {
    ...state,
    status: fields.status,
    sessionId: fields.session_id,
    chosen: fields.exercise ?? state.chosen,
    plan: fields.plan ?? null,
    auto: fields.auto ?? false,
    listening: (fields.auto ?? false) && fields.exercise === null,
    source: fields.source,
    camera: fields.camera,
    pace: fields.camera.status === "running" ? state.pace : QUICK,
    saving: fields.saving,
    notice: fields.notice,
    error: fields.status === state.status ? state.error : null,
    ...(another ? { seq: 0, stale: false, tally: EMPTY, now: 0, ended: null } : {}),
  };
}

/**
 * @param {State} state
 * @param {FrameInfo} frame
 * @param {number} at
 * @returns {State}
 */
function withFrame(state, frame, at) {
  return { ...state, frame, pace: paceAfter(state.pace, frame, at), now: Math.max(state.now, frame.t) };
}

/**
 * Each event once, in order; a gap makes the state stale.
 * @param {State} state
 * @param {number} seq
 * @param {CoachEvent} event
 * @returns {State}
 */
function withEvent(state, seq, event) {
  if (state.stale || seq <= state.seq) return state;
  if (seq > state.seq + 1) return { ...state, stale: true };
  return { ...state, seq, tally: count(state.tally, event), now: Math.max(state.now, event.t) };
}

/**
 * @param {Tally} tally
 * @param {CoachEvent} event
 * @returns {Tally}
 */
function count(tally, event) {
  const { t, side = "both", faults = [], fault = "" } = event;
  switch (event.kind) {
    case "rep_counted":
      return {
        ...tally,
        reps: tally.reps + 1,
        sides: { ...tally.sides, [side]: (tally.sides[side] ?? 0) + 1 },
        streaks: Object.fromEntries(faults.map((key) => [key, (tally.streaks[key] ?? 0) + 1])),
        last: { kind: "rep", t, side, reason: "", faults },
      };
    case "attempt_rejected":
      return { ...tally, last: { kind: "attempt", t, side, reason: event.reason ?? "", faults: [] } };
    case "hold_ticked":
      return {
        ...tally,
        held: event.held_s ?? 0,
        heldInSet: tally.heldBefore + (event.held_s ?? 0),
      };
    case "hold_ended":
      return {
        ...tally,
        held: event.held_s ?? 0,
        heldBefore: tally.heldBefore + (event.held_s ?? 0),
        heldInSet: tally.heldBefore + (event.held_s ?? 0),
        last: { kind: "hold", t, side, reason: event.reason ?? "", faults },
      };
    case "phase_changed": {
      const { phase = "", place = 1, until_s = null } = event;
      return { ...tally, phase: { name: phase, place, untilS: until_s } };
    }
    case "set_started":
      return { ...tally, ...NOTHING_DONE, raised: [], set: setOf(event), setAt: t };
    case "side_due":
      return { ...tally, due: side };
    case "rep_corrected":
      return { ...tally, corrected: tally.corrected + (event.change ?? 0) };
    case "fault_raised":
      return { ...tally, raised: [...without(tally.raised, fault), { fault, side }] };
    case "fault_cleared":
      return { ...tally, raised: without(tally.raised, fault) };
    case "view_changed":
      return { ...tally, view: event.view ?? null };
    case "person_found":
      return { ...tally, present: true };
    case "person_lost":
      return { ...tally, present: false, view: null, raised: [] };
    default:
      return tally;
  }
}

/**
 * @param {CoachEvent} event
 * @returns {RunningSet}
 */
function setOf({ index = 1, exercise = "", side, target_reps = null, target_s = null, work_s = null }) {
  const eachSide = side === "each";
  return { index, exercise, eachSide, targetReps: target_reps, targetS: target_s, workS: work_s };
}

/**
 * @param {Tally["raised"]} raised
 * @param {string} fault
 */
function without(raised, fault) {
  return raised.filter((one) => one.fault !== fault);
}

/**
 * @param {string | null} key
 * @param {Exercise[]} exercises
 */
function pick(key, exercises) {
  return exercises.some((one) => one.key === key) ? key : (exercises[0]?.key ?? key);
}

/**
 * One exercise, or "auto"; no plan any more, until the server says otherwise.
 * @param {State} state
 * @param {string} exercise
 */
function chosenOne({ chosen, exercises }, exercise) {
  const auto = exercise === "auto";
  return { auto, listening: auto, plan: null, chosen: auto ? chosen : pick(exercise, exercises) };
}

/**
 * A session is on, from the start command to the end.
 * @param {{status: import("./types.js").Status}} state
 */
export function isRunning({ status }) {
  return status === "starting" || status === "live" || status === "paused";
}
