// One item before the whole team: what its members said side by side, how far apart they are, what they agree on, how
// urgent it is and what comes next. Controls stay while what others write is shown around them.

import { button, fill, freshId, h, labelled, say } from "../guide/dom.js";
import { evidenceOf, isReworded, sheetAt } from "../guide/guide.js";
import { own, textAt } from "../guide/registers.js";
import { counted } from "../guide/words.js";
import { bars } from "./charts.js";
import { distance, everyone, groups, spread, unheard } from "./derive.js";
import { person, screen } from "./fields.js";
import { addStep } from "./step-inputs.js";

/** @typedef {import("../guide/bind.js").App} App */
/** @typedef {import("../guide/guide.js").Entry} Entry */

/** @param {App} app */
export function namesToggle(app) {
  const box = h("input", {
    type: "checkbox",
    onchange: () => {
      screen.names = !box.checked;
      app.redraw();
    },
  });
  box.checked = !screen.names;
  return h(
    "p",
    { class: "app-check" },
    h("label", {}, box, ` ${app.t("app_hide_names")}`),
    h("span", { class: "meta" }, ` ${app.t("app_hide_names_help")}`),
  );
}

/** How levels are spread, as a picture and, by role, as a table. @param {App} app @param {Entry} entry */
function spreadFigure(app, entry) {
  const { session, guide, t } = app;
  const { file } = session;
  const levels = guide.scale?.levels ?? [];
  const all = spread(file, guide, entry.id, everyone(file));
  const rows = [
    ...levels.map(({ label }, at) => ({ label, n: all.counts[at], open: false })),
    { label: t("app_not_discussed"), n: all.notDiscussed, open: true },
    { label: t("app_not_applicable"), n: all.notApplicable, open: true },
    { label: t("app_two_values"), n: all.odds, open: true },
  ].filter(({ n }, at) => at < levels.length || n > 0);
  const name = t("app_spread_of", { list: rows.map(({ label, n }) => `${label}: ${n}`).join(", ") });
  const apart = distance(all.ranks);
  const roles = [...groups(file, "role")];
  const table = h(
    "table",
    {},
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col" }, t("app_role")),
        levels.map(({ label }) => h("th", { scope: "col" }, label)),
      ),
    ),
    h(
      "tbody",
      {},
      roles.map(([role, members]) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, role || t("app_no_role")),
          spread(file, guide, entry.id, members).counts.map((n) => h("td", {}, n || "–")),
        ),
      ),
    ),
  );
  return h(
    "div",
    { class: "app-spread" },
    bars(rows, name),
    apart !== null &&
      h("p", { class: "meta" }, apart === 0 ? t("app_together") : t("app_apart", { n: apart.toFixed(1) })),
    h(
      "details",
      {},
      h("summary", {}, t("app_by_role")),
      h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": t("app_by_role") }, table),
    ),
  );
}

/** What each member said. @param {App} app @param {Entry} entry */
function voices(app, entry) {
  const { session, guide, t, parts } = app;
  const said = everyone(session.file).flatMap((member) => {
    const sheet = sheetAt(session.file, member, entry.id);
    const text = parts.answerText(t, guide, sheet);
    const note = textAt(sheet, "note");
    const evidence = evidenceOf(sheet);
    if (!text && !note && !evidence.length) return [];
    const role = textAt(own(session.file?.members, member), "role");
    return [
      h(
        "li",
        {},
        h(
          "p",
          { class: "app-voice" },
          h("strong", {}, person(app, member)),
          role && h("span", { class: "meta" }, ` ${role}`),
        ),
        h("p", { class: "app-said" }, text || "–"),
        note && h("p", { class: "app-said meta" }, t("app_note_of", { note })),
        evidence.length > 0 &&
          h(
            "ul",
            {},
            evidence.map((one) =>
              h("li", {}, one.url ? h("a", { href: one.url, rel: "external noreferrer" }, one.text) : one.text),
            ),
          ),
        isReworded(sheet, entry) && h("p", { class: "app-hint" }, t("app_reworded_for_member")),
      ),
    ];
  });
  const missing = unheard(session.file, entry.id);
  return [
    said.length ? h("ul", { class: "bare app-voices" }, said) : h("p", { class: "meta" }, t("app_nobody_said")),
    missing.length > 0 && h("p", { class: "app-hint" }, t("app_unheard", { list: missing.join(", ") })),
  ];
}

/** @param {App} app @param {Entry} entry @param {"h3" | "h4"} heading */
function agreement(app, entry, heading) {
  const { session, guide, t, parts } = app;
  const path = (/** @type {string} */ name) => () => ["agreed", entry.id, name];
  const after = () => {
    if (textAt(session.file, "agreed", entry.id, "wording") !== entry.wording)
      session.edit(["agreed", entry.id, "wording"], entry.wording);
  };
  const box = h("div", { class: "app-agreed" }, h(heading, {}, t("app_agreed")));
  if (entry.rated && guide.scale) {
    const name = `_agreed.${entry.id}`;
    const radio = (/** @type {string} */ value, /** @type {string} */ label) => {
      const input = h("input", { type: "radio", name, value });
      return { input, element: h("label", {}, input, h("span", {}, label)) };
    };
    const radios = [
      ...guide.scale.levels.map(({ id, label }) => radio(id, label)),
      radio("not-applicable", t("app_not_applicable")),
    ];
    const fieldset = h(
      "fieldset",
      { class: "levels" },
      h("legend", {}, t("app_agreed_level")),
      h(
        "div",
        { class: "scale-levels" },
        radios.map(({ element }) => element),
      ),
    );
    box.append(fieldset);
    const words = (/** @type {string} */ value) =>
      guide.scale?.levels.find(({ id }) => id === value)?.label ?? t("app_not_applicable");
    parts.bindLevels(
      app,
      fieldset,
      radios.map(({ input }) => input),
      () => ["agreed", entry.id],
      { words, after },
    );
  }
  const area = (/** @type {string} */ label, /** @type {string} */ name, rows = 2) => {
    const control = h("textarea", { rows });
    box.append(labelled(t(label), control));
    parts.bind(app, control, path(name), { after });
  };
  if (entry.written) area("app_agreed_answer", "answer", 3);
  area("app_rationale", "rationale");
  const select = h(
    "select",
    {},
    [
      ["", "app_priority_none"],
      ["high", "app_priority_high"],
      ["medium", "app_priority_medium"],
      ["low", "app_priority_low"],
    ].map(([value, key]) => h("option", { value }, t(key))),
  );
  const urgency = labelled(t("app_priority"), select);
  urgency.classList.add("app-short");
  box.append(urgency);
  parts.bind(app, select, () => ["priorities", entry.id], { parse: (value) => value || null });
  return box;
}

/** The next steps of an entry, and a field for another. @param {App} app @param {Entry} entry */
function steps(app, entry) {
  const { session, t } = app;
  const list = h("ul", {});
  const field = h("input", { type: "text", maxlength: 500 });
  const owner = h("input", { type: "text", maxlength: 200 });
  const due = h("input", { type: "date" });
  const add = () => {
    const what = field.value.trim();
    if (!what) return field.focus();
    const id = addStep(app, entry.id);
    session.edit(["next_steps", id, "what"], what);
    if (owner.value.trim()) session.edit(["next_steps", id, "owner"], owner.value.trim());
    if (due.value) session.edit(["next_steps", id, "due"], due.value);
    for (const control of [field, owner, due]) control.value = "";
    field.focus();
    app.status(t("app_step_added"));
  };
  const element = h(
    "details",
    {},
    h("summary", {}, t("app_add_step")),
    list,
    labelled(t("app_step_what"), field),
    h("div", { class: "app-fields" }, labelled(t("app_step_owner"), owner), labelled(t("app_step_due"), due)),
    h("p", { class: "app-actions" }, button(t("app_step_add"), add)),
  );
  const refresh = () => {
    const own = Object.values(session.file?.next_steps ?? {}).filter((step) => textAt(step, "item") === entry.id);
    fill(
      list,
      own.map((step) =>
        h(
          "li",
          {},
          [textAt(step, "what") || t("app_step_unnamed"), textAt(step, "owner"), textAt(step, "due")]
            .filter(Boolean)
            .join(", "),
        ),
      ),
    );
  };
  return { element, refresh };
}

/**
 * The card of an entry.
 * @param {App} app @param {Entry} entry @param {number} level of its heading
 */
export function card(app, entry, level = 3) {
  const { session, guide, t, parts } = app;
  const picture = h("div", {});
  const said = h("div", {});
  const state = h("span", { class: "badge" });
  const reading = parts.guidance(app, entry.driver);
  const next = steps(app, entry);
  const about = entry.whole ? t("app_whole_action") : entry.action.title;
  const name = freshId();
  // Its fields are called alike on every card, so the card says whose they are.
  const element = h(
    "section",
    { class: "app-card", "data-entry": entry.id, role: "group", "aria-labelledby": name },
    h(level === 2 ? "h2" : "h3", { tabindex: -1, id: name }, entry.text),
    h("p", { class: "meta" }, about, " ", state),
    picture,
    said,
    agreement(app, entry, level === 2 ? "h3" : "h4"),
    next.element,
    reading && h("details", {}, h("summary", {}, t("app_read_on")), reading),
  );
  const refresh = () => {
    if (entry.rated && guide.scale && !picture.contains(document.activeElement)) {
      const open = picture.querySelector("details")?.open;
      fill(picture, spreadFigure(app, entry));
      if (open) picture.querySelector("details")?.setAttribute("open", "");
    }
    fill(said, voices(app, entry));
    const steps = Object.values(session.file?.next_steps ?? {}).filter(
      (step) => textAt(step, "item") === entry.id,
    ).length;
    const agreed = parts.answerText(t, guide, own(session.file?.agreed, entry.id));
    say(
      state,
      [agreed ? t("app_is_agreed") : t("app_not_agreed"), steps && counted(t, "app_steps", steps)]
        .filter(Boolean)
        .join(" · "),
    );
    next.refresh();
  };
  refresh();
  return { element, refresh };
}
