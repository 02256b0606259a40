/** Small choices of this browser's user: language, keys, metronome. */
import { el } from "../dom.js";
import { preference, prefer } from "../preferences.js";
import { LANGUAGE_NAMES, language, words } from "../words.js";

export function optionsBox() {
  const choose = el(
    "select",
    {
      onchange: () => {
        prefer("language", choose.value);
        location.reload();
      },
    },
    ...Object.entries(LANGUAGE_NAMES).map(([value, name]) =>
      el("option", { value, lang: value, selected: value === language }, name),
    ),
  );
  return el(
    "details",
    { class: "options" },
    el("summary", {}, words("options.title")),
    el("label", {}, words("options.language"), choose),
    tick("letters", words("options.letters")),
    tick("metronome", words("options.metronome")),
  );
}

/**
 * @param {string} name
 * @param {string} label
 */
function tick(name, label) {
  const input = el("input", { type: "checkbox", checked: preference(name, true) });
  input.addEventListener("change", () => prefer(name, input.checked));
  return el("label", { class: "tick" }, input, label);
}
