/** The line across the top: what keeps the page from working, or will be missed later. Pure. */
import { words } from "./words.js";

/** @param {import("./state.js").State} state */
export function bannerText({ connection, saving, error, notice }) {
  const unsaved = saving ? null : words("line.unsaved", { why: reason(notice ?? "") });
  const lines =
    connection === "gone"
      ? [words(saving ? "line.gone" : "line.goneUnsaved"), unsaved]
      : [error, unsaved ?? notice];
  return lines.filter(Boolean).join(" ");
}

/**
 * Behind what the server says in English.
 * @param {string} notice
 */
function reason(notice) {
  return notice.slice(notice.indexOf(": ") + 1).trim();
}
