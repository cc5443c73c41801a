// Sheets in, what they say together out: the spread of levels, who differs most, whose perspectives are missing, where a
// team stands, and its gaps. Numbers and names, no words, no page.

import { allEntries, isAnswered, levelRank, progress, sheetAt } from "../guide/guide.js";
import { own, registerAt, textAt, valuesOf } from "../guide/registers.js";

/** @typedef {import("../guide/guide.js").Island} Island */
/** @typedef {import("../guide/guide.js").Entry} Entry */
/** @typedef {import("../guide/answers.js").TeamFile} TeamFile */
/**
 * How many said what about an entry. `counts` has a number for each level of the scale; `odds` are those with two values
 * at once, `silent` those who said nothing.
 * @typedef {{counts: number[], notDiscussed: number, notApplicable: number, odds: number, silent: string[], ranks: number[]}} Spread
 */

/** Everyone in the file, in the one order of their ids. @param {TeamFile | undefined} file @returns {string[]} */
export function everyone(file) {
  return [...new Set([...Object.keys(file?.members ?? {}), ...Object.keys(file?.sheets ?? {})])].sort();
}

/** @param {TeamFile | undefined} file @param {Island} guide @param {string} entry @param {string[]} members @returns {Spread} */
export function spread(file, guide, entry, members) {
  /** @type {Spread} */
  const sum = {
    counts: (guide.scale?.levels ?? []).map(() => 0),
    notDiscussed: 0,
    notApplicable: 0,
    odds: 0,
    silent: [],
    ranks: [],
  };
  for (const member of members) {
    const sheet = sheetAt(file, member, entry);
    const state = textAt(sheet, "state");
    const rank = levelRank(guide, textAt(sheet, "level"));
    if (valuesOf(registerAt(sheet, ["level"])).length > 1) sum.odds += 1;
    else if (state === "not-discussed") sum.notDiscussed += 1;
    else if (state === "not-applicable") sum.notApplicable += 1;
    else if (rank >= 0) {
      sum.counts[rank] += 1;
      sum.ranks.push(rank);
    } else if (!isAnswered(sheet)) sum.silent.push(member);
  }
  return sum;
}

/**
 * How many levels two members are apart, on average over all pairs; null where fewer than two chose a level.
 * @param {number[]} ranks @returns {number | null}
 */
export function distance(ranks) {
  if (ranks.length < 2) return null;
  const apart = ranks.flatMap((one, at) => ranks.slice(at + 1).map((other) => Math.abs(one - other)));
  return apart.reduce((sum, step) => sum + step, 0) / apart.length;
}

/** The middle level; of two in the middle the lower, since a team is not further than its half. @param {number[]} ranks @returns {number | null} */
export function middle(ranks) {
  const sorted = [...ranks].sort((one, other) => one - other);
  return sorted.length ? sorted[Math.floor((sorted.length - 1) / 2)] : null;
}

/**
 * Entries with those first on which members differ most; where they differ alike, and where nobody chose a level, in the
 * guide's order.
 * @param {TeamFile | undefined} file @param {Island} guide @returns {Entry[]}
 */
export function mostDivided(file, guide) {
  const members = everyone(file);
  const ranked = allEntries(guide).map((entry, at) => ({
    entry,
    at,
    apart: distance(spread(file, guide, entry.id, members).ranks) ?? -1,
  }));
  return ranked.sort((one, other) => other.apart - one.apart || one.at - other.at).map(({ entry }) => entry);
}

/** Members by what they say of themselves, unnamed ones last. @param {TeamFile | undefined} file @param {"role" | "sector"} field @returns {Map<string, string[]>} */
export function groups(file, field) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const member of everyone(file)) {
    const name = textAt(own(file?.members, member), field).trim();
    found.set(name, [...(found.get(name) ?? []), member]);
  }
  return new Map(
    [...found].sort(([one], [other]) => Number(one === "") - Number(other === "") || (one < other ? -1 : 1)),
  );
}

/**
 * Which of the usual roles or sectors nobody in the round has.
 * @param {TeamFile | undefined} file @param {"role" | "sector"} field @param {string[]} usual @returns {string[]}
 */
export function absent(file, field, usual) {
  const present = [...groups(file, field).keys()].map((name) => ` ${name.toLocaleLowerCase()} `);
  // A lead teacher is a teacher.
  return usual.filter((name) => !present.some((own) => own.includes(` ${name.toLocaleLowerCase()} `)));
}

/** Roles that are in the round and have said nothing on an entry. @param {TeamFile | undefined} file @param {string} entry @returns {string[]} */
export function unheard(file, entry) {
  const silent = (/** @type {string} */ member) => !isAnswered(sheetAt(file, member, entry));
  return [...groups(file, "role")].filter(([role, members]) => role && members.every(silent)).map(([role]) => role);
}

/**
 * Where the team stands: what it agreed, or else the middle of what its members say.
 * @param {TeamFile | undefined} file @param {Island} guide @param {string} entry
 * @returns {{rank: number | null, agreed: boolean, state: string}}
 */
export function standing(file, guide, entry) {
  const agreed = own(file?.agreed, entry);
  const state = textAt(agreed, "state");
  const rank = levelRank(guide, textAt(agreed, "level"));
  if (rank >= 0) return { rank, agreed: true, state };
  if (state === "not-applicable" || state === "not-discussed") return { rank: null, agreed: true, state };
  return { rank: middle(spread(file, guide, entry, everyone(file)).ranks), agreed: isAnswered(agreed), state: "" };
}

const URGENCY = ["high", "medium", "low"];

/** @param {TeamFile | undefined} file @param {string} entry */
export function priority(file, entry) {
  return textAt(file, "priorities", entry);
}

/**
 * What is below the highest level or has no agreed answer: by priority, then the lowest first, then in the guide's order.
 * @param {TeamFile | undefined} file @param {Island} guide
 * @returns {{entry: Entry, rank: number | null}[]}
 */
export function gaps(file, guide) {
  const top = (guide.scale?.levels.length ?? 0) - 1;
  const urgency = (/** @type {string} */ id) =>
    (URGENCY.indexOf(priority(file, id)) + URGENCY.length + 1) % (URGENCY.length + 1);
  const open = allEntries(guide)
    .map((entry, at) => ({ entry, at, ...standing(file, guide, entry.id) }))
    .filter(
      ({ entry, rank, agreed, state }) =>
        state !== "not-applicable" && (entry.rated ? rank === null || rank < top : !agreed),
    );
  return open
    .sort(
      (one, other) =>
        urgency(one.entry.id) - urgency(other.entry.id) || (one.rank ?? -1) - (other.rank ?? -1) || one.at - other.at,
    )
    .map(({ entry, rank }) => ({ entry, rank }));
}

/**
 * The mean level of each secondary driver's entries, from 0; null where none has one. Entries without a driver stand for
 * their action.
 * @param {TeamFile | undefined} file @param {Island} guide
 * @returns {{name: string, mean: number | null}[]}
 */
export function byDriver(file, guide) {
  /** @type {Map<string, number[]>} */
  const ranks = new Map();
  for (const { id, driver, rated, action } of allEntries(guide)) {
    if (!rated) continue;
    const name = driver ? (own(guide.drivers, driver)?.title ?? driver) : action.title;
    const { rank } = standing(file, guide, id);
    ranks.set(name, [...(ranks.get(name) ?? []), ...(rank === null ? [] : [rank])]);
  }
  const mean = (/** @type {number[]} */ all) =>
    all.length ? all.reduce((sum, rank) => sum + rank, 0) / all.length : null;
  return [...ranks].map(([name, all]) => ({ name, mean: mean(all) }));
}

/** Who has come how far. @param {TeamFile | undefined} file @param {Island} guide */
export function attendance(file, guide) {
  const entries = allEntries(guide);
  return everyone(file).map((member) => ({ member, ...progress(file, member, entries) }));
}
