/** One quiet line when too few pictures are looked at. */
import { el, setText, show } from "../dom.js";
import { cameraState, isFilm } from "../selectors.js";
import { words } from "../words.js";

export function paceLine() {
  const node = el("p", { class: "pace", role: "status", hidden: true });

  /** @param {import("../state.js").State} state */
  function update(state) {
    const { slow, shown } = state.pace;
    const said = slow !== null && cameraState(state) === "seeing" && !isFilm(state);
    setText(node, said ? words(`pace.${slow}`, { n: shown }) : "");
    show(node, said);
  }

  return { node, update };
}
