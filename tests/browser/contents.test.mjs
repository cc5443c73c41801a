// The contents list of a page: it names every part that the page has, goes along beside the text on a wide screen, marks
// the part that is being read, and is folded at the top on a small one.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { barriers, browse, build, complaints, host, none } from "./helpers.mjs";

const BRIEF = "briefs/multi-sector-collaboration/";
const PAGES = [
  BRIEF, "frameworks/ece-workforce-systems-change/", "drivers/multi-sector-collaboration/", "drivers/multi-sector-collaboration/shared-vision/",
  "guides/multi-sector-collaboration/", "collaboratives/cultivating-a-sustainable-workforce/", "authors-guide-writing/",
];

let chromium, site;

before(async () => {
  site = await host(await build());
  chromium = await browse();
});

after(async () => {
  await chromium?.close();
  await site?.close();
});

async function within(settings, act) {
  const context = await chromium.newContext({ reducedMotion: "reduce", ...settings });
  try {
    const page = await context.newPage();
    return await act(page, complaints(page));
  } finally {
    await context.close();
  }
}

test("it names every part of the page in its order, and each of its links leads to a heading", async () => {
  await within({ javaScriptEnabled: true, viewport: { width: 1280, height: 800 } }, async (page) => {
    for (const at of PAGES) {
      await page.goto(site.address + at);
      const { named, there } = await page.evaluate(() => {
        const shown = (heading) => heading.checkVisibility() && !heading.closest("nav, .callout, .notes");
        const headings = [...document.querySelectorAll("main h2[id], main h3[id]")].filter(shown);
        const names = [...document.querySelectorAll(".contents a")].map((link) => link.getAttribute("href").slice(1));
        return { named: names, there: headings.map((heading) => heading.id) };
      });
      assert.ok(named.length > 4, `/${at} has a list`);
      none(named.filter((id) => !there.includes(id)), `links of /${at} that lead to no heading`);
      assert.deepEqual(named, there.filter((id) => named.includes(id)), `/${at}: in the order of the page`);
      const own = await page.locator("main h2[id^='_']:visible").evaluateAll((all) => all.map((heading) => heading.id));
      const quiet = ["_contents", "_addresses", "_terms"];
      none(own.filter((id) => !named.includes(id) && !quiet.includes(id)), `parts of /${at} that it does not name`);
    }
    await page.goto(site.address + BRIEF);
    const names = await page.locator(".contents a").allInnerTexts();
    for (const name of ["Takeaways", "Take action with your team", "References", "How to cite", "Where this is used"]) {
      assert.ok(names.includes(name), `${name} is one of ${names}`);
    }
  });
});

test("on a wide screen it stays in view to the last part, and marks the one that is read", async () => {
  await within({ viewport: { width: 1280, height: 800 } }, async (page, heard) => {
    await page.goto(site.address + BRIEF);
    const list = page.locator(".contents ol").first();
    assert.ok(await list.isVisible() && await page.locator(".contents summary").isHidden(), "it is never folded there");
    const marked = () => page.locator(".contents a").evaluateAll((all) =>
      all.filter((link) => link.matches(":target-current")).map((link) => link.getAttribute("href")));
    for (const id of ["_takeaways", "joint-convening", "_references", "_backlinks"]) {
      await page.locator(`[id="${id}"]`).evaluate((heading) => heading.scrollIntoView({ block: "start" }));
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const { y, height } = await list.boundingBox();
      assert.ok(y >= 0 && y + height <= 800, `at ${id} the list stands from ${y} to ${y + height}`);
      // The last part may be too short to reach the top of the window.
      if (id !== "_backlinks") assert.deepEqual(await marked(), [`#${id}`]);
    }
    none(heard, "complaints");
  });
});

test("in a low window the part that is read is never out of sight in the list", async () => {
  await within({ viewport: { width: 1280, height: 420 } }, async (page) => {
    const faults = [];
    for (const at of PAGES) {
      await page.goto(site.address + at);
      const ids = await page.locator(".contents a").evaluateAll((all) => all.map((link) => link.getAttribute("href").slice(1)));
      for (const id of ids) {
        await page.locator(`[id="${id}"]`).evaluate((heading) => heading.scrollIntoView({ block: "start" }));
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        const hidden = await page.evaluate(() => {
          const box = document.querySelector(".contents").getBoundingClientRect();
          const marked = [...document.querySelectorAll(".contents a")].filter((link) => link.matches(":target-current"));
          return marked.filter((link) => {
            const { top, bottom } = link.getBoundingClientRect();
            return top < box.top - 1 || bottom > box.bottom + 1;
          }).map((link) => link.textContent);
        });
        faults.push(...hidden.map((name) => `/${at}: at #${id} "${name}"`));
      }
    }
    none(faults, "marked parts out of sight");
  });
});

test("on a small screen it is folded at the top, and opens without JavaScript", async () => {
  await within({ viewport: { width: 320, height: 640 }, javaScriptEnabled: false }, async (page) => {
    await page.goto(site.address + BRIEF);
    const link = page.locator(".contents a").last();
    assert.ok(await link.isHidden());
    assert.equal(await page.locator(".contents h2:visible").count(), 0, "its name stands there once");
    await page.locator(".contents summary").focus();
    await page.keyboard.press("Enter");
    assert.ok(await link.isVisible());
    await link.click();
    assert.match(page.url(), /#_backlinks$/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
  await within({ viewport: { width: 320, height: 640 }, colorScheme: "dark" }, async (page) => {
    await page.goto(site.address + BRIEF);
    await page.locator(".contents summary").click();
    none(await barriers(page), "barriers");
  });
});
