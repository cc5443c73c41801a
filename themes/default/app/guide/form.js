// The form of the page, brought to life: each control bound to the sheet of the member who is filled in for, and below
// each item what belongs there: evidence, what was said last time, where to read on. Never knows how answers are kept.

import { fill, h, labelled, say } from "./dom.js";
import { bind, bindLevels, linesOf } from "./bind.js";
import {
  allEntries,
  entriesOf,
  evidenceOf,
  goneEntries,
  isAnswered,
  isReworded,
  levelLabel,
  levelRank,
  progress,
  sheetAt,
} from "./guide.js";
import { textAt } from "./registers.js";

/** @typedef {import("./bind.js").App} App */
/** @typedef {import("./guide.js").Entry} Entry */

/** @param {import("./words.js").Say} t @param {import("./guide.js").Island} guide @param {any} sheet */
export function answerText(t, guide, sheet) {
  const state = textAt(sheet, "state");
  const apart =
    state === "not-discussed" ? t("app_not_discussed") : state === "not-applicable" ? t("app_not_applicable") : "";
  const level = textAt(sheet, "level");
  return [apart || (level && levelLabel(guide, level)), textAt(sheet, "answer")].filter(Boolean).join(" – ");
}

/**
 * The brief's sections and other places' examples for a secondary driver; nothing where there is neither.
 * @param {App} app @param {string | undefined} driver
 */
export function guidance({ guide, t }, driver) {
  const known = driver ? guide.drivers[driver] : undefined;
  if (!known || !(known.strategies.length || known.examples.length)) return null;
  const link = (/** @type {string | null} */ url, /** @type {string} */ text) =>
    url ? h("a", { href: url }, text) : text;
  return h(
    "div",
    { class: "app-guidance" },
    known.strategies.length > 0 && h("p", { class: "label" }, t("app_read")),
    known.strategies.length > 0 &&
      h(
        "ul",
        {},
        known.strategies.map(({ url, title, of }) =>
          h("li", {}, link(url, title), h("span", { class: "meta" }, ` ${of}`)),
        ),
      ),
    known.examples.length > 0 && h("p", { class: "label" }, t("app_elsewhere")),
    known.examples.length > 0 &&
      h(
        "ul",
        {},
        known.examples.map(({ url, title, place, date, outcome, summary }) =>
          h(
            "li",
            {},
            link(url, title),
            h("span", { class: "meta" }, ` ${[place, date].filter(Boolean).join(", ")}`),
            (outcome || summary) && h("p", {}, outcome || summary),
          ),
        ),
      ),
    known.more && h("p", {}, link(known.more, t("app_all_examples", { driver: known.title }))),
  );
}

/** Whether the item is worth reading on about: open, or below the highest level. @param {App} app @param {Entry} entry @param {any} sheet */
function asksForMore({ guide }, entry, sheet) {
  const level = levelRank(guide, textAt(sheet, "level"));
  return level < 0 ? entry.written || textAt(sheet, "state") !== "" : level < (guide.scale?.levels.length ?? 0) - 1;
}

/** @param {App} app @param {HTMLFormElement} form @param {Entry} entry */
function bindEntry(app, form, entry) {
  const { session, t, guide } = app;
  const { id } = entry;
  const place = form.querySelector(`[data-item="${CSS.escape(id)}"]`);
  if (!(place instanceof HTMLElement)) return null;
  const sheet = () => ["sheets", session.member, id];
  const control = (/** @type {string} */ name) => {
    const found = form.elements.namedItem(`${id}.${name}`);
    return found instanceof HTMLTextAreaElement ? found : null;
  };
  const after = () => {
    if (textAt(session.file, ...sheet(), "wording") !== entry.wording)
      session.edit([...sheet(), "wording"], entry.wording);
  };

  const answer = control("answer");
  if (answer) bind(app, answer, () => [...sheet(), "answer"], { after });
  const radios = [...form.querySelectorAll("input[type=radio]")].filter(
    (radio) => radio instanceof HTMLInputElement && radio.name === `${id}.level`,
  );
  const fieldset = radios[0]?.closest("fieldset");
  if (fieldset) {
    const words = (/** @type {string} */ value) =>
      answerText(t, guide, { state: { counter: 1, values: [{ device: "", value }] } }) || levelLabel(guide, value);
    bindLevels(app, fieldset, /** @type {HTMLInputElement[]} */ (radios), sheet, { words, after });
  }

  const found = form.querySelector(`[data-more="${CSS.escape(id)}"]`);
  const more = found instanceof HTMLElement ? found : h("div", { class: "more", "data-more": id });
  if (!found) place.matches("fieldset") ? place.after(more) : place.append(more);
  const note = control("note") ?? h("textarea", { rows: 2, id: `${id}.note` });
  return bindMore(app, entry, more, note);
}

/** What stands below an item, and is shown anew with each change. @param {App} app @param {Entry} entry @param {HTMLElement} more @param {HTMLTextAreaElement} note */
function bindMore(app, entry, more, note) {
  const { session, t, guide } = app;
  const evidence = h("textarea", { rows: 2 });
  const links = h("ul", { class: "bare app-evidence" });
  const reason = h("p", { class: "app-hint" });
  const reworded = h("p", { class: "app-hint" });
  const before = h("p", { class: "app-before" });
  const label = note.labels?.[0] ?? h("label", { class: "note", for: note.id }, t("app_note"));
  // Who hears the folds without the item in sight hears whose they are.
  const whose = () => h("span", { class: "visually-hidden" }, `: ${entry.text}`);
  // What few items need is folded away, and open where it holds something.
  const extra = h(
    "details",
    {},
    h("summary", {}, t("app_extra"), whose()),
    label,
    note,
    labelled(t("app_evidence_help"), evidence),
    links,
  );
  more.append(reworded, before, reason, extra);
  const path = (/** @type {string} */ name) => () => ["sheets", session.member, entry.id, name];
  bind(app, note, path("note"));
  bind(app, evidence, path("evidence"), { parse: linesOf });
  const reading = guidance(app, entry.driver);
  const details = reading && h("details", {}, h("summary", {}, t("app_read_on"), whose()), reading);
  if (details) more.append(details);

  /** @param {any} earlier the file of the round before */
  return (earlier) => {
    const sheet = sheetAt(session.file, session.member, entry.id);
    const old = sheetAt(earlier, session.member, entry.id);
    const agreed = earlier?.agreed?.[entry.id];
    const wanted = textAt(sheet, "state") === "not-applicable" && !textAt(sheet, "note").trim();
    say(reason, wanted ? t("app_reason_wanted") : "");
    if (wanted || note.value || evidence.value) extra.open = true;
    say(reworded, isReworded(sheet, entry) ? t("app_reworded") : "");
    // Shown once the new answer stands, so that it does not lead the pen.
    const said = isAnswered(sheet)
      ? [
          isAnswered(old) && t("app_last_time", { answer: answerText(t, guide, old) }),
          isAnswered(agreed) && t("app_last_agreed", { answer: answerText(t, guide, agreed) }),
        ].filter(Boolean)
      : [];
    say(before, said.join(" "));
    fill(
      links,
      evidenceOf(sheet).flatMap(({ text, url }) =>
        url ? [h("li", {}, h("a", { href: url, rel: "external noreferrer" }, text))] : [],
      ),
    );
    if (details) details.hidden = !asksForMore(app, entry, sheet);
  };
}

/** A bar and its words. @param {import("./words.js").Say} t */
function meter(t) {
  const bar = h("progress", { max: 1, value: 0, "aria-label": t("app_progress") });
  const text = h("span", {});
  const element = h("p", { class: "app-progress" }, bar, text);
  return {
    element,
    show: (/** @type {{done: number, of: number}} */ { done, of }) => {
      bar.max = Math.max(of, 1);
      bar.value = done;
      say(text, t("app_answered", { done, of }));
    },
  };
}

/**
 * Binds the whole form; returns what shows everything anew.
 * @param {App} app @param {HTMLFormElement} form @param {HTMLElement} after where to tell of what is no longer asked
 */
export function bindForm(app, form, after) {
  const { session, guide, t } = app;
  form.addEventListener("submit", (event) => event.preventDefault());
  const entries = allEntries(guide)
    .map((entry) => bindEntry(app, form, entry))
    .filter((show) => show !== null);
  const meters = guide.actions.flatMap((action) => {
    const heading = document.getElementById(action.id);
    if (!heading) return [];
    const { element, show } = meter(t);
    heading.after(element);
    return [{ show, entries: entriesOf(action) }];
  });
  const gone = h("section", { class: "app-gone", hidden: true, "aria-labelledby": "_app-gone" });
  after.append(gone);

  /** @param {any} earlier */
  return (earlier) => {
    for (const show of entries) show(earlier);
    for (const { show, entries: own } of meters) show(progress(session.file, session.member, own));
    const lost = session.file
      ? goneEntries(session.file, guide).filter((id) => isAnswered(sheetAt(session.file, session.member, id)))
      : [];
    gone.hidden = !lost.length;
    fill(
      gone,
      h("h2", { id: "_app-gone" }, t("app_gone")),
      h("p", {}, t("app_gone_text")),
      h(
        "dl",
        {},
        lost.flatMap((id) => {
          const sheet = sheetAt(session.file, session.member, id);
          const note = textAt(sheet, "note");
          return [h("dt", {}, id), h("dd", {}, answerText(t, guide, sheet), note && h("p", { class: "meta" }, note))];
        }),
      ),
    );
  };
}
