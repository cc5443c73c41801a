// Numbers in, drawings out: how answers are spread, where a team stands, what has changed since. Every drawing has a name
// that says what it shows; its table stands beside it. What shade says, a mark or a number says, too.

import { svg } from "../guide/dom.js";

/** @param {string} text @param {number} longest */
function short(text, longest) {
  return text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text;
}

/** A text in one line, or in two where it needs them; what is longer still is cut. @param {string} text @param {number} longest of a line */
function twoLines(text, longest) {
  if (text.length <= longest) return [text];
  const end = text.lastIndexOf(" ", longest);
  const first = end > 0 ? text.slice(0, end) : text.slice(0, longest);
  return [first, short(text.slice(first.length).trim(), longest)];
}

/** @param {number} width @param {number} height @param {string} name @param {...any} children */
function drawing(width, height, name, ...children) {
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": name, class: "app-drawing" },
    ...children,
  );
}

/**
 * A bar for each row, as long as its number; those of `open` rows are hollow.
 * @param {{label: string, n: number, open: boolean}[]} rows @param {string} name
 */
export function bars(rows, name) {
  const [label, room, step] = [118, 90, 22];
  const most = Math.max(1, ...rows.map(({ n }) => n));
  return drawing(
    240,
    rows.length * step + 4,
    name,
    rows.flatMap((row, at) => {
      const length = (row.n / most) * room;
      const y = at * step + 4;
      return [
        svg(
          "text",
          { x: label - 8, y: y + 12, "text-anchor": "end", class: row.open ? "app-quiet" : null },
          short(row.label, 17),
        ),
        svg("line", { x1: label, x2: label, y1: y - 2, y2: y + step - 4, class: "app-axis" }),
        row.n > 0 &&
          svg("rect", { x: label + 1, y, width: length, height: 15, class: row.open ? "app-hollow" : "app-solid" }),
        svg("text", { x: label + length + 8, y: y + 12 }, row.n),
      ];
    }),
  );
}

/**
 * A grid: a row for each action, a cell for each of its entries. A cell has its level's number and, from light to dark,
 * its shade; `mark` stands where there is no level. Cells lead to their entries.
 * @param {{title: string, cells: {id: string, name: string, rank: number | null, mark: string}[]}[]} rows
 * @param {number} levels @param {string} name @param {string} page what the cells' links begin with
 */
export function grid(rows, levels, name, page) {
  const [label, size] = [146, 28];
  const most = Math.max(1, ...rows.map(({ cells }) => cells.length));
  // Long actions go on in the next line, so that the grid never grows wider than a small screen.
  const across = Math.min(most, 6);
  /** @type {any[]} */
  const drawn = [];
  let y = 2;
  for (const { title, cells } of rows) {
    const lines = twoLines(title, 20);
    drawn.push(...lines.map((line, at) => svg("text", { x: 0, y: y + (lines.length > 1 ? 11 + at * 14 : 18) }, line)));
    cells.forEach(({ id, name: full, rank, mark }, at) => {
      const x = label + (at % across) * size;
      const top = y + Math.floor(at / across) * size;
      const shade = rank === null ? 0 : 0.06 + 0.3 * (levels > 1 ? rank / (levels - 1) : 1);
      drawn.push(
        svg(
          "a",
          { href: `${page}#${id}`, "aria-label": full },
          svg("rect", { x, y: top, width: size - 3, height: size - 3, class: "app-cell", "fill-opacity": shade }),
          svg("text", { x: x + (size - 3) / 2, y: top + 17, "text-anchor": "middle" }, rank === null ? mark : rank + 1),
        ),
      );
    });
    y += Math.ceil(Math.max(1, cells.length) / across) * size + 6;
  }
  const width = label + across * size;
  const picture = drawing(Math.max(width, 320), y, name, ...drawn);
  // A picture with links in it is a group to those who hear it.
  picture.setAttribute("role", "group");
  return picture;
}

/**
 * Then (hollow) and now (solid) on the scale, a row for each driver, with a line from one to the other.
 * @param {{name: string, then: number | null, now: number | null}[]} rows @param {string[]} levels @param {string} name
 */
export function thenNow(rows, levels, name) {
  const [left, right, step] = [10, 310, 46];
  const x = (/** @type {number} */ rank) =>
    left + (levels.length > 1 ? rank / (levels.length - 1) : 0.5) * (right - left);
  return drawing(
    320,
    rows.length * step + 26,
    name,
    levels.map((_, at) => svg("line", { x1: x(at), x2: x(at), y1: 4, y2: rows.length * step + 6, class: "app-axis" })),
    rows.flatMap(({ name: driver, then, now }, at) => {
      const y = at * step + 34;
      return [
        svg("text", { x: left, y: y - 14 }, short(driver, 42)),
        then !== null && now !== null && svg("line", { x1: x(then), x2: x(now), y1: y, y2: y, class: "app-way" }),
        then !== null && svg("circle", { cx: x(then), cy: y, r: 6, class: "app-hollow" }),
        now !== null && svg("circle", { cx: x(now), cy: y, r: 6, class: "app-solid" }),
      ];
    }),
    svg("text", { x: left - 8, y: rows.length * step + 22 }, short(levels[0] ?? "", 20)),
    svg("text", { x: right + 8, y: rows.length * step + 22, "text-anchor": "end" }, short(levels.at(-1) ?? "", 20)),
  );
}
