// A list of examples or briefs brought to life: the links to its parts become lists to choose from, which hide the other
// rows. A list that goes on on further pages has not all rows here; then a choice leads to the plain page.

import { belongs, counted } from "./chosen.js";

/**
 * An address without the name of a file at its end, so that what is below it begins with it.
 * @param {HTMLAnchorElement} link
 * @returns {string}
 */
const folderOf = (link) => new URL("./", link.href).href;

const filters = document.getElementById("_filters");

/**
 * A list to choose from in the place of links.
 * @param {Element} section
 * @returns {HTMLSelectElement}
 */
function choice(section) {
  const heading = section.querySelector("h2");
  const select = document.createElement("select");
  select.setAttribute("aria-labelledby", heading?.id ?? "");
  select.append(new Option(section.getAttribute("data-any") ?? "", ""));
  for (const link of section.querySelectorAll("a")) {
    const option = new Option(link.textContent ?? "", folderOf(link));
    // From a folder, a browser finds a page by the name of its file alone.
    option.dataset.page = link.href;
    select.append(option);
  }
  section.querySelector("ul")?.replaceWith(select);
  return select;
}

/**
 * The addresses that a row links to, and those of the heading that it stands under.
 * @param {Element} row
 * @returns {string[]}
 */
function linksOf(row) {
  const heading = row.closest("section.group")?.querySelectorAll("h2 a") ?? [];
  return [...row.querySelectorAll("a"), ...heading].map((link) => folderOf(/** @type {HTMLAnchorElement} */ (link)));
}

/**
 * Shows the rows that are chosen, and the headings that have any.
 * @param {HTMLElement[]} rows
 * @param {string[]} wanted
 * @param {HTMLElement} status
 */
function choose(rows, wanted, status) {
  for (const row of rows) row.hidden = !belongs(linksOf(row), wanted);
  for (const group of document.querySelectorAll("section.group")) {
    const hasAny = [...group.querySelectorAll("li.card")].some((row) => !(/** @type {HTMLElement} */ (row)).hidden);
    (/** @type {HTMLElement} */ (group)).hidden = !hasAny;
  }
  const { one = "", many = "" } = filters?.dataset ?? {};
  status.textContent = counted(rows.filter((row) => !row.hidden).length, rows.length, { one, many });
}

/**
 * @param {HTMLElement} nav
 */
function enliven(nav) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".text li.card")]);
  const goesOn = document.querySelector(".parts-nav") !== null;
  const selects = [...nav.querySelectorAll("section")].map(choice);
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.className = "counts";
  nav.append(status);
  nav.addEventListener("change", (event) => {
    const { value, selectedOptions } = /** @type {HTMLSelectElement} */ (event.target);
    if (goesOn && value !== "") location.assign(selectedOptions[0]?.dataset.page ?? value);
    else choose(rows, selects.map((select) => select.value), status);
  });
}

if (filters) enliven(filters);
