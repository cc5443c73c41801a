// Small parts that several views have: a member as the screen may show them, what is no longer asked. Never a view of its
// own.

import { h } from "../guide/dom.js";
import { goneEntries, isAnswered, sheetAt } from "../guide/guide.js";
import { own } from "../guide/registers.js";
import { everyone } from "./derive.js";

/** @typedef {import("../guide/bind.js").App} App */

/** Whether names are on the screen; a matter of the screen alone, so that no file knows of it. */
export const screen = { names: true };

/** A member as the screen may show them. @param {App} app @param {string} member */
export function person(app, member) {
  const number = everyone(app.session.file).indexOf(member) + 1;
  return screen.names ? app.parts.memberName(app, member) : app.t("app_person", { n: number });
}

/** What the guide no longer asks, with everyone's answers. @param {App} app */
export function noLongerAsked(app) {
  const { session, guide, t, parts } = app;
  const { file } = session;
  const gone = file ? goneEntries(file, guide) : [];
  return (
    gone.length > 0 &&
    h(
      "section",
      { class: "app-gone" },
      h("h3", {}, t("app_gone")),
      h("p", {}, t("app_gone_text")),
      gone.map((id) =>
        h(
          "div",
          {},
          h("h4", {}, id),
          h(
            "ul",
            {},
            everyone(file)
              .filter((member) => isAnswered(sheetAt(file, member, id)))
              .map((member) =>
                h(
                  "li",
                  {},
                  h("strong", {}, person(app, member)),
                  ` ${parts.answerText(t, guide, sheetAt(file, member, id))}`,
                ),
              ),
            isAnswered(own(file?.agreed, id)) &&
              h("li", {}, h("strong", {}, t("app_agreed")), ` ${parts.answerText(t, guide, own(file?.agreed, id))}`),
          ),
        ),
      ),
    )
  );
}
