import assert from "node:assert/strict";
import { test } from "node:test";
import { backOff, unpackFrame } from "../../web/socket.js";

/** Packs as the server does. */
function pack(head, picture) {
  const json = new TextEncoder().encode(JSON.stringify(head));
  const buffer = new ArrayBuffer(4 + json.length + picture.length);
  new DataView(buffer).setUint32(0, json.length, true);
  new Uint8Array(buffer).set(json, 4);
  new Uint8Array(buffer).set(picture, 4 + json.length);
  return buffer;
}

test("a frame is taken apart into its description and its picture", () => {
  const { frame, jpeg } = unpackFrame(pack({ t: 1.5, landmarks: null }, [255, 216]));
  assert.equal(frame.t, 1.5);
  assert.deepEqual([...jpeg], [255, 216]);
});

test("a frame may come without a picture", () => {
  assert.equal(unpackFrame(pack({ t: 1 }, [])).jpeg.length, 0);
});

test("a frame that is cut off is refused", () => {
  assert.throws(
    () => unpackFrame(pack({ t: 1, landmarks: null }, []).slice(0, 9)),
    /expected \d+ bytes of JSON, got 5/,
  );
});

test("tries to connect again come less and less often, but within three seconds", () => {
  const waits = [0, 1, 2, 3, 4, 50].map(backOff);
  assert.deepEqual(waits, [250, 500, 1000, 2000, 3000, 3000]);
});
