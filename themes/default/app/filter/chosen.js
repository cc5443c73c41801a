// Links of a list's rows and the pages that are chosen in, the rows to show out. Knows no element.

/**
 * True where a row belongs to every page that is chosen: it links to it, or to a page below it.
 * @param {string[]} links addresses that a row and its heading link to
 * @param {string[]} wanted addresses of pages; empty ones choose nothing
 * @returns {boolean}
 */
export function belongs(links, wanted) {
  return wanted.filter(Boolean).every((page) => links.some((link) => link.startsWith(page)));
}

/**
 * How many rows are shown, in words; nothing where all are.
 * @param {number} shown
 * @param {number} total
 * @param {{one: string, many: string}} phrases
 * @returns {string}
 */
export function counted(shown, total, { one, many }) {
  if (shown === total) return "";
  return (shown === 1 ? one : many).replace("{n}", String(shown)).replace("{total}", String(total));
}
