/**
 * The one line to the server: connects, notices silence, and connects again. Each connection begins with a
 * snapshot.
 *
 * @typedef {object} Listener
 * @property {(message: import("./types.js").ServerMessage) => void} onMessage
 * @property {(frame: import("./types.js").FrameInfo, jpeg: Uint8Array<ArrayBuffer>) => void} onFrame
 * @property {(to: "connecting" | "open" | "gone") => void} onConnection
 */
import { isAnswering } from "./api.js";

/**
 * After so much silence we ask whether the server is there (ms): looked at so often, it is known gone after
 * 2.25 s in the worst case.
 */
const SILENCE_MS = 1000;
const ANSWER_MS = 1000;
const LOOK_MS = 250;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 3000;

/**
 * The pause before the n-th try to connect again (ms).
 * @param {number} tries
 */
export function backOff(tries) {
  return Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS);
}

/**
 * A frame as the server packs it: length of the JSON (uint32, little endian), JSON, JPEG.
 * @param {ArrayBuffer} buffer
 * @returns {{frame: import("./types.js").FrameInfo, jpeg: Uint8Array<ArrayBuffer>}}
 */
export function unpackFrame(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  if (4 + length > buffer.byteLength) {
    throw new RangeError(`frame: expected ${length} bytes of JSON, got ${buffer.byteLength - 4}`);
  }
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, length));
  return { frame: JSON.parse(text), jpeg: new Uint8Array(buffer, 4 + length) };
}

export class Line {
  /**
   * @param {string} address
   * @param {Listener} listener
   */
  constructor(address, listener) {
    this.address = address;
    this.listener = listener;
    this.tries = 0;
    this.heard = 0;
    /** @type {WebSocket | null} */
    this.socket = null;
    setInterval(() => this.watch(), LOOK_MS);
    this.connect();
  }

  connect() {
    const socket = new WebSocket(this.address);
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => socket === this.socket && this.take(data);
    socket.onclose = () => socket === this.socket && this.lost();
    this.socket = socket;
    this.heard = performance.now();
  }

  /** @param {string | ArrayBuffer} data */
  take(data) {
    this.heard = performance.now();
    if (typeof data !== "string") {
      const { frame, jpeg } = unpackFrame(data);
      this.listener.onFrame(frame, jpeg);
      return;
    }
    const message = JSON.parse(data);
    if (message.type === "snapshot") {
      this.tries = 0;
      this.listener.onConnection("open");
    }
    this.listener.onMessage(message);
  }

  /** Take a fresh connection, and with it a fresh snapshot. */
  resync() {
    this.drop();
    this.connect();
  }

  lost() {
    this.drop();
    this.listener.onConnection("gone");
    setTimeout(() => this.connect(), backOff(this.tries++));
  }

  drop() {
    const { socket } = this;
    this.socket = null;
    if (socket) socket.onclose = null;
    socket?.close();
  }

  /** A connection may be open and dead: when nothing came for a while, ask. */
  async watch() {
    const { socket } = this;
    if (!socket || performance.now() - this.heard < SILENCE_MS) return;
    this.heard = performance.now() + ANSWER_MS;
    if (!(await isAnswering(ANSWER_MS)) && socket === this.socket) this.lost();
  }

  /** @param {Uint8Array<ArrayBuffer>} picture */
  sendPicture(picture) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(picture);
  }

  /**
   * @param {object} message
   * @returns {boolean} false when nobody is there to hear it
   */
  send(message) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }
}
