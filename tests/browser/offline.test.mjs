// The copy of a site that is opened from a folder: every link names a file that is there, and pages look as they do on
// a host, without a server and under any path.

import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { browse, build, complaints, copySite, files, none, oneOfEachKind, run, succeed, temporary } from "./helpers.mjs";

let chromium, folder;

before(async () => {
  const site = copySite();
  writeFileSync(path.join(site, "content/pages/about.es.md"), "---\ntitle: Acerca de este sitio\n---\n\nVea [[authors-guide]].\n");
  const built = await build(site, "--offline");
  // A path as people have them.
  folder = path.join(temporary(), "Démo site #1 (copy) 100%");
  cpSync(built, folder, { recursive: true });
  chromium = await browse();
});

after(() => chromium?.close());

test("every link of every page leads to a file of the folder, and to a place that is there", async () => {
  const page = await chromium.newPage();
  const heard = complaints(page);
  const faults = [];
  const ids = new Map();
  const wanted = [];
  for (const name of files(folder).filter((name) => name.endsWith(".html"))) {
    const stub = readFileSync(path.join(folder, name), "utf8").includes('http-equiv="refresh"');
    if (stub) continue;
    const own = pathToFileURL(path.join(folder, name));
    await page.goto(own.href);
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
      links: [...document.querySelectorAll("[href], [src]")].map((element) =>
        new URL(element.getAttribute("href") ?? element.getAttribute("src"), document.baseURI).href),
      marked: document.documentElement.hasAttribute("data-offline"),
    }));
    if (!found.marked) faults.push(`${name}: does not say that it is offline`);
    ids.set(own.href, new Set(found.ids));
    for (const link of found.links) wanted.push([name, link]);
  }
  assert.ok(ids.size > 30, "the pages are there");
  for (const [name, link] of wanted.filter(([, link]) => !/^(https?|mailto|tel):/.test(link))) {
    const url = new URL(link, pathToFileURL(`${folder}/`));
    const [anchor, file] = [decodeURIComponent(url.hash.slice(1)), decodeURIComponent(url.pathname)];
    url.hash = "";
    if (!file.startsWith(`${folder}/`) || file.endsWith("/") || !existsSync(file)) faults.push(`${name}: leads to ${link}`);
    else if (anchor && !ids.get(url.href)?.has(anchor)) faults.push(`${name}: there is no ${link}`);
  }
  none([...faults, ...heard], "faults");
  await page.close();
});

test("pages have their style and lead to one another", async () => {
  const page = await chromium.newPage();
  const heard = complaints(page);
  await page.goto(pathToFileURL(path.join(folder, "index.html")).href);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector("main .wrap")).maxWidth), "none", "it is styled");
  await page.click('main a[href*="briefs/multi-sector-collaboration"]');
  assert.match(await page.title(), /Multi-Sector/);
  await page.click("header .brand");
  assert.match(page.url(), /\/index\.html$/);
  await page.goto(pathToFileURL(path.join(folder, "about/index.html")).href);
  await page.click(".languages a");
  assert.equal(await page.locator("html").getAttribute("lang"), "es");
  for (const at of oneOfEachKind(folder)) {
    await page.goto(pathToFileURL(path.join(folder, at, "index.html")).href);
    assert.ok(await page.locator("h1").isVisible(), at);
  }
  none(heard, "complaints");
  await page.close();
});

test("it has a folder of its own, and nothing that only hosts read", async () => {
  none(files(folder).filter((name) => /^(404\.html|atom\.xml|sitemap.*\.xml|robots\.txt|_headers|_redirects)$/.test(name)), "files for hosts");
  const site = copySite();
  await succeed(["build", "--offline"], { cwd: site });
  assert.ok(existsSync(path.join(site, "offline/index.html")) && !existsSync(path.join(site, "public")));
  const again = await run(["build", "--offline"], { cwd: site });
  assert.match(again.err, /: 0 written, \d+ unchanged, 0 removed/);
  await succeed(["build", "--out", "offline"], { cwd: site });
  assert.doesNotMatch(readFileSync(path.join(site, "offline/index.html"), "utf8"), /href="briefs\/index\.html"/, "another way of linking makes pages anew");
});
