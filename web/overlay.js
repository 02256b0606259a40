/**
 * The mirror: a picture, and over it the skeleton that was found in that very picture. Both are painted in
 * one go.
 *
 * @typedef {import("./types.js").FrameInfo} FrameInfo
 */
import { el, setAttr } from "./dom.js";
import { BONES, SEEN, bodyBox } from "./skeleton.js";

/** Finer than this no eye can tell, and it costs time on 4K screens (px). */
const WIDEST = 1920;

export class Mirror {
  constructor() {
    this.picture = el("canvas", { class: "mirror-picture" });
    this.lines = el("canvas", { class: "mirror-lines" });
    this.node = el("div", { class: "mirror", "aria-hidden": "true" }, this.picture, this.lines);
    /** @type {{frame: FrameInfo, jpeg: Uint8Array<ArrayBuffer>, faulty: number[][]} | null} */
    this.waiting = null;
    this.busy = false;
    /** Whether the corners tell that the person is well placed. */
    this.placing = false;
  }

  /** @param {boolean} mirrored */
  setMirrored(mirrored) {
    setAttr(this.node, "data-mirrored", String(mirrored));
  }

  /**
   * Show a frame as soon as its picture is decoded; of several the newest.
   * @param {FrameInfo} frame
   * @param {Uint8Array<ArrayBuffer>} jpeg
   * @param {number[][]} [faulty] limbs at fault
   */
  async show(frame, jpeg, faulty = []) {
    this.waiting = { frame, jpeg, faulty };
    if (this.busy) return;
    this.busy = true;
    while (this.waiting) {
      const next = this.waiting;
      this.waiting = null;
      const picture = await decode(next.jpeg);
      this.paint(picture, next.frame, next.faulty);
      picture?.close();
    }
    this.busy = false;
  }

  clear() {
    this.waiting = null;
    for (const canvas of [this.picture, this.lines]) resize(canvas, 1, 1);
  }

  /**
   * @param {ImageBitmap | null} picture
   * @param {FrameInfo} frame
   * @param {number[][]} faulty
   */
  paint(picture, frame, faulty) {
    this.node.parentElement?.style.setProperty("--aspect", `${frame.width} / ${frame.height}`);
    resize(this.picture, picture?.width ?? frame.width, picture?.height ?? frame.height);
    if (picture) this.picture.getContext("2d")?.drawImage(picture, 0, 0);
    const { clientWidth, clientHeight } = this.node;
    const fitting = Math.min(clientWidth, (clientHeight * frame.width) / frame.height);
    const shown = Math.min(fitting * devicePixelRatio, WIDEST) || frame.width;
    resize(this.lines, Math.round(shown), Math.round((shown * frame.height) / frame.width));
    const pen = this.lines.getContext("2d");
    const { bone, edge, mind, good } = colours(this.node);
    const corner = this.placing && frame.placement === "good" ? good : bone;
    if (pen) drawBody(pen, frame.landmarks, faulty, { bone, edge, mind, corner });
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} jpeg
 * @returns {Promise<ImageBitmap | null>} null: no picture, or one that cannot be read
 */
async function decode(jpeg) {
  if (jpeg.length === 0) return null;
  return createImageBitmap(new Blob([jpeg], { type: "image/jpeg" })).catch(() => null);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
function resize(canvas, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** @param {Element} node */
function colours(node) {
  const style = getComputedStyle(node);
  return {
    bone: style.getPropertyValue("--bone"),
    edge: style.getPropertyValue("--bone-edge"),
    mind: style.getPropertyValue("--mind-bright"),
    good: style.getPropertyValue("--good-bright"),
  };
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number[][] | null} landmarks
 * @param {number[][]} faulty
 * @param {{bone: string, edge: string, mind: string, corner: string}} colour
 */
function drawBody(pen, landmarks, faulty, colour) {
  const { width, height } = pen.canvas;
  pen.clearRect(0, 0, width, height);
  const box = bodyBox(landmarks);
  if (!landmarks || !box) return;
  const unit = Math.max(width, height) / 250;
  pen.lineCap = pen.lineJoin = "round";
  drawCorners(pen, box, unit, colour);
  const bones = BONES.filter(([a, b]) => landmarks[a][2] >= SEEN && landmarks[b][2] >= SEEN);
  strokeLimbs(pen, landmarks, bones, colour.edge, unit * 2.4);
  strokeLimbs(pen, landmarks, bones, colour.bone, unit * 1.3);
  strokeLimbs(pen, landmarks, faulty, colour.edge, unit * 4.2);
  strokeLimbs(pen, landmarks, faulty, colour.mind, unit * 3);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number[][]} landmarks
 * @param {number[][]} limbs
 * @param {string} colour
 * @param {number} thickness
 */
function strokeLimbs(pen, landmarks, limbs, colour, thickness) {
  const { width, height } = pen.canvas;
  pen.beginPath();
  for (const [a, b] of limbs) {
    pen.moveTo(landmarks[a][0] * width, landmarks[a][1] * height);
    pen.lineTo(landmarks[b][0] * width, landmarks[b][1] * height);
  }
  pen.strokeStyle = colour;
  pen.lineWidth = thickness;
  pen.stroke();
}

/**
 * Four corners around the person: the coach is following.
 * @param {CanvasRenderingContext2D} pen
 * @param {{left: number, top: number, right: number, bottom: number}} box
 * @param {number} unit
 * @param {{bone: string, edge: string, corner: string}} colour
 */
function drawCorners(pen, box, unit, colour) {
  const { width, height } = pen.canvas;
  const room = unit * 6;
  const arm = unit * 8;
  pen.beginPath();
  for (const [x, inwards] of [
    [box.left * width - room, 1],
    [box.right * width + room, -1],
  ]) {
    for (const [y, down] of [
      [box.top * height - 1.5 * room, 1],
      [box.bottom * height + room, -1],
    ]) {
      pen.moveTo(x + inwards * arm, y);
      pen.lineTo(x, y);
      pen.lineTo(x, y + down * arm);
    }
  }
  for (const [paint, thickness] of /** @type {[string, number][]} */ ([
    [colour.edge, 1.5],
    [colour.corner, colour.corner === colour.bone ? 0.7 : 1.2],
  ])) {
    pen.strokeStyle = paint;
    pen.lineWidth = unit * thickness;
    pen.stroke();
  }
}
