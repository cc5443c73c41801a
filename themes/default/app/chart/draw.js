// A series and its reading in, the run chart out: the build's arrangement, with the same classes, so that one style gives
// both their looks. Every signal has a mark of its own shape. Text goes in as text.

import { svg } from "../guide/dom.js";
import { scaleOver, told } from "./numbers.js";

/** @typedef {import("./series.js").Series} Series */
/** @typedef {import("./series.js").Happened} Happened */
/**
 * Where things stand: `x` of a place among the points, `y` of a value; the edges of the ground of the points.
 * @typedef {{x: (at: number) => number, y: (value: number) => number, left: number, right: number, top: number, bottom: number}} Plot
 */

/** Width, and height of the ground; and what stands above it for notes and below it for each row of tests. */
const LOOKS = { wide: [640, 240], narrow: [288, 200], board: [420, 150] };
const ABOVE = 56;
const ROW = 20;

/** A number with the unit that stands behind it. @param {Series} series @param {number} value */
export function numberText({ unit }, value) {
  return unit.trim() === "%" ? `${told(value)}%` : told(value);
}

/** About how wide a text is. @param {string} text */
const widthOf = (text) => text.length * 7.2;

/** @param {number} number */
const short = (number) => number.toFixed(1);

/**
 * Tests in as many rows as it takes so that none covers another.
 * @param {Happened[]} tests @param {Plot} plot
 */
function rowsOf(tests, { x }) {
  /** @type {number[]} */
  const ends = [];
  return tests.map((test) => {
    const start = x(test.at) - 9;
    const end = Math.max(x(test.until), start + 18);
    const free = ends.findIndex((used) => used + 2 < start);
    const row = free < 0 ? ends.length : free;
    ends[row] = end;
    return { ...test, start, end, row };
  });
}

/** Round numbers from below to above, and as many dates as there is room for. @param {Series} series @param {Plot} plot @param {number[]} ticks @param {number} low where the dates stand */
function axes(series, { x, y, left, right }, ticks, low) {
  const widest = Math.max(...series.points.map(({ label }) => widthOf(label)));
  const every = Math.ceil(series.points.length / Math.max(1, Math.floor((right - left) / (widest + 10)))) || 1;
  return [
    svg("path", { class: "wires", d: ticks.map((tick) => `M${short(left)} ${short(y(tick))}H${short(right)}`).join("") }),
    svg(
      "g",
      { class: "quiet", "text-anchor": "end" },
      ticks.map((tick) => svg("text", { x: short(left - 6), y: short(y(tick) + 4.5) }, numberText(series, tick))),
    ),
    svg(
      "g",
      { class: "quiet" },
      series.points
        .map(({ label }, at) => ({ label, middle: x(at), half: widthOf(label) / 2 }))
        .filter((_, at) => at % every === 0)
        .map(({ label, middle, half }) =>
          svg("text", { x: short(Math.max(0, Math.min(middle - half, right - 2 * half))), y: low }, label),
        ),
    ),
  ];
}

/** The median, the target and what joins the points. @param {Series} series @param {Plot} plot @param {import("../guide/words.js").Say} t @param {number} median */
function lines({ points, target, ...series }, { x, y, left, right }, t, median) {
  const across = (/** @type {string} */ name, /** @type {number} */ value, from = left, to = right, more = {}) =>
    svg("path", { class: name, ...more, d: `M${short(from)} ${short(y(value))}H${short(to)}` });
  const number = (/** @type {number} */ value) => ({ value: numberText({ points, target, ...series }, value) });
  // Frozen: it goes on in dashes, since the later points have no part in it.
  const frozen = series.reading?.baseline ?? 0;
  const end = frozen ? x(frozen - 1) : right;
  return [
    frozen > 0 && across("median", median, end, right, { "stroke-dasharray": "3 4" }),
    across("median", median, left, end),
    target !== null && across("target", target),
    svg("path", { class: "line", d: `M${points.map(({ value }, at) => `${short(x(at))} ${short(y(value))}`).join("L")}` }),
    svg(
      "g",
      { class: "words" },
      svg(
        "text",
        { x: short(right - 2), y: short(y(median) - 5), "text-anchor": "end" },
        t(frozen ? "chart_frozen_median" : "chart_median", { ...number(median), n: frozen }),
      ),
      target !== null && svg("text", { x: short(left + 2), y: short(y(target) - 5) }, t("chart_target", number(target))),
    ),
  ];
}

/** The height of the line of points at a place. @param {Series} series @param {Plot} plot @param {number} at */
function heightAt({ points }, { y }, at) {
  const last = points.length - 1;
  const [before, after] = [Math.floor(at), Math.ceil(at)].map((index) => points[Math.max(0, Math.min(last, index))].value);
  return y(before) + (y(after) - y(before)) * (at - Math.floor(at));
}

/** A number above what is told of, with a line down to the line of points. @param {Series} series @param {Plot} plot */
function notes(series, plot) {
  return series.notes.flatMap(({ at, mark }, number) => {
    // Neighbours would touch on one height.
    const [x, y] = [short(plot.x(at)), plot.top - (number % 2 ? 42 : 26)];
    return [
      svg("path", { class: "note", d: `M${x} ${y}V${short(heightAt(series, plot, at))}` }),
      svg("text", { class: "words", x, y: y - 3, "text-anchor": "middle" }, mark),
    ];
  });
}

/** A box with a letter below for each test, from its first day to its last, with a line up from where it began. @param {Series} series @param {Plot} plot @param {ReturnType<typeof rowsOf>} rows */
function tests(series, plot, rows) {
  return rows.flatMap(({ at, mark, start, end, row }) => {
    const y = plot.bottom + 5 + row * ROW;
    return [
      svg("path", { class: "note", d: `M${short(start + 9)} ${y}V${short(heightAt(series, plot, at))}` }),
      svg("path", { class: "mark", d: `M${short(start)} ${y}H${short(end)}v17H${short(start)}z` }),
      svg("text", { class: "words", x: short(start + 9), y: y + 13, "text-anchor": "middle" }, mark),
    ];
  });
}

/** The points with the marks of their signals: a square for a shift, a diamond for a trend, a ring for what a person marked. @param {Series} series @param {Plot} plot */
function points(series, { x, y }) {
  const place = (/** @type {number} */ at) => [x(at), y(series.points[at].value)];
  const marks = [
    ...(series.reading?.shifts.flat() ?? []).map(place).map(([left, top]) => `M${short(left - 6.5)} ${short(top - 6.5)}h13v13h-13z`),
    ...(series.reading?.trends.flat() ?? []).map(place).map(([left, top]) => `M${short(left - 10)} ${short(top)}l10 -10l10 10l-10 10z`),
    ...(series.reading?.astronomical ?? []).map(place).map(([left, top]) => `M${short(left - 12)} ${short(top)}a12 12 0 1 0 24 0a12 12 0 1 0 -24 0z`),
  ];
  return [
    marks.length > 0 && svg("path", { class: "mark", d: marks.join("") }),
    svg(
      "g",
      { class: "point" },
      series.points.map(({ label, value }, at) =>
        svg(
          "circle",
          { cx: short(x(at)), cy: short(y(value)), r: series.points.length > 60 ? 2.5 : 3.5 },
          svg("title", {}, `${label}: ${numberText(series, value)}`),
        ),
      ),
    ),
  ];
}

/**
 * The run chart of a series that has points. `said` is its verdict, by which it is described.
 * @param {Series} series @param {keyof typeof LOOKS} look @param {string} said @param {import("../guide/words.js").Say} t
 */
export function drawChart(series, look, said, t) {
  const [width, ground] = LOOKS[look];
  const median = series.reading?.median ?? 0;
  const { low, high, ticks } = scaleOver([...series.points.map(({ value }) => value), median, ...(series.target === null ? [] : [series.target])]);
  const top = 12 + (series.notes.length ? ABOVE : 8);
  const [left, right, bottom] = [9 + Math.max(...ticks.map((tick) => widthOf(numberText(series, tick)))), width - 1, top + ground];
  const [start, room, last] = [left + 12, right - left - 24, series.points.length - 1];
  const plot = {
    left,
    right,
    top,
    bottom,
    x: (/** @type {number} */ at) =>
      Math.max(left + 2, Math.min(right - 2, last > 0 ? start + (room * at) / last : start + room / 2 + at * 40)),
    y: (/** @type {number} */ value) => bottom - (ground * (value - low)) / (high - low),
  };
  // What ended before the first number did not happen anywhere on the chart: what stands beside it says so.
  const rows = rowsOf(series.tests.filter(({ until }) => until >= 0), plot);
  const below = bottom + 20 + Math.max(0, ...rows.map(({ row }) => row + 1)) * ROW;
  return svg(
    "svg",
    {
      class: `drawn ${look === "narrow" ? look : "wide"} run-chart`,
      role: "img",
      viewBox: `0 0 ${width} ${below + 8}`,
      width,
      height: below + 8,
      fill: "none",
      stroke: "currentColor",
      "aria-label": series.title || t("app_measure_unnamed"),
    },
    svg("desc", {}, said),
    axes(series, plot, ticks, below),
    lines(series, plot, t, median),
    notes(series, plot),
    tests(series, plot, rows),
    points(series, plot),
  );
}
