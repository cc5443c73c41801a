// Registers and files: the laws of merging, what a write keeps, and that nothing unknown is lost.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fc, load, teamFile } from "./tools.mjs";

const { canonical, mergeRegisters, registerAt, valueOf, valuesOf, write } = await load("guide/registers");
const { change, difference, merge } = await load("guide/answers");

const equal = (one, other) => assert.equal(canonical(one), canonical(other));

/** What the command line's merge is tested with, too. */
const VECTORS = new URL("../answers/", import.meta.url);

test("the shared vectors are merged as the command line merges them, in any order", () => {
  const names = readdirSync(VECTORS).filter((name) => name.endsWith(".json"));
  assert.ok(names.length >= 10, "the vectors are there");
  for (const name of names) {
    const { files, merged } = JSON.parse(readFileSync(new URL(name, VECTORS), "utf8"));
    for (const order of [files, [...files].reverse(), [...files, ...files]]) {
      assert.equal(canonical(order.reduce((one, other) => merge(one, other))), canonical(merged), name);
    }
  }
});

test("merging is commutative", () => {
  fc.assert(fc.property(teamFile, teamFile, (a, b) => equal(merge(a, b), merge(b, a))), { numRuns: 300 });
});

test("merging is associative", () => {
  fc.assert(fc.property(teamFile, teamFile, teamFile, (a, b, c) => equal(merge(merge(a, b), c), merge(a, merge(b, c)))), { numRuns: 300 });
});

test("merging is idempotent, and again changes nothing", () => {
  fc.assert(fc.property(teamFile, teamFile, (a, b) => {
    const once = merge(a, b);
    equal(merge(once, a), once);
    equal(merge(once, once), once);
  }), { numRuns: 300 });
});

test("the higher counter wins, whatever the clocks said", () => {
  const older = { counter: 7, values: [{ device: "d-aaaaaaaa", value: "seven" }] };
  const newer = { counter: 8, values: [{ device: "d-bbbbbbbb", value: "eight" }] };
  assert.deepEqual(valuesOf(mergeRegisters(older, newer)), ["eight"]);
});

test("equal counters keep both values; equal values count once", () => {
  const one = { counter: 2, values: [{ device: "d-aaaaaaaa", value: "yes" }] };
  const other = { counter: 2, values: [{ device: "d-bbbbbbbb", value: "no" }] };
  assert.deepEqual(valuesOf(mergeRegisters(other, one)), ["yes", "no"]);
  const twin = { counter: 2, values: [{ device: "d-bbbbbbbb", value: "yes" }] };
  assert.deepEqual(valuesOf(mergeRegisters(one, twin)), ["yes"]);
});

test("a write that knew of all values settles them", () => {
  const odds = { counter: 2, values: [{ device: "d-aaaaaaaa", value: "yes" }, { device: "d-bbbbbbbb", value: "no" }] };
  const settled = write(odds, { device: "d-aaaaaaaa", value: "no", seen: 2 });
  assert.deepEqual(settled, { counter: 3, values: [{ device: "d-aaaaaaaa", value: "no" }] });
});

test("a write that did not know of another keeps both", () => {
  const theirs = { counter: 5, values: [{ device: "d-aaaaaaaa", value: "theirs" }] };
  const both = write(theirs, { device: "d-aaaaaaaa", value: "mine", seen: 4 });
  assert.deepEqual(valuesOf(both), ["mine", "theirs"]);
  assert.equal(both.counter, 6);
  // Typing on replaces what the writer wrote, and nothing else.
  const typed = write(both, { device: "d-aaaaaaaa", value: "mine too", seen: 4, mine: "mine" });
  assert.deepEqual(valuesOf(typed), ["mine too", "theirs"]);
});

test("of any writes that did not know of each other, each is still there", () => {
  const texts = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(texts, (values) => {
    const start = write(undefined, { device: "d-aaaaaaaa", value: "start" });
    const register = values.reduce((at, value) => write(at, { device: "d-aaaaaaaa", value, seen: 1 }), start);
    const kept = valuesOf(register);
    assert.ok(values.every((value) => kept.includes(value)), `${canonical(kept)} of ${canonical(values)}`);
  }));
});

test("a change leaves the file it was made from as it was", () => {
  const file = { format: "framewright-answers", round: { id: "r-1" }, sheets: {} };
  const path = ["sheets", "m-1", "__proto__", "answer"];
  const after = change(file, { path, value: "text", seen: 0 }, "d-aaaaaaaa");
  assert.deepEqual(file, { format: "framewright-answers", round: { id: "r-1" }, sheets: {} });
  assert.equal(valueOf(registerAt(after, path)), "text");
  assert.equal({}.answer, undefined, "nothing reaches what every object inherits");
});

test("names that every object has are nobody's answers", () => {
  assert.equal(registerAt({ sheets: { m: {} } }, ["sheets", "m", "constructor", "answer"]), undefined);
  assert.equal(registerAt({ sheets: {} }, ["sheets", "__proto__", "who", "answer"]), undefined);
});

test("files of another site, guide or round are told apart", () => {
  const file = { site: "s", guide: "g", round: { id: "r-1" } };
  assert.equal(difference(file, { ...file, later: 1 }), null);
  assert.equal(difference(file, { ...file, site: "t" }), "site");
  assert.equal(difference(file, { ...file, guide: "h" }), "guide");
  assert.equal(difference(file, { ...file, round: { id: "r-2" } }), "round");
  assert.equal(difference({ ...file, round: { id: "r-1", previous: "r-0" } }, { ...file, round: { id: "r-1", previous: "r-9" } }), "round");
  assert.equal(difference({ ...file, round: { id: "r-1", previous: "r-0" } }, file), null);
});

test("what is unknown survives at every place", () => {
  const one = { round: { id: "r-1", room: "A" }, sheets: { m: { who: { mood: { a: 1 }, answer: { counter: 1, values: [{ device: "d-0", value: "x" }], source: "paper" } } } } };
  const other = { round: { id: "r-1" }, sheets: { m: { who: { mood: { b: [2] }, answer: { counter: 2, values: [{ device: "d-0", value: "y", by: "pen" }] } } } } };
  const { round, sheets } = merge(one, other);
  assert.equal(round.room, "A");
  assert.deepEqual(sheets.m.who.mood, { a: 1, b: [2] });
  assert.deepEqual(sheets.m.who.answer, { counter: 2, source: "paper", values: [{ device: "d-0", value: "y", by: "pen" }] });
});
