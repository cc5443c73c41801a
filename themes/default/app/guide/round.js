// Rounds that follow no other and rounds that do. Plain data in and out. Never asks for chance or the date: both are
// handed in.

import { emptyFile } from "./answers.js";
import { textAt, write } from "./registers.js";

/** @typedef {import("./answers.js").TeamFile} TeamFile */
/** @typedef {import("./formats.js").Round} Round */

/** Whether a next step still binds. @param {any} step */
export function isOpen(step) {
  const status = textAt(step, "status") || "open";
  return status === "open" || status === "started";
}

/**
 * @param {TeamFile} file @param {Round} round @param {string} device
 */
function named(file, { title, date, aim }, device) {
  const set = (/** @type {string} */ value) => write(undefined, { device, value });
  file.round = { ...file.round, title: set(title), date: set(date), aim: set(aim) };
  return file;
}

/**
 * A round that follows no other.
 * @param {{site: string, guide: string, round: string}} names @param {Round} round @param {string} device @returns {TeamFile}
 */
export function firstRound(names, round, device) {
  return named(emptyFile(names), round, device);
}

/**
 * The round after this one: its members, open next steps, small tests and measures carry over, answers start blank.
 * @param {TeamFile} file @param {Round} round @param {string} device @returns {TeamFile}
 */
export function nextRound(file, round, device) {
  const { site, guide, members, next_steps: steps, tests, measures } = file;
  const next = named(emptyFile({ site, guide, round: round.id, previous: file.round.id }), round, device);
  next.members = members ?? {};
  next.next_steps = Object.fromEntries(Object.entries(steps ?? {}).filter(([, step]) => isOpen(step)));
  // A log and a chart go on from round to round.
  return { ...next, ...(tests && { tests }), ...(measures && { measures }) };
}
