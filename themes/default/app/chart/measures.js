// The team's own measures: what is counted, its numbers typed in or pasted, and its run chart. Never knows how numbers are
// kept.

import { chartFigure } from "./figure.js";
import { button, download, fileName, fill, freshId, h, labelled, say } from "../guide/dom.js";
import { canonical, own, registerAt, textAt, valueOf, valuesOf } from "../guide/registers.js";
import { csv } from "../report/csv.js";
import { boundChoice, boundInput, newId } from "../team/inputs.js";
import { writeTest } from "../tests/begin.js";
import { readNumber, readPasted } from "./pasted.js";
import { daysOf, isMarked, measuresOf, pointRows, seriesOf } from "./series.js";

/** @typedef {import("../guide/bind.js").App} App */
/** @typedef {{element: HTMLElement, refresh: () => void}} Part */

/** Faults that are told one by one. */
const TOLD = 12;

/**
 * A field for a number, typed as people of any language do. What is no number changes nothing, and is said.
 * @param {App} app @param {HTMLInputElement} input @param {() => string[]} path
 */
function boundNumber(app, input, path) {
  const hint = h("p", { class: "app-hint", id: freshId() });
  input.setAttribute("inputmode", "decimal");
  input.setAttribute("aria-describedby", hint.id);
  const parse = (/** @type {string} */ text) => {
    const value = readNumber(text);
    const isWrong = text.trim() !== "" && value === null;
    say(hint, isWrong ? app.t("app_number_wrong", { text }) : "");
    input.setAttribute("aria-invalid", String(isWrong));
    return isWrong ? valueOf(registerAt(app.session.file, path())) : value;
  };
  app.parts.bind(app, input, path, { parse });
  return hint;
}

/** The box that marks a day's number as obviously different from all others. @param {App} app @param {string} id @param {string} date */
function markBox(app, id, date) {
  const { session, t } = app;
  const mark = () => session.edit(["measures", id, "astronomical", date], box.checked);
  const box = h("input", { type: "checkbox", class: "app-mark", "aria-label": t("app_point_mark_of", { date }), onchange: mark });
  const refresh = () => {
    box.checked = isMarked(own(session.file?.measures, id), date);
    // Two browsers said different things: whoever presses it decides.
    box.indeterminate = valuesOf(registerAt(session.file, ["measures", id, "astronomical", date])).length > 1;
  };
  app.bindings.add({ element: box, refresh });
  refresh();
  return box;
}

/** Every day with its number, its note and its mark, to be changed. @param {App} app @param {string} id @returns {Part} */
function pointFields(app, id) {
  const { session, t } = app;
  const element = h("div", {});
  let built = "";
  const row = (/** @type {string} */ date) => {
    const path = (/** @type {string} */ part) => () => ["measures", id, part, date];
    const value = h("input", { type: "text", "aria-label": t("app_point_value_of", { date }) });
    const note = h("input", { type: "text", maxlength: 500, "aria-label": t("app_point_note_of", { date }) });
    const [number, words] = [h("td", {}, value), h("td", {}, note)];
    number.append(boundNumber(app, value, path("points")));
    app.parts.bind(app, note, path("notes"));
    const remove = () => {
      for (const part of ["points", "notes", "astronomical"]) {
        if (registerAt(session.file, path(part)())) session.edit(path(part)(), null);
      }
      app.status(t("app_point_removed", { date }));
      element.closest("details")?.querySelector("summary")?.focus();
    };
    const away = button(t("app_point_remove"), remove, { "aria-label": t("app_point_remove_of", { date }) });
    return h("tr", {}, h("th", { scope: "row" }, date), number, words, h("td", {}, markBox(app, id, date)), h("td", {}, away));
  };
  const refresh = () => {
    const days = daysOf(own(session.file?.measures, id));
    if (days.join() === built || element.contains(document.activeElement)) return;
    built = days.join();
    const head = ["chart_date", "chart_value", "app_point_note", "app_point_mark"].map((key) => h("th", { scope: "col" }, t(key)));
    fill(
      element,
      days.length > 0 &&
        h(
          "div",
          { class: "scroll", tabindex: 0, role: "group", "aria-label": t("app_points") },
          h("table", {}, h("thead", {}, h("tr", {}, head, h("td", {}))), h("tbody", {}, days.map(row))),
        ),
    );
  };
  refresh();
  return { element, refresh };
}

/** Fields for one more day. @param {App} app @param {string} id */
function newPoint(app, id) {
  const { session, t } = app;
  const date = h("input", { type: "date" });
  const value = h("input", { type: "text", inputmode: "decimal" });
  const note = h("input", { type: "text", maxlength: 500 });
  const hint = h("p", { class: "app-hint", role: "alert" });
  const add = () => {
    const number = readNumber(value.value);
    const missing = !date.value ? date : number === null && !(note.value.trim() && !value.value.trim()) ? value : null;
    say(hint, missing ? t(missing === date ? "app_point_no_date" : "app_number_wrong", { text: value.value }) : "");
    if (missing) return missing.focus();
    if (number !== null) session.edit(["measures", id, "points", date.value], number);
    if (note.value.trim()) session.edit(["measures", id, "notes", date.value], note.value.trim());
    for (const field of [date, value, note]) field.value = "";
    app.status(t("app_point_added"));
    date.focus();
  };
  return [
    h(
      "div",
      { class: "app-fields", onkeydown: (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && add() },
      labelled(t("app_point_date"), date),
      labelled(t("chart_value"), value),
      labelled(t("app_point_note"), note),
    ),
    hint,
    h("p", { class: "app-actions" }, button(t("app_point_add"), add)),
  ];
}

/** A field for what a spreadsheet gave. @param {App} app @param {string} id */
function paste(app, id) {
  const { session, guide, t } = app;
  const text = h("textarea", { rows: 4, spellcheck: "false" });
  const told = h("div", { role: "alert" });
  const take = () => {
    const { points, isPercent, baseline, faults } = readPasted(text.value, guide.language);
    const lines = faults.slice(0, TOLD).map(({ line, key, blanks }) => h("li", {}, t("app_paste_line", { n: line, what: t(key, blanks) })));
    fill(
      told,
      faults.length > 0 && h("p", {}, t("app_paste_wrong")),
      faults.length > 0 && h("ul", {}, lines),
      faults.length > TOLD && h("p", {}, t("app_paste_more", { n: faults.length - TOLD })),
    );
    if (faults.length) return text.focus();
    for (const { date, value, note, isMarked } of points) {
      session.edit(["measures", id, "points", date], value);
      if (note) session.edit(["measures", id, "notes", date], note);
      if (isMarked) session.edit(["measures", id, "astronomical", date], true);
    }
    if (baseline) session.edit(["measures", id, "baseline"], baseline);
    if (isPercent && !textAt(session.file, "measures", id, "unit")) session.edit(["measures", id, "unit"], "%");
    text.value = "";
    app.status(t("app_paste_taken", { n: points.length }));
  };
  return h(
    "details",
    {},
    h("summary", {}, t("app_paste_points")),
    h("p", { class: "meta" }, t("app_paste_points_help")),
    labelled(t("app_paste_label"), text),
    told,
    h("p", { class: "app-actions" }, button(t("app_paste_take"), take)),
  );
}

/** What a measure is. @param {App} app @param {string} id */
function about(app, id) {
  const { t } = app;
  const path = (/** @type {string} */ name) => () => ["measures", id, name];
  const direction = boundChoice(app, t("app_measure_direction"), path("direction"), () => [
    ["", t("app_measure_no_direction")],
    ["up", t("app_measure_up")],
    ["down", t("app_measure_down")],
  ]);
  const target = h("input", { type: "text" });
  const field = labelled(t("app_measure_target"), target);
  field.append(boundNumber(app, target, path("target")));
  const baseline = boundChoice(app, t("app_measure_baseline"), path("baseline"), () => [
    ["", t("app_measure_no_baseline")],
    ...seriesOf(app.session.file, id).points.map(({ date, label }) => /** @type {[string, string]} */ ([date, t("app_measure_until", { date: label })])),
  ]);
  const element = h(
    "div",
    {},
    boundInput(app, t("app_measure_title"), "text", path("title")),
    h(
      "div",
      { class: "app-fields" },
      boundInput(app, t("app_measure_unit"), "text", path("unit"), ["%"]),
      direction.element,
      field,
      baseline.element,
    ),
    h("p", { class: "meta" }, t("app_measure_baseline_help")),
  );
  return { element, refresh: () => [direction, baseline].forEach((choice) => choice.refresh()) };
}

/** The chart, drawn anew only where it says something else. @param {App} app @param {string} id @returns {Part} */
function chart(app, id) {
  const { session, t } = app;
  const element = h("div", {});
  let shown = "";
  const open = (/** @type {string} */ test) => {
    app.wanted = test;
    app.show("tests");
  };
  const refresh = () => {
    const series = seriesOf(session.file, id);
    const key = canonical(/** @type {any} */ (series));
    if (key === shown || element.contains(document.activeElement)) return;
    shown = key;
    const isOpen = element.querySelector("details")?.open;
    const unit = series.unit.trim();
    fill(
      element,
      series.reading ? chartFigure(series, t, open) : h("p", { class: "meta" }, t("app_measure_no_points")),
      unit && unit !== "%" && h("p", { class: "meta" }, t("app_measure_in", { unit })),
    );
    if (isOpen) element.querySelector("details")?.setAttribute("open", "");
  };
  refresh();
  return { element, refresh };
}

/** @param {App} app @param {string} id @returns {Part} */
function measurePart(app, id) {
  const { session, t, parts } = app;
  const heading = h("h3", {});
  const [drawing, fields, points] = [chart(app, id), about(app, id), pointFields(app, id)];
  const isNew = !daysOf(own(session.file?.measures, id)).length;
  const plan = () => {
    const test = newId("t");
    writeTest(session, test, { measure: id });
    app.wanted = test;
    app.show("tests");
  };
  const table = () =>
    download(fileName([parts.roundName(app), heading.textContent ?? ""], ".csv"), csv(pointRows(session.file, id)), "text/csv");
  const element = h(
    "section",
    { class: "app-step", "data-measure": id },
    heading,
    drawing.element,
    h("details", { class: "app-no-print", open: isNew }, h("summary", {}, t("app_measure_about")), fields.element),
    h(
      "details",
      { class: "app-no-print", open: isNew },
      h("summary", {}, t("app_points")),
      newPoint(app, id),
      paste(app, id),
      points.element,
    ),
    h("p", { class: "app-actions" }, button(t("app_measure_test"), plan), button(t("app_measure_csv"), table)),
  );
  const refresh = () => {
    say(heading, textAt(session.file, "measures", id, "title").trim() || t("app_measure_unnamed"));
    for (const part of [drawing, fields, points]) part.refresh();
  };
  refresh();
  return { element, refresh };
}

/** @param {App} app @param {HTMLElement} root */
export function openMeasures(app, root) {
  const { session, t } = app;
  const list = h("div", {});
  /** @type {Part[]} */
  let shown = [];
  let built = "?";
  const refresh = () => {
    const ids = measuresOf(session.file);
    const key = [...ids].sort().join();
    if (key === built || list.contains(document.activeElement)) return shown.forEach((part) => part.refresh());
    built = key;
    shown = ids.map((id) => measurePart(app, id));
    fill(
      list,
      shown.length ? shown.map(({ element }) => element) : h("p", { class: "meta" }, t("app_no_measures")),
    );
  };
  const open = (/** @type {string} */ id) => {
    const part = list.querySelector(`[data-measure="${CSS.escape(id)}"]`);
    part?.scrollIntoView();
    const field = part?.querySelector("details[open] input") ?? part?.querySelector("summary");
    if (field instanceof HTMLElement) field.focus();
  };
  const add = () => {
    const id = newId("c");
    session.edit(["measures", id, "title"], "");
    refresh();
    open(id);
  };
  fill(
    root,
    h("h2", { tabindex: -1 }, t("app_measures_title")),
    h("p", {}, t("app_measures_help")),
    h("p", { class: "app-actions" }, button(t("app_measure_add"), add)),
    list,
  );
  refresh();
  const { wanted } = app;
  app.wanted = "";
  if (wanted) queueMicrotask(() => open(wanted));
  return refresh;
}
