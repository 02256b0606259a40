/** Where somebody stands in the picture, and where they should: drawn for each advice of the placement coach. */
import { svg } from "./dom.js";
import { exerciseFigure } from "./figures.js";

const WIDTH = 120;
const HEIGHT = 90;

/** A standing person of height 1, the feet at the origin. */
const BODY = "M0 -.8V-.45M-.14 -.5L0 -.77L.14 -.5M-.12 0L0 -.45L.12 0";
const BODY_FROM_SIDE = "M0 -.8V-.45M.02 -.46L.06 -.6L0 -.77M-.03 0L0 -.45L.05 0M-.03 0h.09M.05 0h.09";
const HEAD = { cy: -0.9, r: 0.085 };

/** @typedef {{x: number, floor: number, height: number, side?: boolean}} Person */

/** @type {Person} */
const RIGHT_THERE = { x: 60, floor: 82, height: 68 };

/** How it looks now. @type {Record<string, Person>} */
const NOW = {
  feet: { x: 60, floor: 118, height: 110 },
  back: { x: 60, floor: 112, height: 128 },
  closer: { x: 60, floor: 60, height: 24 },
  tilt_up: { x: 60, floor: 56, height: 68 },
  tilt_down: { x: 60, floor: 112, height: 68 },
  middle: { x: 112, floor: 82, height: 68 },
  turn: { ...RIGHT_THERE, x: 32 },
  face: { ...RIGHT_THERE, x: 32, side: true },
};

/** Where they should be, where that helps to see it. @type {Record<string, Person>} */
const WANTED = {
  good: RIGHT_THERE,
  nobody: RIGHT_THERE,
  closer: RIGHT_THERE,
  middle: RIGHT_THERE,
  turn: { ...RIGHT_THERE, x: 88, side: true },
  face: { ...RIGHT_THERE, x: 88 },
};

/** Which way the screen is tilted. @type {Record<string, string>} */
const TILT = { tilt_up: "M100 70V22M92 32L100 20L108 32", tilt_down: "M100 20V68M92 58L100 70L108 58" };

/**
 * @param {string} advice
 * @param {string} exercise
 */
export function placementFigure(advice, exercise) {
  if (advice === "position") return exerciseFigure(exercise);
  const box = { x: 1, y: 1, width: WIDTH - 2, height: HEIGHT - 2, rx: 6 };
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "figure placement-figure", "aria-hidden": "true" },
    svg("rect", { ...box, class: "frame" }),
    NOW[advice] ? person(NOW[advice], "now") : null,
    WANTED[advice] ? person(WANTED[advice], "wanted") : null,
    TILT[advice] ? svg("path", { d: TILT[advice], class: "wanted" }) : null,
    advice === "dark" ? lamp() : null,
  );
}

/**
 * @param {Person} where
 * @param {string} name
 */
function person({ x, floor, height, side = false }, name) {
  return svg(
    "g",
    { transform: `translate(${x} ${floor}) scale(${height})`, class: name },
    svg("path", { d: side ? BODY_FROM_SIDE : BODY }),
    svg("circle", HEAD),
  );
}

function lamp() {
  const rays = [0, 45, 90, 135, 180, 225, 270, 315].map((degrees) => {
    const [x, y] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    return `M${60 + 20 * x} ${45 + 20 * y}L${60 + 30 * x} ${45 + 30 * y}`;
  });
  return svg(
    "g",
    { class: "wanted" },
    svg("path", { d: rays.join("") }),
    svg("circle", { cx: 60, cy: 45, r: 12 }),
  );
}
