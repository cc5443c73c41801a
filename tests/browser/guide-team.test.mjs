// The self-assessment of a team, played through: invited, answered, merged in two orders in two browsers, agreed in the
// meeting, planned, saved, restored elsewhere after the guide was reworded and lost an item, and compared with the next round.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { browse, build, complaints, copySite, host, none, until } from "./helpers.mjs";
import { GUIDE, PEOPLE, asUploads, downloaded, drawer, islandOf, kept, openFiles, openGuide, saveFile, saved, teamFiles, view } from "./guides.mjs";

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

async function within(act, address = () => site.address + GUIDE) {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const heard = complaints(page);
    await openGuide(page, address());
    const done = await act(page, context);
    none(heard, "complaints");
    return done;
  } finally {
    await context.close();
  }
}

/** The whole team's answers, taken in as one drop of files. */
async function withTeam(page, files = teamFiles(island)) {
  await openFiles(page, files);
  await page.getByText(`Taken in: ${files.length} files`).waitFor();
}

const cardOf = (page, id) => page.locator(`[data-entry="${id}"]`);
const withoutDevices = (text) => JSON.parse(text);

test("a facilitator starts a round; its link, code and file open the same one; members return a file or text", async () => {
  const invited = await within(async (page) => {
    const round = await drawer(page, "round");
    await round.getByLabel("Title of the round").fill("Frühling & “Spring”");
    await round.getByLabel("Date").fill("2026-04-01");
    await round.getByLabel("Aim it serves").fill("Wages that keep people");
    await saved(page);
    const field = round.getByLabel("Link to this round");
    const link = await until("the link is there", () => field.inputValue());
    assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/a\/b\/guides\/multi-sector-collaboration\/#round=[\w-]+$/);
    await round.getByRole("button", { name: "Show as a QR code" }).click();
    await round.getByRole("img", { name: "QR code that opens this round" }).waitFor();
    const { text } = await downloaded(page, () => round.getByRole("button", { name: "Save a round file" }).click());
    const { file } = await kept(page);
    return { link, text, id: file.round.id };
  });

  const returned = [];
  for (const [way, name] of [["link", "Ben"], ["file", "Cleo"]]) {
    await within(async (page) => {
      if (way === "link") {
        await page.getByText("Frühling & “Spring”").first().waitFor();
        assert.ok(!page.url().includes("#"), "the address does not keep the round");
        assert.ok(await page.locator("[data-drawer=member]").getAttribute("open") !== null, "it asks who somebody is");
      } else {
        await openFiles(page, [invited.text]);
        await page.getByText("Taken in").waitFor();
      }
      const member = await drawer(page, "member");
      await member.getByLabel("Name or alias").fill(name);
      await member.getByLabel("Role").fill("Teacher");
      await page.locator("textarea[name='existing-bodies.answer']").fill(`What ${name} says`);
      await saved(page);
      const { file } = await kept(page);
      assert.equal(file.round.id, invited.id);
      const back = await drawer(page, "return");
      if (way === "link") {
        await until("the text is there", async () => (await back.getByLabel("My answers as text").inputValue()).startsWith("framewright:"));
        returned.push(await back.getByLabel("My answers as text").inputValue());
      } else returned.push((await downloaded(page, () => back.getByRole("button", { name: "Save my answers as a file" }).click())).text);
    }, () => (way === "link" ? invited.link : site.address + GUIDE));
  }

  await within(async (page) => {
    const files = await drawer(page, "files");
    await files.getByLabel("Or paste text that somebody sent").fill(`Hi,\n> ${returned[0].replaceAll("\n", "\n> ")}\nBen`);
    await files.getByRole("button", { name: "Take in the text" }).click();
    await page.getByText("Taken in: 1 file").waitFor();
    await files.locator("input[type=file]").setInputFiles([{ name: "cleo.framewright.json", mimeType: "application/json", buffer: Buffer.from(returned[1]) }]);
    await view(page, "Team");
    for (const name of ["Ben", "Cleo"]) await page.getByText(`What ${name} says`).waitFor();
  }, () => invited.link);
});

test("a sheet can be entered for somebody who has none", () => within(async (page) => {
  await page.locator("textarea[name='existing-bodies.answer']").fill("Mine");
  const member = await drawer(page, "member");
  await member.getByLabel("Name or alias").fill("Ada");
  await member.getByRole("button", { name: "Enter for somebody else" }).click();
  await until("an empty sheet", async () => (await page.locator("textarea[name='existing-bodies.answer']").inputValue()) === "");
  await member.getByLabel("Name or alias").fill("Gil");
  await page.locator("textarea[name='existing-bodies.answer']").fill("Gil's");
  await saved(page);
  await page.getByLabel("Filling in for").selectOption({ label: "Ada" });
  await until("Ada's again", async () => (await page.locator("textarea[name='existing-bodies.answer']").inputValue()) === "Mine");
  await view(page, "Team");
  assert.match(await cardOf(page, "existing-bodies").innerText(), /Ada[\s\S]*Mine[\s\S]*Gil[\s\S]*Gil's|Gil[\s\S]*Gil's[\s\S]*Ada[\s\S]*Mine/);
}));

test("any order, and twice over, gives the same team", async () => {
  const files = teamFiles(island);
  const texts = [];
  for (const order of [files, [...files].reverse(), [...files, ...files.slice(3)]]) {
    await within(async (page) => {
      for (const file of order) {
        await openFiles(page, [file]);
        await until("it is there", async () => JSON.stringify((await kept(page)).file ?? {}).includes(Object.keys(file.members)[0]));
      }
      texts.push(withoutDevices((await saveFile(page)).text));
    });
  }
  assert.deepEqual(texts[1], texts[0]);
  assert.deepEqual(texts[2], texts[0]);
});

test("dropped files lead to the team, most divided first, with the spread by role and whose voice is missing", () => within(async (page) => {
  const files = teamFiles(island);
  await page.evaluate((texts) => {
    const data = new DataTransfer();
    texts.forEach((text, at) => data.items.add(new File([text], `${at}.framewright.json`)));
    document.querySelector("main").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, files.map((file) => JSON.stringify(file)));
  await page.locator(".app-card").first().waitFor();
  const order = await page.locator(".app-card").evaluateAll((cards) => cards.map((card) => card.dataset.entry));
  assert.deepEqual(order.slice(0, 3), ["form", "resource", "map"], "furthest apart, a little, not at all");
  assert.match(await cardOf(page, "form").innerText(), /Two members are 1\.7 levels apart on average/);
  const picture = cardOf(page, "form").locator("svg[role=img]");
  assert.match(await picture.getAttribute("aria-label"), /Not started: 4, Started: 0, Partly in place: 0, Fully in place: 4/);
  await cardOf(page, "form").getByText("Levels by role").click();
  assert.equal(await cardOf(page, "form").locator("tbody tr").filter({ hasText: "Teacher" }).locator("td").allInnerTexts().then((cells) => cells.join(" ")), "1 – – 1");
  assert.match(await cardOf(page, "resource").innerText(), /Not heard on this: Parent/);
  assert.match(await page.locator(".app-view").innerText(), /No role in this round is: Advocate/);
  const voices = await cardOf(page, "existing-bodies").locator(".app-voices > li").allInnerTexts();
  assert.equal(voices.length, PEOPLE.length);
  await page.getByLabel("Order of the items").selectOption("guide");
  assert.equal(await page.locator(".app-card").first().getAttribute("data-entry"), "existing-bodies");
}));

test("names can be hidden on the screen, and stay in the file", () => within(async (page) => {
  await withTeam(page);
  await view(page, "Team");
  await page.getByLabel("Hide names on the screen").check();
  await until("no name is left", async () => !/\b(Ada|Ben|Cleo|Dov|Eve|Fay|Gil|Hana)\b(?! on )/.test(await page.locator(".app-view").innerText()));
  assert.match(await cardOf(page, "form").innerText(), /Person 1/);
  const { text } = await saveFile(page);
  assert.match(text, /"Ada"/);
}));

test("a meeting from agenda to file, a plan, the next round, in a guide that has changed meanwhile", async () => {
  // The meeting.
  const { text, table, calendar } = await within(async (page) => {
    await withTeam(page);
    await view(page, "Meeting");
    assert.match(await page.locator(".app-agenda li").first().innerText(), /Form focused workgroups[\s\S]*1\.7 levels apart/);
    await page.getByRole("button", { name: "Next item" }).click();
    const first = page.locator(".app-card");
    assert.equal(await first.getAttribute("data-entry"), "form");
    assert.equal(await page.locator(".app-card").count(), 1, "one at a time");
    await first.getByLabel("Started", { exact: true }).check();
    await first.getByLabel("Why we agreed on this").fill("Two of six groups meet");
    await first.getByLabel("Priority").selectOption("high");
    await first.getByText("Next steps for this").click();
    await first.getByLabel("What").fill("Invite family child care");
    await first.getByLabel("Owner").fill("Fay");
    await first.getByLabel("Due").fill("2026-05-01");
    await first.getByRole("button", { name: "Add this step" }).click();
    await first.getByText("Invite family child care, Fay, 2026-05-01").waitFor();
    for (let item = 0; item < 12; item += 1) await page.getByRole("button", { name: /Next item|To the end/ }).click();
    await page.getByRole("button", { name: "To the end" }).click();
    await page.getByText("1 of 13 items have something agreed").waitFor();
    await page.getByText("where the team can find it").first().waitFor();

    // From gap to next step.
    await view(page, "Plan");
    const gap = page.locator("[data-gap]").first();
    assert.equal(await gap.getAttribute("data-gap"), "form", "what is urgent comes first");
    await gap.getByText("What the brief says").click();
    assert.ok(await gap.locator(".app-guidance a").count() >= 2);
    const step = page.locator("[data-step]").first();
    assert.equal(await step.getByLabel("What").inputValue(), "Invite family child care");
    await step.getByLabel("Next review").fill("2026-06-01");
    await page.locator("[data-gap=map]").getByRole("button", { name: /Add a next step/ }).click();
    await page.keyboard.type("=HYPERLINK(\"x\")");
    await saved(page);
    await page.getByLabel("Show the plan").selectOption("owner");
    assert.match(await page.locator(".app-view").innerText(), /Fay[\s\S]*Invite family child care[\s\S]*No owner yet/);
    const table = await downloaded(page, () => page.getByRole("button", { name: "Plan as a table (CSV)" }).click());
    const calendar = await downloaded(page, () => page.getByRole("button", { name: "Plan for a calendar (.ics)" }).click());
    return { text: (await saveFile(page)).text, table, calendar };
  });
  assert.match(table.text, /Invite family child care,Form focused workgroups or task forces,Fay,2026-05-01,Open,2026-06-01/);
  assert.match(table.text, /"'=HYPERLINK/);
  assert.match(calendar.text, /DTSTART;VALUE=DATE:20260501[\s\S]*SUMMARY:Invite family child care/);
  assert.match(calendar.text, /SUMMARY:Review: Invite family child care/);

  // Meanwhile the guide is reworded, and one of its questions is gone.
  const changed = copySite();
  const source = path.join(changed, "content/guides/multi-sector-collaboration.md");
  const words = readFileSync(source, "utf8");
  const reworded = words.replace("Whose views are not in the room yet?", "Whose voices do you not hear yet?");
  const shorter = reworded.replace(/- Which initiatives need a group of their own[^\n]*\n/, "");
  assert.ok(reworded !== words && shorter !== reworded);
  writeFileSync(source, shorter);
  const later = await host(await build(changed));

  // Restored in a fresh profile.
  await within(async (page) => {
    await openFiles(page, [text]);
    await page.getByText("Taken in: 1 file").waitFor();
    await view(page, "Team");
    await cardOf(page, "missing-voices").getByText("Answered before the wording changed").first().waitFor();
    assert.equal(await cardOf(page, "existing-bodies").getByText("Answered before the wording changed").count(), 0);
    const gone = page.locator(".app-view .app-gone");
    assert.match(await gone.innerText(), /No longer asked[\s\S]*groups-needed[\s\S]*Ada on groups-needed/);
    await view(page, "Report");
    assert.match(await page.locator(".app-report").innerText(), /Ada on groups-needed/);
    await view(page, "Answers");
    const filling = page.getByLabel("Filling in for");
    await filling.selectOption({ label: "Ada" });
    await page.locator("[data-item=missing-voices]").getByText("The wording has changed").waitFor();
    assert.match(await page.locator("#framewright-after").innerText(), /No longer asked[\s\S]*Ada on groups-needed/);

    // The next round.
    const round = await drawer(page, "round");
    await round.getByRole("button", { name: "Start the next round" }).click();
    await page.getByText("The next round was started").waitFor();
    await round.getByLabel("Title of the round").fill("Summer");
    const promised = page.locator("[data-drawer=promise]");
    assert.match(await promised.innerText(), /What was promised[\s\S]*Invite family child care – Fay, 2026-05-01/);
    await promised.locator("li").filter({ hasText: "Invite family child care" }).getByLabel("Status").selectOption("done");
    assert.equal(await page.locator("textarea[name='existing-bodies.answer']").inputValue(), "", "answers start blank");
    const before = page.locator("[data-item=existing-bodies] .app-before");
    assert.ok(await before.isHidden(), "last round's answer waits");
    await page.locator("textarea[name='existing-bodies.answer']").fill("Now three");
    await before.getByText("Last round you answered: Ada on existing-bodies.").waitFor();
    await page.locator("input[name='form.level'][value=fully]").check();
    await page.getByText("Last round the team agreed: Started").waitFor();
    await saved(page);
    await view(page, "Then and now");
    await page.getByRole("img", { name: /Mean level by driver, Spring against Summer/ }).waitFor();
    const shown = page.locator(".app-view");
    assert.match(await shown.innerText(), /What was promised[\s\S]*Invite family child care\tFay\t2026-05-01\tDone/);
    const row = shown.locator("tr").filter({ hasText: "Form focused workgroups" }).last();
    assert.deepEqual((await row.locator("th, td").allInnerTexts()).slice(1), ["Started", "Fully in place (middle of the members)"]);
    assert.ok(await shown.locator("svg").count() >= 2, "a heat grid and then against now");
    const { text: saved2 } = await saveFile(page);
    assert.equal(JSON.parse(saved2).round.previous, "r-spring");
  }, () => later.address + GUIDE);

  // What is no longer asked is still in the file.
  assert.match(text, /groups-needed/);
  await later.close();
});

test("the heat grid has a cell for each level, that leads to its item, and a table beside it", () => within(async (page) => {
  await withTeam(page);
  await view(page, "Then and now");
  const cells = page.locator("figure svg a");
  await cells.first().waitFor();
  assert.equal(await cells.count(), 3);
  assert.match(await cells.nth(0).getAttribute("aria-label"), /Map the structures.*Started \(middle of the members\)/);
  await page.getByText("The same as a table").click();
  assert.equal(await page.locator("figure tbody tr").count(), 3);
  await cells.nth(1).focus();
  await page.keyboard.press("Enter");
  await page.locator("[data-action=form]").waitFor();
  await until("the item is in sight", () => page.locator("[data-action=form] h2").evaluate((heading) => Math.abs(heading.getBoundingClientRect().top) < innerHeight));
}));

test("the keyboard alone opens files, leads through a meeting to a plan and a file, and on to the next round", async () => {
  const to = async (page, what, is) => {
    await page.evaluate(() => document.activeElement.blur());
    for (let step = 0; step < 250; step += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(is)) return;
    }
    assert.fail(`no way to ${what} by Tab`);
  };
  const on = async (page, what, is) => {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(is)) return;
    }
    assert.fail(`no way on to ${what} by Tab`);
  };
  /** Opens files as a person without a mouse does. */
  const open = async (page, files) => {
    // Listened for early, so that the browser hands it over.
    const chosen = page.waitForEvent("filechooser");
    await to(page, "the drawer for files", () => document.activeElement.matches("[data-drawer=files] > summary"));
    await page.keyboard.press("Enter");
    await page.locator("[data-drawer=files] > div").waitFor();
    await on(page, "the field for files", () => document.activeElement.type === "file");
    await page.keyboard.press("Enter");
    await (await chosen).setFiles(asUploads(files));
    await page.getByText(files.length === 1 ? "Taken in: 1 file" : `Taken in: ${files.length} files`).waitFor();
  };
  const text = await within(async (page) => {
    await open(page, teamFiles(island));
    await to(page, "the meeting", () => document.activeElement.dataset.view === "meeting");
    await page.keyboard.press("Enter");
    await until("the agenda has the focus", () => page.evaluate(() => document.activeElement.textContent === "Agenda" && document.activeElement.tagName === "H2"));
    await on(page, "the first item of the agenda", () => document.activeElement.matches(".app-agenda button"));
    await page.keyboard.press("Enter");
    await until("the item has the focus", () => page.evaluate(() => document.activeElement.matches("[data-entry=form] h2")));
    await on(page, "the agreed level", () => document.activeElement.name === "_agreed.form");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await on(page, "the reasons", () => document.activeElement.matches(".app-agreed textarea"));
    await page.keyboard.type("Half of us meet");
    await on(page, "the next steps", () => document.activeElement.matches(".app-card > details > summary"));
    await page.keyboard.press("Enter");
    await on(page, "what to do", () => document.activeElement.matches(".app-card details input"));
    await page.keyboard.type("Call Fay");
    await on(page, "adding it", () => document.activeElement.textContent === "Add this step");
    await page.keyboard.press("Enter");
    const { file } = await until("all is kept", async () => {
      const now = await kept(page);
      return Object.keys(now.file.next_steps).length === 1 && JSON.stringify(now.file).includes("Call Fay") ? now : null;
    });
    assert.deepEqual(file.agreed.form.level.values.map(({ value }) => value), ["started"]);
    await to(page, "saving a file", () => document.activeElement.textContent === "Save a file");
    return (await downloaded(page, () => page.keyboard.press("Enter"))).text;
  });
  assert.match(text, /Half of us meet/);

  // Next quarter, in another browser.
  await within(async (page) => {
    await open(page, [text]);
    await to(page, "the round", () => document.activeElement.matches("[data-drawer=round] > summary"));
    await page.keyboard.press("Enter");
    await page.locator("[data-drawer=round] > div").waitFor();
    await on(page, "the next round", () => document.activeElement.textContent === "Start the next round");
    await page.keyboard.press("Enter");
    await page.getByText("The next round was started").waitFor();
    await until("its title has the focus", () => page.evaluate(() => document.activeElement.matches("[data-drawer=round] input")));
    await page.keyboard.type("Summer");
    await to(page, "what was promised", () => document.activeElement.matches("[data-drawer=promise] select"));
    await page.keyboard.press("d");
    await to(page, "a level", () => document.activeElement.name === "form.level");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await saved(page);
    await to(page, "then and now", () => document.activeElement.dataset.view === "compare");
    await page.keyboard.press("Enter");
    await page.getByRole("img", { name: /Mean level by driver, Spring against Summer/ }).waitFor();
    const shown = await page.locator(".app-view").innerText();
    assert.match(shown, /Call Fay\t–\t–\tDone/);
    assert.match(shown, /Form focused workgroups[^\n]*\tStarted\tPartly in place/);
  });
});

test("the report is whole on paper, with room for a signature and without buttons", () => within(async (page) => {
  await withTeam(page);
  await view(page, "Team");
  await cardOf(page, "form").getByLabel("Started", { exact: true }).check();
  await cardOf(page, "form").getByLabel("Why we agreed on this").fill("Two of six groups meet");
  await view(page, "Report");
  await page.emulateMedia({ media: "print" });
  const shown = await page.locator("main").innerText();
  assert.match(shown, /Report: Guide for taking action/);
  for (const words of ["Spring", "Two of six groups meet", "Program director", "Signature", "I have read this report", "Not started: 4, Fully in place: 4"]) assert.ok(shown.includes(words), words);
  assert.equal(await page.locator("main button:visible, main input:visible, main select:visible").count(), 0);
  const pdf = await page.pdf({ format: "A4" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages >= 1 && pages <= 8, `${pages} pages`);
}));

test("on paper the plan is a table, and of the team's view nothing is printed that nobody opened", () => within(async (page) => {
  await withTeam(page);
  await view(page, "Plan");
  await page.locator("[data-gap=form]").getByRole("button", { name: /Add a next step/ }).click();
  await page.keyboard.type("Invite family child care");
  await saved(page);
  assert.equal(await page.locator(".app-paper").isVisible(), false, "on the screen there are fields");
  await page.emulateMedia({ media: "print" });
  assert.match(await page.locator(".app-paper").innerText(), /What\tOwner[\s\S]*Invite family child care/);
  assert.equal(await page.locator(".app-view :is(button, input, select):visible").count(), 0);
  await page.emulateMedia({ media: "screen" });
  await view(page, "Team");
  await cardOf(page, "form").getByText("Levels by role").click();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".app-spread table:visible").count(), 1, "the one that was opened");
  assert.equal(await page.locator(".app-view :is(button, [type=file], [type=checkbox]):visible").count(), 0);
}));

test("each card is a group of its own, so that fields called alike are told apart", () => within(async (page) => {
  await withTeam(page);
  await view(page, "Team");
  const cards = await page.locator(".app-card").count();
  assert.equal(await page.getByLabel("Priority").count(), cards);
  assert.equal(await page.getByRole("group", { name: "Form focused workgroups or task forces", exact: true }).getByLabel("Priority").count(), 1);
}));

test("consent is the team's to give and to take back", () => within(async (page) => {
  await withTeam(page);
  await view(page, "Report");
  const box = page.getByLabel("Count this round in reports across teams");
  assert.ok(!(await box.isChecked()));
  await box.check();
  await until("it is in the file", async () => (await kept(page)).file.consent?.values[0].value === true);
  await box.uncheck();
  await until("it is taken back", async () => (await kept(page)).file.consent?.values[0].value === false);
}));
