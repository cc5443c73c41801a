// Rows in, a table for spreadsheets out. A cell never begins with what a spreadsheet would take for a formula.

/** Begins what a spreadsheet computes, in narrow and in wide letters. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@＝＋－＠|%]|^[\t\r\n]/;

/** @param {string | number} value */
export function cell(value) {
  const text = String(value);
  const safe = typeof value === "string" && FORMULA.test(text) ? `'${text}` : text;
  return /[",;\n\r\t']/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** With the mark by which spreadsheets know the letters, and the line ends of the format. @param {(string | number)[][]} rows */
export function csv(rows) {
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
