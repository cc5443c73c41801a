// What the tests of the browser app share: the packages of the browser tests, a guide to answer, files at random, and a
// store whose every step can be held up. Never asserts what a single test is about.

import { createRequire } from "node:module";

const require = createRequire(new URL("../browser/package.json", import.meta.url));

/** @type {typeof import("fast-check")} */
export const fc = require("fast-check");

/** @param {string} name */
export const load = (name) => import(`../../themes/default/app/${name}.js`);

/** A guide with a scale, two actions, questions, statements and a driver with an example. */
export function guide() {
  const driver = {
    title: "Shared vision", url: "../../drivers/d/shared-vision/",
    strategies: [{ title: "Convene", of: "The brief", url: "../../briefs/b/#convene" }],
    examples: [{ title: "A council", place: "Wisconsin", outcome: "Wages rose.", url: "../../examples/e/" }],
  };
  return {
    format: "framewright-guide", version: 1, language: "en", offline: false, kit: false,
    site: { id: "site", title: "Site" }, guide: { id: "guide", title: "Guide", url: null, page: "./" },
    scale: {
      name: "progress",
      levels: [{ id: "not", label: "Not started" }, { id: "started", label: "Started" }, { id: "partly", label: "Partly" }, { id: "fully", label: "Fully" }],
    },
    actions: [
      {
        id: "map", title: "Map", wording: "aaaa", rated: true, driver: "shared-vision",
        items: [
          { id: "who", kind: "question", rated: false, text: "Who is here?", wording: "w1" },
          { id: "constructor", kind: "statement", rated: true, text: "We meet.", wording: "w2" },
        ],
      },
      { id: "form", title: "Form", wording: "bbbb", rated: true, items: [{ id: "groups", kind: "statement", rated: true, text: "Groups.", wording: "w3" }] },
    ],
    drivers: { "shared-vision": driver }, words: {}, roles: ["Director", "Teacher"], sectors: ["Public", "Private"],
  };
}

const name = fc.oneof(fc.constantFrom("who", "groups", "constructor", "__proto__", "toString", "ä 😀"), fc.string({ maxLength: 4 }));
const device = fc.constantFrom("d-0", "d-aaaaaaaa", "d-bbbbbbbb", "d-cccccccc");
const date = fc.constantFrom("", "2026-01-31", "2026-02-28");

/** @param {any} value */
const register = (value) => fc.record({
  counter: fc.integer({ min: 1, max: 4 }),
  values: fc.array(fc.record({ device, value: fc.oneof(value, fc.constant(null)) }), { minLength: 1, maxLength: 3 }),
});

/** Objects with names that must not do anything. @param {any} value */
const named = (value, inner = name) => fc.array(fc.tuple(inner, value), { maxLength: 3 }).map((members) => Object.fromEntries(members));
const text = register(fc.string({ maxLength: 6 }));
const sheet = fc.record({
  level: register(fc.constantFrom("not", "fully")), answer: text, note: text,
  evidence: register(fc.array(fc.webUrl(), { maxLength: 2 })),
  state: register(fc.constantFrom("answered", "not-discussed", "not-applicable")),
}, { requiredKeys: [] });

const { merge } = await load("guide/answers");

/** A team's file of one round as reading gives it, with members that this version does not know. */
export const teamFile = fc.record({
  format: fc.constant("framewright-answers"), version: fc.constant(1), site: fc.constant("site"), guide: fc.constant("guide"),
  round: fc.record({ id: fc.constant("r-1"), title: text, date: register(date) }, { requiredKeys: ["id"] }),
  members: named(fc.record({ name: text, role: text }, { requiredKeys: [] })),
  sheets: named(named(sheet)),
  agreed: named(sheet),
  priorities: named(register(fc.constantFrom("high", "low"))),
  next_steps: named(fc.record({ what: text, due: register(date), status: register(fc.constantFrom("open", "done")) })),
  consent: register(fc.boolean()),
  later: fc.jsonValue({ maxDepth: 3 }),
}, { requiredKeys: ["format", "version", "site", "guide", "round", "members", "sheets"] }).map((file) => merge(file, file));

/** A store for several sessions, each of which waits for `gate` where one is given. */
export function sharedStore() {
  const values = new Map();
  const store = {
    keeping: "kept",
    /** @type {Promise<void> | null} */
    gate: null,
    /** @type {Error | null} */
    refuses: null,
    values,
    read: async (/** @type {string} */ key) => structuredClone(values.get(key)),
    update: async (/** @type {string} */ key, /** @type {(old: any) => any} */ change) => {
      await store.gate;
      if (store.refuses) throw store.refuses;
      const written = change(structuredClone(values.get(key)));
      values.set(key, structuredClone(written));
      return written;
    },
    keys: async () => [...values.keys()],
  };
  return store;
}

export function sharedJournal() {
  const values = new Map();
  let tabs = 0;
  return {
    values,
    /** One tab's part of the notebook. */
    tab() {
      tabs += 1;
      const tab = tabs;
      return {
        write: (/** @type {any} */ value) => { values.set(tab, structuredClone(value)); },
        clear: () => { values.delete(tab); },
        left: () => [...values].map(([key, value]) => ({ value, drop: () => { values.delete(key); } })),
      };
    },
  };
}
