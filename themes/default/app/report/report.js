// The report: a round on paper, for those who were not in the room, with room for a signature.

import { button, fill, h } from "../guide/dom.js";
import { entriesOf, sheetAt } from "../guide/guide.js";
import { own, registerAt, textAt, valueOf } from "../guide/registers.js";
import { attendance, everyone, priority, spread, standing } from "../team/derive.js";
import { noLongerAsked, person, screen } from "../team/fields.js";
import { heat, standingText, table } from "./compare.js";
import { stepTable } from "./plan.js";
import { stepsOf } from "../team/steps.js";

/** @typedef {import("../guide/bind.js").App} App */
/** @typedef {import("../guide/guide.js").Entry} Entry */

/** @param {App} app */
function facts(app) {
  const { session, guide, t, parts } = app;
  const rows = [
    ["app_csv_round_title", parts.roundName(app)],
    ["app_round_date", textAt(session.file, "round", "date")],
    ["app_round_aim", textAt(session.file, "round", "aim")],
    ["app_guide", guide.guide.title],
    ["app_site", guide.site.title],
  ].filter(([, text]) => text);
  return h(
    "dl",
    { class: "facts" },
    rows.map(([key, text]) => h("div", {}, h("dt", {}, t(key)), h("dd", {}, text))),
  );
}

/** How many said what, in one line. @param {App} app @param {Entry} entry */
function spreadLine({ session, guide, t }, entry) {
  const { counts, notDiscussed, notApplicable } = spread(session.file, guide, entry.id, everyone(session.file));
  const said = [
    ...(guide.scale?.levels ?? []).map(({ label }, at) => /** @type {const} */ ([label, counts[at]])),
    /** @type {const} */ ([t("app_not_discussed"), notDiscussed]),
    /** @type {const} */ ([t("app_not_applicable"), notApplicable]),
  ];
  return said
    .filter(([, n]) => n > 0)
    .map(([label, n]) => `${label}: ${n}`)
    .join(", ");
}

/** What members wrote, where the team has agreed on no words of its own. @param {App} app @param {Entry} entry */
function writtenAnswers(app, entry) {
  const { session, t } = app;
  const said = everyone(session.file)
    .map((member) => /** @type {const} */ ([member, textAt(sheetAt(session.file, member, entry.id), "answer")]))
    .filter(([, answer]) => answer.trim());
  return said.length
    ? h(
        "ul",
        { class: "app-written" },
        said.map(([member, answer]) => h("li", {}, h("strong", {}, `${person(app, member)}: `), answer)),
      )
    : h("p", { class: "meta" }, t("app_nobody_said"));
}

/** @param {App} app @param {Entry} entry */
function entryReport(app, entry) {
  const { session, guide, t } = app;
  const agreed = own(session.file?.agreed, entry.id);
  const urgency = priority(session.file, entry.id);
  const isAgreed = standing(session.file, guide, entry.id).agreed;
  const lines = [
    entry.rated && [t(isAgreed ? "app_agreed_level" : "app_csv_level"), standingText(app, session.file, entry.id)],
    entry.written && textAt(agreed, "answer") && [t("app_agreed_answer"), textAt(agreed, "answer")],
    textAt(agreed, "rationale") && [t("app_rationale"), textAt(agreed, "rationale")],
    entry.rated && spreadLine(app, entry) && [t("app_members_said"), spreadLine(app, entry)],
    urgency && [t("app_priority"), t(`app_priority_${urgency}`)],
  ].filter((line) => Array.isArray(line));
  return h(
    "section",
    { class: "app-entry" },
    h("h4", {}, entry.whole ? t("app_whole_action") : entry.text),
    entry.written && !textAt(agreed, "answer") && writtenAnswers(app, entry),
    h(
      "dl",
      {},
      lines.map(([label, text]) => h("div", {}, h("dt", {}, label), h("dd", {}, text))),
    ),
  );
}

/** Whether the team's answers may be counted in a coordinator's summary. @param {App} app */
function consent({ session, t, status }) {
  const box = h("input", {
    type: "checkbox",
    onchange: () => {
      session.ensure();
      session.edit(["consent"], box.checked);
      status(t(box.checked ? "app_consent_given" : "app_consent_withdrawn"));
    },
  });
  const element = h(
    "p",
    { class: "app-check app-no-print" },
    h("label", {}, box, ` ${t("app_consent")}`),
    h("span", { class: "meta" }, ` ${t("app_consent_help")}`),
  );
  return {
    element,
    refresh: () => {
      box.checked = valueOf(registerAt(session.file, ["consent"])) === true;
    },
  };
}

/** @param {App} app @param {HTMLElement} root */
export function openReport(app, root) {
  const { session, guide, t, parts } = app;
  const body = h("div", { class: "app-report" });
  const agree = consent(app);
  const names = h("input", {
    type: "checkbox",
    onchange: () => {
      screen.names = !names.checked;
      refresh();
    },
  });
  names.checked = !screen.names;
  const refresh = () => {
    agree.refresh();
    const steps = stepsOf(session.file);
    fill(
      body,
      facts(app),
      h("h3", {}, t("app_people")),
      table(
        t("app_people"),
        [t("app_name"), t("app_role"), t("app_sector"), t("app_progress_head")],
        attendance(session.file, guide).map(({ member, done, of }) => {
          const self = own(session.file?.members, member);
          return [
            person(app, member),
            textAt(self, "role") || "–",
            textAt(self, "sector") || "–",
            t("app_answered", { done, of }),
          ];
        }),
      ),
      h("h3", {}, t("app_where_now")),
      heat(app, session.file),
      guide.scale?.note && h("p", { class: "meta" }, guide.scale.note),
      guide.actions.map((action) =>
        h(
          "section",
          {},
          h("h3", {}, action.title),
          entriesOf(action).map((entry) => entryReport(app, entry)),
        ),
      ),
      h("h3", {}, t("app_next_steps")),
      steps.length ? stepTable(app, steps, ["what", "owner", "due", "status", "review"]) : h("p", {}, t("app_no_steps")),
      noLongerAsked(app),
      h(
        "section",
        { class: "app-sign" },
        h("h3", {}, t("app_sign")),
        // It may stand on a sheet of its own, so it says of what.
        h("p", {}, t("app_sign_text", { round: parts.roundName(app), guide: guide.guide.title })),
        h(
          "dl",
          {},
          ["app_sign_name", "app_sign_role", "app_sign_date", "app_sign_hand"].map((key) =>
            h("div", {}, h("dt", {}, t(key)), h("dd", {})),
          ),
        ),
      ),
    );
  };
  fill(
    root,
    h("h2", { tabindex: -1 }, t("app_report_title", { title: guide.guide.title })),
    h("p", { class: "app-no-print" }, t("app_report_help")),
    agree.element,
    h("p", { class: "app-check app-no-print" }, h("label", {}, names, ` ${t("app_hide_names")}`)),
    h(
      "p",
      { class: "app-actions app-no-print" },
      button(t("app_print"), () => print()),
    ),
    body,
  );
  refresh();
  return refresh;
}
