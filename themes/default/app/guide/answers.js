// A team's file: its shape, a change of it, two of them as one. Plain data in, plain data out, nothing altered in place.
// Never reads a text, never knows where a file is kept.

import { isObject, joinMembers, joinUnknown, mergeRegisters, own, write } from "./registers.js";

/** @typedef {{[name: string]: any}} TeamFile */
/** @typedef {import("./registers.js").Path} Path */
/** @typedef {{path: Path, value: any, seen?: number, mine?: any}} Edit */

const SHEET = { level: "text", answer: "text", note: "text", evidence: "list", state: "state", wording: "text" };

/**
 * Where the registers of a file are, and what each may hold; `*` stands for any name. A register is known by its place,
 * never by its looks.
 * @type {{[name: string]: any}}
 */
export const SHAPE = {
  round: { title: "text", date: "date", aim: "text", closed: "flag" },
  members: { "*": { name: "text", role: "text", sector: "text" } },
  sheets: { "*": { "*": SHEET } },
  agreed: { "*": { ...SHEET, rationale: "text" } },
  priorities: { "*": "priority" },
  next_steps: {
    "*": { what: "text", item: "text", owner: "text", due: "date", status: "status", review: "date", test: "text" },
  },
  tests: {
    "*": {
      aim: "text",
      driver: "text",
      step: "text",
      measure: "text",
      change: "text",
      prediction: "text",
      plan: "text",
      happened: "text",
      learned: "text",
      decision: "decision",
      started: "date",
      ended: "date",
      next: "text",
    },
  },
  measures: {
    "*": {
      title: "text",
      unit: "text",
      direction: "direction",
      target: "number",
      baseline: "date",
      points: { "*": "number" },
      notes: { "*": "text" },
      astronomical: { "*": "flag" },
    },
  },
  consent: "flag",
};

/** @type {{[kind: string]: string[]}} */
const CHOICES = {
  state: ["answered", "not-discussed", "not-applicable"],
  priority: ["high", "medium", "low"],
  status: ["open", "started", "done", "dropped"],
  decision: ["adopt", "adapt", "abandon"],
  direction: ["up", "down"],
};

/** Whether a register of this kind may hold the value. @param {string} kind @param {any} value */
export function fits(kind, value) {
  if (value === null) return true;
  if (kind === "list") return Array.isArray(value) && value.every((part) => typeof part === "string");
  if (kind === "flag") return typeof value === "boolean";
  if (kind === "number") return typeof value === "number";
  if (kind === "date") return value === "" || (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value));
  return typeof value === "string" && (!CHOICES[kind] || CHOICES[kind].includes(value));
}

/** @param {any} shape @param {string} name */
export function shapeOf(shape, name) {
  return own(shape, name) ?? own(shape, "*");
}

/** @param {any} one @param {any} other @param {any} shape @returns {any} */
function join(one, other, shape) {
  if (typeof shape === "string") return mergeRegisters(one, other);
  if (!isObject(shape)) return joinUnknown(one, other);
  return joinMembers(one, other, (a, b, name) => join(a, b, shapeOf(shape, name)));
}

/** What keeps two files from being one: the name of the member in which they differ. @param {TeamFile} one @param {TeamFile} other */
export function difference(one, other) {
  if (one.site !== other.site) return "site";
  if (one.guide !== other.guide) return "guide";
  const earlier = [one.round.previous, other.round.previous];
  const parted = earlier[0] && earlier[1] && earlier[0] !== earlier[1];
  return one.round.id !== other.round.id || parted ? "round" : null;
}

/**
 * Two files of one round as one: in any order, any grouping and twice over the same. Registers are expected in order, as
 * reading and writing leave them.
 * @param {TeamFile} one @param {TeamFile} other @returns {TeamFile}
 */
export function merge(one, other) {
  return join(one, other, SHAPE);
}

/**
 * The file after an edit by a device.
 * @param {TeamFile} file @param {Edit} edit @param {string} device @returns {TeamFile}
 */
export function change(file, { path, value, seen, mine }, device) {
  /** @param {any} at @param {number} depth @returns {any} */
  const down = (at, depth) => {
    if (depth === path.length) return write(at, { device, value, seen, mine });
    const name = path[depth];
    return { ...at, [name]: down(own(at, name), depth + 1) };
  };
  return down(file, 0);
}
