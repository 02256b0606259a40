/** Wiring: the line and the keys go in, the state comes out, the view that is open shows it. */
import { AnalysedFilms } from "./analysed.js";
import { Announcer } from "./announcer.js";
import * as api from "./api.js";
import { bannerText } from "./banner.js";
import { BrowserCamera } from "./browser-camera.js";
import { AUTO, chosenPlan, exchangeable, startMessage } from "./choice.js";
import { el, setText, show } from "./dom.js";
import { goalMessage } from "./goals.js";
import { countedExercise } from "./guide.js";
import { commandFor, isTaken } from "./keys.js";
import { navigation } from "./navigation.js";
import { preference } from "./preferences.js";
import { address, parseRoute } from "./routes.js";
import { confirmDelete, confirmDeleteAll } from "./confirm.js";
import { Line } from "./socket.js";
import { canStart, currentExercise, isFilm } from "./selectors.js";
import { INITIAL, isRunning, reduce } from "./state.js";
import { translatedExercise, translatedMessage, translatedPlan } from "./translated.js";
import { analyseView } from "./views/analyse.js";
import { compareView } from "./views/compare.js";
import { historyView } from "./views/history.js";
import { liveView } from "./views/live.js";
import { setupView } from "./views/setup.js";
import { summaryView } from "./views/summary.js";
import { Voice } from "./voice.js";
import { language, words } from "./words.js";

/**
 * @typedef {object} View
 * @property {HTMLElement} node
 * @property {string} title
 * @property {(state: import("./state.js").State) => void} update
 * @property {(frame: import("./types.js").FrameInfo, jpeg: Uint8Array<ArrayBuffer>) => void} [frame]
 *
 * @typedef {typeof actions} Actions
 */

/** What the demo shows. */
const DEMO_EXERCISE = "squat";
const ASK_AGAIN_MS = 1000;

let state = INITIAL;
let drawn = false;
/** @type {View | null} */
let view = null;
let shownPlace = "";
/** The session after which the camera was woken. @type {number | null | undefined} */
let woken;
/** Kept, because a film goes on being watched while the reader looks elsewhere. @type {View | null} */
let films = null;

const voice = new Voice();
const announcer = new Announcer(voice);
const banner = el("p", { class: "banner", role: "status", hidden: true });
const nav = navigation();
const line = new Line(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`, {
  onConnection: (to) => dispatch({ type: "connection", to }),
  onMessage: take,
  onFrame: (frame, jpeg) => {
    const before = state;
    dispatch({ type: "frame", frame, at: performance.now() / 1000 });
    camera.answered();
    view?.frame?.(frame, jpeg);
    announcer.time(before, state);
  },
});
const camera = new BrowserCamera(
  (picture) => line.sendPicture(picture),
  () => void tendCamera(true),
);

const actions = {
  ready: loadExercises(),
  /** @param {"default" | "demo"} source */
  start(source) {
    voice.unlock();
    if (source === "default") askAgain();
    const demo = source === "demo" && state.exercises.some((one) => one.key === DEMO_EXERCISE);
    const message = demo
      ? { type: "start", exercise: DEMO_EXERCISE }
      : startMessage(state, isFilm(state) ? {} : goal());
    if (message) line.send({ ...message, source });
  },
  pauseOrResume() {
    if (state.status === "paused") askAgain();
    line.send({ type: state.status === "paused" ? "resume" : "pause" });
  },
  stop() {
    line.send({ type: "stop" });
  },
  skip() {
    if (state.plan || state.auto) line.send({ type: "skip" });
  },
  setBack() {
    if (state.plan) line.send({ type: "back" });
  },
  countIt: () => correct(1),
  undo: () => correct(-1),
  /** @param {string} which a number of the server's, or "browser" */
  useCamera(which) {
    camera.mayAsk = which === "browser";
    line.send({ type: "camera", camera: which });
    if (camera.mayAsk) askAgain();
  },
  /** @param {string} exercise a key, or "auto" */
  choose(exercise) {
    dispatch({ type: "choose", exercise });
    if (!isRunning(state)) line.send({ type: "exercise", exercise });
  },
  /**
   * @param {string} plan its slug
   * @param {string} [exercise] instead of the plan's only one
   */
  choosePlan(plan, exercise) {
    if (!isRunning(state)) line.send({ type: "plan", plan, exercise });
  },
  /** @param {string} exercise */
  again(exercise) {
    location.hash = address({ name: "floor" });
    if (state.exercises.some((one) => one.key === exercise)) actions.choose(exercise);
  },
  mute() {
    voice.unlock();
    voice.toggle();
    draw();
  },
  isMuted: () => voice.muted,
  fullscreen() {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen?.().catch(() => {});
  },
  focusTitle() {
    view?.node.querySelector("h1")?.focus({ preventScroll: true });
  },
  confirmDelete,
  confirmDeleteAll,
  analysed: new AnalysedFilms(),
  /** @param {number} id of a session */
  showAnalysed(id) {
    if (parseRoute(location.hash).name === "analyse") location.hash = address({ name: "session", id });
  },
};

/**
 * The person's own word on the set that is on; the coach's count stays as it is.
 * @param {1 | -1} change
 */
function correct(change) {
  if (isRunning(state) && countedExercise(state)?.counts !== "hold") line.send({ type: "correct", change });
}

/** A film is judged as it is; before a camera a set of one exercise has a goal. */
function goal() {
  const exercise = currentExercise(state);
  return exercise ? goalMessage(exercise) : {};
}

/** Until the server gives them: without exercises there is no page. */
async function loadExercises() {
  for (;;) {
    try {
      dispatch({ type: "exercises", exercises: (await api.exercises()).map(translatedExercise) });
      const { plans, faults } = await api.plans();
      dispatch({ type: "plans", plans: plans.map(translatedPlan), faults });
      return;
    } catch {
      await new Promise((done) => setTimeout(done, ASK_AGAIN_MS));
    }
  }
}

/** @param {import("./types.js").ServerMessage} message */
function take(message) {
  const before = state;
  dispatch(translatedMessage(message));
  if (state.stale) line.resync();
  if (message.type === "snapshot" && message.exercise === null && !message.auto) void actions.ready.then(proposeExercise);
  if (message.type === "event" && state.seq > before.seq) announcer.event(state, message.event);
  if (isRunning(state) && !isRunning(before)) {
    announcer.begin();
    woken = undefined;
  }
  // That it is paused stands over the picture, where screen readers hear it.
  if (state.status === "live" && before.status === "paused") announcer.tell(words("heard.live"));
  if (state.ended !== null && state.ended !== before.ended) leaveFloor(state.ended);
}

/** The placement coach must know what for. */
function proposeExercise() {
  if (state.chosen && !isRunning(state)) actions.choose(state.chosen);
}

/** @param {number} session the one that has just ended */
function leaveFloor(session) {
  dispatch({ type: "dismiss" });
  if (parseRoute(location.hash).name === "floor") location.hash = address({ name: "session", id: session });
}

/** @param {import("./state.js").Action} action */
function dispatch(action) {
  state = reduce(state, action);
  if (action.type === "snapshot" || action.type === "status") void tendCamera();
  if (drawn) return;
  drawn = true;
  requestAnimationFrame(draw);
}

function draw() {
  drawn = false;
  const route = parseRoute(location.hash);
  const place = route.name === "floor" ? (isRunning(state) ? "live" : "setup") : address(route);
  if (place !== shownPlace) open(place, route);
  if (place === "setup") wakeCamera();
  nav.update(state, route.name);
  const text = bannerText(state);
  setText(banner, text);
  show(banner, text !== "");
  view?.update(state);
}

/** After a session the camera rests; whoever comes back to the floor wants to see themselves. */
function wakeCamera() {
  const resting = state.status === "over" && state.ended === null && state.connection === "open";
  if (!resting || !state.chosen || woken === state.sessionId) return;
  woken = state.sessionId;
  const plan = chosenPlan(state);
  if (plan) actions.choosePlan(plan.slug, exchangeable(plan) ?? undefined);
  else actions.choose(state.auto ? AUTO : state.chosen);
}

/**
 * The page's own camera is open just while the server wants its pictures.
 * @param {boolean} again whatever its trouble was, it may be over: what is said of it stays until it is known
 */
async function tendCamera(again = false) {
  const trouble = await camera.tend(again ? { ...state, ownCamera: null } : state);
  if (trouble || (again && camera.stream)) dispatch({ type: "ownCamera", trouble });
}

/** Once more for the page's own camera: its user has just asked for it, and may have allowed it meanwhile. */
function askAgain() {
  camera.mayAsk ||= state.source.kind === "browser";
  dispatch({ type: "ownCamera", trouble: null });
  void tendCamera();
}

/**
 * @param {string} place
 * @param {import("./routes.js").Route} route
 */
function open(place, route) {
  const first = shownPlace === "";
  shownPlace = place;
  view?.node.remove();
  view = viewOf(place, route);
  document.title = `${view.title} · ${words("app.title")}`;
  document.body.dataset.place = place === "live" ? "live" : route.name;
  banner.after(view.node);
  scrollTo(0, 0);
  if (!first) actions.focusTitle();
}

/**
 * @param {string} place
 * @param {import("./routes.js").Route} route
 * @returns {View}
 */
function viewOf(place, route) {
  if (route.name === "session") return summaryView(actions, route.id, () => state.exercises);
  if (route.name === "compare") return compareView(actions, route.a, route.b, () => state.exercises);
  if (route.name === "history") return historyView(actions, () => state.exercises);
  if (route.name === "analyse") return (films ??= analyseView(actions));
  return place === "live" ? liveView(actions) : setupView(actions);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTaken(event.target, event.key))
    return;
  const place = parseRoute(location.hash).name;
  const command = commandFor(event.key, place, state.status, preference("letters", true));
  if (!command) return;
  event.preventDefault();
  if (command === "back") location.hash = address({ name: "floor" });
  else if (command === "start") {
    if (canStart(state)) actions.start("default");
  } else if (command === "pause" || command === "resume") actions.pauseOrResume();
  else actions[command]();
}

document.documentElement.lang = language;
const skip = el("a", { href: "#content", class: "skip" }, words("nav.skip"));
skip.addEventListener("click", (event) => {
  event.preventDefault();
  actions.focusTitle();
});
document.body.append(skip, nav.node, banner, announcer.node);
addEventListener("hashchange", draw);
addEventListener("keydown", onKey);
// After a reload nobody presses start: the next touch will do.
for (const touch of ["pointerup", "keydown"]) addEventListener(touch, () => isRunning(state) && voice.unlock());
draw();
