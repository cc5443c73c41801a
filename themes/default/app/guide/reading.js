// Texts in, teams' files out, and back: JSON, several rounds in one, a round's link, and lines that can be pasted into a
// message. Whatever is wrong is named by a `Problem`, and nothing is taken from a text of which a part is wrong. Never
// touches a page or a store.

import { SHAPE, fits, merge, shapeOf } from "./answers.js";
import { ARCHIVE, FORMAT, ROUND, VERSION, emptyFile } from "./formats.js";
import { isObject, write } from "./registers.js";

/** @typedef {import("./answers.js").TeamFile} TeamFile */
/** @typedef {import("./formats.js").Round} Round */

/** Limits on what is read: characters of a text, of a part of it, and how deep it may be nested. */
const LIMITS = { text: 16 * 1024 * 1024, part: 100_000, depth: 32 };

/** What is wrong, as a key of the catalogue and what fills its blanks. */
export class Problem extends Error {
  /** @param {string} key @param {{[blank: string]: string | number}} blanks */
  constructor(key, blanks = {}) {
    super(key);
    this.key = key;
    this.blanks = blanks;
  }
}

/** @param {any} value @param {string[]} path */
function keepLimits(value, path) {
  if (path.length > LIMITS.depth) throw new Problem("app_wrong_deep", { where: path.slice(0, 4).join(".") });
  if (typeof value === "string" && value.length > LIMITS.part)
    throw new Problem("app_wrong_long", { where: path.join(".") });
  if (typeof value !== "object" || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name.length > LIMITS.part) throw new Problem("app_wrong_long", { where: path.join(".") });
    keepLimits(member, [...path, name]);
  }
}

/** @param {any} value @param {any} shape @param {string[]} path */
function keepShape(value, shape, path) {
  const wrong = () => new Problem("app_wrong_shape", { where: path.join(".") });
  if (!isObject(value)) throw wrong();
  if (typeof shape === "string") {
    const sound =
      Number.isSafeInteger(value.counter) &&
      value.counter >= 1 &&
      Array.isArray(value.values) &&
      value.values.length > 0 &&
      value.values.every(
        (/** @type {any} */ entry) =>
          isObject(entry) && /^d-[0-9a-z]{1,64}$/.test(entry.device) && "value" in entry && fits(shape, entry.value),
      );
    if (!sound) throw wrong();
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    const inner = shapeOf(shape, name);
    if (inner) keepShape(member, inner, [...path, name]);
  }
}

/** @param {any} value */
function keepVersion({ version }) {
  if (!Number.isSafeInteger(version) || version < 1) throw new Problem("app_wrong_shape", { where: "version" });
  if (version > VERSION) throw new Problem("app_wrong_newer");
}

/** @param {any} value @param {string} where */
function keepName(value, where) {
  if (typeof value !== "string" || !/^[0-9A-Za-z][0-9A-Za-z._-]{0,199}$/.test(value))
    throw new Problem("app_wrong_shape", { where });
}

/** A value of a team's file, checked and in its one order. @param {any} value @returns {TeamFile} */
export function checkedFile(value) {
  keepLimits(value, []);
  if (!isObject(value) || value.format !== FORMAT) throw new Problem("app_wrong_format");
  keepVersion(value);
  keepName(value.site, "site");
  keepName(value.guide, "guide");
  if (!isObject(value.round)) throw new Problem("app_wrong_shape", { where: "round" });
  keepName(value.round.id, "round.id");
  if (value.round.previous !== undefined) keepName(value.round.previous, "round.previous");
  keepShape(value, SHAPE, []);
  // A file merged with itself is the same file, its values in order.
  return merge(value, value);
}

/**
 * A round as its link carries it, as a file: written by no device in particular, so that all who open it have the same.
 * @param {string} site @param {string} guide @param {Round} round @returns {TeamFile}
 */
export function fileOfRound(site, guide, { id, previous, ...plain }) {
  const file = emptyFile({ site, guide, round: id, previous });
  for (const name of /** @type {("title" | "date" | "aim")[]} */ (["title", "date", "aim"])) {
    if (plain[name]) file.round[name] = write(undefined, { device: "d-0", value: plain[name] });
  }
  return file;
}

/** @param {any} value @returns {TeamFile} */
function roundOf(value) {
  keepVersion(value);
  const { site, guide, round } = value;
  if (!isObject(round)) throw new Problem("app_wrong_shape", { where: "round" });
  for (const name of ["title", "date", "aim"]) {
    if (!fits(name === "date" ? "date" : "text", round[name] ?? ""))
      throw new Problem("app_wrong_shape", { where: `round.${name}` });
  }
  return checkedFile(fileOfRound(site, guide, /** @type {Round} */ (round)));
}

/** @param {string} text @returns {any} */
function parsed(text) {
  if (text.length > LIMITS.text) throw new Problem("app_wrong_large");
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Problem("app_wrong_json");
  }
}

/** @param {string} text @returns {TeamFile[]} */
function ofJson(text) {
  const value = parsed(text);
  if (!isObject(value)) throw new Problem("app_wrong_format");
  if (value.format === ROUND) return [roundOf(value)];
  if (value.format !== ARCHIVE) return [checkedFile(value)];
  keepVersion(value);
  if (!Array.isArray(value.rounds)) throw new Problem("app_wrong_shape", { where: "rounds" });
  return value.rounds.map(checkedFile);
}

/** @param {string} text */
export function fromBase64url(text) {
  try {
    const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
  } catch {
    throw new Problem("app_wrong_cut");
  }
}

/**
 * All teams' files that a text holds: a saved file or several rounds in one, a round's file or link, pasted returns.
 * @param {string} text @returns {TeamFile[]}
 */
export function read(text) {
  if (!text.trim()) throw new Problem("app_wrong_empty");
  if (text.length > LIMITS.text) throw new Problem("app_wrong_large");
  const link = /#round=([\w-]+)/.exec(text);
  if (link && !text.trimStart().startsWith("{")) return ofJson(fromBase64url(link[1]));
  // Programs for mail break lines and put marks before those they quote.
  const lines = /framewright:([\w\s>-]*):end/g;
  if (text.trimStart().startsWith("{") || !text.includes("framewright:")) return ofJson(text);
  const pasted = [...text.matchAll(lines)].map((found) => found[1].replace(/[\s>]/g, ""));
  // A part without its end was cut, even where others are whole.
  if (!pasted.length || /framewright:[\s>]*[\w-]{40}/.test(text.replace(lines, ""))) throw new Problem("app_wrong_cut");
  return pasted.flatMap((part) => ofJson(fromBase64url(part)));
}

const FIRST = ["format", "version", "site", "guide", "round", "rounds", "members"];

/** The text of a saved file: two spaces a level, members in one order. @param {TeamFile} file */
export function textOf(file) {
  /** @param {any} value @param {boolean} top @returns {any} */
  const sorted = (value, top) => {
    if (Array.isArray(value)) return value.map((part) => sorted(part, isObject(part) && part.format === FORMAT));
    if (!isObject(value)) return value;
    const names = Object.keys(value).sort();
    const lead = top ? FIRST.filter((name) => Object.hasOwn(value, name)) : [];
    return Object.fromEntries([...new Set([...lead, ...names])].map((name) => [name, sorted(value[name], false)]));
  };
  return `${JSON.stringify(sorted(file, true), null, 2)}\n`;
}
