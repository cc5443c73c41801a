// A guide in a file of its own: opened from a folder that holds nothing else, it looks as it should, asks nobody for
// anything, runs no script but its own, and leads to the site on the web.

import assert from "node:assert/strict";
import { appendFileSync, copyFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { drawer, openFiles, openGuide, saveFile, view } from "./guides.mjs";
import { barriers, browse, build, complaints, copySite, host, none, temporary } from "./helpers.mjs";

const GUIDE = "guides/multi-sector-collaboration/kit.html";

let chromium, alone, published;

before(async () => {
  const copy = copySite();
  appendFileSync(path.join(copy, "framewright.yaml"), "base_url: https://sites.example.org/a/\n");
  const taken = (folder) => {
    const file = path.join(temporary(), "kit.html");
    copyFileSync(path.join(folder, GUIDE), file);
    return pathToFileURL(file).href;
  };
  [alone, published] = [taken(await build()), taken(await build(copy))];
  chromium = await browse();
});

after(async () => {
  await chromium?.close();
});

/** Opens a kit, and tells what it asked for. */
async function within(url, settings, act) {
  const context = await chromium.newContext(settings);
  try {
    const page = await context.newPage();
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const heard = complaints(page);
    await page.goto(url);
    return await act(page, asked, heard);
  } finally {
    await context.close();
  }
}

test("it works as a file, with and without JavaScript, and asks nobody", async () => {
  for (const javaScriptEnabled of [true, false]) {
    await within(alone, { javaScriptEnabled, offline: true }, async (page, asked, heard) => {
      assert.ok(await page.locator("#framewright-form").isVisible());
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector(".wrap")).maxWidth), "none", "it is styled");
      await page.locator('[name="existing-bodies.answer"]').fill("A council");
      assert.equal(await page.locator('[name="existing-bodies.answer"]').inputValue(), "A council");
      none(asked.filter((url) => url !== alone && !url.startsWith("blob:") && !url.startsWith("data:")), "requests");
      none(heard, "complaints");
    });
  }
});

test("its policy lets no other script run", async () => {
  await within(alone, {}, async (page) => {
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.intruder = true;";
      document.body.append(script);
      return Boolean(window.intruder);
    });
    assert.equal(ran, false);
    const policy = await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', "content");
    assert.match(policy, /^default-src 'none'; style-src 'sha256-/);
    assert.doesNotMatch(policy, /unsafe/);
  });
});

test("its links lead to the web where the site has an address, and nowhere where it has none", async () => {
  const links = (page) => page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")));
  await within(published, {}, async (page) => {
    const all = await links(page);
    assert.ok(all.includes("https://sites.example.org/a/terms/p-20-council/"), all.join(" "));
    none(all.filter((link) => !/^(https:|#)/.test(link)), "links that lead nowhere");
    const island = JSON.parse(await page.textContent("#framewright-guide"));
    assert.equal(island.guide.url, "https://sites.example.org/a/guides/multi-sector-collaboration/");
    assert.match(island.drivers["joint-convening"].url, /^https:\/\/sites\.example\.org\/a\/drivers\//);
  });
  await within(alone, {}, async (page) => {
    none((await links(page)).filter((link) => !/^(https:|#)/.test(link)), "links that lead nowhere");
    assert.ok((await page.textContent("main")).includes("P-20 council"), "the words of a link stay");
  });
});

test("no barriers, and the same questions as on the page", async () => {
  await within(alone, { viewport: { width: 320, height: 640 } }, async (page) => {
    none(await barriers(page), "barriers");
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it fits 320 px");
  });
  assert.ok(readFileSync(new URL(alone), "utf8").includes("Whose views are not in the room yet?"));
});

test("what is filled in and saved as a file is taken in by the site's page", async () => {
  const folder = await build();
  const site = await host(folder);
  try {
    const { name, text } = await within(alone, { offline: true }, async (page) => {
      await page.locator(".app-bar").waitFor();
      await (await drawer(page, "member")).getByLabel("Name or alias").fill("Ada of the library");
      await page.locator('[name="existing-bodies.answer"]').fill("A council, from a stick");
      await page.locator('[name="map.level"][value="started"]').check();
      return await saveFile(page);
    });
    assert.match(name, /\.framewright\.json$/);
    assert.match(text, /A council, from a stick/);
    const context = await chromium.newContext();
    const page = await openGuide(await context.newPage(), `${site.address}guides/multi-sector-collaboration/`);
    await openFiles(page, [text]);
    await page.getByText("Taken in: 1 file").waitFor();
    await view(page, "Team");
    await page.getByText("A council, from a stick").first().waitFor();
    const { text: again } = await saveFile(page);
    assert.deepEqual(JSON.parse(again).sheets, JSON.parse(text).sheets);
    await context.close();
  } finally {
    await site.close();
  }
});
