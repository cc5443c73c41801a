// Reading as people do: with the keyboard alone, on paper, from a list to its answer in two clicks.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { inflateSync } from "node:zlib";
import { browse, build, copySite, host, none, oneOfEachKind, temporary } from "./helpers.mjs";
import { walk } from "./keyboard.mjs";

const BRIEF = "briefs/multi-sector-collaboration/";
const FORMATS = ["A4", "Letter"];

let chromium, folder, site;

before(async () => {
  [chromium, folder] = await Promise.all([browse(), build()]);
  site = await host(folder);
});

after(async () => {
  await chromium?.close();
  await site?.close();
});

/** Does something in a page of its own, in a context of its own. */
async function within(settings, act) {
  const context = await chromium.newContext(settings);
  try {
    return await act(await context.newPage());
  } finally {
    await context.close();
  }
}

for (const viewport of [{ width: 320, height: 640 }, { width: 1280, height: 800 }]) {
  test(`the Tab key reaches everything in order, seen, and gets out again at ${viewport.width} px`, async () => {
    await within({ viewport, reducedMotion: "reduce" }, async (page) => {
      const faults = [];
      for (const at of oneOfEachKind(folder)) {
        await page.goto(site.address + at);
        // A guide's script adds its own.
        await page.waitForFunction(() => !document.querySelector("#framewright-app:empty"));
        faults.push(...(await walk(page)).map((fault) => `/${at}: ${fault}`));
      }
      none(faults, "faults");
    });
  });
}

test("nothing moves under a reader while a page of any kind is loaded", async () => {
  const faults = [];
  for (const viewport of [{ width: 320, height: 640 }, { width: 1280, height: 1600 }]) {
    await within({ viewport }, async (page) => {
      await page.addInitScript(() => {
        globalThis.moved = 0;
        const watch = new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { globalThis.moved += value; }));
        watch.observe({ type: "layout-shift", buffered: true });
      });
      for (const at of oneOfEachKind(folder)) {
        await page.goto(site.address + at);
        // Scripts begin when the page has been drawn.
        await page.waitForTimeout(250);
        const moved = await page.evaluate(() => globalThis.moved);
        if (moved > 0.02) faults.push(`/${at} at ${viewport.width} px: ${moved.toFixed(3)}`);
      }
    });
  }
  none(faults, "pages that move");
});

test("from a driver to what a place did, when, and what came of it in two clicks", async () => {
  await within({ viewport: { width: 1280, height: 800 }, javaScriptEnabled: false }, async (page) => {
    await page.goto(`${site.address}drivers/multi-sector-collaboration/`);
    assert.match(await page.locator(".lede").innerText(), /plan, decide and act together/, "what it means");
    const first = page.locator("#_examples ~ .cards .card, [aria-labelledby=_examples-name] .card").first();
    assert.match(await first.innerText(), /New Mexico[\s\S]*date not stated[\s\S]*Outcome/, "who, when, what came of it");
    await page.locator(".secondaries a").first().click();
    assert.match(await page.locator(".lede").innerText(), /coalition/, "what the secondary driver means");
    assert.match(await page.locator("[aria-labelledby=_examples-name]").innerText(), /Louisiana[\s\S]*Outcome/);
  });
});

/** The number of pages in a PDF, as its page objects say. */
const sheets = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

test("a handout takes two pages at most, on A4 and on Letter, however much the brief says", async () => {
  const copy = copySite();
  const long = (words, times) => `${words} `.repeat(times).trim();
  const takeaways = Array.from({ length: 15 }, (_, at) => `  - ${at} ${long("takeaway of many words", 30)}`).join("\n");
  const brief = (id, title, takeaways, summary) => writeFileSync(
    path.join(copy, `content/briefs/${id}.md`),
    `---\ntitle: ${title}\ndriver: multi-sector-collaboration\ndate: 2024\nseries: ${long("Series", 10)}\n`
      + `authors: [${Array.from({ length: 12 }, (_, at) => `Ada Park ${at}`).join(", ")}]\nsummary: ${summary}\ntakeaways:\n${takeaways}\n`
      + "adapted_from: {citation: sheffler-2025}\n---\nText. See [[brief/multi-sector-collaboration]].\n",
  );
  brief("long", long("A title that goes on", 12), takeaways, long("What it says at length", 60));
  brief("short-pieces", "Many small pieces", Array.from({ length: 40 }, (_, at) => `  - Take ${at}.`).join("\n"), "Short.");
  for (let at = 0; at < 6; at += 1) {
    writeFileSync(path.join(copy, `content/examples/long-${at}.md`),
      `---\ntitle: ${long("Example title", 15)} ${at}\nplace: US-OH\ndemonstrates: [multi-sector-collaboration]\nsummary: ${long("they did", 60)}\noutcome: ${long("it came", 60)}\n---\nText.\n`);
  }
  const built = await build(copy);
  const hosted = await host(built);
  try {
    await within({}, async (page) => {
      await page.goto(hosted.address + BRIEF);
      assert.ok(sheets(await page.pdf({ format: "A4" })) > 2, "the brief itself takes more");
      for (const at of [BRIEF, "briefs/long/", "briefs/short-pieces/"]) {
        await page.goto(`${hosted.address}${at}handout/`);
        for (const format of FORMATS) {
          const count = sheets(await page.pdf({ format }));
          assert.ok(count === 1 || count === 2, `/${at}handout/ takes ${count} pages of ${format}`);
        }
      }
    });
  } finally {
    await hosted.close();
  }
});

/** The letters that a PDF draws, from the tables that tell what its glyphs mean. */
function letters(pdf) {
  const tables = [...pdf.toString("latin1").matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, bytes]) => {
    try {
      return inflateSync(Buffer.from(bytes, "latin1")).toString("latin1");
    } catch {
      return "";
    }
  }).filter((text) => text.includes("begincmap"));
  const codes = tables.flatMap((table) => [...table.matchAll(/<[0-9A-F]{4}> <([0-9A-F]{4})>$/gm)].map(([, code]) => parseInt(code, 16)));
  return String.fromCodePoint(...codes);
}

test("each sheet after the first has the page's title and the site's above it", async () => {
  const copy = path.join(temporary(), "site");
  mkdirSync(path.join(copy, "content/pages"), { recursive: true });
  writeFileSync(path.join(copy, "framewright.yaml"), "title: Ω\nid: ours\n");
  writeFileSync(path.join(copy, "content/pages/p.md"), `---\ntitle: Ж\n---\nSee [[q]].\n\n${"Some words of a text.\n\n".repeat(60)}`);
  writeFileSync(path.join(copy, "content/pages/q.md"), "---\ntitle: Ж\n---\nSee [[p]].\n");
  const hosted = await host(await build(copy));
  try {
    await within({}, async (page) => {
      const drawn = async (at, format) => {
        await page.goto(hosted.address + at);
        // What stays is what stands above the sheets.
        await page.evaluate(() => document.querySelectorAll(".site-head, .site-foot, .crumbs, h1, .text a, .text > :not(p)").forEach((part) => part.remove()));
        const pdf = await page.pdf({ format });
        return { sheets: sheets(pdf), titles: ["Ж", "Ω"].filter((title) => letters(pdf).includes(title)) };
      };
      for (const format of FORMATS) {
        const long = await drawn("p/", format);
        assert.ok(long.sheets > 1 && long.titles.length === 2, `${long.titles} above ${long.sheets} sheets of ${format}`);
        assert.deepEqual(await drawn("q/", format), { sheets: 1, titles: [] });
      }
    });
  } finally {
    await hosted.close();
  }
});

test("on paper nothing is collapsed or cut off, and links have their addresses", async () => {
  const faults = [];
  await within({ viewport: { width: 700, height: 900 }, javaScriptEnabled: false }, async (page) => {
    await page.emulateMedia({ media: "print" });
    for (const at of oneOfEachKind(folder)) {
      await page.goto(site.address + at);
      faults.push(...(await page.evaluate(() => {
        const found = [];
        if (document.documentElement.scrollWidth > innerWidth + 1) found.push(`runs over the sheet by ${document.documentElement.scrollWidth - innerWidth} px`);
        const linked = new Set([...document.querySelectorAll("a[data-n]")].map((link) => link.dataset.n));
        const listed = document.querySelectorAll(".addresses li");
        if (linked.size !== listed.length) found.push(`${linked.size} numbers and ${listed.length} addresses`);
        const here = location.pathname.split("/").slice(0, 3).join("/");
        const said = Object.fromEntries([...listed].map((item) => item.textContent.slice(1).split(" ")));
        for (const link of document.querySelectorAll("a[data-n]:not([rel])")) {
          const leads = link.pathname.replace(here, "") + link.hash;
          if (said[link.dataset.n] !== leads) found.push(`says ${said[link.dataset.n]} of ${leads}`);
        }
        const plain = [...document.querySelectorAll(":is(.page-brief, .page-driver, .page-example, .page-framework, .page-page) .text > p:not([class]) > a[href]:not([data-n], [rel])")];
        const lost = plain.filter((link) => link.pathname !== location.pathname && !link.pathname.includes("/terms/"));
        found.push(...lost.map((link) => `has no number for ${link.getAttribute("href")}`));
        for (const item of listed) if (!item.checkVisibility()) found.push(`does not show ${item.textContent}`);
        for (const closed of document.querySelectorAll("main details:not([open])")) {
          const inside = [...closed.children].filter((child) => child.tagName !== "SUMMARY");
          if (closed.checkVisibility() && !inside.every((child) => child.checkVisibility())) found.push(`has closed ${closed.textContent.slice(0, 60)}`);
        }
        return found;
      })).map((fault) => `/${at}: ${fault}`));
    }
  });
  none(faults, "faults");
});

test("a publisher's colors and logo reach the page", async () => {
  const copy = path.join(temporary(), "site");
  mkdirSync(path.join(copy, "content/pages"), { recursive: true });
  writeFileSync(path.join(copy, "logo.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="20" fill="#4a1d6b"/></svg>');
  writeFileSync(path.join(copy, "framewright.yaml"),
    'title: Ours\nid: ours\npublisher: {name: Office, logo: logo.svg}\ncolors: {accent: "#4a1d6b", accent-dark: "#d3b4ee", band: "#123456"}\n');
  writeFileSync(path.join(copy, "content/pages/p.md"), "---\ntitle: Page\n---\nSee [[q]].\n");
  writeFileSync(path.join(copy, "content/pages/q.md"), "---\ntitle: Other\n---\nSee [[p]].\n");
  const hosted = await host(await build(copy));
  try {
    await within({ colorScheme: "light" }, async (page) => {
      await page.goto(hosted.address);
      const color = (selector, property) => page.evaluate(([selector, property]) => getComputedStyle(document.querySelector(selector))[property], [selector, property]);
      assert.equal(await color(".page-head", "backgroundColor"), "rgb(18, 52, 86)");
      await page.goto(`${hosted.address}p/`);
      assert.equal(await color("main .text a", "color"), "rgb(74, 29, 107)");
      assert.ok(await page.locator('.brand img[alt="Office"]').evaluate((image) => image.naturalWidth > 0), "the logo is loaded");
      await page.emulateMedia({ colorScheme: "dark" });
      assert.equal(await color("main .text a", "color"), "rgb(211, 180, 238)");
    });
  } finally {
    await hosted.close();
  }
});
