// Small parts that several views have: fields bound to a register, a member as the screen may show them, next steps, what
// is no longer asked. Never a view of its own.

import { freshId, h, labelled } from "../guide/dom.js";
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

/**
 * A field of one line, with what others may say to choose from where there is such a list.
 * @param {App} app @param {string} label @param {string} type @param {() => string[]} path @param {string[]} [offers]
 */
export function boundInput(app, label, type, path, offers = []) {
  const list = h(
    "datalist",
    { id: freshId() },
    offers.map((value) => h("option", { value })),
  );
  const input = h("input", { type, maxlength: type === "date" ? null : 500, list: offers.length ? list.id : null });
  const field = labelled(label, input);
  app.parts.bind(app, input, path);
  if (offers.length) field.append(list);
  return field;
}

/** Runs what may be refused, and says so. @param {App} app @param {() => Promise<void>} act */
export function attempt(app, act) {
  return () => void act().catch(app.trouble);
}

export const STATUSES = ["open", "started", "done", "dropped"];

/** How a next step stands, to be seen and changed. @param {App} app @param {string} id */
export function statusField(app, id) {
  const { t } = app;
  const select = h(
    "select",
    {},
    STATUSES.map((value) => h("option", { value }, t(`app_status_${value}`))),
  );
  const field = labelled(t("app_step_status"), select);
  app.parts.bind(app, select, () => ["next_steps", id, "status"]);
  return field;
}

/** A next step for an entry; its words are asked for where the plan is. @param {App} app @param {string} entry */
export function addStep({ session }, entry) {
  const id = `s-${Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  session.edit(["next_steps", id, "what"], "");
  session.edit(["next_steps", id, "item"], entry);
  session.edit(["next_steps", id, "status"], "open");
  return id;
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
