// The fourth script of a guide's page: small tests of change. Begun by the first, which lends it what both need.

import { openTests } from "./log.js";

/**
 * Shows the view; returns what shows it anew.
 * @param {import("../guide/bind.js").App} app @param {string} _name @param {HTMLElement} root
 */
function openView(app, _name, root) {
  return openTests(app, root);
}

/** @type {any} */ (globalThis).framewrightParts = {
  .../** @type {any} */ (globalThis).framewrightParts,
  tests: { openView },
};
