/**
 * What the views want to know of the state. Pure.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./types.js").Exercise} Exercise
 * @typedef {import("./types.js").Fault} Fault
 */

/** How long the last outcome stays on the screen when nothing follows (s). */
const OUTCOME_SHOWN_S = 4;

/**
 * The exercise on the floor: in a workout that of the set which is on, or comes next. None while the coach
 * finds out which it is.
 * @param {State} state
 * @returns {Exercise | undefined}
 */
export function currentExercise({ exercises, chosen, plan, tally, listening }) {
  if (listening) return undefined;
  const planned = plan?.sets[(tally.phase?.place ?? 1) - 1]?.exercise;
  return exercises.find((one) => one.key === (planned ?? chosen));
}

/**
 * The one fault to show: of those that are true now, the worst.
 * @param {State} state
 * @returns {{rule: Fault, side: string} | null}
 */
export function worstFault(state) {
  const rules = currentExercise(state)?.faults ?? [];
  const found = state.tally.raised.flatMap(({ fault, side }) => {
    const rule = rules.find((one) => one.key === fault);
    return rule ? [{ rule, side }] : [];
  });
  return found.sort((a, b) => a.rule.priority - b.rule.priority)[0] ?? null;
}

/**
 * What each rule can say now; it never claims to judge what it cannot see.
 * @param {State} state
 * @returns {{rule: Fault, state: "fault" | "judging" | "unseen"}[]}
 */
export function ruleStates(state) {
  const { view, raised } = state.tally;
  return (currentExercise(state)?.faults ?? []).map((rule) => {
    if (raised.some((one) => one.fault === rule.key)) return { rule, state: "fault" };
    return { rule, state: view !== null && rule.views.includes(view) ? "judging" : "unseen" };
  });
}

/**
 * Why the last movement did not count, while that is news.
 * @param {State} state
 * @returns {string | null}
 */
export function notCountedReason(state) {
  const { last } = state.tally;
  const news = last?.kind === "attempt" && state.now - last.t < OUTCOME_SHOWN_S;
  return news ? last.reason : null;
}

/**
 * What the placement coach says of the picture that is shown.
 * @param {State} state
 * @returns {string | null}
 */
export function adviceNow(state) {
  return cameraState(state) === "seeing" ? (state.frame?.placement ?? null) : null;
}

/**
 * A mirror for the one who stands before it; a film is shown as it is.
 * @param {State} state
 */
export function isMirrored(state) {
  return state.source.kind !== "file";
}

/**
 * What is shown was filmed: it is judged as it is.
 * @param {State} state
 */
export function isFilm({ source }) {
  return source.kind === "file" || source.kind === "demo";
}

/**
 * Whether a session may start from the camera: not while it is in trouble; then the demo and films remain.
 * @param {State} state
 */
export function canStart(state) {
  const known = state.auto || currentExercise(state) !== undefined;
  return state.connection === "open" && known && cameraState(state) !== "trouble";
}

/**
 * What can be seen through the camera: pictures, soon pictures, nothing because it rests, or nothing
 * because of trouble.
 * @param {State} state
 * @returns {"seeing" | "waiting" | "resting" | "trouble"}
 */
export function cameraState({ camera, connection }) {
  if (connection !== "open") return "waiting";
  switch (camera.status) {
    case "running":
      return "seeing";
    case "loading":
    case "opening":
      return "waiting";
    case "none":
    case "ended":
      return "resting";
    default:
      return "trouble";
  }
}
