// Lists of examples narrowed: on the page with JavaScript, by plain pages without.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { barriers, browse, build, complaints, host, none, until } from "./helpers.mjs";

let chromium, site;

before(async () => {
  site = await host(await build());
  chromium = await browse();
});

after(async () => {
  await chromium?.close();
  await site?.close();
});

test("a choice hides the other rows and says how many are left", async () => {
  const page = await chromium.newPage({ viewport: { width: 320, height: 700 } });
  const heard = complaints(page);
  await page.goto(`${site.address}examples/`);
  const rows = () => page.locator(".text li.card:visible h3").allInnerTexts();
  const all = await rows();
  assert.ok(all.length > 2);
  await page.selectOption(".filters select", { label: "Wisconsin" });
  assert.deepEqual(await rows(), all.filter((title) => title.includes("Wisconsin")));
  assert.equal(await page.locator(".filters [role=status]").innerText(), `1 of ${all.length} shown.`);
  assert.equal(await page.locator("section.group:visible").count(), 1);
  none(await barriers(page), "barriers");
  await page.selectOption(".filters select", { index: 0 });
  assert.deepEqual(await rows(), all);
  none(heard, "complaints");
  await page.close();
});

test("without JavaScript the same places are links", async () => {
  const context = await chromium.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.address}examples/`);
  await page.locator(".filters a", { hasText: "Wisconsin" }).click();
  await until("the place's page", () => page.url().endsWith("/places/wisconsin/"));
  await context.close();
});
