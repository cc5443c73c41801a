// What is answered is not lost: two tabs, a full, closed, emptied or damaged store, files that are foreign, newer or cut, a
// clock that goes back, a tab that is closed in mid-save. Each says what happened.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browse, build, complaints, host, none, until } from "./helpers.mjs";
import { GUIDE, asUploads, downloaded, drawer, islandOf, kept, memberFile, openFiles, openGuide, saveFile, saved, teamFiles, view } from "./guides.mjs";

let chromium, site, folder, island;

before(async () => {
  folder = await build();
  site = await host(folder);
  island = islandOf(folder, GUIDE);
  chromium = await browse();
});

after(async () => {
  await chromium?.close();
  await site?.close();
});

async function within(act, prepare = async () => {}) {
  const context = await chromium.newContext();
  try {
    await prepare(context);
    const tab = async () => openGuide(await context.newPage(), site.address + GUIDE);
    const page = await tab();
    const heard = complaints(page);
    await act(page, { context, tab });
    none(heard, "complaints");
  } finally {
    await context.close();
  }
}

const answer = (page, id = "existing-bodies") => page.locator(`textarea[name="${id}.answer"]`);
const trouble = (page) => page.locator(".app-trouble");

test("two tabs open at once: what one writes the other shows", () => within(async (one, { tab }) => {
  const two = await tab();
  await answer(one).fill("from the first");
  await until("the second tab shows it", async () => (await answer(two).inputValue()) === "from the first");
  await answer(two, "missing-voices").fill("from the second");
  await until("the first tab shows it", async () => (await answer(one, "missing-voices").inputValue()) === "from the second");
  assert.equal(await answer(one).inputValue(), "from the first");
}));

test("two tabs that write the same field, unaware of each other, keep both until somebody chooses", () => within(async (one, { tab }) => {
  await answer(one).fill("start");
  await saved(one);
  const two = await tab();
  assert.equal(await answer(two).inputValue(), "start");
  // Neither hears of the other: their channel is cut, as between two browsers with a synced profile.
  await two.evaluate(() => { BroadcastChannel.prototype.postMessage = () => {}; });
  await one.evaluate(() => { BroadcastChannel.prototype.postMessage = () => {}; });
  await answer(two).focus();
  await answer(one).fill("first");
  await saved(one);
  await answer(two).pressSequentially("!!");
  await saved(two);
  const odds = two.locator("[data-item=existing-bodies] .app-odds").first();
  await odds.getByText("Two values were written").waitFor();
  assert.match(await odds.innerText(), /first[\s\S]*!!|!![\s\S]*first/);
  await odds.getByRole("button", { name: "Keep this one: first" }).click();
  await until("one value is left", async () => (await kept(two)).file.sheets[(await kept(two)).memo.mine[(await kept(two)).memo.current]]["existing-bodies"].answer.values.length === 1);
  assert.equal(await answer(two).inputValue(), "first");
}));

test("a tab closed in mid-save loses nothing", () => within(async (page, { tab }) => {
  await answer(page).fill("before");
  await saved(page);
  // The store never answers, as if the tab were closed at once.
  await page.evaluate(() => { IDBObjectStore.prototype.get = () => ({}); });
  await answer(page).fill("before, and in mid-save");
  await page.close({ runBeforeUnload: false });
  const next = await tab();
  assert.equal(await answer(next).inputValue(), "before, and in mid-save");
  await next.getByText(/on its way when a page was closed/).waitFor();
}));

test("typing and closing at once, again and again, loses no letter", () => within(async (page, { tab }) => {
  let text = "";
  let open = page;
  for (const letter of "abcdef") {
    text += letter;
    await answer(open).fill(text);
    await open.close();
    open = await tab();
    assert.equal(await answer(open).inputValue(), text);
  }
}));

test("a full store is told, and a file can still be saved", () => within(async (page) => {
  await answer(page).fill("kept");
  await saved(page);
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    globalThis.room = () => { IDBObjectStore.prototype.put = put; };
    IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  await answer(page).fill("kept, and more than there is room for");
  await trouble(page).getByText(/storage is full.*Save a file now/).waitFor();
  // Somebody makes room; the next change takes the earlier one along.
  await page.evaluate(() => globalThis.room());
  await answer(page, "missing-voices").fill("later");
  await until("all is kept", async () => JSON.stringify((await kept(page)).file).includes("more than there is room for"));
}));

test("a browser that keeps nothing says so from the start, and saves files", () => within(async (page) => {
  assert.match(await page.locator(".app-promise").innerText(), /This browser keeps nothing/);
  await answer(page).fill("on this page only");
  await page.getByText(/Kept on this page only/).waitFor();
  assert.match((await saveFile(page)).text, /on this page only/);
}, async (context) => {
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, "indexedDB", { value: { open: () => { throw new DOMException("denied", "SecurityError"); } } });
    Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("denied", "SecurityError"); } });
  });
}));

test("without IndexedDB the simpler store keeps answers", () => within(async (page) => {
  await answer(page).fill("in the simpler store");
  await saved(page);
  await page.reload();
  await page.locator(".app-bar").waitFor();
  assert.equal(await answer(page).inputValue(), "in the simpler store");
}, async (context) => {
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, "indexedDB", { value: { open: () => { throw new DOMException("denied", "SecurityError"); } } });
  });
}));

test("a store that the browser deletes while the page is open is filled again", () => within(async (page, { tab }) => {
  await answer(page).fill("still here");
  await saved(page);
  await page.evaluate((name) => new Promise((resolve) => { indexedDB.deleteDatabase(name).onsuccess = resolve; }), `framewright:${island.site.id}`);
  await answer(page, "missing-voices").fill("and more");
  await until("both are kept", async () => JSON.stringify((await kept(page)).file ?? {}).includes("and more"));
  const next = await tab();
  assert.equal(await answer(next).inputValue(), "still here");
}));

for (const [what, damage, says] of [
  ["damaged", (file) => ({ ...file, sheets: 7 }), /damaged at “sheets”/],
  ["of a newer version", (file) => ({ ...file, version: 2 }), /newer Framewright/],
]) {
  test(`a kept round that is ${what} is left as it is, named, and can be taken away`, () => within(async (page) => {
    await answer(page).fill("precious");
    await saved(page);
    const { file } = await kept(page);
    await page.evaluate(({ name, key, value }) => new Promise((resolve) => {
      indexedDB.open(name).onsuccess = ({ target }) => {
        const transaction = target.result.transaction("values", "readwrite");
        transaction.objectStore("values").put(value, key);
        transaction.oncomplete = resolve;
      };
    }), { name: `framewright:${island.site.id}`, key: `round/${island.guide.id}/${file.round.id}`, value: damage(file) });
    await page.reload();
    await trouble(page).getByText(says).waitFor();
    await answer(page, "missing-voices").fill("a new beginning");
    await saved(page);
    const { text } = await downloaded(page, () => trouble(page).getByRole("button", { name: "Save it as it is" }).click());
    assert.deepEqual(JSON.parse(text).round, file.round);
    assert.equal(JSON.parse(text).version, damage(file).version);
  }));
}

test("files that are foreign, newer, damaged, cut or nothing at all are refused whole, each with its reason", () => within(async (page) => {
  await answer(page).fill("mine");
  await saved(page);
  const before = JSON.stringify((await kept(page)).file);
  const good = memberFile(island, 0);
  const files = await drawer(page, "files");
  const cases = [
    [{ ...good, site: "elsewhere" }, /belongs to another site, “elsewhere”/], [{ ...good, version: 2 }, /newer Framewright/],
    [{ ...good, members: { x: 1 } }, /damaged at “members.x”/], ["{\"format\":", /not a saved file, or it is damaged/],
    ["[]", /not a file of an assessment/], ["", /nothing to read/], ["framewright:AAAA", /The text is not whole/],
  ];
  for (const [file, says] of cases) {
    await files.locator("input[type=file]").setInputFiles(asUploads([good, file]));
    await trouble(page).getByText(says).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.closest(".app-trouble") !== null), true, "the reason has the focus");
    await page.getByRole("button", { name: "Put this message away" }).click();
  }
  assert.equal(JSON.stringify((await kept(page)).file), before, "nothing was taken, not even what was good");
}));

test("a clock set back changes no answer, and the reminder knows no better than to remind", () => within(async (page) => {
  await page.clock.install({ time: new Date("2026-06-10T12:00:00Z") });
  await page.reload();
  await page.locator(".app-bar").waitFor();
  await answer(page).fill("in June");
  await page.clock.runFor(2_000);
  await page.clock.setFixedTime(new Date("2020-01-01T00:00:00Z"));
  await answer(page).fill("years before");
  await page.clock.runFor(2_000);
  await page.reload();
  await page.locator(".app-bar").waitFor();
  assert.equal(await answer(page).inputValue(), "years before");
}));

test("when the newest file is old, the page reminds; a new file ends that", () => within(async (page) => {
  await page.clock.install({ time: new Date("2026-06-10T12:00:00Z") });
  await page.reload();
  await page.locator(".app-bar").waitFor();
  await answer(page).fill("one");
  await page.clock.runFor(2_000);
  await saveFile(page);
  await page.clock.setFixedTime(new Date("2026-06-25T13:00:00Z"));
  await answer(page).fill("two");
  await page.clock.runFor(2_000);
  await page.getByText(/newest file, 15 days ago/).waitFor();
  await saveFile(page);
  await page.locator(".app-remind").waitFor({ state: "hidden" });
}));

test("save and restore in a fresh browser is the same file, one round or all", async () => {
  const texts = [];
  await within(async (page) => {
    await openFiles(page, teamFiles(island));
    await page.getByText("Taken in").waitFor();
    await answer(page).fill("and mine");
    await saved(page);
    texts.push((await saveFile(page)).text);
    const round = await drawer(page, "round");
    await round.getByRole("button", { name: "Start the next round" }).click();
    await page.getByText("The next round was started").waitFor();
    await answer(page).fill("in the next");
    await saved(page);
    const files = await drawer(page, "files");
    texts.push((await downloaded(page, () => files.getByRole("button", { name: "Save all rounds" }).click())).text);
  });
  for (const [at, text] of texts.entries()) {
    await within(async (page) => {
      await openFiles(page, [text]);
      await page.getByText("Taken in").waitFor();
      const files = await drawer(page, "files");
      const again = at ? await downloaded(page, () => files.getByRole("button", { name: "Save all rounds" }).click()) : await saveFile(page);
      assert.equal(again.text, text);
    });
  }
});

test("sites on one host keep their answers apart, and say whose a file is", () => within(async (page) => {
  await answer(page).fill("of this site");
  await saved(page);
  const names = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  assert.deepEqual(names, [`framewright:${island.site.id}`]);
  await view(page, "Team");
}));
