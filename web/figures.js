/** Drawn stick figures, in the line style of the live skeleton: our own renderer, no pictures. */
import { svg } from "./dom.js";
import { ARROWS, FIGURES, STANDING } from "./figure-poses.js";
import { BONES } from "./skeleton.js";

/**
 * @typedef {[number, number]} Point
 * @typedef {Record<number, Point>} Joints landmark number to place; 0 is the middle of the head
 * @typedef {import("./figure-poses.js").SidePose} SidePose
 * @typedef {import("./figure-poses.js").FrontPose} FrontPose
 */

/** Lengths in hundredths of body height (Winter 2009, rounded). */
const LENGTH = { head: 12, trunk: 29, upper: 17, fore: 15, thigh: 24, shank: 24, foot: 11, heel: 3 };
const HEAD_RADIUS = 6;
const BOX = 100;
const FLOOR = 96;

/**
 * @param {Point} from
 * @param {number} degrees 0 hangs down, 90 points forward (right), 180 up
 * @param {number} length
 * @returns {Point}
 */
function along([x, y], degrees, length) {
  const radians = (degrees * Math.PI) / 180;
  return [x + Math.sin(radians) * length, y + Math.cos(radians) * length];
}

/**
 * A body seen from its side; the left half is the near one.
 * @param {SidePose} pose
 * @returns {Joints}
 */
function sideJoints({ trunk, head = trunk, arms, legs }) {
  /** @type {Point} */
  const hip = [0, 0];
  const shoulder = along(hip, trunk, LENGTH.trunk);
  /** @type {Joints} */
  const joints = { 0: along(shoulder, head, LENGTH.head), 11: shoulder, 12: shoulder, 23: hip, 24: hip };
  for (const side of [0, 1]) {
    const [upper, fore] = arms[side] ?? arms[0];
    const elbow = along(shoulder, upper, LENGTH.upper);
    const [thigh, shank, foot] = legs[side] ?? legs[0];
    const knee = along(hip, thigh, LENGTH.thigh);
    const ankle = along(knee, shank, LENGTH.shank);
    joints[13 + side] = elbow;
    joints[15 + side] = along(elbow, fore, LENGTH.fore);
    joints[25 + side] = knee;
    joints[27 + side] = ankle;
    joints[29 + side] = along(ankle, foot - 180, LENGTH.heel);
    joints[31 + side] = along(ankle, foot, LENGTH.foot);
  }
  return joints;
}

/**
 * A body that faces us: given as its left half (on our right), mirrored where the right half is not given.
 * @param {FrontPose} pose
 * @returns {Joints}
 */
function frontJoints({ head, left, right = left }) {
  /** @type {Joints} */
  const joints = { 0: [...head] };
  const parts = /** @type {const} */ (["shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe"]);
  const numbers = [11, 13, 15, 23, 25, 27, 29, 31];
  parts.forEach((part, i) => {
    joints[numbers[i]] = [left[part][0], left[part][1]];
    joints[numbers[i] + 1] = [-right[part][0], right[part][1]];
  });
  return joints;
}

/**
 * Shifts poses, all by the same way across and each down to the floor, into the box.
 * @param {Joints[]} bodies
 * @returns {Joints[]}
 */
function placed(bodies) {
  const xs = bodies.flatMap((joints) => Object.values(joints).map(([x]) => x));
  const shift = BOX / 2 - (Math.min(...xs) + Math.max(...xs)) / 2;
  return bodies.map((joints) => {
    const lowest = Math.max(joints[0][1] + HEAD_RADIUS, ...Object.values(joints).map(([, y]) => y));
    const drop = FLOOR - lowest;
    const moved = Object.entries(joints).map(([key, [x, y]]) => [key, [x + shift, y + drop]]);
    return Object.fromEntries(moved);
  });
}

/** @param {SidePose | FrontPose} pose */
function joints(pose) {
  return "trunk" in pose ? sideJoints(pose) : frontJoints(pose);
}

/**
 * A line that breaks off while another is drawn above it would look like a mistake: limbs in one path each.
 * @param {Joints} body
 * @param {number[][]} limbs
 */
function path(body, limbs) {
  return limbs
    .filter(([a, b]) => body[a] && body[b])
    .map(([a, b]) => `M${place(body[a])}L${place(body[b])}`)
    .join("");
}

/** @param {Point} point */
function place([x, y]) {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

/**
 * @param {Joints} body
 * @param {string} name
 */
function bodyGroup(body, name) {
  return svg(
    "g",
    { class: name },
    svg("path", {
      d: path(
        body,
        BONES.filter(([a]) => a % 2 === 0),
      ),
      class: "far",
    }),
    svg("path", {
      d: path(
        body,
        BONES.filter(([a]) => a % 2 === 1),
      ),
    }),
    svg("circle", { cx: body[0][0].toFixed(1), cy: body[0][1].toFixed(1), r: HEAD_RADIUS }),
  );
}

/**
 * @param {Joints[]} bodies to make room for
 * @param {(Node | null)[]} parts
 */
function drawing(bodies, ...parts) {
  const highest = Math.min(
    ...bodies.flatMap((body) => [body[0][1] - HEAD_RADIUS, ...Object.values(body).map(([, y]) => y)]),
  );
  const top = Math.min(0, highest - 2);
  const across = bodies.flatMap((body) => [
    body[0][0] - HEAD_RADIUS,
    body[0][0] + HEAD_RADIUS,
    ...Object.values(body).map(([x]) => x),
  ]);
  const left = Math.min(0, Math.min(...across) - 2);
  const right = Math.max(BOX, Math.max(...across) + 2);
  const floor = svg("path", { d: `M4 ${FLOOR + 2}H96`, class: "floor-line" });
  return svg(
    "svg",
    { viewBox: `${left} ${top} ${right - left} ${BOX - top}`, class: "figure", "aria-hidden": "true" },
    floor,
    ...parts,
  );
}

/**
 * An exercise: where it starts, faintly, and how far it goes.
 * @param {string} exercise
 */
export function exerciseFigure(exercise) {
  const figure = FIGURES[exercise];
  if (!figure) return fromOne(STANDING);
  const bodies = placed([joints(figure.start), joints(figure.end)]);
  if (figure.leap) for (const point of Object.values(bodies[1])) point[1] -= figure.leap;
  return drawing(bodies, bodyGroup(bodies[0], "ghost"), bodyGroup(bodies[1], "body"));
}

/** @param {SidePose | FrontPose} pose */
function fromOne(pose) {
  const [body] = placed([joints(pose)]);
  return drawing([body], bodyGroup(body, "body"));
}

/**
 * A fault: the limbs it is about, and arrows that say which way to move them.
 * @param {string} exercise
 * @param {import("./types.js").Fault} fault
 */
export function faultFigure(exercise, fault) {
  const figure = FIGURES[exercise];
  const facing = figure?.front && fault.views.includes("front");
  const body = placed([joints((facing ? figure?.front : figure?.end) ?? STANDING)])[0];
  const marked = svg("path", { d: path(body, fault.limbs), class: "at-fault" });
  return drawing([body], bodyGroup(body, "body"), marked, ...arrows(body, fault.key));
}

/**
 * @param {Joints} body
 * @param {string} fault
 */
function arrows(body, fault) {
  return (ARROWS[fault] ?? []).map(([landmark, degrees]) => {
    const tail = along(body[landmark], degrees, 7);
    const tip = along(tail, degrees, 13);
    const barbs = [150, -150].map((turn) => `M${place(tip)}L${place(along(tip, degrees + turn, 6))}`);
    return svg("path", { d: `M${place(tail)}L${place(tip)}${barbs.join("")}`, class: "arrow" });
  });
}

/**
 * Whether the hips sink on the way to the target: then the gauge fills downwards, as the person goes.
 * @param {string} exercise
 */
export function goesDown(exercise) {
  const figure = FIGURES[exercise];
  if (!figure) return false;
  const [start, end] = placed([joints(figure.start), joints(figure.end)]);
  return end[23][1] > start[23][1] + 5;
}
