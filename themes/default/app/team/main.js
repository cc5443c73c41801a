// The second script of a guide's page: the drawers, the team's view and the meeting. Begun by the first, which lends it
// what both need.

import { fillDrawer } from "./drawers.js";
import { openMeeting } from "./meeting.js";
import { openTeam } from "./team.js";

/**
 * Shows a view; returns what shows it anew.
 * @param {import("../guide/bind.js").App} app @param {string} name @param {HTMLElement} root
 */
function openView(app, name, root) {
  return name === "meeting" ? openMeeting(app, root) : openTeam(app, root);
}

/** @type {any} */ (globalThis).framewrightParts = {
  .../** @type {any} */ (globalThis).framewrightParts,
  team: { fillDrawer, openView },
};
