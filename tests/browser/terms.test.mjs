// Terms of the glossary explained where they are first used: by keyboard and by touch, without JavaScript, and gathered
// at the end on paper.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { barriers, browse, build, complaints, host, none } from "./helpers.mjs";

const BRIEF = "briefs/multi-sector-collaboration/";
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
  const context = await chromium.newContext(settings);
  try {
    const page = await context.newPage();
    return await act(page, complaints(page));
  } finally {
    await context.close();
  }
}

test("a term opens by keyboard without JavaScript, and Escape closes it", async () => {
  await within({ javaScriptEnabled: false, viewport: { width: 1280, height: 800 } }, async (page, heard) => {
    await page.goto(site.address + BRIEF);
    const button = page.locator(".text .term-note").first();
    const meaning = page.locator(`#${await button.getAttribute("popovertarget")}`);
    assert.ok(await meaning.isHidden(), "it is closed at first");
    assert.match(await button.getAttribute("aria-label"), /^What does “.+” mean\?$/);
    await button.focus();
    await page.keyboard.press("Enter");
    assert.ok(await meaning.isVisible(), "it is open");
    assert.ok((await meaning.innerText()).length > 60, "it says something");
    await page.keyboard.press("Tab");
    assert.equal(await meaning.locator("a:focus").count(), 1, "the next stop is the way to its page");
    await page.keyboard.press("Escape");
    assert.ok(await meaning.isHidden(), "it is closed again");
    none(heard, "complaints");
  });
});

test("a term opens by touch, stays, and closes by its button", async () => {
  await within({ hasTouch: true, viewport: { width: 320, height: 640 } }, async (page, heard) => {
    await page.goto(site.address + BRIEF);
    const button = page.locator(".text .term-note").nth(1);
    await button.tap();
    const meaning = page.locator(".term-pop:popover-open");
    const { x, width } = await meaning.boundingBox();
    assert.ok(x >= 0 && x + width <= 320, "it fits the screen");
    await meaning.locator("p").first().tap();
    assert.ok(await meaning.isVisible(), "it stays while it is read");
    await meaning.locator("button").tap();
    assert.equal(await meaning.count(), 0);
    none(heard, "complaints");
  });
});

test("a term is explained in the takeaways, where a reader meets it first", async () => {
  await within({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } }, async (page) => {
    await page.goto(site.address + BRIEF);
    const button = page.locator(".takeaways .term-note").first();
    const id = await button.getAttribute("popovertarget");
    assert.equal(await page.locator(`[popovertarget="${id}"].term-note`).count(), 1, "there and nowhere else");
    await button.focus();
    await page.keyboard.press("Enter");
    assert.ok(await page.locator(`#${id}`).isVisible());
    await page.keyboard.press("Escape");
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(`.terms-used #${id}`).isVisible(), "paper has it at the end");
  });
  // A handout has no room for them.
  await within({}, async (page) => {
    await page.goto(`${site.address}${BRIEF}handout/`);
    assert.equal(await page.locator(".term-note").count(), 0);
  });
});

test("each term has one button, and none stands in a link, a heading or an item's wording", async () => {
  await within({}, async (page) => {
    for (const at of [BRIEF, "guides/multi-sector-collaboration/", "guides/bsc-readiness/", "collaboratives/cultivating-a-sustainable-workforce/", "terms/wage-scale/"]) {
      await page.goto(site.address + at);
      const targets = await page.locator(".term-note").evaluateAll((all) => all.map((button) => button.getAttribute("popovertarget")));
      assert.equal(new Set(targets).size, targets.length, `/${at}: one each`);
      for (const id of targets) assert.equal(await page.locator(`#${id}[popover]`).count(), 1, `/${at}: ${id}`);
      assert.equal(await page.locator(":is(a, label, legend, h1, h2, h3, h4) .term-note").count(), 0, `/${at}`);
    }
  });
});

for (const colorScheme of ["light", "dark"]) {
  test(`an open term has no barriers in ${colorScheme}`, async () => {
    await within({ colorScheme, viewport: { width: 1280, height: 800 } }, async (page) => {
      await page.goto(site.address + BRIEF);
      await page.locator(".text .term-note").first().click();
      none(await barriers(page), "barriers");
    });
  });
}

test("paper has all of them at the end", async () => {
  await within({}, async (page) => {
    await page.goto(site.address + BRIEF);
    assert.ok(await page.locator("#_terms").isHidden());
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("#_terms").isVisible());
    const meanings = await page.locator(".term-pop").all();
    assert.ok(meanings.length > 5);
    for (const meaning of meanings) assert.ok(await meaning.isVisible());
    assert.equal(await page.locator(".term-note:visible, .term-pop button:visible").count(), 0);
  });
});
