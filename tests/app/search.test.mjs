// The search without a browser: folding, numbers, near words, questions, order, passages; then whole questions to the
// index of this repository's site.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileOf, filesNear, lines, postings, rising } from "../../themes/default/app/search/code.js";
import { distance, halves, nearest } from "../../themes/default/app/search/near.js";
import { passage, marked } from "../../themes/default/app/search/passage.js";
import { units } from "../../themes/default/app/search/query.js";
import { either, ranked, scores, together } from "../../themes/default/app/search/rank.js";
import { asked, placed } from "../../themes/default/app/search/text.js";
import { inTurn } from "../../themes/default/app/search/turn.js";
import { build } from "../browser/helpers.mjs";
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

test("a first question loads little, and the next ones less", async () => {
  const { ask, weight } = openIndex(site);
  await ask("stipends for educators");
  const first = weight();
  assert.ok(first < 60_000, `${first} bytes`);
  await ask("stipends for teachers");
  assert.ok(weight() - first < 30_000, `${weight() - first} bytes more`);
});
