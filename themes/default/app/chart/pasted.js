// A text that somebody pasted from a spreadsheet in, points by day out: two columns, or three with a note, and those with
// marks that this app itself saves. What cannot be read is named by its line, and what may mean two things is named, not
// guessed, unless the rest of its column tells.

/** @typedef {{date: string, value: number, note: string, isMarked: boolean}} Pasted `isMarked`: as obviously different from all others */
/** @typedef {{line: number, key: string, blanks: {[blank: string]: string | number}}} Fault */
/** @typedef {{dayFirst: boolean, monthFirst: boolean}} Dates how a column writes dates in numbers alone */

/** The largest number that a chart has room for. */
export const MOST = 1e12;

/** Lines that are read at once: eighty years of months, or three of days. */
const LINES = 1_000;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The cells of a line; between quotation marks, of which two stand for one, nothing separates. @param {string} line @param {string} separator */
function cellsOf(line, separator) {
  const cells = [""];
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at];
    if (quoted && sign === '"' && line[at + 1] === '"') {
      cells[cells.length - 1] += sign;
      at += 1;
    } else if (sign === '"' && (quoted || !cells[cells.length - 1].trim())) quoted = !quoted;
    else if (sign === separator && !quoted) cells.push("");
    else cells[cells.length - 1] += sign;
  }
  return cells.map((cell) => cell.trim());
}

/** What separates cells: a tab where there is one, a semicolon, or else a comma. @param {string[]} lines */
function separatorOf(lines) {
  return ["\t", ";"].find((sign) => lines.some((line) => line.replace(/"[^"]*"/g, "").includes(sign))) ?? ",";
}

/** A day as a file writes it; nothing where there is no such day. @param {number} year @param {number} month @param {number} day */
function dayOf(year, month, day) {
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  const time = new Date(`${date}T00:00:00Z`);
  return year >= 1000 && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date) ? date : "";
}

/** Two short numbers and a year, as in 4/21/2025. @param {string} text @returns {[number, number, number] | null} */
function inNumbers(text) {
  const found = /^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})\.?$/.exec(text);
  if (!found) return null;
  const [first, second, year] = found.slice(1).map(Number);
  return [first, second, year < 100 ? 2000 + year : year];
}

/** Learns from all dates of a column what each alone does not tell. @param {string[]} texts @returns {Dates} */
function learnDates(texts) {
  const all = texts.map(inNumbers).filter((numbers) => numbers !== null);
  return {
    dayFirst: all.some(([first, second]) => first > 12 && second <= 12),
    monthFirst: all.some(([first, second]) => second > 12 && first <= 12),
  };
}

/** Where a month's name, in English or in the reader's language, stands in the year, from 1. @param {string} name @param {string} language */
function monthOf(name, language) {
  const short = name.toLowerCase().replace(/\.$/, "");
  const local = Array.from({ length: 12 }, (_, at) =>
    new Date(Date.UTC(2024, at, 15)).toLocaleDateString(language, { month: "long", timeZone: "UTC" }).toLowerCase(),
  );
  const of = (/** @type {string[]} */ names) => names.findIndex((month) => short.length > 2 && month.startsWith(short)) + 1;
  return of(local) || MONTHS.indexOf(short.slice(0, 3)) + 1;
}

/** A date that has a month's name in it. @param {string} text @param {string} language */
function inWords(text, language) {
  const words = text.replace(/,/g, " ").split(/\s+(?:de\s+)?|(?<=\d)-(?=\D)|(?<=\D)-(?=\d)/);
  const year = Number(words.find((word) => /^\d{4}$/.test(word)) ?? 0);
  const name = words.find((word) => /^\p{L}{3,}\.?$/u.test(word)) ?? "";
  const day = words.find((word) => /^\d{1,2}(?:st|nd|rd|th|\.)?$/.test(word));
  if (words.length > 3 || !year || !name || words.length !== (day ? 3 : 2)) return "";
  return dayOf(year, monthOf(name, language), day ? Number.parseInt(day, 10) : 1);
}

/**
 * A date in the one way in which files write it, or what is wrong with it. A month stands for its first day.
 * @param {string} written @param {Dates} dates @param {string} language
 * @returns {{date: string} | {key: string, blanks: {[blank: string]: string}}}
 */
function readDate(written, { dayFirst, monthFirst }, language) {
  const text = written.replace(/[T ]+\d{1,2}:\d{2}[\d:.Z+\- APM]*$/, "").trim();
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(text);
  const month = /^(\d{1,2})[-/.](\d{4})$/.exec(text);
  const numbers = inNumbers(text);
  const one = (/** @type {string} */ date) => (date ? { date } : { key: "app_paste_date", blanks: { text } });
  if (iso) return one(dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3] ?? 1)));
  if (month) return one(dayOf(Number(month[2]), Number(month[1]), 1));
  if (!numbers) return one(inWords(text, language));
  const [first, second, year] = numbers;
  const byDay = dayOf(year, second, first);
  const byMonth = dayOf(year, first, second);
  if (byDay && (text.includes(".") || (dayFirst && !monthFirst))) return { date: byDay };
  if (byMonth && monthFirst && !dayFirst) return { date: byMonth };
  if (byDay && byMonth && byDay !== byMonth) return { key: "app_paste_two_dates", blanks: { text, one: byDay, other: byMonth } };
  return one(byDay || byMonth);
}

/** A number without its unit, spaces and grouping marks, with the usual minus. @param {string} text */
function bare(text) {
  return text.replace(/%+$/, "").replace(/[\s'’$€£]/g, "").replace(/[−–]/g, "-");
}

/** Whether a sign can only be the decimal one in a number. @param {string} text @param {string} sign @param {string} other */
function divides(text, sign, other) {
  const digits = bare(text);
  const at = digits.lastIndexOf(sign);
  const [whole, parts] = [digits.slice(0, Math.max(at, 0)).replace(/^[-+]+/, ""), digits.slice(at + 1)];
  if (at < 0 || !/^\d*$/.test(parts) || [...whole].some((c) => !/\d/.test(c) && c !== other)) return false;
  return parts.length !== 3 || whole === "0" || whole === "" || whole.includes(other) || whole.length > 3;
}

/** @param {string} text @param {string} decimal @returns {number | null} */
function amountOf(text, decimal) {
  const [point, grouping] = decimal === "," ? [",", "\\."] : ["\\.", ","];
  const found = new RegExp(`^([-+]?)(\\d{1,3}(?:${grouping}\\d{3})+|\\d*)(?:${point}(\\d*))?(e[-+]?\\d+)?$`, "i").exec(bare(text));
  if (!found || !(found[2] || found[3])) return null;
  const whole = found[2].replace(/\D/g, "");
  const value = Number(`${found[1] === "-" ? "-" : ""}${whole || "0"}.${found[3] || "0"}${found[4] ?? ""}`);
  return Number.isFinite(value) && Math.abs(value) <= MOST ? value : null;
}

/** Learns from all numbers of a column whether a comma divides or groups. @param {string[]} texts @param {string} separator */
function decimalOf(texts, separator) {
  const comma = texts.some((text) => divides(text, ",", "."));
  const point = texts.some((text) => divides(text, ".", ","));
  // Where a comma is the decimal sign, spreadsheets separate cells by semicolons.
  return (comma === point ? separator === ";" : comma) ? "," : ".";
}

/** A number as people of any language type it; null where it is none. @param {string} text */
export function readNumber(text) {
  return amountOf(text, decimalOf([text], ""));
}

/** Whether a cell of a column of marks has one. @param {string} cell */
const hasMark = (cell) => !/^(?:no?|false|0)?$/i.test(cell);

/**
 * Points and the last day of their baseline, or what keeps them from being read, line by line. Where anything is wrong,
 * nothing is to be taken.
 * @param {string} text @param {string} language
 * @returns {{points: Pasted[], isPercent: boolean, baseline: string, faults: Fault[]}}
 */
export function readPasted(text, language) {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const separator = separatorOf(lines);
  const rows = lines
    .map((line, at) => ({ line: at + 1, cells: cellsOf(line, separator) }))
    .filter(({ line, cells }) => cells.some(Boolean) && !(line === 1 && /^sep=.?$/i.test(cells.join(""))));
  // Headings: a first line with neither a day nor a number in it.
  const headings = rows.length && !/\d/.test(rows[0].cells.slice(0, 2).join("")) ? rows.shift()?.cells ?? [] : [];
  const [astronomical, baselineAt] = ["astronomical", "baseline"].map((name) => headings.findIndex((heading) => heading.toLowerCase() === name));
  if (rows.length > LINES) return { points: [], isPercent: false, baseline: "", faults: [{ line: LINES, key: "app_paste_long", blanks: { n: LINES } }] };
  const dates = learnDates(rows.map(({ cells }) => cells[0]));
  const decimal = decimalOf(rows.map(({ cells }) => cells[1] ?? ""), separator);
  /** @type {Fault[]} */
  const faults = [];
  let baseline = "";
  /** @type {Map<string, Pasted & {line: number}>} */
  const points = new Map();
  for (const { line, cells } of rows) {
    const [isMarked, isBefore] = [astronomical, baselineAt].map((at) => at > 1 && hasMark(cells[at] ?? ""));
    const [day, number = "", note = "", ...rest] = cells.filter((_, at) => at < 2 || (at !== astronomical && at !== baselineAt));
    const fault = (/** @type {string} */ key, blanks = {}) => void faults.push({ line, key, blanks });
    const read = readDate(day, dates, language);
    const value = amountOf(number, decimal);
    if (!day) fault("app_paste_no_date");
    else if ("key" in read) fault(read.key, read.blanks);
    else if (cells.length < 2) fault("app_paste_one_column");
    else if (rest.some(Boolean) || (separator === "," && /^\d+%?$/.test(note))) fault("app_paste_columns");
    // A day at which nothing was measured is no mistake.
    else if (!number) continue;
    else if (value === null) fault("app_paste_number", { text: number });
    else if (points.has(read.date)) fault("app_paste_twice", { date: read.date, n: points.get(read.date)?.line ?? 0 });
    else {
      points.set(read.date, { date: read.date, value, note, isMarked, line });
      if (isBefore && read.date > baseline) baseline = read.date;
    }
  }
  if (!faults.length && !points.size) faults.push({ line: 1, key: "app_paste_nothing", blanks: {} });
  const isPercent = rows.length > 0 && rows.every(({ cells }) => !cells[1] || cells[1].endsWith("%"));
  return { points: [...points.values()].map(({ line, ...point }) => point), isPercent, baseline, faults };
}
