/**
 * Says it aloud: with a voice of this computer, never one of a far server; with beeps where there is none.
 * @typedef {import("./manners.js").Utterance} Utterance
 */
import { language } from "./words.js";

const MUTED = "formcheck.muted";

/** Beeps: frequencies (Hz), one after the other. @type {Record<Utterance["kind"], number[]>} */
const BEEPS = { count: [880], cue: [440, 330], note: [260] };
const BEEP_S = 0.12;

export class Voice {
  constructor() {
    this.muted = readMuted();
    /** @type {AudioContext | null} */
    this.audio = null;
  }

  /** Browsers let a page sound only after the user has touched it: call this from a click or a key. */
  unlock() {
    this.audio ??= new AudioContext();
    void this.audio.resume();
  }

  toggle() {
    this.muted = !this.muted;
    if (this.muted) globalThis.speechSynthesis?.cancel();
    try {
      localStorage.setItem(MUTED, String(this.muted));
    } catch {
      // A browser that keeps nothing still mutes.
    }
  }

  /** @param {Utterance[]} utterances the first interrupts what is being said */
  say(utterances) {
    if (this.muted || utterances.length === 0) return;
    const voice = localVoice();
    if (!voice) {
      this.beep(utterances.flatMap(({ kind }) => BEEPS[kind]));
      return;
    }
    speechSynthesis.cancel();
    for (const { text } of utterances) {
      const speech = new SpeechSynthesisUtterance(text);
      speech.voice = voice;
      speech.lang = voice.lang;
      speech.rate = 1.1;
      speechSynthesis.speak(speech);
    }
  }

  /** @param {number[]} tones */
  beep(tones) {
    const { audio } = this;
    if (!audio) return;
    tones.forEach((frequency, i) => {
      const start = audio.currentTime + i * BEEP_S * 1.3;
      const tone = new OscillatorNode(audio, { frequency });
      const gain = new GainNode(audio, { gain: 0 });
      gain.gain.linearRampToValueAtTime(0.25, start + 0.01);
      gain.gain.linearRampToValueAtTime(0, start + BEEP_S);
      tone.connect(gain).connect(audio.destination);
      tone.start(start);
      tone.stop(start + BEEP_S);
    });
  }
}

/** @returns {SpeechSynthesisVoice | undefined} */
function localVoice() {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  return voices.find((voice) => voice.localService && voice.lang.startsWith(language));
}

function readMuted() {
  try {
    return localStorage.getItem(MUTED) === "true";
  } catch {
    return false;
  }
}
