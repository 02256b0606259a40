/** Which key does what, where. Pure. */

/**
 * @typedef {"start" | "pause" | "resume" | "stop" | "mute" | "fullscreen" | "back"} Command
 * @param {string} key as in KeyboardEvent.key
 * @param {string} place name of the route
 * @param {import("./types.js").Status} status
 * @returns {Command | null}
 */
export function commandFor(key, place, status) {
  if (place !== "floor") return key === "Escape" ? "back" : null;
  const running = status === "live" || status === "starting" || status === "paused";
  switch (key.toLowerCase()) {
    case " ":
      if (!running) return "start";
      return status === "paused" ? "resume" : "pause";
    case "s":
      return running ? "stop" : null;
    case "m":
      return "mute";
    case "f":
      return "fullscreen";
    default:
      return null;
  }
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
  return target.matches("input:not([type=radio]), select, textarea");
}
