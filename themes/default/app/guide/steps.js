// Next steps that still bind. Never knows where they are shown.

import { textAt } from "./registers.js";

/** Whether a next step still binds. @param {any} step */
export function isOpen(step) {
  const status = textAt(step, "status") || "open";
  return status === "open" || status === "started";
}
