/** Which key does what, where. Pure. */

/**
 * @typedef {"start" | "pause" | "resume" | "stop" | "mute" | "fullscreen" | "back" | "skip" | "setBack"
 *   | "countIt" | "undo"} Command
 */

/** Keys of one letter are in the way of who speaks to the computer: they can be switched off. */
/** @type {Record<string, Command>} */
const ANYWHERE = { m: "mute", f: "fullscreen" };
/** @type {Record<string, Command>} */
const RUNNING = {
  s: "stop",
  arrowright: "skip",
  arrowleft: "setBack",
  arrowup: "countIt",
  arrowdown: "undo",
};

/**
 * @param {string} pressed as in KeyboardEvent.key
 * @param {string} place name of the route
 * @param {import("./types.js").Status} status
 * @param {boolean} [letters] whether keys of one letter do anything
 * @returns {Command | null}
 */
export function commandFor(pressed, place, status, letters = true) {
  if (place !== "floor") return pressed === "Escape" ? "back" : null;
  const running = status === "live" || status === "starting" || status === "paused";
  const key = pressed.toLowerCase();
  if (!letters && key.length === 1 && key !== " ") return null;
  if (key === " ") return !running ? "start" : status === "paused" ? "resume" : "pause";
  if (key === "escape") return running && status !== "paused" ? "pause" : null;
  return ANYWHERE[key] ?? (running ? (RUNNING[key] ?? null) : null);
}

/**
 * Whether a key belongs to the element that has the focus, and not to us.
 * @param {EventTarget | null} target
 * @param {string} key
 */
export function isTaken(target, key) {
  if (!(target instanceof Element)) return false;
  if (target.closest("dialog[open]")) return true;
  if (key === " ")
    return target.matches("button, a, select, textarea, summary, input:not([type=radio]:checked)");
  if (key.startsWith("Arrow") && target.matches("input[type=radio]")) return true;
  return target.matches("input:not([type=radio]), select, textarea");
}
