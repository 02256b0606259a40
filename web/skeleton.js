/**
 * What is drawn of a body: bones between MediaPipe's landmarks. Odd numbers are the person's left, even
 * ones the right.
 */

const TORSO = [
  [11, 12],
  [11, 23],
  [12, 24],
  [23, 24],
];
const ARMS = [
  [11, 13],
  [13, 15],
  [12, 14],
  [14, 16],
];
const LEGS = [
  [23, 25],
  [25, 27],
  [27, 29],
  [29, 31],
  [27, 31],
  [24, 26],
  [26, 28],
  [28, 30],
  [30, 32],
  [28, 32],
];

/** @type {number[][]} */
export const BONES = [...TORSO, ...ARMS, ...LEGS];

/**
 * Below this visibility a limb is a guess and is not drawn: clean side views sit at 0.33, invented legs
 * below 0.3.
 */
export const SEEN = 0.3;

/**
 * The limbs at fault on one side of the body; all of them when the side is "both" or has none.
 * @param {number[][]} limbs
 * @param {string} side the person's own
 */
export function limbsOnSide(limbs, side) {
  if (side !== "left" && side !== "right") return limbs;
  const odd = side === "left" ? 1 : 0;
  const own = limbs.filter((limb) => limb.every((landmark) => landmark % 2 === odd));
  return own.length > 0 ? own : limbs;
}

/**
 * Where the person is, as shares of the picture; null when nobody is.
 * @param {number[][] | null} landmarks
 * @returns {{left: number, top: number, right: number, bottom: number} | null}
 */
export function bodyBox(landmarks) {
  const seen = (landmarks ?? []).filter(([, , visibility]) => visibility >= SEEN);
  if (seen.length === 0) return null;
  const xs = seen.map(([x]) => x);
  const ys = seen.map(([, y]) => y);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}
