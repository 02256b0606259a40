import assert from "node:assert/strict";
import { test } from "node:test";
import { bannerText } from "../../web/banner.js";
import { words } from "../../web/words.js";
import { after, status } from "./story.js";

const UNSAVED = { saving: false, notice: "This session is not being saved: history x: the disk is full" };
const gone = { type: "connection", to: "gone" };

test("that nothing is saved is said with its reason, whatever else there is to say", () => {
  const said = "Nothing is being saved: history x: the disk is full";
  assert.equal(bannerText(after(status(UNSAVED))), said);
  const refused = after(status(UNSAVED), { type: "error", message: "No." });
  assert.equal(bannerText(refused), `No. ${said}`);
  assert.equal(bannerText(after(status(UNSAVED), status())), "");
});

test("when the server has gone, only what was saved is called saved", () => {
  assert.equal(bannerText(after(status(), gone)), words("line.gone"));
  const lost = bannerText(after(status(UNSAVED), gone));
  assert.match(lost, /not answering.*Nothing is being saved: history x: the disk is full/);
  assert.doesNotMatch(lost, /is saved/);
});

test("without trouble a notice is shown as it is", () => {
  assert.equal(bannerText(after(status({ notice: "Paused: nobody looks." }))), "Paused: nobody looks.");
  assert.equal(bannerText(after()), "");
});
