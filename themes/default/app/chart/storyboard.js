// The storyboard: a team's work on one page, for a wall or a learning session, from its file alone.

import { brieflyOf, smallFigure } from "./figure.js";
import { button, fill, h, say } from "../guide/dom.js";
import { own, textAt } from "../guide/registers.js";
import { stepsOf } from "../team/steps.js";
import { chains, datesOf, isBlank, stageOf } from "../tests/chains.js";
import { measuresOf, seriesOf } from "./series.js";

/** @typedef {import("../guide/bind.js").App} App */
/** What the screen alone is asked: whether names are on the page. @typedef {{names: boolean}} Settings */

/** A part with its heading; nothing where there is nothing in it. @param {string} name @param {(Node | false | null | undefined)[]} inside */
function part(name, ...inside) {
  const there = inside.filter((one) => one instanceof Node);
  return there.length > 0 && h("section", {}, h("h3", {}, name), there);
}

/** @param {string[]} texts */
function list(texts) {
  return texts.length > 0 && h("ul", {}, texts.map((text) => h("li", {}, text)));
}

/** Who takes part, by name and role, or by role alone. @param {App} app @param {Settings} settings */
function team(app, { names }) {
  const { session, parts } = app;
  const people = session.members().map((id) => {
    const role = textAt(own(session.file?.members, id), "role");
    const name = names ? parts.memberName(app, id) : "";
    return [name, role].filter(Boolean).join(", ");
  });
  return people.some(Boolean) && h("p", {}, people.filter(Boolean).join("; "));
}

/** A row for each change: its cycles with what was decided, and what came of the last that says so. @param {App} app */
function tried({ session, t }) {
  const rows = chains(session.file)
    .map((chain) => chain.filter(({ test }) => !isBlank(test)))
    .filter((chain) => chain.length)
    .map((chain) => {
      const last = (/** @type {string} */ field) =>
        chain.map(({ test }) => textAt(test, field).trim()).filter(Boolean).at(-1) ?? "";
      const cycles = chain.map(({ cycle, test }) =>
        h("li", {}, [`${t("app_test_cycle_n", { n: cycle })}: ${t(`app_stage_${stageOf(test)}`)}`, datesOf(test)].filter(Boolean).join(", ")),
      );
      return h(
        "tr",
        {},
        h("th", { scope: "row" }, last("change") || t("app_test_unnamed")),
        h("td", {}, h("ol", { class: "bare" }, cycles)),
        h("td", {}, last("happened")),
      );
    });
  const head = ["app_test_change", "app_test_cycles", "app_test_happened"].map((key) => h("th", { scope: "col" }, t(key)));
  return rows.length > 0 && h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": t("app_board_tried") }, h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)));
}

/** @param {App} app */
function charts({ session, t }) {
  const drawn = measuresOf(session.file)
    .map((id) => seriesOf(session.file, id))
    .filter(({ reading }) => reading)
    .map((series) =>
      h(
        "div",
        {},
        h("h4", {}, [series.title || t("app_measure_unnamed"), series.unit.trim()].filter(Boolean).join(", ")),
        smallFigure(series, t),
        h("p", {}, brieflyOf(series, t)),
      ),
    );
  return drawn.length > 0 && h("div", { class: "app-board-charts" }, drawn);
}

/** @param {App} app @param {Settings} settings */
function board(app, settings) {
  const { session, guide, t, parts } = app;
  const { file } = session;
  const learned = chains(file).flat().map(({ test }) => textAt(test, "learned").trim()).filter(Boolean);
  const next = stepsOf(file)
    .filter(({ step }) => parts.isOpen(step))
    .map(({ step }) => [textAt(step, "what") || t("app_step_unnamed"), settings.names && textAt(step, "owner"), textAt(step, "due")].filter(Boolean).join(", "));
  const aim = textAt(file, "round", "aim").trim();
  return [
    h("p", { class: "meta" }, [guide.guide.title, textAt(file, "round", "date")].filter(Boolean).join(" · ")),
    h(
      "div",
      { class: "app-board" },
      part(t("app_round_aim"), h("p", {}, aim || t("app_board_no_aim"))),
      part(t("app_board_team"), team(app, settings)),
      part(t("app_board_tried"), tried(app)),
      part(t("app_board_charts"), charts(app)),
      part(t("app_board_learned"), list([...new Set(learned)])),
      part(t("app_board_next"), list(next)),
    ),
  ];
}

/** @param {App} app @param {HTMLElement} root */
export function openStoryboard(app, root) {
  const { t } = app;
  const heading = h("h2", { tabindex: -1 });
  const body = h("div", {});
  const box = h("input", { type: "checkbox", onchange: () => refresh() });
  const refresh = () => {
    say(heading, t("app_board_title", { round: app.parts.roundName(app) }));
    if (!body.contains(document.activeElement)) fill(body, board(app, { names: !box.checked }));
  };
  fill(
    root,
    heading,
    h(
      "div",
      { class: "app-no-print" },
      h("p", {}, t("app_board_help")),
      h("p", { class: "app-check" }, h("label", {}, box, ` ${t("app_hide_names")}`)),
      h("p", { class: "app-actions" }, button(t("app_print"), () => print())),
    ),
    body,
  );
  refresh();
  return refresh;
}
