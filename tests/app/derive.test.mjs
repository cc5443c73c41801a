// What sheets say together: spread, division, who is missing, gaps, drivers, progress.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fc, guide, load } from "./tools.mjs";

const { absent, byDriver, distance, everyone, gaps, groups, middle, mostDivided, spread, standing, unheard } = await load("team/derive");
const { allEntries, evidenceOf, goneEntries, isAnswered, isReworded, progress } = await load("guide/guide");

const set = (/** @type {any} */ value) => ({ counter: 1, values: [{ device: "d-0", value }] });
const level = (/** @type {string} */ value) => ({ level: set(value), state: set("answered") });
const person = (/** @type {string} */ role, sector = "") => ({ name: set(role), role: set(role), sector: set(sector) });

/** Three members, who differ most on "groups", a little on "constructor" and not on "map". */
function team() {
  return {
    format: "framewright-answers", version: 1, site: "site", guide: "guide", round: { id: "r-1" },
    members: { "m-a": person("Director", "Public"), "m-b": person("Teacher"), "m-c": person("teacher") },
    sheets: {
      "m-a": { groups: level("not"), constructor: level("started"), map: level("partly"), who: { answer: set("Parents") } },
      "m-b": { groups: level("fully"), constructor: level("partly"), map: level("partly"), form: { state: set("not-discussed") } },
      "m-c": { groups: level("fully"), map: level("partly"), form: { state: set("not-applicable"), note: set("Done by others") } },
    },
    agreed: {}, priorities: {}, next_steps: {},
  };
}

test("a guide's entries are its items and its actions as a whole, each with its driver", () => {
  assert.deepEqual(allEntries(guide()).map(({ id }) => id), ["who", "constructor", "map", "groups", "form"]);
  assert.equal(allEntries(guide())[0].driver, "shared-vision", "an item takes its action's");
});

test("an answer is words, a level, or a reason why there is none", () => {
  assert.ok(isAnswered({ answer: set("x") }) && isAnswered(level("not")));
  assert.ok(!isAnswered({ answer: set("  ") }) && !isAnswered({ state: set("not-discussed") }) && !isAnswered(undefined));
  assert.ok(!isAnswered({ state: set("not-applicable") }) && isAnswered({ state: set("not-applicable"), note: set("why") }));
});

test("progress counts a member's answers", () => {
  assert.deepEqual(progress(team(), "m-a", allEntries(guide())), { done: 4, of: 5 });
  assert.deepEqual(progress(team(), "constructor", allEntries(guide())), { done: 0, of: 5 });
});

test("spread counts levels, what was not discussed, what does not apply, and two values at once", () => {
  const file = team();
  assert.deepEqual(spread(file, guide(), "groups", everyone(file)).counts, [1, 0, 0, 2]);
  const form = spread(file, guide(), "form", everyone(file));
  assert.deepEqual([form.notDiscussed, form.notApplicable, form.silent], [1, 1, ["m-a"]]);
  file.sheets["m-a"].groups.level = { counter: 1, values: [{ device: "d-a", value: "not" }, { device: "d-b", value: "partly" }] };
  assert.deepEqual(spread(file, guide(), "groups", everyone(file)).odds, 1);
  assert.deepEqual(spread(file, guide(), "groups", everyone(file)).counts, [0, 0, 0, 2]);
});

test("distance is the mean over pairs, and knows no order", () => {
  assert.equal(distance([]), null);
  assert.equal(distance([2]), null);
  assert.equal(distance([0, 3]), 3);
  assert.equal(distance([0, 0, 3, 3]), 2);
  const ranks = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 12 });
  fc.assert(fc.property(ranks, (all) => {
    const apart = distance(all);
    assert.ok(Math.abs(apart - distance([...all].reverse())) < 1e-9);
    assert.ok(apart >= 0 && apart <= 3);
    assert.equal(apart === 0, new Set(all).size === 1);
  }));
});

test("the middle of two is the lower", () => {
  assert.deepEqual([middle([]), middle([3]), middle([0, 3]), middle([3, 1, 0])], [null, 3, 0, 1]);
});

test("most divided first, then the guide's order", () => {
  assert.deepEqual(mostDivided(team(), guide()).map(({ id }) => id), ["groups", "constructor", "map", "who", "form"]);
  assert.deepEqual(mostDivided(undefined, guide()).map(({ id }) => id), ["who", "constructor", "map", "groups", "form"]);
});

test("missing perspectives: roles nobody has, and those that were not heard", () => {
  const file = team();
  assert.deepEqual(absent(file, "role", ["Director", "Teacher", "Parent"]), ["Parent"]);
  assert.deepEqual(absent(file, "sector", ["Public", "Private"]), ["Private"]);
  assert.deepEqual(absent({ members: { "m-a": person("Lead Teacher") } }, "role", ["teacher", "Teach"]), ["Teach"]);
  assert.deepEqual(unheard(file, "who"), ["Teacher", "teacher"]);
  assert.deepEqual([...groups(file, "sector").keys()], ["Public", ""], "unnamed last");
});

test("what is agreed goes before what members say", () => {
  const file = team();
  assert.deepEqual(standing(file, guide(), "groups"), { rank: 3, agreed: false, state: "" });
  file.agreed = { groups: level("started"), form: { state: set("not-applicable"), note: set("why") } };
  assert.deepEqual(standing(file, guide(), "groups"), { rank: 1, agreed: true, state: "answered" });
  assert.deepEqual(standing(file, guide(), "form"), { rank: null, agreed: true, state: "not-applicable" });
});

test("gaps: by priority, then the lowest; what is highest, agreed or not applicable is none", () => {
  const file = team();
  assert.deepEqual(gaps(file, guide()).map(({ entry }) => entry.id), ["who", "form", "constructor", "map"]);
  file.priorities = { map: set("high"), constructor: set("low") };
  assert.deepEqual(gaps(file, guide()).map(({ entry }) => entry.id), ["map", "constructor", "who", "form"]);
  file.agreed = { who: { answer: set("Agreed words") }, form: { state: set("not-applicable"), note: set("why") }, map: level("fully") };
  assert.deepEqual(gaps(file, guide()).map(({ entry }) => entry.id), ["constructor"]);
});

test("drivers have the mean of their entries; others stand for their action", () => {
  assert.deepEqual(byDriver(team(), guide()), [{ name: "Shared vision", mean: 1.5 }, { name: "Form", mean: 3 }]);
  assert.deepEqual(byDriver(undefined, guide()).map(({ mean }) => mean), [null, null]);
});

test("rewording is noticed, and what is no longer asked is kept in sight", () => {
  const [who] = allEntries(guide());
  assert.ok(isReworded({ answer: set("x"), wording: set("old") }, who));
  assert.ok(!isReworded({ answer: set("x"), wording: set("w1") }, who));
  assert.ok(!isReworded({ wording: set("old") }, who), "nothing was answered");
  assert.ok(!isReworded({ answer: set("x"), wording: set("otro") }, { ...who, also: ["otro"] }), "answered in another language");
  const file = team();
  file.sheets["m-a"].removed = { answer: set("x") };
  file.agreed = { also: level("not"), blank: { note: set("x") } };
  assert.deepEqual(goneEntries(file, guide()), ["also", "removed"]);
});

test("only links to the web become links", () => {
  const evidence = set(["https://example.org/a", "javascript:alert(1)", "HTTP://x.org", "data:text/html,x", "Folder 7"]);
  assert.deepEqual(evidenceOf({ evidence }).map(({ url }) => url), ["https://example.org/a", null, "HTTP://x.org", null, null]);
  assert.deepEqual(evidenceOf({ evidence: set("text") }), []);
});
