// Tests on paper, a page each: what is written stands in its box, and where nothing is, there is room for a pen.

import { h } from "../guide/dom.js";
import { own, registerAt, valuesOf } from "../guide/registers.js";
import { DECISIONS, chains } from "./chains.js";
import { namedBy } from "./model.js";

/** @typedef {import("../guide/bind.js").App} App */

/** All that a field says: values at odds with each other stand side by side. @param {any} test @param {string} field */
function said(test, field) {
  return valuesOf(registerAt(test, [field]))
    .filter((value) => typeof value === "string" && value)
    .join(" / ");
}

/** @param {App} app @param {string} id of a test, or nothing for a blank sheet */
function worksheet(app, id) {
  const { session, guide, t, parts } = app;
  const test = own(session.file?.tests, id);
  const names = namedBy(session.file, guide, test);
  const cycle = chains(session.file).flat().find((one) => one.id === id)?.cycle;
  const line = (/** @type {string} */ key, /** @type {string} */ text) =>
    h("div", {}, h("dt", {}, t(key)), h("dd", {}, text));
  const box = (/** @type {string} */ field) =>
    h("div", { class: `app-box app-box-${field}` }, h("h3", {}, t(`app_test_${field}`)), h("p", {}, said(test, field)));
  const part = (/** @type {string} */ name, /** @type {Node[]} */ ...inside) =>
    h("section", {}, h("h2", {}, t(`app_test_part_${name}`)), inside);
  const decision = valuesOf(registerAt(test, ["decision"]));
  const round = session.file && parts.roundName(app);
  return h(
    "article",
    { class: "app-sheet" },
    h(
      "header",
      {},
      h("h1", {}, t("app_sheet_title")),
      h(
        "p",
        { class: "meta" },
        [cycle && t("app_test_cycle_n", { n: cycle }), round, guide.guide.title].filter(Boolean).join(" · "),
      ),
    ),
    h(
      "dl",
      {},
      line("app_test_aim", said(test, "aim")),
      line("app_test_driver", names.driver),
      line("app_test_step", names.step),
      line("app_test_measure", names.measure),
      line("app_test_started", said(test, "started")),
      line("app_test_ended", said(test, "ended")),
    ),
    part("plan", box("change"), box("prediction"), box("plan")),
    part("do", box("happened")),
    part("study", box("learned")),
    part(
      "act",
      h(
        "ul",
        { class: "bare" },
        DECISIONS.map((one) => h("li", {}, `${decision.includes(one) ? "☑" : "☐"} ${t(`app_decision_${one}`)}`)),
      ),
    ),
  );
}

/** Prints worksheets; the page is as it was when that is done. @param {App} app @param {string[]} ids */
export function printWorksheets(app, ids) {
  const sheets = h(
    "div",
    { class: "app-sheets" },
    ids.map((id) => worksheet(app, id)),
  );
  document.querySelector(".app-sheets")?.remove();
  document.body.append(sheets);
  document.body.dataset.print = "sheets";
  addEventListener(
    "afterprint",
    () => {
      delete document.body.dataset.print;
      sheets.remove();
    },
    { once: true },
  );
  print();
}
