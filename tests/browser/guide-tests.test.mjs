// Small tests of change: from a gap to a next step, a test, its next cycle, on paper and in a table; by keyboard, in two
// tabs and browsers, saved and restored.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { barriers, browse, build, complaints, host, none, until } from "./helpers.mjs";
import { GUIDE, downloaded, islandOf, kept, openFiles, openGuide, register, saveFile, saved, teamFiles, view } from "./guides.mjs";

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

async function within(act, settings = { viewport: { width: 1280, height: 900 } }) {
  const context = await chromium.newContext(settings);
  try {
    const tab = async () => openGuide(await context.newPage(), site.address + GUIDE);
    const page = await tab();
    const heard = complaints(page);
    const done = await act(page, { context, tab });
    none(heard, "complaints");
    return done;
  } finally {
    await context.close();
  }
}

/** A team with one test in two cycles, and a next step that it tests. */
function tried(files = teamFiles(island)) {
  const [file] = files;
  file.round.aim = register("Wages that keep people");
  file.next_steps = { "s-1": { what: register("Invite family child care"), item: register("form"), status: register("started"), test: register("t-2") } };
  file.tests = {
    "t-1": {
      aim: register("Wages that keep people"), driver: register(Object.keys(island.drivers)[0]), step: register("s-1"),
      change: register("One meeting at 6 pm"), prediction: register("Four of ten come"), plan: register("Fay calls ten providers"),
      happened: register("Seven came"), learned: register("Dinner mattered more than the hour"), decision: register("adapt"),
      started: register("2026-04-13"), ended: register("2026-04-20"), next: register("t-2"),
    },
    "t-2": { step: register("s-1"), change: register("Two meetings with dinner"), started: register("2026-05-04") },
  };
  return files;
}

/** Ids that two elements have: a label would name the wrong one. */
const doubleIds = (page) => page.evaluate(() => {
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
});

async function withTests(page, files = tried()) {
  await openFiles(page, files);
  await page.getByText("Taken in").first().waitFor();
  await view(page, "Tests");
}

const card = (page, id) => page.locator(`[data-test="${id}"]`);
const opened = (page) => page.locator("[data-test][open]");

test("from a gap to a test of it, to its next cycle, and back to the plan", () => within(async (page) => {
  await openFiles(page, teamFiles(island));
  await page.getByText("Taken in").waitFor();
  await view(page, "Plan");
  const gap = page.locator("[data-gap=form]");
  await gap.getByRole("button", { name: /^Try as a small test: / }).click();
  await opened(page).waitFor();
  assert.deepEqual(await doubleIds(page), []);
  await until("the cursor is in the first field", () => page.evaluate(() => document.activeElement.matches("[data-test] textarea")));
  await page.keyboard.type("One meeting at 6 pm");
  const driver = island.actions.find(({ id }) => id === "form").driver;
  assert.equal(await opened(page).getByLabel("Driver").inputValue(), driver);
  assert.match(await opened(page).getByLabel("Next step that it tests").locator("option:checked").innerText(), /^Small test: Form/);
  await opened(page).getByText("What the brief says").click();
  assert.ok((await opened(page).locator(".app-guidance a").count()) >= 2, "the brief and other places stand beside it");
  await opened(page).getByLabel("What we expect").fill("Four of ten come");
  await opened(page).getByLabel("First day").fill("2026-04-13");
  await opened(page).getByText("You expected: Four of ten come").waitFor();
  await opened(page).getByLabel("What happened").fill("Seven came");
  await opened(page).getByLabel("Last day").fill("2026-04-20");
  await until("its line says how it stands", async () => /Cycle 1: One meeting at 6 pm\s+To be decided · 2026-04-13 – 2026-04-20/.test(await opened(page).locator(":scope > summary").innerText()));
  await opened(page).getByLabel("What we learned").fill("Dinner mattered");
  await opened(page).getByLabel("Decision").selectOption("adapt");
  await opened(page).getByRole("button", { name: "Begin the next cycle" }).click();
  await until("the second cycle is open alone", async () => (await opened(page).count()) === 1 && /^Cycle 2/.test(await opened(page).locator(":scope > summary").innerText()));
  assert.equal(await opened(page).getByLabel("The change we try").inputValue(), "One meeting at 6 pm", "what is tried goes on");
  assert.equal(await opened(page).getByLabel("What we expect").inputValue(), "", "what is expected is asked anew");
  assert.equal((await page.locator(".app-cycles").innerText()).replace(/\s+/g, " "), "Cycle 1 Adapted Cycle 2 Planned");
  await opened(page).getByLabel("The change we try").fill("Two meetings with dinner");
  await view(page, "Plan");
  const step = page.locator(".app-step");
  await step.getByRole("button", { name: "Cycle 2: Two meetings with dinner (Planned)" }).click();
  await opened(page).waitFor();
  assert.match(await opened(page).locator(":scope > summary").innerText(), /Cycle 2: Two meetings/);
  const { file } = await until("all is kept", async () => {
    const now = await kept(page);
    return JSON.stringify(now.file).includes("Two meetings with dinner") ? now : null;
  });
  const [first, second] = Object.keys(file.tests);
  const ids = file.tests[first].next ? [first, second] : [second, first];
  assert.equal(file.tests[ids[0]].next.values[0].value, ids[1]);
  const [stepId] = Object.keys(file.next_steps);
  assert.equal(file.next_steps[stepId].test.values[0].value, ids[1]);
  assert.equal(file.next_steps[stepId].item.values[0].value, "form");
}));

test("plan and report say how a step is tested, and the table of the plan does", () => within(async (page) => {
  await withTests(page);
  await view(page, "Report");
  const said = "Cycle 1: One meeting at 6 pm (Adapted); Cycle 2: Two meetings with dinner (Under way)";
  await page.locator(".app-report").getByRole("cell", { name: said }).waitFor();
  await view(page, "Plan");
  await page.getByLabel("Show the plan").selectOption("owner");
  await page.getByRole("cell", { name: said }).waitFor();
  const { text } = await downloaded(page, () => page.getByRole("button", { name: "Plan as a table (CSV)" }).click());
  assert.ok(text.includes(said));
}));

test("the log goes into a table and into the next round", () => within(async (page) => {
  await withTests(page);
  const { name, text } = await downloaded(page, () => page.getByRole("button", { name: "Tests as a table (CSV)" }).click());
  assert.equal(name, "spring-tests.csv");
  assert.match(text, /1,1,Wages that keep people,.*,Invite family child care,,One meeting at 6 pm,Four of ten come,Fay calls ten providers,Seven came,Dinner mattered more than the hour,Adapted,2026-04-13,2026-04-20\r\n1,2,/);
  await view(page, "Answers");
  await page.locator("[data-drawer=round] summary").click();
  await page.getByRole("button", { name: "Start the next round" }).click();
  await until("it is another round", async () => (await kept(page)).file.round.id !== "r-spring");
  await view(page, "Tests");
  await card(page, "t-2").waitFor();
}));

test("values at odds are both shown, in every browser, until somebody chooses", () => within(async (page) => {
  const files = tried();
  files[1].tests = { "t-1": { learned: register("The hour mattered", 1, "d-other"), decision: register("abandon", 1, "d-other") } };
  await withTests(page, files);
  await card(page, "t-1").locator(":scope > summary").click();
  const odds = card(page, "t-1").locator(".app-odds:visible");
  assert.equal(await odds.count(), 2);
  await odds.getByRole("button", { name: "Keep this one: The hour mattered" }).click();
  await odds.getByRole("button", { name: "Keep this one: adapt" }).click();
  await until("one value each", async () => {
    const { learned, decision } = (await kept(page)).file.tests["t-1"];
    return learned.values.length === 1 && learned.values[0].value === "The hour mattered" && decision.values[0].value === "adapt";
  });
  assert.equal(await odds.count(), 0);
}));

test("two tabs write in one test and lose nothing", () => within(async (one, { tab }) => {
  await withTests(one);
  const two = await tab();
  await view(two, "Tests");
  for (const page of [one, two]) await card(page, "t-2").locator(":scope > summary").click();
  await card(one, "t-2").getByLabel("What happened").fill("From the first tab");
  await card(two, "t-2").getByLabel("What we learned").fill("From the second tab");
  await until("the first shows what the second wrote", async () => (await card(one, "t-2").getByLabel("What we learned").inputValue()) === "From the second tab");
  assert.equal(await card(two, "t-2").getByLabel("What happened").inputValue(), "From the first tab");
  // A test that is begun in one tab is there in the other, whose open cards stay open.
  await two.evaluate(() => document.activeElement.blur());
  await one.getByRole("button", { name: "Plan a small test" }).click();
  await until("it is in the other", async () => (await two.locator("[data-test]").count()) === 3);
  assert.ok((await card(two, "t-2").getAttribute("open")) !== null);
}));

test("saved and restored in a fresh profile, tests are as they were", async () => {
  const text = await within(async (page) => {
    await withTests(page);
    return (await saveFile(page)).text;
  });
  await within(async (page) => {
    await openFiles(page, [text]);
    await page.getByText("Taken in").waitFor();
    await view(page, "Tests");
    await card(page, "t-1").locator(":scope > summary").click();
    assert.equal(await card(page, "t-1").getByLabel("What we learned").inputValue(), "Dinner mattered more than the hour");
    assert.deepEqual(JSON.parse((await saveFile(page)).text).tests, JSON.parse(text).tests);
  });
});

test("the keyboard alone plans a test, decides and goes on", () => within(async (page) => {
  const to = async (what, is) => {
    for (let step = 0; step < 200; step += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(is)) return;
    }
    assert.fail(`no way to ${what} by Tab`);
  };
  await to("the tests", () => document.activeElement.dataset.view === "tests");
  await page.keyboard.press("Enter");
  await until("the view has the focus", () => page.evaluate(() => document.activeElement.matches("h2")));
  await to("planning one", () => document.activeElement.textContent === "Plan a small test");
  await page.keyboard.press("Enter");
  await until("the cursor is in the test", () => page.evaluate(() => document.activeElement.matches("[data-test] textarea")));
  await page.keyboard.type("Call at lunch");
  await to("the decision", () => document.activeElement.labels?.[0]?.textContent === "Decision");
  await page.keyboard.type("Adopt");
  await to("the next cycle", () => document.activeElement.textContent === "Begin the next cycle");
  await page.keyboard.press("Enter");
  await until("the cursor is in the next cycle", () => page.evaluate(() => document.activeElement.matches("[data-test] textarea") && document.activeElement.closest("[data-test]").querySelector("summary").textContent.includes("Cycle 2")));
  const { file } = await until("all is kept", async () => {
    const now = await kept(page);
    return Object.keys(now.file?.tests ?? {}).length === 2 ? now : null;
  });
  assert.ok(Object.values(file.tests).some(({ decision }) => decision?.values[0].value === "adopt"));
}));

test("worksheets take a page each, filled and blank, and the page comes back", () => within(async (page) => {
  await withTests(page);
  await page.evaluate(() => { globalThis.print = () => {}; });
  const pages = async (press, format) => {
    await press();
    const text = await page.locator(".app-sheets").textContent();
    const pdf = await page.pdf({ format });
    return { text, pages: pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length };
  };
  for (const format of ["A4", "Letter"]) {
    const all = await pages(() => page.getByRole("button", { name: "Print all worksheets" }).click(), format);
    assert.equal(all.pages, 2, format);
    for (const words of ["Four of ten come", "Seven came", "☑ Adapt it", "☐ Adopt it", "Cycle 2", "Invite family child care"]) assert.ok(all.text.includes(words), words);
    const blank = await pages(() => page.getByRole("button", { name: "Print a blank worksheet" }).click(), format);
    assert.equal(blank.pages, 1, format);
    assert.doesNotMatch(blank.text, /Seven|☑/);
  }
  await card(page, "t-1").locator(":scope > summary").click();
  const one = await pages(() => card(page, "t-1").getByRole("button", { name: "Print as a worksheet" }).click(), "A4");
  assert.equal(one.pages, 1);
  assert.ok(await page.locator("main").isVisible() && (await page.locator(".app-sheets").count()) === 0, "the page is as it was");
}));

test("hostile words are text in the log and on paper", () => within(async (page) => {
  const evil = "<img src=x onerror=\"globalThis.owned = true\"><b>\"'</script>";
  const files = tried();
  for (const field of ["aim", "driver", "step", "measure", "change", "prediction", "happened", "learned", "next"]) files[0].tests["t-1"][field] = register(evil);
  files[0].tests[evil] = { change: register(evil), next: register("t-1") };
  files[0].next_steps["s-1"].what = register(evil);
  files[0].next_steps["s-1"].test = register(evil);
  await withTests(page, files);
  for (const summary of await page.locator("[data-test] > summary").all()) await summary.click();
  await page.evaluate(() => { globalThis.print = () => {}; });
  await page.getByRole("button", { name: "Print all worksheets" }).click();
  for (const name of ["Tests", "Plan", "Report"]) {
    await view(page, name);
    assert.equal(await page.locator("#framewright-app img, #framewright-app b, .app-sheets :is(img, b)").count(), 0, name);
  }
  assert.equal(await page.evaluate(() => globalThis.owned), undefined);
}));

for (const [colorScheme, width] of [["light", 1280], ["dark", 320]]) {
  test(`no barriers in the log, ${colorScheme} at ${width} px`, () => within(async (page) => {
    const faults = [];
    const look = async (state) => {
      for (const barrier of await barriers(page)) faults.push(`${state}: ${barrier}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) faults.push(`${state}: ${wide} px too wide`);
    };
    await view(page, "Tests");
    await look("no test");
    await view(page, "Answers");
    const files = tried();
    files[1].tests = { "t-1": { learned: register("The hour ".repeat(20), 1, "d-other") } };
    files[0].tests["t-2"].change = register("Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel".repeat(2));
    await withTests(page, files);
    await look("folded");
    for (const summary of await page.locator("[data-test] > summary").all()) await summary.click();
    await look("open, with values at odds");
    await view(page, "Plan");
    await look("plan with tests");
    none(faults, "barriers");
  }, { colorScheme, viewport: { width, height: 800 } }));
}
