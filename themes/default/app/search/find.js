// A question and a way to the files of the index in, pages in their order out. Knows no page of its own and no script
// element: tests give it files from the disk.

import { fileOf, filesNear, lines, postings, rising, textOf } from "./code.js";
import { distance, halves, nearest } from "./near.js";
import { units } from "./query.js";
import { either, ranked, scores, together } from "./rank.js";
import { inTurn } from "./turn.js";

/** Forms that may be meant by the beginning of a word. */
const BEGINNINGS = 40;
/** Words that may be meant by a mistyped one. */
const MEANT = 3;
/** What another form of a word counts, what a word that begins so, what another phrase for the same. */
const OTHER_FORM = 0.7;
const BEGINNING = 0.7;
const SAME_MEANING = 0.8;
/** What a page about the site counts, and what a work that is cited, beside the entries that the site is for. */
const PROSE = 0.5;
const WORK = 0.7;
/** Results whose texts are looked at for the words side by side: those that are shown first. */
export const FIRST = 5;

/**
 * @typedef {object} Index
 * @property {number} documents pages and works of the bibliography
 * @property {number} pages how many of them are pages: the first
 * @property {number} words number of files
 * @property {number} near number of files
 * @property {number} group pages whose texts share a file
 * @property {number} shelf works that share a file
 * @property {Set<string>} stop
 * @property {(file: string) => Promise<any>} load
 *
 * @typedef {object} Match
 * @property {Map<string, number>} forms each form with its weight
 * @property {Map<string, string>} pages of each form, not yet decoded
 * @property {string} word what was asked for
 * @property {string} instead what was looked for in place of a mistyped word; empty for one that is known
 *
 * @typedef {object} Found
 * @property {number[]} pages
 * @property {number} full how many of them, the first, have all words
 * @property {boolean} common true where all words stand everywhere
 * @property {Map<string, number>} forms to mark, each with its unit
 * @property {number[]} weights how rare each unit is
 * @property {{word: string, instead: string}[]} corrections
 */

/**
 * @param {string} word
 * @returns {Match}
 */
const nothing = (word) => ({ forms: new Map(), pages: new Map(), word, instead: "" });

/**
 * @param {Match} match
 * @param {Map<string, string>} forms
 * @param {(form: string) => number} weight
 */
function take(match, forms, weight) {
  for (const [form, pages] of forms) {
    if (match.forms.has(form)) continue;
    match.forms.set(form, weight(form));
    match.pages.set(form, pages);
  }
}

/**
 * Takes forms that begin with a word, the shortest first.
 * @param {Match} match
 * @param {{forms: Map<string, string>}[]} all
 * @param {string} word
 */
function takeBeginnings(match, all, word) {
  const begin = all.flatMap(({ forms }) => [...forms]).filter(([form]) => form.startsWith(word));
  begin.sort(([a], [b]) => a.length - b.length);
  take(match, new Map(begin.slice(0, BEGINNINGS)), (form) => (BEGINNING * word.length) / form.length);
}

/**
 * The forms that a word stands for, as far as its file knows them.
 * @param {{stem: string, forms: Map<string, string>}[]} all lines of the file
 * @param {string} word
 * @param {boolean} open true where the word may go on
 * @returns {Match}
 */
function formsOf(all, word, open) {
  const match = nothing(word);
  const own = all.find(({ forms }) => forms.has(word));
  if (own) take(match, own.forms, (form) => (form === word ? 1 : OTHER_FORM));
  if (open && word.length > 2) takeBeginnings(match, all, word);
  return match;
}

/**
 * The forms that a word may stand for that no page has: those of the longest stem that it begins with.
 * @param {{stem: string, forms: Map<string, string>}[]} all lines of the file
 * @param {string} word
 * @returns {{guess: Match, stem: string}}
 */
function guessed(all, word) {
  const guess = nothing(word);
  const stems = all.filter(({ stem }) => stem.length > 3 && word.startsWith(stem) && word.length - stem.length < 5);
  stems.sort((a, b) => b.stem.length - a.stem.length);
  if (stems.length > 0) take(guess, stems[0].forms, () => OTHER_FORM);
  else if (word.length > 3) takeBeginnings(guess, all, word);
  return { guess, stem: stems[0]?.stem ?? word };
}

/**
 * The words that may be meant by a mistyped one, best first, and those that were looked at. Words with the same beginning
 * come first; those with the same end are loaded only where none of these is one slip away.
 * @param {Index} index
 * @param {string} word
 * @returns {Promise<{known: string[], meant: string[]}>}
 */
async function like(index, word) {
  const known = [];
  let meant = [];
  for (const file of filesNear(word, index.near)) {
    known.push(...(await index.load(file)).split(" ").filter(Boolean));
    meant = nearest(word, known, MEANT);
    if (meant.length > 0 && distance(word, meant[0], 1) === 1) break;
  }
  return { known, meant };
}

/**
 * The forms that a word stands for, or those of the word that was meant, or of the two words that it is made of.
 * @param {Index} index
 * @param {string} word
 * @param {boolean} open
 * @returns {Promise<Match[]>} what a page must have all of
 */
async function matched(index, word, open) {
  const inFile = async (wanted) => lines(await index.load(fileOf(wanted, index.words)));
  const all = await inFile(word);
  const match = formsOf(all, word, open);
  if (match.forms.size > 0) return [match];
  const { known, meant } = await like(index, word);
  const { guess, stem } = guessed(all, word);
  // One letter from a word of another family with the same beginning: `childhod` is no form of `child`.
  const slips = meant.length > 0 && meant[0].startsWith(stem) && !guess.forms.has(meant[0]) && distance(word, meant[0], 1) === 1;
  if (guess.forms.size > 0 && !slips) return [guess];
  const two = meant.length === 0 ? halves(word, known) : [];
  if (two.length > 0) {
    const both = await Promise.all(two.map(async (half) => formsOf(await inFile(half), half, false)));
    return [{ ...both[0], word, instead: two.join(" ") }, both[1]];
  }
  const others = await Promise.all(meant.map(async (instead) => ({ instead, other: formsOf(await inFile(instead), instead, false) })));
  for (const { instead, other } of others) {
    if (match.instead === "" && other.forms.size > 0) match.instead = instead;
    // Those behind the first count less: they are looked for in case that the first was not meant.
    take(match, other.pages, (form) => (other.forms.get(form) ?? 0) * (instead === match.instead ? 1 : 0.25));
  }
  return [match];
}

/**
 * How well each page answers a word by all its forms: as well as by the best of them.
 * @param {Match} match
 * @param {number} documents
 * @returns {Map<number, number>}
 */
function answers({ forms, pages }, documents) {
  const shares = new Map();
  const best = new Map();
  for (const [form, weight] of forms) {
    for (const [page, share] of postings(pages.get(form) ?? "")) {
      shares.set(page, (shares.get(page) ?? 0) + share * weight);
      best.set(page, Math.max(best.get(page) ?? 0, weight));
    }
  }
  return new Map([...scores(shares, documents)].map(([page, score]) => [page, score * (best.get(page) ?? 0)]));
}

/**
 * Looks for a question.
 * @param {Index} index
 * @param {string} question
 * @param {(page: number) => boolean} chosen
 * @returns {Promise<Found>}
 */
export async function find(index, question, chosen) {
  const read = units(question, index.stop, await index.load("terms"));
  const forms = new Map();
  const corrections = [];
  const found = [];
  for (const [unit, { ways, open }] of read.units.entries()) {
    let shares = new Map();
    for (const [way, words] of ways.entries()) {
      const matches = (await Promise.all(words.map((word) => matched(index, word, open && way === 0)))).flat();
      const scored = together(matches.map((match) => answers(match, index.documents)));
      shares = way === 0 ? scored : either(shares, scored, SAME_MEANING / Math.sqrt(words.length));
      for (const match of matches) {
        for (const [form, weight] of match.forms) if (weight > 0.3 && !forms.has(form)) forms.set(form, unit);
        if (way === 0 && match.instead !== "") corrections.push({ word: match.word, instead: match.instead });
      }
    }
    found.push(shares);
  }
  const weights = found.map((shares) => Math.log(1 + index.documents / (shares.size + 1)));
  const prose = new Set(rising((await index.load("facets")).kind.find(([kind]) => kind === "page")?.[2] ?? ""));
  const order = ranked(found, chosen, (page) => (page >= index.pages ? WORK : prose.has(page) ? PROSE : 1));
  const pages = await sideBySide(index, order, forms, read.units.length);
  return { pages, full: order.full, common: read.common, forms, weights, corrections };
}

/**
 * What a result shows of a page or a work.
 * @param {Index} index
 * @param {number} document
 * @returns {Promise<[url: string, title: string, kind: string, about: string, sections: import("./passage.js").Told[]]>}
 */
export async function told(index, document) {
  const { file, at } = textOf(document, index);
  return (await index.load(file))[at];
}

/**
 * The same pages; of the first that have all words, those before the others in which they stand side by side.
 * @param {Index} index
 * @param {{pages: number[], full: number}} order
 * @param {Map<string, number>} forms
 * @param {number} units
 * @returns {Promise<number[]>}
 */
async function sideBySide(index, { pages, full }, forms, units) {
  const first = pages.slice(0, Math.min(FIRST, full));
  if (units < 2 || first.length < 2) return pages;
  const texts = await Promise.all(first.map((page) => told(index, page)));
  const has = first.map((_, at) => {
    const [, title, , , sections] = texts[at];
    return [title, ...sections.flatMap(([, heading, text]) => [heading, text])].some((text) => inTurn(text, forms, units, index.stop));
  });
  return [...first.filter((_, at) => has[at]), ...first.filter((_, at) => !has[at]), ...pages.slice(first.length)];
}

/**
 * A test for pages that all chosen filters let through.
 * @param {Record<string, [value: string, label: string, pages: string][]>} facets
 * @param {Record<string, string>} wanted a value by filter; empty for any
 * @returns {(page: number) => boolean}
 */
export function filter(facets, wanted) {
  const sets = Object.entries(wanted).filter(([, value]) => value !== "").map(([name, value]) => {
    const facet = (facets[name] ?? []).find(([own]) => own === value);
    return new Set(facet ? rising(facet[2]) : []);
  });
  return (page) => sets.every((set) => set.has(page));
}
