// Files and texts: save and restore is identity, and whatever is hostile, cut, foreign or newer is named and refused whole.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fc, load, teamFile } from "./tools.mjs";

const { canonical } = await load("guide/registers");
const { merge } = await load("guide/answers");
const { fileOfRound, fromBase64url, read, textOf } = await load("guide/reading");
const { toBase64url } = await load("team/sending");
const { nextRound } = await load("team/round");
const { archive, invitation, pasteable, plainRound, returnOf, roundLink } = await load("team/sending");

const small = () => ({
  format: "framewright-answers", version: 1, site: "site", guide: "guide", round: { id: "r-1" }, members: {},
  sheets: { "m-1": { who: { answer: { counter: 1, values: [{ device: "d-0", value: "text" }] } } } },
});

/** @param {any} value */
const refused = (value) => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  try {
    read(text);
  } catch (error) {
    return [error.key, error.blanks?.where].filter(Boolean).join(" ");
  }
  return "taken";
};

test("save and restore is identity", () => {
  fc.assert(fc.property(teamFile, (file) => {
    const whole = merge(file, file);
    const [restored] = read(textOf(whole));
    assert.equal(canonical(restored), canonical(whole));
    assert.equal(textOf(restored), textOf(whole), "and so is its text");
  }), { numRuns: 300 });
});

test("pasted text and its mangling by mail is identity", () => {
  fc.assert(fc.property(teamFile, (file) => {
    const whole = merge(file, file);
    const mail = `Hello,\r\n> ${pasteable(whole).replaceAll("\n", "\r\n> ")}\r\n-- \r\nMe`;
    assert.equal(canonical(read(mail)[0]), canonical(whole));
  }), { numRuns: 100 });
});

test("several pasted returns are read at once", () => {
  const two = { ...small(), sheets: { "m-2": {} } };
  assert.equal(read(`${pasteable(small())}\n\n${pasteable(two)}`).length, 2);
});

test("pasted texts hold what they hold on the command line", () => {
  const { texts } = JSON.parse(readFileSync(new URL("../answers/pasted/texts.json", import.meta.url), "utf8"));
  assert.ok(texts.length > 10);
  for (const { about, text, files, refused: isRefused } of texts) {
    if (isRefused) {
      assert.notEqual(refused(text), "taken", about);
      continue;
    }
    const rounds = new Map();
    for (const file of read(text)) {
      const other = rounds.get(file.round.id);
      rounds.set(file.round.id, other ? merge(other, file) : file);
    }
    const held = [...rounds].sort(([one], [two]) => (one < two ? -1 : 1)).map(([, file]) => canonical(file));
    assert.deepEqual(held, files.map(canonical), about);
  }
});

test("base64url is identity for any text", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    const coded = toBase64url(text);
    assert.match(coded, /^[\w-]*$/);
    assert.equal(fromBase64url(coded), text);
  }));
});

test("an archive keeps all rounds in one order", () => {
  const other = { ...small(), round: { id: "r-0" } };
  const text = JSON.stringify(archive("site", [small(), other]));
  assert.deepEqual(read(text).map(({ round }) => round.id), ["r-0", "r-1"]);
  assert.equal(textOf(archive("site", [small(), other])), textOf(archive("site", [other, small()])));
});

test("a round's link, alone or in a message, opens the same round everywhere", () => {
  const round = { id: "r-9", title: "Spring – Frühling", date: "2026-04-01", aim: "Wages" };
  const file = fileOfRound("site", "guide", round);
  const link = roundLink("https://example.org/guides/guide/#who", file);
  assert.ok(link.startsWith("https://example.org/guides/guide/#round="), link);
  const [opened] = read(`Please open ${link} today.`);
  assert.equal(canonical(opened), canonical(file));
  assert.deepEqual(plainRound(opened), round);
  assert.equal(canonical(read(JSON.stringify(invitation(file)))[0]), canonical(file));
});

test("a return holds one member's part and nothing of the others", () => {
  const file = { ...small(), agreed: { who: {} }, members: { "m-1": {}, "m-2": {} } };
  file.sheets["m-2"] = { who: {} };
  const mine = returnOf(file, "m-1");
  assert.deepEqual(Object.keys(mine.sheets), ["m-1"]);
  assert.deepEqual(Object.keys(mine.members), ["m-1"]);
  assert.deepEqual(mine.agreed, {});
  const { sheets, members, agreed } = merge(file, mine);
  assert.equal(canonical({ sheets, members, agreed }), canonical({ sheets: file.sheets, members: file.members, agreed: file.agreed }));
});

test("the next round carries members and open next steps, and no answers", () => {
  const step = (status) => ({ what: { counter: 1, values: [{ device: "d-0", value: "Call" }] }, status: { counter: 1, values: [{ device: "d-0", value: status }] } });
  const file = { ...small(), members: { "m-1": {} }, next_steps: { a: step("open"), b: step("done"), c: step("started"), d: step("dropped"), e: {} } };
  const next = nextRound(file, { id: "r-2", title: "Two", date: "2026-05-01", aim: "" }, "d-aaaaaaaa");
  assert.deepEqual(next.round.previous, "r-1");
  assert.deepEqual(Object.keys(next.next_steps), ["a", "c", "e"]);
  assert.deepEqual([Object.keys(next.members), next.sheets, next.agreed], [["m-1"], {}, {}]);
});

test("wrong texts are named and refused", () => {
  assert.equal(refused(" "), "app_wrong_empty");
  assert.equal(refused("{"), "app_wrong_json");
  assert.equal(refused("[]"), "app_wrong_format");
  assert.equal(refused({ format: "other" }), "app_wrong_format");
  assert.equal(refused({ ...small(), version: 2 }), "app_wrong_newer");
  assert.equal(refused({ format: "framewright-archive", version: 2, site: "site", rounds: [] }), "app_wrong_newer");
  assert.equal(refused({ ...small(), version: "1" }), "app_wrong_shape version");
  assert.equal(refused({ ...small(), site: "../x" }), "app_wrong_shape site");
  assert.equal(refused({ ...small(), round: { id: 7 } }), "app_wrong_shape round.id");
  assert.equal(refused({ ...small(), sheets: { "m-1": { who: { answer: "text" } } } }), "app_wrong_shape sheets.m-1.who.answer");
  assert.equal(refused({ ...small(), members: [] }), "app_wrong_shape members");
  assert.equal(refused({ ...small(), consent: { counter: 0, values: [] } }), "app_wrong_shape consent");
  assert.equal(refused({ ...small(), consent: { counter: 1, values: [{ device: "d-0", value: "yes" }] } }), "app_wrong_shape consent");
  assert.equal(refused("framewright:AAA"), "app_wrong_cut");
  assert.equal(refused("framewright:!!:end"), "app_wrong_cut");
  assert.equal(refused("x#round=%%"), "app_wrong_json");
  assert.equal(refused("x#round=AAAAA"), "app_wrong_cut");
});

test("what is too large or too deep is refused before it is looked at", () => {
  const deep = `${"[".repeat(40)}${"]".repeat(40)}`;
  assert.match(refused(JSON.stringify({ ...small(), later: 0 }).replace('"later":0', `"later":${deep}`)), /^app_wrong_deep/);
  assert.match(refused({ ...small(), later: "x".repeat(100_001) }), /^app_wrong_long/);
  assert.equal(refused(`${" ".repeat(16 * 1024 * 1024)}{}`), "app_wrong_large");
});

test("any text is read or refused with a reason, never anything else", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => assert.match(refused(text), /^app_wrong_|^taken/)));
});

test("files of every version that was ever written open for ever", () => {
  const folder = new URL("fixtures/", import.meta.url);
  const names = readdirSync(folder);
  assert.ok(names.length >= 3);
  for (const name of names) {
    const files = read(readFileSync(new URL(name, folder), "utf8"));
    assert.ok(files.length >= 1, name);
    for (const file of files) assert.equal(file.site, "workforce-systems-change", name);
  }
});
