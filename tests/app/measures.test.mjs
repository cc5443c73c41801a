// A team's measures: what a spreadsheet gave is read or named by its line, days stand where they belong among each other,
// and what the chart is drawn from is the same for all who look.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fc, load } from "./tools.mjs";

const { readNumber, readPasted } = await load("chart/pasted");
const { daysOf, letterOf, measuresOf, placeOf, pointRows, seriesOf } = await load("chart/series");
const { wayOf } = await load("chart/verdict");
const { readSeries } = await load("chart/rules");
const { csv } = await load("report/csv");

const set = (/** @type {any} */ value, device = "d-0") => ({ counter: 1, values: [{ device, value }] });

/** What a text comes to, in short: points as date, value and note, faults as line and key. */
function read(/** @type {string} */ text, language = "en") {
  const { points, faults } = readPasted(text, language);
  return faults.length ? faults.map((/** @type {any} */ { line, key }) => `${line} ${key.replace("app_paste_", "")}`) : points.map((/** @type {any} */ { date, value, note }) => [date, value, note].filter((part) => part !== "").join(" "));
}

test("tables are read as spreadsheets write them", () => {
  const expected = ["2024-01-13 1.5", "2024-02-01 2.5", "2024-03-01 1200"];
  for (const text of [
    "\ufeffDATE;Value\r\n13.01.2024;1,5\r\n01.02.2024;2,5\r\n01.03.2024;1.200\r\n",
    "sep=;\n13/01/2024;1,5\n01/02/2024;2,5\n01/03/2024;1 200",
    "date\tvalue\n1/13/2024\t1.5\n2/1/2024\t2.5\n3/1/2024\t1,200\n",
    "\"date\",\"value\"\n\"January 13, 2024\",1.5\n1 Feb 2024,2.5\n\n2024-03-01 00:00:00,\"1,200\"\n2024-04-01,\n",
    "2024-01-13\t1,5\n2024-02\t2,5\n03/2024\t1.200\t\n",
    "13-Jan-2024;1.5\n2024/2/1;2.5\nMar 2024;1200",
    "2024-01-13,1.5\r2024-02-01,2.5\r2024-03-01,1200\r",
  ]) assert.deepEqual(read(text), expected, JSON.stringify(text));
  assert.deepEqual(read("13 de enero de 2024;1,5\n1 feb 2024;2,5\nmarzo 2024;1200", "es"), expected);
});

test("a third column is what happened then", () => {
  assert.deepEqual(read("2024-01-01,5,\"Began, with dinner\"\n2024-02-01,6,\n"), ["2024-01-01 5 Began, with dinner", "2024-02-01 6"]);
});

test("what the app saves it reads: marks for what is obviously different, and for the baseline", () => {
  const text = "date,value,note,astronomical,baseline\r\n2024-01-01,1,,,x\r\n2024-02-01,2,Snow,x,x\r\n2024-03-01,3,,no,\r\n";
  const { points, baseline, faults } = readPasted(text, "en");
  assert.deepEqual(faults, []);
  assert.equal(baseline, "2024-02-01");
  assert.deepEqual(points.map((/** @type {any} */ { isMarked, note }) => [isMarked, note]), [[false, ""], [true, "Snow"], [false, ""]]);
  assert.deepEqual(readPasted("Date;Value;Astronomical\n2024-01-01;1;X", "en").points, [{ date: "2024-01-01", value: 1, note: "", isMarked: true }]);
  // A fourth column that no heading names is nobody's mark.
  assert.deepEqual(read("2024-01-01,1,Snow,x"), ["1 columns"]);
});

test("per cent is the unit where every number has its sign", () => {
  assert.equal(readPasted("2024-01-01,45%\n2024-02-01,46.5 %", "en").isPercent, true);
  assert.equal(readPasted("2024-01-01,45%\n2024-02-01,46.5", "en").isPercent, false);
  assert.deepEqual(read("2024-01-01,45%\n2024-02-01,46.5 %"), ["2024-01-01 45", "2024-02-01 46.5"]);
});

test("what is wrong is named by its line, and then nothing is read", () => {
  assert.deepEqual(read("date,value\n2024-01,5\nsoon,6\n2024-02,n/a\n2024-01,7\n,8\n2024-09\n"), ["3 date", "4 number", "5 twice", "6 no_date", "7 one_column"]);
  assert.deepEqual(read("04/05/2024,6\n05/06/2024,7"), ["1 two_dates", "2 two_dates"]);
  assert.deepEqual(read("13/01/2024,6\n01/13/2024,7\n02/03/2024,8"), ["2 twice", "3 two_dates"]);
  assert.deepEqual(read("2024-01-01,12,5\n"), ["1 columns"]);
  assert.deepEqual(read("2024-01-01,12,note,more\n"), ["1 columns"]);
  assert.deepEqual(read("2024-02-30,1"), ["1 date"]);
  assert.deepEqual(read("2024-01-01,1.5\n2024-02-01,2.5\n2024-03-01,\"3,25\""), ["3 number"]);
  for (const wrong of ["#DIV/0!", "=A1", "1-2", "--5", "NaN", "Infinity", "12.5.6", "1,2,3", "1e999", "%", "12e", "5 apples", "1e13"]) {
    assert.deepEqual(read(`2024-01-01;1.5\n2024-02-01;${wrong}`), ["2 number"], wrong);
  }
  for (const nothing of ["", "\n\n", "date,value\n", "2024-01-01,\n"]) assert.deepEqual(read(nothing), ["1 nothing"], JSON.stringify(nothing));
  assert.deepEqual(read("2024-01-01,1\n".repeat(1001)), ["1000 long"]);
});

test("numbers are read as people type them", () => {
  for (const [text, value] of [["12.5", 12.5], ["12,5", 12.5], ["1 200", 1200], ["1,200", 1200], ["1.200,5", 1200.5], ["45 %", 45], ["−3", -3], ["1e3", 1000], ["1.", 1], [".5", 0.5], ["", null], ["abc", null], ["1-2", null], ["-", null]]) {
    assert.equal(readNumber(text), value, String(text));
  }
});

test("any text is read or named, and what is read is read again the same", () => {
  const text = fc.string({ unit: fc.constantFrom("1", "2", "0", "-", "/", ".", ",", ";", "\t", "\n", "\"", "a", "%", " "), maxLength: 60 });
  fc.assert(fc.property(text, (pasted) => {
    const { points, faults } = readPasted(pasted, "en");
    assert.ok(points.length > 0 || faults.length > 0);
    for (const { date, value } of points) {
      assert.match(date, /^\d{4}-\d\d-\d\d$/);
      assert.ok(Number.isFinite(value));
    }
  }), { numRuns: 500 });
  const day = fc.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  const value = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((number) => number / 100);
  fc.assert(fc.property(fc.uniqueArray(fc.tuple(day, value), { selector: ([date]) => date, minLength: 1, maxLength: 20 }), fc.constantFrom(";", "\t"), fc.constantFrom(".", ","), (rows, separator, decimal) => {
    const written = rows.map(([date, number]) => `${date}${separator}${number.toFixed(2).replace(".", decimal)}`).join("\n");
    const { points, faults } = readPasted(written, "en");
    assert.deepEqual(faults, []);
    assert.deepEqual(points.map((/** @type {any} */ one) => [one.date, one.value]), rows);
  }));
});

test("a day stands where it belongs among the days", () => {
  const days = ["2024-01-01", "2024-01-11", "2024-02-01"];
  assert.equal(placeOf("2024-01-11", days), 1);
  assert.equal(placeOf("2024-01-06", days), 0.5);
  assert.equal(placeOf("2023-06-01", days), -0.4);
  assert.equal(placeOf("2025-06-01", days), 2.4);
  assert.equal(placeOf("2025-06-01", []), 0.4);
  assert.deepEqual([0, 25, 26, 27, 701, 702].map(letterOf), ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
});

/** A measure with a test that moved it, and one that names another. */
const file = () => ({
  measures: {
    "c-1": {
      title: set("Who came"), unit: set("people"), direction: set("up"), target: set(8),
      points: { "2024-02-01": set(5), "2024-01-01": { counter: 1, values: [{ device: "d-1", value: 3 }, { device: "d-2", value: 4 }] }, "2024-03-01": set(null), "2024-04-01": set(9), "2024-05-01": set(1e30) },
      notes: { "2024-02-01": set("Snow"), "2024-06-01": set("Moved") },
    },
    "c-2": { title: set("") },
  },
  tests: {
    a: { measure: set("c-1"), change: set("Dinner"), started: set("2024-02-15"), ended: set("2024-03-15"), decision: set("adopt") },
    b: { measure: set("c-2"), change: set("Lunch"), started: set("2024-02-15") },
    c: { measure: set("c-1"), change: set("Not begun") },
    d: { measure: set("c-1"), change: set("First"), started: set("2024-01-20"), ended: set("2024-01-10") },
  },
});

test("a chart has the points in order, the tests that name the measure and the notes, each where it belongs", () => {
  const { points, odds, tests, notes, target, reading } = seriesOf(file(), "c-1");
  assert.deepEqual(points.map((/** @type {any} */ { label, value }) => [label, value]), [["2024-01", 3], ["2024-02", 5], ["2024-04", 9]]);
  assert.deepEqual(odds, ["2024-01"]);
  assert.equal(target, 8);
  assert.equal(reading.median, 5);
  assert.deepEqual(tests.map((/** @type {any} */ { mark, text, stage, test: id }) => [mark, text, stage, id]), [["A", "First", "ended", "d"], ["B", "Dinner", "adopt", "a"]]);
  assert.ok(tests[1].at > 1 && tests[1].until > tests[1].at && tests[1].until < 2);
  assert.equal(tests[0].until, tests[0].at, "a test that ends before it begins takes its first day");
  assert.deepEqual(notes.map((/** @type {any} */ { mark, text, at }) => [mark, text, at]), [["1", "Snow", 1], ["2", "Moved", 2.4]]);
  assert.equal(seriesOf(file(), "c-2").reading, null);
  assert.equal(seriesOf(undefined, "toString").reading, null);
  assert.deepEqual(daysOf(file().measures["c-1"]), ["2024-01-01", "2024-02-01", "2024-04-01", "2024-05-01", "2024-06-01"]);
  assert.deepEqual(measuresOf(file()), ["c-1", "c-2"]);
});

test("the median is frozen on the numbers up to a day, and marked points are told", () => {
  const marked = file();
  Object.assign(marked.measures["c-1"], { baseline: set("2024-02-10"), astronomical: { "2024-04-01": set(true), "2024-02-01": set(false), "2024-03-01": set(true) } });
  const { reading } = seriesOf(marked, "c-1");
  assert.deepEqual([reading.median, reading.baseline, reading.astronomical], [4, 2, [2]]);
  const rows = csv(pointRows(marked, "c-1"));
  assert.match(rows, /^\ufeffdate,value,note,astronomical,baseline\r\n2024-01-01,3,,,x\r\n2024-02-01,5,Snow,,x\r\n2024-04-01,9,,x,\r\n/);
  const { points, baseline } = readPasted(rows, "en");
  assert.deepEqual([baseline, points.find((/** @type {any} */ point) => point.isMarked).date], ["2024-02-01", "2024-04-01"]);
  // Before the first number there is nothing to freeze it on; after the last one it is that of all.
  for (const day of ["2023-12-31", "", "2024-06-01"]) {
    Object.assign(marked.measures["c-1"], { baseline: set(day) });
    assert.deepEqual([seriesOf(marked, "c-1").reading.median, seriesOf(marked, "c-1").reading.baseline], [5, null], day);
  }
});

test("its table is what `framewright chart` reads", () => {
  assert.equal(csv(pointRows(file(), "c-1")), "\ufeffdate,value,note\r\n2024-01-01,3,\r\n2024-02-01,5,Snow\r\n2024-04-01,9,\r\n2024-05-01,,\r\n2024-06-01,,Moved\r\n");
});

test("the way that the latest signal goes is the better or the worse one", () => {
  const points = [9, 8, 7, 6, 5, 1, 2, 3, 4, 5].map((value, at) => ({ label: String(at), value }));
  const reading = readSeries(points.map(({ value }) => value));
  assert.equal(wayOf(points, reading, "up"), "verdict_better");
  assert.equal(wayOf(points, reading, "down"), "verdict_worse");
  assert.equal(wayOf(points, reading, ""), "");
  // A signal that lies far back says nothing of now.
  const longer = [...points, ...[9, 1, 9, 1, 9, 1, 9].map((value) => ({ label: "", value }))];
  assert.equal(wayOf(longer, readSeries(longer.map(({ value }) => value)), "up"), "");
});
