// A team's file in, the rows of tables out. Never knows of a page.

import { allEntries, goneEntries, levelLabel, sheetAt } from "../guide/guide.js";
import { own, registerAt, textAt, valueOf } from "../guide/registers.js";
import { everyone, priority } from "../team/derive.js";
import { testLines, testsByStep } from "../tests/model.js";
import { stepsOf } from "../team/steps.js";

/** @typedef {import("../guide/guide.js").Island} Island */
/** @typedef {import("../guide/answers.js").TeamFile} TeamFile */
/** @typedef {import("../guide/words.js").Say} Say */

/** Every answer of every member, and what was agreed. @param {TeamFile} file @param {Island} guide @param {Say} t */
export function answerRows(file, guide, t) {
  const round = [textAt(file, "round", "title"), textAt(file, "round", "date")];
  const asked = allEntries(guide).map(({ id, text, action }) => ({ id, text, action: action.title }));
  const entries = [...asked, ...goneEntries(file, guide).map((id) => ({ id, text: t("app_gone"), action: "" }))];
  const row = (/** @type {any} */ entry, /** @type {string[]} */ who, /** @type {any} */ sheet, rationale = "") => {
    const evidence = valueOf(registerAt(sheet, ["evidence"]));
    return [
      ...round,
      entry.action,
      entry.id,
      entry.text,
      ...who,
      levelLabel(guide, textAt(sheet, "level")),
      textAt(sheet, "state"),
      textAt(sheet, "answer"),
      textAt(sheet, "note"),
      Array.isArray(evidence) ? evidence.join(" ") : "",
      rationale,
      priority(file, entry.id),
    ];
  };
  const head = [
    "round_title",
    "round_date",
    "action",
    "item",
    "text",
    "name",
    "role",
    "sector",
    "level",
    "state",
    "answer",
    "note",
    "evidence",
    "rationale",
    "priority",
  ].map((name) => t(`app_csv_${name}`));
  return [
    head,
    ...entries.flatMap((entry) => {
      const members = everyone(file).flatMap((member) => {
        const sheet = sheetAt(file, member, entry.id);
        const self = own(file.members, member);
        return sheet ? [row(entry, [textAt(self, "name"), textAt(self, "role"), textAt(self, "sector")], sheet)] : [];
      });
      const agreed = own(file.agreed, entry.id);
      return agreed
        ? [...members, row(entry, [t("app_agreed"), "", ""], agreed, textAt(agreed, "rationale"))]
        : members;
    }),
  ];
}

/** @param {TeamFile} file @param {Island} guide @param {Say} t */
export function stepRows(file, guide, t) {
  const texts = new Map(allEntries(guide).map(({ id, text }) => [id, text]));
  const tests = testsByStep(file);
  const head = ["what", "item", "owner", "due", "status", "review", "test"].map((name) => t(`app_step_${name}`));
  return [
    head,
    ...stepsOf(file).map(({ id, step }) => [
      textAt(step, "what"),
      texts.get(textAt(step, "item")) ?? textAt(step, "item"),
      textAt(step, "owner"),
      textAt(step, "due"),
      t(`app_status_${textAt(step, "status") || "open"}`),
      textAt(step, "review"),
      testLines(t, tests.get(id)),
    ]),
  ];
}
