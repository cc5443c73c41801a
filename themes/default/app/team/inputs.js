// Fields bound to registers, and what is done by them: a line, a choice. Never knows a view.

import { fill, freshId, h, labelled } from "../guide/dom.js";
import { canonical, textAt } from "../guide/registers.js";

/** @typedef {import("../guide/bind.js").App} App */

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

/**
 * A choice among what is there now; what is chosen and no longer there stays a choice.
 * @param {App} app @param {string} label @param {() => string[]} path
 * @param {() => [string, string][]} offers value and words @param {(chosen: string) => void} [after]
 */
export function boundChoice(app, label, path, offers, after) {
  const select = h("select", {});
  let shown = "";
  const refresh = () => {
    const chosen = textAt(app.session.file, ...path());
    const all = offers();
    if (!all.some(([value]) => value === chosen)) all.push([chosen, chosen]);
    const key = canonical(all);
    if (key === shown || select === document.activeElement) return;
    shown = key;
    fill(
      select,
      all.map(([value, words]) => h("option", { value }, words)),
    );
    select.value = chosen;
  };
  refresh();
  const element = labelled(label, select);
  app.parts.bind(app, select, path, { parse: (value) => value || null, after: () => after?.(select.value) });
  return { element, refresh };
}

/** Runs what may be refused, and says so. @param {App} app @param {() => Promise<void>} act */
export function attempt(app, act) {
  return () => void act().catch(app.trouble);
}

/** An id that nobody else gives. @param {string} prefix */
export function newId(prefix) {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `${prefix}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
