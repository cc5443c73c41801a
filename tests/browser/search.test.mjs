// The search page in a browser: behind the strictest policy, by keyboard, from a folder, without JavaScript, and asked
// things that nobody should ask.

import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { barriers, browse, build, complaints, host, none, until } from "./helpers.mjs";

let chromium, site, folder;

before(async () => {
  folder = await build();
  site = await host(folder);
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

const status = (page) => page.locator("#_search-status").innerText();
const titles = (page) => page.locator(".result h2 a").allInnerTexts();
const told = (page, what) => until(`the page says ${what}`, async () => what.test(await status(page)));

test("nothing is loaded until something is asked", async () => {
  await within({}, async (page, heard) => {
    const loaded = [];
    page.on("request", (request) => loaded.push(request.url()));
    await page.goto(`${site.address}search/`, { waitUntil: "networkidle" });
    none(loaded.filter((url) => url.includes("/data/")), "loaded before a question");
    await page.goto(`${site.address}briefs/`);
    assert.equal(await page.locator("script").count(), 0, "a list has no script for it");
    none(heard, "complaints");
  });
});

test("the box on every page leads to results with their passages", async () => {
  await within({}, async (page, heard) => {
    await page.goto(`${site.address}briefs/multi-sector-collaboration/`);
    await page.fill("#_q", "colaboration stipend");
    await page.press("#_q", "Enter");
    await told(page, /No page has “colaboration”; these are the results for “collaboration”\. \d+ results\./);
    assert.match(page.url(), /\/search\/\?q=colaboration\+stipend$/);
    assert.equal(await page.inputValue("#_search-q"), "colaboration stipend");
    const marks = await page.locator(".result mark").allInnerTexts();
    assert.ok(marks.some((mark) => /collaboration/i.test(mark)) && marks.some((mark) => /stipend/i.test(mark)), marks.join());
    const section = page.locator(".in-section a").first();
    const to = await section.getAttribute("href");
    await section.click();
    assert.equal(page.url(), to);
    // The link leads to the section: the page has it, once all of it is there.
    await page.locator(":target").waitFor({ state: "attached" });
    none(heard, "complaints");
  });
});

test("answers come while one types, and are told once one stops", async () => {
  await within({}, async (page, heard) => {
    await page.goto(`${site.address}search/`);
    await page.evaluate(() => {
      globalThis.said = [];
      const status = document.getElementById("_search-status");
      new MutationObserver(() => globalThis.said.push(status.textContent)).observe(status, { childList: true });
    });
    await page.locator("#_search-q").pressSequentially("wage scales", { delay: 60 });
    await told(page, /\d+ results?\./);
    await page.waitForTimeout(900);
    const said = await page.evaluate(() => globalThis.said);
    assert.ok(said.length <= 3, `told while typing: ${said.join(" | ")}`);
    assert.equal((await titles(page))[0], "Wage scale");
    assert.match(page.url(), /\?q=wage\+scales$/);
    assert.ok(await page.locator("#_search-everything").isHidden());
    await page.fill("#_search-q", "");
    await until("the list from A to Z is back", () => page.locator("#_search-everything").isVisible());
    assert.deepEqual(await titles(page), []);
    none(heard, "complaints");
  });
});

test("filters narrow what is found, stand in the address, and can be cleared", async () => {
  await within({}, async (page, heard) => {
    await page.goto(`${site.address}search/?q=wage&kind=example`);
    await told(page, /^1 result\.$/);
    assert.deepEqual(await titles(page), ["A task force of 24 prepares one wage scale in New Mexico"]);
    await page.selectOption("#_search-place", { label: "Louisiana" });
    await told(page, /Nothing found for “wage” with these filters\./);
    assert.match(page.url(), /\?q=wage&kind=example&place=louisiana$/);
    assert.ok(await page.locator("#_search-everything").isVisible(), "what there is stands below");
    await page.click("#_search-clear button");
    await told(page, /^\d+ results\.$/);
    assert.match(page.url(), /\?q=wage$/);
    await page.selectOption("#_search-driver", { index: 1 });
    await told(page, /results?\./);
    none(heard, "complaints");
  });
});

test("the keyboard alone is enough", async () => {
  await within({}, async (page) => {
    await page.goto(`${site.address}search/`);
    await page.focus("#_search-q");
    await page.keyboard.type("collaboration");
    await page.keyboard.press("Enter");
    await told(page, /\d+ results\./);
    const focused = () => page.evaluate(() => {
      const { id, tagName, parentElement, textContent } = document.activeElement;
      return id || `${parentElement.tagName} ${tagName} ${textContent}`;
    });
    const seen = [];
    for (let presses = 0; presses < 5; presses += 1) {
      await page.keyboard.press("Tab");
      seen.push(await focused());
    }
    const [first, ...others] = await titles(page);
    assert.equal(others.length, 4, "five results at first");
    assert.deepEqual(seen.slice(1, 4), ["_search-kind", "_search-driver", "_search-place"]);
    assert.equal(seen[4], `H2 A ${first}`);
    await page.focus("#_search-more button");
    await page.keyboard.press("Enter");
    await until("there are more results", async () => (await titles(page)).length > 5);
    const sixth = (await titles(page))[5];
    assert.equal(await focused(), `H2 A ${sixth}`, "the focus goes on to what is new");
    await page.keyboard.press("Enter");
    await until("the result is open", async () => !page.url().includes("/search/"));
  });
});

test("a hostile question is words and nothing else", async () => {
  await within({}, async (page, heard) => {
    const hostile = ['<img src=x onerror="alert(1)">', "__proto__ constructor", "../../x", "%00%ff", "[".repeat(999), "\u202e‮", "a".repeat(5000), "{query} {n}"];
    for (const question of hostile) {
      await page.goto(`${site.address}search/?q=${encodeURIComponent(question)}&kind=${encodeURIComponent("<b>")}&place=__proto__`);
      await until(`an answer to ${question.slice(0, 30)}`, async () => /found|result|every page/.test(await status(page)) || (await page.inputValue("#_search-q")).trim() === "");
      assert.equal(await page.locator("#_search-status *, .results img, .results b").count(), 0);
    }
    // The address is written in bytes that are no text, too.
    await page.goto(`${site.address}search/?q=%E0%A4%A&kind`);
    await page.goto(`${site.address}search/?q=${encodeURIComponent("<img src=x>")}`);
    await told(page, /“<img src=x>”|results?\./);
    none(heard, "complaints");
  });
});

test("a question that says nothing is told so", async () => {
  await within({}, async (page) => {
    await page.goto(`${site.address}search/?q=what+is+the`);
    await told(page, /These words stand on nearly every page/);
  });
});

test("what cannot be loaded is told, and asked for again", async () => {
  await within({}, async (page) => {
    await page.route("**/search/data/words-*", (route) => route.abort());
    await page.goto(`${site.address}search/?q=wage`);
    await told(page, /The search could not be loaded\. Try again/);
    assert.ok(await page.locator("#_search-everything").isVisible());
    await page.unroute("**/search/data/words-*");
    await page.click("#_search-form button");
    await told(page, /\d+ results?\./);
  });
});

test("it works from a folder", async () => {
  await within({}, async (page, heard) => {
    await page.goto(`${pathToFileURL(path.join(folder, "search/index.html"))}?q=Wisconson`);
    await told(page, /these are the results for “wisconsin”\. 3 results\./);
    const to = await page.locator(".result h2 a").first().getAttribute("href");
    assert.equal(to, pathToFileURL(path.join(folder, "examples/wisconsin-innovative-communities/")).href);
    none(heard, "complaints");
  });
});

test("without JavaScript there is a list from A to Z, by driver and by place", async () => {
  await within({ javaScriptEnabled: false }, async (page, heard) => {
    await page.goto(`${site.address}examples/`);
    await page.fill("#_q", "wage");
    await page.press("#_q", "Enter");
    assert.match(page.url(), /\/search\/\?q=wage$/);
    assert.ok(await page.locator("#_search-form").isHidden());
    assert.match(await page.locator("main").innerText(), /Searching needs JavaScript, which is off here/);
    await page.click("text=By place");
    assert.match(page.url(), /\/places\/$/);
    await page.goBack();
    await page.getByRole("link", { name: "Wage scale", exact: true }).click();
    assert.match(page.url(), /\/terms\/wage-scale\/$/);
    none(heard, "complaints");
  });
});

for (const colorScheme of ["light", "dark"]) {
  test(`results have no barriers in ${colorScheme}, and fit 320 px`, async () => {
    for (const width of [320, 1280]) {
      await within({ colorScheme, viewport: { width, height: 800 } }, async (page) => {
        await page.goto(`${site.address}search/?q=colaboration+stipends`);
        await told(page, /results\./);
        none(await barriers(page), "barriers");
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px`);
      });
    }
  });
}
