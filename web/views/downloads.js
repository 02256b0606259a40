/** One session, or all of them, as files to keep. */
import { exportAddress } from "../api.js";
import { el } from "../dom.js";
import { words } from "../words.js";

/** @param {number} [id] of the one session; else all */
export function downloads(id) {
  return /** @type {const} */ (["html", "csv", "json"]).map((format) =>
    el("a", { class: "button", href: exportAddress(format, id), download: true }, words(`save.${format}`)),
  );
}
