// A team's own measures and its storyboard: numbers typed in and pasted, a chart that says what it sees, tests where they
// happened, one page to print; the thread walked whole; by keyboard, in two tabs, saved and restored, in one file.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { BINARY, barriers, browse, build, complaints, host, none, until } from "./helpers.mjs";
import { GUIDE, downloaded, islandOf, kept, openFiles, openGuide, register, saveFile, teamFiles, view } from "./guides.mjs";

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

async function within(act, { settings = { viewport: { width: 1280, height: 900 } }, address = site.address + GUIDE } = {}) {
  const context = await chromium.newContext(settings);
  try {
    const tab = async () => openGuide(await context.newPage(), address);
    const page = await tab();
    const heard = complaints(page);
    const done = await act(page, { context, tab });
    none(heard, "complaints");
    return done;
  } finally {
    await context.close();
  }
}

const VALUES = [4, 5, 3, 6, 4, 5, 9, 8, 10, 9, 8, 11, 10, 12];
const month = (at) => `${2025 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
const PASTED = `Month\tFamilies\n${VALUES.map((value, at) => `${month(at)}\t${value}`).join("\n")}\n`;

/** A team with a measure of fourteen months, a test of two cycles that moved it, lessons and next steps. */
function measured() {
  const files = teamFiles(island);
  const [file] = files;
  file.round.aim = register("Every family child care provider has a say in what the state decides on wages");
  file.next_steps = {
    "s-1": { what: register("Invite family child care"), item: register("form"), owner: register("Fay"), due: register("2026-05-01"), status: register("started"), test: register("t-2") },
    "s-2": { what: register("Ask the library for a second room"), owner: register("Ben"), status: register("open") },
  };
  file.tests = {
    "t-1": {
      step: register("s-1"), measure: register("c-1"), change: register("One meeting at 6 pm"), prediction: register("Four of ten come"), happened: register("Seven came, two with their children"),
      learned: register("Dinner mattered more than the hour"), decision: register("adapt"), started: register("2025-06-10"), ended: register("2025-06-24"), next: register("t-2"),
    },
    "t-2": { step: register("s-1"), measure: register("c-1"), change: register("Two meetings with dinner"), happened: register("Twelve came"), learned: register("Two evenings split the group"), decision: register("adopt"), started: register("2025-08-04"), ended: register("2025-08-20") },
    "t-3": { change: register("Minutes in two languages"), started: register("2026-01-12") },
  };
  file.measures = {
    "c-1": {
      title: register("Families at the table"), unit: register("families"), direction: register("up"), target: register(12),
      points: Object.fromEntries(VALUES.map((value, at) => [`${month(at)}-01`, register(value)])),
      notes: { "2025-11-01": register("Snow") },
    },
    "c-2": { title: register("Share that stayed"), unit: register("%"), direction: register("up"), points: { "2025-01-01": register(45), "2025-04-01": register(47.5), "2025-07-01": register(52) } },
  };
  return files;
}

async function withMeasures(page, name = "Measures", files = measured()) {
  await openFiles(page, files);
  await page.getByText("Taken in").first().waitFor();
  await view(page, name);
}

const part = (page, id) => page.locator(`[data-measure="${id}"]`);
const shownChart = (place) => place.locator(".run-chart:visible");

test("the thread, walked whole: gap, example, next step, test, measure, signal on a chart, and back", () => within(async (page) => {
  await openFiles(page, teamFiles(island));
  await page.getByText("Taken in").waitFor();
  await view(page, "Plan");
  const gap = page.locator("[data-gap=form]");
  await gap.getByText("What the brief says").click();
  const example = gap.locator(".app-guidance a[href*='examples/']").first();
  const there = await page.context().newPage();
  await there.goto(await example.evaluate((link) => link.href));
  assert.match(await there.title(), /\S/, "another place's example is there");
  assert.match(await there.locator("main").innerText(), /Wisconsin|Louisiana|New Mexico|Oregon/);
  await there.close();
  await gap.getByRole("button", { name: /^Add a next step for/ }).click();
  const step = page.locator(".app-step");
  await step.getByLabel("What", { exact: true }).fill("Invite family child care");
  await step.getByLabel("Owner").fill("Fay");
  await step.getByRole("button", { name: "Try as a small test: Invite family child care" }).click();
  const card = page.locator("[data-test][open]");
  await card.getByLabel("First day").fill("2025-06-10");
  await card.getByRole("button", { name: "Add a measure for it" }).click();
  const measure = page.locator("[data-measure]");
  await until("the cursor is in the title", () => page.evaluate(() => document.activeElement.matches("[data-measure] input")));
  await page.keyboard.type("Families at the table");
  await measure.getByLabel("Which way is better").selectOption("up");
  await measure.getByLabel("Target").fill("12");
  await measure.getByText("Paste from a spreadsheet").click();
  await measure.getByLabel("Cells copied from a spreadsheet").fill(PASTED);
  await measure.getByRole("button", { name: "Take in these numbers" }).click();
  await shownChart(measure).waitFor();
  const verdict = await until("the verdict is said", async () => (await measure.locator(".verdict").innerText()) || null);
  assert.match(verdict, /Something changed that chance alone seldom explains\. .*A shift: 6 points in a row lie above the median, from 2025-07 to 2026-02\..*better way/);
  await until("the test is on the chart", async () => /A\s*2025-06-10: Invite family child care \(Under way\)/.test(await measure.locator(".happened").innerText()));
  assert.equal(await shownChart(measure).locator("circle").count(), VALUES.length);
  assert.match(await shownChart(measure).innerHTML(), /Target 12/);
  // And back, each step of the way.
  await measure.getByRole("button", { name: /^Invite family child care/ }).click();
  await card.getByRole("button", { name: "See the measure" }).waitFor();
  assert.equal(await card.getByLabel("Measure that should move").locator("option:checked").innerText(), "Families at the table");
  assert.equal(await card.getByLabel("Next step that it tests").locator("option:checked").innerText(), "Invite family child care");
  await view(page, "Plan");
  assert.equal(await page.locator(".app-step").getByLabel("For").locator("option:checked").innerText(), island.actions.find(({ id }) => id === "form").title);
}));

test("the chart in the browser says what the command line says of the same numbers", () => within(async (page) => {
  await withMeasures(page);
  const { name, text } = await downloaded(page, () => part(page, "c-1").getByRole("button", { name: "Its numbers as a table (CSV)" }).click());
  assert.equal(name, "spring-families-at-the-table.csv");
  const said = JSON.parse(spawnSync(BINARY, ["chart", "-", "--format", "json"], { input: text, encoding: "utf8" }).stdout);
  const verdict = await part(page, "c-1").locator(".verdict").innerText();
  assert.deepEqual([said.median, said.n, said.useful], [8, 14, 12]);
  assert.ok(verdict.startsWith(said.verdict.replaceAll(/(\d{4}-\d\d)-01/g, "$1")), `${verdict}\n${said.verdict}`);
  await part(page, "c-1").getByText("The rules, and what they counted").click();
  const rules = await part(page, "c-1").locator(".rules tbody").innerText();
  assert.match(rules, new RegExp(`Runs[\\s\\S]*${said.runs}; ${said.lower} to ${said.upper} are usual[\\s\\S]*Longest run[\\s\\S]*${said.longest} points; up to ${said.longest_limit} are usual[\\s\\S]*Crossings[\\s\\S]*${said.crossings}; ${said.crossings_limit} or more are usual`));
  assert.match(await part(page, "c-2").locator(".verdict").innerText(), /No shift and no trend so far\. The rules that count runs wait for 10 points off the median; there are 2\./);
  assert.match(await part(page, "c-1").locator(".points tbody tr").last().innerText(), /2026-02\s+12\s+shift/);
}));

test("a frozen median and a marked point: chosen, drawn, told, saved, in the table and on the storyboard as the command line says", () => within(async (page) => {
  await withMeasures(page);
  const place = part(page, "c-1");
  const before = await shownChart(place).locator("path.median").count();
  await place.locator("summary").filter({ hasText: "What is measured" }).click();
  await place.getByLabel("The median is that of").selectOption("The numbers up to 2025-06");
  await until("the median is frozen", async () => /Median of the first 6: 4\.5/.test(await shownChart(place).innerHTML()));
  assert.equal(await shownChart(place).locator("path.median").count(), before + 1, "it goes on in dashes");
  await place.locator("summary").filter({ hasText: "Numbers: type them in" }).click();
  await place.getByLabel("The number of 2026-02-01 is obviously different from all others").check();
  const verdict = await until("the mark is told", async () => {
    const said = await place.locator(".verdict").innerText();
    return said.includes("Marked as obviously different: 2026-02.") ? said : null;
  });
  assert.match(await place.locator(".happened").innerText(), /◯\s*Marked by a person as obviously different/);
  assert.match(await place.locator(".points tbody tr").last().innerText(), /2026-02\s+12\s+shift, marked by a person/);
  await place.getByText("The rules, and what they counted").click();
  assert.match(await place.locator(".rules").innerText(), /median of the first 6 points alone[\s\S]*even chance[\s\S]*Astronomical point[\s\S]*2026-02\s+yes/);
  const { text } = await downloaded(page, () => place.getByRole("button", { name: "Its numbers as a table (CSV)" }).click());
  const said = JSON.parse(spawnSync(BINARY, ["chart", "-", "--format", "json"], { input: text, encoding: "utf8" }).stdout);
  assert.deepEqual([said.median, said.baseline, said.points.astronomical], [4.5, 6, [14]]);
  assert.ok(verdict.startsWith(said.verdict.replaceAll(/(\d{4}-\d\d)-01/g, "$1")), `${verdict}\n${said.verdict}`);
  // The same pasted into a new measure is the same chart.
  await page.getByRole("button", { name: "Add a measure", exact: true }).click();
  const again = page.locator("[data-measure]").filter({ hasText: "A measure without a title" });
  await again.getByText("Paste from a spreadsheet").click();
  await again.getByLabel("Cells copied from a spreadsheet").fill(text);
  await again.getByRole("button", { name: "Take in these numbers" }).click();
  await until("it says the same", async () => verdict.startsWith((await again.locator(".verdict").innerText()).replace(/ The latest signal.*/, "")));
  const { baseline, astronomical } = JSON.parse((await saveFile(page)).text).measures["c-1"];
  assert.deepEqual([baseline.values[0].value, astronomical["2026-02-01"].values[0].value], ["2025-06-01", true]);
  await view(page, "Storyboard");
  const board = page.locator(".app-board-charts > div").filter({ hasText: "Families at the table" });
  assert.match(await board.innerText(), /Signal: .*marked by a person/);
  assert.match(await shownChart(board).innerHTML(), /Median of the first 6/);
}));

test("two browsers that disagree on a mark show neither as settled", () => within(async (page) => {
  const files = measured();
  files[0].measures["c-1"].astronomical = { "2025-03-01": register(true) };
  files[1].measures = { "c-1": { astronomical: { "2025-03-01": register(false, 1, "d-other") } } };
  await withMeasures(page, "Measures", files);
  const place = part(page, "c-1");
  await place.locator("summary").filter({ hasText: "Numbers: type them in" }).click();
  const box = place.getByLabel("The number of 2025-03-01 is obviously different from all others");
  assert.equal(await box.evaluate((one) => one.indeterminate), true);
  await box.click();
  await until("it is settled", async () => (await kept(page)).file.measures["c-1"].astronomical["2025-03-01"].values.length === 1);
  assert.equal(await box.evaluate((one) => one.indeterminate), false);
}));

test("numbers are typed in, changed, noted and removed; what is no number changes nothing", () => within(async (page) => {
  await view(page, "Measures");
  await page.getByText("There is no measure yet").waitFor();
  await page.getByRole("button", { name: "Add a measure", exact: true }).click();
  const place = page.locator("[data-measure]");
  await page.keyboard.type("Days to a reply");
  await place.getByRole("button", { name: "Add this number" }).click();
  await place.getByText("Say on which day this was counted").waitFor();
  for (const [date, value, note] of [["2026-03-02", "4,5", ""], ["2026-02-02", "6", "New phone"], ["2026-04-02", "3", ""]]) {
    await place.getByLabel("Day", { exact: true }).fill(date);
    await place.getByLabel("Value", { exact: true }).fill(value);
    await place.getByLabel("What happened then").first().fill(note);
    await place.getByRole("button", { name: "Add this number" }).click();
  }
  await page.evaluate(() => document.activeElement.blur());
  await until("the chart has three points", async () => (await shownChart(place).locator("circle").count()) === 3);
  assert.deepEqual(await place.locator(".points tbody th").allInnerTexts(), ["2026-02-02", "2026-03-02", "2026-04-02"]);
  const field = place.getByLabel("Value of 2026-03-02");
  await field.fill("x");
  await place.getByText("“x” is no number").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await field.inputValue(), "4.5", "it is as it was");
  await field.fill("5");
  await until("it is changed", async () => (await place.locator(".points tbody tr").nth(1).innerText()).includes("5"));
  await place.getByRole("button", { name: "Remove the number of 2026-04-02" }).click();
  await until("it is gone from the chart", async () => (await shownChart(place).locator("circle").count()) === 2);
  const { file } = await until("all is kept", async () => {
    const now = await kept(page);
    return Object.values(now.file.measures)[0].points["2026-04-02"].values[0].value === null ? now : null;
  });
  const [{ points, notes }] = Object.values(file.measures);
  assert.deepEqual([points["2026-03-02"].values[0].value, notes["2026-02-02"].values[0].value], [5, "New phone"]);
}));

test("a paste with mistakes names each line and takes nothing", () => within(async (page) => {
  await withMeasures(page);
  const place = part(page, "c-1");
  await place.locator("summary").filter({ hasText: "Numbers: type them in" }).click();
  await place.getByText("Paste from a spreadsheet").click();
  const field = place.getByLabel("Cells copied from a spreadsheet");
  await field.fill("date,value\n2026-03,12\nsoon,6\n2026-04,n/a\n2026-03,7\n");
  await place.getByRole("button", { name: "Take in these numbers" }).click();
  const told = await place.getByRole("alert").filter({ hasText: "Nothing was taken in" }).innerText();
  assert.match(told, /Line 3: “soon” is no day[\s\S]*Line 4: “n\/a” is no number[\s\S]*Line 5: 2026-03-01 is in line 2 already/);
  assert.equal((await kept(page)).file.measures["c-1"].points["2026-03-01"], undefined);
  await field.fill("2026-03;12,5\n2026-04;13");
  await place.getByRole("button", { name: "Take in these numbers" }).click();
  await until("they are in", async () => (await kept(page)).file.measures["c-1"].points["2026-04-01"]?.values[0].value === 13);
  assert.equal((await kept(page)).file.measures["c-1"].points["2026-03-01"].values[0].value, 12.5);
}));

test("a thousand pasted lines are taken in without a wait", () => within(async (page) => {
  await withMeasures(page);
  const place = part(page, "c-2");
  await place.locator("summary").filter({ hasText: "Numbers: type them in" }).click();
  await place.getByText("Paste from a spreadsheet").click();
  const day = (at) => new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10);
  await place.getByLabel("Cells copied from a spreadsheet").fill(Array.from({ length: 1000 }, (_, at) => `${day(at)}\t${(at * 7919) % 101}`).join("\n"));
  const start = Date.now();
  await place.getByRole("button", { name: "Take in these numbers" }).click();
  await until("all are in the chart", async () => (await shownChart(place).locator("circle").count()) === 1003);
  assert.ok(Date.now() - start < 15_000, `${Date.now() - start} ms`);
}));

test("two browsers that wrote different numbers for one day show both until somebody chooses", () => within(async (page) => {
  const files = measured();
  files[1].measures = { "c-1": { points: { "2025-03-01": register(30, 1, "d-other") }, target: register(20, 1, "d-other") } };
  await withMeasures(page, "Measures", files);
  const place = part(page, "c-1");
  assert.match(await place.locator(".verdict").innerText(), /Two numbers were written for one day: 2025-03\./);
  await place.locator("summary").filter({ hasText: "Numbers: type them in" }).click();
  await place.locator("summary").filter({ hasText: "What is measured" }).click();
  assert.equal(await place.locator(".app-odds:visible").count(), 2);
  await place.getByRole("button", { name: "Keep this one: 3", exact: true }).click();
  await place.getByRole("button", { name: "Keep this one: 20", exact: true }).click();
  await page.evaluate(() => document.activeElement.blur());
  await until("they are settled", async () => {
    const { points, target } = (await kept(page)).file.measures["c-1"];
    return points["2025-03-01"].values.length === 1 && target.values[0].value === 20;
  });
  await until("the verdict says no more of it", async () => !(await place.locator(".verdict").innerText()).includes("Two numbers"));
}));

test("what one tab adds is in the other tab's chart", () => within(async (one, { tab }) => {
  await withMeasures(one);
  const two = await tab();
  await view(two, "Measures");
  const place = part(one, "c-2");
  await place.locator("summary").filter({ hasText: "Numbers: type them in" }).click();
  await place.getByLabel("Day", { exact: true }).fill("2025-10-01");
  await place.getByLabel("Value", { exact: true }).fill("55");
  await place.getByRole("button", { name: "Add this number" }).click();
  await until("the other tab draws it", async () => (await shownChart(part(two, "c-2")).locator("circle").count()) === 4);
}));

test("saved from a guide in one file and restored in a fresh profile, tests and measures are as they were", async () => {
  const kit = pathToFileURL(path.join(folder, GUIDE, "kit.html")).href;
  const text = await within(async (page) => {
    await withMeasures(page);
    await shownChart(part(page, "c-1")).waitFor();
    return (await saveFile(page)).text;
  }, { address: kit });
  await within(async (page) => {
    await withMeasures(page, "Measures", [text]);
    assert.equal(await shownChart(part(page, "c-1")).locator("circle").count(), VALUES.length);
    const again = JSON.parse((await saveFile(page)).text);
    for (const name of ["tests", "measures", "next_steps"]) assert.deepEqual(again[name], JSON.parse(text)[name], name);
  });
});

test("the keyboard alone adds a measure and its first number", () => within(async (page) => {
  const to = async (what, is) => {
    for (let step = 0; step < 200; step += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(is)) return;
    }
    assert.fail(`no way to ${what} by Tab`);
  };
  await to("the measures", () => document.activeElement.dataset.view === "measures");
  await page.keyboard.press("Enter");
  await until("the view has the focus", () => page.evaluate(() => document.activeElement.matches("h2")));
  await to("adding one", () => document.activeElement.textContent === "Add a measure");
  await page.keyboard.press("Enter");
  await until("the cursor is in its title", () => page.evaluate(() => document.activeElement.matches("[data-measure] input")));
  await page.keyboard.type("Families");
  await to("the day", () => document.activeElement.type === "date");
  await page.keyboard.type("03022026");
  await to("the number", () => document.activeElement.labels?.[0]?.textContent === "Value");
  await page.keyboard.type("4");
  await page.keyboard.press("Enter");
  await until("it is kept", async () => Object.values(Object.values((await kept(page)).file?.measures ?? {})[0]?.points ?? {})[0]?.values[0].value === 4);
}));

test("the storyboard has it all on one page of A4 and of Letter, and names can stay off it", () => within(async (page) => {
  await withMeasures(page, "Storyboard");
  const shown = await page.locator(".app-view").innerText();
  for (const words of ["Storyboard: Spring", "Every family child care provider", "Ada, Program director", "One meeting at 6 pm", "Cycle 1: Adapted", "Cycle 2: Adopted", "Twelve came", "Minutes in two languages", "Families at the table", "Signal: shift, number of runs, long run or few crossings. The latest signal goes the better way.", "Dinner mattered more than the hour", "Invite family child care, Fay, 2026-05-01"]) {
    assert.ok(shown.includes(words) || shown.includes(words.replace("One meeting at 6 pm", "Two meetings with dinner")), words);
  }
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("main button:visible, main input:visible").count(), 0);
  assert.equal(await page.locator(".app-board .run-chart:visible").count(), 2);
  for (const format of ["A4", "Letter"]) {
    const pdf = await page.pdf({ format });
    assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length, 1, format);
  }
  await page.emulateMedia({ media: "screen" });
  await page.getByLabel("Hide names on the screen").check();
  assert.doesNotMatch(await page.locator(".app-board").innerText(), /\b(Ada|Fay|Ben)\b/);
}));

test("hostile words and numbers are text and points everywhere", () => within(async (page) => {
  const evil = "<img src=x onerror=\"globalThis.owned = true\"><b>\"'</script>";
  const files = measured();
  const [file] = files;
  Object.assign(file.measures["c-1"], { title: register(evil), unit: register(evil), notes: { "2025-02-01": register(evil), [evil]: register(evil) } });
  Object.assign(file.measures["c-1"].points, { [evil]: register(1), "9999-99-99": register(1), "2025-02-01": register(1e308), "2025-03-01": register(5e-324), __proto__: register(2) });
  file.measures[evil] = { title: register(evil), points: { "2025-01-01": register(-1e12), "2025-02-01": register(1e12) } };
  file.tests["t-1"].change = register(evil);
  await withMeasures(page, "Measures", files);
  for (const summary of await page.locator("[data-measure] > details > summary").all()) await summary.click();
  for (const name of ["Measures", "Storyboard", "Tests"]) {
    await view(page, name);
    assert.equal(await page.locator("#framewright-app img, #framewright-app b").count(), 0, name);
    const drawn = await page.locator("#framewright-app .run-chart").evaluateAll((charts) => charts.map((chart) => chart.outerHTML).join(""));
    assert.doesNotMatch(drawn, /NaN|Infinity|undefined/);
  }
  assert.equal(await page.evaluate(() => globalThis.owned), undefined);
}));

test("charts keep their marks without colour: in forced colours, in grey and on paper", () => within(async (page) => {
  await withMeasures(page);
  const place = part(page, "c-1");
  const look = () => place.evaluate((element) => [...element.querySelectorAll(".run-chart :is(.median, .target, .line, .mark, circle)")]
    .filter((mark) => mark.checkVisibility()).map((mark) => {
      const { stroke, fill } = getComputedStyle(mark);
      return [mark.getAttribute("class") ?? "point", stroke, fill];
    }));
  for (const settings of [{ forcedColors: "active" }, { media: "print" }, {}]) {
    await page.emulateMedia(settings);
    const marks = await look();
    for (const name of ["median", "target", "line", "mark", "point"]) {
      const of = marks.filter(([mark]) => mark === name);
      assert.ok(of.length > 0 && of.every(([, stroke, fill]) => stroke !== "none" || fill !== "none"), `${name} in ${JSON.stringify(settings)}`);
    }
    await page.emulateMedia({ forcedColors: "none", media: "screen" });
  }
  assert.match(await place.locator(".happened").innerText(), /□[\s\S]*Shift[\s\S]*A[\s\S]*One meeting at 6 pm[\s\S]*B[\s\S]*Two meetings with dinner[\s\S]*1[\s\S]*Snow/);
}));

test("a test that ended before the first number is told, and stands nowhere on the chart", () => within(async (page) => {
  const files = measured();
  Object.assign(files[0].tests["t-1"], { started: register("2024-03-01"), ended: register("2024-03-15") });
  await withMeasures(page, "Measures", files);
  assert.match(await part(page, "c-1").locator(".happened").innerText(), /A\s*2024-03-01[^\n]*, before this chart begins: One meeting at 6 pm[\s\S]*B\s*2025-08-04/);
  const letters = await shownChart(part(page, "c-1")).locator("text.words").allTextContents();
  assert.deepEqual([letters.includes("A"), letters.includes("B")], [false, true], letters.join(" "));
}));

for (const [colorScheme, width] of [["light", 1280], ["dark", 320]]) {
  test(`no barriers in measures and storyboard, ${colorScheme} at ${width} px`, () => within(async (page) => {
    const faults = [];
    const look = async (state) => {
      for (const barrier of await barriers(page)) faults.push(`${state}: ${barrier}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) faults.push(`${state}: ${wide} px too wide`);
    };
    for (const name of ["Measures", "Storyboard"]) {
      await view(page, name);
      await look(`${name}, empty`);
    }
    await view(page, "Answers");
    const files = measured();
    files[1].measures = { "c-1": { points: { "2025-03-01": register(30, 1, "d-other") } } };
    files[0].measures["c-2"].title = register("Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel".repeat(2));
    await withMeasures(page, "Measures", files);
    await look("measures, folded");
    for (const summary of await page.locator("[data-measure] > details > summary, [data-measure] .rules > summary").all()) await summary.click();
    await page.locator("[data-measure=c-1]").getByText("Paste from a spreadsheet").click();
    await page.locator("[data-measure=c-1]").getByLabel("Cells copied").fill("soon,1");
    await page.locator("[data-measure=c-1]").getByRole("button", { name: "Take in these numbers" }).click();
    await look("measures, open, with mistakes");
    await view(page, "Storyboard");
    await look("storyboard");
    none(faults, "barriers");
  }, { settings: { colorScheme, viewport: { width, height: 800 } } }));
}

test("what the browser says of measures has its words in every language of the theme", () => {
  const words = (language) => readFileSync(new URL(`../../themes/default/words/${language}.yaml`, import.meta.url), "utf8").match(/^app_(?:measure|point|paste|board)_\w+/gm);
  assert.deepEqual(words("es"), words("en"));
});
