/** Says what the manners allow: aloud, and to screen readers. */
import { el } from "./dom.js";
import { pace } from "./guide.js";
import { FRESH, hear, watch } from "./manners.js";
import { preference } from "./preferences.js";
import { isRunning } from "./state.js";

/** @typedef {import("./state.js").State} State */

export class Announcer {
  /** @param {import("./voice.js").Voice} voice */
  constructor(voice) {
    this.voice = voice;
    this.memory = FRESH;
    this.node = el("p", { class: "unseen-text", role: "status", "aria-live": "assertive" });
  }

  /** A new session: nothing was said in it yet. */
  begin() {
    this.memory = FRESH;
  }

  /**
   * @param {State} state after the event
   * @param {import("./types.js").CoachEvent} event
   */
  event(state, event) {
    this.utter(hear(this.memory, state, event));
  }

  /**
   * What is due because time has passed: the countdown, advice, and the beat of an exercise that has one.
   * @param {State} before
   * @param {State} state after a frame
   */
  time(before, state) {
    if (!isRunning(state) || state.status === "paused") return;
    this.utter(watch(this.memory, before, state));
    const [last, now] = [pace(before), pace(state)];
    if (now && now.beat !== last?.beat && preference("metronome", true)) {
      this.voice.tick(now.back !== last?.back);
    }
  }

  /** @param {import("./manners.js").Heard} heard */
  utter(heard) {
    this.memory = heard.memory;
    if (heard.say.length === 0) return;
    this.voice.say(heard.say, heard.waits);
    this.tell(heard.say.map(({ text }) => text).join(". "));
  }

  /**
   * To screen readers alone. A new element each time: the same words twice are news twice.
   * @param {string} text
   */
  tell(text) {
    this.node.replaceChildren(el("span", {}, text));
  }
}
