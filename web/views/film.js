/** The user's own film beside the stick figure: read by the browser from their disk, never sent, never kept. */
import { el, setText, show } from "../dom.js";
import { words } from "../words.js";

/** So far the film may be from the figure before it is set right (s): less is not seen, and costs a jump. */
const DRIFT_S = 0.15;
/** A still picture is set to the moment itself (s). */
const STILL_S = 0.02;

/** The address of the film that is open; there is one at most. */
let openAddress = "";

export class OwnFilm {
  /**
   * @param {boolean} possible whether the session comes from a film
   * @param {File | undefined} file when it is still at hand
   */
  constructor(possible, file) {
    this.video = el("video", { muted: true, playsinline: true, preload: "auto" });
    this.video.muted = true; // the attribute sets only what a new element starts with
    this.video.addEventListener("error", () => this.refuse());
    this.position = 0;
    this.video.addEventListener("loadedmetadata", () => (this.video.currentTime = this.position));
    this.trouble = el("p", { role: "status", class: "notice trouble" });
    const input = el("input", {
      type: "file",
      accept: "video/*,.mkv,.avi",
      class: "unseen-text",
      id: "own-film",
      onchange: () => this.open(input.files?.[0]),
    });
    this.picture = el("div", { class: "replay-film", hidden: true }, this.video);
    this.choice = el(
      "div",
      { class: "own-film", hidden: !possible },
      input,
      el("label", { for: "own-film", class: "button" }, words("film.pick")),
      el("p", { class: "soft" }, words("film.how")),
      this.trouble,
    );
    this.possible = possible;
    this.wanted = true;
    this.open(file);
  }

  /** @param {File | undefined} file */
  open(file) {
    if (!file) return;
    URL.revokeObjectURL(openAddress);
    openAddress = URL.createObjectURL(file);
    this.video.src = openAddress;
    this.video.setAttribute("aria-label", file.name);
    setText(this.trouble, "");
    this.lay();
  }

  refuse() {
    this.video.removeAttribute("src");
    setText(this.trouble, words("film.unplayable"));
    this.lay();
  }

  /** @param {boolean} wanted whether there is room for it */
  show(wanted) {
    this.wanted = wanted;
    if (!wanted) this.video.pause();
    this.lay();
  }

  lay() {
    const open = this.video.hasAttribute("src");
    show(this.picture, this.wanted && open);
    show(this.choice, this.wanted && this.possible && !open);
  }

  /** @param {import("../player.js").Player} player */
  follow({ position, running, speed }) {
    const { video } = this;
    this.position = position;
    if (this.picture.hidden || video.readyState === 0) return;
    const off = Math.abs(video.currentTime - position);
    if (!video.seeking && off > (running ? DRIFT_S : STILL_S)) video.currentTime = position;
    video.playbackRate = speed;
    if (running && video.paused) void video.play().catch(() => {});
    else if (!running && !video.paused) video.pause();
  }
}
