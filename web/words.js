/** Looks up phrases in the reader's language and fills them in. */
import en from "./phrases/en.js";

/** @typedef {string | {one?: string, other: string}} Phrase */

/** @type {Record<string, Record<string, Phrase>>} */
const LANGUAGES = { en };

export const language = preferred(globalThis.navigator?.languages ?? ["en"]);

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
