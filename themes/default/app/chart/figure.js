// A run chart with all that belongs to it: its verdict, the drawing, what happened meanwhile, the points as a table, and the
// rules with what each found.

import { h } from "../guide/dom.js";
import { drawChart, numberText } from "./draw.js";
import { ENOUGH, signalsOfRuns } from "./rules.js";
import { verdict, wayOf } from "./verdict.js";

/** @typedef {import("../guide/words.js").Say} Say */
/** @typedef {import("./series.js").Series} Series */

/** The verdict with which way it goes, and how many points have two values. @param {Series} series @param {Say} t */
export function verdictOf({ points, reading, direction, odds }, t) {
  if (!reading) return "";
  const way = wayOf(points, reading, direction);
  return [verdict(points, reading, t), way && t(way), odds.length > 0 && t("app_measure_odds", { list: odds.join(", ") })]
    .filter(Boolean)
    .join(" ");
}

/** The signals by name alone, and which way the latest goes. @param {Series} series @param {Say} t */
export function brieflyOf({ points, reading, direction }, t) {
  if (!reading) return "";
  const { tooFewRuns, tooManyRuns, tooLongRun, tooFewCrossings } = signalsOfRuns(reading);
  const names = [
    reading.shifts.length && "signal_shift",
    reading.trends.length && "signal_trend",
    (tooFewRuns || tooManyRuns) && "signal_runs",
    (tooLongRun || tooFewCrossings) && "signal_anhoej",
    reading.astronomical.length && "signal_astronomical",
  ].filter((name) => typeof name === "string");
  if (!names.length) return t(reading.limits ? "signals_none" : "signals_none_yet");
  const way = wayOf(points, reading, direction);
  return [t("signals", { list: names.map((name) => t(name)).join(", ") }), way && t(way)].filter(Boolean).join(" ");
}

/** What the marks in the drawing mean. @param {Series} series @param {Say} t @param {(id: string) => void} [open] leads to a test */
function legend({ reading, tests, notes }, t, open) {
  const line = (/** @type {string} */ mark, /** @type {(string | Node)[]} */ ...words) =>
    h("li", {}, h("span", { class: "mark-number" }, mark), h("span", {}, words));
  const lines = [
    ...(reading?.shifts.length ? [line("□", t("chart_shift"))] : []),
    ...(reading?.trends.length ? [line("◇", t("chart_trend"))] : []),
    ...(reading?.astronomical.length ? [line("◯", t("chart_astronomical"))] : []),
    ...tests.map(({ mark, label, text, stage, test, until }) => {
      const words = `${text || t("app_test_unnamed")} (${t(`app_stage_${stage}`)})`;
      const when = until < 0 ? t("app_chart_before", { date: label }) : label;
      return line(mark, `${when}: `, open ? h("button", { type: "button", class: "app-link", onclick: () => open(test ?? "") }, words) : words);
    }),
    ...notes.map(({ mark, label, text }) => line(mark, `${label}: ${text}`)),
  ];
  return lines.length > 0 && h("ul", { class: "happened bare" }, lines);
}

/** @param {string} name @param {string[]} head @param {(string | Node)[][]} rows */
function table(name, head, rows) {
  return h(
    "table",
    {},
    h("caption", { class: "visually-hidden" }, name),
    h("thead", {}, h("tr", {}, head.map((text) => h("th", { scope: "col" }, text)))),
    h(
      "tbody",
      {},
      rows.map(([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), rest.map((text) => h("td", {}, text)))),
    ),
  );
}

/** The points, each with the signals that it belongs to. @param {Series} series @param {Say} t */
function pointTable(series, t) {
  const { points, reading } = series;
  const [shifts, trends, marked] = [reading?.shifts, reading?.trends, [reading?.astronomical ?? []]].map((groups) => new Set(groups?.flat()));
  const signals = (/** @type {number} */ at) => [shifts.has(at) && "signal_shift", trends.has(at) && "signal_trend", marked.has(at) && "signal_astronomical"];
  const rows = points.map(({ label, value }, at) => [
    label,
    numberText(series, value),
    signals(at).flatMap((key) => (key ? [t(key)] : [])).join(", "),
  ]);
  const head = ["chart_date", "chart_value", "chart_signal"].map((key) => t(key));
  return h(
    "div",
    { class: "scroll points", tabindex: 0, role: "group", "aria-label": t("chart_points") },
    table(t("chart_points"), head, rows),
  );
}

/** Each rule with what it found. @param {Series} series @param {Say} t */
function rules({ points, reading, ...series }, t) {
  if (!reading) return null;
  const { n, useful, runs, longest, crossings, limits, shifts, trends, astronomical, median, baseline } = reading;
  const seen = signalsOfRuns(reading);
  const stretches = (/** @type {number[][]} */ groups) =>
    groups
      .map((at) => t("rule_stretch", { n: at.length, start: points[at[0]].label, end: points[at[at.length - 1]].label }))
      .join("; ") || t("rule_none");
  const waits = t("rule_waits", { n: useful, enough: ENOUGH });
  /** @type {[string, string, unknown][]} */
  const found = [
    ["rule_shift", stretches(shifts), shifts.length],
    ["rule_trend", stretches(trends), trends.length],
    [
      "rule_runs",
      limits ? t("rule_runs_found", { n: runs, lower: limits.lower, upper: limits.upper }) : waits,
      seen.tooFewRuns || seen.tooManyRuns,
    ],
    ["rule_longest", limits ? t("rule_longest_found", { n: longest, limit: limits.longest }) : waits, seen.tooLongRun],
    ["rule_crossings", limits ? t("rule_crossings_found", { n: crossings, limit: limits.crossings }) : waits, seen.tooFewCrossings],
    ["rule_astronomical", astronomical.map((at) => points[at].label).join(", ") || t("rule_none"), astronomical.length],
  ];
  const rows = found.map(([key, text, isSignal]) => [
    h("span", {}, t(key), " ", h("small", {}, t(`${key}_how`))),
    text,
    isSignal ? h("strong", {}, t("rules_yes")) : t("rules_no"),
  ]);
  return h(
    "details",
    { class: "in-words rules" },
    h("summary", {}, t("rules_summary")),
    h(
      "p",
      {},
      t("rules_median", { value: numberText({ points, reading, ...series }, median), n, useful }),
      baseline && ` ${t("rules_baseline", { n: baseline })}`,
    ),
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "group", "aria-label": t("rules_caption") },
      table(t("rules_caption"), ["rules_rule", "rules_found", "chart_signal"].map((key) => t(key)), rows),
    ),
    h("p", {}, t("rules_method")),
    h("p", {}, [t("rules_source_perla"), t("rules_source_anhoej"), t("rules_source_swed")].join(" ")),
  );
}

/** The drawing alone with what its marks mean, as small as it is still read. @param {Series} series @param {Say} t */
export function smallFigure(series, t) {
  const drawn = /** @type {const} */ (["narrow", "board"]).map((look) => drawChart(series, look, verdictOf(series, t), t));
  return h("div", { class: "charted" }, h("figure", { class: "figure run" }, drawn, legend(series, t)));
}

/**
 * The whole.
 * @param {Series} series with points @param {Say} t @param {(id: string) => void} open leads to a test
 */
export function chartFigure(series, t, open) {
  const said = verdictOf(series, t);
  return [
    h("p", { class: "verdict" }, said),
    h(
      "div",
      { class: "charted" },
      h(
        "div",
        { class: "chart-parts" },
        h(
          "figure",
          { class: "figure run" },
          drawChart(series, "narrow", said, t),
          drawChart(series, "wide", said, t),
          legend(series, t, open),
        ),
        pointTable(series, t),
      ),
    ),
    rules(series, t),
  ];
}
