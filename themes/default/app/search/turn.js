// A text and the words of a question in, whether they stand in it side by side and in their order out.

import { placed } from "./text.js";

/**
 * @param {string} text
 * @param {Map<string, number>} forms each form with the number of its word in the question
 * @param {number} count how many words the question has
 * @param {Set<string>} stop words that may stand between
 * @returns {boolean}
 */
export function inTurn(text, forms, count, stop) {
  let next = 0;
  for (const { words } of placed(text)) {
    if (words.every((word) => stop.has(word))) continue;
    const units = words.flatMap((word) => forms.get(word) ?? []);
    // What breaks the row off may begin another.
    next = units.includes(next) ? next + 1 : Number(units.includes(0));
    if (next === count) return true;
  }
  return false;
}
