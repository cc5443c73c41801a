// A text in, a QR code out, by ISO/IEC 18004: bytes, the lowest level of correction (a screen is not torn), the smallest
// version that holds them, and of the eight masks the one that scans best. Never knows what the text means.

import { svg } from "../guide/dom.js";

/** Correction codewords in a block, and blocks, of the versions 1 to 40 at level L. */
const CORRECTION = [
  7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30,
  30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
];
const BLOCKS = [
  1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19,
  20, 21, 22, 24, 25,
];

/** Where the centres of the alignment patterns are, in rows and columns alike. @param {number} version @returns {number[]} */
function alignment(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const last = version * 4 + 10;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => last - step * (count - 2 - at))];
}

/** Modules that are free for data, in codewords. @param {number} version */
function room(version) {
  const size = version * 4 + 17;
  const count = alignment(version).length;
  const patterns = count ? 25 * (count * count - 3) - 10 * (count - 2) : 0;
  const information = 31 + (version >= 7 ? 36 : 0);
  return Math.floor((size * size - 3 * 64 - 2 * (size - 16) - patterns - information) / 8);
}

/** The product in the field of 256 elements. @param {number} a @param {number} b */
function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

/** What is left of a block divided by the generator of this degree: its correction codewords. @param {number[]} block @param {number} degree */
function remainder(block, degree) {
  let generator = /** @type {number[]} */ (new Array(degree).fill(0));
  generator[degree - 1] = 1;
  for (let power = 0, root = 1; power < degree; power += 1, root = times(root, 2)) {
    generator = generator.map((value, at) => times(value, root) ^ (generator[at + 1] ?? 0));
  }
  const rest = /** @type {number[]} */ (new Array(degree).fill(0));
  for (const byte of block) {
    const factor = byte ^ /** @type {number} */ (rest.shift());
    rest.push(0);
    generator.forEach((value, at) => {
      rest[at] ^= times(value, factor);
    });
  }
  return rest;
}

/** @param {Uint8Array} bytes @param {number} version @returns {number[]} */
function codewords(bytes, version) {
  const blocks = BLOCKS[version - 1];
  const correction = CORRECTION[version - 1];
  const all = room(version);
  const capacity = all - blocks * correction;
  /** @type {number[]} */
  const bits = [];
  const put = (/** @type {number} */ value, /** @type {number} */ length) => {
    for (let bit = length - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, capacity * 8 - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  const data = Array.from({ length: bits.length / 8 }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((value, bit) => value * 2 + bit, 0),
  );
  for (let pad = 0; data.length < capacity; pad += 1) data.push(pad % 2 ? 0x11 : 0xec);

  const short = Math.floor(all / blocks) - correction;
  const shorter = blocks - (all % blocks);
  /** @type {number[][]} */
  const parts = [];
  for (let block = 0, at = 0; block < blocks; block += 1) {
    const length = short + (block < shorter ? 0 : 1);
    parts.push(data.slice(at, at + length));
    at += length;
  }
  const corrections = parts.map((part) => remainder(part, correction));
  const woven = (/** @type {number[][]} */ lists, /** @type {number} */ length) =>
    Array.from({ length }, (_, at) => lists.flatMap((list) => (at < list.length ? [list[at]] : []))).flat();
  return [...woven(parts, short + 1), ...woven(corrections, correction)];
}

/** @typedef {(boolean | null)[][]} Grid dark, light, or free for data */

/** @param {number} version @returns {Grid} */
function frame(version) {
  const size = version * 4 + 17;
  /** @type {Grid} */
  const grid = Array.from({ length: size }, () => new Array(size).fill(null));
  const set = (/** @type {number} */ row, /** @type {number} */ column, /** @type {boolean} */ dark) => {
    if (row >= 0 && row < size && column >= 0 && column < size) grid[row][column] = dark;
  };
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ]) {
    for (let down = -4; down <= 4; down += 1) {
      for (let right = -4; right <= 4; right += 1) {
        const ring = Math.max(Math.abs(down), Math.abs(right));
        set(row + down, column + right, ring !== 2 && ring !== 4);
      }
    }
  }
  const centres = alignment(version);
  for (const row of centres) {
    for (const column of centres) {
      if ((row === 6 && (column === 6 || column === size - 7)) || (row === size - 7 && column === 6)) continue;
      for (let down = -2; down <= 2; down += 1) {
        for (let right = -2; right <= 2; right += 1)
          set(row + down, column + right, Math.max(Math.abs(down), Math.abs(right)) !== 1);
      }
    }
  }
  return grid;
}

/** Bits with their check, as the two words about the code have them. @param {number} value @param {number} length @param {number} generator */
function checked(value, length, generator) {
  let rest = value;
  for (let turn = 0; turn < length; turn += 1) rest = (rest << 1) ^ ((rest >>> (length - 1)) * generator);
  return (value << length) | rest;
}

/** Writes what a reader must know before it reads: level, mask and, in large codes, the version. @param {Grid} grid @param {number} version @param {number} mask */
function describe(grid, version, mask) {
  const size = grid.length;
  const format = checked(0b01000 | mask, 10, 0x537) ^ 0x5412;
  const bit = (/** @type {number} */ at) => ((format >>> at) & 1) === 1;
  for (let at = 0; at < 6; at += 1) grid[at][8] = bit(at);
  grid[7][8] = bit(6);
  grid[8][8] = bit(7);
  grid[8][7] = bit(8);
  for (let at = 9; at < 15; at += 1) grid[8][14 - at] = bit(at);
  for (let at = 0; at < 8; at += 1) grid[8][size - 1 - at] = bit(at);
  for (let at = 8; at < 15; at += 1) grid[size - 15 + at][8] = bit(at);
  grid[size - 8][8] = true;
  if (version < 7) return;
  const word = checked(version, 12, 0x1f25);
  for (let at = 0; at < 18; at += 1) {
    const dark = ((word >>> at) & 1) === 1;
    const [near, far] = [size - 11 + (at % 3), Math.floor(at / 3)];
    grid[near][far] = dark;
    grid[far][near] = dark;
  }
}

/** @type {((row: number, column: number) => number)[]} */
const MASKS = [
  (row, column) => (row + column) % 2,
  (row) => row % 2,
  (_, column) => column % 3,
  (row, column) => (row + column) % 3,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2,
  (row, column) => ((row * column) % 2) + ((row * column) % 3),
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2,
];

/** Lays the bits in their zigzag, from the lower right up and down in pairs of columns. @param {Grid} grid @param {number[]} words @param {number} mask @returns {Grid} */
function laid(grid, words, mask) {
  const size = grid.length;
  const full = grid.map((row) => [...row]);
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = ((right + 1) & 2) === 0 ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (grid[row][column] !== null) continue;
        const bit = at < words.length * 8 ? (words[at >>> 3] >>> (7 - (at & 7))) & 1 : 0;
        full[row][column] = (bit === 1) !== (MASKS[mask](row, column) === 0);
        at += 1;
      }
    }
  }
  return full;
}

/** How hard a grid is to read: long runs, squares, false corners, too much of one shade. @param {Grid} grid */
function penalty(grid) {
  const size = grid.length;
  let sum = 0;
  const lines = [...grid, ...grid.map((_, column) => grid.map((row) => row[column]))].map((line) =>
    line.map((dark) => (dark ? "1" : "0")).join(""),
  );
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
    sum += 40 * [...line.matchAll(/(?=00001011101|10111010000)/g)].length;
  }
  for (let row = 1; row < size; row += 1) {
    for (let column = 1; column < size; column += 1) {
      const one = grid[row][column];
      if (grid[row - 1][column] === one && grid[row][column - 1] === one && grid[row - 1][column - 1] === one) sum += 3;
    }
  }
  const dark = grid.flat().filter(Boolean).length;
  return sum + 10 * Math.floor(Math.abs((dark * 20) / (size * size) - 10));
}

/** The code of a text: rows of dark and light; null where no code holds so much. @param {string} text @returns {Grid | null} */
export function qrGrid(text) {
  const bytes = new TextEncoder().encode(text);
  const version =
    CORRECTION.findIndex((correction, at) => {
      const header = at + 1 < 10 ? 2 : 3;
      return room(at + 1) - correction * BLOCKS[at] >= bytes.length + header;
    }) + 1;
  if (!version) return null;
  const words = codewords(bytes, version);
  const grids = MASKS.map((_, mask) => {
    const grid = frame(version);
    describe(grid, version, mask);
    return laid(grid, words, mask);
  });
  return grids.reduce((best, grid) => (penalty(grid) < penalty(best) ? grid : best));
}

/** The code as a picture with the margin that readers need; dark on light in every scheme. @param {string} text @param {string} name */
export function qrCode(text, name) {
  const grid = qrGrid(text);
  if (!grid) return null;
  const size = grid.length + 8;
  const path = grid
    .flatMap((row, down) => row.map((dark, right) => (dark ? `M${right + 4} ${down + 4}h1v1h-1z` : "")))
    .join("");
  return svg(
    "svg",
    { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": name, "shape-rendering": "crispEdges" },
    svg("rect", { width: size, height: size, fill: "#fff" }),
    svg("path", { d: path, fill: "#000" }),
  );
}
