// The program as a shell sees it: exit statuses, the two streams, what is written and what is not.

import assert from "node:assert/strict";
import { appendFileSync, chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, openSync, closeSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { BINARY, begin, copySite, pause, run, snapshot, stamps, succeed, temporary } from "./helpers.mjs";

const BRIEF = "content/briefs/multi-sector-collaboration.md";

/** A copy of the site with one mistake: line 2 names a key that no brief has. */
function brokenSite() {
  const site = copySite();
  const file = path.join(site, BRIEF);
  writeFileSync(file, readFileSync(file, "utf8").replace("---\n", "---\ntitel: x\n"));
  return site;
}

/** A copy of the site with one thing to warn of: a term that nothing leads to. */
function doubtfulSite() {
  const site = copySite();
  writeFileSync(path.join(site, "content/terms/lonely-word.md"), "---\ntitle: Lonely word\n---\n\nNobody names it.\n");
  return site;
}

function ended({ code, out, err }, expected) {
  assert.equal(code, expected.code, `${out}${err}`);
  assert.doesNotMatch(out + err, /panicked at|RUST_BACKTRACE/);
  assert.doesNotMatch(out + err, /\u001b/, "no colour but on a terminal");
  if (expected.out !== undefined) assert.match(out, expected.out);
  if (expected.err !== undefined) assert.match(err, expected.err);
}

const NOTHING = /^$/;

test("without a verb it says what to do next", async () => {
  ended(await run([], { cwd: copySite() }), { code: 0, out: /Workforce Systems Change.*[\s\S]*framewright serve/, err: NOTHING });
  ended(await run([], { cwd: temporary() }), { code: 0, out: /framewright new/, err: NOTHING });
  ended(await run(["--help"]), { code: 0, out: /check[\s\S]*build[\s\S]*serve[\s\S]*new[\s\S]*add[\s\S]*explain/, err: NOTHING });
  ended(await run(["--version"]), { code: 0, out: /^framewright \d+\.\d+\.\d+\n$/, err: NOTHING });
});

test("check prints findings on standard output", async () => {
  const [site, broken, doubtful] = [copySite(), brokenSite(), doubtfulSite()];
  ended(await run(["check"], { cwd: site }), { code: 0, out: /No findings/, err: NOTHING });
  ended(await run(["check", "--strict", "--format", "json"], { cwd: site }), { code: 0, out: /^\[\]\s*$/, err: NOTHING });

  const json = await run(["check", "--format", "json"], { cwd: broken });
  ended(json, { code: 1, err: NOTHING });
  const [finding, ...more] = JSON.parse(json.out);
  assert.deepEqual(more, []);
  assert.deepEqual(Object.keys(finding).sort(), ["code", "column", "end_column", "end_line", "file", "help", "level", "line", "message"]);
  const { code, level, file, line, column } = finding;
  assert.deepEqual({ code, level, file, line, column }, { code: "unknown-key", level: "error", file: BRIEF, line: 2, column: 1 });
  ended(await run(["check", "--format", "short"], { cwd: broken }), {
    code: 1, out: /^content\/briefs\/multi-sector-collaboration\.md:2:1: error\[unknown-key\]: .*titel.*; .*title.*\n$/, err: NOTHING,
  });
  ended(await run(["check"], { cwd: broken }), { code: 1, out: /unknown-key/, err: NOTHING });
  ended(await run(["check", "--format", "github"], { cwd: broken }), { code: 1, out: /^::error .*file=content\/briefs/, err: NOTHING });
  const sarif = await run(["check", "--format", "sarif"], { cwd: broken });
  ended(sarif, { code: 1, err: NOTHING });
  assert.equal(JSON.parse(sarif.out).version, "2.1.0");

  ended(await run(["check", "--format", "short"], { cwd: doubtful }), { code: 0, out: /lonely-word\.md:\d+:\d+: warning\[/, err: NOTHING });
  ended(await run(["check", "--format", "short", "--strict"], { cwd: doubtful }), { code: 1, out: /lonely-word/, err: NOTHING });
  for (const args of [["--site", broken, "check"], ["check", "--site", broken], ["check", broken]]) {
    ended(await run(args, { cwd: temporary() }), { code: 1, out: /titel/, err: NOTHING });
  }
});

test("build prints findings on standard error, and writes nothing while there is an error", async () => {
  const broken = brokenSite();
  const out = path.join(temporary(), "out");
  const json = await run(["build", "--out", out, "--format", "json"], { cwd: broken });
  ended(json, { code: 1, out: NOTHING });
  assert.equal(JSON.parse(json.err)[0].line, 2);
  assert.ok(!existsSync(out), "nothing is written");
  const doubtful = doubtfulSite();
  ended(await run(["build", "--out", out, "--strict"], { cwd: doubtful }), { code: 1, out: NOTHING, err: /lonely-word/ });
  assert.ok(!existsSync(out), "nothing is written");
  ended(await run(["build", "--out", out], { cwd: doubtful }), { code: 0, out: NOTHING, err: /lonely-word/ });
  ended(await run(["build"], { cwd: doubtful }), { code: 0, out: NOTHING });
  assert.ok(existsSync(path.join(doubtful, "public/index.html")), "public in the site is where it goes");
  const old = snapshot(out);
  ended(await run(["build", "--site", broken, "--out", out]), { code: 1, out: NOTHING });
  assert.deepEqual(snapshot(out), old, "the old site stands");
});

test("wrong usage ends with 2 and a next step", async () => {
  const empty = temporary();
  for (const args of [["chek"], ["check", "--no-such-flag"], ["check", "--format", "xml"], ["explain", "no-such-code"], ["add"], ["new"]]) {
    ended(await run(args, { cwd: empty }), { code: 2, out: NOTHING, err: /./ });
  }
  for (const verb of ["check", "build", "serve"]) {
    ended(await run([verb], { cwd: empty }), { code: 2, out: NOTHING, err: /framewright\.yaml/ });
    ended(await run([verb, "--site", "none"], { cwd: empty }), { code: 2, out: NOTHING, err: /none/ });
  }
  assert.deepEqual(readdirSync(empty), [], "nothing is written");
});

test("explain has a word on every code that it lists", async () => {
  const all = await run(["explain"]);
  ended(all, { code: 0, err: NOTHING });
  const codes = [...all.out.matchAll(/^ {2}([a-z]+(?:-[a-z0-9]+)*) {2}/gm)].map(([, code]) => code);
  assert.ok(codes.length > 30 && codes.includes("unknown-driver"), `${codes.length} codes`);
  for (const code of codes) ended(await run(["explain", code]), { code: 0, out: new RegExp(`\\[${code}\\][\\s\\S]{80}`), err: NOTHING });
});

test("new makes a site without a finding, and never in a folder that holds anything", async () => {
  const site = path.join(temporary(), "a new site");
  ended(await run(["new", site]), { code: 0, out: /framewright serve/ });
  ended(await run(["check", "--strict"], { cwd: site }), { code: 0, out: /No findings/, err: NOTHING });
  ended(await run(["build", "--strict", "--drafts"], { cwd: site }), { code: 0, out: NOTHING });
  const old = snapshot(site);
  ended(await run(["new", site]), { code: 2, out: NOTHING, err: /./ });
  const full = temporary();
  writeFileSync(path.join(full, "essay.txt"), "mine");
  ended(await run(["new", full]), { code: 2, out: NOTHING, err: /./ });
  assert.deepEqual(snapshot(site), old, "the site is as it was");
  assert.deepEqual(readdirSync(full), ["essay.txt"]);
});

test("add asks nothing without a terminal, and writes only what is right", async () => {
  const site = path.join(temporary(), "site");
  await succeed(["new", site]);
  const old = snapshot(site);
  ended(await run(["add", "brief"], { cwd: site }), { code: 2, out: NOTHING, err: /--title[\s\S]*--driver/ });
  ended(await run(["add", "example", "--title", "X", "--place", "US-XX", "--demonstrates", "none"], { cwd: site }), { code: 2, out: NOTHING, err: /US-XX|none/ });
  assert.deepEqual(snapshot(site), old, "nothing is written");
  ended(await run(["add", "page", "--title", "Who we are"], { cwd: site }), { code: 0, out: /who-we-are\.md/, err: NOTHING });
  assert.ok(existsSync(path.join(site, "content/pages/who-we-are.md")));
  ended(await run(["check"], { cwd: site }), { code: 0 });
  const once = snapshot(site);
  ended(await run(["add", "page", "--title", "Who we are"], { cwd: site }), { code: 2, out: NOTHING, err: /who-we-are/ });
  assert.deepEqual(snapshot(site), once, "no entry is written over");
  const kinds = [
    ["framework", "--title", "F", "--aims", "An aim"], ["term", "--title", "A word"],
    ["brief", "--title", "B", "--driver", "paid-time", "--date", "2025-04", "--summary", "S."],
    ["example", "--title", "E", "--place", "US-NM", "--demonstrates", "paid-time"],
    ["collaborative", "--title", "C", "--period-start", "2025", "--period-end", "2026"],
  ];
  for (const args of kinds) ended(await run(["add", ...args], { cwd: site }), { code: 0, out: /Wrote /, err: NOTHING });
  ended(await run(["check"], { cwd: site }), { code: 0 });
});

test("two builds in other folders, time zones and languages agree byte for byte", async () => {
  const [first, second] = [copySite(), copySite(path.join(temporary(), "a much longer way/to the very same/site"))];
  // Written in another order: the order of a folder's entries must not be seen.
  for (const name of readdirSync(path.join(second, "content/terms")).reverse()) {
    const file = path.join(second, "content/terms", name);
    copyFileSync(file, `${file}.copy`);
    rmSync(file);
    renameSync(`${file}.copy`, file);
  }
  await succeed(["build"], { cwd: first, env: { TZ: "Asia/Kathmandu", LANG: "de_DE.UTF-8", LC_ALL: "tr_TR.UTF-8" } });
  await succeed(["build", "--site", second, "--out", path.join(second, "other")], { cwd: temporary(), env: { TZ: "America/St_Johns", LANG: "C", LC_ALL: "C", RAYON_NUM_THREADS: "1" } });
  assert.deepEqual(snapshot(path.join(second, "other")), snapshot(path.join(first, "public")));
});

test("a rebuild writes only what changed, and removes only what it wrote", async () => {
  const site = copySite();
  const out = path.join(site, "public");
  await succeed(["build"], { cwd: site });
  writeFileSync(path.join(out, "CNAME"), "framewright.example");
  const [old, oldStamps] = [snapshot(out), stamps(out)];
  ended(await run(["build"], { cwd: site }), { code: 0, err: /0 written/ });
  assert.deepEqual(stamps(out), oldStamps, "nothing is touched where nothing changed");

  appendFileSync(path.join(site, BRIEF), "\nOne more sentence.\n");
  rmSync(path.join(site, "content/pages/authors-guide-publishing.md"));
  // What else names the page that goes, names it no more.
  for (const name of readdirSync(path.join(site, "content/pages"))) {
    const file = path.join(site, "content/pages", name);
    if (name.endsWith(".md")) writeFileSync(file, readFileSync(file, "utf8").replaceAll(/\[\[authors-guide-publishing[^\]]*\]\]/g, "that page"));
  }
  await succeed(["build"], { cwd: site });
  const [now, nowStamps] = [snapshot(out), stamps(out)];
  assert.ok(!("authors-guide-publishing/index.html" in now), "a page that is gone is removed");
  assert.ok("CNAME" in now, "a file of the author's is not");
  assert.notEqual(now["briefs/multi-sector-collaboration/index.html"], old["briefs/multi-sector-collaboration/index.html"]);
  const kept = Object.keys(now).filter((name) => now[name] === old[name]);
  assert.ok(kept.length > 40, `${kept.length} files are as they were`);
  for (const name of kept) assert.equal(nowStamps[name], oldStamps[name], `${name} was written without need`);
  const clean = path.join(temporary(), "clean");
  await succeed(["build", "--out", clean], { cwd: site });
  delete now.CNAME;
  assert.deepEqual(now, snapshot(clean), "an incremental build equals a clean one");
});

test("a build that is killed leaves the old site or the new one", { timeout: 180_000 }, async () => {
  const site = copySite();
  const out = path.join(site, "public");
  const state = path.join(out, ".framewright");
  const fresh = path.join(site, ".public.framewright-new");
  await succeed(["build"], { cwd: site });
  const old = snapshot(out);
  const kept = path.join(temporary(), "old");
  cpSync(out, kept, { recursive: true, preserveTimestamps: true });
  // A title that stands on every page.
  const settings = path.join(site, "framewright.yaml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace(/^title: .*$/m, "title: Another name"));
  const clean = path.join(temporary(), "clean");
  const started = Date.now();
  await succeed(["build", "--out", clean], { cwd: site });
  const whole = Date.now() - started;
  const next = snapshot(clean);

  const left = { old: 0, new: 0, nothing: 0 };
  let killed = 0;
  for (let at = 0; at < 10; at += 1) {
    for (const folder of [out, fresh, path.join(site, ".framewright")]) rmSync(folder, { recursive: true, force: true });
    // One in five into a folder that is not there yet.
    const isFresh = at % 5 === 4;
    if (!isFresh) cpSync(kept, out, { recursive: true, preserveTimestamps: true });
    const { child, end } = begin(["build"], { cwd: site });
    if (at % 2 === 0) {
      await pause(Math.random() * whole * 1.1);
    } else {
      // Most of a build only reads; so wait until it begins to write.
      const isWriting = () => existsSync(path.join(state, "stage")) || existsSync(path.join(state, "journal")) || existsSync(fresh);
      while (!isWriting() && child.exitCode === null) await pause(0);
      await pause(Math.random() * 40);
    }
    child.kill("SIGKILL");
    if ((await end).signal === "SIGKILL") killed += 1;
    await succeed(["check"], { cwd: site });
    const now = existsSync(out) ? snapshot(out) : {};
    const which = isSame(now, old) ? "old" : isSame(now, next) ? "new" : isSame(now, {}) && isFresh ? "nothing" : null;
    assert.ok(which, `kill ${at} left a mixture: ${Object.keys(now).filter((name) => now[name] !== next[name]).join(" ")}`);
    left[which] += 1;
    await succeed(["build"], { cwd: site });
    assert.deepEqual(snapshot(out), next, `kill ${at}: the next build equals a clean one`);
    assert.ok(!existsSync(fresh) && !existsSync(path.join(state, "stage")), `kill ${at}: nothing is left lying about`);
  }
  // `src/output/kills.rs` stops a build at every step; here it is the whole program, at any moment.
  assert.ok(killed >= 5, `only ${killed} of 10 builds were caught (${JSON.stringify(left)})`);
});

test("a folder that is not the program's to write is refused", async () => {
  const home = temporary();
  const site = copySite(path.join(home, "sites/mine"));
  const foreign = path.join(home, "essays");
  mkdirSync(foreign);
  writeFileSync(path.join(foreign, "essay.txt"), "mine");
  const neighbour = path.join(home, "sites/neighbour");
  await succeed(["new", neighbour]);
  const everything = () => ({ files: snapshot(home), root: readdirSync("/").sort() });
  const old = everything();
  const folders = [
    "/", home, path.join(home, "sites"), site, ".", "..", "content", "content/briefs", "content/new", "themes", "themes/new", ".framewright/new",
    "public/../content", foreign, path.join(foreign, "essay.txt"), "framewright.yaml", neighbour, path.join(neighbour, "content/x"),
  ];
  for (const out of folders) {
    const ended = await run(["build", "--out", out], { cwd: site, env: { HOME: home } });
    assert.equal(ended.code, 2, `--out ${out}\n${ended.err}`);
    assert.match(ended.err, /^error: .{20}/, `--out ${out} is refused with a reason`);
    assert.equal(ended.out, "");
    assert.deepEqual(everything(), old, `--out ${out} writes nothing`);
  }
});

test("a folder that cannot be written ends in a sentence", async () => {
  const base = temporary();
  const site = copySite(path.join(base, "site"));
  const out = path.join(base, "locked/out");
  mkdirSync(path.dirname(out));
  let options = { cwd: site };
  if (process.getuid() === 0) {
    // Nothing is locked for root, so the program runs as nobody, who has to reach it.
    const binary = path.join(base, "framewright");
    copyFileSync(BINARY, binary);
    chmodSync(base, 0o755);
    chmodSync(binary, 0o755);
    options = { ...options, binary, uid: 65534, gid: 65534 };
  }
  chmodSync(path.dirname(out), 0o555);
  const fresh = await run(["build", "--out", out], options);
  ended(fresh, { code: 3, out: NOTHING, err: /locked/ });
  assert.match(fresh.err, /permission/i);
  assert.deepEqual(readdirSync(path.dirname(out)), []);
  chmodSync(path.dirname(out), 0o755);
});

test("a stream that is full or gone ends in a sentence or in peace", async () => {
  const full = openSync("/dev/full", "w");
  try {
    const ended = await run(["check"], { cwd: brokenSite(), stdio: ["ignore", full, "pipe"] });
    assert.equal(ended.code, 3, ended.err);
    assert.match(ended.err, /cannot be written/);
    assert.doesNotMatch(ended.err, /panicked/);
  } finally {
    closeSync(full);
  }
  const { child, end } = begin(["explain"]);
  child.stdout.destroy();
  const { code, err } = await end;
  assert.equal(code, 0, err);
  assert.equal(err, "");
});

function isSame(one, other) {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

test("freeze records what is published, and check then keeps it", async () => {
  const site = copySite();
  const lock = path.join(site, "framewright.lock");
  rmSync(lock, { force: true });
  ended(await run(["freeze"], { cwd: brokenSite() }), { code: 1, err: /unknown-key[\s\S]*Nothing was written/ });
  ended(await run(["freeze"], { cwd: site }), { code: 0, err: /framewright\.lock has \d+ lines, \d+ of them new/ });
  const text = readFileSync(lock, "utf8");
  assert.match(text, /^\/briefs\/multi-sector-collaboration\/ page$/m);
  assert.match(text, /^\/guides\/multi-sector-collaboration\/#existing-bodies question "Which bodies/m);
  assert.match(text, /^\/drivers\/multi-sector-collaboration\/shared-vision\/ page$/m);
  ended(await run(["freeze"], { cwd: site }), { code: 0, err: /, 0 of them new/ });
  assert.equal(readFileSync(lock, "utf8"), text, "the same site gives the same bytes");
  ended(await run(["check", "--strict"], { cwd: site }), { code: 0 });

  const example = path.join(site, "content/examples/new-mexico-wage-scale.md");
  const moved = path.join(site, "content/examples/one-wage-scale.md");
  renameSync(example, moved);
  const brief = path.join(site, BRIEF);
  for (const file of [brief, path.join(site, "content/pages/about.md")]) {
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("new-mexico-wage-scale", "one-wage-scale"));
  }
  const lost = await run(["check", "--format", "short"], { cwd: site });
  ended(lost, { code: 1, out: /^framewright\.lock:\d+:1: error\[lost-address\]: .*\/examples\/new-mexico-wage-scale\/.*one-wage-scale\.md/ });
  ended(await run(["freeze"], { cwd: site }), { code: 1 });
  assert.equal(readFileSync(lock, "utf8"), text, "nothing is written while there is an error");
  writeFileSync(moved, readFileSync(moved, "utf8").replace("---\n", "---\naliases: [/examples/new-mexico-wage-scale/]\n"));
  ended(await run(["freeze"], { cwd: site }), { code: 0, err: /, 1 of them new/ });
  assert.match(readFileSync(lock, "utf8"), /^\/examples\/new-mexico-wage-scale\/ page\n\/examples\/one-wage-scale\/ page$/m);
});
