// What the tests of the self-assessment share: a guide's page with its island, members' files that differ in planned
// ways, and a reader for what the page says. Never asserts what a single test is about.

import { readFileSync } from "node:fs";
import path from "node:path";

export const GUIDE = "guides/multi-sector-collaboration/";
export const CHECKLIST = "guides/bsc-readiness/";

/** @param {string} folder of a built site @param {string} address of a guide */
export function islandOf(folder, address) {
  const html = readFileSync(path.join(folder, address, "index.html"), "utf8");
  const text = /<script type="application\/json" id="framewright-guide">(.*?)<\/script>/s.exec(html)?.[1];
  return JSON.parse(text ?? "null");
}

/** @param {any} value */
export const register = (value, counter = 1, device = "d-0a1b2c3d") => ({ counter, values: [{ device, value }] });

/** Eight people of a team, as different as their answers. */
export const PEOPLE = [
  ["m-ada", "Ada", "Program director", "Center-based"], ["m-ben", "Ben", "Teacher", "Center-based"],
  ["m-cleo", "Cleo", "Teacher", "School district"], ["m-dov", "Dov", "Parent", "Community organization"],
  ["m-eve", "Eve", "State agency", "State government"], ["m-fay", "Fay", "Family child care provider", "Family child care"],
  ["m-gil", "Gil", "Funder", "Philanthropy"], ["m-hana", "Hana", "Higher education", "Higher education"],
];

/**
 * A member's file of one round. Planted: they are furthest apart on the second action or item that takes a level, agree
 * on the first, and Dov says nothing on the third.
 */
export function memberFile(island, number, round = { id: "r-spring", title: "Spring", date: "2026-04-01" }) {
  const [id, name, role, sector] = PEOPLE[number];
  const levels = island.scale.levels.map((level) => level.id);
  const rated = island.actions.flatMap((action) => [...action.items.filter((item) => item.rated), ...(action.rated ? [action] : [])]);
  const asked = island.actions.flatMap((action) => action.items.filter((item) => item.kind === "question"));
  const sheet = {};
  rated.forEach(({ id: item, wording }, at) => {
    if (at === 2 && name === "Dov") return;
    const rank = at === 0 ? 1 : at === 1 ? (number % 2 ? 0 : levels.length - 1) : Math.min(levels.length - 1, 1 + (number % 2));
    sheet[item] = { level: register(levels[rank]), state: register("answered"), wording: register(wording) };
  });
  for (const { id: item, wording } of asked) sheet[item] = { answer: register(`${name} on ${item}.`), state: register("answered"), wording: register(wording) };
  return {
    format: "framewright-answers", version: 1, site: island.site.id, guide: island.guide.id,
    round: { id: round.id, title: register(round.title), date: register(round.date) },
    members: { [id]: { name: register(name), role: register(role), sector: register(sector) } },
    sheets: { [id]: sheet }, agreed: {}, priorities: {}, next_steps: {},
  };
}

export function teamFiles(island, round) {
  return PEOPLE.map((_, number) => memberFile(island, number, round));
}

/** Files as a page's file field takes them. */
export function asUploads(files) {
  return files.map((file, at) => ({
    name: `member-${at}.framewright.json`, mimeType: "application/json",
    buffer: Buffer.from(typeof file === "string" ? file : JSON.stringify(file)),
  }));
}

/** What a guide's page keeps in the browser: the file of its open round, and the member filled in for. */
export function kept(page) {
  return page.evaluate(async () => {
    const island = JSON.parse(document.getElementById("framewright-guide").textContent);
    const open = await new Promise((resolve, reject) => {
      const asked = indexedDB.open(`framewright:${island.site.id}`);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    const value = (key) => new Promise((resolve) => {
      const asked = open.transaction("values").objectStore("values").get(key);
      asked.onsuccess = () => resolve(asked.result);
    });
    const memo = await value(`memo/${island.guide.id}`);
    const file = memo && (await value(`round/${island.guide.id}/${memo.current}`));
    open.close();
    return { file, memo };
  });
}

/** A page's app, once it has begun and its form answers. */
export async function openGuide(page, address) {
  await page.goto(address);
  await page.locator(".app-bar").waitFor();
  return page;
}

/** Waits until the scripts of all views are there, as they are soon after there is a round. */
export const equipped = (page) => page.waitForFunction(() => ["words", "team", "report", "tests", "chart"].every((name) => globalThis.framewrightParts?.[name]));

export const view = (page, name) => page.getByRole("navigation", { name: "Views of this assessment" }).getByRole("button", { name, exact: true }).click();

/** Waits until the page says that all is kept. */
export const saved = (page) => page.locator("[role=status]").filter({ hasText: "Saved in this browser" }).waitFor();

/** Opens a drawer below the bar and gives it. */
export async function drawer(page, name) {
  const found = page.locator(`[data-drawer=${name}]`);
  if (!(await found.getAttribute("open").then((open) => open !== null))) await found.locator("summary").click();
  await found.locator(":scope > div").waitFor();
  return found;
}

/** Presses what saves a file and gives its name and its text. */
export async function downloaded(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

/** Saves the open round from the bar. */
export const saveFile = (page) => downloaded(page, () => page.locator(".app-bar").getByRole("button", { name: "Save a file" }).click());

/** Opens files in the drawer for them. */
export async function openFiles(page, files) {
  const place = await drawer(page, "files");
  await place.locator("input[type=file]").setInputFiles(asUploads(files));
}
