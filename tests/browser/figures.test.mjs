// The drawn figures in a browser: the arrangement that has room is the one that shows, its text is large enough and stays
// in its box, its links have names and can be reached, and print leaves nothing folded.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { barriersInLights, browse, build, host, none } from "./helpers.mjs";

const PAGES = {
  diagram: "frameworks/ece-workforce-systems-change/",
  driver: "drivers/multi-sector-collaboration/",
  secondary: "drivers/multi-sector-collaboration/shared-vision/",
  brief: "briefs/multi-sector-collaboration/",
  map: "places/",
  coverage: "drivers/",
  home: "",
};

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
    return await act(await context.newPage());
  } finally {
    await context.close();
  }
}

/** What is wrong with the drawings that show, looked at as a reader sees them. */
function looked() {
  const faults = [];
  const shown = [...document.querySelectorAll("svg.drawn")].filter((drawing) => drawing.checkVisibility());
  if (shown.length < document.querySelectorAll("figure.figure").length) faults.push("a figure without a drawing");
  for (const drawing of shown) {
    const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
    const outer = drawing.getBoundingClientRect();
    if (outer.right > innerWidth + 1) faults.push(`a drawing of ${outer.width} px`);
    if (!drawing.getAttribute("aria-label")) faults.push("a drawing without a name");
    for (const text of drawing.querySelectorAll("text")) {
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      const words = text.textContent.trim();
      if (size < 11.9) faults.push(`"${words}" at ${size.toFixed(1)} px`);
      const box = text.parentElement.querySelector("rect");
      if (!box || text.closest(".legend") || text.closest("g.step-0")) continue;
      const [inner, around] = [text.getBoundingClientRect(), box.getBoundingClientRect()];
      if (inner.left < around.left || inner.right > around.right || inner.bottom > around.bottom + 1) {
        faults.push(`"${words}" leaves its box`);
      }
    }
    for (const link of drawing.querySelectorAll("a")) {
      if (!(link.querySelector("title")?.textContent || link.textContent).trim()) faults.push("a link without a name");
    }
  }
  return faults;
}

for (const width of [320, 480, 768, 1280]) {
  test(`every figure can be read at ${width} px`, async () => {
    await within({ viewport: { width, height: 800 } }, async (page) => {
      const faults = [];
      for (const at of Object.values(PAGES)) {
        await page.goto(site.address + at);
        faults.push(...(await page.evaluate(looked)).map((fault) => `/${at}: ${fault}`));
      }
      none(faults, "faults");
    });
  });
}

test("figures have no barriers, in any light, in forced colors too", async () => {
  const faults = [];
  for (const width of [320, 1280]) {
    await within({ viewport: { width, height: 800 } }, async (page) => {
      for (const at of Object.values(PAGES)) {
        await page.emulateMedia({ forcedColors: null });
        await page.goto(site.address + at);
        const found = await barriersInLights(page, [{ colorScheme: "dark" }, { colorScheme: "light", forcedColors: "active" }]);
        faults.push(...found.map((barrier) => `/${at}: ${barrier}`));
      }
    });
  }
  none(faults, "barriers");
});

test("the keyboard reaches what is drawn, and sees where it is", async () => {
  await within({ viewport: { width: 1280, height: 800 } }, async (page) => {
    await page.goto(site.address + PAGES.map);
    await page.locator("svg.tiles a").first().focus();
    const [outline, name] = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return [`${outlineStyle} ${outlineWidth}`, document.activeElement.querySelector("title").textContent];
    });
    assert.match(outline, /solid [1-9]/);
    assert.equal(name, "Louisiana (LA): 1 example");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/places/louisiana/");
  });
});

test("only the arrangement that shows is read out", async () => {
  for (const [width, arrangement] of [[320, "narrow"], [1280, "wide"]]) {
    await within({ viewport: { width, height: 800 } }, async (page) => {
      await page.goto(site.address + PAGES.diagram);
      const named = page.getByRole("group", { name: /^Driver diagram/ });
      assert.equal(await named.count(), 1);
      assert.match(await named.getAttribute("class"), new RegExp(arrangement));
    });
  }
});

test("print shows what a screen folds", async () => {
  await within({ viewport: { width: 1280, height: 800 } }, async (page) => {
    await page.goto(site.address + PAGES.coverage);
    const table = page.locator(".coverage-table");
    const height = () => table.evaluate((element) => element.checkVisibility({ contentVisibilityAuto: true }));
    assert.equal(await height(), false, "folded on a screen");
    await page.emulateMedia({ media: "print" });
    assert.equal(await height(), true, "open on paper");
  });
});
