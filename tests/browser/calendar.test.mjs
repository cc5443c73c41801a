// The calendar files of a site, read by a parser that is not ours.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import ICAL from "ical.js";
import { build, files, temporary } from "./helpers.mjs";

const COLLABORATIVE = `---
title: "Better; together, at last"
period: {start: 2023-01, end: 2024-06}
updated: 2024-02-03
tracks: [{id: public, title: Public}, {id: tribal, title: Tribal}]
events:
  - {id: session, title: "Lernsitzung für alle: ${"größer ".repeat(20)}", type: learning-session, date: 2023-04-25, days: 2, about: "Bring a pen; a *map*, too\\\\."}
  - {id: calls, title: Calls, type: call, date: 2023-02-14, rule: "FREQ=MONTHLY;BYDAY=2TU"}
  - {id: last-friday, title: Last Friday, date: 2023-02-24, rule: "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3"}
  - {id: talk, title: Talk, date: 2023-03-01, track: tribal}
  - {id: some-day, title: Some day, date: 2023-05}
---
Text.
`;

let site, folder;

before(async () => {
  site = path.join(temporary(), "calendars");
  mkdirSync(path.join(site, "content/collaboratives"), { recursive: true });
  writeFileSync(path.join(site, "framewright.yaml"), "title: S\nid: s\nbase_url: https://example.org/x\n");
  writeFileSync(path.join(site, "content/collaboratives/c.md"), COLLABORATIVE);
  folder = await build(site);
});

/** The events of a file. */
function events(name) {
  const text = readFileSync(path.join(folder, name), "utf8");
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
  return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
}

test("another parser reads what was written", () => {
  const [calls, lastFriday, talk, session] = events("collaboratives/c/calendar.ics");
  assert.equal(session.summary, `Lernsitzung für alle: ${"größer ".repeat(20)}`.trim());
  assert.match(session.description, /^Bring a pen; a map, too/);
  assert.ok(session.startDate.isDate);
  assert.equal(session.startDate.toString(), "2023-04-25");
  assert.equal(session.endDate.toString(), "2023-04-27");
  assert.equal(session.uid, "session.c.s@framewright");
  assert.equal(session.component.getFirstPropertyValue("dtstamp").toString(), "2024-02-03T00:00:00Z");
  assert.equal(session.component.getFirstPropertyValue("url"), "https://example.org/x/collaboratives/c/calendar/");
  assert.equal(talk.endDate.toString(), "2023-03-02");
  assert.ok(calls.isRecurring() && lastFriday.isRecurring());
});

test("what recurs does so on the right days, and ends", () => {
  const [calls, lastFriday] = events("collaboratives/c/calendar.ics");
  const all = (event) => {
    const days = [];
    for (let next, days_of = event.iterator(); (next = days_of.next()) && days.length < 100; ) days.push(next.toString());
    return days;
  };
  const days = all(calls);
  assert.deepEqual(days.slice(0, 3), ["2023-02-14", "2023-03-14", "2023-04-11"]);
  assert.equal(days.at(-1), "2024-06-11");
  assert.deepEqual(all(lastFriday), ["2023-02-24", "2023-03-31", "2023-04-28"]);
});

test("a track's file has what is for the track and for all", () => {
  const titles = (name) => events(name).map((event) => event.uid.split(".")[0]);
  assert.deepEqual(titles("collaboratives/c/tracks/public/calendar.ics"), ["calls", "last-friday", "session"]);
  assert.deepEqual(titles("collaboratives/c/tracks/tribal/calendar.ics"), ["calls", "last-friday", "talk", "session"]);
});

test("no two events have one name, and files are the same each time", async () => {
  const again = await build(site);
  for (const name of files(folder).filter((name) => name.endsWith(".ics"))) {
    assert.equal(readFileSync(path.join(folder, name), "utf8"), readFileSync(path.join(again, name), "utf8"));
    const names = events(name).map((event) => event.uid);
    assert.equal(new Set(names).size, names.length);
  }
});
