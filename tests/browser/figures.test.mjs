// The drawn figures in a browser: the arrangement that has room is the one that shows, its text is large enough and stays
// in its box, its links have names and can be reached, and print leaves nothing folded.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { barriers, barriersInLights, browse, build, host, none, temporary } from "./helpers.mjs";

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

test("a drawing that no sheet has room for is said in words on paper", async () => {
  const root = path.join(temporary(), "tall");
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  write("framewright.yaml", "title: Tall\nid: tall\n");
  write("content/frameworks/f.md", "---\ntitle: F\naims: [{id: a, title: A}]\n---\n");
  write("content/pages/p.md", "---\ntitle: P\n---\n\n![[figure/driver-diagram]]\n\nSee [[f]].\n");
  for (let at = 0; at < 12; at += 1) {
    const secondaries = [1, 2, 3, 4, 5, 6].map((nth) => `  - {id: s-${at}-${nth}, title: A secondary driver that has a rather long title}\n`).join("");
    write(`content/drivers/d${at}.md`, `---\ntitle: Driver ${at}\nframework: f\nsecondary:\n${secondaries}---\n`);
  }
  const tall = await host(await build(root), "/");
  try {
    await within({ viewport: { width: 1280, height: 800 } }, async (page) => {
      const drawings = () => page.evaluate(() => [...document.querySelectorAll("svg.drawn, figcaption")].filter((one) => one.checkVisibility()).length);
      const told = () => page.getByRole("link", { name: "Driver 11" }).evaluateAll((links) => links.filter((link) => link.checkVisibility({ contentVisibilityAuto: true }) && !link.closest("svg")).length);
      for (const [at, captions] of [["frameworks/f/", 0], ["p/", 1]]) {
        await page.goto(tall.address + at);
        assert.equal(await drawings(), 2, `${at}: drawn on a screen, below its caption`);
        await page.emulateMedia({ media: "print" });
        assert.equal(await drawings(), captions, `${at}: not on paper`);
        assert.ok(await told() > 0, `${at}: in words`);
        await page.emulateMedia({ media: "screen" });
      }
    });
  } finally {
    await tall.close();
  }
});

test("more examples are a stronger shade on the map, on a screen and on paper", async () => {
  await within({ viewport: { width: 1280, height: 800 } }, async (page) => {
    await page.goto(site.address + PAGES.map);
    /** How far each shade of the key is from the page, from the lowest number up. */
    const shades = () => page.evaluate(() => {
      const pixel = new OffscreenCanvas(1, 1).getContext("2d");
      const light = (color) => {
        pixel.fillStyle = color;
        pixel.fillRect(0, 0, 1, 1);
        return pixel.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((sum, part) => sum + part);
      };
      const paper = light(getComputedStyle(document.documentElement).getPropertyValue("--paper"));
      return [1, 2, 3, 4].map((step) => Math.abs(light(getComputedStyle(document.querySelector(`.tiles .legend .step-${step}`)).fill) - paper));
    });
    for (const light of [{ colorScheme: "light" }, { colorScheme: "dark" }, { media: "print", colorScheme: "light" }]) {
      await page.emulateMedia(light);
      const found = await shades();
      assert.deepEqual(found, [...new Set(found)].sort((a, b) => a - b), `${found} in ${Object.values(light)}`);
    }
  });
});

/** A site whose drivers have several examples from a place. */
function crowdedSite() {
  const root = path.join(temporary(), "site");
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  write("framewright.yaml", "title: Water\nid: water\n");
  write("content/frameworks/f.md", "---\ntitle: F\naims: [{id: a, title: A}]\n---\n");
  for (let driver = 0; driver < 30; driver += 1) {
    write(`content/drivers/d${driver}.md`, `---\ntitle: Driver ${driver}\nframework: f\nsecondary: [{id: s${driver}, title: Practice ${driver}}]\n---\n`);
  }
  for (let number = 0; number < 200; number += 1) {
    const place = ["US-NM", "US-OH", "US-PR"][number % 2 + Math.floor(number / 100)];
    write(`content/examples/e${number}.md`, `---\ntitle: Example ${number}\nplace: ${place}\ndemonstrates: [s${number % 30}]\n---\nText.\n`);
  }
  return root;
}

test("a cell with several examples leads to its list by keyboard and without JavaScript, on any screen", async () => {
  const crowded = await host(await build(crowdedSite()));
  try {
    for (const width of [320, 1280]) {
      await within({ viewport: { width, height: 800 }, javaScriptEnabled: false, reducedMotion: "reduce" }, async (page) => {
        await page.goto(`${crowded.address}drivers/`);
        const table = page.locator(".as-table");
        assert.ok(await table.isHidden(), "the table waits until it is asked for");
        const cell = page.locator("svg.drawn:visible a[href^='#_coverage.']").nth(20);
        const wanted = Number(/(\d+) examples/.exec(await cell.locator("title").textContent())[1]);
        await cell.focus();
        await page.keyboard.press("Enter");
        const list = page.locator("li:target");
        await list.waitFor();
        assert.equal(await list.locator("a").count(), wanted);
        const { y } = await list.boundingBox();
        assert.ok(y >= 0 && y < 800, `the list stands in the window, at ${y}`);
        await page.keyboard.press("Tab");
        assert.ok(await list.locator("a").first().evaluate((link) => link === document.activeElement), "the next stop is its first example");
        await page.goBack();
        assert.ok(await table.isHidden(), "and it is folded again on the way back");
        await page.locator(".to-table a").click();
        assert.ok(await table.isVisible());
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it fits the screen");
      });
      await within({ viewport: { width, height: 800 } }, async (page) => {
        await page.goto(`${crowded.address}drivers/#_coverage.d3.s3.OH`);
        none(await barriers(page), "barriers");
        await page.emulateMedia({ media: "print" });
        assert.ok(await page.locator(".as-table").isVisible(), "paper has it");
        assert.equal(await page.locator(".to-table:visible").count(), 0);
      });
    }
  } finally {
    await crowded.close();
  }
});
