// The fifth script of a guide's page: the team's measures with their run charts, and the storyboard. Begun by the first,
// which lends it what both need.

import { openMeasures } from "./measures.js";
import { openStoryboard } from "./storyboard.js";

/**
 * Shows a view; returns what shows it anew.
 * @param {import("../guide/bind.js").App} app @param {string} name @param {HTMLElement} root
 */
function openView(app, name, root) {
  return name === "measures" ? openMeasures(app, root) : openStoryboard(app, root);
}

/** @type {any} */ (globalThis).framewrightParts = {
  .../** @type {any} */ (globalThis).framewrightParts,
  chart: { openView },
};
