/** A part of a page with its heading. */
import { el } from "../dom.js";
import { words } from "../words.js";

/**
 * @param {string} title
 * @param {Node} body
 */
export function section(title, body) {
  return el("section", {}, el("h2", {}, words(title)), body);
}
