import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { axisTitle, clock, duration, list, measureName, quantity, sentence, when } from "../../web/format.js";
import en from "../../web/phrases/en.js";
import { COACH, LANGUAGES, SERVER, LANGUAGE_NAMES, preferred, words } from "../../web/words.js";

const WEB = new URL("../../web/", import.meta.url);

test("blanks are filled in, plurals follow the number", () => {
  assert.equal(words("headline.held", { s: "48 s" }), "Held 48 s.");
  assert.equal(words("summary.reps", { n: 1 }), "rep");
  assert.equal(words("summary.reps", { n: 2 }), "reps");
});

test("a key that nobody wrote becomes readable words, or the fallback", () => {
  assert.equal(words("rule.hips_below_line"), "hips below line");
  assert.equal(words("rule.hips_below_line", {}, "hips up"), "hips up");
});

test("the reader's first language that we have is taken", () => {
  assert.equal(preferred(["tlh", "en-GB"]), "en");
  assert.equal(preferred([]), "en");
});

test("every phrase that the page asks for by name is written", () => {
  const files = readdirSync(WEB, { recursive: true }).filter((name) => name.endsWith(".js"));
  const asked = files.flatMap((name) =>
    [...readFileSync(new URL(name, WEB), "utf8").matchAll(/words\("([\w.]+)"/g)].map(([, key]) => key),
  );
  assert.ok(asked.length > 40);
  assert.deepEqual(
    asked.filter((key) => !(key in en)),
    [],
  );
});

test("every camera status and view has words of its own", () => {
  const statuses = [
    "none",
    "loading",
    "opening",
    "not_found",
    "busy",
    "denied",
    "stalled",
    "ended",
    "failed",
  ];
  for (const one of statuses) assert.ok(`camera.${one}.title` in en && `camera.${one}.text` in en, one);
  for (const one of ["front", "three-quarter", "side", "back", "lying"]) assert.ok(`view.${one}` in en, one);
});

const EXERCISES = new URL("../../formcheck/exercises/", import.meta.url);
const CORE = new URL("../../formcheck/core/", import.meta.url);

/** What the first group of a pattern finds in Python files, each once. */
function foundIn(folder, pattern, names = readdirSync(folder).filter((name) => name.endsWith(".py"))) {
  const texts = names.map((name) => readFileSync(new URL(name, folder), "utf8"));
  return new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, found]) => found)));
}

/** The last parts of the keys of a kind of phrase. */
function written(kind) {
  const keys = Object.keys(en).filter((key) => key.startsWith(`${kind}.`));
  return keys.map((key) => key.slice(kind.length + 1)).sort();
}

test("every reason that the coach gives has a word, and no word is left of one that is gone", () => {
  const ofExercises = foundIn(EXERCISES, /\b(?:Gate|Check)\(\s*(?:reason=)?"(\w+)"/g);
  const ofTheCore = foundIn(
    CORE,
    /(?:\breturn |\b(?:close|stop)\((?:[^()"]*)|\breason or )"([a-z_]+)"/g,
    ["counting.py", "holding.py", "tracking.py", "coach.py"],
  );
  assert.ok(ofExercises.size > 15, "the pattern no longer fits the exercises");
  assert.ok(ofTheCore.size > 5, "the pattern no longer fits the core");
  assert.deepEqual(written("reason"), [...new Set([...ofExercises, ...ofTheCore])].sort());
});

test("every fault of every exercise has its phrases, and no phrase is left of one that is gone", () => {
  const faults = [...foundIn(EXERCISES, /\bFault\(\s*key="(\w+)"/g)].sort();
  assert.ok(faults.length > 20, "the pattern no longer fits the exercises");
  assert.deepEqual(written("rule"), faults);
  assert.deepEqual(written("happened"), faults);
});

test("every exercise has its noun, and there is one for any other", () => {
  const exercises = foundIn(EXERCISES, /\bExercise\(\s*key="(\w+)"/g);
  assert.deepEqual(written("noun"), ["", ...exercises].sort());
});

test("times are short and have units", () => {
  assert.equal(duration(8.4), "8 s");
  assert.equal(duration(75), "1 min 15 s");
  assert.equal(duration(3720), "1 h 2 min");
  assert.equal(duration(60), "1 min");
  assert.equal(duration(7200), "2 h");
  assert.equal(clock(0), "0:00");
  assert.equal(clock(75.9), "1:15");
});

test("values have as many digits as they deserve", () => {
  assert.equal(quantity(96.4, "deg"), "96°");
  assert.equal(quantity(1.26, "s"), "1.3 s");
  assert.equal(quantity(0.123, ""), "0.12");
  assert.equal(quantity(-0.256, "shoulder-knee lengths"), "-0.26");
});

test("a measure's key is taken apart into a name and a unit", () => {
  assert.deepEqual(measureName("knee_flexion_deg"), { name: "Knee flexion", unit: "deg" });
  assert.deepEqual(measureName("thigh_slope_"), { name: "Slope of the thigh", unit: "" });
});

test("an axis has its unit, where that is short", () => {
  assert.equal(axisTitle("knee flexion", "deg"), "Knee flexion (°)");
  assert.equal(axisTitle("hip height", "shoulder-knee lengths"), "Hip height");
});

test("days near by have names, others dates", () => {
  const now = new Date(2026, 4, 20, 18, 0);
  const at = (day, hour = 9) => when(new Date(2026, 4, day, hour, 5).toISOString(), now);
  assert.match(at(20), /^Today, 0?9:05/);
  assert.match(at(19, 23), /^Yesterday, /);
  assert.match(at(17), /^Sunday, /);
  assert.match(at(2), /(May 2|2 May), /);
  assert.match(when(new Date(2025, 1, 1).toISOString(), now), /2025/);
});

test("lists read like a sentence", () => {
  assert.match(list(["0:05", "0:12"]), /0:05 and 0:12/);
  assert.equal(sentence("knees came in"), "Knees came in");
});

/** The blanks of a phrase, in every form that it has. */
function blanks(phrase) {
  const forms = typeof phrase === "string" ? [phrase] : Object.values(phrase);
  return [...new Set(forms.flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort().join(" ");
}

for (const [code, phrases] of Object.entries(LANGUAGES)) {
  test(`${code} says everything that English says, with the same blanks`, () => {
    assert.deepEqual(Object.keys(phrases).sort(), Object.keys(en).sort());
    for (const [key, phrase] of Object.entries(phrases)) assert.equal(blanks(phrase), blanks(en[key]), key);
    assert.ok(code in LANGUAGE_NAMES);
  });
}

for (const [who, { en: own, ...others }] of Object.entries({ coach: COACH, server: SERVER })) {
  test(`the ${who} says the same things in every language but its own`, () => {
    assert.deepEqual(own, {});
    for (const texts of Object.values(others)) {
      assert.deepEqual(Object.keys(texts), Object.keys(others.de));
      for (const [english, text] of Object.entries(texts)) assert.ok(text.length > 1, english);
    }
  });
}

test("a phrase with a number that counts something has a form for one wherever the word changes", () => {
  const one = (code, key) => LANGUAGES[code][key].one;
  assert.equal(one("en", "trends.text"), "{name} over {n} session, from {first} to {last}.");
  assert.equal(one("es", "history.clean"), "{n} limpia");
  assert.equal(one("fr", "summary.partlyJudged"), "{n} non évaluée");
});

test("everything that the page offers is said in every language", () => {
  for (const phrases of Object.values(LANGUAGES)) {
    assert.match(phrases["replay.notKept"], /keep_landmarks = true/);
    assert.match(phrases["history.filesHow"], /report|Bericht|informe|rapport/);
    assert.match(phrases["analyse.how"], /session|Einheit|sesión|séance/);
  }
});

test("the reader's first language that we have is taken, and what they chose before all", () => {
  assert.equal(preferred(["", "nl-BE", "fr-BE", "de"]), "fr");
  assert.equal(preferred(["es", "de-DE"]), "es");
  assert.equal(preferred(["ja"]), "en");
});
