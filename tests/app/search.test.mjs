// The search without a browser: folding, numbers, near words, questions, order, passages; then whole questions to the
// index of this repository's site.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileOf, filesNear, lines, postings, rising, textOf } from "../../themes/default/app/search/code.js";
import { distance, halves, nearest } from "../../themes/default/app/search/near.js";
import { passage, marked } from "../../themes/default/app/search/passage.js";
import { units } from "../../themes/default/app/search/query.js";
import { either, ranked, scores, together } from "../../themes/default/app/search/rank.js";
import { asked, placed } from "../../themes/default/app/search/text.js";
import { inTurn } from "../../themes/default/app/search/turn.js";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build, copySite, temporary } from "../browser/helpers.mjs";
import { openIndex } from "./index.mjs";

const text = (runs) => runs.map((run) => (run.hit ? `[${run.text}]` : run.text)).join("");

test("words are folded as the program folds them (src/search/words.rs)", () => {
  const words = (text) => placed(text).flatMap((place) => place.words);
  assert.deepEqual(words("Early, CARE (2025) – “Años” ﬁn."), ["early", "care", "2025", "anos", "fin"]);
  assert.deepEqual(words("P-20 CCR&R multi-sector"), ["20", "p20", "ccrr", "multi", "sector", "multisector"]);
  assert.deepEqual(words("the state's and states' don’t"), ["the", "state", "and", "states", "dont"]);
  assert.deepEqual(words("e\u0301te\u0301 -x- & y 'z'"), ["ete", "x", "y", "z"]);
  assert.deepEqual(words("ΟΔΟΣ οδος"), ["οδοσ", "οδοσ"]);
  assert.deepEqual(asked("P-20, multi-sector"), ["p20", "multi", "sector"]);
});

test("files are found where the program puts them (src/search/plan.rs)", () => {
  assert.deepEqual(["collaboration", "été", "p"].map((word) => fileOf(word, 32)), ["words-10", "words-7", "words-23"]);
  assert.deepEqual(filesNear("collaboration", 16), ["near-10", "near-15"]);
});

test("texts are found where the program puts them (src/search/plan.rs)", () => {
  const index = { pages: 6, group: 4, shelf: 32 };
  assert.deepEqual([0, 5, 6, 37, 38].map((document) => textOf(document, index)), [
    { file: "text-0", at: 0 }, { file: "text-1", at: 1 }, { file: "works-0", at: 0 }, { file: "works-0", at: 31 }, { file: "works-1", at: 0 },
  ]);
});

test("numbers are read as the program writes them (src/search/code.rs)", () => {
  assert.deepEqual(rising("BBE"), [0, 1, 5]);
  assert.deepEqual(rising("hB"), [32]);
  assert.deepEqual(postings("UhB"), [[0, 1], [2, 2 ** -1.5]]);
  const [line] = lines("collabor collaborate B collaboration CD");
  assert.deepEqual([line.stem, [...line.forms]], ["collabor", [["collaborate", "B"], ["collaboration", "CD"]]]);
});

test("two words written as one are told apart", () => {
  const known = ["task", "force", "child", "care", "childcare"];
  assert.deepEqual(halves("taskforce", known), ["task", "force"]);
  assert.deepEqual([halves("taskfarce", known), halves("care", known)], [[], []]);
});

test("words stand side by side where nothing but the commonest is between them", () => {
  const forms = new Map([["head", 0], ["start", 1], ["starts", 1]]);
  const side = (text) => inTurn(text, forms, 2, new Set(["the", "of"]));
  assert.deepEqual(["In Head Start, too", "head of the start", "head, head starts"].map(side), [true, true, true]);
  assert.deepEqual(["Start ahead", "start head", "a head and a start", ""].map(side), [false, false, false, false]);
});

test("a mistyped word is near the one that was meant", () => {
  assert.deepEqual(["colaboration", "collabroation", "collaboratoin", "xollaboration", "colabration"].map((word) => distance(word, "collaboration", 2)), [1, 1, 1, 1, 2]);
  assert.equal(distance("trust", "wages", 1), 2);
  assert.deepEqual(nearest("wisconson", ["wisconsin", "wilson", "wages"], 3), ["wisconsin"]);
  assert.deepEqual(nearest("compensaton", ["compensating", "compensation"], 3), ["compensation"], "those farther off are not meant");
  assert.deepEqual(nearest("wags", ["bags", "wage", "wages", "tags"], 2), ["wage", "wages"]);
  assert.deepEqual([nearest("p20", ["p21"], 3), nearest("cat", ["car"], 3)], [[], []], "short words and numbers are meant as they are");
});

test("a question is read with what means the same", () => {
  const terms = [["Child Care Resource and Referral", "CCR&R", "CCR&Rs"], ["aim", "aims"]];
  const read = (question) => units(question, new Set(["and", "the", "of"]), terms);
  const ccrr = ["child", "care", "resource", "referral"];
  assert.deepEqual(read("the CCR&R "), { units: [{ ways: [["ccrr"], ccrr], open: false }], common: false });
  assert.deepEqual(read("child care resource and referral wag").units, [
    { ways: [ccrr, ["ccrr"]], open: false }, { ways: [["wag"]], open: true },
  ]);
  assert.deepEqual(read("aims").units, [{ ways: [["aims"]], open: true }], "forms of one word are no other phrase");
  assert.deepEqual(read("the of"), { units: [], common: true });
  assert.deepEqual(read("…"), { units: [], common: false });
  assert.equal(read("a b c d e f g h i j k l m n o p q r".repeat(9)).units.length, 12);
});

test("rare words, all words and much said come first", () => {
  const common = scores(new Map([[1, 1], [2, 1], [3, 1]]), 4);
  const rare = scores(new Map([[2, 1]]), 4);
  assert.ok(rare.get(2) > common.get(2));
  assert.ok(scores(new Map([[1, 4], [2, 1]]), 9).get(1) > scores(new Map([[1, 4], [2, 1]]), 9).get(2));
  assert.deepEqual(ranked([common, rare], () => true), { pages: [2, 1, 3], full: 1 });
  assert.deepEqual(ranked([common, rare], (page) => page !== 2), { pages: [1, 3], full: 0 });
  assert.deepEqual([...together([new Map([[1, 1], [2, 1]]), new Map([[2, 2]])])], [[2, 3]]);
  assert.deepEqual([...either(new Map([[1, 1]]), new Map([[1, 1], [2, 4]]), 0.5)], [[1, 1], [2, 2]]);
  const many = new Map(Array.from({ length: 9 }, (_, page) => [page, 1]));
  assert.equal(ranked([many, new Map([...many].slice(0, 6))], () => true).pages.length, 6, "where many have all words, no others");
});

test("the passage is where most of the words stand, cut at a sentence", () => {
  const long = "Nothing here. ".repeat(30);
  const sections = [["", "", "A wage."], ["plan", "The plan", `${long}First. Wages are paid by the state. ${long}`]];
  const found = passage(sections, new Map([["wages", 0], ["state", 1], ["wage", 0]]), [1, 1]);
  assert.equal(found.id, "plan");
  assert.match(text(found.text), /^(Nothing here\. |First\. )*\[Wages\] are paid by the \[state\]\. Nothing/);
  assert.match(text(found.text), / …$/);
  assert.ok(text(found.text).length < 260);
  const title = passage([["", "", long]], new Map([["x", 0]]), [1]);
  assert.deepEqual([title.id, text(title.text).slice(0, 13)], ["", "Nothing here."]);
  assert.deepEqual(passage([], new Map(), []), { id: "", heading: [], text: [] });
  const two = [["", "", "A wage."], ["", "", "The state."]];
  const rare = (weights) => text(passage(two, new Map([["wage", 0], ["state", 1]]), weights).text);
  assert.deepEqual([rare([2, 1]), rare([1, 2])], ["A [wage].", "The [state]."], "the rarer word says more");
  assert.equal(text(marked("P-20 and CCR&R's", new Map([["p20", 0], ["ccrr", 1]]))), "[P-20] and [CCR&R's]");
});

const site = await build();

test("this site answers questions as they are typed", async () => {
  const { ask } = openIndex(site);
  const first = async (question, wanted) => (await ask(question, wanted)).addresses[0];
  const among = async (question, address) => assert.ok((await ask(question)).addresses.includes(address), `${question}: ${address}`);
  assert.equal(await first("Wisconson"), "/examples/wisconsin-innovative-communities/");
  assert.equal(await first("isconsin"), "/examples/wisconsin-innovative-communities/");
  assert.equal(await first("wage scale"), "/terms/wage-scale/");
  assert.equal(await first("CCR&R"), "/terms/ccrr/");
  assert.equal(await first("p20 council"), "/terms/p-20-council/");
  await among("colaboration", "/drivers/multi-sector-collaboration/");
  await among("collaborates", "/briefs/multi-sector-collaboration/");
  await among("stipend for teachers", "/guides/multi-sector-collaboration/");
  await among("child care resource and referral", "/terms/ccrr/");
  await among("referral agencies", "/examples/louisiana-ancillary-certificate/");
  await among("shared vison", "/drivers/multi-sector-collaboration/shared-vision/");
  await among("collabor", "/briefs/multi-sector-collaboration/");
  assert.equal(await first("wiscon"), "/examples/wisconsin-innovative-communities/");
  // A slip is no form of a shorter word; two words may be written as one; words side by side come first.
  assert.equal(await first("early childhod council"), "/terms/early-childhood-advisory-council/");
  assert.equal(await first("feedbak loops"), "/terms/feedback-loop/");
  assert.deepEqual((await ask("taskforce")).corrections, [{ word: "taskforce", instead: "task force" }]);
  assert.equal(await first("taskforce"), "/examples/new-mexico-wage-scale/");
  assert.equal(await first("head start"), "/examples/new-mexico-wage-scale/");
  assert.deepEqual((await ask("colaboration")).corrections, [{ word: "colaboration", instead: "collaboration" }]);
  assert.equal(await first("wages", { kind: "example" }), "/examples/new-mexico-wage-scale/");
  assert.deepEqual((await ask("wages", { kind: "example", place: "louisiana" })).pages, []);
  assert.ok((await ask("wages", { driver: "multi-sector-collaboration" })).pages.length > 0);
  const none = await ask("zzzzqqq");
  assert.deepEqual([none.pages, none.full, none.common], [[], 0, false]);
  assert.equal((await ask("what is the")).common, true);
});

test("works of the bibliography are found by author, title and year, and stand behind what tells of the field", async () => {
  const { ask } = openIndex(site);
  const works = async (question, wanted) => (await ask(question, wanted)).shown.filter(([, , kind]) => kind === "Reference");
  for (const question of ["Austin 2015", "Austn 2015", "coursework on infants and toddlers"]) {
    assert.equal((await ask(question)).shown[0][0], "../../references/#austin-2015", question);
  }
  const [[, title, , about, [[, , whole]]]] = await works("Sheffler 2025");
  assert.match(title, /^Multi-sector/);
  assert.equal(about, "Sheffler et al., 2025");
  assert.match(whole, /^Sheffler, K\., .*\(2025\)\./);
  assert.ok((await ask("multi-sector collaboration")).shown.slice(0, 3).every(([, , kind]) => kind !== "Reference"));
  assert.ok((await ask("implementation science", { kind: "reference" })).shown.every(([, , kind]) => kind === "Reference"));
  assert.deepEqual(await works("Sheffler", { driver: "multi-sector-collaboration" }), [], "works belong to no driver");
});

test("a Spanish page searches what there is in Spanish", async () => {
  const spanish = copySite();
  writeFileSync(path.join(spanish, "content/pages/about.es.md"), "---\ntitle: Acerca de este sitio\n---\n\n## Colaboración {#juntos}\n\nLos trabajadores de la primera infancia. Vea [[authors-guide]].\n");
  writeFileSync(path.join(spanish, "content/examples/new-mexico-wage-scale.es.md"), "---\ntitle: Una escala salarial\nplace: US-NM\ndemonstrates: [shared-vision]\n---\n\nUn grupo de trabajo.\n");
  const out = await build(spanish);
  const { ask, island } = openIndex(out, "es/search");
  assert.equal(island.pages, 2);
  const of = async (question, wanted) => (await ask(question, wanted)).shown.map(([url]) => url);
  assert.deepEqual(await of("trabajador"), ["../../about/"], "by another form of the word");
  assert.deepEqual((await ask("colavoracion")).corrections, [{ word: "colavoracion", instead: "colaboracion" }]);
  assert.deepEqual(await of("escala", { place: "new-mexico", driver: "multi-sector-collaboration", kind: "example" }), ["../../examples/new-mexico-wage-scale/"]);
  assert.deepEqual(await of("escala", { kind: "page" }), []);
  assert.deepEqual(await of("wages"), [], "nothing that is in English alone");
  const english = openIndex(out);
  assert.deepEqual((await english.ask("trabajador")).pages, []);
  assert.equal((await english.ask("wages", { kind: "example" })).addresses[0], "/examples/new-mexico-wage-scale/");
});

/** What each question of a row loads that the ones before it had not. */
async function loads(out, questions) {
  const { ask, weight } = openIndex(out);
  const each = [];
  for (const question of questions) {
    const before = weight();
    await ask(question);
    each.push(weight() - before);
  }
  return each;
}

test("a first question loads little, and the next ones less", async () => {
  const [first, next, misspelt] = await loads(site, ["stipends for educators", "stipends for teachers", "stipnds for educaters"]);
  assert.ok(first < 60_000, `${first} bytes`);
  assert.ok(next < 30_000, `${next} bytes more`);
  // Words alone to compare with: that is all that a slip costs.
  assert.ok(misspelt < 10_000, `${misspelt} bytes more for a slip`);
});

test("at 1,000 pages a first question loads 100 KB at most, and a misspelt one hardly more than a right one", async () => {
  const out = await build(large(1_000));
  const questions = [["wages bab", "scale"], ["badado", "kolumi padore"], ["kolumii padorre wagees"]];
  for (const row of questions) for (const bytes of await loads(out, row)) assert.ok(bytes <= 100 * 1024, `${row}: ${bytes} bytes`);
  const [, right] = await loads(out, ["wages", "kolumi"]);
  const [, slip] = await loads(out, ["wages", "kolumii"]);
  assert.ok(slip - right < 20_000, `${slip} bytes for a slip, ${right} without`);
});

/** A site of so many entries of four kilobytes each, with a vocabulary of some thousand words, rare ones among them. */
function large(entries) {
  const root = path.join(temporary(), "large");
  const sounds = [..."bdfgklmnprst"].flatMap((first) => [..."aeiou"].map((second) => first + second));
  let seed = 7;
  const chance = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
  // The square makes some words common and most rare, as they are in prose.
  const word = () => {
    const rank = Math.floor(chance() ** 2 * 8_000);
    return sounds[rank % 60] + sounds[(rank * 7) % 59] + sounds[Math.floor(rank / 60) % 60];
  };
  const prose = (words) => Array.from({ length: words }, word).join(" ");
  mkdirSync(path.join(root, "content/pages"), { recursive: true });
  writeFileSync(path.join(root, "framewright.yaml"), "title: Large\nid: large\n");
  for (let at = 0; at < entries; at += 1) {
    const paragraphs = Array.from({ length: 10 }, (_, part) => `## Part ${part}\n\n${prose(70)}. The wages and their scale.\n`);
    writeFileSync(path.join(root, `content/pages/p${at}.md`), `---\ntitle: Page ${at} ${prose(4)}\n---\n${paragraphs.join("\n")}`);
  }
  return root;
}
