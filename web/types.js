/**
 * The shapes that the server sends, written down once for the type checker. No code.
 *
 * @typedef {object} Fault
 * @property {string} key
 * @property {string} cue what to do, not what is wrong: "Knees out"
 * @property {string} explains one sentence
 * @property {string[]} views from where it can be judged
 * @property {string} turn how to turn so that it can be judged
 * @property {number[][]} limbs pairs of landmark numbers
 * @property {number} priority lowest is worst
 *
 * @typedef {object} Exercise
 * @property {string} key
 * @property {string} name
 * @property {string} trains
 * @property {string} goal
 * @property {string} placement
 * @property {"reps" | "hold"} counts
 * @property {boolean} per_side
 * @property {{name: string, unit: string, start: number, target: number}} signal
 * @property {Fault[]} faults
 *
 * @typedef {object} CoachEvent one of formcheck/core/events.py as a plain object; which fields are there
 *   depends on `kind`
 * @property {string} kind
 * @property {number} t
 * @property {string} [view]
 * @property {string} [fault]
 * @property {string} [side]
 * @property {number} [index]
 * @property {number} [start_s]
 * @property {number} [end_s]
 * @property {number} [held_s]
 * @property {string} [reason]
 * @property {string[]} [faults]
 * @property {string[]} [not_judged]
 *
 * @typedef {"idle" | "starting" | "live" | "paused" | "over"} Status over: ended, and the camera rests
 *   until the next choice
 *
 * @typedef {object} Camera
 * @property {string} status
 * @property {string} message
 * @property {string | null} name
 *
 * @typedef {object} Source
 * @property {string} kind camera, file, url or demo
 * @property {string} name
 *
 * @typedef {object} FrameInfo
 * @property {number} t
 * @property {number} width
 * @property {number} height
 * @property {number[][] | null} landmarks 33 of [x, y, visibility], 0..1
 * @property {string | null} view
 * @property {number | null} signal
 * @property {number | null} progress
 * @property {number} fps
 *
 * @typedef {object} StatusFields
 * @property {Status} status
 * @property {number | null} session_id
 * @property {string | null} exercise the running one, else the chosen one
 * @property {Source} source
 * @property {Camera} camera
 * @property {boolean} saving
 * @property {string | null} notice
 *
 * @typedef {StatusFields & {type: "snapshot", seq: number, events: CoachEvent[]}} Snapshot
 * @typedef {StatusFields & {type: "status"}} StatusMessage
 * @typedef {{type: "event", seq: number, event: CoachEvent}} EventMessage
 * @typedef {{type: "ended", session_id: number | null}} EndedMessage null: it could not be saved
 * @typedef {{type: "error", message: string}} ErrorMessage
 * @typedef {Snapshot | StatusMessage | EventMessage | EndedMessage | ErrorMessage} ServerMessage
 *
 * @typedef {object} Rep
 * @property {number} index
 * @property {string} side
 * @property {number} start_s
 * @property {number} peak_s
 * @property {number} end_s
 * @property {string[]} faults
 * @property {string[]} not_judged
 * @property {Record<string, number>} measures
 *
 * @typedef {{start_s: number, end_s: number, reason: string}} Attempt
 * @typedef {object} Hold
 * @property {string} side
 * @property {number} start_s
 * @property {number} end_s
 * @property {number} held_s verified seconds
 * @property {string} reason why it ended
 * @property {string[]} faults
 *
 * @typedef {object} Session
 * @property {number} id
 * @property {string} started_at
 * @property {string | null} ended_at
 * @property {string} exercise
 * @property {Source} source
 * @property {"running" | "done" | "interrupted"} status
 * @property {number} duration_s
 * @property {number} reps
 * @property {number} attempts
 * @property {number} held_s
 * @property {number} clean_reps
 * @property {Record<string, number>} faults
 *
 * @typedef {object} Summary
 * @property {Rep[]} reps
 * @property {Attempt[]} attempts
 * @property {Hold[]} holds
 * @property {string | null} view
 * @property {Record<string, number>} faults
 *
 * @typedef {{name: string, unit: string, t: number[], value: (number | null)[]}} Curve
 * @typedef {Session & {summary: Summary, curve: Curve}} FullSession
 *
 * @typedef {object} Analysis
 * @property {"running" | "done" | "failed" | "cancelled"} status
 * @property {number} progress
 * @property {number | null} session_id
 * @property {string | null} error
 * @property {string[]} warnings
 */
export {};
