// The schemas that a site publishes, read by a validator that is not ours: islands and saved answers keep them, and
// what is wrong does not pass.

import Ajv from "ajv/dist/2020.js";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { parse } from "parse5";
import { pathToFileURL } from "node:url";
import { openGuide, saveFile, saved } from "./guides.mjs";
import { ROOT, browse, build, files } from "./helpers.mjs";

const VECTORS = path.join(ROOT, "tests/answers");

let folder, isAnswers, isGuide;

before(async () => {
  folder = await build();
  const compiled = (name) => {
    // Lengths of texts that a browser counts in UTF-16 are told in characters.
    const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
    const validate = ajv.compile(JSON.parse(readFileSync(path.join(folder, "schemas", name), "utf8")));
    return (value) => (validate(value) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath} ${message}`));
  };
  [isAnswers, isGuide] = [compiled("answers-v1.json"), compiled("guide-v1.json")];
});

/** The JSON block of a page; none where it has none. */
function island(name) {
  const find = (node) => {
    const id = node.attrs?.find((attribute) => attribute.name === "id")?.value;
    if (id === "framewright-guide") return node.childNodes[0].value;
    for (const child of node.childNodes ?? []) {
      const found = find(child);
      if (found) return found;
    }
    return undefined;
  };
  const text = find(parse(readFileSync(path.join(folder, name), "utf8")));
  return text && JSON.parse(text);
}

test("every island keeps the schema beside it", () => {
  const islands = files(folder).filter((name) => name.startsWith("guides/") && name.endsWith(".html")).map((name) => [name, island(name)]).filter(([, data]) => data);
  assert.ok(islands.length >= 4, "guides and their files to take along");
  for (const [name, data] of islands) {
    assert.deepEqual(isGuide(data), [], name);
    const address = path.posix.join(path.posix.dirname(name), data.schemas.answers);
    assert.ok(data.kit || files(folder).includes(address), `${name} leads to ${address}`);
  }
});

test("an island that lacks something does not pass", () => {
  const name = "guides/bsc-readiness/index.html";
  for (const member of ["format", "site", "scale", "actions", "words"]) {
    const { [member]: _, ...rest } = island(name);
    assert.notDeepEqual(isGuide(rest), [], member);
  }
  const other = island(name);
  other.actions[0].items[0].kind = "riddle";
  assert.notDeepEqual(isGuide(other), []);
});

test("the vectors of the merge are sound, and an archive of them", () => {
  const rounds = [];
  for (const name of readdirSync(VECTORS).filter((name) => name.endsWith(".json"))) {
    const { files: all, merged } = JSON.parse(readFileSync(path.join(VECTORS, name), "utf8"));
    if (!merged) continue;
    for (const file of [...all, merged]) assert.deepEqual(isAnswers(file), [], name);
    rounds.push(merged);
  }
  assert.ok(rounds.length >= 10);
  assert.deepEqual(isAnswers({ format: "framewright-archive", version: 1, site: "s", rounds }), []);
});

test("answers that are not as they should be do not pass", () => {
  const sound = () => JSON.parse(readFileSync(path.join(VECTORS, "members-side-by-side.json"), "utf8")).merged;
  const broken = [
    (file) => { file.version = 2; },
    (file) => { file.round.id = "1"; },
    (file) => { file.members["x-a"] = {}; },
    (file) => { file.members["m-a"].name = "Ana"; },
    (file) => { file.members["m-a"].name.counter = 0; },
    (file) => { file.members["m-a"].name.values = []; },
    (file) => { file.members["m-a"].name.values[0].device = "mine"; },
    (file) => { file.sheets["m-a"].who.answer.values[0].value = 7; },
    (file) => { file.priorities = { who: { counter: 1, values: [{ device: "d-a", value: "urgent" }] } }; },
  ];
  for (const spoil of broken) {
    const file = sound();
    spoil(file);
    assert.notDeepEqual(isAnswers(file), [], String(spoil));
  }
});

test("what is saved from a guide in one file, opened from a folder, keeps the schema", async () => {
  const chromium = await browse();
  try {
    const page = await chromium.newPage();
    await openGuide(page, pathToFileURL(path.join(folder, "guides/multi-sector-collaboration/kit.html")).href);
    await page.locator("form textarea").first().fill("Councils <b>and</b> \u{1F600} networks");
    await page.locator("form [type=radio]").first().check();
    await saved(page);
    const { name, text } = await saveFile(page);
    assert.match(name, /\.framewright\.json$/);
    assert.deepEqual(isAnswers(JSON.parse(text)), []);
    assert.ok(text.includes("Councils <b>and</b>"), "the answer is in it");
  } finally {
    await chromium.close();
  }
});
