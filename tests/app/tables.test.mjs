// Tables and calendars: spreadsheets compute nothing that a member wrote, calendars keep to their format.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fc, guide, load } from "./tools.mjs";

const { cell, csv } = await load("report/csv");
const { answerRows, stepRows } = await load("report/tables");
const { stepsOf } = await load("team/steps");
const { calendar } = await load("report/calendar");
const { isOpen } = await load("guide/steps");
const { fileName } = await load("guide/dom");

const set = (/** @type {any} */ value) => ({ counter: 1, values: [{ device: "d-0", value }] });
const t = (/** @type {string} */ key, blanks = {}) => [key, ...Object.values(blanks)].join(" ");

/** Reads what RFC 4180 says a table is. @param {string} text */
function parsed(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const row = rows[rows.length - 1];
    const letter = text[at];
    if (quoted && letter === '"' && text[at + 1] === '"') {
      row[row.length - 1] += '"';
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === ",") row.push("");
    else if (!quoted && letter === "\r" && text[at + 1] === "\n") {
      rows.push([""]);
      at += 1;
    } else row[row.length - 1] += letter;
  }
  return rows.slice(0, -1);
}

test("nothing that a spreadsheet would compute begins a cell", () => {
  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\n=1", "＝1", "＠x", "|cmd", "%x", "\u00a0=1"]) {
    assert.match(cell(text).replace(/^"/, ""), /^'/, JSON.stringify(text));
  }
  assert.equal(cell(-3), "-3", "a number is one");
  assert.equal(cell("a-b"), "a-b");
  fc.assert(fc.property(fc.string(), (text) => assert.doesNotMatch(cell(text).replace(/^"/, ""), /^[\s]*[=+\-@]/)));
});

test("a table reads back as it was, save for the marks before formulas", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "\"", ",", ";", "\n", "\r\n", "'", "ä", " ") });
  fc.assert(fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
    const back = parsed(csv(rows).slice(1)).map((row) => row.map((one) => one.replace(/^'(?=\s)/, "")));
    assert.deepEqual(back, rows.map((row) => row.map((one) => one.replace(/^'(?=\s)/, ""))));
  }));
  assert.ok(csv([["a"]]).startsWith("\ufeff"), "with the mark of its letters");
});

const file = () => ({
  format: "framewright-answers", version: 1, site: "site", guide: "guide", round: { id: "r-1", title: set("Spring") },
  members: { "m-a": { name: set("=cmd()"), role: set("Director") } },
  sheets: { "m-a": { who: { answer: set("Parents, and\nteachers"), evidence: set(["https://x.org"]) }, removed: { answer: set("old") } } },
  agreed: { who: { answer: set("Parents"), rationale: set("Because") } }, priorities: { who: set("high") },
  next_steps: {
    "s-1": { what: set("Call; write, \\ then"), owner: set("Ada"), due: set("2026-02-28"), review: set("2026-12-31"), status: set("open"), item: set("who") },
    "s-2": { what: set("Done"), due: set("2026-01-01"), status: set("done") },
    "s-3": { what: set(""), due: set("2026-02-30"), status: set("started") },
  },
});

test("every answer has a row, what is agreed has one, what is no longer asked has one", () => {
  const rows = answerRows(file(), guide(), t);
  assert.equal(rows.length, 4);
  assert.deepEqual(rows.map((row) => row.length), [15, 15, 15, 15]);
  assert.deepEqual(rows[2].slice(5, 6), ["app_agreed"]);
  assert.deepEqual(rows[3].slice(3, 5), ["removed", "app_gone"]);
  assert.match(csv(rows), /'=cmd\(\)/);
});

test("the plan goes by when things are due, those without a date last", () => {
  assert.deepEqual(stepsOf({ next_steps: { b: {}, a: {}, c: { due: set("2026-01-01") } } }).map(({ id }) => id), ["c", "a", "b"]);
  assert.deepEqual(stepRows(file(), guide(), t)[2].slice(0, 4), ["Call; write, \\ then", "Who is here?", "Ada", "2026-02-28"]);
});

test("the calendar has whole days for what is open, in the lines of its format", () => {
  const text = calendar(file(), t, { title: "Guide", now: new Date("2026-01-02T03:04:05Z"), isOpen });
  const lines = text.split("\r\n");
  assert.equal(lines.at(-1), "");
  assert.equal(lines.filter((line) => line === "BEGIN:VEVENT").length, 2, "neither what is done nor a day that does not exist");
  assert.ok(lines.includes("DTSTART;VALUE=DATE:20260228") && lines.includes("DTEND;VALUE=DATE:20260301"));
  assert.ok(lines.includes("DTSTART;VALUE=DATE:20261231") && lines.includes("DTEND;VALUE=DATE:20270101"));
  assert.ok(lines.includes("DTSTAMP:20260102T030405Z"));
  assert.ok(lines.includes("SUMMARY:Call\\; write\\, \\\\ then"));
  assert.equal(new Set(lines.filter((line) => line.startsWith("UID:"))).size, 2);
});

test("no line of a calendar is longer than 75 octets, and unfolding gives the text back", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (what) => {
    const one = { ...file(), next_steps: { "s-1": { what: set(what), due: set("2026-02-28"), status: set("open") } } };
    const text = calendar(one, t, { title: "Guide", now: new Date(0), isOpen });
    for (const line of text.split("\r\n")) assert.ok(new TextEncoder().encode(line).length <= 75, line);
    assert.equal(text.replaceAll("\r\n ", "").split("\r\n").filter((line) => /^[A-Z]/.test(line)).length, text.replaceAll("\r\n ", "").split("\r\n").length - 1);
  }), { numRuns: 60 });
});

test("files get plain names, whatever people call things", () => {
  assert.equal(fileName(["Spring / Frühling: “one”", "2026-04-01"], ".csv"), "spring-frühling-one-2026-04-01.csv");
  assert.equal(fileName(["../../etc", "<b>"], ".ics"), "etc-b.ics");
  assert.equal(fileName(["", "…"], ".csv"), "answers.csv");
});
