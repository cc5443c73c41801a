// Files of the index in, their numbers and lines out (src/search/code.rs, src/search/plan.rs).

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]));

/**
 * The numbers that letters stand for: five bits a letter, the lowest first.
 * @param {string} letters
 * @returns {number[]}
 */
function decoded(letters) {
  const numbers = [];
  let number = 0;
  let scale = 1;
  for (const letter of letters) {
    const value = VALUES.get(letter) ?? 0;
    number += (value % 32) * scale;
    scale *= 32;
    if (value < 32) {
      numbers.push(number);
      number = 0;
      scale = 1;
    }
  }
  return numbers;
}

/**
 * Rising numbers, written as distances.
 * @param {string} letters
 * @returns {number[]}
 */
export function rising(letters) {
  let at = -1;
  return decoded(letters).map((distance) => (at += distance));
}

/**
 * Pages of a word, each with how much the word says about it.
 * @param {string} letters
 * @returns {[page: number, share: number][]}
 */
export function postings(letters) {
  let page = -1;
  return decoded(letters).map((number) => {
    page += Math.floor(number / 16);
    return [page, 2 ** ((number % 16) / 2 - 2)];
  });
}

/**
 * FNV-1a over characters.
 * @param {string} key
 * @param {number} places
 * @returns {number}
 */
function place(key, places) {
  let hash = 0x811c9dc5;
  for (const letter of key) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % places;
}

/**
 * The file that has a word with its pages.
 * @param {string} word
 * @param {number} files
 * @returns {string}
 */
export function fileOf(word, files) {
  return `words-${place([...word].slice(0, 3).join(""), files)}`;
}

/**
 * The files that have words like it: with the same beginning, with the same end.
 * @param {string} word
 * @param {number} files
 * @returns {string[]}
 */
export function filesNear(word, files) {
  const letters = [...word];
  const start = letters.slice(0, 2).join("");
  const end = letters.slice(-2).reverse().join("");
  return [...new Set([place(`<${start}`, files), place(`>${end}`, files)])].map((file) => `near-${file}`);
}

/**
 * Where the text of a document stands that a result shows: pages come first, works of the bibliography follow.
 * @param {number} document
 * @param {{pages: number, group: number, shelf: number}} index
 * @returns {{file: string, at: number}}
 */
export function textOf(document, { pages, group, shelf }) {
  const work = document - pages;
  return work < 0
    ? { file: `text-${Math.floor(document / group)}`, at: document % group }
    : { file: `works-${Math.floor(work / shelf)}`, at: work % shelf };
}

/**
 * The lines of a file: a stem, and its forms with their pages, not yet decoded.
 * @param {string} text
 * @returns {{stem: string, forms: Map<string, string>}[]}
 */
export function lines(text) {
  return text.split("\n").filter(Boolean).map((line) => {
    const [stem, ...rest] = line.split(" ");
    const forms = new Map();
    for (let at = 0; at + 1 < rest.length; at += 2) forms.set(rest[at], rest[at + 1]);
    return { stem, forms };
  });
}
