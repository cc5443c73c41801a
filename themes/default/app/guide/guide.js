// The guide as the page's island tells of it, and what a sheet says about it: what is answered, how far a member is, what
// is no longer asked, what is worded anew. Plain data in and out.

import { own, registerAt, textAt, valueOf } from "./registers.js";

/** @typedef {import("./answers.js").TeamFile} TeamFile */
/** @typedef {{id: string, label: string}} Level */
/** @typedef {{title: string, of: string, url: string | null}} Strategy */
/** @typedef {{title: string, place: string, date?: string, summary?: string, outcome?: string, url: string | null}} Example */
/** @typedef {{title: string, url: string | null, strategies: Strategy[], examples: Example[], more?: string}} Driver */
/** @typedef {{id: string, kind: "question" | "statement", rated: boolean, text: string, help?: string, wording: string, also?: string[], driver?: string}} Item */
/** @typedef {{id: string, title: string, wording: string, also?: string[], rated: boolean, driver?: string, items: Item[]}} Action */
/**
 * @typedef {{
 *   format: string, version: number, language: string, offline: boolean, kit: boolean,
 *   site: {id: string, title: string}, guide: {id: string, title: string, url: string | null, page: string},
 *   scale: {name: string, note?: string, levels: Level[]} | null, actions: Action[], drivers: {[id: string]: Driver},
 *   words: {[key: string]: string}, scripts?: {[name: string]: string}, roles: string[], sectors: string[],
 * }} Island
 */
/**
 * Whatever takes an answer: an item, or an action as a whole.
 * @typedef {{id: string, text: string, wording: string, also?: string[], written: boolean, rated: boolean, whole: boolean, action: Action, driver?: string}} Entry
 */

/** @param {Action} action @returns {Entry[]} */
export function entriesOf(action) {
  const items = action.items.map(({ id, text, wording, also, rated, kind, driver }) => ({
    id,
    text,
    wording,
    also,
    rated,
    written: kind === "question",
    whole: false,
    action,
    driver: driver ?? action.driver,
  }));
  const { id, title, wording, also, driver } = action;
  return action.rated
    ? [...items, { id, text: title, wording, also, rated: true, written: false, whole: true, action, driver }]
    : items;
}

/** @param {Island} guide @returns {Entry[]} */
export function allEntries(guide) {
  return guide.actions.flatMap(entriesOf);
}

/**
 * Whether a sheet answers an entry: in words, by a level, or by saying why it does not apply. "Not discussed" is an
 * honest word, but no answer.
 * @param {any} sheet an item's part of a member's sheet, or what was agreed on it
 */
export function isAnswered(sheet) {
  const given = textAt(sheet, "answer").trim() !== "" || textAt(sheet, "level") !== "";
  return given || (textAt(sheet, "state") === "not-applicable" && textAt(sheet, "note").trim() !== "");
}

/** @param {TeamFile | undefined} file @param {string} member @param {string} entry */
export function sheetAt(file, member, entry) {
  return own(own(file?.sheets, member), entry);
}

/**
 * @param {TeamFile | undefined} file @param {string} member @param {Entry[]} entries
 * @returns {{done: number, of: number}}
 */
export function progress(file, member, entries) {
  const done = entries.filter(({ id }) => isAnswered(sheetAt(file, member, id))).length;
  return { done, of: entries.length };
}

/** Whether the words have changed since this was answered, in whatever language. @param {any} sheet @param {Entry} entry */
export function isReworded(sheet, entry) {
  const wording = textAt(sheet, "wording");
  return wording !== "" && ![entry.wording, ...(entry.also ?? [])].includes(wording) && isAnswered(sheet);
}

/**
 * What the file answers and the guide no longer asks, in order.
 * @param {TeamFile} file @param {Island} guide @returns {string[]}
 */
export function goneEntries(file, guide) {
  const asked = new Set(allEntries(guide).map(({ id }) => id));
  const sheets = [...Object.values(file.sheets ?? {}), file.agreed ?? {}];
  const answered = sheets.flatMap((sheet) => Object.keys(sheet).filter((id) => isAnswered(sheet[id])));
  return [...new Set(answered)].filter((id) => !asked.has(id)).sort();
}

/** The word for a level, or the level as it stands where the scale has lost it. @param {Island} guide @param {string} level */
export function levelLabel(guide, level) {
  return guide.scale?.levels.find(({ id }) => id === level)?.label ?? level;
}

/** Where on the scale a level stands, from 0; -1 where it does not. @param {Island} guide @param {string} level */
export function levelRank(guide, level) {
  return guide.scale?.levels.findIndex(({ id }) => id === level) ?? -1;
}

/** Links that lead to the web and nowhere else. @param {any} object @returns {{text: string, url: string | null}[]} */
export function evidenceOf(object) {
  const list = valueOf(registerAt(object, ["evidence"]));
  return (Array.isArray(list) ? list : []).map((text) => ({
    text,
    url: /^https?:\/\/[^\s]+$/i.test(text) ? text : null,
  }));
}
