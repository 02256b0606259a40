import assert from "node:assert/strict";
import { test } from "node:test";
import { Announcer } from "../../web/announcer.js";
import { Voice } from "../../web/voice.js";
import { after, numbered, refused, status } from "./story.js";

class Element {
  children = [];
  setAttribute() {}
  append(...children) {
    this.children.push(...children);
  }
  replaceChildren(...children) {
    this.children = children;
  }
  get text() {
    return this.children.map((child) => child.text ?? child).join("");
  }
}
globalThis.document = { createElement: () => new Element() };

/** A browser that has its voices only after it was asked for them once, as Chrome. */
const spoken = [];
let asked = 0;
globalThis.SpeechSynthesisUtterance = class {
  constructor(text) {
    this.text = text;
  }
};
globalThis.speechSynthesis = {
  getVoices: () => (asked++ ? [{ lang: "en-GB", localService: true }] : []),
  speak: ({ text }) => spoken.push(text),
  cancel: () => {},
};

test("the first words are spoken, too", () => {
  new Voice().say([{ kind: "count", text: "3" }]);
  assert.deepEqual(spoken, ["3"]);
});

test("the same news twice is news twice to a screen reader", () => {
  const announcer = new Announcer(new Voice());
  const events = [refused(2, "too_small"), refused(4, "too_small")];
  const told = events.map((event, i) => {
    announcer.event(after(status(), ...numbered(events.slice(0, i + 1))), event);
    return announcer.node.children[0];
  });
  assert.deepEqual(told.map(({ text }) => text), ["not counted: too shallow", "not counted: too shallow"]);
  assert.notEqual(told[0], told[1]);
});
