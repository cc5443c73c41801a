// QR codes, read back by a reader that others have written.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fc, load } from "./tools.mjs";

const require = createRequire(new URL("../browser/package.json", import.meta.url));
const jsQR = require("jsqr");
const { qrGrid } = await load("team/qr");

/** @param {(boolean | null)[][]} grid */
function scan(grid) {
  const scale = 4;
  const size = (grid.length + 8) * scale;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  grid.forEach((row, down) => row.forEach((dark, right) => {
    if (!dark) return;
    for (let y = 0; y < scale; y += 1) {
      for (let x = 0; x < scale; x += 1) pixels.fill(0, (((down + 4) * scale + y) * size + (right + 4) * scale + x) * 4, (((down + 4) * scale + y) * size + (right + 4) * scale + x) * 4 + 3);
    }
  }));
  return jsQR(pixels, size, size)?.data;
}

test("links of every length that rounds have can be read", () => {
  for (const length of [1, 17, 18, 100, 154, 155, 230, 271, 272, 400, 650, 1000]) {
    const link = `https://example.org/${"aZ-_9".repeat(300)}`.slice(0, length);
    assert.equal(scan(qrGrid(link)), link, `${length} characters`);
  }
});

test("any short text can be read", () => {
  const plain = fc.string({ unit: fc.constantFrom(..."abcXYZ019:/?#=-_.~ "), minLength: 1, maxLength: 120 });
  fc.assert(fc.property(plain, (text) => assert.equal(scan(qrGrid(text)), text)), { numRuns: 40 });
});

test("a text that no code holds has none", () => {
  assert.equal(qrGrid("x".repeat(3_000)), null);
  assert.equal(qrGrid("x".repeat(2_953)).length, 177);
});
