// Names and answers that mean harm or trouble, from eight members' files to every view, file and table: they are text
// everywhere, in the browser and on the command line.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { browse, build, complaints, host, none, succeed, temporary } from "./helpers.mjs";
import { GUIDE, downloaded, drawer, islandOf, memberFile, openFiles, openGuide, register, saveFile, saved, view } from "./guides.mjs";

const VIEWS = ["Team", "Meeting", "Plan", "Tests", "Measures", "Then and now", "Report", "Storyboard", "Answers"];
const MARKUP = "<img src=x onerror=\"globalThis.owned = true\">\"'</script><b>";
const FORMULA = "=HYPERLINK(\"http://x\",\"y\")";
/** One for each member. */
const HOSTILE = [
  MARKUP, "\u202egnp.exe\u2066", `W${"o".repeat(4_000)}rd`, "👩‍👩‍👧‍👦 \u{1f3f4}\u{e0067}\u{e007f} e\u0301", "__proto__", "constructor", FORMULA, "\uff0b1+1",
];

let chromium, site, folder, island;

before(async () => {
  folder = await build();
  site = await host(folder);
  island = islandOf(folder, GUIDE);
  chromium = await browse();
});

after(async () => {
  await chromium?.close();
  await site?.close();
});

async function within(width, act) {
  const context = await chromium.newContext({ viewport: { width, height: 800 } });
  try {
    const page = await context.newPage();
    const heard = complaints(page);
    await openGuide(page, site.address + GUIDE);
    const done = await act(page);
    none(heard, "complaints");
    return done;
  } finally {
    await context.close();
  }
}

/** An object whose members may have any name. */
const objectOf = (...members) => Object.fromEntries(members);

/** A member's file in which everything that a person may write is a hostile word, and some things have an odd name. */
function hostileFile(word, number, odd) {
  const file = memberFile(island, number);
  const [id] = Object.keys(file.members);
  const text = register(word);
  const { title, ...round } = file.round;
  const sheet = Object.fromEntries(Object.entries(file.sheets[id]).map(([item, one]) => [item, { ...one, ...(one.answer && { answer: text }), note: text, evidence: register([word, `javascript:${word}`]) }]));
  const gone = ["constructor", odd].map((item) => [item, { answer: text, wording: register("0") }]);
  return {
    ...file,
    round: { ...round, title: register(FORMULA) },
    members: objectOf([id, { name: text, role: text, sector: text }], [`m-${[odd, "constructor"][number % 2]}`, { name: text }]),
    sheets: objectOf([id, objectOf(...Object.entries(sheet), ...gone)]),
    next_steps: objectOf([`s-${number}`, { what: text, owner: text, due: register("2026-05-01"), item: register(number % 2 ? "form" : odd) }]),
    tests: objectOf([`t-${number}`, { aim: text, change: text, prediction: text, step: register(`s-${number}`) }]),
    measures: objectOf([`c-${number}`, { title: text, unit: text, points: { "2026-04-01": register(number) } }]),
  };
}

/** What a view makes of hostile words: no element, no direction turned, nothing wider than the screen. */
async function faultsIn(page, name) {
  const faults = await page.evaluate(() => {
    const found = [];
    if (globalThis.owned) found.push("a script ran");
    if (document.querySelector("#framewright-app :is(img, b, script), main img")) found.push("markup became elements");
    if (/[\u202a-\u202e\u2066-\u2069]/.test(document.querySelector("main").innerText)) found.push("the direction of other words is turned");
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) {
      const at = [...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scroll"));
      found.push(`${wide} px too wide at ${at.slice(0, 3).map((one) => one.outerHTML.slice(0, 80)).join(" ")}`);
    }
    const led = [...document.querySelectorAll("#framewright-app a, #framewright-after a")].map((link) => new URL(link.href.baseVal ?? link.href, location.href).protocol);
    if (led.some((protocol) => !["http:", "https:"].includes(protocol))) found.push(`a link leads to ${led}`);
    return found;
  });
  return faults.map((fault) => `${name}: ${fault}`);
}

test("hostile names and answers are text in every view, merge alike in any order, and come back as they were", async () => {
  const proto = HOSTILE.map((word, number) => hostileFile(word, number, "__proto__"));
  const { text, tables } = await within(320, async (page) => {
    await openFiles(page, proto);
    await page.getByText("Taken in: 8 files").waitFor();
    const faults = [];
    for (const name of VIEWS) {
      await view(page, name);
      if (name === "Answers") await page.locator("#framewright-form").waitFor();
      else await page.locator(".app-view h2").first().waitFor();
      if (name === "Meeting") await page.getByRole("button", { name: "Next item" }).click();
      faults.push(...await faultsIn(page, name));
    }
    // What is typed in meets the same.
    const member = await drawer(page, "member");
    for (const label of ["Name or alias", "Role", "Sector"]) await member.getByLabel(label).fill(MARKUP);
    await page.locator("textarea[name='existing-bodies.answer']").fill(MARKUP);
    await saved(page);
    faults.push(...await faultsIn(page, "typed in"));
    none(faults, "faults");
    await view(page, "Plan");
    const tables = [];
    for (const name of ["Plan as a table (CSV)", "Answers as a table (CSV)"]) {
      tables.push((await downloaded(page, () => page.getByRole("button", { name }).click())).text);
    }
    return { text: (await saveFile(page)).text, tables };
  });
  for (const table of tables) {
    assert.match(table, /"'=HYPERLINK/);
    assert.doesNotMatch(table, /(^|,|\n)"?\s*[=+@\uff0b]/, "no field is a formula");
  }

  const again = await within(320, async (page) => {
    await openFiles(page, [text]);
    await page.getByText("Taken in: 1 file").waitFor();
    return (await saveFile(page)).text;
  });
  assert.equal(again, text);

  // In two orders in two profiles, and on the command line, which refuses names that no page gives.
  const files = HOSTILE.map((word, number) => hostileFile(word, number, "to-string"));
  const texts = [];
  for (const order of [files, [...files].reverse()]) {
    texts.push(await within(1280, async (page) => {
      for (const file of order) await openFiles(page, [file]);
      await page.getByText("Taken in").waitFor();
      await view(page, "Team");
      await page.locator(".app-card").first().waitFor();
      return (await saveFile(page)).text;
    }));
  }
  assert.equal(texts[1], texts[0]);
  const saves = temporary();
  const names = files.map((file, at) => {
    const name = path.join(saves, `${at}.framewright.json`);
    writeFileSync(name, JSON.stringify(file));
    return name;
  });
  assert.equal((await succeed(["responses", "check", ...names], { cwd: saves })).out, "No findings in 8 files.\n");
  assert.deepEqual(JSON.parse((await succeed(["responses", "merge", ...names])).out), JSON.parse(texts[0]));
});
