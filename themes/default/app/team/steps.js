// Next steps as a file has them, in the order of their dates. Never touches a page.

import { textAt } from "../guide/registers.js";

/** @typedef {import("../guide/answers.js").TeamFile} TeamFile */

/** Next steps by when they are due, those without a date last. @param {TeamFile | undefined} file @returns {{id: string, step: any}[]} */
export function stepsOf(file) {
  const rank = (/** @type {any} */ step) => textAt(step, "due") || "9999";
  return Object.entries(file?.next_steps ?? {})
    .map(([id, step]) => ({ id, step }))
    .sort((one, other) =>
      rank(one.step) === rank(other.step) ? (one.id < other.id ? -1 : 1) : rank(one.step) < rank(other.step) ? -1 : 1,
    );
}
