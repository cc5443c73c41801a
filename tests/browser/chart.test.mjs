// `framewright chart`: tables as spreadsheets write them, what the rules say of them, and a drawing that stands alone.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { BINARY, browse, none, run, temporary } from "./helpers.mjs";

/** Runs `chart` on a table that stands in a file of its own. */
async function chart(table, ...flags) {
  const file = path.join(temporary(), "hospital-visits.csv");
  writeFileSync(file, table);
  return { file, ...(await run(["chart", file, ...flags], { cwd: path.dirname(file) })) };
}

/** Months from January 2023 on, each with a value. */
function months(values) {
  const line = (value, at) => `${2023 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")},${value}\n`;
  return `date,value\n${values.map(line).join("")}`;
}

async function told(table, ...flags) {
  const { code, out, err } = await chart(table, "--format", "json", ...flags);
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

test("the rules say by name what they see", async () => {
  const values = [5, 6, 4, 7, 5, 6, 4, 6, 5, 4, 8, 9, 8, 9, 10, 8, 9, 9, 10, 8, 3, 9];
  const said = await told(months(values));
  const { median, n, useful, runs, lower, upper, longest, crossings, longest_limit, crossings_limit } = said;
  assert.deepEqual(
    { median, n, useful, runs, lower, upper, longest, crossings, longest_limit, crossings_limit },
    { median: 7.5, n: 22, useful: 22, runs: 4, lower: 8, upper: 16, longest: 10, crossings: 3, longest_limit: 7, crossings_limit: 7 },
  );
  assert.deepEqual([said.shift, said.trend, said.too_few_runs, said.too_many_runs, said.too_long_run, said.too_few_crossings],
    [true, false, true, false, true, true]);
  assert.deepEqual(said.points.shift, [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [11, 12, 13, 14, 15, 16, 17, 18, 19, 20]]);
  assert.match(said.verdict, /A shift: 10 points in a row lie below the median, from 2023-01 to 2023-10\./);
});

test("rules that count runs wait for ten useful points, and say so", async () => {
  const said = await told(months([1, 2, 3, 4, 5, 6, 7, 8, 9]));
  for (const waiting of ["lower", "upper", "longest_limit", "crossings_limit", "too_few_runs", "too_many_runs", "too_long_run", "too_few_crossings"]) {
    assert.equal(said[waiting], null, waiting);
  }
  assert.deepEqual([said.n, said.useful, said.median, said.trend, said.shift], [9, 8, 5, true, false]);
  assert.deepEqual(said.points.trend, [[1, 2, 3, 4, 5, 6, 7, 8, 9]]);
  assert.match(said.verdict, /wait for 10 points off the median; there are 8/);
});

test("a median is frozen where that is asked for", async () => {
  const said = await told(months([1, 2, 3, 10, 11, 12, 13, 14, 15]), "--baseline", "3", "--target", "-2.5");
  assert.deepEqual([said.median, said.baseline, said.target, said.shift], [2, 3, -2.5, true]);
  assert.deepEqual(said.points.shift, [[3, 4, 5, 6, 7, 8, 9]]);
});

test("tables are read as spreadsheets write them", async () => {
  const expected = await told("date,value\n2024-01-13,1.5\n2024-02-01,2.5\n2024-03-01,1200\n");
  for (const table of [
    "\ufeffDATE;Site;Value\r\n13.01.2024;A;1,5\r\n01.02.2024;B;2,5\r\n01.03.2024;C;1.200\r\n",
    "sep=;\nValue;Date\n1,5;13/01/2024\n1 200;01/03/2024\n2,5;01/02/2024\n",
    "date\tvalue\n1/13/2024\t1.5\n2/1/2024\t2.5\n3/1/2024\t1,200\n",
    "\"date\",\"value\"\n\"January 13, 2024\",1.5\n1 Feb 2024,2.5\n\n2024-03-01 00:00:00,\"1,200\"\n2024-04-01,\n",
  ]) {
    assert.deepEqual((await told(table)).data, expected.data, table);
  }
  const percent = await told("date,value\n2024-01,45%\n2024-02,46.5 %\n");
  assert.deepEqual([percent.unit, percent.median], ["%", 45.75]);
});

test("what cannot be read is a finding with its line", async () => {
  const table = "date,value\n2024-01,5\n04/05/2024,6\n2024-02,n/a\n2024-01,7\n2024-03,12,5\n";
  const { file, code, out, err } = await chart(table, "--format", "short");
  assert.deepEqual([code, out], [1, ""]);
  const name = file.replaceAll("\\", "/");
  none(err.trim().split("\n").filter((line) => !line.startsWith(name)), "lines of another kind");
  assert.deepEqual(err.trim().split("\n").map((line) => line.slice(name.length).match(/^:(\d+:\d+): error\[([a-z-]+)\]/).slice(1)), [
    ["3:1", "bad-date"], ["4:9", "bad-number"], ["5:1", "duplicate-date"], ["6:12", "bad-table"],
  ]);
  for (const [wrong, code] of [["", "empty-file"], ["day,value\n2024-01,5\n", "missing-column"], ["date,value\n2024-01,\"5\n", "bad-table"]]) {
    const ended = await chart(wrong, "--format", "short");
    assert.equal(ended.code, 1, wrong);
    assert.match(ended.err, new RegExp(`:1:1: error\\[${code}\\]|:2:9: error\\[${code}\\]`));
  }
  const headings = await chart("date,value\n");
  assert.deepEqual([headings.code, headings.out], [1, ""]);
  assert.match(headings.err, /no number to draw/);
  assert.equal((await run(["chart", "none.csv"], { cwd: temporary() })).code, 2);
  assert.equal((await chart(months([1, 2]), "--baseline", "3")).code, 2);
});

test("the drawing stands alone, from standard input too, and every date has a point", async () => {
  const table = "date,value,note,astronomical\n" + months([5, 6, 7, 8, 9, 9, 9, 9, 40]).split("\n").slice(1).map((line, at) => line && `${line},${at === 2 ? "Began <calls> & visits" : ""},${at === 8 ? "x" : ""}`).join("\n");
  const piped = spawnSync(BINARY, ["chart", "-", "--title", "Visits <b>", "--target", "20", "--baseline", "4"], { input: table, encoding: "utf8" });
  assert.deepEqual([piped.status, piped.stderr], [0, ""]);
  const svg = piped.stdout;
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.doesNotMatch(svg, /<style|style=|<script|href=|<b>/);
  const chromium = await browse();
  try {
    const page = await chromium.newPage();
    const file = path.join(temporary(), "chart.svg");
    writeFileSync(file, svg);
    await page.goto(`file://${file}`);
    const { points, title, lost } = await page.evaluate(() => {
      const { width, height } = document.documentElement.getBoundingClientRect();
      const lost = [...document.querySelectorAll("text, circle")].filter((part) => {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return left < 0 || top < 0 || right > width || bottom > height;
      });
      return {
        points: document.querySelectorAll("circle").length,
        title: document.querySelector("title").textContent,
        lost: lost.map((part) => part.textContent),
      };
    });
    assert.deepEqual({ points, title, lost }, { points: 9, title: "Visits <b>", lost: [] });
  } finally {
    await chromium.close();
  }
  const { file, code, out, err } = await chart(table, "--out", "drawn.svg");
  assert.deepEqual([code, out], [0, ""]);
  assert.match(err, /Something changed/);
  assert.match(readFileSync(path.join(path.dirname(file), "drawn.svg"), "utf8"), /hospital visits/);
});

/* The same once more, by another way: whole numbers and fractions of them alone, as the papers tell it. */

const choose = (n, k) => {
  if (k < 0 || k > n) return 0n;
  let out = 1n;
  for (let at = 1n; at <= BigInt(k); at += 1n) out = (out * (BigInt(n) - at + 1n)) / at;
  return out;
};

/** Orders of so many points below and above the median that have a number of runs. */
function orders(below, above, runs) {
  const half = Math.floor(runs / 2);
  if (runs % 2 === 0) return 2n * choose(below - 1, half - 1) * choose(above - 1, half - 1);
  return choose(below - 1, half) * choose(above - 1, half - 1) + choose(below - 1, half - 1) * choose(above - 1, half);
}

/** The first of some numbers at which the tail is more than a part of a thousand of all. */
function limit(numbers, count, all, part, isAtLeast) {
  let tail = 0n;
  return numbers.find((number) => {
    tail += count(number);
    return isAtLeast ? tail * 1000n >= all * part : tail * 1000n > all * part;
  });
}

function computed(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
  const sides = values.filter((value) => value !== median).map((value) => value > median);
  const stretches = sides.reduce((all, side) => {
    if (all.at(-1)?.side === side) all.at(-1).length += 1;
    else all.push({ side, length: 1 });
    return all;
  }, []);
  const useful = sides.length;
  const told = { median, n: values.length, useful, runs: stretches.length, crossings: Math.max(0, stretches.length - 1),
    longest: Math.max(0, ...stretches.map(({ length }) => length)), shift: stretches.some(({ length }) => length >= 6) };
  const distinct = values.filter((value, at) => at === 0 || value !== values[at - 1]);
  const rises = distinct.slice(1).map((value, at) => value > distinct[at]);
  told.trend = rises.some((_, at) => at + 4 <= rises.length && rises.slice(at, at + 4).every((rise) => rise === rises[at]));
  if (useful < 10) return { ...told, lower: null, upper: null, longest_limit: null, crossings_limit: null };
  const [below, above] = [Math.floor(useful / 2), Math.ceil(useful / 2)];
  const possible = Array.from({ length: useful }, (_, at) => at + 1);
  const runs = (number) => orders(below, above, number);
  return {
    ...told,
    lower: limit(possible, runs, choose(useful, below), 25n),
    upper: limit(possible.toReversed(), runs, choose(useful, below), 25n),
    longest_limit: Math.round(Math.log2(useful) + 3),
    crossings_limit: limit([0, ...possible], (number) => choose(useful - 1, number), 2n ** BigInt(useful - 1), 50n, true),
  };
}

test("what the rules say is what another computation says, of series short and long, flat and steep", async () => {
  let seed = 7;
  const random = (below) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const all = [[4], [5, 5], Array(15).fill(3), [1, 2, 2, 3, 3, 4, 5], [...Array(9).keys()], [...Array(12).keys()].reverse()];
  for (const length of [9, 10, 11, 13, 20, 21, 24, 40, 60, 101]) {
    for (const spread of [3, 12, 1000]) all.push(Array.from({ length }, () => random(spread)));
    all.push(Array.from({ length }, (_, at) => random(8) + (at > length / 2 ? 6 : 0)));
  }
  for (const values of all) {
    const said = await told(months(values));
    const expected = computed(values);
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, said[key]])), expected, JSON.stringify(values));
  }
});

test("rows in any order, gaps and ten thousand days are one series in the order of time", async () => {
  const day = (at) => new Date(Date.UTC(1990, 0, 1 + at)).toISOString().slice(0, 10);
  const rows = Array.from({ length: 10_000 }, (_, at) => `${day((at * 7_919) % 10_000)},${((at * 7_919) % 10_000) % 97}`);
  const many = await told(`date,value\n${rows.join("\n")}\n`);
  assert.deepEqual([many.n, many.data[0].date, many.data.at(-1).date], [10_000, day(0), day(9_999)]);
  assert.ok(many.lower > 4_000 && many.upper < 6_000 && many.crossings_limit > 4_000);
  const gaps = await told("date,value\n2024-03,3\n2024-01,1\n2024-02,\n,\n2024-05,5\n");
  assert.deepEqual(gaps.data.map(({ date, value }) => [date, value]), [["2024-01", 1], ["2024-03", 3], ["2024-05", 5]]);
  for (const wrong of ["NaN", "inf", "-", "1e400"]) {
    const { code, out, err } = await chart(`date,value\n2024-01,1\n2024-02,${wrong}\n`, "--format", "short");
    assert.deepEqual([code, out], [1, ""], wrong);
    assert.match(err, /:3:9: error\[bad-number\]/, wrong);
  }
});
