// What files and links call themselves, and the letters in which a text travels in a link. Never knows what is in them.

/** @typedef {{id: string, title: string, date: string, aim: string, previous?: string}} Round */

export const FORMAT = "framewright-answers";
export const ARCHIVE = "framewright-archive";
export const ROUND = "framewright-round";
export const VERSION = 1;

/** @param {string} text */
export function toBase64url(text) {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
