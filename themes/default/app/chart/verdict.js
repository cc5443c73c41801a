// What the rules say in, sentences out. Never draws.

import { ENOUGH, SHIFT, hasSignal, signalsOfRuns } from "./rules.js";

/** @typedef {import("./rules.js").Reading} Reading */
/** @typedef {import("../guide/words.js").Say} Say */
/** @typedef {{label: string, value: number}} Measured what was measured once: when, as it is shown, and how much */

/**
 * One sentence a signal; where there is none, one that says so. Rules that wait say that, last.
 * @param {Measured[]} points @param {Reading} reading @param {Say} t @returns {string[]}
 */
export function sentences(points, reading, t) {
  const { median, limits, shifts, trends, astronomical, runs, longest, crossings, useful } = reading;
  const stretch = (/** @type {string} */ key, /** @type {number[]} */ at) =>
    t(key, { n: at.length, start: points[at[0]].label, end: points[at[at.length - 1]].label });
  const said = [
    ...shifts.map((at) => stretch(points[at[0]].value > median ? "verdict_shift_above" : "verdict_shift_below", at)),
    ...trends.map((at) =>
      stretch(points[at[0]].value < points[at[1]].value ? "verdict_trend_up" : "verdict_trend_down", at),
    ),
  ];
  if (limits) {
    const { lower, upper } = limits;
    const seen = signalsOfRuns(reading);
    if (seen.tooFewRuns) said.push(t("verdict_few_runs", { n: runs, lower, upper }));
    if (seen.tooManyRuns) said.push(t("verdict_many_runs", { n: runs, lower, upper }));
    if (seen.tooLongRun) said.push(t("verdict_long_run", { n: longest, limit: limits.longest }));
    if (seen.tooFewCrossings) said.push(t("verdict_few_crossings", { n: crossings, limit: limits.crossings }));
  }
  if (astronomical.length) said.push(t("verdict_astronomical", { list: astronomical.map((at) => points[at].label).join(", ") }));
  if (!said.length) said.push(t(limits ? "verdict_none" : "verdict_none_yet"));
  if (!limits) said.push(t("verdict_waiting", { n: useful, enough: ENOUGH }));
  return said;
}

/** The verdict in one line. @param {Measured[]} points @param {Reading} reading @param {Say} t */
export function verdict(points, reading, t) {
  return [...(hasSignal(reading) ? [t("verdict_signal")] : []), ...sentences(points, reading, t)].join(" ");
}

/**
 * Whether the latest signal goes the better way; nothing where there is none, where it lies far back, or where nobody says
 * which way is better.
 * @param {Measured[]} points @param {Reading} reading @param {string} direction `up` or `down`
 */
export function wayOf(points, { median, shifts, trends }, direction) {
  const all = [
    ...shifts.map((at) => ({ last: at[at.length - 1], rises: points[at[0]].value > median })),
    ...trends.map((at) => ({ last: at[at.length - 1], rises: points[at[0]].value < points[at[1]].value })),
  ].sort((one, other) => one.last - other.last);
  const latest = all[all.length - 1];
  if (!latest || !direction || latest.last + SHIFT < points.length) return "";
  return latest.rises === (direction === "up") ? "verdict_better" : "verdict_worse";
}
