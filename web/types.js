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
 * @property {Limit[]} limits
 *
 * @typedef {{measure: string, unit: string, above: number | null, below: number | null}} Limit beyond it a
 *   repetition is faulty; `measure` is its name in what a repetition exceeded
 *
 * @typedef {object} Exercise
 * @property {string} key
 * @property {string} name
 * @property {string} trains
 * @property {string} goal
 * @property {string} placement
 * @property {"reps" | "hold"} counts
 * @property {boolean} per_side
 * @property {[number, number] | null} [tempo] seconds of the way out and of the way back
 * @property {number | null} [breath_s] seconds of one breath of a hold
 * @property {{name: string, unit: string, measure: string, start: number, target: number}} signal
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
 * @property {string} [phase] of phase_changed: warm_up, ready, countdown, work, away, rest or done
 * @property {number} [place] of phase_changed: which set of the plan is on or comes next, from 1
 * @property {number | null} [until_s] of phase_changed: when it is over by itself
 * @property {string} [exercise] of set_started
 * @property {number | null} [target_reps] of set_started; with side "each" for each side
 * @property {number | null} [target_s] of set_started: verified seconds of a hold
 * @property {number | null} [work_s] of set_started: how long it lasts, whatever is done
 * @property {number} [set] of rep_corrected: index of the set
 * @property {1 | -1} [change] of rep_corrected
 *
 * @typedef {object} PlannedSet
 * @property {string} exercise
 * @property {number} number of the sets of its exercise, from 1
 * @property {number} of how many those are
 * @property {number | null} reps
 * @property {boolean} each_side the repetitions are for each side
 * @property {number | null} seconds verified, of a hold
 * @property {number | null} breaths the same, in breaths
 * @property {number | null} work_s
 * @property {number} rest_s after it
 *
 * @typedef {object} Plan
 * @property {string} slug
 * @property {string} name
 * @property {string} note
 * @property {string} warm_up
 * @property {number} warm_up_s
 * @property {number} about_s how long it takes, about
 * @property {PlannedSet[]} sets
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
 * @property {string | null} [placement] what the placement coach says: "good", or how to be seen better
 * @property {number} fps pictures a second that are looked at; 0 when it is not known yet
 * @property {number} busy the share of the time that looking takes, 0..1
 *
 * @typedef {object} StatusFields
 * @property {Status} status
 * @property {number | null} session_id
 * @property {string | null} exercise the running one, else the chosen one
 * @property {Source} source
 * @property {Camera} camera
 * @property {Plan | null} [plan] the running workout, else the chosen one
 * @property {boolean} [auto] the coach finds out which exercise it is
 * @property {boolean} saving
 * @property {string | null} notice
 *
 * @typedef {StatusFields & {type: "snapshot", seq: number, events: CoachEvent[]}} Snapshot
 * @typedef {StatusFields & {type: "status"}} StatusMessage
 * @typedef {{type: "event", seq: number, event: CoachEvent}} EventMessage
 * @typedef {{type: "ended", session_id: number | null}} EndedMessage null: it could not be saved
 * @typedef {{type: "error", message: string}} ErrorMessage
 *
 * What the page may say: {type: "start", source?, ...} with plan (its slug), or exercise (a key, or "auto")
 * and perhaps the goal of a set (sets, reps, each_side, seconds, breaths, work_s, rest_s, minutes);
 * {type: "pause" | "resume" | "stop" | "skip" | "back"}; {type: "correct", change: 1 | -1};
 * {type: "exercise", exercise}; {type: "plan", plan, exercise?} with one in the place of the plan's only one.
 *
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
 * @property {Record<string, number>} [exceeded] what the limits of its faults were exceeded with
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
 * @typedef {object} TrainedSet a session without a plan is one set without a target
 * @property {number} index
 * @property {string} exercise
 * @property {"both" | "each"} side each: the target is for each side
 * @property {number | null} target_reps
 * @property {number | null} target_s verified seconds of a hold
 * @property {number | null} work_s how long it was to last, whatever was done
 * @property {number} start_s
 * @property {number} end_s
 * @property {string} reason target, time, skipped, back, left, stopped, or empty
 * @property {Rep[]} reps
 * @property {Attempt[]} attempts
 * @property {Hold[]} holds
 * @property {{fault: string, side: string, start_s: number, end_s: number}[]} raised when a fault was up
 * @property {number} corrected repetitions that the person added or took back
 *
 * @typedef {object} Session
 * @property {number} id
 * @property {string} started_at
 * @property {string | null} ended_at
 * @property {string} exercise its key, or "workout" when there are several
 * @property {string[]} exercises in the order in which they were begun
 * @property {string | null} plan the name of the plan that it followed
 * @property {number} sets
 * @property {number} corrected repetitions that the person added or took back
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
 * @property {number} corrected
 * @property {TrainedSet[]} sets
 *
 * @typedef {{name: string, unit: string, t: number[], value: (number | null)[]}} Curve
 * @typedef {Session & {summary: Summary, curve: Curve}} FullSession
 *
 * @typedef {object} Tally what was done of an exercise; null where nothing of the kind was done or seen
 * @property {string} exercise
 * @property {number} sets
 * @property {number} reps
 * @property {number} corrected
 * @property {number} judged
 * @property {number} clean
 * @property {number | null} clean_share 0..1
 * @property {number | null} depth in the unit of the exercise's signal
 * @property {number | null} seconds of a repetition
 * @property {number} held_s
 * @property {number} longest_s
 * @property {number} attempts
 * @property {Record<string, number>} faults
 * @property {string[]} never_judged
 *
 * @typedef {Tally & {session: number, started_at: string}} Point what one session had of an exercise
 * @typedef {{value: number, session: number, started_at: string}} Best
 * @typedef {{exercise: string, points: Point[], bests: Record<string, Best>}} Trend oldest point first
 *
 * @typedef {{exercise: string, a: Tally | null, b: Tally | null, change: Record<string, number>}} Compared
 *   change is what b has more than a
 * @typedef {{a: Session, b: Session, exercises: Compared[]}} Comparison
 *
 * @typedef {object} Analysis
 * @property {"running" | "done" | "failed" | "cancelled"} status
 * @property {number} progress
 * @property {number | null} session_id
 * @property {string | null} error
 * @property {string[]} warnings
 */
export {};
