// Then and now: two rounds of the guide on one scale, by driver and item by item, and what became of what was promised.

import { fill, h, labelled } from "../guide/dom.js";
import { allEntries, levelLabel } from "../guide/guide.js";
import { own, textAt } from "../guide/registers.js";
import { grid, thenNow } from "../team/charts.js";
import { byDriver, standing } from "../team/derive.js";
import { stepTable } from "./plan.js";
import { stepsOf } from "../team/steps.js";

/** @typedef {import("../guide/bind.js").App} App */

/** A mean level in words: between which two levels it lies, and its number. @param {App} app @param {number | null} mean */
function meanText({ guide, t }, mean) {
  if (mean === null) return "–";
  const levels = guide.scale?.levels ?? [];
  return t("app_mean", { n: (mean + 1).toFixed(1), of: levels.length });
}

/** A table that may be wider than the screen. @param {string} name @param {string[]} head @param {(string | Node)[][]} rows */
export function table(name, head, rows) {
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": name },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          head.map((text) => h("th", { scope: "col" }, text)),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map(([first, ...rest]) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, first),
            rest.map((text) => h("td", {}, text)),
          ),
        ),
      ),
    ),
  );
}

/** How an entry stands, in words. @param {App} app @param {any} file @param {string} entry */
export function standingText({ guide, t }, file, entry) {
  const { rank, agreed, state } = standing(file, guide, entry);
  if (rank !== null)
    return agreed
      ? levelLabel(guide, guide.scale?.levels[rank].id ?? "")
      : t("app_middle", { level: levelLabel(guide, guide.scale?.levels[rank].id ?? "") });
  if (state === "not-applicable") return t("app_not_applicable");
  if (state === "not-discussed") return t("app_not_discussed");
  return textAt(own(file?.agreed, entry), "answer") || "–";
}

/** The heat grid of a round with its table. @param {App} app @param {any} file */
export function heat(app, file) {
  const { guide, t } = app;
  const levels = guide.scale?.levels ?? [];
  const rows = guide.actions
    .map((action) => ({
      title: action.title,
      cells: allEntries(guide)
        .filter((entry) => entry.action === action && entry.rated)
        .map(({ id, text }) => {
          const { rank, state } = standing(file, guide, id);
          return {
            id,
            name: `${text}: ${standingText(app, file, id)}`,
            rank,
            mark: state === "not-applicable" ? "×" : "?",
          };
        }),
    }))
    .filter(({ cells }) => cells.length);
  if (!rows.length) return null;
  const name = t("app_grid", { title: guide.guide.title });
  const all = allEntries(guide).filter(({ rated }) => rated);
  return h(
    "figure",
    {},
    grid(rows, levels.length, name, ""),
    h("figcaption", {}, t("app_grid_key", { list: levels.map(({ label }, at) => `${at + 1} ${label}`).join(", ") })),
    h(
      "details",
      {},
      h("summary", {}, t("app_as_table")),
      table(
        name,
        [t("app_csv_action"), t("app_csv_text"), t("app_csv_level")],
        all.map(({ id, text, action }) => [action.title, text, standingText(app, file, id)]),
      ),
    ),
  );
}

/** @param {App} app @param {any} then @param {any} now */
function comparison(app, then, now) {
  const { guide, t, parts } = app;
  const levels = (guide.scale?.levels ?? []).map(({ label }) => label);
  const before = new Map(byDriver(then, guide).map(({ name, mean }) => [name, mean]));
  const rows = byDriver(now, guide).map(({ name, mean }) => ({ name, then: before.get(name) ?? null, now: mean }));
  const names = [parts.roundName(app, then), parts.roundName(app, now)];
  const title = t("app_then_now", { then: names[0], now: names[1] });
  const change = (/** @type {number | null} */ one, /** @type {number | null} */ other) =>
    one === null || other === null
      ? "–"
      : `${other - one > 0 ? "+" : other < one ? "−" : "±"}${Math.abs(other - one).toFixed(1)}`;
  const items = allEntries(guide).map(({ id, text }) => [
    text,
    standingText(app, then, id),
    standingText(app, now, id),
  ]);
  const promised = stepsOf(then)
    .filter(({ step }) => parts.isOpen(step))
    .map(({ id, step }) => ({ id, step: own(now?.next_steps, id) ?? step }));
  return [
    promised.length > 0 && h("h3", {}, t("app_drawer_promise")),
    promised.length > 0 && stepTable(app, promised, ["what", "owner", "due", "status"]),
    rows.length > 0 && levels.length > 0 && h("h3", {}, t("app_by_driver")),
    rows.length > 0 &&
      levels.length > 0 &&
      h(
        "figure",
        {},
        thenNow(rows, levels, title),
        h("figcaption", {}, t("app_then_now_key", { then: names[0], now: names[1] })),
      ),
    rows.length > 0 &&
      table(
        t("app_by_driver"),
        [t("app_driver"), names[0], names[1], t("app_change")],
        rows.map(({ name, then: one, now: other }) => [
          name,
          meanText(app, one),
          meanText(app, other),
          change(one, other),
        ]),
      ),
    h("h3", {}, t("app_items")),
    table(t("app_items"), [t("app_csv_text"), names[0], names[1]], items),
  ];
}

/** @param {App} app @param {HTMLElement} root */
export function openCompare(app, root) {
  const { session, t, parts } = app;
  const [picker, body] = [h("div", {}), h("div", {})];
  let chosen = "";
  const refresh = () =>
    void session
      .rounds()
      .then((files) => {
        const others = files.filter((file) => file.round.id !== session.file?.round.id);
        const { previous } = session.file?.round ?? {};
        const then = others.find((file) => file.round.id === (chosen || previous)) ?? others.at(-1);
        const options = others.map(
          (file) =>
            /** @type {[string, string]} */ ([
              file.round.id,
              [parts.roundName(app, file), textAt(file, "round", "date")].filter(Boolean).join(", "),
            ]),
        );
        if (!picker.contains(document.activeElement)) {
          fill(
            picker,
            options.length > 0 &&
              labelled(
                t("app_compare_with"),
                parts.choices(options, then?.round.id ?? "", (id) => {
                  chosen = id;
                  refresh();
                }),
              ),
          );
        }
        if (body.contains(document.activeElement)) return;
        fill(
          body,
          h("h3", {}, t("app_where_now")),
          heat(app, session.file) ?? h("p", {}, t("app_no_levels")),
          then ? comparison(app, then, session.file) : h("p", {}, t("app_no_other_round")),
        );
      })
      .catch(app.trouble);
  fill(root, h("h2", { tabindex: -1 }, t("app_view_compare")), h("p", {}, t("app_compare_help")), picker, body);
  refresh();
  return refresh;
}
