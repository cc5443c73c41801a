// The self-assessment on a guide's page, for one member: the form without and with its script, what it keeps and says, by
// keyboard, by ear, offline and from a folder.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { barriers, browse, build, complaints, host, none, until } from "./helpers.mjs";
import { CHECKLIST, GUIDE, downloaded, drawer, equipped, islandOf, kept, openFiles, openGuide, saveFile, saved, teamFiles, view } from "./guides.mjs";

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

/** Does something in a browser of its own, on a guide that has begun. */
async function within(act, { settings = {}, address = GUIDE, prepare = async () => {}, complaints: expected } = {}) {
  const context = await chromium.newContext(settings);
  try {
    await prepare(context);
    const page = await context.newPage();
    const heard = complaints(page);
    await openGuide(page, address === "folder" ? pathToFileURL(path.join(folder, GUIDE, "index.html")).href : site.address + address);
    await act(page, context);
    none(heard.filter((complaint) => !expected?.test(complaint)), "complaints");
  } finally {
    await context.close();
  }
}

const answer = (page, id) => page.locator(`textarea[name="${id}.answer"]`);
const level = (page, id, value) => page.locator(`input[name="${id}.level"][value="${value}"]`);
const whole = (page) => page.locator(".app-bar .app-progress");

test("without JavaScript the form is whole, blank and says what it can do", async () => {
  const context = await chromium.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site.address + GUIDE);
  const asked = island.actions.flatMap(({ items }) => items);
  assert.equal(await page.locator("form textarea[name$='.answer']").count(), asked.length);
  assert.equal(await page.locator("form fieldset").count(), island.actions.length);
  assert.equal(await page.locator("form input:checked").count(), 0);
  assert.match(await page.locator("#framewright-nojs").innerText(), /Print this page/);
  assert.equal(await page.locator("#framewright-app").innerText(), "");
  await context.close();
});

test("every change is saved at once, said quietly, and there after a reload", () => within(async (page) => {
  assert.ok(await page.locator("#framewright-nojs").isHidden());
  assert.match(await page.locator(".app-promise").innerText(), /kept in this browser, on this computer/);
  await answer(page, "existing-bodies").fill("The council – and a coalition 😀");
  await level(page, "map", "started").check();
  await page.getByText("Saved in this browser. 2 of 13 answered.").waitFor();
  assert.equal(await page.locator("[role=status]").count(), 1);
  await page.reload();
  await page.locator(".app-bar").waitFor();
  assert.equal(await answer(page, "existing-bodies").inputValue(), "The council – and a coalition 😀");
  assert.ok(await level(page, "map", "started").isChecked());
  const { file, memo } = await kept(page);
  const sheet = file.sheets[memo.mine[memo.current]];
  assert.equal(sheet["existing-bodies"].wording.values[0].value, island.actions[0].items[0].wording);
}));

test("progress is told in each section and in whole", () => within(async (page) => {
  await answer(page, "groups-needed").fill("Two");
  assert.match(await whole(page).innerText(), /1 of 13 answered/);
  assert.match(await page.locator("[data-action=form] .app-progress").innerText(), /1 of 5 answered/);
  assert.match(await page.locator("[data-action=map] .app-progress").innerText(), /0 of 5 answered/);
  await answer(page, "groups-needed").fill("");
  assert.match(await whole(page).innerText(), /0 of 13 answered/);
}));

test("not discussed is no answer; not applicable is one with a reason; a choice can be taken back", () => within(async (page) => {
  const first = islandOf(folder, CHECKLIST).actions[0].items[0].id;
  const place = page.locator(`[data-item="${first}"]`);
  await level(page, first, "not-discussed").check();
  assert.match(await whole(page).innerText(), /^0 of/);
  await level(page, first, "not-applicable").check();
  await place.getByText("Say in the note why").waitFor();
  assert.match(await whole(page).innerText(), /^0 of/);
  await page.locator(`textarea[name="${first}.note"]`).fill("Done by the county");
  assert.match(await whole(page).innerText(), /^1 of/);
  await place.getByRole("button", { name: "Clear this choice" }).click();
  assert.equal(await place.locator("input:checked").count(), 0);
  assert.match(await whole(page).innerText(), /^0 of/);
}, { address: CHECKLIST }));

test("evidence that leads to the web becomes a link, anything else stays text", () => within(async (page) => {
  const place = page.locator("[data-item=existing-bodies]");
  await place.getByText("Note and evidence").click();
  await place.getByLabel("Links or places to look").fill("https://example.org/minutes\njavascript:alert(1)\nFolder 7");
  assert.deepEqual(await place.locator(".app-evidence a").evaluateAll((links) => links.map((link) => link.href)), ["https://example.org/minutes"]);
}));

test("where to read on stands beside what is open or low, and leads there", () => within(async (page) => {
  const place = page.locator("[data-action=form] .whole");
  assert.ok(await place.getByText("What the brief says").isHidden(), "not before anything is chosen");
  await level(page, "form", "started").check();
  await place.getByText("What the brief says").click();
  const links = place.locator(".app-guidance a");
  assert.ok(await links.count() >= 2);
  assert.match(await place.locator(".app-guidance").innerText(), /In the brief[\s\S]*In other places/);
  await level(page, "form", "fully").check();
  assert.ok(await place.getByText("What the brief says").isHidden());
  await answer(page, "existing-bodies").waitFor();
  await page.locator("[data-item=existing-bodies]").getByText("What the brief says").click();
  await page.locator("[data-item=existing-bodies] .app-guidance a").first().click();
  await page.waitForURL((url) => !url.pathname.endsWith(GUIDE));
}));

test("the keyboard alone answers, chooses, names and saves", () => within(async (page) => {
  const to = async (locator) => {
    for (let step = 0; step < 150; step += 1) {
      await page.keyboard.press("Tab");
      if (await locator.evaluate((element) => element === document.activeElement)) return;
    }
    assert.fail("no way there by Tab");
  };
  await to(page.locator("[data-drawer=member] summary"));
  await page.keyboard.press("Enter");
  await page.locator("[data-drawer=member] > div").waitFor();
  await to(page.getByLabel("Name or alias"));
  await page.keyboard.type("Ada");
  await to(answer(page, "existing-bodies"));
  await page.keyboard.type("By keyboard");
  await to(level(page, "map", "not-started"));
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  assert.ok(await level(page, "map", "started").isChecked());
  await saved(page);
  await page.locator("body").evaluate(() => { document.activeElement.blur(); });
  const team = page.getByRole("button", { name: "Team", exact: true });
  await to(team);
  await page.keyboard.press("Enter");
  await until("the focus is on the view's heading", () => page.evaluate(() => document.activeElement?.textContent === "Team" && document.activeElement.tagName === "H2"));
  const focused = await page.locator(".app-voices").first().innerText();
  assert.match(focused, /Ada/);
}));

test("controls have names that say what they are for", () => within(async (page) => {
  const question = island.actions[0].items[0].text;
  assert.equal(await page.getByRole("textbox", { name: question }).count() >= 1, true);
  const group = page.getByRole("group", { name: /How far has this action come, as a whole\?.*Map/ });
  assert.equal(await group.getByRole("radio").count(), island.scale.levels.length + 2);
  // A heading's link to itself is no part of what is called after it.
  assert.equal(await page.getByRole("region", { name: island.actions[0].title, exact: true }).count(), 1);
  assert.equal(await page.getByRole("group", { name: /Link to this part/ }).count(), 0);
  // What is folded below each item says whose it is.
  const folds = await page.locator("#framewright-form summary").allTextContents();
  assert.equal(new Set(folds).size, folds.length);
  assert.equal(await page.getByRole("progressbar").count(), island.actions.length + 1);
  for (const bar of await page.getByRole("progressbar").all()) assert.ok(await bar.getAttribute("aria-label"));
  const unnamed = await page.locator("#framewright-app :is(button, input, select, textarea)").evaluateAll((controls) => controls
    .filter((control) => !control.labels?.length && !control.textContent.trim() && !control.getAttribute("aria-label")).map((control) => control.outerHTML));
  assert.deepEqual(unnamed, []);
}));

for (const [colorScheme, width] of [["light", 1280], ["dark", 320]]) {
  test(`no barriers in any state, ${colorScheme} at ${width} px`, () => within(async (page) => {
    const faults = [];
    const look = async (state) => {
      await page.waitForTimeout(250);
      for (const barrier of await barriers(page)) faults.push(`${state}: ${barrier}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) faults.push(`${state}: ${wide} px too wide`);
    };
    await look("fresh");
    for (const name of ["round", "member", "return", "files"]) await drawer(page, name);
    await page.getByRole("button", { name: "Show as a QR code" }).click();
    await page.locator("[data-item=existing-bodies] summary").first().click();
    await level(page, "map", "not-applicable").check();
    await look("drawers open");
    await openFiles(page, ["{"]);
    await page.getByText("There is a problem").waitFor();
    await look("a problem");
    await page.getByRole("button", { name: "Put this message away" }).click();
    await openFiles(page, teamFiles(island));
    await page.getByText("Taken in").waitFor();
    for (const name of ["Team", "Meeting", "Plan", "Tests", "Measures", "Then and now", "Report", "Storyboard"]) {
      await view(page, name);
      if (name === "Meeting") await page.getByRole("button", { name: "Next item" }).click();
      if (name === "Plan") await page.getByRole("button", { name: "Add a next step", exact: true }).first().click();
      await look(name);
    }
    none(faults, "barriers");
  }, { settings: { colorScheme, viewport: { width, height: 800 } } }));
}

test("no request carries an answer, and after the page's own files there is none at all", async () => {
  const asked = [];
  await within(async (page) => {
    await answer(page, "existing-bodies").fill("Zanzibar");
    await equipped(page);
    const before = asked.length;
    const member = await drawer(page, "member");
    await member.getByLabel("Name or alias").fill("Zanzibar");
    await openFiles(page, teamFiles(island));
    for (const name of ["Team", "Meeting", "Plan", "Tests", "Measures", "Then and now", "Report", "Storyboard", "Answers"]) {
      await view(page, name);
      await page.waitForTimeout(100);
    }
    await downloaded(page, () => page.getByRole("button", { name: "Save a file" }).click());
    assert.deepEqual(asked.slice(before).filter(({ url }) => !/^(blob|data):/.test(url)), []);
    for (const { url, method, body, headers } of asked) {
      assert.equal(method, "GET");
      assert.doesNotMatch(`${decodeURIComponent(url)} ${body ?? ""} ${JSON.stringify(headers)}`, /Zanzibar|r-spring/);
    }
    assert.ok(asked.length >= 4, "the listening works");
  }, {
    prepare: async (context) => {
      context.on("request", (request) => asked.push({ url: request.url(), method: request.method(), body: request.postData(), headers: request.headers() }));
    },
  });
});

test("whoever only reads is sent 15 KB of scripts at most; with a round the others come, and work without the network", () => within(async (page, context) => {
  const scripts = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.endsWith(".js")));
  // Longer than the others wait where there is a round.
  await page.waitForTimeout(1_000);
  const sent = await scripts();
  const weight = sent.reduce((sum, name) => sum + gzipSync(readFileSync(path.join(folder, "assets", path.basename(name))), { level: 9 }).length, 0);
  assert.ok(sent.length > 0 && weight <= 15 * 1024, `${sent.join(" ")}: ${weight} bytes`);

  await answer(page, "existing-bodies").fill("A round begins");
  await equipped(page);
  assert.equal((await scripts()).length, 6);
  await saved(page);
  await context.setOffline(true);
  await answer(page, "existing-bodies").fill("Offline");
  await openFiles(page, teamFiles(island));
  for (const name of ["Team", "Meeting", "Plan", "Tests", "Measures", "Then and now", "Report", "Storyboard"]) {
    await view(page, name);
    await page.locator(".app-view h2").first().waitFor();
  }
  assert.match((await saveFile(page)).text, /"framewright-answers"/);
  assert.equal(await page.locator(".app-trouble").isVisible(), false);

  // On the next visit the round is there from the start.
  await context.setOffline(false);
  await page.reload();
  await page.locator(".app-bar").waitFor();
  await equipped(page);
}));

test("files that come before any round and after the network is gone are kept, and shown when it is back", () => within(async (page, context) => {
  await page.waitForTimeout(500);
  await context.setOffline(true);
  await page.evaluate((texts) => {
    const data = new DataTransfer();
    texts.forEach((text, at) => data.items.add(new File([text], `${at}.framewright.json`)));
    document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, teamFiles(island).map((file) => JSON.stringify(file)));
  await page.getByText("The team’s views could not be loaded").waitFor();
  assert.equal(Object.keys((await kept(page)).file.members).length, 8);
  await context.setOffline(false);
  await equipped(page);
  await view(page, "Team");
  await page.locator(".app-card").first().waitFor();
}, { complaints: /ERR_INTERNET_DISCONNECTED/ }));

test("opened from a folder it keeps, saves and restores", () => within(async (page, context) => {
  await answer(page, "existing-bodies").fill("From a folder");
  await saved(page);
  const { text } = await saveFile(page);
  await page.reload();
  await page.locator(".app-bar").waitFor();
  assert.equal(await answer(page, "existing-bodies").inputValue(), "From a folder");
  // What it saves, the site on the web takes in.
  const other = await context.newPage();
  await openGuide(other, site.address + GUIDE);
  await openFiles(other, [text]);
  await other.getByText("Taken in").waitFor();
  await view(other, "Team");
  await other.getByText("From a folder").waitFor();
}, { address: "folder" }));

test("a blank form is printed blank, and the answers come back", () => within(async (page) => {
  await answer(page, "existing-bodies").fill("Not on paper");
  await saved(page);
  const files = await drawer(page, "files");
  await page.evaluate(() => {
    globalThis.print = () => { globalThis.onPaper = [...document.querySelectorAll("form textarea")].map((area) => area.value).join(""); dispatchEvent(new Event("afterprint")); };
  });
  await files.getByRole("button", { name: "Print a blank form" }).click();
  assert.equal(await page.evaluate(() => globalThis.onPaper), "");
  assert.equal(await answer(page, "existing-bodies").inputValue(), "Not on paper");
}));

test("of what stands below an item, paper has what somebody opened", () => within(async (page) => {
  const fold = page.locator("[data-item=existing-bodies] .more details").first();
  const others = page.locator(".assessment .more details:not([open])");
  assert.ok(await others.count() > 10);
  await fold.locator("summary").click();
  await fold.locator("textarea").first().fill("A note");
  await page.emulateMedia({ media: "print" });
  assert.ok(await fold.locator("textarea").first().isVisible());
  assert.deepEqual(await others.evaluateAll((all) => all.filter((closed) => closed.checkVisibility()).length), 0);
}));

test("the scripts of a guide's page keep their weight, and its page does", async () => {
  const html = readFileSync(path.join(folder, GUIDE, "index.html"), "utf8");
  const scripts = [...html.matchAll(/<script src="([^"]+)"/g)].map(([, src]) => src).concat(Object.values(island.scripts));
  assert.equal(scripts.length, 6);
  for (const src of scripts) {
    const weight = gzipSync(readFileSync(path.join(folder, GUIDE, src)), { level: 9 }).length;
    assert.ok(weight <= 15 * 1024, `${src}: ${weight} bytes`);
  }
  assert.ok(gzipSync(html, { level: 9 }).length <= 60 * 1024);
});
