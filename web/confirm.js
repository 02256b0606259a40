/** Asks before a session is deleted, and deletes it. */
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
  const trouble = el("p", { role: "alert" });
  const keep = el("button", { type: "button", onclick: () => dialog.close() }, words("delete.no"));
  const remove = el("button", { type: "button", class: "danger" }, words("delete.yes"));
  const dialog = el(
    "dialog",
    { "aria-labelledby": "delete-title" },
    el("h2", { id: "delete-title" }, words("delete.title")),
    el("p", {}, text),
    trouble,
    el("p", { class: "row" }, remove, keep),
  );
  remove.addEventListener("click", async () => {
    try {
      await api.deleteSession(session.id);
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
