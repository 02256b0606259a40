/**
 * Where a body was through a session: read from the server's bytes, and asked for any moment. Pure.
 *
 * @typedef {object} Track
 * @property {Float32Array} t seconds of the source, rising
 * @property {Int16Array} xy x right, y down, 33 pairs a frame, in steps
 * @property {Uint8Array} visibility percent, 33 a frame
 * @property {number} aspect width / height of the frame
 *
 * @typedef {number[][]} Body 33 of [x, y, visibility]: frame heights and 0..1
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box in frame heights
 */
import { SEEN } from "./skeleton.js";

const LANDMARKS = 33;
const HEAD_BYTES = 8;
const FRAME_BYTES = 4 + LANDMARKS * 5;
/** Steps of a coordinate to a frame height. */
const STEPS = 2000;
/** In the place of a coordinate: nobody was found. */
const UNSEEN = -32768;
/** Over a longer gap nobody knows how the body moved (s). */
const LONGEST_GAP_S = 0.5;

const [EARS, SHOULDERS, HIPS] = [
  [7, 8],
  [11, 12],
  [23, 24],
];

/**
 * uint32 frames, float32 aspect, float32 t[], int16 xy[][33][2], uint8 visibility[][33]; little-endian.
 * @param {ArrayBuffer} bytes
 * @returns {Track}
 */
export function unpackTrack(bytes) {
  const head = new DataView(bytes);
  const frames = bytes.byteLength >= HEAD_BYTES ? head.getUint32(0, true) : -1;
  if (bytes.byteLength !== HEAD_BYTES + frames * FRAME_BYTES) {
    throw new RangeError(`landmarks: ${frames} frames do not fit into ${bytes.byteLength} bytes`);
  }
  const xyAt = HEAD_BYTES + 4 * frames;
  const visibilityAt = xyAt + 4 * frames * LANDMARKS;
  return {
    t: new Float32Array(bytes, HEAD_BYTES, frames),
    xy: new Int16Array(bytes, xyAt, 2 * frames * LANDMARKS),
    visibility: new Uint8Array(bytes, visibilityAt, frames * LANDMARKS),
    aspect: head.getFloat32(4, true),
  };
}

/**
 * The body of one frame; null where nobody was found.
 * @param {Track} track
 * @param {number} frame
 * @returns {Body | null}
 */
function bodyOf({ xy, visibility }, frame) {
  const first = frame * LANDMARKS;
  if (xy[2 * first] === UNSEEN) return null;
  return Array.from({ length: LANDMARKS }, (_, i) => {
    const at = first + i;
    return [xy[2 * at] / STEPS, xy[2 * at + 1] / STEPS, visibility[at] / 100];
  });
}

/**
 * Index of the last frame at or before a time; -1 before the first.
 * @param {Track} track
 * @param {number} time
 */
function frameBefore({ t }, time) {
  let low = -1;
  let high = t.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (t[middle] <= time) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * The body at any moment, between two frames on the way from one to the other; null where nobody was seen.
 * @param {Track} track
 * @param {number} time
 * @returns {Body | null}
 */
export function bodyAt(track, time) {
  const before = frameBefore(track, time);
  const after = before + 1;
  const from = near(track, before, time);
  const to = near(track, after, time);
  if (!from || !to) return from ?? to;
  const share = (time - track.t[before]) / (track.t[after] - track.t[before]);
  return from.map((point, i) => point.map((value, k) => value + (to[i][k] - value) * share));
}

/**
 * @param {Track} track
 * @param {number} frame
 * @param {number} time
 */
function near(track, frame, time) {
  const there = frame >= 0 && frame < track.t.length;
  return there && Math.abs(track.t[frame] - time) <= LONGEST_GAP_S ? bodyOf(track, frame) : null;
}

/**
 * All that is seen of the body between two moments; null when it is nothing.
 * @param {Track} track
 * @param {number} from
 * @param {number} to
 * @returns {Box | null}
 */
export function reach(track, from, to) {
  const { t, xy, visibility } = track;
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let i = LANDMARKS * firstFrom(track, from); i < visibility.length; i++) {
    if (t[Math.floor(i / LANDMARKS)] > to) break;
    if (xy[2 * i] === UNSEEN || visibility[i] < 100 * SEEN) continue;
    const [x, y] = [xy[2 * i] / STEPS, xy[2 * i + 1] / STEPS];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box.left > box.right ? null : box;
}

/**
 * Index of the first frame at or after a time.
 * @param {Track} track
 * @param {number} time
 */
function firstFrom(track, time) {
  const before = frameBefore(track, time);
  return track.t[before] === time ? before : before + 1;
}

/**
 * Middle of the head and middle of the trunk's two ends.
 * @param {Body} body
 */
export function middles(body) {
  const [head, shoulders, hips] = [EARS, SHOULDERS, HIPS].map(([a, b]) => [
    (body[a][0] + body[b][0]) / 2,
    (body[a][1] + body[b][1]) / 2,
  ]);
  return { head, shoulders, hips };
}

/**
 * The moment of a repetition: 0 is its start, a half its turn, 1 its end; so two of them run in step.
 * @param {{start_s: number, peak_s: number, end_s: number}} rep
 * @param {number} phase
 */
export function momentOf({ start_s, peak_s, end_s }, phase) {
  return phase <= 0.5
    ? start_s + (peak_s - start_s) * 2 * phase
    : peak_s + (end_s - peak_s) * (2 * phase - 1);
}

/**
 * The other way: how far a repetition is at a moment.
 * @param {{start_s: number, peak_s: number, end_s: number}} rep
 * @param {number} time
 */
export function phaseOf({ start_s, peak_s, end_s }, time) {
  const phase =
    time <= peak_s
      ? (time - start_s) / (2 * (peak_s - start_s))
      : 0.5 + (time - peak_s) / (2 * (end_s - peak_s));
  return Math.min(1, Math.max(0, phase));
}
