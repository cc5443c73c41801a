// Small tests of change as a file has them: which follows which, how each stands, and the edits that begin one. Plain data
// in and out. Never touches a page.

import { allEntries } from "../guide/guide.js";
import { own, registerAt, textAt, valuesOf } from "../guide/registers.js";

/** @typedef {import("../guide/answers.js").TeamFile} TeamFile */
/** @typedef {import("../guide/guide.js").Island} Island */
/** @typedef {import("../guide/words.js").Say} Say */
/** @typedef {{id: string, test: any, cycle: number}} Cycle a test, and which cycle of its chain it is, from 1 */

export const DECISIONS = ["adopt", "adapt", "abandon"];

/** What a person writes in a test; where all of it is empty, nothing has been tested yet. */
export const WRITTEN = ["change", "prediction", "plan", "happened", "learned"];

/** What a next cycle takes over from the one before it. */
const KEPT = ["aim", "driver", "step", "measure", "change"];

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

/**
 * The tests of each next step: those that name it, and the one that it names.
 * @param {TeamFile | undefined} file @returns {Map<string, Cycle[]>}
 */
export function testsByStep(file) {
  /** @type {Map<string, Set<string>>} */
  const naming = new Map();
  for (const [step, { test }] of Object.entries(file?.next_steps ?? {})) {
    for (const id of valuesOf(test)) naming.set(id, (naming.get(id) ?? new Set()).add(step));
  }
  /** @type {Map<string, Cycle[]>} */
  const found = new Map();
  for (const cycle of chains(file).flat()) {
    const steps = new Set([textAt(cycle.test, "step"), ...(naming.get(cycle.id) ?? [])]);
    for (const step of steps) found.set(step, [...(found.get(step) ?? []), cycle]);
  }
  return found;
}

/** A test in one line. @param {Say} t @param {Cycle} cycle */
export function testLine(t, { test, cycle }) {
  const stage = t(`app_stage_${stageOf(test)}`);
  return t("app_test_line", { n: cycle, change: textAt(test, "change") || t("app_test_unnamed"), stage });
}

/** Several tests in one line. @param {Say} t @param {Cycle[] | undefined} cycles */
export function testLines(t, cycles = []) {
  return cycles.map((cycle) => testLine(t, cycle)).join("; ");
}

/**
 * The fields of a test of a next step: its driver is that of the item that the step is for.
 * @param {TeamFile | undefined} file @param {Island} guide @param {string} step @param {string} change
 */
export function fieldsForStep(file, guide, step, change) {
  const item = textAt(file, "next_steps", step, "item");
  const driver = allEntries(guide).find(({ id }) => id === item)?.driver ?? "";
  return { step, driver, change };
}

/** The fields of the cycle after a test. @param {any} test @returns {{[field: string]: string}} */
export function fieldsOfNext(test) {
  return Object.fromEntries(KEPT.map((field) => [field, textAt(test, field)]));
}

/**
 * Writes a new test; the next step that it tests names it from then on.
 * @param {{file: TeamFile | undefined, edit: (path: string[], value: any) => void}} session
 * @param {string} id @param {{[field: string]: string}} fields
 */
export function writeTest(session, id, fields) {
  session.edit(["tests", id, "change"], fields.change ?? "");
  const aim = fields.aim || textAt(session.file, "round", "aim");
  for (const [field, value] of Object.entries({ ...fields, aim })) {
    if (value && field !== "change") session.edit(["tests", id, field], value);
  }
  if (fields.step) session.edit(["next_steps", fields.step, "test"], id);
}

/** Titles that a test's fields name. @param {TeamFile | undefined} file @param {Island} guide @param {any} test */
export function namedBy(file, guide, test) {
  const [driver, step, measure] = ["driver", "step", "measure"].map((field) => textAt(test, field));
  return {
    driver: own(guide.drivers, driver)?.title ?? driver,
    step: textAt(file, "next_steps", step, "what") || step,
    measure: textAt(file, "measures", measure, "title") || measure,
  };
}

const COLUMNS = ["aim", "driver", "step", "measure", ...WRITTEN, "decision", "started", "ended"];

/** Every test that says anything, chain after chain. @param {TeamFile} file @param {Island} guide @param {Say} t */
export function testRows(file, guide, t) {
  const head = ["app_test_chain", "app_test_cycle", ...COLUMNS.map((field) => `app_test_${field}`)].map((key) => t(key));
  const rows = chains(file).flatMap((chain, at) =>
    chain
      .filter(({ test }) => !isBlank(test))
      .map(({ test, cycle }) => {
        /** @type {{[field: string]: string}} */
        const names = namedBy(file, guide, test);
        const cell = (/** @type {string} */ field) =>
          field === "decision" ? t(`app_stage_${stageOf(test)}`) : (names[field] ?? textAt(test, field));
        return [at + 1, cycle, ...COLUMNS.map(cell)];
      }),
  );
  return [head, ...rows];
}
