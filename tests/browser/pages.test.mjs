// The built site in Debian's Chromium, under a path, behind the strictest policy: quiet, narrow, accessible, printable,
// readable without JavaScript, usable by keyboard.

import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { barriersInLights, browse, build, complaints, copySite, files, headersOf, host, none, oneOfEachKind, succeed, temporary } from "./helpers.mjs";

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

let chromium, site, drafts, folder;

before(async () => {
  folder = await build();
  site = await host(folder);
  const fresh = path.join(temporary(), "fresh");
  await succeed(["new", fresh]);
  const built = await build(fresh, "--drafts");
  drafts = { ...(await host(built, "/")), folder: built };
  chromium = await browse();
});

after(async () => {
  await chromium?.close();
  await site?.close();
  await drafts?.close();
});

/** Does something in a page of its own, in a context of its own. */
async function within(settings, act) {
  const context = await chromium.newContext(settings);
  try {
    const page = await context.newPage();
    return await act(page, complaints(page));
  } finally {
    await context.close();
  }
}

const pages = (folder) => files(folder).filter((name) => name.endsWith("index.html")).map((name) => name.slice(0, -"index.html".length));

/** How far a page runs over the window, and what does. */
function overflow() {
  const { scrollWidth } = document.documentElement;
  if (scrollWidth <= innerWidth) return null;
  const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > innerWidth);
  return `${scrollWidth} of ${innerWidth} px: ${wide.slice(-3).map((element) => `${element.tagName}.${element.className}`).join(" ")}`;
}

test("every page is quiet, keeps the policy, asks no other host, and fits 320 px", async () => {
  const faults = [];
  for (const { address, folder: from } of [{ ...site, folder }, drafts]) {
    await within({ viewport: NARROW }, async (page, heard) => {
      for (const at of pages(from)) {
        await page.goto(address + at);
        const wide = await page.evaluate(overflow);
        if (wide) faults.push(`${at}: ${wide}`);
      }
      faults.push(...heard);
    });
  }
  none(faults, "faults");
});

for (const viewport of [NARROW, WIDE]) {
  test(`no barriers on any page at ${viewport.width} px, in the light and in the dark`, async () => {
    const faults = [];
    // Of new drafts one of each kind: what differs there is the mark of a draft alone.
    const samples = [...oneOfEachKind(drafts.folder), "none/"];
    const all = [...pages(folder).map((at) => site.address + at), ...samples.map((at) => drafts.address + at)];
    await inParallel(all, async (addresses) => {
      await within({ viewport, reducedMotion: "reduce" }, async (page) => {
        for (const address of addresses) {
          await page.goto(address);
          for (const barrier of await barriersInLights(page)) faults.push(`${address}: ${barrier}`);
        }
      });
    });
    none(faults, "barriers");
  });
}

/** Hands the next of a list to whichever of a few workers is free. */
async function inParallel(list, work, workers = 3) {
  const rest = list.values();
  await Promise.all(Array.from({ length: workers }, () => work(rest)));
}

test("the page for errors works at any depth under the path of the published site", async () => {
  const copy = copySite();
  appendFileSync(path.join(copy, "framewright.yaml"), "base_url: https://sites.example.org/a/b/\n");
  const published = await host(await build(copy), "/a/b/");
  try {
    await within({ viewport: WIDE }, async (page, heard) => {
      const answer = await page.goto(`${published.address}no/such/page`);
      assert.equal(answer.status(), 404);
      assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector("main .wrap")).maxWidth), "none", "it is styled");
      await page.click('header a[href$="/briefs/"]');
      assert.equal(page.url(), `${published.address}briefs/`);
      none(heard, "complaints");
    });
  } finally {
    await published.close();
  }
});

test("the headers for hosts are strict, and hold for assets longer", async () => {
  const page = headersOf(folder, "/briefs/");
  const policy = Object.fromEntries(page["content-security-policy"].split("; ").map((part) => [part.split(" ")[0], part]));
  assert.equal(policy["default-src"], "default-src 'none'");
  assert.equal(policy["script-src"], "script-src 'self'");
  assert.equal(policy["style-src"], "style-src 'self'");
  assert.equal(policy["frame-ancestors"], "frame-ancestors 'none'");
  assert.equal(policy["base-uri"], "base-uri 'none'");
  assert.equal(page["x-content-type-options"], "nosniff");
  assert.equal(page["cache-control"], undefined, "pages may change under their address");
  assert.match(headersOf(folder, "/assets/style-1.css")["cache-control"], /immutable/);
});

test("what pages fold is there without JavaScript", async () => {
  await within({ javaScriptEnabled: false, viewport: WIDE }, async (page, heard) => {
    await page.goto(`${site.address}guides/multi-sector-collaboration/`);
    assert.match(await page.locator("main").innerText(), /Whose views are not in the room yet\?/, "a guide shows its questions");
    await page.goto(`${site.address}briefs/multi-sector-collaboration/`);
    const closed = page.locator("main details:not([open]) > summary");
    while (await closed.count()) await closed.first().click();
    assert.match(await page.locator("main").innerText(), /references/i, "a brief shows its references");
    assert.match(await page.locator("main .formats").last().innerText(), /@techreport\{sheffler-2025,/, "and its original for reference managers");
    none(heard, "complaints");
  });
});

test("the first Tab reaches the link that skips to the text", async () => {
  await within({ viewport: WIDE }, async (page) => {
    for (const at of oneOfEachKind(folder)) {
      await page.goto(site.address + at);
      await page.keyboard.press("Tab");
      const skip = await page.evaluate(() => {
        const { tagName, hash } = document.activeElement;
        const { top, left, height, width } = document.activeElement.getBoundingClientRect();
        return { isLink: tagName === "A" && hash.length > 1, isSeen: top >= 0 && left >= 0 && height > 10 && width > 10 };
      });
      assert.deepEqual(skip, { isLink: true, isSeen: true }, `/${at}: the first Tab`);
      await page.keyboard.press("Enter");
      const target = await page.evaluate(() => document.querySelector(":target")?.tagName);
      assert.equal(target, "MAIN", `/${at}: the link leads to main`);
      // The focus goes on from there: to the first that can have it, in main or after it.
      await page.keyboard.press("Tab");
      const passed = await page.evaluate(() => {
        const main = document.querySelector("main");
        const inside = [...main.querySelectorAll("a[href], button, input, summary, textarea, select, [tabindex='0']")];
        const first = inside.find((element) => element.checkVisibility());
        return document.activeElement === main || document.activeElement === first
          || (!first && Boolean(main.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING));
      });
      assert.ok(passed, `/${at}: the focus is where the text begins`);
    }
  });
});

test("what has the focus shows it", async () => {
  await within({ viewport: WIDE }, async (page) => {
    await page.goto(site.address);
    const unseen = [];
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press("Tab");
      const { shows, html } = await page.evaluate(() => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
        const shows = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
        return { shows, html: document.activeElement.outerHTML.slice(0, 120) };
      });
      if (!shows) unseen.push(html);
    }
    none(unseen, "focused, and not to be seen");
  });
});

test("every kind of page prints", async () => {
  await within({ viewport: WIDE }, async (page) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const at of oneOfEachKind(folder)) {
      await page.goto(site.address + at);
      const { text, paper } = await page.evaluate(() => ({
        text: document.querySelector("main").innerText.length,
        paper: getComputedStyle(document.body).backgroundColor,
      }));
      assert.ok(text > 80, `/${at} has its text on paper`);
      assert.match(paper, /^rgba\(0, 0, 0, 0\)$|^rgb\(255, 255, 255\)$/, `/${at} leaves the paper white`);
      const pdf = await page.pdf({ format: "A4" });
      assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
      assert.ok(pdf.length > 8_000, `/${at} fills its PDF (${pdf.length} bytes)`);
    }
  });
});
