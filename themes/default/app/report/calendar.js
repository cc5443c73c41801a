// Next steps in, a calendar out (RFC 5545): an entry of a whole day for each date that is due and each review. Never asks
// a clock: the stamp is handed in.

import { textAt } from "../guide/registers.js";
import { stepsOf } from "../team/steps.js";

/** @param {string} text */
function escaped(text) {
  return text
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\r?\n|\r/g, "\\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
}

/** A line in parts of at most 75 octets, none of which cuts a letter. @param {string} line */
function folded(line) {
  const encoder = new TextEncoder();
  let width = 0;
  let out = "";
  for (const letter of line) {
    const bytes = encoder.encode(letter).length;
    if (width + bytes > 75) {
      out += "\r\n ";
      width = 1;
    }
    out += letter;
    width += bytes;
  }
  return out;
}

/** The day after a date; nothing where there is no such date. @param {string} date */
function dayAfter(date) {
  const time = new Date(`${date}T00:00:00Z`);
  if (!date || Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== date) return null;
  time.setUTCDate(time.getUTCDate() + 1);
  return time.toISOString().slice(0, 10).replaceAll("-", "");
}

/**
 * The calendar of the steps that are not done or dropped.
 * @param {import("../guide/answers.js").TeamFile} file @param {import("../guide/words.js").Say} t
 * @param {{title: string, now: Date, isOpen: (step: any) => boolean}} settings
 */
export function calendar(file, t, { title, now, isOpen }) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const events = stepsOf(file)
    .filter(({ step }) => isOpen(step))
    .flatMap(({ id, step }) =>
      /** @type {const} */ (["due", "review"]).flatMap((field) => {
        const date = textAt(step, field);
        const end = dayAfter(date);
        if (!end) return [];
        const what = textAt(step, "what") || t("app_step_unnamed");
        const owner = textAt(step, "owner");
        return [
          "BEGIN:VEVENT",
          `UID:${id}-${field}-${file.round.id}@${file.site}`,
          `DTSTAMP:${stamp}`,
          `DTSTART;VALUE=DATE:${date.replaceAll("-", "")}`,
          `DTEND;VALUE=DATE:${end}`,
          `SUMMARY:${escaped(field === "due" ? what : t("app_ics_review", { what }))}`,
          `DESCRIPTION:${escaped([owner && `${t("app_step_owner")}: ${owner}`, title].filter(Boolean).join("\n"))}`,
          "TRANSP:TRANSPARENT",
          "END:VEVENT",
        ];
      }),
    );
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Framewright//Next steps//EN",
    "CALSCALE:GREGORIAN",
    ...events,
    "END:VCALENDAR",
    "",
  ];
  return lines.map(folded).join("\r\n");
}
