// A folder of pages in, a list of what is wrong with it out. Knows the contract and the file system, nothing of how the
// pages were made: it shares no code with the program that wrote them.

import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parse } from "parse5";
import { SaxesParser } from "saxes";
import { files } from "./helpers.mjs";

/** Attributes that lead somewhere. */
const LINKS = ["href", "xlink:href", "src", "srcset", "imagesrcset", "poster", "data", "action", "formaction", "background", "manifest"];

/** Relations of `link` that a browser does not load. */
const NAVIGATED = new Set(["alternate", "author", "canonical", "help", "license", "next", "prev", "search", "up"]);

/** Attributes that name ids of the same page. */
const REFERENCES = ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "for", "headers", "list", "form"];

const VOID = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]);

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Files of the contract that every site has. */
const ALWAYS = ["index.html", "404.html", "atom.xml", "sitemap.xml", "robots.txt", "site.json"];

/**
 * What is wrong with a built site, one line for each fault.
 * `base` is the site's `base_url`, where it has one; `addresses` are those that must be there.
 */
export function crawl(folder, { base = null, addresses = [] } = {}) {
  const names = new Set(files(folder));
  const faults = [];
  const report = (name, fault) => faults.push(`${name}: ${fault}`);
  const site = { folder, names, base: base && new URL(base), report, pages: new Map() };
  for (const name of names) {
    if (name.endsWith(".html")) site.pages.set(name, read(site, name));
  }
  for (const name of ALWAYS) if (!names.has(name)) report(name, "is not there");
  for (const address of addresses) if (!names.has(`${address.slice(1)}index.html`)) report(address, "is not there");
  for (const page of site.pages.values()) judge(site, page);
  for (const name of names) if (name.endsWith(".css")) judgeStyle(site, name);
  judgeReach(site);
  judgeFeeds(site);
  return faults;
}

/* Reading. */

function read(site, name) {
  const page = { name, elements: [], ids: new Map(), leads: [], text: "" };
  const onParseError = ({ code, startLine }) => site.report(name, `line ${startLine}: HTML error ${code}`);
  const document = parse(readFileSync(path.join(site.folder, name), "utf8"), { onParseError, sourceCodeLocationInfo: true });
  const walk = (node, within) => {
    if (node.nodeName === "#text") page.text += node.value;
    if (node.tagName) {
      const attributes = Object.fromEntries(node.attrs.map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value]));
      const element = { tag: node.tagName, attributes, within, line: node.sourceCodeLocation?.startLine ?? 0, node };
      page.elements.push(element);
      judgeTags(site, page, element);
      if (attributes.id !== undefined) page.ids.set(attributes.id, (page.ids.get(attributes.id) ?? 0) + 1);
      within = [...within, node.tagName];
    }
    for (const child of [...(node.childNodes ?? []), ...(node.content?.childNodes ?? [])]) walk(child, within);
  };
  walk(document, []);
  // A guide in a file of its own has everything in it, and links to the site from wherever it is.
  page.isKit = page.name.endsWith("/kit.html");
  page.isStub = page.elements.some(({ tag, attributes }) => tag === "meta" && attributes["http-equiv"]?.toLowerCase() === "refresh");
  return page;
}

/** Tags that are left open, or closed where they were not open: browsers mend them silently, each page in its own way. */
function judgeTags(site, page, { tag, line, node }) {
  const place = node.sourceCodeLocation;
  if (!place && tag !== "tbody") site.report(page.name, `a ${tag} that nobody wrote: tags are nested wrongly`);
  // An element of a drawing may close itself.
  const isDrawing = node.namespaceURI !== "http://www.w3.org/1999/xhtml";
  if (place && !place.endTag && !VOID.has(tag) && !isDrawing) site.report(page.name, `line ${line}: ${tag} is not closed`);
}

function textOf(node) {
  return node.nodeName === "#text" ? node.value : (node.childNodes ?? []).map(textOf).join("");
}

/* One page. */

function judge(site, page) {
  const fault = (element, text) => site.report(page.name, `line ${element.line}: ${text}`);
  const all = (tag) => page.elements.filter((element) => element.tag === tag);
  judgeHead(site, page, all);
  judgeHeadings(site, page, all);
  for (const [id, count] of page.ids) {
    if (count > 1) site.report(page.name, `the id ${id} stands ${count} times`);
    if (id === "" || /\s/.test(id)) site.report(page.name, `"${id}" is no id`);
  }
  for (const element of page.elements) {
    judgeInline(element, fault, page);
    if (element.tag === "img" && element.attributes.alt === undefined) fault(element, "an image without alt");
    for (const name of REFERENCES) {
      for (const id of (element.attributes[name] ?? "").split(/\s+/).filter(Boolean)) {
        if (!page.ids.has(id)) fault(element, `${name} names ${id}, which is not on the page`);
      }
    }
    for (const [link, isLoaded] of links(element)) follow(site, page, element, link, isLoaded);
  }
}

function judgeHead(site, page, all) {
  const lang = all("html")[0]?.attributes.lang ?? "";
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(lang)) site.report(page.name, `lang is "${lang}"`);
  const titles = all("title").filter(({ within }) => within.includes("head"));
  if (titles.length !== 1 || textOf(titles[0].node).trim() === "") site.report(page.name, "it has no title, or several, or an empty one");
  const metas = all("meta").map(({ attributes }) => attributes);
  if (!metas.some(({ name, content }) => name === "viewport" && /width=device-width/.test(content ?? ""))) {
    site.report(page.name, "no meta viewport");
  }
  if (!metas.some(({ charset }) => charset?.toLowerCase() === "utf-8")) site.report(page.name, "no meta charset");
  if (all("base").length > 0) site.report(page.name, "a base element");
  if (all("main").length !== 1 && !page.isStub) site.report(page.name, `${all("main").length} main elements`);
}

function judgeHeadings(site, page, all) {
  if (all("h1").length !== 1) site.report(page.name, `${all("h1").length} h1`);
  let level = 0;
  for (const element of page.elements.filter(({ tag }) => /^h[1-6]$/.test(tag))) {
    const next = Number(element.tag[1]);
    if (next > level + 1) site.report(page.name, `line ${element.line}: h${next} after ${level === 0 ? "nothing" : `h${level}`}`);
    if (textOf(element.node).trim() === "") site.report(page.name, `line ${element.line}: an empty ${element.tag}`);
    level = next;
  }
}

function judgeInline({ tag, attributes, node, line }, report, page) {
  const fault = (text) => report({ line }, text);
  const isAllowed = () => page.isKit && policyOf(page).includes(`'sha256-${createHash("sha256").update(textOf(node)).digest("base64")}'`);
  if (tag === "style" && !isAllowed()) fault("a style element");
  if (attributes.style !== undefined) fault(`a style attribute on ${tag}`);
  for (const name of Object.keys(attributes)) if (/^on/i.test(name)) fault(`an ${name} attribute on ${tag}`);
  if (tag !== "script" || attributes.src !== undefined) return;
  if (!/^application\/(ld\+)?json$/.test(attributes.type ?? "")) return isAllowed() ? undefined : fault("an inline script");
  const text = textOf(node);
  if (text.includes("<")) fault("a < that is not escaped in a JSON block");
  try {
    JSON.parse(text);
  } catch (error) {
    fault(`a JSON block that is none: ${error.message}`);
  }
}

/** The policy that a page brings along. */
function policyOf(page) {
  const metas = page.elements.filter(({ tag, attributes }) => tag === "meta" && attributes["http-equiv"] === "Content-Security-Policy");
  return metas[0]?.attributes.content ?? "";
}

/** Each link of an element, and whether a browser loads it with the page. */
function* links({ tag, attributes }) {
  if (tag === "meta" && attributes["http-equiv"]?.toLowerCase() === "refresh") {
    yield [/url\s*=\s*['"]?([^'"]*)/i.exec(attributes.content ?? "")?.[1] ?? "", false];
  }
  const relations = (attributes.rel ?? "").toLowerCase().split(/\s+/);
  const isNavigated = tag === "link" ? relations.every((relation) => NAVIGATED.has(relation)) : ["a", "area", "form", "button", "input"].includes(tag);
  for (const name of LINKS) {
    if (attributes[name] === undefined || (name === "data" && tag !== "object")) continue;
    if (!name.endsWith("srcset")) {
      yield [attributes[name], !(isNavigated && name !== "src")];
      continue;
    }
    for (const candidate of attributes[name].split(",")) yield [candidate.trim().split(/\s+/)[0], true];
  }
}

/** Checks one link; remembers the page that it leads to. */
function follow(site, page, element, link, isLoaded) {
  const fault = (text) => site.report(page.name, `line ${element.line}: ${text}: ${element.tag} "${link}"`);
  if (link.trim() !== link || /[\s\\]/.test(link)) return fault("white space or a backslash in a link");
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) {
    if (site.base && link.startsWith(site.base.href)) {
      // The site's own address is for machines; readers follow relative links.
      if (element.tag !== "link" && !page.isKit) fault("a link to the site itself that is not relative");
      return lead(site, page, link.slice(site.base.href.length), "", fault);
    }
    if (isLoaded) return fault("loaded from elsewhere");
    const url = URL.canParse(link) ? new URL(link) : null;
    if (!url || !SCHEMES.has(url.protocol)) fault("not a link that may be");
    return undefined;
  }
  if (link.startsWith("//")) return fault("a link without its scheme");
  if (link.startsWith("/")) {
    if (page.name !== "404.html") return fault("an absolute link");
    const under = site.base?.pathname ?? "/";
    return link.startsWith(under) ? lead(site, page, link.slice(under.length), "", fault) : fault("a link beside the site");
  }
  if (page.name === "404.html" && !link.startsWith("#")) return fault("a relative link, which leads astray at another depth");
  return lead(site, page, link, page.name, fault);
}

function lead(site, page, link, from, fault) {
  const [target, ...fragment] = link.split("#");
  const asked = target.split("?")[0];
  let name = from === "" ? "" : path.posix.dirname(from);
  try {
    name = path.posix.join(name, decodeURIComponent(asked));
  } catch {
    return fault("a link that cannot be decoded");
  }
  if (asked === "" && from !== "") name = from;
  if (name.startsWith("..")) return fault("a link out of the site");
  if (name === "." || name === "./" || name === "" || name.endsWith("/")) name = path.posix.join(name, "index.html");
  if (!site.names.has(name)) {
    const isFolder = statSync(path.join(site.folder, name), { throwIfNoEntry: false })?.isDirectory();
    return fault(isFolder ? "a link to a folder without its slash" : "a dead link");
  }
  page.leads.push(name);
  if (fragment.length === 0) return undefined;
  const id = decodeURIComponent(fragment.join("#"));
  if (id === "" || !site.pages.get(name)?.ids.has(id)) fault("a link to a place that its page has not");
  return undefined;
}

/* The site as a whole. */

function judgeStyle(site, name) {
  const style = readFileSync(path.join(site.folder, name), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  for (const [, , link] of style.matchAll(/(?:url\(\s*|@import\s+)(['"]?)([^'")]+)\1/g)) {
    if (/^([a-z]+:|\/)/i.test(link)) site.report(name, `loads ${link}`);
    else if (!site.names.has(path.posix.join(path.posix.dirname(name), link.split(/[?#]/)[0]))) site.report(name, `a dead link: ${link}`);
  }
}

/** Every page is led to from the home page, save those that addresses of old lead to, and the one for errors. */
function judgeReach(site) {
  const reached = new Set(["index.html"]);
  for (const name of reached) {
    for (const next of site.pages.get(name)?.leads ?? []) reached.add(next);
  }
  for (const { name, isStub } of site.pages.values()) {
    if (!reached.has(name) && !isStub && name !== "404.html") site.report(name, "no link leads to it");
    if (isStub && reached.has(name)) site.report(name, "a link leads to an old address");
  }
  for (const name of site.names) {
    // The content's hash, so that hosts and browsers may keep such a file for ever.
    if (name.startsWith("assets/") && !/-[0-9a-z]{8,}(\.[a-z0-9]+)+$/.test(name)) site.report(name, "no hash in its name");
  }
}

function judgeFeeds(site) {
  const listed = new Set();
  for (const name of ["atom.xml", "sitemap.xml"].filter((name) => site.names.has(name))) {
    for (const link of readXml(site, name)) {
      const under = site.base ? site.base.href : name === "sitemap.xml" ? "/" : "";
      if (!link.startsWith(under)) {
        site.report(name, `${link} is not an address of this site`);
        continue;
      }
      const file = path.posix.join(link.slice(under.length), /(^|\/)$/.test(link.slice(under.length)) ? "index.html" : "");
      if (!site.names.has(file)) site.report(name, `a dead link: ${link}`);
      if (name === "sitemap.xml") listed.add(file);
    }
  }
  for (const { name, isStub, elements } of site.pages.values()) {
    const isHidden = elements.some(({ tag, attributes }) => tag === "meta" && attributes.name === "robots" && /noindex/.test(attributes.content ?? ""));
    // Its brief is what to find.
    const isHandout = /(^|\/)briefs\/[^/]+\/handout\/index\.html$/.test(name);
    if (!isStub && !isHidden && !isHandout && !listed.has(name)) site.report("sitemap.xml", `${name} is missing`);
    if ((isStub || isHidden) && listed.has(name)) site.report("sitemap.xml", `${name} is not to be found`);
  }
  if (site.names.has("site.json")) judgeJson(site);
}

/** The links of an XML file, which must be well-formed. */
function readXml(site, name) {
  const links = [];
  const parser = new SaxesParser({ xmlns: true });
  let inside = null;
  parser.on("error", (error) => site.report(name, `not well-formed: ${error.message}`));
  parser.on("opentag", ({ local, attributes }) => {
    inside = local;
    if (local === "link") links.push(attributes.href.value);
  });
  parser.on("text", (text) => { if (inside === "loc") links.push(text); });
  parser.on("closetag", () => { inside = null; });
  parser.write(readFileSync(path.join(site.folder, name), "utf8")).close();
  return links;
}

function judgeJson(site) {
  let told;
  try {
    told = JSON.parse(readFileSync(path.join(site.folder, "site.json"), "utf8"));
  } catch (error) {
    return site.report("site.json", `not JSON: ${error.message}`);
  }
  for (const { address } of told.entries ?? []) {
    if (!site.names.has(`${address.replace(/^\//, "").split("#")[0]}index.html`)) site.report("site.json", `a dead address: ${address}`);
  }
  if (!told.entries?.length) site.report("site.json", "no entries");
  return undefined;
}
