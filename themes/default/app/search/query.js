// A question in, its units out: words, and phrases of the glossary with what means the same.

import { asked } from "./text.js";

/** Words of a question that are looked for: nobody asks more at once. */
const MOST = 12;
/** Other spellings of a phrase that are looked for too. */
const OTHERS = 2;

/**
 * @typedef {object} Unit
 * @property {string[][]} ways what is looked for: the words as asked, then others that mean the same
 * @property {boolean} open true for the word that may still be being typed
 */

/**
 * True where two phrases are forms of the same words, which the index brings together by itself.
 * @param {string[]} a
 * @param {string[]} b
 * @returns {boolean}
 */
function alike(a, b) {
  const near = (word, other) => {
    const letters = Math.min(4, word.length, other.length);
    return word.slice(0, letters) === other.slice(0, letters);
  };
  return a.length === b.length && a.every((word, at) => near(word, b[at]));
}

/**
 * The phrases of the glossary, by what else each may be called.
 * @param {string[][]} terms
 * @param {Set<string>} stop
 * @returns {{words: string[], others: string[][]}[]}
 */
function phrases(terms, stop) {
  return terms.flatMap((spellings) => {
    const all = spellings.map((spelling) => asked(spelling).filter((word) => !stop.has(word)));
    return all.filter((words) => words.length > 0).map((words) => {
      const others = [];
      for (const other of all) {
        if (other.length > 0 && ![words, ...others].some((known) => alike(known, other))) others.push(other);
      }
      return { words, others: others.slice(0, OTHERS) };
    });
  }).filter(({ others }) => others.length > 0);
}

/**
 * Reads a question. Words that stand everywhere say nothing and are left out.
 * @param {string} question
 * @param {Set<string>} stop
 * @param {string[][]} terms spellings that mean the same
 * @returns {{units: Unit[], common: boolean}} `common` is true where all words stand everywhere
 */
export function units(question, stop, terms) {
  const all = asked(question);
  const words = all.filter((word) => !stop.has(word)).slice(0, MOST);
  const typing = /[\p{Alphabetic}\p{N}]$/u.test(question) && words.length > 0 && all.at(-1) === words.at(-1);
  const known = phrases(terms, stop).sort((a, b) => b.words.length - a.words.length);
  const found = [];
  let at = 0;
  while (at < words.length) {
    const phrase = known.find(({ words: own }) => own.every((word, index) => words[at + index] === word));
    const length = phrase?.words.length ?? 1;
    const own = words.slice(at, at + length);
    at += length;
    found.push({ ways: [own, ...(phrase?.others ?? [])], open: typing && at === words.length && length === 1 });
  }
  return { units: found, common: words.length === 0 && all.length > 0 };
}
