// The site once more with JavaScript off: whatever the other tests of reading ask of a page holds without it. Looked at
// are all pages (quiet, as wide as the window, their text seen, nothing offered that needs a script) and one of each kind
// (no barrier that axe sees; where it has a script, the Tab key). Playwright asks the pages questions all the same, by the debugger; axe is a
// script with timers, so that for it the browser runs scripts, and the pages get none of their own.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { barriers, browse, build, complaints, files, host, none, oneOfEachKind } from "./helpers.mjs";
import { walk } from "./keyboard.mjs";

let chromium, folder, site;

before(async () => {
  [chromium, folder] = await Promise.all([browse(), build()]);
  site = await host(folder);
});

after(async () => {
  await chromium?.close();
  await site?.close();
});

/** Does something in a page of its own, without scripts. */
async function within(settings, act) {
  const context = await chromium.newContext({ javaScriptEnabled: false, reducedMotion: "reduce", ...settings });
  try {
    const page = await context.newPage();
    return await act(page, complaints(page));
  } finally {
    await context.close();
  }
}

const pages = () => files(folder).filter((name) => name.endsWith("index.html")).map((name) => name.slice(0, -"index.html".length));

/** What is wrong with a page that nothing brings to life. */
function lifeless() {
  const found = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.push(`${scrollWidth - innerWidth} px too wide`);
  if (!document.querySelector("h1").checkVisibility()) found.push("no title");
  if (document.querySelector("main").innerText.length < 60) found.push("no text");
  for (const button of document.querySelectorAll("button, input[type=submit], select")) {
    // A button without a script does something where it sends a form to a page, or opens a meaning.
    const sends = button.type === "submit" && button.form?.getAttribute("action");
    if (button.checkVisibility() && !sends && !button.hasAttribute("popovertarget")) found.push(`does nothing: ${button.outerHTML.slice(0, 100)}`);
  }
  return found;
}

test("no script of the page runs", async () => {
  await within({}, async (page) => {
    await page.goto(`${site.address}guides/multi-sector-collaboration/`);
    assert.equal(await page.locator("#framewright-app").innerHTML(), "", "the form is as the build wrote it");
    assert.equal(await page.evaluate(() => document.querySelectorAll("h1").length), 1, "and can be asked");
  });
});

for (const viewport of [{ width: 320, height: 640 }, { width: 1280, height: 800 }]) {
  test(`every page reads without JavaScript at ${viewport.width} px`, async () => {
    const faults = [];
    await within({ viewport }, async (page, heard) => {
      for (const at of pages()) {
        await page.goto(site.address + at);
        faults.push(...(await page.evaluate(lifeless)).map((fault) => `/${at}: ${fault}`));
      }
      faults.push(...heard);
    });
    none(faults, "faults");
  });

  test(`the Tab key goes through each kind of page that has a script without it at ${viewport.width} px`, async () => {
    const faults = [];
    // The others are the same with and without JavaScript: `reading.test.mjs` goes through them.
    const alive = oneOfEachKind(folder).filter((at) => /<script src=|<noscript/.test(readFileSync(path.join(folder, at, "index.html"), "utf8")));
    assert.ok(alive.length >= 3, "guides, lists and the search have scripts");
    await within({ viewport }, async (page) => {
      for (const at of alive) {
        await page.goto(site.address + at);
        faults.push(...(await walk(page)).map((fault) => `/${at}: ${fault}`));
      }
    });
    none(faults, "faults");
  });
}

test("each kind of page has no barriers before a script has come, on a phone and in the dark", async () => {
  const faults = [];
  await within({ viewport: { width: 320, height: 640 }, colorScheme: "dark", javaScriptEnabled: true }, async (page) => {
    await page.route("**/*.js", (route) => route.abort());
    for (const at of oneOfEachKind(folder)) {
      await page.goto(site.address + at);
      assert.equal(await page.locator("#framewright-app:not(:empty)").count(), 0, "no script has come");
      faults.push(...(await barriers(page)).map((barrier) => `/${at}: ${barrier}`));
    }
  });
  none(faults, "barriers");
});

test("lists and the search lead on by links alone", async () => {
  await within({}, async (page) => {
    await page.goto(site.address);
    await page.fill("#_q", "wage scale");
    await page.press("#_q", "Enter");
    assert.match(page.url(), /\/search\/\?q=wage\+scale$/);
    assert.match(await page.locator("main").innerText(), /Searching needs JavaScript/);
    await page.locator("main").getByRole("link", { name: "Wage scale", exact: true }).click();
    assert.match(await page.locator("h1").innerText(), /Wage scale/);
    await page.goto(`${site.address}examples/`);
    await page.locator("#_filters").getByRole("link", { name: /Wisconsin/ }).click();
    assert.match(await page.locator("main").innerText(), /Local teams take on child care shortages/);
    assert.doesNotMatch(await page.locator("main").innerText(), /A task force of 24/);
  });
});

test("a guide can be filled in and printed without JavaScript", async () => {
  await within({}, async (page) => {
    await page.goto(`${site.address}guides/multi-sector-collaboration/`);
    await page.locator("textarea").first().fill("Written by hand");
    await page.locator("input[type=radio]").first().check();
    const pdf = await page.pdf({ format: "Letter" });
    assert.ok(pdf.length > 20_000, "it fills its pages");
    await page.locator("textarea").first().press("Enter");
    assert.equal(await page.locator("textarea").first().inputValue(), "Written by hand\n", "nothing is sent");
  });
});
