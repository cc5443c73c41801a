// The team's view: who is in the round and who is missing, every member's answers side by side, what divides them most
// first. Never merges anything itself.

import { fill, h } from "../guide/dom.js";
import { allEntries } from "../guide/guide.js";
import { own, textAt } from "../guide/registers.js";
import { card, namesToggle } from "./card.js";
import { absent, attendance, everyone, mostDivided } from "./derive.js";
import { filePicker } from "./drawers.js";
import { noLongerAsked, person } from "./fields.js";

/** @typedef {import("../guide/bind.js").App} App */

/** @param {App} app */
function people(app) {
  const { session, guide, t } = app;
  const rows = attendance(session.file, guide).map(({ member, done, of }) => {
    const self = own(session.file?.members, member);
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, person(app, member)),
      h("td", {}, textAt(self, "role") || "–"),
      h("td", {}, textAt(self, "sector") || "–"),
      h("td", {}, t("app_answered", { done, of })),
    );
  });
  const head = ["app_name", "app_role", "app_sector", "app_progress_head"].map((key) =>
    h("th", { scope: "col" }, t(key)),
  );
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "group", "aria-label": t("app_people") },
    h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)),
  );
}

/** @param {App} app */
function perspectives({ session, guide, t }) {
  const said = /** @type {const} */ ([
    ["role", guide.roles, "app_missing_roles"],
    ["sector", guide.sectors, "app_missing_sectors"],
  ]).flatMap(([field, usual, key]) => {
    const missing = absent(session.file, field, usual);
    return missing.length ? [h("li", {}, t(key, { list: missing.join(", ") }))] : [];
  });
  return (
    said.length > 0 &&
    h("div", {}, h("h3", {}, t("app_missing")), h("p", { class: "meta" }, t("app_missing_help")), h("ul", {}, said))
  );
}

/** @param {App} app @param {HTMLElement} root */
export function openTeam(app, root) {
  const { session, guide, t } = app;
  const [table, missing, list, gone] = [h("div", {}), h("div", {}), h("div", { class: "app-cards" }), h("div", {})];
  let order = "divided";
  /** @type {{element: HTMLElement, refresh: () => void}[]} */
  let cards = [];
  let built = "";
  const sort = app.parts.choices(
    [
      ["divided", t("app_sort_divided")],
      ["guide", t("app_sort_guide")],
    ],
    order,
    (value) => {
      order = value;
      build();
    },
  );
  sort.setAttribute("aria-label", t("app_sort"));
  const build = () => {
    built = everyone(session.file).join();
    cards = (order === "divided" ? mostDivided(session.file, guide) : allEntries(guide)).map((entry) =>
      card(app, entry),
    );
    fill(
      list,
      cards.map(({ element }) => element),
    );
  };
  const refresh = () => {
    fill(table, people(app));
    fill(missing, perspectives(app));
    // The list is sorted anew when somebody joins, never under the hands of who writes in it.
    if (everyone(session.file).join() !== built && !list.contains(document.activeElement)) build();
    else for (const { refresh: again } of cards) again();
    fill(gone, noLongerAsked(app));
  };
  fill(
    root,
    h("h2", { tabindex: -1 }, t("app_view_team")),
    h("p", {}, t("app_team_help")),
    filePicker(app, t("app_open_members")),
    namesToggle(app),
    h("h3", {}, t("app_people")),
    table,
    missing,
    h("div", { class: "app-line" }, h("h3", {}, t("app_items")), sort),
    list,
    gone,
  );
  refresh();
  return refresh;
}
