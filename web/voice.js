/**
 * Says it aloud: with a voice of this computer, never one of a far server; with beeps where there is none.
 * @typedef {import("./manners.js").Utterance} Utterance
 */
import { preference, prefer } from "./preferences.js";
import { language } from "./words.js";

/** Beeps: frequencies (Hz), one after the other. @type {Record<Utterance["kind"], number[]>} */
const BEEPS = { count: [880], cue: [440, 330], note: [260] };
const BEEP_S = 0.12;
/** The metronome: shorter, and other than every beep. */
const TICK_S = 0.03;
const TICK_HZ = 1200;
const TURN_HZ = 1800;

export class Voice {
  constructor() {
    this.muted = preference("muted", false);
    /** @type {AudioContext | null} */
    this.audio = null;
    localVoice(); // Chrome fetches its voices when it is first asked for them
  }

  /** Browsers let a page sound only after the user has touched it: call this from a click or a key. */
  unlock() {
    this.audio ??= new AudioContext();
    void this.audio.resume();
  }

  toggle() {
    this.muted = !this.muted;
    if (this.muted) globalThis.speechSynthesis?.cancel();
    prefer("muted", this.muted);
  }

  /**
   * @param {Utterance[]} utterances
   * @param {boolean} [waits] else the first interrupts what is being said
   */
  say(utterances, waits = false) {
    if (this.muted || utterances.length === 0) return;
    const voice = localVoice();
    if (!voice) {
      this.beep(utterances.flatMap(({ kind }) => BEEPS[kind]));
      return;
    }
    if (!waits) speechSynthesis.cancel();
    for (const { text } of utterances) {
      const speech = new SpeechSynthesisUtterance(text);
      speech.voice = voice;
      speech.lang = voice.lang;
      speech.rate = 1.1;
      speechSynthesis.speak(speech);
    }
  }

  /** @param {boolean} turn the first beat of a half */
  tick(turn) {
    if (!this.muted) this.beep([turn ? TURN_HZ : TICK_HZ], TICK_S);
  }

  /**
   * @param {number[]} tones
   * @param {number} [seconds] of each
   */
  beep(tones, seconds = BEEP_S) {
    const { audio } = this;
    if (!audio) return;
    tones.forEach((frequency, i) => {
      const start = audio.currentTime + i * seconds * 1.3;
      const tone = new OscillatorNode(audio, { frequency });
      const gain = new GainNode(audio, { gain: 0 });
      gain.gain.linearRampToValueAtTime(0.25, start + 0.01);
      gain.gain.linearRampToValueAtTime(0, start + seconds);
      tone.connect(gain).connect(audio.destination);
      tone.start(start);
      tone.stop(start + seconds);
    });
  }
}

/** @returns {SpeechSynthesisVoice | undefined} */
function localVoice() {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.find((voice) => voice.localService && voice.lang.startsWith(language));
}
