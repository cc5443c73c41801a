// Elements from plain data. Text goes in as text: nothing here, and nothing that uses it, makes markup from answers.
// Never knows what the elements are for.

/** @typedef {string | number | Node | null | undefined | false} Child */

/**
 * An element with attributes and children. A function is a listener, a boolean says whether the attribute is there.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {{[name: string]: any}} [attributes] @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/**
 * The same for drawings.
 * @param {string} tag @param {{[name: string]: any}} [attributes] @param {...(Child | Child[])} children
 */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/** @template {Element} E @param {E} element @param {{[name: string]: any}} attributes @param {(Child | Child[])[]} children */
function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...shown(children));
  return element;
}

/** A text without marks that turn the direction of what stands beside it. Fields and files keep them. @param {string} text */
function plainly(text) {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
}

/** @param {(Child | Child[])[]} children @returns {(string | Node)[]} */
function shown(children) {
  return children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : plainly(String(child))));
}

/** Other children in the place of all. @param {Element} element @param {...(Child | Child[])} children */
export function fill(element, ...children) {
  element.replaceChildren(...shown(children));
}

/** @param {Element} element @param {string} text */
export function say(element, text) {
  const said = plainly(text);
  if (element.textContent !== said) element.textContent = said;
}

/** An id that no author can have written. Each script has a copy of this module, and all of them count on. */
export function freshId() {
  const all = /** @type {any} */ (globalThis);
  all.framewrightIds = (all.framewrightIds ?? 0) + 1;
  return `_app-${all.framewrightIds}`;
}

/**
 * A control below its label.
 * @param {string} label @param {HTMLElement} control
 */
export function labelled(label, control) {
  control.id ||= freshId();
  return h("div", { class: "app-field" }, h("label", { for: control.id }, label), control);
}

/** @param {string} label @param {() => void} act @param {{[name: string]: any}} [attributes] */
export function button(label, act, attributes = {}) {
  return h("button", { type: "button", onclick: act, ...attributes }, label);
}

/**
 * Asks the browser to keep a text as a file.
 * @param {string} name @param {string} text @param {string} type
 */
export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = h("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A name for a file, from names that people chose. @param {string[]} parts @param {string} ending */
export function fileName(parts, ending) {
  const plain = parts.map((part) =>
    part
      .normalize("NFC")
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "")
      .toLowerCase()
      .slice(0, 40),
  );
  return `${plain.filter(Boolean).join("-") || "answers"}${ending}`;
}
