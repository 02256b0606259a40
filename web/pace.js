/**
 * Whether the pictures come so slowly that somebody should know, and whose fault it is as far as can be told.
 * Pure.
 *
 * @typedef {object} Pace
 * @property {"computer" | "unclear" | null} slow what holds the pictures up: looking at them, or something else
 *   (the camera in little light, the network, or the computer before the pictures come to be looked at)
 * @property {number} shown pictures a second, as it was said
 * @property {number | null} since when the other was true first (s, of the page's own clock)
 */

/** So slow a camera is the slowest that the counting was measured with (pictures a second). */
const SLOW_FPS = 10;
/** So much is quick again; between the two nothing changes (pictures a second). */
const QUICK_FPS = 12;
/** For so long before it is said, or not said any more (s): every computer stumbles. */
const LASTING_S = 4;
/**
 * Looking that takes so much of the time is what holds the pictures up (share): 0.83 to 1.0 on a shared core at
 * 5 to 10 pictures a second, while a slow camera leaves most of it.
 */
const BUSY = 0.7;
/** By so much the number must be off before another is said (pictures a second): it is read, not watched. */
const NEWS_FPS = 2;

/** @type {Pace} */
export const QUICK = { slow: null, shown: 0, since: null };

/**
 * @param {Pace} pace
 * @param {{fps: number, busy: number}} frame fps is 0 when it is not known yet
 * @param {number} at when it came (s)
 * @returns {Pace}
 */
export function paceAfter(pace, { fps, busy }, at) {
  if (fps === 0) return pace;
  const fits = pace.slow ? fps < QUICK_FPS : fps >= SLOW_FPS;
  if (fits) {
    const news = pace.slow && Math.abs(fps - pace.shown) >= NEWS_FPS;
    return news ? told(fps, busy) : { ...pace, since: null };
  }
  const since = pace.since ?? at;
  if (at - since < LASTING_S) return { ...pace, since };
  return pace.slow ? QUICK : told(fps, busy);
}

/**
 * @param {number} fps
 * @param {number} busy
 * @returns {Pace}
 */
function told(fps, busy) {
  return { slow: busy >= BUSY ? "computer" : "unclear", shown: Math.max(1, Math.round(fps)), since: null };
}
