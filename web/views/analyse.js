/** A film instead of a camera: choose it, wait with a bar, read the summary. */
import * as api from "../api.js";
import { el, redrawn, setAttr, setText, show } from "../dom.js";
import { duration } from "../format.js";
import { words } from "../words.js";
import { section } from "./section.js";

/** In the place of an exercise: the coach finds out. */
const AUTO = "auto";
const ASK_EVERY_MS = 400;
/** A guess at the time left is worth showing from this share on. */
const GUESS_FROM = 0.08;

/** @param {import("../app.js").Actions} actions */
export function analyseView(actions) {
  const select = el("select", { id: "film-exercise" });
  const pick = el("input", {
    type: "file",
    accept: "video/*,.mkv,.avi",
    class: "unseen-text",
    id: "film",
    onchange: () => take(pick.files),
  });
  const drop = el(
    "div",
    { class: "drop" },
    el("p", { class: "large" }, words("analyse.drop")),
    pick,
    el("label", { for: "film", class: "button primary" }, words("analyse.pick")),
  );
  const job = jobPanel(() => running?.abort());
  const node = el(
    "main",
    { class: "page", id: "content" },
    el("h1", { tabindex: -1 }, words("analyse.title")),
    el("p", {}, words("analyse.how")),
    el("p", { class: "field" }, el("label", { for: "film-exercise" }, words("analyse.exercise")), select),
    drop,
    job.node,
    section("analyse.well", hints()),
  );
  const drawOptions = redrawn(select);
  /** @type {AbortController | null} */
  let running = null;
  listenForDrops(drop, take);

  /** @param {FileList | null | undefined} files */
  async function take(files) {
    const file = files?.[0];
    if (!file || running) return;
    running = new AbortController();
    show(drop, false);
    select.disabled = true;
    try {
      const { session_id, warnings } = await analyse(file, select.value, running.signal, job.progress);
      job.say(words("analyse.done", { name: file.name }));
      if (session_id !== null) {
        actions.analysed.add(session_id, warnings, file);
        actions.showAnalysed(session_id);
      }
    } catch (error) {
      if (running.signal.aborted) job.say(words("analyse.cancelled"));
      else job.refuse(message(error));
    }
    running = null;
    pick.value = "";
    show(drop, true);
    select.disabled = false;
  }

  return {
    node,
    title: words("analyse.title"),
    /** @param {import("../state.js").State} state */
    update: ({ exercises }) =>
      drawOptions(exercises.map((one) => one.key).join(), () => [
        el("option", { value: AUTO }, words("analyse.auto")),
        ...exercises.map((one) => el("option", { value: one.key }, one.name)),
      ]),
  };
}

function hints() {
  const items = ["body", "still", "side", "files"].map((key) => el("li", {}, words(`analyse.well.${key}`)));
  return el("ul", { class: "hints" }, ...items);
}

/** @param {unknown} error */
function message(error) {
  if (error instanceof TypeError) return words("analyse.gone");
  return error instanceof Error ? error.message : String(error);
}

/**
 * Hands the film over and follows its analysis to the end.
 * @param {File} file
 * @param {string} exercise
 * @param {AbortSignal} signal
 * @param {(text: string, share?: number) => void} tell
 * @returns {Promise<import("../types.js").Analysis>}
 */
async function analyse(file, exercise, signal, tell) {
  tell(words("analyse.sending", { name: file.name }));
  const { id } = await api.startAnalysis(file, exercise, signal);
  const started = performance.now();
  for (;;) {
    const found = await api.analysis(id);
    if (found.status === "done") return found;
    if (found.status !== "running") throw new Error(found.error ?? words("analyse.cancelled"));
    if (signal.aborted) {
      await api.cancelAnalysis(id);
      throw new Error(words("analyse.cancelled"));
    }
    const spent = (performance.now() - started) / 1000;
    const left = (spent * (1 - found.progress)) / found.progress;
    const guess = found.progress >= GUESS_FROM ? ` ${words("analyse.left", { time: duration(left) })}` : "";
    tell(words("analyse.running", { name: file.name }) + guess, found.progress);
    await new Promise((done) => setTimeout(done, ASK_EVERY_MS));
  }
}

/** @param {() => void} cancel */
function jobPanel(cancel) {
  const text = el("p", { role: "status" });
  const bar = el("progress", { max: 1, "aria-label": words("analyse.title") });
  const button = el("button", { type: "button", onclick: cancel }, words("analyse.cancel"));
  const node = el("div", { class: "job", hidden: true }, text, bar, button);

  /** @param {string} what how it ended */
  function say(what) {
    setText(text, what);
    show(bar, false);
    show(button, false);
  }

  return {
    node,
    /**
     * @param {string} what
     * @param {number} [share]
     */
    progress(what, share) {
      for (const part of [node, bar, button]) show(part, true);
      setAttr(text, "class", null);
      setText(text, what);
      setAttr(bar, "value", share === undefined ? null : String(share));
    },
    say,
    /** @param {string} why there is no analysis */
    refuse(why) {
      setAttr(text, "class", "notice trouble");
      say(why);
    },
  };
}

/**
 * @param {HTMLElement} target
 * @param {(files: FileList | null | undefined) => void} take
 */
function listenForDrops(target, take) {
  target.addEventListener("dragover", (event) => {
    event.preventDefault();
    setAttr(target, "data-over", "");
  });
  target.addEventListener("dragleave", () => setAttr(target, "data-over", null));
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    setAttr(target, "data-over", null);
    take(event.dataTransfer?.files);
  });
}
