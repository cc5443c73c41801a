// The edits that begin a small test of change. Never touches a page, never asks for chance: ids are handed in.

import { textAt } from "../guide/registers.js";

/** What a next cycle takes over from the one before it. */
const KEPT = ["aim", "driver", "step", "measure", "change"];

/** The fields of the cycle after a test. @param {any} test @returns {{[field: string]: string}} */
export function fieldsOfNext(test) {
  return Object.fromEntries(KEPT.map((field) => [field, textAt(test, field)]));
}

/**
 * Writes a new test; the next step that it tests names it from then on.
 * @param {{file: import("../guide/answers.js").TeamFile | undefined, edit: (path: string[], value: any) => void}} session
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
