// The edits that begin a small test of change. Never touches a page, never asks for chance: ids are handed in.

import { own, textAt } from "../guide/registers.js";

/** What a next cycle takes over from the one before it. */
const KEPT = ["aim", "driver", "step", "measure", "change"];

/** The fields of the cycle after a test. @param {any} test @returns {{[field: string]: string}} */
export function fieldsOfNext(test) {
  return Object.fromEntries(KEPT.map((field) => [field, textAt(test, field)]));
}

/**
 * Writes a new test; the next step that it tests names it from then on. A step of an earlier round is none of this one.
 * @param {{file: import("../guide/answers.js").TeamFile | undefined, edit: (path: string[], value: any) => void}} session
 * @param {string} id @param {{[field: string]: string}} fields
 */
export function writeTest(session, id, fields) {
  session.edit(["tests", id, "change"], fields.change ?? "");
  const aim = fields.aim || textAt(session.file, "round", "aim");
  const step = own(session.file?.next_steps, fields.step ?? "") ? fields.step : "";
  for (const [field, value] of Object.entries({ ...fields, aim, step })) {
    if (value && field !== "change") session.edit(["tests", id, field], value);
  }
  if (step) session.edit(["next_steps", step, "test"], id);
}
