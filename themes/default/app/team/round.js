// Rounds that follow no other and rounds that do. Plain data in and out, but for the one that opens what it makes. Never
// asks for the date: it is handed in.

import { emptyFile } from "../guide/formats.js";
import { own, write } from "../guide/registers.js";
import { isOpen } from "../guide/steps.js";

/** @typedef {import("../guide/answers.js").TeamFile} TeamFile */
/** @typedef {import("../guide/formats.js").Round} Round */
/** @typedef {import("../guide/session.js").Session} Session */

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

/**
 * Begins a new round and opens it: empty, or following the open one.
 * @param {Session} session @param {Omit<Round, "id">} plain @param {boolean} follows
 */
export async function startRound(session, plain, follows) {
  const { file: open, member, site, guide, device } = session;
  const round = { ...plain, id: session.newName("r") };
  const next = open && follows ? nextRound(open, round, device) : firstRound({ site, guide, round: round.id }, round, device);
  // Nobody says twice who they are.
  const self = own(open?.members, member);
  if (self) next.members = { ...next.members, [member]: self };
  if (open) await session.note((memo) => ({ ...memo, mine: { ...memo.mine, [round.id]: member } }));
  await session.take([next]);
}
