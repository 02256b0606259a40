/** Asks before anything is deleted, says what that means, and deletes it. */
import * as api from "./api.js";
import { el } from "./dom.js";
import { when } from "./format.js";
import { result } from "./review.js";
import { words } from "./words.js";

/**
 * @param {import("./types.js").Session} session
 * @returns {Promise<boolean>} whether it is gone
 */
export function confirmDelete(session) {
  const text = words("delete.text", { what: result(session), when: when(session.started_at) });
  return confirm(words("delete.title"), text, () => api.deleteSession(session.id));
}

/**
 * @param {number} n how many sessions there are
 * @returns {Promise<boolean>} whether they are gone
 */
export function confirmDeleteAll(n) {
  const title = words("delete.allTitle", { n });
  return confirm(title, words("delete.allText"), () => api.deleteAllSessions());
}

/**
 * @param {string} title
 * @param {string} text
 * @param {() => Promise<unknown>} remove
 * @returns {Promise<boolean>} whether it was done
 */
function confirm(title, text, remove) {
  const trouble = el("p", { role: "alert" });
  const keep = el("button", { type: "button", onclick: () => dialog.close() }, words("delete.no"));
  const yes = el("button", { type: "button", class: "danger" }, words("delete.yes"));
  const dialog = el(
    "dialog",
    { "aria-labelledby": "delete-title" },
    el("h2", { id: "delete-title" }, title),
    el("p", {}, text),
    trouble,
    el("p", { class: "row" }, yes, keep),
  );
  yes.addEventListener("click", async () => {
    try {
      await remove();
      dialog.close("deleted");
    } catch (error) {
      trouble.textContent = error instanceof Error ? error.message : String(error);
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  keep.focus();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(dialog.returnValue === "deleted");
    });
  });
}
