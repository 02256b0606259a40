/** What is wrong with the camera, or how far it is, in words; with ways to go on. */
import { el, setAttr, setText, show } from "../dom.js";
import { words } from "../words.js";

/** @param {import("../app.js").Actions} actions */
export function troubleBox(actions) {
  const title = el("h2", {});
  const text = el("p", {});
  const progress = el("progress");
  const inBrowser = el(
    "button",
    { type: "button", onclick: () => actions.useCamera("browser") },
    words("setup.browserCamera"),
  );
  const ways = el(
    "div",
    { class: "row" },
    el(
      "button",
      { class: "primary", type: "button", onclick: () => actions.start("demo") },
      words("setup.demo"),
    ),
    inBrowser,
    el("a", { class: "button", href: "#/analyse" }, words("setup.analyse")),
  );
  const node = el("div", { class: "camera-note", role: "status" }, title, text, progress, ways);

  /**
   * @param {import("../state.js").State} state
   * @param {"seeing" | "waiting" | "resting" | "trouble"} kind
   */
  function update({ camera, source, connection, ownCamera }, kind) {
    show(node, kind !== "seeing");
    const own = source.kind === "browser";
    const named = kind === "resting" && source.kind !== "camera" && !own;
    const key = own && ownCamera ? `ownCamera.${ownCamera}` : `camera.${camera.status}`;
    if (connection !== "open") setText(title, words("line.connecting"));
    else setText(title, named ? source.name : words(`${key}.title`));
    const more = named ? words("setup.film") : words(`${key}.text`);
    setText(text, connection === "open" ? more : "");
    show(progress, kind === "waiting" && !(own && ownCamera));
    setAttr(progress, "aria-label", title.textContent);
    show(ways, kind === "trouble" || (own && ownCamera !== null));
  }

  return { node, update };
}
