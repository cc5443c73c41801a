// The search page brought to life: reads the question, asks the index, shows what it finds. What is asked stands in the
// address, so that it can be sent and kept.

import { FIRST, filter, find, told } from "./find.js";
import { openFiles } from "./files.js";
import { choices, phrased, result } from "./view.js";

/** Results that each further request adds. */
const MORE = 10;
/** Milliseconds after the last letter until the index is asked, and until what was found is told aloud. */
const PAUSE = 120;
const SILENCE = 700;
/** Letters of a question that are read. */
const LONGEST = 200;
const FILTERS = ["kind", "driver", "place"];

/**
 * An element of the page by its id.
 * @param {string} id
 * @returns {any}
 */
const part = (id) => document.getElementById(`_search-${id}`);

const island = JSON.parse(part("data").textContent);
const say = island.say;
const folder = new URL("data/", document.baseURI).href;
const load = openFiles(folder);
const index = { ...island, stop: new Set(island.stop.split(" ")), load };

const form = part("form");
const field = part("q");
const status = part("status");
const list = part("results");
const more = part("more");
const clear = part("clear");
const everything = part("everything");

let facets = null;
let shown = { pages: [], forms: new Map(), weights: [], count: 0 };
let turn = 0;
let waiting = 0;
let silence = 0;

/** What is asked, and by what it is narrowed. */
function question() {
  const wanted = Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value]));
  return { text: field.value.slice(0, LONGEST).trim(), open: field.value.slice(0, LONGEST), wanted };
}

/** Keeps the question in the address. */
function keep({ text, wanted }) {
  const address = new URL(location.href);
  address.search = "";
  if (text !== "") address.searchParams.set("q", text);
  for (const [name, value] of Object.entries(wanted)) if (value !== "") address.searchParams.set(name, value);
  // Whoever looks in another language looks for the same.
  for (const link of document.querySelectorAll(".languages [hreflang]")) {
    if (link instanceof HTMLAnchorElement) link.search = text === "" ? "" : `?${new URLSearchParams({ q: text })}`;
  }
  try {
    history.replaceState(null, "", address);
  } catch {
    // A browser may refuse it to a file; the search works all the same.
  }
}

/** Says something once the reader has stopped typing. */
function tell(sentence) {
  clearTimeout(silence);
  silence = setTimeout(() => { status.textContent = sentence; }, status.textContent === "" ? 0 : SILENCE);
}

/** Shows the further results of what was found. */
async function show(count) {
  const mine = turn;
  const { pages } = shown;
  const wanted = pages.slice(shown.count, shown.count + count);
  // At once: whoever asks for more while these load asks for those after them.
  shown.count += wanted.length;
  const texts = await Promise.all(wanted.map((page) => told(index, page)));
  if (mine !== turn) return null;
  const items = wanted.map((_, at) => result(texts[at], shown, folder));
  list.append(...items);
  more.hidden = shown.count >= pages.length;
  return items[0] ?? null;
}

/** What there is to say about an answer. */
function sentence(found, { text, wanted }) {
  const narrowed = Object.values(wanted).some((value) => value !== "");
  if (found.common) return say.common;
  if (found.pages.length === 0) {
    return `${phrased(narrowed ? say.none_filtered : say.none, { query: text })} ${say.none_help}`;
  }
  const said = found.corrections.map((correction) => phrased(say.instead, correction));
  said.push(phrased(found.pages.length === 1 ? say.results_one : say.results_many, { n: found.pages.length }));
  if (found.full === 0) said.push(say.some);
  else if (found.full < found.pages.length) said.push(phrased(found.full === 1 ? say.first_one : say.first_many, { n: found.full }));
  return said.join(" ");
}

/** Empties the page for a new answer. */
function reset() {
  list.replaceChildren();
  more.hidden = true;
  clear.hidden = true;
}

/** The filters are filled when they are first needed, and what the address asks for is chosen. */
async function prepare(wanted = {}) {
  if (facets !== null) return;
  const loaded = await load("facets");
  if (facets !== null) return;
  facets = loaded;
  for (const name of FILTERS) {
    choices(form.elements[name], facets[name]);
    form.elements[name].value = wanted[name] ?? "";
    if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
  }
}

/** Answers the question that stands in the form. */
async function answer() {
  turn += 1;
  const mine = turn;
  const asks = question();
  keep(asks);
  if (asks.text === "") {
    reset();
    tell("");
    everything.hidden = false;
    return;
  }
  try {
    await prepare();
    const found = await find(index, asks.open, filter(facets, asks.wanted));
    if (mine !== turn) return;
    reset();
    shown = { ...found, count: 0 };
    everything.hidden = found.pages.length > 0;
    clear.hidden = found.pages.length > 0 || Object.values(asks.wanted).every((value) => value === "");
    await show(FIRST);
    if (mine === turn) tell(sentence(found, asks));
  } catch {
    if (mine !== turn) return;
    reset();
    everything.hidden = false;
    tell(say.failed);
  }
}

/** Takes up what the address asks. */
async function begin() {
  const given = new URLSearchParams(location.search);
  field.value = (given.get("q") ?? "").slice(0, LONGEST);
  form.hidden = false;
  // They stand there before they are filled, so that nothing moves away under a reader.
  part("filters").hidden = false;
  if (field.value.trim() === "") return;
  try {
    await prepare(Object.fromEntries(FILTERS.map((name) => [name, given.get(name) ?? ""])));
  } catch {
    // The answer says what is the matter.
  }
  await answer();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  answer();
});
field.addEventListener("focus", () => { prepare().catch(() => {}); });
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(answer, PAUSE);
});
part("filters").addEventListener("change", answer);
more.querySelector("button").addEventListener("click", async () => {
  try {
    const first = await show(MORE);
    first?.querySelector("a")?.focus();
  } catch {
    tell(say.failed);
  }
});
clear.querySelector("button").addEventListener("click", () => {
  for (const name of FILTERS) form.elements[name].value = "";
  answer();
  field.focus();
});
begin();
