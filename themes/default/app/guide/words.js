// The words of the theme's catalogue, as the page's island brings them, with their blanks filled. Never has a word of its
// own.

/** @typedef {(key: string, blanks?: {[blank: string]: string | number}) => string} Say */

/** @param {{[key: string]: string}} words @returns {Say} */
export function speaker(words) {
  return (key, blanks = {}) =>
    (Object.hasOwn(words, key) ? words[key] : key).replace(/\{(\w+)\}/g, (whole, blank) =>
      Object.hasOwn(blanks, blank) ? String(blanks[blank]) : whole,
    );
}

/** The form of a phrase that goes with a number. @param {Say} t @param {string} key @param {number} n */
export function counted(t, key, n) {
  return t(`${key}_${n === 1 ? "one" : "many"}`, { n });
}
