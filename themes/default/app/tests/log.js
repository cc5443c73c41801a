// The log of small tests of change: chains of cycles, each to be planned, tried, studied and decided on. Never merges
// anything itself.

import { button, download, fileName, fill, h, labelled, say } from "../guide/dom.js";
import { own, registerAt, textAt, valueOf } from "../guide/registers.js";
import { csv } from "../report/csv.js";
import { boundChoice, boundInput, newId } from "../team/inputs.js";
import { fieldsOfNext, writeTest } from "./begin.js";
import { DECISIONS, chains, datesOf, isBlank, stageOf } from "./chains.js";
import { testRows } from "./model.js";
import { printWorksheets } from "./worksheet.js";

/** @typedef {import("../guide/bind.js").App} App */
/** @typedef {{element: HTMLElement, refresh: () => void}} Part */

/** A choice of none, and what there is of a kind by its title. @param {string} none @param {{[id: string]: any}} all @param {(one: any) => string} title */
function offered(none, all, title) {
  return [["", none], ...Object.keys(all).map((id) => [id, title(all[id])])].map(
    ([id, words]) => /** @type {[string, string]} */ ([id, words]),
  );
}

/** @param {App} app @param {string} id @param {string} name @param {number} rows */
function area(app, id, name, rows = 3) {
  const control = h("textarea", { rows });
  const field = labelled(app.t(`app_test_${name}`), control);
  app.parts.bind(app, control, () => ["tests", id, name]);
  return field;
}

/** What the brief says and other places did, for the driver that is chosen. @param {App} app @param {string} id @returns {Part} */
function reading(app, id) {
  const element = h("div", {});
  let shown = "";
  const refresh = () => {
    const driver = textAt(app.session.file, "tests", id, "driver");
    if (driver === shown) return;
    shown = driver;
    const found = app.parts.guidance(app, driver);
    fill(element, found && h("details", {}, h("summary", {}, app.t("app_read_on")), found));
  };
  refresh();
  return { element, refresh };
}

/** Where the measure of a test is: its chart, or a new one. @param {App} app @param {string} id @returns {Part} */
function wayToMeasure(app, id) {
  const { session, t } = app;
  const go = button("", () => {
    const measure = textAt(session.file, "tests", id, "measure") || newId("c");
    if (!own(session.file?.measures, measure)) session.edit(["measures", measure, "title"], "");
    if (!textAt(session.file, "tests", id, "measure")) session.edit(["tests", id, "measure"], measure);
    app.wanted = measure;
    app.show("measures");
  });
  const refresh = () =>
    say(go, t(textAt(session.file, "tests", id, "measure") ? "app_test_see_measure" : "app_test_new_measure"));
  refresh();
  return { element: go, refresh };
}

/** What was to be tested, and what is expected. @param {App} app @param {string} id */
function planPart(app, id) {
  const { session, guide, t } = app;
  const path = (/** @type {string} */ name) => () => ["tests", id, name];
  const none = t("app_test_none");
  const driver = boundChoice(app, t("app_test_driver"), path("driver"), () =>
    offered(none, guide.drivers, ({ title }) => title),
  );
  const nameStep = (/** @type {string} */ step) => {
    if (step && !textAt(session.file, "next_steps", step, "test")) session.edit(["next_steps", step, "test"], id);
  };
  const step = boundChoice(
    app,
    t("app_test_step"),
    path("step"),
    () => offered(none, session.file?.next_steps ?? {}, (one) => textAt(one, "what") || t("app_step_unnamed")),
    nameStep,
  );
  const measure = boundChoice(app, t("app_test_measure"), path("measure"), () =>
    offered(none, session.file?.measures ?? {}, (one) => textAt(one, "title") || t("app_measure_unnamed")),
  );
  const guidance = reading(app, id);
  const way = wayToMeasure(app, id);
  const element = h(
    "fieldset",
    {},
    h("legend", {}, t("app_test_part_plan")),
    area(app, id, "change", 2),
    boundInput(app, t("app_test_aim"), "text", path("aim")),
    h("div", { class: "app-fields" }, driver.element, step.element, measure.element),
    guidance.element,
    h("p", { class: "app-actions" }, way.element),
    area(app, id, "prediction", 2),
    area(app, id, "plan"),
    h("div", { class: "app-short" }, boundInput(app, t("app_test_started"), "date", path("started"))),
  );
  const parts = [driver, step, measure, guidance, way];
  return { element, refresh: () => parts.forEach(({ refresh }) => refresh()) };
}

/** What happened, what was learned and what comes of it. @param {App} app @param {string} id @param {() => void} follow */
function laterParts(app, id, follow) {
  const { session, t } = app;
  const predicted = h("p", { class: "app-hint" });
  const decision = boundChoice(
    app,
    t("app_test_decision"),
    () => ["tests", id, "decision"],
    () => [
      ["", t("app_test_undecided")],
      ...DECISIONS.map((value) => /** @type {[string, string]} */ ([value, t(`app_decision_${value}`)])),
    ],
  );
  const elements = [
    h(
      "fieldset",
      {},
      h("legend", {}, t("app_test_part_do")),
      area(app, id, "happened"),
      h(
        "div",
        { class: "app-short" },
        boundInput(app, t("app_test_ended"), "date", () => ["tests", id, "ended"]),
      ),
    ),
    h("fieldset", {}, h("legend", {}, t("app_test_part_study")), predicted, area(app, id, "learned")),
    h(
      "fieldset",
      {},
      h("legend", {}, t("app_test_part_act")),
      decision.element,
      h(
        "p",
        { class: "app-actions" },
        button(t("app_test_next"), follow),
        button(t("app_test_print"), () => printWorksheets(app, [id])),
      ),
    ),
  ];
  const refresh = () => {
    const text = textAt(session.file, "tests", id, "prediction").trim();
    say(predicted, text && t("app_test_predicted", { text }));
    decision.refresh();
  };
  refresh();
  return { elements, refresh };
}

/**
 * One cycle, folded: its line says which it is and how it stands.
 * @param {App} app @param {import("./chains.js").Cycle} cycle @param {() => void} follow begins the next one
 */
function cycleCard(app, { id, cycle }, follow) {
  const { session, t } = app;
  const name = h("strong", {});
  const facts = h("span", { class: "meta" });
  const plan = planPart(app, id);
  const later = laterParts(app, id, follow);
  const element = h(
    "details",
    { class: "app-test", "data-test": id },
    h("summary", {}, name, " ", facts),
    plan.element,
    later.elements,
  );
  const refresh = () => {
    const test = own(session.file?.tests, id);
    say(name, t("app_test_cycle_of", { n: cycle, change: textAt(test, "change").trim() || t("app_test_unnamed") }));
    say(facts, [t(`app_stage_${stageOf(test)}`), datesOf(test)].filter(Boolean).join(" · "));
    plan.refresh();
    later.refresh();
  };
  refresh();
  return { element, refresh };
}

/** A chain of cycles as a line of them, and each to be opened. @param {App} app @param {import("./chains.js").Cycle[]} chain @param {(id: string) => void} follow */
function chainPart(app, chain, follow) {
  const { session, t } = app;
  const heading = h("h3", {});
  const line = h("ol", { class: "bare app-cycles", "aria-label": t("app_test_cycles") });
  const cards = chain.map((cycle) => cycleCard(app, cycle, () => follow(cycle.id)));
  const element = h(
    "section",
    { class: "app-step", "data-chain": chain[0].id },
    heading,
    line,
    cards.map((card) => card.element),
  );
  const links = chain.map(({ id, cycle }) => {
    const stage = h("span", {});
    const open = button(t("app_test_cycle_n", { n: cycle }), () => openTest(element, id), { class: "app-link" });
    return { id, stage, element: h("li", {}, open, " ", stage) };
  });
  line.append(...links.map((link) => link.element));
  line.hidden = chain.length < 2;
  const refresh = () => {
    const texts = chain.map(({ id }) => textAt(session.file, "tests", id, "change").trim());
    say(heading, texts.filter(Boolean).at(-1) ?? t("app_test_unnamed"));
    for (const { id, stage } of links) say(stage, t(`app_stage_${stageOf(own(session.file?.tests, id))}`));
    for (const card of cards) card.refresh();
  };
  refresh();
  return { element, refresh };
}

/** Opens a test and puts the cursor into its first field. @param {HTMLElement} root @param {string} id */
function openTest(root, id) {
  const card = root.querySelector(`[data-test="${CSS.escape(id)}"]`);
  if (!(card instanceof HTMLDetailsElement)) return;
  card.open = true;
  card.querySelector("textarea")?.focus();
}

/** @param {App} app */
function takeAway(app) {
  const { session, guide, t, parts } = app;
  const table = () => {
    session.ensure();
    const rows = testRows(/** @type {any} */ (session.file), guide, t);
    download(fileName([parts.roundName(app), t("app_view_tests")], ".csv"), csv(rows), "text/csv");
  };
  const all = () => {
    const written = chains(session.file)
      .flat()
      .filter(({ test }) => !isBlank(test))
      .map(({ id }) => id);
    printWorksheets(app, written.length ? written : [""]);
  };
  return h(
    "p",
    { class: "app-actions app-no-print" },
    button(t("app_test_print_all"), all),
    button(t("app_test_print_blank"), () => printWorksheets(app, [""])),
    button(t("app_test_csv"), table),
  );
}

/** @param {App} app @param {HTMLElement} root */
export function openTests(app, root) {
  const { session, t } = app;
  const list = h("div", {});
  /** @type {Part[]} */
  let shown = [];
  let built = "?";
  const build = () => {
    const open = new Set([...list.querySelectorAll("details[data-test][open]")].map((card) => card.getAttribute("data-test")));
    shown = chains(session.file).map((chain) => chainPart(app, chain, follow));
    fill(
      list,
      shown.length ? shown.map(({ element }) => element) : h("p", { class: "meta" }, t("app_no_tests")),
    );
    for (const card of list.querySelectorAll("details")) card.open = open.has(card.getAttribute("data-test"));
  };
  const refresh = () => {
    // Which tests there are and which follows which; fields that somebody writes in stay where they are.
    const shape = JSON.stringify(chains(session.file).map((chain) => chain.map(({ id, cycle }) => [id, cycle])).sort());
    if (shape !== built && !list.contains(document.activeElement)) {
      built = shape;
      build();
    } else for (const part of shown) part.refresh();
  };
  const show = (/** @type {string} */ id) => {
    built = "";
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    refresh();
    openTest(list, id);
  };
  const begin = (/** @type {{[field: string]: string}} */ fields) => {
    const id = newId("t");
    writeTest(session, id, fields);
    return id;
  };
  /** Begins the cycle after the last one of a test's chain. @param {string} id */
  const follow = (id) => {
    const chain = chains(session.file).find((one) => one.some((cycle) => cycle.id === id)) ?? [];
    const last = chain.filter(({ test }) => !valueOf(registerAt(test, ["next"]))).at(-1)?.id ?? id;
    const next = begin(fieldsOfNext(own(session.file?.tests, last)));
    session.edit(["tests", last, "next"], next);
    list.querySelector(`[data-test="${CSS.escape(last)}"]`)?.removeAttribute("open");
    show(next);
    app.status(t("app_test_next_begun"));
  };
  fill(
    root,
    h("h2", { tabindex: -1 }, t("app_tests_title")),
    h("p", {}, t("app_tests_help")),
    h(
      "p",
      { class: "app-actions" },
      button(t("app_test_add"), () => show(begin({}))),
    ),
    list,
    takeAway(app),
  );
  refresh();
  const { wanted } = app;
  app.wanted = "";
  // After the view's heading has had the focus.
  if (wanted) queueMicrotask(() => openTest(list, wanted));
  return refresh;
}
