// What small tests of change have to do with the plan and the guide: which test which next step, what they say in a line and
// in a table. Plain data in and out. Never touches a page.

import { allEntries } from "../guide/guide.js";
import { own, textAt, valuesOf } from "../guide/registers.js";
import { WRITTEN, chains, isBlank, stageOf } from "./chains.js";

/** @typedef {import("../guide/answers.js").TeamFile} TeamFile */
/** @typedef {import("../guide/guide.js").Island} Island */
/** @typedef {import("../guide/words.js").Say} Say */
/** @typedef {import("./chains.js").Cycle} Cycle */

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

/** Titles that a test's fields name. @param {TeamFile | undefined} file @param {Island} guide @param {any} test */
export function namedBy(file, guide, test) {
  const [driver, step, measure] = ["driver", "step", "measure"].map((field) => textAt(test, field));
  return {
    driver: own(guide.drivers, driver)?.title ?? driver,
    // Without its words, the id of an earlier round's step says nothing.
    step: textAt(file, "next_steps", step, "what"),
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
