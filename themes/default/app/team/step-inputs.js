// A next step as a view begins one, and the field for how it stands. Never knows a view.

import { h, labelled } from "../guide/dom.js";
import { newId } from "./inputs.js";

/** @typedef {import("../guide/bind.js").App} App */

const STATUSES = ["open", "started", "done", "dropped"];

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
export function addStep({ session }, entry, what = "") {
  const id = newId("s");
  session.edit(["next_steps", id, "what"], what);
  session.edit(["next_steps", id, "item"], entry);
  session.edit(["next_steps", id, "status"], "open");
  return id;
}
