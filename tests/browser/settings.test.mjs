// What readers set for themselves: more room between letters and lines, four times the size, colors of their own, a
// finger for a pointer. Nothing is lost by it (WCAG 1.4.10, 1.4.12, 2.4.7, 2.5.8).

import { after, before, test } from "node:test";
import { browse, build, host, none, oneOfEachKind } from "./helpers.mjs";
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

/** What each kind of page has to say against it, in a context of its own. */
async function faultsOf(settings, ask) {
  const context = await chromium.newContext({ reducedMotion: "reduce", ...settings });
  const faults = [];
  try {
    const page = await context.newPage();
    for (const at of oneOfEachKind(folder)) {
      await page.goto(site.address + at);
      faults.push(...(await ask(page)).map((fault) => `/${at}: ${fault}`));
    }
  } finally {
    await context.close();
  }
  return faults;
}

/** What runs over the window, and what is cut off. */
function lost() {
  const found = [];
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 0) found.push(`runs over by ${over} px`);
  for (const element of document.querySelectorAll("body *:not(.visually-hidden, input, select, option, textarea)")) {
    const { overflowX } = getComputedStyle(element);
    if (element.clientWidth === 0 || ["visible", "auto", "scroll"].includes(overflowX)) continue;
    const isCut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
    if (isCut) found.push(`is cut off: ${element.outerHTML.slice(0, 100)}`);
  }
  return found;
}

/** The most room that a reader may ask for (1.4.12). */
const SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }";

for (const width of [320, 1280]) {
  test(`more room between letters, words and lines loses nothing at ${width} px`, async () => {
    // The reader's own style is not the site's: the policy does not hold for it.
    none(await faultsOf({ viewport: { width, height: 800 }, bypassCSP: true }, async (page) => {
      await page.addStyleTag({ content: SPACING });
      return await page.evaluate(lost);
    }), "faults");
  });

  test(`what a finger aims at is large enough or stands alone at ${width} px`, async () => {
    none(await faultsOf({ viewport: { width, height: 800 } }, (page) => page.evaluate(targets)), "targets under 24 px beside others");
  });
}

test("four times the size loses nothing", async () => {
  none(await faultsOf({ viewport: { width: 320, height: 256 } }, (page) => page.evaluate(lost)), "faults");
});

test("with the reader's own colors, what has the focus shows it", async () => {
  none(await faultsOf({ viewport: { width: 1280, height: 800 }, forcedColors: "active" }, async (page) => {
    await page.waitForFunction(() => !document.querySelector("#framewright-app:empty"));
    return await walk(page);
  }), "faults");
});

/** Targets smaller than 24 px that are neither part of a sentence nor as far from others as 24 px would be (2.5.8). */
function targets() {
  const all = [...document.querySelectorAll("a[href], button, input, select, summary, textarea")].filter((element) => element.checkVisibility());
  // A label answers for its field; a drawing is as large as the reader makes it, and its list is beside it; what
  // explains a term is larger than it looks (::after).
  const measured = all.filter((element) => !element.closest("svg") && !element.matches(".term-note"))
    .map((element) => ({ element, box: (element.closest("label") ?? element).getBoundingClientRect() }));
  const distance = (x, y, box) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  return measured.filter(({ element, box }) => {
    if (box.width === 0 || (box.width >= 24 && box.height >= 24)) return false;
    const inSentence = getComputedStyle(element).display === "inline" && element.parentElement.textContent.trim().length > element.textContent.trim().length + 1;
    if (inSentence) return false;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    return measured.some((other) => other.element !== element && other.box.width > 0 && distance(x, y, other.box) < 12);
  }).map(({ element, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${element.outerHTML.slice(0, 100)}`);
}
