/**
 * Poses for the drawn figures. Side views by the angles of their limbs: 0 hangs down, 90 points forward
 * (right), 180 up.
 *
 * @typedef {object} SidePose
 * @property {number} trunk from the hips to the shoulders
 * @property {number} [head] from the shoulders; as the trunk if not given
 * @property {number[][]} arms [upper arm, forearm], near side first; one entry serves both
 * @property {number[][]} legs [thigh, shank, foot], near side first; one entry serves both
 *
 * @typedef {Record<"shoulder" | "elbow" | "wrist" | "hip" | "knee" | "ankle" | "heel" | "toe", number[]>}
 *   Half
 *   places, x from the middle line outwards
 * @typedef {{head: [number, number], left: Half, right?: Half}} FrontPose
 * @typedef {{start: SidePose | FrontPose, end: SidePose | FrontPose, front?: FrontPose, leap?: number}}
 *   Figure
 *   leap: how far the end is off the floor
 */

/** @type {SidePose} */
const UPRIGHT = { trunk: 180, arms: [[4, 8]], legs: [[0, 0, 90]] };

/** @type {FrontPose} */
export const STANDING = {
  head: [0, 6],
  left: {
    shoulder: [10, 18],
    elbow: [14, 34],
    wrist: [15, 48],
    hip: [6, 47],
    knee: [7, 71],
    ankle: [8, 93],
    heel: [8, 96],
    toe: [11, 97],
  },
};

/** @type {FrontPose} */
const SQUAT_FRONT = {
  head: [0, 27],
  left: {
    shoulder: [11, 40],
    elbow: [16, 53],
    wrist: [3, 52],
    hip: [7, 66],
    knee: [17, 68],
    ankle: [12, 92],
    heel: [12, 96],
    toe: [16, 97],
  },
};

/** @type {FrontPose} */
const LUNGE_FRONT = {
  head: [0, 22],
  left: {
    ...STANDING.left,
    shoulder: [10, 34],
    elbow: [18, 45],
    wrist: [8, 56],
    hip: [6, 62],
    knee: [8, 66],
    ankle: [8, 92],
  },
  right: {
    ...STANDING.left,
    shoulder: [10, 34],
    elbow: [18, 45],
    wrist: [8, 56],
    hip: [6, 62],
    knee: [8, 88],
    ankle: [8, 92],
    heel: [8, 88],
    toe: [9, 97],
  },
};

/** @type {FrontPose} */
const SIDE_LUNGE_FRONT = {
  head: [14, 24],
  left: {
    shoulder: [24, 38],
    elbow: [24, 52],
    wrist: [15, 57],
    hip: [19, 66],
    knee: [30, 71],
    ankle: [25, 92],
    heel: [25, 96],
    toe: [30, 97],
  },
  right: {
    shoulder: [-5, 38],
    elbow: [-7, 52],
    wrist: [-13, 57],
    hip: [-7, 66],
    knee: [14, 80],
    ankle: [34, 93],
    heel: [34, 96],
    toe: [38, 97],
  },
};

/** @type {FrontPose} */
const STEP_FRONT = {
  ...SQUAT_FRONT,
  head: [0, 15],
  left: {
    shoulder: [10, 28],
    elbow: [17, 41],
    wrist: [5, 47],
    hip: [7, 56],
    knee: [18, 73],
    ankle: [19, 93],
    heel: [19, 96],
    toe: [22, 97],
  },
};

/** @type {SidePose} */
const ON_ALL_FOURS = { trunk: 92, head: 80, arms: [[0, 0]], legs: [[0, -90, -80]] };

/** @type {SidePose} */
const FOREARM_PLANK = { trunk: 100, head: 100, arms: [[4, 90]], legs: [[-76, -80, 20]] };

/** @type {SidePose} */
const ON_THE_SIDE = {
  trunk: -90,
  head: -90,
  arms: [
    [82, 86],
    [-90, -90],
  ],
  legs: [[90, 90, 120]],
};

/** @type {Record<string, Figure>} */
export const FIGURES = {
  squat: { start: UPRIGHT, end: { trunk: 145, arms: [[88, 92]], legs: [[82, -26, 90]] }, front: SQUAT_FRONT },
  lunge: {
    start: UPRIGHT,
    end: {
      trunk: 178,
      arms: [[-18, 50]],
      legs: [
        [80, 0, 90],
        [-12, -86, 20],
      ],
    },
    front: LUNGE_FRONT,
  },
  bridge: {
    start: { trunk: -90, arms: [[88, 90]], legs: [[128, 12, 90]] },
    end: { trunk: -62, head: -90, arms: [[88, 90]], legs: [[116, 2, 90]] },
  },
  side_lunge: { start: STANDING, end: SIDE_LUNGE_FRONT, front: SIDE_LUNGE_FRONT },
  fire_hydrant: {
    start: ON_ALL_FOURS,
    end: {
      ...ON_ALL_FOURS,
      legs: [
        [62, -35, -60],
        [0, -90, -80],
      ],
    },
  },
  wall_sit: {
    start: UPRIGHT,
    end: { trunk: 180, arms: [[10, 70]], legs: [[88, 0, 90]] },
    front: SQUAT_FRONT,
  },
  banded_walk: { start: STANDING, end: STEP_FRONT, front: STEP_FRONT },
  leg_raise: {
    start: ON_THE_SIDE,
    end: {
      ...ON_THE_SIDE,
      legs: [
        [128, 128, 150],
        [90, 90, 120],
      ],
    },
  },
  jump_squat: {
    start: { trunk: 145, arms: [[-40, -20]], legs: [[82, -26, 90]] },
    end: { trunk: 178, arms: [[-30, -20]], legs: [[2, -4, 40]] },
    leap: 12,
    front: SQUAT_FRONT,
  },
  plank_leg_lift: {
    start: FOREARM_PLANK,
    end: {
      ...FOREARM_PLANK,
      legs: [
        [-100, -104, -20],
        [-76, -80, 20],
      ],
    },
  },
  deadlift: { start: UPRIGHT, end: { trunk: 102, arms: [[4, 2]], legs: [[16, -12, 90]] } },
  downward_dog: {
    start: ON_ALL_FOURS,
    end: { trunk: 48, head: 50, arms: [[48, 48]], legs: [[-28, -32, 70]] },
  },
};

/**
 * Which way to go: landmark, direction. In the front figures the person's left is on our right.
 * @type {Record<string, [number, number][]>}
 */
export const ARROWS = {
  knees_in: [
    [25, 90],
    [26, -90],
  ],
  knees_apart: [
    [25, -90],
    [26, 90],
  ],
  shallow: [[23, 0]],
  forward_lean: [[11, -120]],
  trunk_lean: [[11, -120]],
  heels_up: [[29, 0]],
  knee_past_toes: [[25, -90]],
  not_full: [[23, 180]],
  over_arched: [[23, 0]],
  hips_sag: [[23, 180]],
  hips_high: [[23, 0]],
  hips_low: [[23, 180]],
  too_high: [[23, 0]],
  too_low: [[23, 180]],
  low: [[25, 180]],
  feet_far: [[27, -90]],
  toes_out: [
    [31, -90],
    [32, 90],
  ],
  feet_together: [
    [27, 90],
    [28, -90],
  ],
};
