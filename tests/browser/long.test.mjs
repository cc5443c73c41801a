// A site of another field that tries the pages: 30 drivers, 200 examples, titles of many lines, words that never end,
// text that runs from right to left. Nothing is wider than the screen or the sheet, cut off, or out of its box.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { browse, build, host, none, oneOfEachKind, temporary } from "./helpers.mjs";

const WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
const ARABIC = "تحسين إدارة المياه في المناطق الريفية وضمان وصول الجميع";
const LONG = "Convene upstream and downstream users, so that decisions about withdrawals are taken together, published, explained and revisited";
const TITLES = [LONG, WORD, ARABIC, "Pay", "example.org/a/very/long/address/that/somebody/has/put/into/a/title/index.html", "農村地域における水資源管理の改善と全ての人々への安全な水の供給"];
const STATES = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY PR GU VI".split(" ");

let chromium, folder, site;

before(async () => {
  folder = await build(longSite());
  [chromium, site] = await Promise.all([browse(), host(folder)]);
});

after(async () => {
  await chromium?.close();
  await site?.close();
});

/** The site, by arithmetic alone, so that it is the same in each run. */
function longSite() {
  const root = path.join(temporary(), "site");
  const write = (name, lines) => {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, lines.flat().join("\n"));
  };
  const title = (number) => `"${TITLES[number % TITLES.length]} ${number}"`;
  write("framewright.yaml", [`title: "Rural water: ${LONG}"`, "id: water", `publisher: { name: "${WORD}" }`,
    `scales: { progress: { levels: [{ id: a, label: "Not started anywhere in the district" }, { id: b, label: ${WORD} }, { id: c, label: Done }] } }`]);
  write("content/frameworks/water.md", ["---", `title: "${LONG}"`, "drivers_total: 41", "aims:",
    TITLES.slice(0, 4).map((text, at) => `  - { id: aim-${at}, title: "${text}" }`), "groups:",
    TITLES.slice(0, 3).map((text, at) => `  - { id: group-${at}, title: "${text}" }`),
    "---", "![[figure/driver-diagram]]", "", "![[figure/coverage]]", "", "![[figure/place-map]]", ""]);
  for (let driver = 0; driver < 30; driver += 1) {
    const secondary = Array.from({ length: 1 + (driver * 7) % 5 }, (_, at) => `  - { id: s-${driver}-${at}, title: ${title(driver + at)} }`);
    write(`content/drivers/d-${driver}.md`, ["---", `title: ${title(driver)}`, `summary: "${WORD} and more."`, "framework: water",
      `group: group-${driver % 3}`, "secondary:", secondary, "---", "See [[t-0]] and [[t-1]].", ""]);
  }
  for (let number = 0; number < 200; number += 1) {
    write(`content/examples/e-${number}.md`, ["---", `title: ${title(number)}`, `place: US-${STATES[(number * number) % STATES.length]}`,
      `demonstrates: [s-${number % 30}-0, d-${(number * 7) % 30}]`, `outcome: "Losses fell, as ${WORD} says."`, "---",
      `| District | ${WORD} | A column with a long heading |`, "|---|---|---|", "| One | two | three |", "",
      `https://example.org/${"x".repeat(80)} and [[t-2]].`, "", "```", "code ".repeat(40), "```", ""]);
  }
  for (let term = 0; term < 6; term += 1) write(`content/terms/t-${term}.md`, ["---", `title: ${title(term)}`, "---", `${WORD}. `.repeat(4), ""]);
  for (let brief = 0; brief < 6; brief += 1) {
    write(`content/briefs/b-${brief}.md`, ["---", `title: ${title(brief)}`, `summary: "${LONG}"`, `driver: d-${brief}`, "date: 2020",
      `series: "${WORD}"`, `authors: ["${WORD}", "Ana Doe"]`, `takeaways: ["${WORD}", "${ARABIC}"]`, "---",
      `## ${TITLES[brief]} {#part driver=s-${brief}-0}`, "", `Text about [[t-${brief}]].`, "", `![[e-${brief}]]`, "", "![[figure/driver-diagram]]", ""]);
  }
  write("content/guides/g.md", ["---", `title: "${WORD}"`, "brief: b-1", "scale: progress", "---", `## ${WORD} {#act driver=s-1-0}`, "",
    `- Who decides about ${WORD}? {#q driver=s-2-0}`, "", `  Help with ${WORD}.`, "", `- ${ARABIC}. {#st}`, ""]);
  return root;
}

/** What runs over the window or is cut off, and words of figures that stand out of the box they belong to. */
function faults() {
  const found = [];
  const width = document.documentElement.clientWidth;
  const over = document.documentElement.scrollWidth - width;
  const named = (element) => `${element.tagName}.${element.getAttribute("class")}`;
  if (over > 0) {
    const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > width + 1);
    found.push(`runs over by ${over} px: ${wide.slice(-2).map(named).join(" ")}`);
  }
  for (const element of document.querySelectorAll("body *:not(.visually-hidden, input, select, option)")) {
    const { overflowX } = getComputedStyle(element);
    const isCut = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1 && !["visible", "auto", "scroll"].includes(overflowX);
    if (isCut) found.push(`is cut off: ${named(element)}`);
  }
  const outside = (inner, outer) => inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
  for (const text of document.querySelectorAll("svg.drawn text")) {
    if (!text.checkVisibility()) continue;
    const drawing = text.closest("svg");
    // A tile is as small as its letters: there the box of the type, with its room for accents, is larger than the tile.
    const rect = drawing.classList.contains("tiles") ? null : text.parentElement.querySelector(":scope > rect");
    const box = text.getBoundingClientRect();
    if (box.width > 0 && outside(box, (rect ?? drawing).getBoundingClientRect())) found.push(`out of its box: ${text.textContent.slice(0, 40)}`);
  }
  return [...new Set(found)];
}

for (const [what, width, media] of [["a phone", 320, "screen"], ["a wide screen", 1280, "screen"], ["paper", 640, "print"]]) {
  test(`long titles and endless words fit ${what}`, async () => {
    const context = await chromium.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.emulateMedia({ media });
    const all = new Set([...oneOfEachKind(folder), ...[0, 1, 2, 3, 4, 5].map((at) => `briefs/b-${at}/`), "drivers/d-2/s-2-0/", "briefs/b-1/handout/"]);
    const list = [];
    for (const at of all) {
      await page.goto(site.address + at);
      for (const fault of await page.evaluate(faults)) list.push(`/${at}: ${fault}`);
    }
    await context.close();
    assert.ok(all.size > 15, "there is a page of each kind");
    none(list, "faults");
  });
}
