// What files and links call themselves, and a file that says no more. Never knows what people write in them.

/** @typedef {{id: string, title: string, date: string, aim: string, previous?: string}} Round */

export const FORMAT = "framewright-answers";
export const ARCHIVE = "framewright-archive";
export const ROUND = "framewright-round";
export const VERSION = 1;

/**
 * A file in which nothing has been written.
 * @param {{site: string, guide: string, round: string, previous?: string}} names
 * @returns {import("./answers.js").TeamFile}
 */
export function emptyFile({ site, guide, round, previous }) {
  return {
    format: FORMAT,
    version: VERSION,
    site,
    guide,
    round: previous ? { id: round, previous } : { id: round },
    members: {},
    sheets: {},
    agreed: {},
    priorities: {},
    next_steps: {},
  };
}
