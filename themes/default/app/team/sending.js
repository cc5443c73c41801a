// What leaves the browser when somebody sends it: a round's link and file, one member's return, several rounds in one file,
// lines for a message. Plain data in and out.

import { ARCHIVE, FORMAT, ROUND, VERSION } from "../guide/formats.js";
import { own, textAt } from "../guide/registers.js";

/** @typedef {import("../guide/answers.js").TeamFile} TeamFile */
/** @typedef {import("../guide/formats.js").Round} Round */

/** A text in letters that may stand in a link. @param {string} text */
export function toBase64url(text) {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The plain round of a file. @param {TeamFile} file @returns {Round} */
export function plainRound({ round }) {
  const { id, previous } = round;
  const plain = { id, title: textAt(round, "title"), date: textAt(round, "date"), aim: textAt(round, "aim") };
  return previous ? { ...plain, previous } : plain;
}

/** What a round's link and a round's file hold: no answer, no member. @param {TeamFile} file */
export function invitation(file) {
  return { format: ROUND, version: 1, site: file.site, guide: file.guide, round: plainRound(file) };
}

/** The address that opens the round; what follows the # is not sent to any server. @param {string} page @param {TeamFile} file */
export function roundLink(page, file) {
  return `${page.split("#")[0]}#round=${toBase64url(JSON.stringify(invitation(file)))}`;
}

/** The file with nothing but one member's part. @param {TeamFile} file @param {string} member @returns {TeamFile} */
export function returnOf(file, member) {
  const { site, guide, round } = file;
  const only = (/** @type {any} */ all) => (own(all, member) ? { [member]: all[member] } : {});
  return {
    format: FORMAT,
    version: VERSION,
    site,
    guide,
    round,
    members: only(file.members),
    sheets: only(file.sheets),
    agreed: {},
    priorities: {},
    next_steps: {},
  };
}

/** Several rounds in one file. @param {string} site @param {TeamFile[]} files */
export function archive(site, files) {
  const rank = (/** @type {TeamFile} */ file) => `${file.guide}\n${file.round.id}`;
  const rounds = [...files].sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
  return { format: ARCHIVE, version: VERSION, site, rounds };
}

/** Lines that can be pasted into a message. @param {TeamFile} file */
export function pasteable(file) {
  const lines = toBase64url(JSON.stringify(file)).match(/.{1,72}/g) ?? [];
  return `framewright:\n${lines.join("\n")}\n:end`;
}
