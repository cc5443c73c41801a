// Small tests of change: chains whatever a file says, how each stands, what a next cycle keeps, and the table of them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fc, guide, load } from "./tools.mjs";

const { fieldsOfNext, writeTest } = await load("tests/begin");
const { chains, datesOf, isBlank, stageOf } = await load("tests/chains");
const { fieldsForStep, testRows, testsByStep } = await load("tests/model");
const { csv } = await load("report/csv");
const { change, merge } = await load("guide/answers");
const { emptyFile } = await load("guide/formats");
const { nextRound } = await load("team/round");
const { canonical, textAt } = await load("guide/registers");

const set = (/** @type {any} */ value, device = "d-0") => ({ counter: 1, values: [{ device, value }] });
const t = (/** @type {string} */ key, blanks = {}) => [key, ...Object.values(blanks)].join(" ");
const shape = (/** @type {any} */ file) => chains(file).map((chain) => chain.map(({ id, cycle }) => `${cycle}${id}`).join(" "));

/** What a session does with edits, without its store. */
function pad(file = emptyFile({ site: "site", guide: "guide", round: "r-1" })) {
  const session = { file, edit: (/** @type {string[]} */ path, /** @type {any} */ value) => { session.file = change(session.file, { path, value }, "d-a"); } };
  return session;
}

test("cycles are chained in order, chains by when they began, those that have not last", () => {
  const tests = {
    c: { started: set("2026-03-01"), next: set("a") }, a: { started: set("2026-01-01"), next: set("b") }, b: {},
    e: { started: set("2026-02-01") }, d: {},
  };
  assert.deepEqual(shape({ tests }), ["1e", "1c 2a 3b", "1d"]);
});

test("two next cycles begun at once are both of the chain", () => {
  const one = { tests: { a: { next: set("b", "d-1") }, b: {} } };
  const other = { tests: { a: { next: set("c", "d-2") }, c: { next: set("d") }, d: {} } };
  assert.deepEqual(shape(merge(one, other)), ["1a 2b 2c 3d"]);
});

test("rings, loose ends and odd names hang nothing up", () => {
  assert.deepEqual(shape({ tests: { a: { next: set("b") }, b: { next: set("a") } } }), ["1a 2b"]);
  assert.deepEqual(shape({ tests: { a: { next: set("a") } } }), ["1a"]);
  assert.deepEqual(shape({ tests: { a: { next: set("constructor") }, b: { next: set(null) } } }), ["1a", "1b"]);
  assert.deepEqual(chains(undefined), []);
});

test("a chain of fifty thousand cycles is walked", () => {
  const tests = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`t-${at}`, { next: set(`t-${at + 1}`) }]));
  const [chain] = chains({ tests });
  assert.equal(chain.length, 50_000);
});

const name = fc.constantFrom("a", "b", "c", "d", "constructor", "toString");
const some = fc.array(fc.tuple(name, fc.record({ next: fc.array(fc.oneof(name, fc.constant(null)), { minLength: 1, maxLength: 3 }).map((values) => ({ counter: 1, values: values.map((value, at) => ({ device: `d-${at}`, value })) })), started: fc.constantFrom("", "2026-01-01", "2026-02-01").map((day) => set(day)) })))
  .map((all) => Object.fromEntries(all));

test("every test is in one chain, whatever follows what, and in the same order for all who look", () => {
  fc.assert(fc.property(some, (tests) => {
    const found = chains({ tests });
    const ids = found.flat().map(({ id }) => id);
    assert.deepEqual([...ids].sort(), Object.keys(tests).sort());
    for (const chain of found) {
      assert.equal(chain[0].cycle, 1);
      for (const { cycle } of chain.slice(1)) assert.ok(cycle > 1 && cycle <= chain.length);
    }
    const turned = Object.fromEntries(Object.entries(tests).reverse());
    assert.equal(canonical(shape({ tests: turned })), canonical(shape({ tests })));
  }), { numRuns: 300 });
});

test("how a test stands is its decision, or how far it has come", () => {
  assert.equal(stageOf({}), "planned");
  assert.equal(stageOf({ started: set("2026-01-01") }), "running");
  assert.equal(stageOf({ started: set("2026-01-01"), ended: set("2026-01-02") }), "ended");
  assert.equal(stageOf({ ended: set("2026-01-02"), decision: set("adapt") }), "adapt");
  assert.equal(datesOf({ started: set("2026-01-01"), ended: set("2026-01-01") }), "2026-01-01");
  assert.equal(datesOf({ started: set("2026-01-01"), ended: set("2026-02-01") }), "2026-01-01 – 2026-02-01");
  assert.ok(isBlank({ aim: set("Wages"), change: set("  ") }));
  assert.ok(!isBlank({ learned: set("Dinner matters") }));
});

test("a test of a step takes its driver from the step's item, and the step names it", () => {
  const file = { ...emptyFile({ site: "site", guide: "guide", round: "r-1" }), next_steps: { "s-1": { what: set("Call"), item: set("who") } } };
  file.round.aim = set("Wages that keep people");
  const session = pad(file);
  writeTest(session, "t-1", fieldsForStep(session.file, guide(), "s-1", "Call"));
  const written = session.file.tests["t-1"];
  assert.deepEqual(["change", "driver", "step", "aim"].map((field) => textAt(written, field)), ["Call", "shared-vision", "s-1", "Wages that keep people"]);
  assert.equal(textAt(session.file, "next_steps", "s-1", "test"), "t-1");
  // The next cycle begins with what stays the same, and the step names it.
  session.edit(["tests", "t-1", "prediction"], "Four come");
  writeTest(session, "t-2", fieldsOfNext(session.file.tests["t-1"]));
  session.edit(["tests", "t-1", "next"], "t-2");
  assert.deepEqual(["change", "driver", "step", "aim", "prediction"].map((field) => textAt(session.file.tests["t-2"], field)), ["Call", "shared-vision", "s-1", "Wages that keep people", ""]);
  assert.equal(textAt(session.file, "next_steps", "s-1", "test"), "t-2");
  assert.deepEqual(testsByStep(session.file).get("s-1").map(({ id, cycle }) => [id, cycle]), [["t-1", 1], ["t-2", 2]]);
});

test("the next cycle of an earlier round's test makes no step of this one", () => {
  const session = pad({ ...emptyFile({ site: "site", guide: "guide", round: "r-2" }), tests: { a: { change: set("Call"), step: set("s-1") } } });
  writeTest(session, "b", fieldsOfNext(session.file.tests.a));
  assert.deepEqual(session.file.next_steps, {});
  assert.deepEqual([textAt(session.file.tests.b, "change"), textAt(session.file.tests.b, "step")], ["Call", ""]);
});

test("a step knows the tests that name it, and the one that it names", () => {
  const file = { next_steps: { "s-1": { test: set("b") }, "s-2": {} }, tests: { a: { step: set("s-1") }, b: {}, c: { step: set("s-2") } } };
  const found = testsByStep(file);
  assert.deepEqual(found.get("s-1").map(({ id }) => id), ["a", "b"]);
  assert.deepEqual(found.get("s-2").map(({ id }) => id), ["c"]);
});

test("the table has a row for each test that says anything, with names for ids and no formula", () => {
  const file = {
    ...emptyFile({ site: "site", guide: "guide", round: "r-1" }),
    next_steps: { "s-1": { what: set("=cmd()") } }, measures: { "c-1": { title: set("Who came") } },
    tests: {
      a: { change: set("+Dinner"), driver: set("shared-vision"), step: set("s-1"), measure: set("c-1"), decision: set("adapt"), started: set("2026-01-01"), next: set("b") },
      b: { change: set("Lunch"), driver: set("gone"), step: set("s-9") }, blank: { aim: set("Wages") },
    },
  };
  const rows = testRows(file, guide(), t);
  assert.equal(rows.length, 3);
  assert.deepEqual(rows[1].slice(0, 7), [1, 1, "", "Shared vision", "=cmd()", "Who came", "+Dinner"]);
  assert.deepEqual(rows[2].slice(0, 7), [1, 2, "", "gone", "", "", "Lunch"]);
  assert.equal(rows[1][11], "app_stage_adapt");
  const text = csv(rows);
  assert.match(text, /'=cmd\(\)/);
  assert.match(text, /'\+Dinner/);
});

test("the next round goes on with the log and the measures", () => {
  const file = { ...emptyFile({ site: "site", guide: "guide", round: "r-1" }), tests: { a: { change: set("Dinner") } }, measures: { c: { title: set("Who came") } } };
  const next = nextRound(file, { id: "r-2", title: "Two", date: "2026-05-01", aim: "" }, "d-a");
  assert.deepEqual([next.tests, next.measures], [file.tests, file.measures]);
});
