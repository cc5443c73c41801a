// The third script of a guide's page: the plan, then and now, the report. Begun by the first, which lends it what both need.

import { openCompare } from "./compare.js";
import { openPlan } from "./plan.js";
import { openReport } from "./report.js";

/**
 * Shows a view; returns what shows it anew.
 * @param {import("../guide/bind.js").App} app @param {string} name @param {HTMLElement} root
 */
function openView(app, name, root) {
  return name === "plan" ? openPlan(app, root) : name === "compare" ? openCompare(app, root) : openReport(app, root);
}

/** @type {any} */ (globalThis).framewrightParts = {
  .../** @type {any} */ (globalThis).framewrightParts,
  report: { openView },
};
