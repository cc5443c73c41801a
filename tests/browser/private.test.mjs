// What is private, typed on the command line: which verbs see it, what the public site and its preview hold where a word is
// planted in every place that somebody may write in confidence, and how the coordinator's copy tells what it is.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { BINARY, build, files, preview, request, run, succeed, temporary } from "./helpers.mjs";

const BELOW = "content/collaboratives/steady-teams";
const REPORTS = "/collaboratives/steady-teams/reports/";
/** A number, a word and a name that stand in private places alone. */
const CANARY = "quokka";
const NUMBER = "86753";

let demo;

before(async () => {
  demo = path.join(temporary(), "demo");
  await succeed(["new", "--demo", "collaborative", demo]);
  plant();
});

function edit(name, change) {
  const file = path.join(demo, name);
  const [old, changed] = [readFileSync(file, "utf8"), change(readFileSync(file, "utf8"))];
  assert.notEqual(changed, old, `the edit changes ${name}`);
  writeFileSync(file, changed);
}

/** Every text that a register holds with the word behind it. @param {any} value */
function marked(value) {
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== "object" || value === null) return value;
  const is = (name, inner) => name === "value" && typeof inner === "string" && inner.length > 3 && !/^\d{4}-/.test(inner);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, is(name, inner) ? `${inner} ${CANARY}-saved` : marked(inner)]));
}

function plant() {
  // Two measures are private: a note in one, a number in the other. Of a public one, what is about few people.
  edit(`${BELOW}/overtime.csv`, (text) => text.replace(/^(alder,2024-01,[\d.]+),$/m, `$1,${CANARY}-note`));
  edit(`${BELOW}/days-to-hire.csv`, (text) => text.replace(/^(alder,2024-02),\d+,$/m, `$1,${NUMBER},`));
  edit(`${BELOW}/staff-who-stayed.csv`, (text) => text.replace(/^(pine,2024-01,\d,\d),$/m, `$1,${CANARY}-few`));
  const folder = path.join(demo, "responses");
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const file = JSON.parse(readFileSync(path.join(folder, name), "utf8"));
    for (const round of file.rounds ?? [file]) {
      round.members = { ...round.members, "m-planted": { name: { counter: 1, values: [{ device: "d-0", value: `${CANARY}-name` }] } } };
      round.measures = { "c-1": { title: { counter: 1, values: [{ device: "d-0", value: `${CANARY}-measure` }] }, notes: { "2024-01-01": { counter: 1, values: [{ device: "d-0", value: `${CANARY}-said` }] } } } };
      round.agreed = marked(round.agreed ?? {});
      round.sheets = Object.fromEntries(Object.entries(round.sheets ?? {}).map(([who, sheet]) => [who, { ...sheet, gone: { answer: { counter: 1, values: [{ device: "d-0", value: `${CANARY}-answer` }] } } }]));
    }
    writeFileSync(path.join(folder, name), JSON.stringify(file));
  }
  writeFileSync(path.join(folder, `${CANARY}-notes.txt`), `Nothing that is read: ${CANARY}-litter.\n`);
  writeFileSync(path.join(demo, BELOW, `_${CANARY}.csv`), `${CANARY},old\n`);
}

/** Where a word or the number stands in a folder, in names and in bytes. */
function found(folder) {
  return files(folder).filter((name) => {
    const bytes = readFileSync(path.join(folder, name)).toString("latin1").toLowerCase();
    return name.includes(CANARY) || bytes.includes(CANARY) || bytes.includes(NUMBER) || bytes.includes("86,753");
  });
}

test("what is planted is in the coordinator's copy, so that the search for it can find it", async () => {
  const names = found(await build(demo, "--private"));
  for (const wanted of ["measures/days-to-hire/index.html", "sites/alder/index.html"]) {
    assert.ok(names.some((name) => name.endsWith(wanted)), `${wanted} of ${names.join(", ")}`);
  }
});

for (const flags of [[], ["--offline"]]) {
  test(`no file of the public site holds a word, a name or a number that is private: build ${flags.join(" ")}`, async () => {
    const folder = await build(demo, ...flags);
    const all = files(folder);
    const kinds = flags.length ? [/search\/data\//, /kit\.html$/] : [/site\.json$/, /search\/data\//, /atom\.xml$/, /\.ics$/, /sitemap\.xml$/, /kit\.html$/, /-template\.csv$/];
    for (const kind of kinds) assert.ok(all.some((name) => kind.test(name)), `${kind} is among the files that are searched`);
    assert.deepEqual(found(folder), []);
    assert.ok(!all.some((name) => /roll-up|reports|responses/.test(name)), "no page and no file of it");
  });
}

test("what is wrong in a team's file is seen by check --private alone", async () => {
  const file = path.join(demo, "responses/zzz.framewright.json");
  writeFileSync(file, '{"format": "framewright-answers", "version": 1, "site": "ca');
  try {
    const open = await run(["check", "--format", "short"], { cwd: demo });
    assert.deepEqual([open.code, open.out.includes("responses/")], [0, false], open.out);
    const closed = await run(["check", "--private", "--format", "short"], { cwd: demo });
    assert.equal(closed.code, 1);
    assert.match(closed.out, /^responses\/zzz\.framewright\.json:1:57: error\[bad-json\]: [^;]+; .+\n$/);
    // Neither verb is hindered by what the other one sees.
    assert.equal((await run(["build", "--out", path.join(temporary(), "out")], { cwd: demo })).code, 0);
    const refused = await run(["build", "--private", "--out", path.join(temporary(), "out")], { cwd: demo });
    assert.equal(refused.code, 1);
    assert.match(refused.err, /bad-json[\s\S]*Nothing was written/);
  } finally {
    rmSync(file);
  }
});

test("check --private warns and counts as check does where all is well", async () => {
  const [open, closed] = [await run(["check"], { cwd: demo }), await run(["check", "--private", "--strict"], { cwd: demo })];
  assert.deepEqual([open.code, closed.code], [0, 0], open.out + closed.out);
});

test("serve shows the public site, and serve --private the coordinator's copy, each to this computer alone", async () => {
  for (const [flags, isPrivate] of [[[], false], [["--private"], true]]) {
    const served = await preview(demo, ...flags);
    try {
      const reports = await request(served.port, REPORTS);
      assert.equal(reports.status, isPrivate ? 200 : 404);
      const measure = await request(served.port, "/collaboratives/steady-teams/measures/days-to-hire/");
      assert.equal(measure.status, 200);
      assert.equal(measure.body.includes(NUMBER), isPrivate);
      assert.equal(measure.body.includes("Private: this copy holds"), isPrivate);
      for (const file of ["/responses/fir.framewright.json", "/content/collaboratives/steady-teams/overtime.csv", "/collaboratives/steady-teams/overtime.csv", "/../responses/fir.framewright.json", "/.framewright/entries", "/framewright.yaml"]) {
        const answer = await request(served.port, file);
        assert.ok(answer.status === 404 || answer.status === 400, `${file}: ${answer.status}`);
        assert.ok(!answer.body.includes(CANARY), file);
      }
      assert.doesNotMatch(served.said(), /0\.0\.0\.0|\[::\]/);
    } finally {
      await served.stop();
    }
  }
});

test("a build tells where the coordinator's copy went, and it goes nowhere near the public one", async () => {
  const { err } = await succeed(["build", "--private"], { cwd: demo, binary: BINARY });
  assert.match(err, /private/);
  assert.ok(files(path.join(demo, "private")).includes("collaboratives/steady-teams/reports/index.html"));
  assert.match(readFileSync(path.join(demo, ".gitignore"), "utf8"), /private/);
});
