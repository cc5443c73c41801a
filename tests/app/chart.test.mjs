// The rules for run charts in the browser: the same as the build's, by the vectors of tests/chart that both are held to.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fc, load } from "./tools.mjs";

const { SHIFT, TREND, hasSignal, limitsOf, readSeries, signalsOfRuns } = await load("chart/rules");
const { scaleOver, told } = await load("chart/numbers");
const { sentences, verdict } = await load("chart/verdict");

const vectors = (/** @type {string} */ name) => JSON.parse(readFileSync(new URL(`../chart/${name}.json`, import.meta.url), "utf8"));

/** A reading as vectors write it. */
function flat(/** @type {any} */ reading) {
  if (!reading) return null;
  const { median, n, useful, runs, longest, crossings, limits, shifts, trends, astronomical } = reading;
  return {
    median, n, useful, runs, longest, crossings, lower: limits?.lower ?? null, upper: limits?.upper ?? null,
    longest_limit: limits?.longest ?? null, crossings_limit: limits?.crossings ?? null, shifts, trends, astronomical,
  };
}

for (const name of ["worked-examples", "edges", "at-random"]) {
  test(`the shared vectors are read as the build reads them: ${name}`, () => {
    const { series } = vectors(name);
    assert.ok(series.length >= 8);
    for (const { about, values, baseline = null, astronomical = [], expected } of series) {
      assert.deepEqual(flat(readSeries(values, baseline, astronomical)), expected, about);
    }
  });
}

test("limits are those of whole fractions", () => {
  const { limits } = vectors("limits");
  assert.ok(limits.length > 100);
  for (const [useful, lower, upper, longest, crossings] of limits) {
    assert.deepEqual(limitsOf(useful), { lower, upper, longest, crossings }, String(useful));
  }
});

test("what holds of any series", () => {
  const value = fc.integer({ min: -50, max: 50 }).map((tenth) => tenth / 10);
  fc.assert(fc.property(fc.array(value, { minLength: 1, maxLength: 80 }), (values) => {
    const reading = readSeries(values);
    assert.equal(reading.crossings, Math.max(0, reading.runs - 1));
    assert.equal(reading.limits !== null, reading.useful >= 10);
    assert.equal(reading.shifts.length > 0, reading.longest >= SHIFT);
    for (const trend of reading.trends) assert.ok(trend.length >= TREND);
    const turned = readSeries(values.map((one) => -one));
    assert.deepEqual([turned.runs, turned.longest, turned.shifts, turned.trends], [reading.runs, reading.longest, reading.shifts, reading.trends]);
  }), { numRuns: 300 });
});

test("ten thousand points are read at once", () => {
  const reading = readSeries(Array.from({ length: 10_000 }, (_, at) => (at * 7919) % 101));
  assert.equal(reading.n, 10_000);
  assert.ok(reading.limits.lower < reading.limits.upper);
});

const points = (/** @type {number[]} */ values) => values.map((value, at) => ({ label: `2026-${String(at + 1).padStart(2, "0")}`, value }));
const t = (/** @type {string} */ key, blanks = {}) => `${key}(${Object.values(blanks).join(" ")})`;

test("the verdict says each signal, or that there is none, and which rules wait", () => {
  const said = (/** @type {number[]} */ values) => verdict(points(values), readSeries(values), t);
  assert.equal(said([1, 2, 1, 2]), "verdict_none_yet() verdict_waiting(4 10)");
  assert.equal(said([1, 9, 8, 2, 1, 9, 2, 8, 9, 1, 2, 8]), "verdict_none()");
  assert.match(said([1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9]), /^verdict_signal\(\) verdict_shift_below\(6 2026-01 2026-06\) verdict_shift_above\(6 2026-07 2026-12\) verdict_few_runs\(2 4 10\) .*verdict_few_crossings/);
  assert.match(said([1, 2, 3, 4, 5]), /verdict_trend_up\(5 2026-01 2026-05\)/);
  const reading = readSeries([1, 2, 3], null, [1]);
  assert.ok(hasSignal(reading));
  assert.equal(sentences(points([1, 2, 3]), reading, t)[0], "verdict_astronomical(2026-02)");
  assert.deepEqual(signalsOfRuns(reading), { tooFewRuns: null, tooManyRuns: null, tooLongRun: null, tooFewCrossings: null });
});

test("axes have round numbers, and every number stands on its axis", () => {
  const ticks = (/** @type {number[]} */ values) => scaleOver(values).ticks.map(told);
  assert.deepEqual(ticks([0, 97]), ["0", "25", "50", "75", "100"]);
  assert.deepEqual(ticks([12, 19.5]), ["12", "14", "16", "18", "20"]);
  assert.deepEqual(ticks([-0.02, 0.03]), ["−0.02", "0", "0.02", "0.04"]);
  assert.deepEqual(ticks([5, 5]), ["4.5", "4.75", "5", "5.25", "5.5"]);
  assert.deepEqual(ticks([]), ["0", "0.25", "0.5", "0.75", "1"]);
  fc.assert(fc.property(fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
    const { low, high, ticks: all } = scaleOver(values);
    assert.ok(all.length >= 2 && all.length < 12 && Number.isFinite(low) && high > low, JSON.stringify(values));
    const room = (high - low) * 1e-6;
    for (const value of values) assert.ok(value >= low - room && value <= high + room, `${value} on ${low} to ${high}`);
  }), { numRuns: 300 });
});

test("numbers are told in few digits", () => {
  for (const [value, text] of [[12, "12"], [12.5, "12.5"], [1 / 3, "0.333333"], [-4.25, "−4.25"], [1234567, "1234567"], [100, "100"], [0, "0"]]) {
    assert.equal(told(value), text);
  }
});
