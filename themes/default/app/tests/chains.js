// Small tests of change as a file has them: which follows which, how each stands. Plain data in and out. Never touches a
// page.

import { registerAt, textAt, valuesOf } from "../guide/registers.js";

/** @typedef {import("../guide/answers.js").TeamFile} TeamFile */
/** @typedef {{id: string, test: any, cycle: number}} Cycle a test, and which cycle of its chain it is, from 1 */

export const DECISIONS = ["adopt", "adapt", "abandon"];

/** What a person writes in a test; where all of it is empty, nothing has been tested yet. */
export const WRITTEN = ["change", "prediction", "plan", "happened", "learned"];

/** Text in one order, empty text last. @param {string} one @param {string} other */
function byText(one, other) {
  return Number(!one) - Number(!other) || (one < other ? -1 : Number(one > other));
}

/** Tests by when they started, those that have not last. @param {TeamFile | undefined} file @returns {{id: string, test: any}[]} */
export function testsOf(file) {
  return Object.entries(file?.tests ?? {})
    .map(([id, test]) => ({ id, test }))
    .sort((a, b) => byText(textAt(a.test, "started"), textAt(b.test, "started")) || byText(a.id, b.id));
}

/**
 * Tests in chains, cycle after cycle. Two that follow the same one, since two people began a next cycle at once, are both
 * of its chain. Each test is in one chain, whatever a file says of what follows what.
 * @param {TeamFile | undefined} file @returns {Cycle[][]}
 */
export function chains(file) {
  const all = testsOf(file);
  const known = new Map(all.map(({ id, test }) => [id, test]));
  const following = (/** @type {string} */ id) =>
    valuesOf(registerAt(known.get(id), ["next"])).filter((next) => next !== id && known.has(next));
  const later = new Set(all.flatMap(({ id }) => following(id)));
  /** @type {Set<string>} */
  const placed = new Set();
  const chainFrom = (/** @type {string} */ first) => {
    /** @type {Cycle[]} */
    const chain = [];
    /** @type {[string, number][]} */
    const open = [[first, 1]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [id, cycle] = next;
      if (placed.has(id)) continue;
      placed.add(id);
      chain.push({ id, test: known.get(id), cycle });
      for (const then of following(id).sort(byText).reverse()) open.push([then, cycle + 1]);
    }
    return chain;
  };
  // Those in a ring follow each other, and the earliest of them comes first.
  const firsts = [...all.filter(({ id }) => !later.has(id)), ...all];
  return firsts.map(({ id }) => chainFrom(id)).filter((chain) => chain.length);
}

/** Whether nothing has been written in a test. @param {any} test */
export function isBlank(test) {
  return !textAt(test, "decision") && WRITTEN.every((field) => !textAt(test, field).trim());
}

/** How a test stands: its decision, or how far it has come. @param {any} test */
export function stageOf(test) {
  const decision = textAt(test, "decision");
  if (DECISIONS.includes(decision)) return decision;
  return textAt(test, "ended") ? "ended" : textAt(test, "started") ? "running" : "planned";
}

/** First and last day, as far as they are known. @param {any} test */
export function datesOf(test) {
  return [...new Set([textAt(test, "started"), textAt(test, "ended")].filter(Boolean))].join(" – ");
}
