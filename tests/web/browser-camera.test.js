import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { AGAIN_MS, BrowserCamera, packPicture, troubleOf } from "../../web/browser-camera.js";
import { after, status } from "./story.js";

const wanted = after(status({ source: { kind: "browser", name: "" }, camera: { status: "opening" } }));
const elsewhere = after(status());

/** What the browser was asked for, each answered by the test. */
let prompts = [];
/** Callbacks that wait for a picture, by their handle. */
const waiting = new Map();
let playing = Promise.resolve();
let granted = false;

class Video {
  play = () => playing;
  requestVideoFrameCallback(callback) {
    waiting.set(waiting.size + 1, callback);
    return waiting.size;
  }
  cancelVideoFrameCallback = (handle) => waiting.delete(handle);
}

globalThis.document = { createElement: () => new Video() };
Object.defineProperty(globalThis, "navigator", {
  value: {
    permissions: { query: async () => ({ state: granted ? "granted" : "prompt" }) },
    mediaDevices: {
      getUserMedia: () => new Promise((allow, deny) => prompts.push({ allow, deny })),
    },
  },
});

beforeEach(() => {
  prompts = [];
  waiting.clear();
  playing = Promise.resolve();
  granted = false;
});

function aStream() {
  const track = { on: true, stop: () => (track.on = false) };
  const end = () => {
    track.on = false;
    track.onended?.();
  };
  return { track, end, getTracks: () => [track] };
}

function aCamera(again = () => {}) {
  const camera = new BrowserCamera(() => {}, again);
  camera.mayAsk = true;
  return camera;
}

const refusal = (name) => Object.assign(new Error(name), { name });

test("a browser's camera has three troubles, told apart", () => {
  assert.deepEqual(["NotAllowedError", "NotFoundError", "NotReadableError", "TypeError"].map(troubleOf), [
    "denied",
    "not_found",
    "busy",
    "insecure",
  ]);
});

test("a picture is its time and its JPEG", () => {
  const message = packPicture(12.5, new Uint8Array([255, 216, 255]).buffer);
  assert.equal(new DataView(message.buffer).getFloat64(0, true), 12.5);
  assert.deepEqual([...message.slice(8)], [255, 216, 255]);
});

test("it opens when it is wanted and allowed, once", async () => {
  const camera = aCamera();
  const opened = [camera.tend(wanted), camera.tend(wanted)];
  const stream = aStream();
  prompts[0].allow(stream);
  assert.deepEqual(await Promise.all(opened), [null, null]);
  assert.equal(prompts.length, 1);
  assert.deepEqual([camera.open, stream.track.on, waiting.size], [true, true, 1]);
});

test("nobody is asked who has not chosen it on this page", async () => {
  const camera = new BrowserCamera(() => {}, () => {});
  await camera.tend(wanted);
  assert.equal(prompts.length, 0);
  granted = true;
  void camera.tend(wanted);
  await new Promise(setImmediate);
  assert.equal(prompts.length, 1);
});

test("allowed too late, after another camera was chosen, it is shut at once and sends nothing", async () => {
  const camera = aCamera();
  const opened = camera.tend(wanted);
  await camera.tend(elsewhere);
  const stream = aStream();
  prompts[0].allow(stream);
  assert.equal(await opened, null);
  assert.deepEqual([camera.open, stream.track.on, waiting.size], [false, false, 0]);
});

test("another camera that is chosen while the permission is looked up keeps it shut", async () => {
  granted = true;
  const camera = new BrowserCamera(() => {}, () => {});
  const opened = camera.tend(wanted);
  await camera.tend(elsewhere);
  await opened;
  assert.equal(prompts.length, 0);
});

test("stopped while its film begins, it has no trouble, and opens again", async () => {
  const camera = aCamera();
  let interrupt;
  playing = new Promise((_, reject) => (interrupt = reject));
  const opened = camera.tend(wanted);
  prompts[0].allow(aStream());
  await new Promise(setImmediate);
  await camera.tend(elsewhere);
  interrupt(refusal("AbortError"));
  assert.equal(await opened, null);
  void camera.tend(wanted);
  assert.equal(prompts.length, 2);
});

test("a refusal is said, and asked again only once it is taken back", async () => {
  const camera = aCamera();
  const opened = camera.tend(wanted);
  prompts[0].deny(refusal("NotAllowedError"));
  assert.equal(await opened, "denied");
  await camera.tend({ ...wanted, ownCamera: "denied" });
  assert.equal(prompts.length, 1);
  void camera.tend(wanted);
  assert.equal(prompts.length, 2);
});

test("opened anew it waits for each picture once", async () => {
  const camera = aCamera();
  for (const at of [0, 1]) {
    const opened = camera.tend(wanted);
    prompts[at].allow(aStream());
    await opened;
    assert.equal(waiting.size, 1);
    await camera.tend(elsewhere);
    assert.equal(waiting.size, 0);
  }
});

/** A camera that was open and was unplugged, and what is tended once it may be back. */
async function anUnplugged(times) {
  mock.timers.enable({ apis: ["setTimeout"] });
  times.after(() => mock.timers.reset());
  const troubles = [];
  const camera = aCamera(() => camera.tend(wanted).then((trouble) => troubles.push(trouble)));
  const opened = camera.tend(wanted);
  const stream = aStream();
  prompts[0].allow(stream);
  await opened;
  stream.end();
  return { camera, troubles };
}

async function pass(milliseconds) {
  mock.timers.tick(milliseconds);
  await new Promise(setImmediate);
}

test("unplugged, it lets go, and is opened again when it is back", async (t) => {
  const { camera, troubles } = await anUnplugged(t);
  assert.deepEqual([camera.open, waiting.size, prompts.length], [false, 0, 1]);
  await pass(AGAIN_MS);
  prompts[1].allow(aStream());
  await pass(0);
  assert.deepEqual([camera.open, waiting.size, troubles], [true, 1, [null]]);
  await pass(10 * AGAIN_MS);
  assert.equal(prompts.length, 2);
});

test("while it stays away it is looked for now and then", async (t) => {
  const { troubles } = await anUnplugged(t);
  for (const [at, name] of [
    [1, "NotFoundError"],
    [2, "NotReadableError"],
    [3, "NotFoundError"],
  ]) {
    await pass(AGAIN_MS - 1);
    assert.equal(prompts.length, at);
    await pass(1);
    prompts[at].deny(refusal(name));
    await pass(0);
  }
  assert.deepEqual(troubles, ["not_found", "busy", "not_found"]);
});

test("a camera that ends as soon as it is open makes no tight loop", async (t) => {
  await anUnplugged(t);
  for (let at = 1; at < 4; at += 1) {
    await pass(AGAIN_MS - 1);
    assert.equal(prompts.length, at);
    await pass(1);
    const stream = aStream();
    prompts[at].allow(stream);
    await pass(0);
    stream.end();
  }
});

test("lost because it was forbidden, nobody is asked again", async (t) => {
  const { troubles } = await anUnplugged(t);
  await pass(AGAIN_MS);
  prompts[1].deny(refusal("NotAllowedError"));
  await pass(10 * AGAIN_MS);
  assert.deepEqual([prompts.length, troubles], [2, ["denied"]]);
});

test("it is not looked for once another camera was chosen", async (t) => {
  const { camera } = await anUnplugged(t);
  await camera.tend(elsewhere);
  await pass(10 * AGAIN_MS);
  assert.equal(prompts.length, 1);
});

test("a camera that was never there is found once it is plugged in, one that is in use is left alone", async (t) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  t.after(() => mock.timers.reset());
  let asked = 0;
  const camera = aCamera(() => (asked += 1));
  for (const [name, looked] of [
    ["NotFoundError", 1],
    ["NotReadableError", 1],
  ]) {
    const opened = camera.tend(wanted);
    prompts.at(-1).deny(refusal(name));
    await opened;
    await pass(AGAIN_MS);
    assert.equal(asked, looked);
  }
});
