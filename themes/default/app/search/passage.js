// A page's texts and the words looked for in, the passage that says most about them out.

import { placed } from "./text.js";

/** Letters of a passage. */
const LENGTH = 240;
/** Letters in which a sentence may begin before the first word of a passage. */
const LEAD = 90;

/**
 * @typedef {[id: string, heading: string, text: string]} Told a section
 * @typedef {{text: string, hit: boolean}} Run a part of a text, which has words looked for or none
 * @typedef {{start: number, end: number, unit: number}} Hit where a word stands that is looked for
 */

/**
 * Where words stand that are looked for.
 * @param {string} text
 * @param {Map<string, number>} forms each form with its unit
 * @returns {Hit[]}
 */
function hits(text, forms) {
  return placed(text).flatMap(({ start, end, words }) => {
    const form = words.find((word) => forms.has(word));
    return form === undefined ? [] : [{ start, end, unit: forms.get(form) ?? 0 }];
  });
}

/**
 * What words say together: each once, the rare ones more.
 * @param {Hit[]} found
 * @param {number[]} weights by unit
 * @returns {number}
 */
function said(found, weights) {
  return [...new Set(found.map(({ unit }) => unit))].reduce((sum, unit) => sum + (weights[unit] ?? 1), 0);
}

/**
 * The stretch with most of what is looked for: of the hits, from which to which.
 * @param {Hit[]} found
 * @param {number[]} weights
 * @returns {Hit[]}
 */
function densest(found, weights) {
  let best = found.slice(0, 1);
  for (let start = 0; start < found.length; start += 1) {
    let end = start;
    while (end < found.length && found[end].end - found[start].start <= LENGTH - LEAD) end += 1;
    const stretch = found.slice(start, end);
    const gain = said(stretch, weights) - said(best, weights);
    if (gain > 0 || (gain === 0 && stretch.length > best.length)) best = stretch;
  }
  return best;
}

/**
 * A text in runs, those that are hit apart.
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @param {Hit[]} found
 * @returns {Run[]}
 */
function runs(text, from, to, found) {
  const all = [];
  let at = from;
  for (const { start, end } of found.filter(({ start, end }) => start >= from && end <= to)) {
    if (start > at) all.push({ text: text.slice(at, start), hit: false });
    all.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < to) all.push({ text: text.slice(at, to), hit: false });
  return all;
}

/**
 * A title or heading with what is looked for marked.
 * @param {string} text
 * @param {Map<string, number>} forms
 * @returns {Run[]}
 */
export function marked(text, forms) {
  return runs(text, 0, text.length, hits(text, forms));
}

/**
 * Where a passage may begin and end: at a sentence where one is near, or else between words.
 * @param {string} text
 * @param {Hit[]} stretch
 * @returns {[from: number, to: number]}
 */
function cut(text, stretch) {
  const first = stretch[0]?.start ?? 0;
  const earliest = Math.max(0, first - LEAD);
  const before = text.slice(earliest, first);
  const sentence = Math.max(before.lastIndexOf(". "), before.lastIndexOf("? "), before.lastIndexOf("! "));
  let from = earliest;
  if (sentence >= 0) from = earliest + sentence + 2;
  else if (earliest > 0) from = earliest + before.indexOf(" ") + 1;
  const latest = from + LENGTH;
  if (latest >= text.length) return [from, text.length];
  const space = text.lastIndexOf(" ", latest);
  return [from, space > first ? space : latest];
}

/**
 * The passage to show of a page; the beginning of its text where only its title has the words.
 * @param {Told[]} sections
 * @param {Map<string, number>} forms
 * @param {number[]} weights how rare each unit is
 * @returns {{id: string, heading: Run[], text: Run[]}}
 */
export function passage(sections, forms, weights) {
  let best = { worth: 0, section: sections[0] ?? ["", "", ""], found: [], stretch: [] };
  for (const section of sections) {
    const [, heading, text] = section;
    const found = hits(text, forms);
    const inHeading = hits(heading, forms);
    const stretch = densest(found, weights);
    const inBoth = said([...stretch, ...inHeading], weights);
    const worth = inBoth + said(inHeading, weights) / 10 + Math.min(stretch.length, 9) / 1000;
    if (worth > best.worth) best = { worth, section, found, stretch };
  }
  const [id, heading, text] = best.section;
  const [from, to] = cut(text, best.stretch);
  const shown = runs(text, from, to, best.found);
  if (from > 0 && !/[.?!] $/.test(text.slice(0, from))) shown.unshift({ text: "… ", hit: false });
  if (to < text.length) shown.push({ text: " …", hit: false });
  return { id, heading: marked(heading, forms), text: shown };
}
