// Every word that the app asks for is in the catalogue, every one of the catalogue's is asked for, and none is built in.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../themes/default/", import.meta.url);
const sources = ["guide", "team", "report", "tests", "chart"].flatMap((folder) => {
  try {
    return readdirSync(new URL(`app/${folder}/`, root)).map((name) => readFileSync(new URL(`app/${folder}/${name}`, root), "utf8"));
  } catch {
    return [];
  }
});
const code = sources.join("\n").replace(/\/\*\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
const words = new Map([...readFileSync(new URL("words/en.yaml", root), "utf8").matchAll(/^((?:app|chart|rules?|signals?|verdict)_\w+): "(.*)"$/gm)].map(([, key, text]) => [key, text]));

/** Keys that are put together: their beginning and how they may end. */
const MADE = [...code.matchAll(/`(app_\w*)\$\{/g)].map(([, start]) => start);
const asked = new Set([...code.matchAll(/["']((?:app|chart|rules?|signals?|verdict)_[a-z_]+)["']/g)].map(([, key]) => key));

test("no word is missing", () => {
  assert.ok(words.size > 80 && asked.size > 60);
  const missing = [...asked].filter((key) => !words.has(key) && !(words.has(`${key}_one`) && words.has(`${key}_many`)));
  assert.deepEqual(missing, []);
  for (const start of MADE) assert.ok([...words.keys()].some((key) => key.startsWith(start)), `${start}…`);
});

test("no word is left over", () => {
  // The two lists of suggestions are taken up by the build.
  const used = (/** @type {string} */ key) => asked.has(key) || asked.has(key.replace(/_(one|many)$/, ""))
    || MADE.some((start) => key.startsWith(start)) || ["app_roles", "app_sectors"].includes(key);
  // What charts say is said by the build, too.
  assert.deepEqual([...words.keys()].filter((key) => key.startsWith("app_") && !used(key)), []);
});

test("nothing makes markup from text", () => {
  assert.doesNotMatch(code, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|eval\(|new Function/);
  assert.doesNotMatch(code, /fetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|\.style\b/);
});
