// The preview: what is saved is seen, what is wrong is told over the last good page, and nobody else is answered.

import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import path from "node:path";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { barriers, browse, complaints, copySite, none, preview, request, rawRequest, until } from "./helpers.mjs";

const BRIEF = "content/briefs/multi-sector-collaboration.md";
const PANEL = "section.framewright-panel";

let chromium, site, served, context, page, heard;

before(async () => {
  chromium = await browse();
  site = copySite();
  served = await preview(site);
});

after(async () => {
  await chromium?.close();
  await served?.stop("SIGKILL");
});

beforeEach(async () => {
  context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
  heard = complaints(page);
});

afterEach(async () => context.close());

/** Changes a file of the site; the returned function takes that back. */
function edit(name, change) {
  const file = path.join(site, name);
  const old = readFileSync(file, "utf8");
  const changed = change(old);
  assert.notEqual(changed, old, `the edit changes ${name}`);
  writeFileSync(file, changed);
  return () => writeFileSync(file, old);
}

const shows = (text) => until(`the page shows "${text}"`, async () => {
  try {
    return (await page.locator("main").innerText()).includes(text);
  } catch {
    // The page was just leaving.
    return false;
  }
}, 10_000);

test("one page of each kind, and what lies beside them, is answered", async () => {
  const addresses = [
    "", "frameworks/ece-workforce-systems-change/", "drivers/", "drivers/multi-sector-collaboration/",
    "drivers/multi-sector-collaboration/shared-vision/", "briefs/", "briefs/multi-sector-collaboration/", "examples/",
    "examples/new-mexico-wage-scale/", "places/", "places/new-mexico/", "guides/", "guides/multi-sector-collaboration/",
    "guides/bsc-readiness/", "collaboratives/cultivating-a-sustainable-workforce/", "terms/", "terms/change-team/",
    "references/", "search/", "about/", "authors-guide/",
  ];
  for (const address of addresses) {
    const answer = await page.goto(served.address + address);
    assert.equal(answer.status(), 200, `/${address}`);
    assert.ok((await page.locator("main").innerText()).length > 80, `/${address} shows its text`);
  }
  none(heard, "complaints");
  for (const [name, type] of [["atom.xml", "xml"], ["sitemap.xml", "xml"], ["robots.txt", "text/plain"], ["site.json", "json"]]) {
    const answer = await request(served.port, `/${name}`);
    assert.equal(answer.status, 200, name);
    assert.match(answer.headers, new RegExp(`content-type: [^\r\n]*${type}`), name);
  }
  assert.equal((await page.goto(`${served.address}no/such/page/`)).status(), 404);
});

test("a saved text is seen without a reload by hand", async () => {
  await page.goto(`${served.address}briefs/multi-sector-collaboration/`);
  await page.evaluate(() => { window.isOld = true; });
  const started = Date.now();
  const back = edit(BRIEF, (text) => `${text}\nA sentence that was saved just now.\n`);
  await shows("A sentence that was saved just now.");
  assert.ok(Date.now() - started < 5_000, `seen after ${Date.now() - started} ms`);
  assert.equal(await page.evaluate(() => window.isOld), undefined, "the page was loaded anew");
  back();
  await until("the sentence goes", async () => !(await page.content().catch(() => "saved just now")).includes("saved just now"));
});

test("a new page is answered, and a draft is shown as one", async () => {
  await page.goto(`${served.address}about/`);
  assert.equal((await request(served.port, "/just-made/")).status, 404);
  writeFileSync(path.join(site, "content/pages/just-made.md"), "---\ntitle: Just made\ndraft: true\n---\n\nSee [[about]].\n");
  await until("the new page is answered", async () => (await request(served.port, "/just-made/")).status === 200);
  // A page of its own: the first one is loading anew just now.
  const fresh = await page.context().newPage();
  await fresh.goto(`${served.address}just-made/`);
  assert.match(await fresh.locator("body").innerText(), /\bdraft\b/i);
  await fresh.close();
});

test("a mistake is told over the last good page, with its file and line, until it is mended", async () => {
  await page.goto(`${served.address}briefs/multi-sector-collaboration/`);
  const before = await page.locator("main").innerText();
  const lines = readFileSync(path.join(site, BRIEF), "utf8").split("\n");
  const line = lines.findIndex((text) => text.startsWith("driver:")) + 1;
  const back = edit(BRIEF, (text) => text.replace(/^driver: .*$/m, "driver: multi-sector-colaboration"));
  const panel = page.locator(PANEL);
  await panel.locator("li.framewright-error").first().waitFor({ timeout: 10_000 });
  const told = await panel.innerText();
  assert.match(told, new RegExp(`${BRIEF.replace("content/", "(content/)?")}:${line}:\\d+`), "file and line");
  assert.match(told, /unknown-driver/, "the code");
  assert.match(told, /multi-sector-colaboration/, "the cause");
  assert.match(told, /multi-sector-collaboration/, "the next step");
  assert.equal(await page.locator("main").innerText(), before, "the last good page is still there");
  assert.equal((await request(served.port, "/briefs/")).status, 200, "other pages are, too");
  await until("the terminal tells it", () => served.said().includes("unknown-driver"));

  // By keyboard: from the end of the page backwards, the panel comes first.
  let reached = false;
  for (let presses = 0; presses < 8 && !reached; presses += 1) {
    await page.keyboard.press("Shift+Tab");
    reached = await page.evaluate((panel) => Boolean(document.activeElement.closest(panel)), PANEL);
  }
  assert.ok(reached, "the panel is reached by keyboard");
  await panel.locator('[data-part="fold"]').focus();
  await page.keyboard.press("Enter");
  assert.ok(!(await panel.locator("li").first().isVisible()), "Enter folds the list");
  await page.keyboard.press("Enter");
  assert.ok(await panel.locator("li").first().isVisible(), "Enter shows it again");
  none(await barriers(page), "barriers of the panel");

  back();
  await until("the panel goes", async () => (await panel.locator("li.framewright-error").count()) === 0, 10_000);
  none(heard, "complaints");
});

test("a page that was opened while the site was broken comes back by itself", async () => {
  const back = edit("framewright.yaml", (text) => `${text}\nno-such-key: x\n`);
  await page.goto(`${served.address}about/`);
  await page.locator(`${PANEL} li.framewright-error`).first().waitFor({ timeout: 10_000 });
  back();
  await until("the panel goes", async () => (await page.locator(`${PANEL} li.framewright-error`).count()) === 0, 10_000);
  assert.ok(await page.locator("h1").isVisible());
});

test("another Host, another Origin and other methods are refused", async () => {
  const { port } = served;
  assert.equal((await request(port, "/")).status, 200);
  assert.equal((await request(port, "/", { host: `localhost:${port}`, headers: [`Origin: http://localhost:${port}`] })).status, 200);
  for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1", `127.0.0.1:${port + 1}`, `127.0.0.1.nip.io:${port}`, ""]) {
    const answer = await request(port, "/site.json", { host });
    assert.equal(answer.status, 403, `Host: ${host}`);
    assert.ok(!answer.body.includes("entries"), `Host: ${host} learns nothing`);
  }
  assert.ok([400, 403].includes((await request(port, "/site.json", { host: null })).status), "no Host");
  const twice = await request(port, "/site.json", { headers: ["Host: evil.example"] });
  assert.ok([400, 403].includes(twice.status), "two Hosts");
  assert.equal((await request(port, `http://evil.example:${port}/`)).status, 403, "an address of another host");
  for (const origin of ["http://evil.example", "null", `https://127.0.0.1:${port}`, `http://127.0.0.1:${port + 1}`, `http://evil.example:${port}`]) {
    for (const target of ["/site.json", "/_framewright/events"]) {
      const answer = await request(port, target, { headers: [`Origin: ${origin}`] });
      assert.equal(answer.status, 403, `Origin: ${origin}`);
      assert.ok(!answer.headers.includes("access-control-"), "no CORS header");
    }
  }
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    assert.equal((await request(port, "/", { method })).status, 405, method);
  }
  const own = await request(port, "/site.json", { headers: [`Origin: http://127.0.0.1:${port}`] });
  assert.ok(own.status === 200 && !own.headers.includes("access-control-"), "its own pages need no CORS header");
});

test("no address leads to a file of the disk", async () => {
  const secret = "SECRET-THAT-NO-ADDRESS-GIVES-AWAY";
  writeFileSync(path.join(site, "secret.txt"), secret);
  writeFileSync(path.join(path.dirname(site), "secret.txt"), secret);
  appendFileSync(path.join(site, "framewright.yaml"), `# ${secret}\n`);
  const ups = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "%252e%252e%252f", "....//", "..;/", "%c0%ae%c0%ae/", ".%00./", "./../"];
  const targets = ["secret.txt", "framewright.yaml", `${BRIEF}`, "etc/passwd"];
  const starts = ["/", "/briefs/", "/assets/", "/_framewright/", "//", "/a/b/c/"];
  const addresses = starts.flatMap((start) => ups.flatMap((up) => [1, 2, 8].flatMap((times) => targets.map((target) => start + up.repeat(times) + target))));
  const plain = ["/secret.txt", "/framewright.yaml", `/${BRIEF}`, "/.framewright/", "/themes/default/base.html", "/content/", "/etc/passwd", "//etc/passwd",
    "/file:///etc/passwd", `${site}/secret.txt`, "/C:/Windows/win.ini", "/secret.txt%00.html", "/briefs/../secret.txt", "/%", "/%ff", "/briefs/%2e%2e/%2e%2e/secret.txt"];
  const faults = [];
  for (const address of [...plain, ...addresses]) {
    const { status, body } = await request(served.port, address);
    if (![400, 403, 404].includes(status)) faults.push(`${address}: ${status}`);
    if (body.includes(secret) || body.includes("root:x:") || body.includes("takeaways:")) faults.push(`${address}: gives a file away`);
  }
  none(faults, "answers");
  for (const head of ["GET secret.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET ../secret.txt HTTP/1.0\r\n\r\n", "\u0000\u0001\r\n\r\n"]) {
    const { status, body } = await rawRequest(served.port, head);
    assert.ok(Number.isNaN(status) || status >= 400, JSON.stringify(head));
    assert.ok(!body.includes(secret));
  }
  assert.equal((await request(served.port, "/")).status, 200, "it answers still");
});

test("other computers are not answered", async () => {
  const addresses = Object.values(networkInterfaces()).flat().filter(({ internal, family }) => !internal && family === "IPv4");
  for (const address of ["127.0.0.2", ...addresses.map(({ address }) => address)]) {
    const connected = await new Promise((resolve) => {
      const socket = connect({ port: served.port, host: address, timeout: 2_000 });
      const end = (answer) => {
        socket.destroy();
        resolve(answer);
      };
      socket.on("connect", () => end(true)).on("error", () => end(false)).on("timeout", () => end(false));
    });
    assert.ok(!connected, `it listens on ${address}`);
  }
});

test("it takes the port that it was told, and stops cleanly with a page open", async () => {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    const second = await preview(copySite());
    assert.equal(second.port, second.wished, "it takes the port that was asked for");
    const tab = await context.newPage();
    await tab.goto(second.address);
    const started = Date.now();
    const { code, signal: by, err } = await second.stop(signal);
    assert.ok(Date.now() - started < 3_000, `it takes ${Date.now() - started} ms to stop`);
    assert.ok(by === signal || code === 0 || code === 130 || code === 143, `it ends with ${code ?? by}`);
    assert.doesNotMatch(err, /panicked|RUST_BACKTRACE/);
    await assert.rejects(request(second.port, "/"), "its port is free again");
  }
});
