// A guide's form as the build leaves it, without JavaScript: it can be filled in with the keyboard, sends nothing
// anywhere, has a name for every field and room for every finger.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { barriers, browse, build, host, none } from "./helpers.mjs";

const GUIDES = ["guides/bsc-readiness/", "guides/multi-sector-collaboration/"];

let chromium;
let site;

before(async () => {
  [chromium, site] = await Promise.all([browse(), build().then((folder) => host(folder))]);
});

after(async () => {
  await chromium?.close();
  await site?.close();
});

/** Does something on a guide's page, in a context of its own. */
async function within(settings, at, act) {
  const context = await chromium.newContext(settings);
  try {
    const page = await context.newPage();
    await page.goto(site.address + at);
    return await act(page);
  } finally {
    await context.close();
  }
}

test("a form is filled in with the keyboard, and Enter sends nothing", async () => {
  await within({ javaScriptEnabled: false }, GUIDES[0], async (page) => {
    const requests = [];
    page.on("request", (request) => requests.push(request.url()));
    const address = page.url();
    await page.locator('[name="senior-leader.level"]').first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator('[name="senior-leader.note"]').fill("Our director");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator('[name="senior-leader.level"]:checked').getAttribute("value"), "started");
    assert.equal(page.url(), address);
    // The icon of the site comes when the browser has time.
    none(requests.filter((url) => !/\/assets\/[^?]*$/.test(url)), "requests");
  });
});

test("nothing is chosen beforehand, and every field has a name that tells what it is for", async () => {
  for (const at of GUIDES) {
    await within({ javaScriptEnabled: false }, at, async (page) => {
      assert.equal(await page.locator(".assessment :checked").count(), 0);
      for (const group of await page.locator(".assessment fieldset").all()) {
        const label = await group.getAttribute("aria-labelledby");
        const words = await page.evaluate((ids) => ids.split(" ").map((id) => document.getElementById(id)?.textContent ?? ""), label);
        assert.ok(words.every((part) => part.trim()), `${label} names ${JSON.stringify(words)}`);
        assert.equal(await group.locator(".apart input").count(), 2, "two reasons for no level");
      }
      const nameless = await page.evaluate(() =>
        [...document.querySelectorAll(".assessment :is(input, textarea)")].filter((field) => !field.labels.length && !field.getAttribute("aria-labelledby")).map((field) => field.name));
      none(nameless, "fields without a name");
      const twice = await page.evaluate(() => {
        const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
        return ids.filter((id, at) => ids.indexOf(id) !== at);
      });
      none(twice, "ids that are there twice");
    });
  }
});

for (const width of [320, 1280]) {
  test(`no barriers, and room for a finger, at ${width} px`, async () => {
    for (const at of GUIDES) {
      await within({ viewport: { width, height: 800 } }, at, async (page) => {
        none(await barriers(page), "barriers");
        const small = await page.evaluate(() =>
          [...document.querySelectorAll(".assessment :is(label:has(input), textarea)")].filter((field) => {
            // What is folded away has no height.
            if (field.closest("details:not([open])")) return false;
            const { height, width } = field.getBoundingClientRect();
            return height < 44 || width < 24;
          }).map((field) => field.outerHTML.slice(0, 80)));
        none(small, "rows lower than 44 px");
      });
    }
  });
}

test("on paper each statement has its levels, and each question room to write", async () => {
  for (const at of GUIDES) {
    await within({ javaScriptEnabled: false }, at, async (page) => {
      await page.emulateMedia({ media: "print" });
      const unseen = await page.evaluate(() =>
        [...document.querySelectorAll(".assessment :is(input, textarea)")].filter((field) => !field.checkVisibility() || field.getBoundingClientRect().height < 12).map((field) => field.name));
      none(unseen, "fields that are not printed");
    });
  }
});

test("the scripts that a page loads weigh no more than 15 KB", async () => {
  for (const at of ["", ...GUIDES]) {
    await within({}, at, async (page) => {
      const sources = await page.evaluate(() => [...document.querySelectorAll("script[src]")].map(({ src }) => src));
      const weights = await Promise.all(sources.map(async (source) => gzipSync(await (await page.request.get(source)).body(), { level: 9 }).length));
      const weight = weights.reduce((sum, one) => sum + one, 0);
      assert.ok(weight <= 15 * 1024, `/${at} loads ${weight} bytes of scripts`);
    });
  }
});
