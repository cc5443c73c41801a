// What all tests here share: folders that vanish, the program and its preview, a static host, a browser, patience.
// Never asserts what a single test is about.

import axe from "axe-core";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSocket, connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** The repository, which is a site itself. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** The program, as `cargo build` leaves it. */
export const BINARY = path.join(process.env.CARGO_TARGET_DIR ?? path.join(ROOT, "target"), "debug/framewright");

const CHROMIUM = process.env.FRAMEWRIGHT_CHROMIUM || "/usr/bin/chromium";

/* Whatever happens, nothing stays: no folder, no process. */

const folders = new Set();
const children = new Set();

function clean() {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}

process.on("exit", clean);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
// The runner starts each file as a process of its own, and does not take it along when it is ended itself.
const runner = process.ppid;
setInterval(() => { if (process.ppid !== runner) process.exit(1); }, 500).unref();

/** A new empty folder that is gone when the tests of this file end. */
export function temporary() {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "framewright-test-")));
  folders.add(folder);
  return folder;
}

/** A copy of this repository's site. */
export function copySite(to = path.join(temporary(), "site")) {
  for (const part of ["framewright.yaml", "content", "themes"]) {
    cpSync(path.join(ROOT, part), path.join(to, part), { recursive: true });
  }
  return to;
}

/** A copy of this repository's site as others may publish it: under an address of its own, and with each of its entries
 *  in a second language. */
export function copyPublished(base = "https://sites.example.org/a/b/") {
  const copy = copySite();
  appendFileSync(path.join(copy, "framewright.yaml"), `base_url: ${base}\n`);
  const content = path.join(copy, "content");
  for (const name of files(content).filter((name) => /^[a-z]+\/[^/]+\.md$/.test(name))) {
    cpSync(path.join(content, name), path.join(content, name.replace(/\.md$/, ".es.md")));
  }
  return copy;
}

/** Every file below a folder, `/`-separated and sorted; without the program's own notes. */
export function files(folder) {
  const found = [];
  const walk = (below) => {
    for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
      if (entry.name === ".framewright") continue;
      const name = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) walk(name);
      else found.push(name);
    }
  };
  walk("");
  return found.sort();
}

/** Each file with the hash of its bytes. */
export function snapshot(folder) {
  const hash = (name) => createHash("sha256").update(readFileSync(path.join(folder, name))).digest("hex");
  return Object.fromEntries(files(folder).map((name) => [name, hash(name)]));
}

/** Each file with what tells whether it was written again. */
export function stamps(folder) {
  const stamp = (name) => {
    const { mtimeNs, ino } = lstatSync(path.join(folder, name), { bigint: true });
    return `${mtimeNs} ${ino}`;
  };
  return Object.fromEntries(files(folder).map((name) => [name, stamp(name)]));
}

/* The program. */

function start(args, { cwd = ROOT, env = {}, binary = BINARY, ...rest } = {}) {
  assert.ok(existsSync(binary), `${binary} is not there; run cargo build first`);
  const options = { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], ...rest };
  const child = spawn(binary, args, options);
  const ended = { out: "", err: "", code: null, signal: null };
  child.stdout?.setEncoding("utf8").on("data", (text) => { ended.out += text; });
  child.stderr?.setEncoding("utf8").on("data", (text) => { ended.err += text; });
  children.add(child);
  const end = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      children.delete(child);
      resolve(Object.assign(ended, { code, signal }));
    });
  });
  return { child, ended, end };
}

/** Runs the program to its end. A run of more than a minute is killed. */
export async function run(args, options = {}) {
  const { end } = start(args, { timeout: 60_000, killSignal: "SIGKILL", ...options });
  return await end;
}

/** Starts the program, for tests that end it themselves. */
export function begin(args, options) {
  return start(args, options);
}

/** Runs the program and expects it to end well. */
export async function succeed(args, options) {
  const ended = await run(args, options);
  assert.equal(ended.code, 0, `framewright ${args.join(" ")} ended with ${ended.code}\n${ended.out}${ended.err}`);
  return ended;
}

/** Builds a site into a new folder. */
export async function build(site = ROOT, ...flags) {
  const out = path.join(temporary(), "out");
  await succeed(["build", "--site", site, "--out", out, ...flags], { cwd: site });
  return out;
}

/** The preview of a site: its address, what it says, how to stop it. */
export async function preview(site, ...flags) {
  const wished = await freePort();
  const { child, ended, end } = start(["serve", "--site", site, "--port", String(wished), ...flags], { cwd: site });
  const said = () => ended.out + ended.err;
  const port = await until("the preview says its address", () => {
    assert.equal(child.exitCode, null, `framewright serve ended with ${child.exitCode}\n${said()}`);
    return Number(/http:\/\/(?:127\.0\.0\.1|localhost):(\d+)\//.exec(said())?.[1]);
  });
  const stop = (signal = "SIGINT") => {
    child.kill(signal);
    // One that does not hear is not waited for.
    const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
    return end.finally(() => clearTimeout(timer));
  };
  return { port, wished, address: `http://127.0.0.1:${port}/`, said, stop };
}

export async function freePort() {
  const server = createSocket();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Sends bytes as they are, so that no library tidies them up; the answer's status, headers and text. */
export function rawRequest(port, head, host = "127.0.0.1") {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    let text = "";
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to ${JSON.stringify(head)}`)));
    socket.setEncoding("latin1");
    socket.on("connect", () => socket.write(head, "latin1"));
    socket.on("data", (more) => { text += more; });
    socket.on("error", reject);
    socket.on("close", () => {
      const [headers, ...body] = text.split("\r\n\r\n");
      const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(headers)?.[1]);
      resolve({ status, headers: headers.toLowerCase(), body: body.join("\r\n\r\n") });
    });
  });
}

/** A request as a browser of this very preview would send it, but for what is changed. */
export function request(port, target, { method = "GET", host = `127.0.0.1:${port}`, headers = [] } = {}) {
  const lines = [`${method} ${target} HTTP/1.1`, ...(host === null ? [] : [`Host: ${host}`]), ...headers, "Connection: close"];
  return rawRequest(port, `${lines.join("\r\n")}\r\n\r\n`);
}

/* A static host, as plain as the plainest. */

const TYPES = {
  html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8",
  json: "application/json", xml: "application/xml", txt: "text/plain; charset=utf-8", svg: "image/svg+xml",
  png: "image/png", jpg: "image/jpeg", pdf: "application/pdf",
};

/** The strictest policy that a site can be served with and still have styles, pictures and scripts of its own. */
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
  + "font-src 'none'; base-uri 'none'; form-action 'self'";

/** What `_headers` of a site says for an address, as Netlify and Cloudflare Pages read it. */
export function headersOf(folder, address) {
  const file = path.join(folder, "_headers");
  const headers = {};
  let holds = false;
  for (const line of existsSync(file) ? readFileSync(file, "utf8").split("\n") : []) {
    if (line.startsWith("/")) holds = line.endsWith("*") ? address.startsWith(line.slice(0, -1)) : line === address;
    const [, name, value] = /^ +([A-Za-z-]+): (.+)$/.exec(line) ?? [];
    if (holds && name) headers[name.toLowerCase()] = value;
  }
  return headers;
}

/** Serves a folder under a path, with the headers that the site has for its host and the strictest policy besides;
 *  unknown addresses get its 404.html. */
export async function host(folder, under = "/a/b/") {
  const known = new Set(files(folder));
  const server = createServer((asked, answer) => {
    const wanted = decodeURIComponent(asked.url.split("?")[0]);
    // Browsers ask for it on their own account.
    if (wanted === "/favicon.ico") return answer.writeHead(204).end();
    const inside = wanted.startsWith(under) ? wanted.slice(under.length) : null;
    const name = inside !== null && (inside === "" || inside.endsWith("/")) ? `${inside}index.html` : inside;
    const found = known.has(name) ? name : "404.html";
    const type = TYPES[found.split(".").pop()] ?? "application/octet-stream";
    const own = { ...headersOf(folder, `/${inside ?? ""}`), ...headersOf(folder, wanted) };
    // Where a page has several policies, all of them hold.
    const policies = [POLICY, own["content-security-policy"] ?? []].flat();
    answer.writeHead(found === name ? 200 : 404, { ...own, "content-type": type, "content-security-policy": policies });
    answer.end(readFileSync(path.join(folder, found)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  return { address: `http://127.0.0.1:${server.address().port}${under}`, close };
}

/* The browser. */

/** Debian's Chromium. */
export function browse() {
  const flags = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"];
  // Chromium's sandbox does not run as root, which containers are.
  const asRoot = process.getuid() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: [...flags, ...asRoot] });
}

/** What a page complains of while it is looked at. A page that is asked for in vain is no complaint of its own. */
export function complaints(page) {
  const heard = [];
  page.on("pageerror", (error) => heard.push(`${page.url()}: ${error}`));
  page.on("console", (message) => {
    const { url } = message.location();
    // Neither the page itself nor what browsers ask for on their own account.
    const isNone = message.text().startsWith("Failed to load resource") && (url === page.url() || url.endsWith("/favicon.ico"));
    if (["error", "warning"].includes(message.type()) && !isNone) heard.push(`${page.url()}: ${message.text()} (${url})`);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    const own = request.frame().url() === "about:blank" || origin === new URL(page.url()).origin;
    if (/^(https?|wss?):$/.test(protocol) && (!own || !["127.0.0.1", "localhost"].includes(new URL(request.url()).hostname))) {
      heard.push(`${page.url()}: asks ${request.url()}`);
    }
  });
  page.on("response", (response) => {
    const isPage = response.request().isNavigationRequest();
    if (response.status() >= 400 && !isPage) heard.push(`${page.url()}: ${response.status()} for ${response.url()}`);
  });
  return heard;
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** What axe holds against a page, a line for each element. */
export async function barriers(page) {
  // The script is large, and stays on its page.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (tags) => {
    // Nothing is preloaded: no rule of these reads style sheets.
    const found = await globalThis.axe.run({ runOnly: tags, resultTypes: ["violations"], preload: false });
    return found.violations;
  }, RULES);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html, any, all, none }) => {
      const why = [...any, ...all, ...none].map((check) => check.message).join("; ");
      return `${id}: ${help}\n    at ${target.join(" ")}\n    ${html.replace(/\s+/g, " ").slice(0, 160)}\n    ${why}`;
    }));
}

/** What axe holds against a page in the light and in other lights. The page is left in the last of them. */
export async function barriersInLights(page, others = [{ colorScheme: "dark" }]) {
  const found = [];
  for (const light of [{ colorScheme: "light" }, ...others]) {
    await page.emulateMedia(light);
    found.push(...(await barriers(page)).map((barrier) => `in ${Object.values(light)}: ${barrier}`));
  }
  return found;
}

/** One address of each kind of page that a built site has: the one with most on it. */
export function oneOfEachKind(folder) {
  const largest = new Map();
  for (const name of files(folder).filter((name) => name.endsWith("index.html"))) {
    const address = name.slice(0, -"index.html".length);
    // What is written in another language stands below its name, and is of the same kinds.
    const language = /^[a-z]{2}\//.exec(address)?.[0] ?? "";
    const [top, ...rest] = address.slice(language.length).split("/").slice(0, -1);
    const isOwn = rest.length > 0 || SHELVES.has(top);
    const kind = language + (top === undefined ? "home" : isOwn ? `${top}${"/*".repeat(rest.length)}` : "page");
    const { size } = lstatSync(path.join(folder, name));
    if (size > (largest.get(kind)?.size ?? 0)) largest.set(kind, { size, address });
  }
  return [...largest.values()].map(({ address }) => address);
}

/** Addresses at the top that are no pages of the author's own. */
const SHELVES = new Set(["drivers", "briefs", "examples", "places", "guides", "terms", "references", "search"]);

/* Patience. */

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks again until the answer is true; what it was, or a failure that says what was waited for. */
export async function until(what, ask, patience = 20_000) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) assert.fail(`waited ${patience / 1000} s in vain: ${what}`);
    await pause(20);
  }
}

/** Fails with a list that can be read. */
export function none(list, what) {
  assert.equal(list.length, 0, `${what}:\n  ${list.slice(0, 60).join("\n  ")}${list.length > 60 ? `\n  … ${list.length} in all` : ""}`);
}
