// The demonstrations, played as their READMEs say: eight members' files merged in two orders, what divides them most
// first, the guide reworded and one item removed meanwhile; and the coordinator's page of all teams together.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { barriers, browse, build, complaints, host, none, succeed, temporary } from "./helpers.mjs";
import { openFiles, openGuide, saveFile, view } from "./guides.mjs";

const GUIDE = "guides/paid-time/";
const DIVIDED = ["on-schedule", "really-theirs"];

let chromium;

before(async () => {
  chromium = await browse();
});

after(async () => {
  await chromium?.close();
});

/** A demonstration in a new folder. */
async function demonstration(name) {
  const folder = path.join(temporary(), "demo");
  await succeed(["new", "--demo", name, folder]);
  return folder;
}

const responses = (site) => {
  const folder = path.join(site, "responses");
  return readdirSync(folder).filter((name) => name.endsWith(".json")).sort().map((name) => readFileSync(path.join(folder, name), "utf8"));
};

/** Opens a guide of a built site in a fresh profile with some files taken in. */
async function taken(folder, files, act) {
  const site = await host(folder);
  const context = await chromium.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const heard = complaints(page);
    await openGuide(page, site.address + GUIDE);
    await openFiles(page, files);
    await page.getByText(/Taken in: \d+ files?/).waitFor();
    const done = await act(page);
    none(heard, "complaints");
    return done;
  } finally {
    await context.close();
    await site.close();
  }
}

test("a team's demonstration is played: any order, the most divided first, reworded and removed items say so", async () => {
  const site = await demonstration("team");
  const files = responses(site);
  assert.equal(files.length, 8);
  const folder = await build(site);
  const play = (page) => view(page, "Team").then(async () => {
    await page.locator(".app-card").first().waitFor();
    const cards = await page.locator(".app-card").evaluateAll((all) => all.map((card) => card.dataset.entry));
    assert.deepEqual(cards.slice(0, 2).sort(), DIVIDED, "what is planted is most divided");
    assert.equal(await page.getByText("Answered before the wording changed").count(), 0);
    return (await saveFile(page)).text;
  });
  const [one, other] = [await taken(folder, files, play), await taken(folder, [...files].reverse(), play)];
  assert.equal(one, other);
  assert.equal(Object.keys(JSON.parse(one).members).length, 8);

  // The command line merges to the same answers.
  const merged = path.join(temporary(), "merged.framewright.json");
  await succeed(["responses", "merge", path.join(site, "responses"), "--out", merged]);
  const { sheets } = JSON.parse(readFileSync(merged, "utf8"));
  assert.deepEqual(sheets, JSON.parse(one).sheets);

  const source = path.join(site, "content/guides/paid-time.md");
  const words = readFileSync(source, "utf8");
  const changed = words.replace("Educators say that the time is really theirs.", "Nobody is called away from it.").replace(/- What would you give up[^\n]*\n/, "");
  assert.ok(changed.length < words.length - 40);
  writeFileSync(source, changed);
  await taken(await build(site), [one], async (page) => {
    await view(page, "Team");
    await page.locator("[data-entry=really-theirs]").getByText("Answered before the wording changed").first().waitFor();
    assert.equal(await page.locator("[data-entry=on-schedule]").getByText("Answered before the wording changed").count(), 0);
    assert.match(await page.locator(".app-view .app-gone").innerText(), /No longer asked[\s\S]*give-up/);
    assert.match((await saveFile(page)).text, /"give-up"/);
  });
});

test("all teams together: in the coordinator's copy alone, without barriers, and no wider than the screen", async () => {
  const source = await demonstration("collaborative");
  const address = "collaboratives/steady-teams/roll-up/";
  const [open, closed] = [await build(source), await build(source, "--private")];
  assert.throws(() => readFileSync(path.join(open, address, "index.html")));
  const site = await host(closed);
  try {
    for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [320, "light"]]) {
      const context = await chromium.newContext({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      const heard = complaints(page);
      await page.goto(`${site.address}collaboratives/steady-teams/`);
      await page.getByRole("link", { name: /of all teams/ }).click();
      await page.waitForURL(`**/${address}`);
      assert.match(await page.locator("body").innerText(), /^\s*(Skip[^\n]*\s*)?Private:/);
      assert.match(await page.locator("main").innerText(), /20 of 21 rounds are counted/);
      const row = page.getByRole("row", { name: /Everyone can see how many cases/ });
      assert.deepEqual(await row.getByRole("cell").allInnerTexts(), ["15", "40", "20"]);
      none(await barriers(page), "barriers");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it fits");
      const tables = await page.locator(".scroll").evaluateAll((all) => all.map((scroll) => {
        const end = (element) => Math.floor(element.getBoundingClientRect().right);
        const [caption, before] = [scroll.querySelector("caption"), getComputedStyle(scroll).maskSize];
        scroll.scrollLeft = scroll.scrollWidth;
        return { caption: caption.textContent, isCut: end(caption) > end(scroll), isWide: scroll.scrollWidth > scroll.clientWidth, before };
      }));
      none(tables.filter(({ isCut }) => isCut).map(({ caption }) => caption), "titles of tables that are cut off");
      assert.equal(tables.some(({ isWide }) => isWide), width === 320, "tables that go on beside");
      for (const { isWide, before, caption } of tables) assert.equal(before.startsWith("100%"), isWide, `the edge of ${caption} says whether there is more`);
      none(heard, "complaints");
      await context.close();
    }
  } finally {
    await site.close();
  }
});
