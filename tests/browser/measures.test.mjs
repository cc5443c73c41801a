// The demonstration of a collaborative, public and private: its measures, sites, reports, tracks and calendar in a
// crawler and in a browser; what its charts show, and that its calendar files read by another program.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import ICAL from "ical.js";
import { crawl } from "./crawler.mjs";
import { barriersInLights, browse, build, complaints, files, host, none, succeed, temporary } from "./helpers.mjs";

const BELOW = "collaboratives/steady-teams/";
const MEASURE = `${BELOW}measures/staff-who-stayed/`;
/** One page of each kind; the site is the one whose numbers are about few people. */
const SHOWN = ["", "calendar/", "tracks/city/", "measures/staff-who-stayed/", "measures/days-to-hire/", "sites/pine/"].map((at) => BELOW + at);
const DRIVERS = ["drivers/everyday-support/", "drivers/everyday-support/fair-workload/"];

let chromium, demo;
const editions = {};

before(async () => {
  demo = path.join(temporary(), "demo");
  await succeed(["new", "--demo", "collaborative", demo]);
  for (const [name, ...flags] of [["public"], ["private", "--private"]]) {
    const folder = await build(demo, ...flags);
    editions[name] = { folder, ...(await host(folder)) };
  }
  chromium = await browse();
});

after(async () => {
  await chromium?.close();
  for (const edition of Object.values(editions)) await edition.close();
});

/** Opens a page in a context of its own and does something there. */
async function open(address, settings, act) {
  const context = await chromium.newContext(settings);
  try {
    const page = await context.newPage();
    const heard = complaints(page);
    await page.goto(address);
    const done = await act(page);
    none(heard, "complaints");
    return done;
  } finally {
    await context.close();
  }
}

test("both editions are sound to a crawler, and only the private one has the reports", () => {
  for (const { folder } of Object.values(editions)) none(crawl(folder), "faults");
  assert.ok(files(editions.private.folder).includes(`${BELOW}reports/index.html`));
  assert.ok(!files(editions.public.folder).some((name) => name.includes("/reports/")));
});

for (const width of [320, 1280]) {
  test(`no barriers at ${width} px in any light, and nothing is wider than the screen`, async () => {
    const faults = [];
    for (const [name, edition] of Object.entries(editions)) {
      // What the public edition has less is on its pages of measures and sites.
      const all = name === "private" ? [...SHOWN, ...DRIVERS, `${BELOW}reports/`] : SHOWN.filter((at) => /measures|sites/.test(at));
      for (const at of all) {
        await open(edition.address + at, { viewport: { width, height: 700 }, reducedMotion: "reduce" }, async (page) => {
          await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          if (wide > width) faults.push(`${name} ${at}: ${wide} px`);
          for (const barrier of await barriersInLights(page)) faults.push(`${name} ${at}: ${barrier}`);
        });
      }
    }
    none(faults, "faults");
  });
}

test("one arrangement of a chart is shown at a time, with a name, a description and all its points", async () => {
  for (const [width, shown] of [[320, "narrow"], [1280, "wide"]]) {
    await open(editions.public.address + MEASURE, { viewport: { width, height: 900 } }, async (page) => {
      const charts = await page.evaluate(() => [...document.querySelectorAll("#_chart ~ * svg.run-chart")].map((svg) => ({
        arrangement: svg.classList.contains("wide") ? "wide" : "narrow",
        isSeen: svg.checkVisibility(),
        name: svg.getAttribute("aria-label"),
        described: svg.querySelector("desc").textContent,
        points: svg.querySelectorAll("circle").length,
        lost: [...svg.querySelectorAll("text, circle")].filter((part) => {
          const [own, around] = [part.getBoundingClientRect(), svg.getBoundingClientRect()];
          return own.left < around.left - 1 || own.right > around.right + 1 || own.top < around.top - 1 || own.bottom > around.bottom + 1;
        }).map((part) => part.textContent),
      })));
      assert.deepEqual(charts.filter((chart) => chart.isSeen).map((chart) => chart.arrangement), [shown]);
      for (const chart of charts) {
        assert.deepEqual({ name: chart.name, points: chart.points }, { name: "Staff who stayed: All sites", points: 18 });
        assert.match(chart.described, /A shift: 9 points in a row lie above the median, from October 2024 to June 2025\./);
        none(chart.isSeen ? chart.lost : [], "drawn outside");
      }
      assert.match(await page.locator(".verdict").first().innerText(), /The latest signal goes the better way\.$/);
    });
  }
});

test("the same numbers stand on the chart and in the list of what happened", async () => {
  await open(editions.public.address + MEASURE, { viewport: { width: 1280, height: 900 } }, async (page) => {
    const told = await page.evaluate(() => {
      const section = document.querySelector("#_chart").closest("section");
      const drawn = [...section.querySelectorAll("svg.wide text.words")].map((text) => text.textContent).filter((text) => /^\d+$/.test(text));
      const listed = [...section.querySelectorAll(".happened li")].map((item) => item.textContent.replace(/\s+/g, " ").trim());
      return { drawn, listed };
    });
    assert.deepEqual(told.drawn, ["1", "2", "3", "4"]);
    assert.deepEqual(told.listed.map((item) => item[0]), ["1", "2", "3", "3", "4"]);
    assert.ok(told.listed.some((item) => item.includes("Second learning session")));
  });
});

/** Months with the numerators and denominators of all sites but small ones added up, from the CSV file itself. */
function pooled(csv, small) {
  const sums = new Map();
  for (const line of csv.trim().split(/\r?\n/).slice(1)) {
    const [, month, numerator, denominator] = line.split(",");
    if (!numerator || Number(denominator) < small) continue;
    const sum = sums.get(month) ?? [0, 0];
    sums.set(month, [sum[0] + Number(numerator), sum[1] + Number(denominator)]);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, [over, under]]) => (100 * over) / under);
}

test("the points and the median are those that the CSV file makes without small groups", async () => {
  const values = pooled(readFileSync(path.join(demo, "content", BELOW, "staff-who-stayed.csv"), "utf8"), 10);
  const short = (value) => `${Number(value.toFixed(1))}%`;
  const first = values.slice(0, 6).sort((a, b) => a - b);
  for (const edition of Object.values(editions)) {
    await open(edition.address + MEASURE, { viewport: { width: 1280, height: 900 } }, async (page) => {
      const section = page.locator("section[aria-labelledby=_chart]");
      assert.deepEqual(await section.locator(".points td:nth-child(2)").allInnerTexts(), values.map(short));
      await section.locator("summary").click();
      // The baseline is until June 2024: six points.
      assert.ok((await section.locator(".rules").innerText()).includes(`The median is ${short((first[2] + first[3]) / 2)}.`));
    });
  }
});

test("a site of few people has no chart in public, and one in private", async () => {
  const at = `${BELOW}sites/pine/`;
  await open(editions.public.address + at, {}, async (page) => {
    assert.equal(await page.locator("#_staff-who-stayed").count(), 0);
    assert.ok((await page.locator(".cell-small").allInnerTexts()).every((text) => text === "*"));
  });
  await open(editions.private.address + at, {}, async (page) => {
    assert.equal(await page.locator("#_staff-who-stayed").count(), 1);
    assert.match(await page.locator(".points td:nth-child(2)").first().innerText(), /% \*$/);
  });
});

test("on paper the rules and the table stand open, in black on white", async () => {
  await open(editions.private.address + MEASURE, { viewport: { width: 1280, height: 900 }, colorScheme: "dark" }, async (page) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const { rules, rows, height, paper } = await page.evaluate(() => ({
      rules: document.querySelector(".rules table").getBoundingClientRect().height,
      rows: document.querySelectorAll(".points tbody tr").length,
      height: [...document.querySelectorAll(".points")].map((box) => box.scrollHeight - box.clientHeight),
      paper: getComputedStyle(document.body).backgroundColor,
    }));
    assert.ok(rules > 100, `the rules are open (${rules} px)`);
    assert.equal(rows, 18);
    none(height.filter((hidden) => hidden > 1), "pixels of a table that nobody can scroll to");
    assert.match(paper, /^rgba\(0, 0, 0, 0\)$|^rgb\(255, 255, 255\)$/);
    const pdf = await page.pdf({ format: "A4" });
    assert.ok(pdf.length > 20_000);
  });
});

test("all of a chart is there without JavaScript, and its table can be scrolled by keyboard", async () => {
  await open(editions.public.address + MEASURE, { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } }, async (page) => {
    assert.ok(await page.locator("svg.run-chart.wide").first().isVisible());
    const points = page.locator(".points").first();
    await points.focus();
    await page.keyboard.press("End");
    await page.locator(".rules summary").first().click();
    assert.match(await page.locator(".rules").first().innerText(), /Longest run[^]*9 points; up to 7 are usual/);
  });
});

test("a driver leads to the measures that show its strength, and they lead back", async () => {
  await open(editions.public.address + DRIVERS[1], { viewport: { width: 1280, height: 900 } }, async (page) => {
    await page.locator("section[aria-labelledby=_measures-name] a", { hasText: "Staff who stayed" }).click();
    assert.ok(page.url().endsWith(MEASURE));
    await page.locator(".facts a", { hasText: "Fair workload" }).click();
    assert.ok(page.url().endsWith(DRIVERS[1]));
  });
});

test("calendar programs read the demonstration's files: whole days, in order, with recurring calls that end", () => {
  const read = (name) => new ICAL.Component(ICAL.parse(readFileSync(path.join(editions.public.folder, BELOW, name), "utf8")));
  const events = read("calendar.ics").getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  const session = events.find((event) => event.summary === "First learning session");
  assert.deepEqual([session.startDate.toString(), session.endDate.toString(), session.startDate.isDate], ["2024-03-05", "2024-03-07", true]);
  const days = (event) => {
    const all = [];
    for (let next, at = event.iterator(); (next = at.next()) && all.length < 100;) all.push(next);
    return all;
  };
  const calls = days(events.find((event) => event.summary === "Call of all sites"));
  assert.equal(calls.length, 17);
  assert.ok(calls.every((day) => day.dayOfWeek() === 3 && day.day > 7 && day.day < 15), "second Tuesdays");
  const groups = days(events.find((event) => event.summary === "Calls of the affinity groups"));
  assert.deepEqual(groups.map((day) => day.month), [2, 4, 6, 8, 10, 12, 2, 4, 6]);
  assert.equal(read("tracks/county/calendar.ics").getAllSubcomponents("vevent").length, events.length - 1);
});
