/**
 * A camera that the page opens, where the server cannot: its newest picture goes to the server, one at a time.
 *
 * @typedef {"denied" | "not_found" | "busy" | "insecure"} Trouble
 */

/** As wide as the server's own pictures (px), and as good as the pose model needs. */
const WIDTH = 640;
const QUALITY = 0.8;
/** A picture that was not answered for so long is lost; then the next one goes (ms). */
const LOST_MS = 1000;
/** A camera that has gone is looked for this often (ms): soon enough for who plugs it in, and seldom. */
export const AGAIN_MS = 2000;
/** The time in front of a picture: a float64 (bytes). */
const TIME_BYTES = 8;

/**
 * Why a camera did not open, by the name of the browser's error.
 * @param {string} name
 * @returns {Trouble}
 */
export function troubleOf(name) {
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "not_found";
  return name === "TypeError" ? "insecure" : "busy";
}

/**
 * A picture as the server wants it: its time in seconds (float64, little endian), then the JPEG.
 * @param {number} seconds
 * @param {ArrayBuffer} jpeg
 */
export function packPicture(seconds, jpeg) {
  const message = new Uint8Array(TIME_BYTES + jpeg.byteLength);
  new DataView(message.buffer).setFloat64(0, seconds, true);
  message.set(new Uint8Array(jpeg), TIME_BYTES);
  return message;
}

/** Whether the browser would open the camera without asking. */
async function isGranted() {
  try {
    const { state } = await navigator.permissions.query({ name: /** @type {PermissionName} */ ("camera") });
    return state === "granted";
  } catch {
    return false;
  }
}

export class BrowserCamera {
  /**
   * @param {(message: Uint8Array<ArrayBuffer>) => void} send
   * @param {() => void} again it is time to tend it again: the camera has gone, and may be back
   */
  constructor(send, again) {
    this.send = send;
    this.again = again;
    this.video = document.createElement("video");
    this.video.muted = this.video.playsInline = true;
    this.canvas = document.createElement("canvas");
    this.sentAt = -Infinity;
    /** @type {MediaStream | null} */
    this.stream = null;
    this.opening = false;
    /** Whether pictures are asked for: what opens late must know. */
    this.wanted = false;
    /** Whether the browser may ask its user for the camera: they have chosen it on this page. */
    this.mayAsk = false;
    /** Whether it has ended by itself since it was last asked for: unplugged, perhaps, or taken away. */
    this.lost = false;
    /** When it is looked for again. @type {ReturnType<typeof setTimeout> | undefined} */
    this.due = undefined;
    /** The callback that waits for the next picture. */
    this.awaited = 0;
  }

  get open() {
    return this.opening || this.stream !== null;
  }

  /**
   * Open while the server wants pictures; without having been asked for here only where nobody is asked.
   * @param {import("./state.js").State} state
   * @returns {Promise<Trouble | null>} why it does not open
   */
  async tend({ source, camera, ownCamera }) {
    this.wanted = source.kind === "browser" && camera.status !== "none";
    if (!this.wanted) {
      this.lost = false;
      this.stop();
      return null;
    }
    const allowed = !this.open && ownCamera === null && (this.mayAsk || (await isGranted()));
    return allowed && this.wanted && !this.open ? this.start() : null;
  }

  /** @returns {Promise<Trouble | null>} null: it is open, or nobody wants it any more */
  async start() {
    this.opening = true;
    try {
      const wanted = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
      this.stream = await navigator.mediaDevices.getUserMedia({ video: wanted });
      if (!this.wanted) {
        this.stop();
        return null;
      }
      for (const track of this.stream.getTracks()) track.onended = () => this.lose();
      this.video.srcObject = this.stream;
      await this.video.play();
    } catch (error) {
      this.stop();
      return this.wanted ? this.fail(troubleOf(error instanceof Error ? error.name : "")) : null;
    } finally {
      this.opening = false;
    }
    this.lost = false;
    this.next();
    return null;
  }

  /** The camera has ended by itself. */
  lose() {
    this.stop();
    this.lost = true;
    this.lookAgain();
  }

  /**
   * An absent camera is looked for again. One that is in use only after it was lost, where the next try may
   * just be too soon: each try may ask its user.
   * @param {Trouble} trouble
   */
  fail(trouble) {
    if (trouble === "not_found" || (trouble === "busy" && this.lost)) this.lookAgain();
    return trouble;
  }

  lookAgain() {
    clearTimeout(this.due);
    this.due = setTimeout(this.again, AGAIN_MS);
  }

  stop() {
    clearTimeout(this.due);
    this.video.cancelVideoFrameCallback(this.awaited);
    for (const track of this.stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    this.stream = this.video.srcObject = null;
  }

  /** The server has looked at a picture: it may have the next one. */
  answered() {
    this.sentAt = -Infinity;
  }

  next() {
    this.awaited = this.video.requestVideoFrameCallback((now, { captureTime }) => {
      if (now - this.sentAt > LOST_MS) {
        this.sentAt = now;
        this.show(captureTime ?? now);
      }
      this.next();
    });
  }

  /** @param {number} milliseconds when the picture was taken */
  show(milliseconds) {
    const { videoWidth, videoHeight } = this.video;
    const scale = Math.min(1, WIDTH / videoWidth);
    this.canvas.width = Math.round(videoWidth * scale);
    this.canvas.height = Math.round(videoHeight * scale);
    this.canvas.getContext("2d")?.drawImage(this.video, 0, 0, this.canvas.width, this.canvas.height);
    this.canvas.toBlob(
      async (blob) => {
        const jpeg = await blob?.arrayBuffer();
        if (jpeg && this.stream) this.send(packPicture((performance.timeOrigin + milliseconds) / 1000, jpeg));
      },
      "image/jpeg",
      QUALITY,
    );
  }
}
