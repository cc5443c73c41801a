// Every page of a built site, looked at from outside: links, ids, headings, nothing inline, nothing foreign.

import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { crawl } from "./crawler.mjs";
import { build, copySite, files, none, succeed, temporary } from "./helpers.mjs";

/** Addresses of the contract, as far as this repository's content has them. */
const ADDRESSES = [
  "/", "/frameworks/ece-workforce-systems-change/", "/drivers/", "/drivers/multi-sector-collaboration/",
  "/drivers/multi-sector-collaboration/joint-convening/", "/drivers/multi-sector-collaboration/shared-vision/",
  "/drivers/multi-sector-collaboration/meetings-and-incentives/", "/briefs/", "/briefs/multi-sector-collaboration/",
  "/examples/", "/examples/new-mexico-wage-scale/", "/examples/louisiana-ancillary-certificate/",
  "/examples/wisconsin-innovative-communities/", "/examples/new-jersey-higher-education/", "/places/", "/places/new-mexico/",
  "/places/louisiana/", "/places/wisconsin/", "/places/new-jersey/", "/guides/", "/guides/multi-sector-collaboration/",
  "/guides/bsc-readiness/", "/collaboratives/cultivating-a-sustainable-workforce/", "/terms/", "/terms/change-team/",
  "/references/", "/search/", "/about/", "/authors-guide/",
];

const BASE = "https://sites.example.org/a/b/";

test("the site of this repository", async () => {
  none(crawl(await build(), { addresses: ADDRESSES }), "faults of the site");
});

test("the same site with an address of its own, drafts, a translation and an old address", async () => {
  const site = copySite();
  appendFileSync(path.join(site, "framewright.yaml"), `base_url: ${BASE}\n`);
  const draft = "---\ntitle: Not yet for everyone\ndraft: true\naliases: [/once/upon/]\n---\n\nSee [[about]] and [[joint-convening]].\n";
  writeFileSync(path.join(site, "content/pages/not-yet.md"), draft);
  const translation = "---\ntitle: Acerca de este sitio\nupdated: 2099-01-01\n---\n\nVea [[brief/multi-sector-collaboration]].\n";
  writeFileSync(path.join(site, "content/pages/about.es.md"), translation);
  const addresses = [...ADDRESSES, "/es/about/"];

  const plain = await build(site);
  none(crawl(plain, { base: BASE, addresses }), "faults of the plain build");
  const leaks = files(plain).filter((name) => /Not yet for everyone|not-yet/.test(name + readFileSync(path.join(plain, name), "utf8")));
  none(leaks, "files of the plain build that tell of a draft");

  const drafts = await build(site, "--drafts");
  none(crawl(drafts, { base: BASE, addresses: [...addresses, "/not-yet/", "/once/upon/"] }), "faults of the build with drafts");
  assert.match(shown(drafts, "not-yet/index.html"), /\bdraft\b/i, "a draft is marked as one");
  assert.match(readFileSync(path.join(drafts, "once/upon/index.html"), "utf8"), /not-yet/, "the old address leads to the new one");
});

test("a new site, without its drafts and with them", async () => {
  const site = path.join(temporary(), "my-site");
  await succeed(["new", site]);
  none(crawl(await build(site)), "faults without drafts");
  const drafts = await build(site, "--drafts");
  none(crawl(drafts), "faults with drafts");
  for (const kind of ["frameworks", "drivers", "briefs", "examples", "guides", "collaboratives", "terms"]) {
    assert.ok(files(drafts).some((name) => name.startsWith(`${kind}/`)), `${kind} has a sample`);
  }
});

test("the crawler sees each fault", () => {
  const folder = temporary();
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>T</title>';
  const page = (body) => `<!doctype html><html lang="en"><head>${head}</head><body><main>${body}</main></body></html>`;
  const bad = {
    "a dead link": '<a href="none/">x</a>',
    "a link to a folder without its slash": '<a href="there">x</a>',
    "a link to a place that its page has not": '<a href="there/#none">x</a>',
    "a link out of the site": '<a href="../x.html">x</a>',
    "an absolute link": '<a href="/there/">x</a>',
    "a link without its scheme": '<a href="//x.example/">x</a>',
    "not a link that may be": '<a href="javascript:x()">x</a>',
    "white space": '<a href=" there/">x</a>',
    "loaded from elsewhere": '<img alt="" src="https://x.example/x.png">',
    'a dead link: img "large.png"': '<img alt="" src="there/index.html" srcset="there/index.html 1x, large.png 2x">',
    "an image without alt": '<img src="there/index.html">',
    "a style element": "<style>a{}</style>",
    "a style attribute": '<p style="color:red">x</p>',
    "an onclick attribute": '<p onclick="x()">x</p>',
    "an inline script": "<script>x()</script>",
    "a JSON block that is none": '<script type="application/json">{</script>',
    "a < that is not escaped": '<script type="application/json">"<b>"</script>',
    "2 h1": "<h1>again</h1>",
    "h3 after h1": "<h3>x</h3>",
    "an empty h2": "<h2></h2>",
    "the id twice stands 2 times": '<p id="twice"></p><p id="twice"></p>',
    "aria-labelledby names none": '<p aria-labelledby="none">x</p>',
    "HTML error duplicate-attribute": '<p class="a" class="b"></p>',
    "p is not closed": "<p><p></p>",
    "a p that nobody wrote": "<p><ul></ul></p>",
  };
  write("there/index.html", page("<h1>There</h1>"));
  for (const [at, body] of Object.values(bad).entries()) write(`bad-${at}/index.html`, page(`<h1>Bad</h1>${body.replaceAll('"there', '"../there').replaceAll('"../x', '"../../x')}`));
  write("headless/index.html", "<!doctype html><html><head></head><body><h1>x</h1></body></html>");
  write("atom.xml", '<feed xmlns="http://www.w3.org/2005/Atom"><link href="none/"/></feed>');
  write("sitemap.xml", "<urlset><url><loc>/there/</loc></urlset>");
  write("site.json", "{");
  write("assets/style.css", "a { background: url(https://x.example/x.png) } b { background: url(none.png) }");
  const faults = crawl(folder, { addresses: ["/briefs/"] });
  for (const [at, expected] of Object.keys(bad).entries()) {
    assert.ok(faults.some((fault) => fault.startsWith(`bad-${at}/`) && fault.includes(expected)), `${expected}\n${faults.join("\n")}`);
  }
  const others = [
    "there/index.html: no link leads to it", "/briefs/: is not there", "404.html: is not there", "robots.txt: is not there",
    'headless/index.html: lang is ""', "headless/index.html: it has no title", "headless/index.html: no meta viewport",
    "headless/index.html: no meta charset", "atom.xml: a dead link: none/", "sitemap.xml: not well-formed", "site.json: not JSON",
    "sitemap.xml: headless/index.html is missing", "assets/style.css: loads https://x.example/x.png",
    "assets/style.css: a dead link: none.png", "assets/style.css: no hash in its name",
  ];
  for (const expected of others) assert.ok(faults.some((fault) => fault.startsWith(expected)), `${expected}\n${faults.join("\n")}`);
});

/** The words of a page. */
function shown(folder, name) {
  const text = readFileSync(path.join(folder, name), "utf8");
  return text.slice(text.indexOf("<body")).replace(/<[^>]*>/g, " ");
}
