// A team's measures as a file has them: points in the order of time, what the rules say of them, and where among them tests
// and notes stand. Plain data in and out. Never touches a page.

import { readSeries } from "./rules.js";
import { own, registerAt, textAt, valueOf, valuesOf } from "../guide/registers.js";
import { chains, datesOf, isBlank, stageOf } from "../tests/chains.js";
import { MOST } from "./pasted.js";

/** @typedef {import("../guide/answers.js").TeamFile} TeamFile */
/** @typedef {{date: string, label: string, value: number}} Point */
/** What happened: at a place among the points, until another where it went on; told by a letter or a number. @typedef {{at: number, until: number, mark: string, label: string, text: string, stage?: string, test?: string}} Happened */
/**
 * @typedef {{
 *   id: string, title: string, unit: string, direction: string, target: number | null, points: Point[], odds: string[],
 *   reading: import("./rules.js").Reading | null, tests: Happened[], notes: Happened[],
 * }} Series
 */

/** A number that a chart has room for; null where there is none. @param {any} register */
function numberOf(register) {
  const value = valueOf(register);
  return typeof value === "number" && Math.abs(value) <= MOST ? value : null;
}

/**
 * Where a day stands among days in their order: 1.5 is halfway between the second and the third. What comes before the first
 * or after the last stands just beside it.
 * @param {string} date @param {string[]} days
 */
export function placeOf(date, days) {
  const next = days.findIndex((day) => day >= date);
  if (next < 0) return Math.max(0, days.length - 1) + 0.4;
  if (days[next] === date) return next;
  if (next === 0) return -0.4;
  const [before, at, after] = [days[next - 1], date, days[next]].map((day) => Date.parse(`${day}T00:00:00Z`));
  return next - 1 + (at - before) / (after - before);
}

/** A, B, … Z, AA and so on. @param {number} at @returns {string} */
export function letterOf(at) {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : letterOf(Math.floor(at / 26) - 1) + letter;
}

/** Every day at which anything is written of a measure. @param {any} measure @returns {string[]} */
export function daysOf(measure) {
  const said = (/** @type {string} */ part) =>
    Object.entries(own(measure, part) ?? {})
      .filter(([, register]) => valuesOf(register).some((value) => value !== null && value !== ""))
      .map(([date]) => date);
  return [...new Set([...said("points"), ...said("notes")])].sort();
}

/** Whether a person marked a day's number as obviously different from all others. @param {any} measure @param {string} date */
export function isMarked(measure, date) {
  return valueOf(registerAt(measure, ["astronomical", date])) === true;
}

/**
 * How many numbers, from the first on, the median is frozen on; null for all of them, and where there is none before the
 * baseline ends.
 * @param {any} measure @param {string[]} days those that have a number
 */
function baselineOf(measure, days) {
  const until = textAt(measure, "baseline");
  return days.filter((date) => date <= until).length || null;
}

/** The tests that name a measure and have begun. @param {TeamFile | undefined} file @param {string} id @param {string[]} days @returns {Happened[]} */
function testsAt(file, id, days) {
  return chains(file)
    .flat()
    .filter(({ test }) => textAt(test, "measure") === id && !isBlank(test) && datesOf(test))
    .map(({ id: name, test }) => {
      const start = textAt(test, "started") || textAt(test, "ended");
      return { name, test, start, end: textAt(test, "ended") || start };
    })
    .sort((one, other) => (one.start < other.start ? -1 : Number(one.start > other.start)))
    .map(({ name, test, start, end }, at) => ({
      at: placeOf(start, days),
      until: placeOf(end < start ? start : end, days),
      mark: letterOf(at),
      label: datesOf(test),
      text: textAt(test, "change"),
      stage: stageOf(test),
      test: name,
    }));
}

/** A measure as it is to be drawn. @param {TeamFile | undefined} file @param {string} id @returns {Series} */
export function seriesOf(file, id) {
  const measure = own(file?.measures, id);
  const registers = own(measure, "points") ?? {};
  const days = Object.keys(registers)
    .filter((date) => numberOf(registers[date]) !== null && !Number.isNaN(Date.parse(date)))
    .sort();
  // Where every point is of the first day of a month, it is of the month.
  const monthly = days.length > 0 && days.every((date) => date.endsWith("-01"));
  const labelOf = (/** @type {string} */ date) => (monthly && date.endsWith("-01") ? date.slice(0, 7) : date);
  const points = days.map((date) => ({ date, label: labelOf(date), value: numberOf(registers[date]) ?? 0 }));
  const marked = days.flatMap((date, at) => (isMarked(measure, date) ? [at] : []));
  const notes = daysOf(measure)
    .map((date) => ({ date, text: textAt(measure, "notes", date).trim() }))
    .filter(({ text }) => text)
    .map(({ date, text }, at) => {
      const place = placeOf(date, days);
      return { at: place, until: place, mark: String(at + 1), label: labelOf(date), text };
    });
  return {
    id,
    title: textAt(measure, "title"),
    unit: textAt(measure, "unit"),
    direction: textAt(measure, "direction"),
    target: numberOf(registerAt(measure, ["target"])),
    points,
    odds: days.filter((date) => valuesOf(registers[date]).length > 1).map(labelOf),
    reading: readSeries(points.map(({ value }) => value), baselineOf(measure, days), marked),
    tests: testsAt(file, id, days),
    notes,
  };
}

/** Measures that say anything, by title. @param {TeamFile | undefined} file @returns {string[]} */
export function measuresOf(file) {
  const all = Object.keys(file?.measures ?? {});
  const title = (/** @type {string} */ id) => textAt(file, "measures", id, "title");
  return all.sort((one, other) => {
    const [a, b] = [title(one), title(other)];
    return Number(!a) - Number(!b) || (a < b ? -1 : Number(a > b)) || (one < other ? -1 : 1);
  });
}

/**
 * The points of a measure as `framewright chart` reads them; columns for marks where there are any.
 * @param {TeamFile | undefined} file @param {string} id @returns {(string | number)[][]}
 */
export function pointRows(file, id) {
  const measure = own(file?.measures, id);
  const days = daysOf(measure);
  const until = textAt(measure, "baseline");
  /** @type {[string, (date: string) => boolean][]} */
  const marks = [
    ["astronomical", (date) => isMarked(measure, date)],
    ["baseline", (date) => date <= until],
  ];
  const there = marks.filter(([, is]) => days.some(is));
  return [
    ["date", "value", "note", ...there.map(([name]) => name)],
    ...days.map((date) => [
      date,
      numberOf(registerAt(measure, ["points", date])) ?? "",
      textAt(measure, "notes", date),
      ...there.map(([, is]) => (is(date) ? "x" : "")),
    ]),
  ];
}
