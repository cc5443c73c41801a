// What is in the drawers below the bar: the round and its invitation, who somebody is, what they return, saving and
// restoring, what the round before promised. Never knows what a file looks like inside.

import { button, download, fileName, fill, h, labelled } from "../guide/dom.js";
import { textAt } from "../guide/registers.js";
import { attempt, boundInput } from "./inputs.js";
import { statusField } from "./step-inputs.js";
import { qrCode } from "./qr.js";
import { startRound } from "./round.js";
import { archive, invitation, pasteable, returnOf, roundLink } from "./sending.js";
import { stepsOf } from "./steps.js";

/** @typedef {import("../guide/bind.js").App} App */
/** @typedef {{fill: () => import("../guide/dom.js").Child[], refresh?: () => void}} Drawer */

const ENDING = ".framewright.json";
const TYPE = "application/json";

/** A text to be copied, in one go or by hand. @param {App} app @param {string} label */
function copyable({ t, status }, label) {
  const field = h("textarea", { rows: 3, readonly: true, spellcheck: "false", onfocus: () => field.select() });
  const copy = button(t("app_copy"), async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      status(t("app_copied"));
    } catch {
      field.focus();
      status(t("app_copy_by_hand"));
    }
  });
  return { field, element: h("div", { class: "app-copy" }, labelled(label, field), copy) };
}

/** The address of this page for somebody else: one of a file is of no use to them. @param {App} app */
function pageAddress({ guide }) {
  return location.protocol.startsWith("http") ? location.href : (guide.guide.url ?? location.href);
}

/** @param {App} app @returns {Drawer} */
function roundDrawer(app) {
  const { session, t, parts } = app;
  const link = copyable(app, t("app_link"));
  const code = h("div", { class: "app-code" });
  const list = h("div", {});
  const address = () => roundLink(pageAddress(app), /** @type {any} */ (session.file));
  const showCode = () => {
    session.ensure();
    fill(code, qrCode(address(), t("app_code")) ?? t("app_code_too_long"));
  };
  const save = () => {
    session.ensure();
    download(
      fileName([parts.roundName(app), "round"], ENDING),
      parts.textOf(invitation(/** @type {any} */ (session.file))),
      TYPE,
    );
  };
  const title = boundInput(app, t("app_round_title"), "text", () => ["round", "title"]);
  const begin = (/** @type {boolean} */ follows) =>
    attempt(app, async () => {
      const aim = follows ? textAt(session.file, "round", "aim") : "";
      await startRound(session, { title: "", date: parts.today(), aim }, follows);
      app.status(t(follows ? "app_next_started" : "app_round_started"));
      title.querySelector("input")?.focus();
    });
  const refresh = () => {
    link.field.value = session.file ? address() : "";
    void session.rounds().then((files) => {
      if (list.contains(document.activeElement)) return;
      const options = files.map(
        (file) =>
          /** @type {[string, string]} */ ([
            file.round.id,
            [parts.roundName(app, file), textAt(file, "round", "date")].filter(Boolean).join(", "),
          ]),
      );
      fill(
        list,
        options.length > 1 &&
          labelled(
            t("app_open_round"),
            parts.choices(options, session.file?.round.id ?? "", (id) => void session.open(id).catch(app.trouble)),
          ),
      );
    }, app.trouble);
  };
  return {
    refresh,
    fill: () => [
      h("p", {}, t("app_round_help")),
      h(
        "div",
        { class: "app-fields" },
        title,
        boundInput(app, t("app_round_date"), "date", () => ["round", "date"]),
        boundInput(app, t("app_round_aim"), "text", () => ["round", "aim"]),
      ),
      h("p", { class: "label" }, t("app_invite")),
      h("p", {}, t("app_invite_help")),
      link.element,
      h("p", { class: "app-actions" }, button(t("app_show_code"), showCode), button(t("app_save_round_file"), save)),
      code,
      h("p", { class: "label" }, t("app_other_rounds")),
      list,
      h(
        "p",
        { class: "app-actions" },
        button(t("app_new_round"), begin(false)),
        button(t("app_next_round"), begin(true)),
      ),
      h("p", { class: "meta" }, t("app_next_round_help")),
    ],
  };
}

/** @param {App} app @returns {Drawer} */
function memberDrawer(app) {
  const { session, guide, t } = app;
  const path = (/** @type {string} */ name) => () => ["members", session.member, name];
  const name = boundInput(app, t("app_name"), "text", path("name"));
  const other = attempt(app, async () => {
    await session.fillFor();
    name.querySelector("input")?.focus();
    app.status(t("app_other_started"));
  });
  return {
    fill: () => [
      h("p", {}, t("app_member_help")),
      h(
        "div",
        { class: "app-fields" },
        name,
        boundInput(app, t("app_role"), "text", path("role"), guide.roles),
        boundInput(app, t("app_sector"), "text", path("sector"), guide.sectors),
      ),
      h("p", { class: "app-actions" }, button(t("app_for_the_room"), other)),
      h("p", { class: "meta" }, t("app_for_the_room_help")),
    ],
  };
}

/** @param {App} app @param {() => boolean} isOpen @returns {Drawer} */
function returnDrawer(app, isOpen) {
  const { session, t, parts } = app;
  const text = copyable(app, t("app_return_text"));
  const own = () => {
    session.ensure();
    return returnOf(/** @type {any} */ (session.file), session.member);
  };
  const save = () =>
    download(
      fileName([parts.roundName(app), parts.memberName(app, session.member)], ENDING),
      parts.textOf(own()),
      TYPE,
    );
  return {
    // A long text, made only where it is looked at.
    refresh: () => {
      text.field.value = isOpen() && session.file ? pasteable(own()) : "";
    },
    fill: () => [
      h("p", {}, t("app_return_help")),
      h("p", { class: "app-actions" }, button(t("app_return_file"), save)),
      text.element,
    ],
  };
}

/** A field that takes files. @param {App} app @param {string} label @param {() => void} [then] */
export function filePicker(app, label, then) {
  const picker = h("input", {
    type: "file",
    multiple: true,
    accept: ".json,.txt,application/json,text/plain",
    onchange: attempt(app, async () => {
      const texts = await Promise.all([...(picker.files ?? [])].map((file) => file.text()));
      picker.value = "";
      await app.take(texts);
      then?.();
    }),
  });
  return labelled(label, picker);
}

/** @param {App} app @param {HTMLFormElement} form @returns {Drawer} */
function fileDrawer(app, form) {
  const { session, guide, t, parts } = app;
  const saveAll = attempt(app, async () => {
    const files = await session.rounds(true);
    download(fileName([guide.site.title, parts.today()], ENDING), parts.textOf(archive(session.site, files)), TYPE);
    await session.savedToFile(files);
    app.status(t("app_saved_file"));
  });
  const pasted = h("textarea", { rows: 3, spellcheck: "false" });
  const take = attempt(app, async () => {
    await app.take([pasted.value]);
    pasted.value = "";
  });
  return {
    fill: () => [
      h("p", {}, t("app_files_help")),
      h(
        "p",
        { class: "app-actions" },
        button(
          t("app_save_one"),
          attempt(app, () => parts.saveRound(app)),
        ),
        button(t("app_save_all"), saveAll),
      ),
      filePicker(app, t("app_open_files")),
      labelled(t("app_paste"), pasted),
      h("p", { class: "app-actions" }, button(t("app_take_in"), take)),
      h(
        "p",
        { class: "app-actions" },
        button(t("app_print_blank"), () => printBlank(app, form)),
      ),
    ],
  };
}

/** Prints the form without any answer; the answers come back when that is done. @param {App} app @param {HTMLFormElement} form */
function printBlank(app, form) {
  const bound = [...app.bindings];
  app.bindings.clear();
  form.reset();
  document.body.dataset.print = "blank";
  addEventListener(
    "afterprint",
    () => {
      delete document.body.dataset.print;
      for (const binding of bound) app.bindings.add(binding);
      app.redraw();
    },
    { once: true },
  );
  print();
}

/** What the round before left to be done, each with how it stands now. @param {App} app @returns {Drawer} */
function promiseDrawer(app) {
  const { session, t } = app;
  const list = h("ul", { class: "bare" });
  return {
    refresh: () => {
      if (list.contains(document.activeElement)) return;
      fill(
        list,
        stepsOf(session.file).map(({ id, step }) => {
          const facts = [textAt(step, "owner"), textAt(step, "due")].filter(Boolean).join(", ");
          return h(
            "li",
            {},
            h("p", {}, h("strong", {}, textAt(step, "what") || t("app_step_unnamed")), facts && ` – ${facts}`),
            statusField(app, id),
          );
        }),
      );
    },
    fill: () => [h("p", {}, t("app_promised_help")), list],
  };
}

/**
 * Fills a drawer; returns what shows it anew.
 * @param {App} app @param {string} name @param {HTMLDetailsElement} element @param {HTMLFormElement} form
 */
export function fillDrawer(app, name, element, form) {
  const drawers = /** @type {{[name: string]: () => Drawer}} */ ({
    promise: () => promiseDrawer(app),
    round: () => roundDrawer(app),
    member: () => memberDrawer(app),
    return: () => returnDrawer(app, () => element.open),
    files: () => fileDrawer(app, form),
  });
  const { fill: children, refresh = () => {} } = drawers[name]();
  element.append(h("div", {}, children()));
  refresh();
  return refresh;
}
