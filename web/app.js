/** Wiring: the line and the keys go in, the state comes out, the view that is open shows it. */
import * as api from "./api.js";
import { el, setText, show } from "./dom.js";
import { commandFor, isTaken } from "./keys.js";
import { FRESH, hear } from "./manners.js";
import { address, parseRoute } from "./routes.js";
import { confirmDelete } from "./confirm.js";
import { Line } from "./socket.js";
import { canStart } from "./selectors.js";
import { INITIAL, isRunning, reduce } from "./state.js";
import { analyseView } from "./views/analyse.js";
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
let memory = FRESH;
let drawn = false;
/** @type {View | null} */
let view = null;
let shownPlace = "";
/** The session after which the camera was woken. @type {number | null | undefined} */
let woken;
/** Kept, because a film goes on being watched while the reader looks elsewhere. @type {View | null} */
let films = null;
/** Warnings of films analysed since the page was opened. @type {Map<number, string[]>} */
const filmWarnings = new Map();

const voice = new Voice();
const news = el("p", { class: "unseen-text", role: "status", "aria-live": "assertive" });
const banner = el("p", { class: "banner", role: "status", hidden: true });
const nav = navigation();
const line = new Line(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`, {
  onConnection: (to) => dispatch({ type: "connection", to }),
  onMessage: take,
  onFrame: (frame, jpeg) => {
    dispatch({ type: "frame", frame });
    view?.frame?.(frame, jpeg);
  },
});

const actions = {
  ready: loadExercises(),
  /** @param {"default" | "demo"} source */
  start(source) {
    voice.unlock();
    const exercise =
      source === "demo" && state.exercises.some((one) => one.key === DEMO_EXERCISE)
        ? DEMO_EXERCISE
        : state.chosen;
    if (exercise) line.send({ type: "start", exercise, source });
  },
  pauseOrResume() {
    line.send({ type: state.status === "paused" ? "resume" : "pause" });
  },
  stop() {
    line.send({ type: "stop" });
  },
  /** @param {string} exercise */
  choose(exercise) {
    dispatch({ type: "choose", exercise });
    if (!isRunning(state)) line.send({ type: "exercise", exercise });
  },
  /** @param {string} exercise */
  again(exercise) {
    location.hash = address({ name: "floor" });
    actions.choose(exercise);
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
  /**
   * @param {number} id
   * @param {string[]} warnings
   */
  showAnalysed(id, warnings) {
    filmWarnings.set(id, warnings);
    if (parseRoute(location.hash).name === "analyse") location.hash = address({ name: "session", id });
  },
  /** @param {number} id */
  warningsOf: (id) => filmWarnings.get(id) ?? [],
};

/** Until the server gives them: without exercises there is no page. */
async function loadExercises() {
  for (;;) {
    try {
      dispatch({ type: "exercises", exercises: await api.exercises() });
      return;
    } catch {
      await new Promise((done) => setTimeout(done, ASK_AGAIN_MS));
    }
  }
}

/** @param {import("./types.js").ServerMessage} message */
function take(message) {
  const before = state;
  dispatch(message);
  if (state.stale) line.resync();
  if (message.type === "event" && state.seq > before.seq) speak(message.event);
  if (isRunning(state) && !isRunning(before)) {
    memory = FRESH;
    woken = undefined;
  }
  if (state.status !== before.status && (state.status === "paused" || before.status === "paused")) {
    setText(news, words(state.status === "paused" ? "heard.paused" : "heard.live"));
  }
  if (state.ended !== null && state.ended !== before.ended) leaveFloor(state.ended);
}

/** @param {import("./types.js").CoachEvent} event */
function speak(event) {
  const heard = hear(memory, state, event);
  memory = heard.memory;
  if (heard.say.length === 0) return;
  voice.say(heard.say);
  setText(news, heard.say.map(({ text }) => text).join(". "));
}

/** @param {number} session the one that has just ended */
function leaveFloor(session) {
  dispatch({ type: "dismiss" });
  if (parseRoute(location.hash).name === "floor") location.hash = address({ name: "session", id: session });
}

/** @param {import("./state.js").Action} action */
function dispatch(action) {
  state = reduce(state, action);
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
  const text = bannerText();
  setText(banner, text);
  show(banner, text !== "");
  view?.update(state);
}

/** After a session the camera rests; whoever comes back to the floor wants to see themselves. */
function wakeCamera() {
  const resting = state.status === "over" && state.ended === null && state.connection === "open";
  if (!resting || !state.chosen || woken === state.sessionId) return;
  woken = state.sessionId;
  actions.choose(state.chosen);
}

function bannerText() {
  if (state.connection === "gone") return words("line.gone");
  return state.error ?? state.notice ?? "";
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
  if (route.name === "history") return historyView(actions, () => state.exercises);
  if (route.name === "analyse") return (films ??= analyseView(actions));
  return place === "live" ? liveView(actions) : setupView(actions);
}

function navigation() {
  const links = /** @type {const} */ ([
    ["floor", "coach"],
    ["history", "history"],
    ["analyse", "analyse"],
  ]).map(([name, key]) => ({ name, link: el("a", { href: address({ name }) }, words(`nav.${key}`)) }));
  const back = el("a", { href: address({ name: "floor" }), class: "running" }, words("nav.running"));
  const node = el(
    "nav",
    { class: "top" },
    el("a", { href: address({ name: "floor" }), class: "brand" }, words("app.title")),
    ...links.map(({ link }) => link),
    back,
  );

  /**
   * @param {import("./state.js").State} now
   * @param {string} place
   */
  function update(now, place) {
    const running = isRunning(now);
    show(node, !(running && place === "floor"));
    show(back, running && place !== "floor");
    for (const { name, link } of links) {
      if (name === place) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }
  return { node, update };
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTaken(event.target, event.key))
    return;
  const command = commandFor(event.key, parseRoute(location.hash).name, state.status);
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
document.body.append(skip, nav.node, banner, news);
addEventListener("hashchange", draw);
addEventListener("keydown", onKey);
draw();
