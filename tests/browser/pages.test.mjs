// The built site in Debian's Chromium, under a path, behind the strictest policy: quiet, narrow, accessible, printable,
// readable without JavaScript, usable by keyboard.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { barriersInLights, browse, build, complaints, copyPublished, files, headersOf, host, none, oneOfEachKind, succeed, temporary } from "./helpers.mjs";

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

let chromium, site, drafts, published, folder;

before(async () => {
  folder = await build();
  site = await host(folder);
  const fresh = path.join(temporary(), "fresh");
  await succeed(["new", fresh]);
  const built = await build(fresh, "--drafts");
  drafts = { ...(await host(built, "/")), folder: built };
  const abroad = await build(copyPublished());
  published = { ...(await host(abroad, "/a/b/")), folder: abroad };
  chromium = await browse();
});

after(async () => {
  await chromium?.close();
  await site?.close();
  await drafts?.close();
  await published?.close();
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

test("no barriers on any page, at 320 and at 1280 px, in the light and in the dark", async () => {
  const faults = [];
  // A guide in one file is opened as a file. Of sites that are the same but for some marks, one page of each kind.
  const kits = files(folder).filter((name) => name.endsWith("/kit.html")).map((name) => pathToFileURL(path.join(folder, name)).href);
  assert.ok(kits.length > 0, "there are guides in one file");
  const samples = [drafts, published].flatMap((sample) => [...oneOfEachKind(sample.folder), "none/"].map((at) => sample.address + at));
  await inParallel([...pages(folder).map((at) => site.address + at), ...kits, ...samples], async (addresses) => {
    await within({ reducedMotion: "reduce" }, async (page) => {
      for (const address of addresses) {
        await page.setViewportSize(NARROW);
        await page.goto(address);
        for (const viewport of [NARROW, WIDE]) {
          await page.setViewportSize(viewport);
          for (const barrier of await barriersInLights(page)) faults.push(`${address} at ${viewport.width} px ${barrier}`);
        }
      }
    });
  });
  none(faults, "barriers");
});

test("barriers are seen, and in the light that they stand in", async () => {
  await within({ viewport: NARROW }, async (page) => {
    const dim = "@media (prefers-color-scheme: dark) { p { color: #777; background: #888; } }";
    await page.setContent(`<!doctype html><html lang="en"><title>Page</title><style>${dim}</style><main><h1>Page</h1><p>Text</p><img src="data:,"></main></html>`);
    const seen = (await barriersInLights(page)).map((barrier) => barrier.split(": ").slice(0, 2).join(": "));
    assert.deepEqual(seen.sort(), ["in dark: color-contrast", "in dark: image-alt", "in light: image-alt"]);
  });
});

/** Hands the next of a list to whichever of a few workers is free. */
async function inParallel(list, work, workers = 3) {
  const rest = list.values();
  await Promise.all(Array.from({ length: workers }, () => work(rest)));
}

test("the page for errors works at any depth under the path of the published site", async () => {
  await within({ viewport: WIDE }, async (page, heard) => {
    const answer = await page.goto(`${published.address}no/such/page`);
    assert.equal(answer.status(), 404);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector("main .wrap")).maxWidth), "none", "it is styled");
    await page.click('header a[href$="/briefs/"]');
    assert.equal(page.url(), `${published.address}briefs/`);
    none(heard, "complaints");
  });
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
    const closed = page.locator("main details:not([open]) > summary:visible");
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
