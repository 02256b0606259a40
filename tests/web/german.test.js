import assert from "node:assert/strict";
import { test } from "node:test";
import { SQUAT, WALL_SIT, rep, trainedSet } from "./story.js";

Object.defineProperty(globalThis, "navigator", { value: { languages: ["de-AT"] } });
const { duration, measureName } = await import("../../web/format.js");
const { headline } = await import("../../web/headline.js");
const { translatedAnalysis, translatedMessage } = await import("../../web/translated.js");
const { words } = await import("../../web/words.js");

const BAD = ["knees_in"];
const EXERCISES = [SQUAT, WALL_SIT];

/** A session of sets: the exercise of each and the faults of its repetitions. */
function session(exercise, ...sets) {
  const trained = sets.map(([key, ...faults], i) => ({
    ...trainedSet(
      key,
      faults.map((some, k) => rep(2 * k + 2, some)),
    ),
    index: i + 1,
  }));
  const reps = trained.flatMap((set) => set.reps);
  return { exercise, held_s: 0, summary: { reps, attempts: [], holds: [], sets: trained } };
}

test("a headline with a late fault ends with one full stop", () => {
  const text = headline(session("squat", ["squat", [], [], [], [], [], BAD, BAD, BAD]), EXERCISES);
  assert.match(text, / bei 3 von 8, meist nach Wiederholung 5\.$/);
});

test("a noun stands where no case changes it", () => {
  const mixed = session("workout", ["lunge", BAD, BAD], ["squat", []]);
  assert.match(headline(mixed, EXERCISES), / bei 2 von 2 \(Ausfallschritte\)\.$/);
  assert.equal(headline(session("lunge", ["lunge"]), EXERCISES), "Diesmal nichts gezählt (Ausfallschritt).");
  assert.equal(words("live.of", { of: 12, noun: "Ausfallschritte" }), "Ziel: 12 Ausfallschritte");
});

test("a hold tells until when it was one", () => {
  const holds = [{ held_s: 60, reason: "stood_up", faults: [] }];
  const held = { exercise: "wall_sit", held_s: 60, summary: { reps: [], attempts: [], holds, sets: [] } };
  assert.equal(headline(held, EXERCISES), "1 min gehalten, bis du aufgestanden bist.");
});

test("measures and times are in German", () => {
  assert.equal(measureName("knee_flexion_deg").name, "Kniebeugung");
  assert.equal(duration(3600), "1 h");
});

test("what the server says is translated, what has a value in it stays as it came", () => {
  const paused = { type: "status", notice: "Paused while no page was connected." };
  assert.equal(translatedMessage(paused).notice, "Angehalten, solange keine Seite verbunden war.");
  assert.equal(translatedMessage({ type: "status", notice: null }).notice, null);
  const refused = { type: "error", message: "The session is paused: go on first." };
  assert.equal(translatedMessage(refused).message, "Die Einheit ist angehalten: Mach zuerst weiter.");
  const analysis = translatedAnalysis({ error: null, warnings: ["nobody was seen", "it ends early: 3 of 9"] });
  assert.deepEqual(analysis, { error: null, warnings: ["Es war niemand zu sehen.", "it ends early: 3 of 9"] });
});
