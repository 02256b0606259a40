import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { BrowserCamera, packPicture, troubleOf } from "../../web/browser-camera.js";
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
  return { track, getTracks: () => [track] };
}

function aCamera() {
  const camera = new BrowserCamera(() => {});
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
  const camera = new BrowserCamera(() => {});
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
  const camera = new BrowserCamera(() => {});
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
