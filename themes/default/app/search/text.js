// A text in, its words out as the index has them. The program folds pages in the same way (src/search/words.rs).

const COMPOUND = /[\p{Alphabetic}\p{N}][\p{Alphabetic}\p{N}\p{M}'’&\u2010\u2011-]*/gu;

/**
 * A text in small letters without accents.
 * @param {string} text
 * @returns {string}
 */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ς/g, "σ");
}

/**
 * The parts of a word that hyphens join.
 * @param {string} written
 * @returns {string[]}
 */
function partsOf(written) {
  const parts = folded(written).replace(/[\u2010\u2011]/g, "-").replace(/&/g, "").split("-");
  return parts.map((part) => part.replace(/['’]s$/, "").replace(/['’]/g, "")).filter((part) => part !== "");
}

/**
 * Every word that stands for what is written: of `multi-sector` both parts and the whole.
 * @param {string} written
 * @returns {string[]}
 */
function wordsOf(written) {
  const parts = partsOf(written);
  return parts.length > 1 ? [...parts.filter((part) => [...part].length > 1), parts.join("")] : parts;
}

/**
 * The words of a question: of `multi-sector` both parts, of `P-20` the whole, since a letter alone says nothing.
 * @param {string} text
 * @returns {string[]}
 */
export function asked(text) {
  const words = [];
  for (const [written] of text.matchAll(COMPOUND)) {
    const parts = partsOf(written);
    if (parts.length > 1 && parts.some((part) => [...part].length < 2)) words.push(parts.join(""));
    else words.push(...parts);
  }
  return words;
}

/**
 * Where words stand in a text, each with all that it stands for.
 * @param {string} text
 * @returns {{start: number, end: number, words: string[]}[]}
 */
export function placed(text) {
  return [...text.matchAll(COMPOUND)].map((match) => {
    const written = match[0].replace(/['’&\u2010\u2011-]+$/, "");
    return { start: match.index, end: match.index + written.length, words: wordsOf(written) };
  });
}
