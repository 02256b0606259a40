/** A body that moves, in the line of the drawn figures. */
import { setAttr, svg } from "./dom.js";
import { BONES, SEEN } from "./skeleton.js";
import { middles } from "./track.js";

/**
 * @typedef {import("./track.js").Body} Body
 * @typedef {import("./track.js").Box} Box
 */

/** The longer side of what is shown, in the figures' own units. */
const LONGEST = 100;
/** Room around the body, for the head and the strokes (frame heights per height of the box). */
const ROOM = 0.08;
/** Radius of the head per length of the trunk: half a head over a trunk (Winter 2009, rounded). */
const HEAD_SHARE = 0.21;
/** Better seen limbs are drawn fully, the others faintly: the far leg from the side sits at 0.33. */
const WELL_SEEN = 0.6;

/**
 * The same size for several boxes, each around its own middle and standing on its own floor, so that bodies
 * can be compared.
 * @param {Box[]} boxes
 * @returns {Box[]}
 */
export function sameSize(boxes) {
  const width = Math.max(...boxes.map((box) => box.right - box.left));
  const height = Math.max(...boxes.map((box) => box.bottom - box.top));
  const room = ROOM * Math.max(width, height);
  return boxes.map((box) => {
    const middle = (box.left + box.right) / 2;
    return {
      left: middle - width / 2 - room,
      right: middle + width / 2 + room,
      top: box.bottom - height - 1.5 * room,
      bottom: box.bottom + room / 2,
    };
  });
}

export class Stick {
  /**
   * @param {Box} box what can be seen
   * @param {number} floor where it is (frame heights)
   * @param {string} label what the picture is, for those who do not see it
   */
  constructor({ left, top, right, bottom }, floor, label) {
    this.scale = LONGEST / Math.max(right - left, bottom - top);
    this.left = left;
    this.top = top;
    this.far = svg("path", { class: "far" });
    this.near = svg("path");
    this.head = svg("circle");
    this.fault = svg("path", { class: "at-fault" });
    const size = [right - left, bottom - top].map((length) => (length * this.scale).toFixed(1));
    const ground = ((floor - top) * this.scale).toFixed(1);
    this.node = svg(
      "svg",
      { viewBox: `0 0 ${size.join(" ")}`, class: "figure stick", role: "img", "aria-label": label },
      svg("path", { d: `M0 ${ground}H${size[0]}`, class: "floor-line" }),
      this.far,
      this.near,
      this.head,
      this.fault,
    );
  }

  /**
   * @param {Body | null} body
   * @param {number[][]} [faulty] limbs at fault
   */
  show(body, faulty = []) {
    const seen = body ? BONES.filter((bone) => weakest(body, bone) >= SEEN) : [];
    const isNear = (/** @type {number[]} */ bone) => body !== null && weakest(body, bone) >= WELL_SEEN;
    setAttr(this.near, "d", this.path(body, seen.filter(isNear)));
    setAttr(
      this.far,
      "d",
      this.path(
        body,
        seen.filter((bone) => !isNear(bone)),
      ),
    );
    setAttr(this.fault, "d", this.path(body, faulty));
    this.showHead(body);
  }

  /** @param {Body | null} body */
  showHead(body) {
    setAttr(this.head, "visibility", body ? null : "hidden");
    if (!body) return;
    const { head, shoulders, hips } = middles(body);
    const trunk = Math.hypot(shoulders[0] - hips[0], shoulders[1] - hips[1]);
    const [x, y] = this.place(head);
    for (const [name, value] of Object.entries({ cx: x, cy: y, r: HEAD_SHARE * trunk * this.scale })) {
      setAttr(this.head, name, value.toFixed(2));
    }
  }

  /**
   * @param {Body | null} body
   * @param {number[][]} limbs
   */
  path(body, limbs) {
    if (!body) return "";
    const at = (/** @type {number} */ i) =>
      this.place(body[i])
        .map((value) => value.toFixed(2))
        .join(" ");
    return limbs.map(([a, b]) => `M${at(a)}L${at(b)}`).join("");
  }

  /** @param {number[]} point */
  place([x, y]) {
    return [(x - this.left) * this.scale, (y - this.top) * this.scale];
  }
}

/**
 * How well the worse seen end of a limb is seen.
 * @param {Body} body
 * @param {number[]} limb
 */
function weakest(body, [a, b]) {
  return Math.min(body[a][2], body[b][2]);
}
