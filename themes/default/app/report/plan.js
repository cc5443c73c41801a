// The plan: the gaps with where to read on, and the next steps as a list or by owner, to be taken along as a table or as
// calendar entries.

import { button, download, fileName, fill, h, labelled } from "../guide/dom.js";
import { allEntries, levelLabel } from "../guide/guide.js";
import { textAt } from "../guide/registers.js";
import { counted } from "../guide/words.js";
import { gaps, priority } from "../team/derive.js";
import { boundInput, newId } from "../team/inputs.js";
import { addStep, statusField } from "../team/step-inputs.js";
import { calendar } from "./calendar.js";
import { writeTest } from "../tests/begin.js";
import { fieldsForStep, testLine, testLines, testsByStep } from "../tests/model.js";
import { csv } from "./csv.js";
import { answerRows, stepRows } from "./tables.js";
import { stepsOf } from "../team/steps.js";

/** @typedef {import("../guide/bind.js").App} App */

/** Begins a small test of a step, where the tests are. @param {App} app @param {string} step @param {string} change */
function tryStep(app, step, change) {
  const { session, guide } = app;
  const id = newId("t");
  writeTest(session, id, fieldsForStep(session.file, guide, step, change));
  app.wanted = id;
  app.show("tests");
}

/** The small tests of a step, each a way there, and a way to another. @param {App} app @param {string} step */
function testsPart(app, step) {
  const { session, t } = app;
  const list = h("ul", { class: "bare" });
  const what = () => textAt(session.file, "next_steps", step, "what");
  const begin = button(t("app_test_try"), () => tryStep(app, step, what()));
  const refresh = (tests = testsByStep(session.file)) => {
    begin.setAttribute("aria-label", t("app_test_try_named", { what: what() || t("app_step_unnamed") }));
    if (list.contains(document.activeElement)) return;
    fill(
      list,
      (tests.get(step) ?? []).map((cycle) => {
        const go = () => {
          app.wanted = cycle.id;
          app.show("tests");
        };
        return h("li", {}, button(testLine(t, cycle), go, { class: "app-link" }));
      }),
    );
  };
  refresh();
  return { element: h("div", {}, list, h("p", { class: "app-actions" }, begin)), refresh };
}

/** @param {App} app @param {string} id */
function stepFields(app, id) {
  const { session, guide, t } = app;
  const path = (/** @type {string} */ name) => () => ["next_steps", id, name];
  const item = textAt(session.file, "next_steps", id, "item");
  const entry = allEntries(guide).find((one) => one.id === item);
  const select = h(
    "select",
    {},
    h("option", { value: "" }, t("app_step_no_item")),
    allEntries(guide).map(({ id: value, text }) => h("option", { value }, text)),
    item && !entry && h("option", { value: item }, item),
  );
  const about = labelled(t("app_step_item"), select);
  app.parts.bind(app, select, path("item"));
  const tests = testsPart(app, id);
  const element = h(
    "section",
    {
      class: "app-step",
      "data-step": id,
      "aria-label": textAt(session.file, "next_steps", id, "what") || t("app_step_unnamed"),
    },
    boundInput(app, t("app_step_what"), "text", path("what")),
    h(
      "div",
      { class: "app-fields" },
      boundInput(app, t("app_step_owner"), "text", path("owner")),
      boundInput(app, t("app_step_due"), "date", path("due")),
      statusField(app, id),
      boundInput(app, t("app_step_review"), "date", path("review")),
    ),
    about,
    tests.element,
  );
  return { element, refresh: tests.refresh };
}

/** The plan as a table for each owner. @param {App} app */
function byOwner(app) {
  const { session, t } = app;
  /** @type {Map<string, any[]>} */
  const owners = new Map();
  for (const one of stepsOf(session.file)) {
    const owner = textAt(one.step, "owner").trim();
    owners.set(owner, [...(owners.get(owner) ?? []), one]);
  }
  return [...owners]
    .sort(([one], [other]) => Number(!one) - Number(!other) || (one < other ? -1 : 1))
    .map(([owner, steps]) =>
      h(
        "div",
        {},
        h(
          "h4",
          {},
          owner || t("app_no_owner"),
          " ",
          h("span", { class: "meta" }, counted(t, "app_steps", steps.length)),
        ),
        stepTable(app, steps),
      ),
    );
}

/** Steps as a table; where any of them is tested, a column says how that stands. @param {App} app @param {{id: string, step: any}[]} steps @param {string[]} fields */
export function stepTable({ session, t }, steps, fields = ["what", "due", "status", "review"]) {
  const tests = testsByStep(session.file);
  const columns = steps.some(({ id }) => tests.has(id)) ? [...fields, "test"] : fields;
  const text = (/** @type {{id: string, step: any}} */ { id, step }, /** @type {string} */ field) => {
    if (field === "test") return testLines(t, tests.get(id)) || "–";
    return field === "status" ? t(`app_status_${textAt(step, "status") || "open"}`) : textAt(step, field) || "–";
  };
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": t("app_next_steps") },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          columns.map((field) => h("th", { scope: "col" }, t(`app_step_${field}`))),
        ),
      ),
      h(
        "tbody",
        {},
        steps.map((step) =>
          h(
            "tr",
            {},
            columns.map((field) => h("td", {}, text(step, field))),
          ),
        ),
      ),
    ),
  );
}

/** @param {App} app */
function gapList(app) {
  const { session, guide, t, parts } = app;
  const found = gaps(session.file, guide);
  if (!found.length) return [h("p", {}, t("app_no_gaps"))];
  return [
    h(
      "ul",
      { class: "bare app-gaps" },
      found.map(({ entry, rank }) => {
        const urgency = priority(session.file, entry.id);
        const level = rank === null ? t("app_gap_open") : levelLabel(guide, guide.scale?.levels[rank].id ?? "");
        const reading = parts.guidance(app, entry.driver);
        const count = stepsOf(session.file).filter(({ step }) => textAt(step, "item") === entry.id).length;
        const add = () => {
          const id = addStep(app, entry.id);
          app.redraw();
          const field = document.querySelector(`[data-step="${id}"] input`);
          if (field instanceof HTMLElement) field.focus();
        };
        const test = () => tryStep(app, addStep(app, entry.id, t("app_test_of_gap", { item: entry.text })), "");
        return h(
          "li",
          { "data-gap": entry.id },
          h("p", {}, h("strong", {}, entry.text)),
          h(
            "p",
            { class: "meta" },
            [level, urgency && t(`app_priority_${urgency}`), count && counted(t, "app_steps", count)]
              .filter(Boolean)
              .join(" · "),
          ),
          reading && h("details", {}, h("summary", {}, t("app_read_on")), reading),
          h(
            "p",
            { class: "app-actions" },
            button(t("app_step_for_gap"), add, { "aria-label": t("app_step_for_gap_named", { item: entry.text }) }),
            button(t("app_test_try"), test, { "aria-label": t("app_test_try_named", { what: entry.text }) }),
          ),
        );
      }),
    ),
  ];
}

/** @param {App} app */
function takeAway(app) {
  const { session, guide, t, parts } = app;
  const name = (/** @type {string} */ what) => [parts.roundName(app), what];
  const file = () => {
    session.ensure();
    return /** @type {any} */ (session.file);
  };
  return h(
    "p",
    { class: "app-actions" },
    button(t("app_plan_csv"), () =>
      download(fileName(name("plan"), ".csv"), csv(stepRows(file(), guide, t)), "text/csv"),
    ),
    button(t("app_plan_ics"), () =>
      download(
        fileName(name("plan"), ".ics"),
        calendar(file(), t, {
          title: `${guide.guide.title} – ${parts.roundName(app)}`,
          now: new Date(),
          isOpen: parts.isOpen,
        }),
        "text/calendar",
      ),
    ),
    button(t("app_answers_csv"), () =>
      download(fileName(name("answers"), ".csv"), csv(answerRows(file(), guide, t)), "text/csv"),
    ),
  );
}

/** @param {App} app @param {HTMLElement} root */
export function openPlan(app, root) {
  const { session, t } = app;
  const [steps, paper, found] = [h("div", {}), h("div", { class: "app-paper" }), h("div", {})];
  /** @type {ReturnType<typeof stepFields>[]} */
  let fields = [];
  let sorting = "list";
  let built = "?";
  const refresh = () => {
    if (!found.contains(document.activeElement)) fill(found, gapList(app));
    const all = stepsOf(session.file);
    // A sheet of paper has no use for fields.
    fill(paper, sorting === "list" && all.length > 0 && stepTable(app, all, ["what", "owner", "due", "status", "review"]));
    const ids = [sorting, ...all.map(({ id }) => id).sort()].join();
    // Fields that somebody writes in stay; a table is made anew.
    if (sorting === "list" && ids === built) {
      const tests = testsByStep(session.file);
      for (const { refresh: again } of fields) again(tests);
      return;
    }
    built = ids;
    fields = sorting === "owner" ? [] : all.map(({ id }) => stepFields(app, id));
    fill(
      steps,
      !all.length
        ? h("p", { class: "meta" }, t("app_no_steps"))
        : sorting === "owner"
          ? byOwner(app)
          : fields.map(({ element }) => element),
    );
  };
  const sort = app.parts.choices(
    [
      ["list", t("app_plan_list")],
      ["owner", t("app_plan_owner")],
    ],
    sorting,
    (value) => {
      sorting = value;
      refresh();
    },
  );
  sort.setAttribute("aria-label", t("app_plan_sort"));
  const add = () => {
    sorting = "list";
    sort.value = "list";
    const id = addStep(app, "");
    refresh();
    const field = steps.querySelector(`[data-step="${id}"] input`);
    if (field instanceof HTMLElement) field.focus();
  };
  fill(
    root,
    h("h2", { tabindex: -1 }, t("app_view_plan")),
    h("p", {}, t("app_plan_help")),
    h("div", { class: "app-line" }, h("h3", {}, t("app_next_steps")), sort),
    steps,
    paper,
    h("p", { class: "app-actions" }, button(t("app_step_new"), add)),
    takeAway(app),
    h("h3", {}, t("app_gaps")),
    h("p", { class: "meta" }, t("app_gaps_help")),
    found,
  );
  refresh();
  return refresh;
}
