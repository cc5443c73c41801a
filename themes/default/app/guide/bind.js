// Controls and registers, each the other's mirror: what is typed is written at once, what was written elsewhere is shown,
// and where values are at odds all of them are, until a person chooses. Never knows what a field means.

import { button, fill, h, say } from "./dom.js";
import { canonical, registerAt, same, valueOf, valuesOf } from "./registers.js";

/** @typedef {import("./registers.js").Path} Path */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */
/** @typedef {{element: HTMLElement, refresh: () => void}} Binding */
/**
 * What the parts of the app share. `wanted` is the id of what a view that is shown next is to begin with.
 * @typedef {{
 *   session: import("./session.js").Session, guide: import("./guide.js").Island, t: import("./words.js").Say,
 *   bindings: Set<Binding>, status: (text: string) => void, trouble: (error: unknown) => void,
 *   show: (view: string, target?: Element) => void, take: (texts: string[]) => Promise<void>, redraw: () => void, parts: Parts,
 *   load: (script: string) => Promise<any>, wanted?: string,
 * }} App
 */
/**
 * What the first script lends to those that come after it, so that they need not bring it again.
 * @typedef {{
 *   bind: typeof bind, bindLevels: typeof bindLevels,
 *   guidance: typeof import("./form.js").guidance, answerText: typeof import("./form.js").answerText,
 *   memberName: typeof import("./bar.js").memberName, roundName: typeof import("./bar.js").roundName,
 *   choices: typeof import("./bar.js").choices, saveRound: typeof import("./bar.js").saveRound,
 *   textOf: typeof import("./reading.js").textOf, isOpen: typeof import("./steps.js").isOpen,
 *   today: typeof import("./session.js").today,
 * }} Parts
 */

/** Shows in every control what its register says; forgets those that are gone. @param {App} app */
export function refreshAll({ bindings }) {
  for (const binding of bindings) {
    if (binding.element.isConnected) binding.refresh();
    else bindings.delete(binding);
  }
}

/** @param {any} value @returns {string} */
function plain(value) {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : Array.isArray(value) ? value.join("\n") : JSON.stringify(value);
}

/** Lines as a list, for fields that hold several values. @param {string} text */
export function linesOf(text) {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/**
 * A box for values at odds with each other, each with a button that chooses it. It is made anew only for other values, so
 * that no button vanishes under a finger.
 * @param {App} app @param {(value: any) => string} words @param {(value: any) => void} choose
 */
function oddsBox({ t }, words, choose) {
  const element = h("div", { class: "app-odds", hidden: true });
  let shown = "";
  const show = (/** @type {any[]} */ values) => {
    element.hidden = values.length < 2;
    const key = canonical(values);
    if (element.hidden || key === shown) return;
    shown = key;
    fill(
      element,
      h("p", {}, t("app_odds")),
      h(
        "ul",
        { class: "bare" },
        values.map((value) => {
          const text = words(value) || t("app_odds_empty");
          return h(
            "li",
            {},
            h("span", {}, text),
            button(t("app_odds_keep"), () => choose(value), { "aria-label": t("app_odds_keep_this", { value: text }) }),
          );
        }),
      ),
    );
  };
  return { element, show };
}

/**
 * Binds a control to the register at a path. `path` is asked anew each time, since another member's sheet may have been
 * opened.
 * @param {App} app @param {Control} control @param {() => Path}  path
 * @param {{parse?: (text: string) => any, after?: () => void}} [settings]
 */
export function bind(app, control, path, { parse = (text) => text, after } = {}) {
  const { session } = app;
  /** What the writer had before their eyes, where, and has written since. @type {{at?: string, seen?: number, mine?: any}} */
  let knowing = {};
  const register = () => registerAt(session.file, path());

  /** @param {any} value @param {{seen?: number, mine?: any}} known */
  const put = (value, known) => {
    session.ensure();
    session.edit(path(), value, known);
    after?.();
  };

  const odds = oddsBox(app, plain, (chosen) => {
    knowing = {};
    put(chosen, {});
    refresh();
    control.focus();
  });
  control.after(odds.element);

  const refresh = () => {
    const at = register();
    const value = plain(valueOf(at));
    const place = path().join("\n");
    // Nobody's words are changed while they type; in another sheet, nobody types yet.
    if (knowing.mine === undefined || knowing.at !== place) {
      knowing = { at: place, seen: at?.counter ?? 0 };
      if (control.value !== value) control.value = value;
    }
    odds.show(valuesOf(at));
  };

  control.addEventListener("input", () => {
    const value = parse(control.value);
    if (same(value, knowing.mine ?? null)) return;
    const known = { seen: knowing.seen ?? register()?.counter ?? 0, mine: knowing.mine };
    // The path may be another one once there is a file to write to.
    session.ensure();
    knowing = { at: path().join("\n"), seen: known.seen, mine: value };
    put(value, known);
  });
  control.addEventListener("blur", () => {
    knowing = {};
    refresh();
  });
  app.bindings.add({ element: control, refresh });
  // What was typed before this script ran is an answer, too.
  if (control.value && !register() && control instanceof HTMLTextAreaElement) put(parse(control.value), {});
  else refresh();
  return control;
}

/**
 * Binds radios to the level and the state of a sheet.
 * @param {App} app @param {HTMLElement} fieldset @param {HTMLInputElement[]} radios @param {() => Path} path of the sheet
 * @param {{words: (value: string) => string, after?: () => void}} settings
 */
export function bindLevels(app, fieldset, radios, path, { words, after }) {
  const { session, t } = app;
  const at = (/** @type {string} */ name) => registerAt(session.file, [...path(), name]);

  /** @param {string | null} value */
  const choose = (value) => {
    const apart = value === "not-discussed" || value === "not-applicable";
    session.ensure();
    session.edit([...path(), "level"], apart ? null : value);
    session.edit([...path(), "state"], value === null || apart ? value : "answered");
    refresh();
    after?.();
  };
  const clear = button(
    t("app_clear"),
    () => {
      choose(null);
      radios[0]?.focus();
    },
    { class: "app-clear", hidden: true },
  );
  const odds = oddsBox(app, words, choose);
  fieldset.append(clear, odds.element);

  const refresh = () => {
    const state = valueOf(at("state"));
    const value = state === "not-discussed" || state === "not-applicable" ? state : valueOf(at("level"));
    for (const radio of radios) radio.checked = radio.value === value;
    // A level that the scale has lost has no radio, and is still an answer.
    clear.hidden = value === null;
    const levels = valuesOf(at("level"));
    const states = valuesOf(at("state"));
    const parted = levels.length > 1 || states.length > 1;
    odds.show(parted ? [...levels.filter(Boolean), ...states.filter((one) => one && one !== "answered")] : []);
    const lost = typeof value === "string" && !radios.some((radio) => radio.checked);
    say(note, lost ? t("app_level_lost", { level: value }) : "");
  };
  const note = h("p", { class: "app-hint" });
  fieldset.append(note);
  for (const radio of radios) radio.addEventListener("change", () => choose(radio.value));
  app.bindings.add({ element: fieldset, refresh });
  refresh();
}
