// Results in, elements of the page out. Never reads a question, never writes markup: text is set as text.

import { marked, passage } from "./passage.js";

/**
 * An element with what stands in it.
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * Text with what is looked for marked.
 * @param {import("./passage.js").Run[]} text
 * @returns {(Node | string)[]}
 */
function marks(text) {
  return text.map((run) => (run.hit ? element("mark", {}, run.text) : run.text));
}

/**
 * A phrase with its blanks filled.
 * @param {string} phrase
 * @param {Record<string, string | number>} blanks
 * @returns {string}
 */
export function phrased(phrase, blanks) {
  return phrase.replace(/\{(\w+)\}/g, (blank, name) => String(blanks[name] ?? blank));
}

/**
 * One result.
 * @param {[url: string, title: string, kind: string, about: string, sections: import("./passage.js").Told[]]} page
 * @param {{forms: Map<string, number>, weights: number[]}} asked
 * @param {string} folder what addresses are relative to
 * @returns {HTMLElement}
 */
export function result([url, title, kind, about, sections], { forms, weights }, folder) {
  const address = new URL(url, folder).href;
  const { id, heading, text } = passage(sections, forms, weights);
  const item = element("li", { class: "result" });
  const facts = [kind, about].filter((fact) => fact !== "").map((fact) => element("span", {}, fact));
  item.append(element("h2", {}, element("a", { href: address }, ...marks(marked(title, forms)))));
  item.append(element("p", { class: "meta" }, ...facts));
  if (text.length > 0) item.append(element("p", { class: "passage" }, ...marks(text)));
  if (id !== "") {
    const link = element("a", { href: `${address}#${encodeURIComponent(id)}` }, ...marks(heading));
    item.append(element("p", { class: "in-section" }, link));
  }
  return item;
}

/**
 * Fills a list to choose from, and keeps what is chosen.
 * @param {HTMLSelectElement} select
 * @param {[value: string, label: string, pages: string][]} facet
 */
export function choices(select, facet) {
  for (const [value, label] of facet) select.append(element("option", { value }, label));
  const field = select.closest("div");
  if (field) field.hidden = facet.length === 0;
}
