// What every page weighs and how it is written: valid to the Nu checker, light, its scripts on interactive pages alone.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { build, copyPublished, files, none, succeed, temporary } from "./helpers.mjs";
import vnu from "vnu-jar";

/** Bytes after gzip that a reader may be sent. */
const STYLE = 12_288;
/** On a page that is only read. */
const READ = 8_192;
const SCRIPT = 15_360;
const PAGE = 61_440;
/** A guide in one file is taken along once, and holds what a page loads later: all scripts of the self-assessment. */
const TAKEN_ALONG = 92_160;

let folder;

before(async () => {
  folder = await build();
});

/** What the Nu checker holds against the pages and pictures in some folders. */
function held(...folders) {
  const args = ["-jar", String(vnu), "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", "--also-check-svg", ...folders];
  return new Promise((resolve, reject) => {
    execFile("java", args, { maxBuffer: 64 << 20 }, (error, out) => {
      if (error) return reject(new Error(`the Nu checker needs Java 17 or newer: ${error.message}`));
      const line = ({ url, lastLine, message, extract }) => `${url.replace("file:", "")}:${lastLine}: ${message} ${JSON.stringify(extract ?? "")}`;
      resolve(JSON.parse(out).messages.map(line));
    });
  });
}

/** A guide in one file has its style and its scripts inside: a browser judges them (`kit.test.mjs`), not the checker. */
const KIT = /\/kit\.html$/;

test("every page is valid HTML, also of a site with an address and two languages, from a folder, and in a coordinator's copy", async () => {
  const demo = path.join(temporary(), "demo");
  await succeed(["new", demo, "--demo", "collaborative"]);
  const published = copyPublished();
  const editions = await Promise.all([build(published), build(published, "--offline"), build(demo, "--private"), build()]);
  const [abroad] = editions.map(files);
  for (const name of ["404.html", "guides/multi-sector-collaboration/kit.html", "es/guides/multi-sector-collaboration/kit.html"]) {
    assert.ok(abroad.includes(name), `${name} is looked at`);
  }
  const marks = readFileSync(path.join(editions[0], "es/briefs/multi-sector-collaboration/index.html"), "utf8");
  for (const mark of ['rel="canonical"', 'hreflang="en"', 'property="og:image"', "application/ld+json"]) {
    assert.ok(marks.includes(mark), `a page has ${mark}`);
  }
  const inside = /kit\.html:\d+:( CSS: | Inline (style|script) violates )/;
  // The texts of the second language are those of the first.
  const alike = /\/es\/\S+ This document appears to be written in English /;
  none((await held(...editions)).filter((fault) => !inside.test(fault) && !alike.test(fault)), "faults");
});

test("the checker sees a fault", async () => {
  const bad = temporary();
  mkdirSync(path.join(bad, "page"));
  writeFileSync(path.join(bad, "page/index.html"), '<!doctype html><html lang="en"><title>Page</title><p><div></p><img src="a.png">');
  assert.ok((await held(bad)).length >= 2, "the checker sees a fault");
});

const weight = (name) => gzipSync(readFileSync(path.join(folder, name)), { level: 9 }).length;

/** The files that a page loads, by what they are. */
function loaded(name) {
  const html = readFileSync(path.join(folder, name), "utf8");
  const of = (pattern) => [...html.matchAll(pattern)].map(([, url]) => path.posix.join(path.posix.dirname(name), url));
  return { styles: of(/<link rel="stylesheet" href="([^"]+)"/g), scripts: of(/<script[^>]* src="([^"]+)"/g), html };
}

test("pages are light, and load a script only where there is something to do", () => {
  const faults = [];
  const pages = files(folder).filter((name) => name.endsWith(".html") && name !== "404.html");
  for (const name of pages) {
    const { styles, scripts } = loaded(name);
    const [style, script] = [styles, scripts].map((all) => all.reduce((sum, file) => sum + weight(file), 0));
    const all = weight(name) + style + script;
    if (styles.length === 0 && !KIT.test(name)) faults.push(`${name}: no style sheet`);
    const most = INTERACTIVE.test(name) || COLLABORATIVE.test(name) ? STYLE : READ;
    if (style > most) faults.push(`${name}: styles of ${style} bytes`);
    if (script > SCRIPT) faults.push(`${name}: scripts of ${script} bytes`);
    if (scripts.length > 0 && !INTERACTIVE.test(name)) faults.push(`${name}: a script on a page to read`);
    if (all > (KIT.test(name) ? TAKEN_ALONG : PAGE)) faults.push(`${name}: ${all} bytes in all`);
  }
  none(faults, "faults");
});

/** Pages with charts and tables of months. */
const COLLABORATIVE = /^(es\/)?collaboratives\//;
/** Pages on which something can be done beyond reading. */
const INTERACTIVE = /^(es\/)?(guides|search|examples|briefs)\//;

test("every page names its icon, which is there", () => {
  const icon = /<link rel="icon" type="image\/svg\+xml" href="([^"]+)"/;
  const known = new Set(files(folder));
  const without = files(folder).filter((name) => name.endsWith("index.html")).filter((name) => {
    const url = icon.exec(loaded(name).html)?.[1];
    return !url || !known.has(path.posix.join(path.posix.dirname(name), url));
  });
  none(without, "without an icon");
});

test("every page says in a sentence what it is about, once", () => {
  const faults = [];
  for (const name of files(folder).filter((name) => name.endsWith("index.html"))) {
    const { html } = loaded(name);
    const said = [...html.matchAll(/<meta name="description" content="([^"]*)">/g)];
    if (said.length !== 1 || said[0][1].length < 20) faults.push(`${name}: ${said.map(([, text]) => JSON.stringify(text)).join(", ") || "nothing"}`);
    const names = [...html.matchAll(/<meta (?:name|property)="([^"]+)"/g)].map(([, named]) => named);
    for (const twice of names.filter((named, at) => names.indexOf(named) !== at)) faults.push(`${name}: ${twice} twice`);
  }
  none(faults, "faults");
});
