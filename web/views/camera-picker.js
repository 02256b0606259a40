/** Which camera: those of the computer by name, and the one that the browser opens. */
import * as api from "../api.js";
import { el, redrawn, show } from "../dom.js";
import { words } from "../words.js";

const BROWSER = "browser";

/** @param {import("../app.js").Actions} actions */
export function cameraPicker(actions) {
  const select = el("select", { onchange: () => actions.useCamera(select.value) });
  const node = el("label", { class: "camera-picker" }, words("camera.which"), select);
  const draw = redrawn(select);
  /** @type {{number: number, name: string}[]} */
  let cameras = [];
  let asked = "";

  /** @param {string} status the list is asked for again when a camera comes or goes */
  async function ask(status) {
    if (status === asked) return;
    asked = status;
    cameras = await api.cameras().catch(() => []);
  }

  /** @param {import("../state.js").State} state */
  function update({ source, camera, connection }) {
    const choosable = source.kind === "camera" || source.kind === BROWSER;
    show(node, choosable && connection === "open");
    if (choosable) void ask(camera.status);
    const inBrowser = source.kind === BROWSER;
    const known = cameras.map(({ number, name }) => ({ value: String(number), name }));
    const running = known.find(({ name }) => name === camera.name);
    const now = inBrowser ? BROWSER : (running?.value ?? "");
    if (document.activeElement === select) return;
    draw(`${now} ${known.map(({ name }) => name).join()}`, () => [
      now === "" ? option("", words("camera.unknown"), now) : null,
      ...known.map(({ value, name }) => option(value, name, now)),
      option(BROWSER, words("camera.browser"), now),
    ]);
  }
  return { node, update };
}

/**
 * @param {string} value
 * @param {string} name
 * @param {string} chosen
 */
function option(value, name, chosen) {
  return el("option", { value, selected: value === chosen }, name);
}
