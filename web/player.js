/** The clock of a replay: where it is, whether it runs and how fast. It does not know what it plays. */

/** At most so much passes from one picture to the next, however long the tab was away (s). */
const LONGEST_STEP_S = 0.1;

export class Player {
  /** @param {() => void} onChange whenever position, speed or running have changed */
  constructor(onChange) {
    this.onChange = onChange;
    this.from = this.to = this.position = 0;
    this.speed = 1;
    this.running = false;
    this.loops = false;
  }

  /**
   * Another stretch, from its start.
   * @param {number} from seconds
   * @param {number} to
   * @param {boolean} loops whether it starts again at its end
   */
  load(from, to, loops) {
    Object.assign(this, { from, to, loops, position: from });
    this.onChange();
  }

  /** @param {number} position seconds */
  seek(position) {
    this.position = Math.min(this.to, Math.max(this.from, position));
    this.onChange();
  }

  /** @param {number} speed 1 as it was */
  setSpeed(speed) {
    this.speed = speed;
    this.onChange();
  }

  toggle() {
    if (this.running) this.stop();
    else this.start();
  }

  start() {
    if (this.position >= this.to) this.position = this.from;
    this.running = true;
    this.onChange();
    this.wait(performance.now());
  }

  stop() {
    this.running = false;
    this.onChange();
  }

  /** @param {number} last when the last picture was shown (ms) */
  wait(last) {
    requestAnimationFrame((now) => {
      if (!this.running) return;
      this.advance(Math.min((now - last) / 1000, LONGEST_STEP_S));
      if (this.running) this.wait(now);
    });
  }

  /** @param {number} passed seconds */
  advance(passed) {
    const next = this.position + passed * this.speed;
    if (next < this.to) this.position = next;
    else if (this.loops) this.position = this.from;
    else Object.assign(this, { position: this.to, running: false });
    this.onChange();
  }
}
