/** Looks up phrases in the reader's language and fills them in. */
import de, { coach as deCoach, server as deServer } from "./phrases/de.js";
import en from "./phrases/en.js";
import es, { coach as esCoach, server as esServer } from "./phrases/es.js";
import fr, { coach as frCoach, server as frServer } from "./phrases/fr.js";

import { preference } from "./preferences.js";

/** @typedef {string | {one?: string, other: string}} Phrase */

/** @type {Record<string, Record<string, Phrase>>} */
export const LANGUAGES = { en, de, es, fr };
/** The coach speaks English: its texts, by their English. @type {Record<string, Record<string, string>>} */
export const COACH = { en: {}, de: deCoach, es: esCoach, fr: frCoach };
/** The same of what the server refuses or warns of. @type {Record<string, Record<string, string>>} */
export const SERVER = { en: {}, de: deServer, es: esServer, fr: frServer };

/** Each language in its own words. @type {Record<string, string>} */
export const LANGUAGE_NAMES = { en: "English", de: "Deutsch", es: "Español", fr: "Français" };

export const language = preferred([
  preference("language", ""),
  ...(globalThis.navigator?.languages ?? ["en"]),
]);

/** The browser's own flavour of that language, for numbers and dates. */
export const locale = globalThis.navigator?.languages?.find((tag) => tag.startsWith(language)) ?? language;

/**
 * @param {readonly string[]} wanted as the browser lists them
 * @returns {string} a language that we have
 */
export function preferred(wanted) {
  return wanted.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? "en";
}

/**
 * @param {string} key
 * @returns {Phrase | undefined}
 */
function phrase(key) {
  return LANGUAGES[language][key] ?? LANGUAGES.en[key];
}

/**
 * A phrase with its blanks filled in. A key that nobody wrote gives the fallback, else itself with spaces.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @param {string} [fallback]
 */
export function words(key, values = {}, fallback = plain(key)) {
  const found = phrase(key) ?? fallback;
  const text = typeof found === "string" ? found : (plural(found, Number(values.n)) ?? found.other);
  return text.replace(/\{(\w+)\}/g, (blank, name) => String(values[name] ?? blank));
}

/**
 * What the coach says, in the reader's language; what nobody translated stays as it is.
 * @param {string} text
 */
export function told(text) {
  return COACH[language][text] ?? text;
}

/**
 * What the server refuses or warns of, likewise; a sentence with a value in it stays English.
 * @param {string} text
 */
export function saidByServer(text) {
  return SERVER[language][text] ?? text;
}

/**
 * A name within a sentence: small, but for languages that write nouns with a capital.
 * @param {string} name
 */
export function within(name) {
  return language === "de" ? name : name.toLocaleLowerCase(language);
}

/**
 * @param {{one?: string, other: string}} forms
 * @param {number} n
 */
function plural(forms, n) {
  return forms[/** @type {"one" | "other"} */ (new Intl.PluralRules(language).select(n))];
}

/** @param {string} key */
function plain(key) {
  return key.slice(key.lastIndexOf(".") + 1).replaceAll("_", " ");
}
