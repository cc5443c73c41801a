// A tab's dealings with the store, on stores that can be held up and can refuse: two tabs lose nothing, nor does a tab
// that is closed, a store that is full or emptied, or a clock that goes back.

import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";
import { load, sharedJournal, sharedStore } from "./tools.mjs";

const { Session } = await load("guide/session");
const { startRound } = await load("team/round");

const { registerAt, textAt, valuesOf } = await load("guide/registers");

const quiet = { postMessage: () => {} };
const WHO = (/** @type {any} */ session) => {
  session.ensure();
  return ["sheets", session.member, "who", "answer"];
};

/** Tabs of one browser. */
function browser() {
  const store = sharedStore();
  const journal = sharedJournal();
  const tab = async (site = "site") => {
    const session = new Session(store, journal.tab(), { site, guide: "guide" }, quiet);
    await session.begin();
    return session;
  };
  return { store, journal, tab };
}

const said = (session, path) => valuesOf(registerAt(session.file, path));

afterEach(() => mock.timers.reset());

test("an edit is kept, and is there on the next visit", async () => {
  const { tab } = browser();
  const first = await tab();
  first.edit(WHO(first), "Parents");
  await first.settled();
  const second = await tab();
  assert.deepEqual(said(second, WHO(second)), ["Parents"]);
  assert.equal(second.member, first.member);
});

test("two tabs that write different fields at once lose neither", async () => {
  const { tab } = browser();
  const start = await tab();
  start.edit(["round", "title"], "Spring");
  await start.settled();
  const [one, two] = [await tab(), await tab()];
  one.edit(["sheets", "m-1", "who", "answer"], "from one");
  two.edit(["sheets", "m-1", "who", "note"], "from two");
  await Promise.all([one.settled(), two.settled()]);
  const later = await tab();
  assert.deepEqual(said(later, ["sheets", "m-1", "who", "answer"]), ["from one"]);
  assert.deepEqual(said(later, ["sheets", "m-1", "who", "note"]), ["from two"]);
});

test("two tabs that write the same field, each unaware, keep both until a person chooses", async () => {
  const { tab } = browser();
  const start = await tab();
  const path = WHO(start);
  start.edit(path, "start");
  await start.settled();
  const [one, two] = [await tab(), await tab()];
  one.edit(path, "abc", { seen: 1 });
  await one.settled();
  // The second tab types on before it hears of the first.
  two.edit(path, "x", { seen: 1 });
  two.edit(path, "xy", { seen: 1, mine: "x" });
  await two.settled();
  assert.deepEqual(said(two, path).sort(), ["abc", "xy"]);
  await one.refresh();
  assert.deepEqual(said(one, path).sort(), ["abc", "xy"]);
  one.edit(path, "abc");
  await one.settled();
  await two.refresh();
  assert.deepEqual(said(two, path), ["abc"]);
});

test("typing on while a save is on its way keeps the last word alone", async () => {
  const { store, tab } = browser();
  const session = await tab();
  const path = WHO(session);
  let open = () => {};
  store.gate = new Promise((resolve) => { open = () => resolve(undefined); });
  session.edit(path, "a", { seen: 0 });
  await Promise.resolve();
  session.edit(path, "ab", { seen: 0, mine: "a" });
  session.edit(path, "abc", { seen: 0, mine: "ab" });
  open();
  await session.settled();
  assert.deepEqual(said(await tab(), path), ["abc"]);
});

test("a tab closed in mid-save leaves its edits to the next one", async () => {
  const { store, journal, tab } = browser();
  const session = await tab();
  const path = WHO(session);
  session.edit(path, "kept");
  await session.settled();
  store.gate = new Promise(() => {});
  session.edit(path, "kept, and more");
  session.edit(["sheets", session.member, "who", "note"], "a note");
  assert.equal(journal.values.size, 1);
  store.gate = null;
  const next = await tab();
  assert.equal(next.rescued, 2);
  assert.deepEqual(said(next, path), ["kept, and more"]);
  assert.deepEqual(said(next, ["sheets", next.member, "who", "note"]), ["a note"]);
  assert.equal(journal.values.size, 0);
});

test("the very first edit of a closed tab is not lost either", async () => {
  const { store, tab } = browser();
  const session = await tab();
  store.gate = new Promise(() => {});
  session.ensure();
  session.edit(WHO(session), "first words");
  store.gate = null;
  const next = await tab();
  assert.equal(next.member, session.member);
  assert.deepEqual(said(next, WHO(next)), ["first words"]);
});

test("a full store is told, what it refused stays in memory and is written later", async () => {
  const { store, tab } = browser();
  const session = await tab();
  /** @type {any[]} */
  const events = [];
  session.listen((event, error) => events.push([event, error?.name]));
  store.refuses = new DOMException("full", "QuotaExceededError");
  session.ensure();
  const path = WHO(session);
  session.edit(path, "one");
  await session.settled();
  assert.deepEqual(events.at(-1), ["failed", "QuotaExceededError"]);
  assert.deepEqual(said(session, path), ["one"]);
  await assert.rejects(session.open("r-else"), /app_wrong_pending/);
  store.refuses = null;
  session.edit(["sheets", session.member, "who", "note"], "two");
  await session.settled();
  assert.equal(events.at(-1)[0], "kept");
  assert.deepEqual(said(await tab(), path), ["one"]);
});

test("storage that is emptied while the page is open is filled again", async () => {
  const { store, tab } = browser();
  const session = await tab();
  session.edit(WHO(session), "one");
  await session.settled();
  store.values.clear();
  session.edit(["sheets", session.member, "who", "note"], "two");
  await session.settled();
  const next = await tab();
  assert.deepEqual(said(next, WHO(session)), ["one"]);
});

test("what is kept and cannot be read is left as it is and named", async () => {
  const { store, tab } = browser();
  const session = await tab();
  session.edit(WHO(session), "one");
  await session.settled();
  const key = [...store.values.keys()].find((name) => name.startsWith("round/")) ?? "";
  for (const [value, problem] of [[{ ...store.values.get(key), version: 2 }, "app_wrong_newer"], [{ format: "framewright-answers", version: 1 }, "app_wrong_shape"]]) {
    store.values.set(key, value);
    const next = await tab();
    assert.equal(next.file, undefined);
    assert.equal(next.unreadable[0].problem.key, problem);
    next.edit(WHO(next), "elsewhere");
    await next.settled();
    assert.deepEqual(store.values.get(key), value, "untouched");
    store.values.set("memo/guide", { ...store.values.get("memo/guide"), current: key.split("/")[2] });
  }
});

test("files are merged in any order and twice over; those of another site are refused whole", async () => {
  const file = (/** @type {string} */ member, /** @type {string} */ text, site = "site") => ({
    format: "framewright-answers", version: 1, site, guide: "guide", round: { id: "r-1" }, members: {},
    sheets: { [member]: { who: { answer: { counter: 1, values: [{ device: "d-0", value: text }] } } } },
  });
  const [a, b] = [file("m-a", "A"), file("m-b", "B")];
  const [one, two] = [await browser().tab(), await browser().tab()];
  await one.take([a, b]);
  await two.take([b]);
  await two.take([a]);
  await two.take([b, a]);
  assert.deepEqual(one.file, two.file);
  assert.deepEqual(one.members(), ["m-a", "m-b"]);
  await assert.rejects(one.take([file("m-c", "C"), file("m-d", "D", "elsewhere")]), /app_wrong_site/);
  assert.deepEqual(one.members(), ["m-a", "m-b"]);
});

test("the next round knows its members again, and rounds are kept apart", async () => {
  const { tab } = browser();
  const session = await tab();
  await startRound(session, { title: "Spring", date: "2026-04-01", aim: "Wages" }, false);
  session.edit(["members", session.member, "name"], "Ada");
  session.edit(WHO(session), "spring");
  await session.settled();
  const { member } = session;
  await startRound(session, { title: "Summer", date: "2026-07-01", aim: "Wages" }, true);
  assert.equal(session.member, member);
  assert.equal(textAt(session.file, "members", member, "name"), "Ada");
  assert.deepEqual(said(session, WHO(session)), []);
  assert.equal((await session.rounds()).length, 2);
  assert.deepEqual(valuesOf(registerAt(await session.previous(), WHO(session))), ["spring"]);
});

test("sites keep apart what they keep", async () => {
  const [one, other] = [await browser().tab("one"), await browser().tab("two")];
  one.edit(WHO(one), "one");
  await one.settled();
  await assert.rejects(other.take([one.file]), /app_wrong_site/);
});

test("a save counts as old when the clock goes back", async () => {
  mock.timers.enable({ apis: ["Date"], now: new Date("2026-06-10T12:00:00Z") });
  const session = await browser().tab();
  session.edit(WHO(session), "one");
  await session.settled();
  assert.equal(session.unsaved().days, null);
  assert.ok(session.unsaved().changes > 0);
  await session.savedToFile([session.file]);
  assert.deepEqual(session.unsaved(), { changes: 0, days: 0 });
  mock.timers.setTime(new Date("2026-06-20T12:00:00Z").getTime());
  assert.equal(session.unsaved().days, 10);
  session.edit(WHO(session), "two");
  await session.settled();
  assert.equal(session.unsaved().changes, 1);
  mock.timers.setTime(new Date("2020-01-01T00:00:00Z").getTime());
  assert.deepEqual(session.unsaved(), { changes: 1, days: null });
  session.edit(WHO(session), "three");
  await session.settled();
  assert.deepEqual(said(session, WHO(session)), ["three"], "no clock decides");
});

test("half a letter never reaches a file", async () => {
  const session = await browser().tab();
  session.edit(WHO(session), "a\ud83d!");
  session.edit(["sheets", session.member, "who", "evidence"], ["\udc00", "😀"]);
  assert.deepEqual(said(session, WHO(session)), ["a\ufffd!"]);
  assert.deepEqual(said(session, ["sheets", session.member, "who", "evidence"]), [["\ufffd", "😀"]]);
  await session.settled();
});
