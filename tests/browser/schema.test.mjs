// site.json against the schema that is published beside it, as programs would read them.

import assert from "node:assert/strict";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { build, copySite, none } from "./helpers.mjs";

const read = (folder, name) => JSON.parse(readFileSync(path.join(folder, name), "utf8"));

/** Keys of a value that its schema does not describe. */
function unknown(schema, root, value, at = "") {
  const own = schema.$ref ? schema.$ref.split("/").slice(1).reduce((part, name) => part[name], root) : schema;
  if (Array.isArray(value)) return value.flatMap((item, nth) => unknown(own.items ?? {}, root, item, `${at}/${nth}`));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, part]) =>
    own.properties?.[key] ? unknown(own.properties[key], root, part, `${at}/${key}`) : [`${at}/${key}`]);
}

test("site.json is what its schema says, and the schema says all of it", async () => {
  const site = copySite();
  appendFileSync(path.join(site, "framewright.yaml"), "base_url: https://sites.example.org/a/b/\n");
  writeFileSync(path.join(site, "content/pages/about.es.md"), "---\ntitle: Acerca de este sitio\n---\n\nVea [[about]].\n");
  for (const folder of [await build(site), await build()]) {
    const data = read(folder, "site.json");
    const schema = read(folder, data.$schema);
    const validate = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
    assert.ok(validate(data), JSON.stringify(validate.errors, null, 1));
    none(unknown(schema, schema, data), "keys that the schema does not know");
    const [first] = data.entries;
    for (const [wrong, why] of [
      [{ ...data, version: 2 }, "another version"],
      [{ ...data, entries: [{ ...first, kind: "house" }] }, "an unknown kind"],
      [{ ...data, entries: [{ ...first, updated: "soon" }] }, "no date"],
      [{ ...data, entries: [{ ...first, title: undefined }] }, "no title"],
    ]) {
      assert.ok(!validate(JSON.parse(JSON.stringify(wrong))), why);
    }
  }
});
