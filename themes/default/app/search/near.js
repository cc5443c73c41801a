// A mistyped word and the words of the site in, those that may be meant out.

/**
 * How many letters must be added, left out, exchanged or swapped with their neighbour; more than `most` is `most + 1`.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 * @returns {number}
 */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length];
}

/**
 * Letters that one may have wrong in a word: none in a short one, which would be like too many others.
 * @param {string} word
 * @returns {number}
 */
function allowed(word) {
  if (word.length < 4 || /\d/.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Letters of the shortest word among those that may be meant. */
const SHORTEST = 4;

/**
 * Two words that were written as one: `taskforce`. Empty where it is not made of two.
 * @param {string} word
 * @param {Iterable<string>} known
 * @returns {string[]}
 */
export function halves(word, known) {
  const all = new Set(known);
  for (let at = SHORTEST; at <= word.length - SHORTEST; at += 1) {
    const both = [word.slice(0, at), word.slice(at)];
    if (both.every((half) => all.has(half))) return both;
  }
  return [];
}

/**
 * The words nearest to a mistyped one, all as near as the best; that with the same beginning first.
 * @param {string} word
 * @param {Iterable<string>} known
 * @param {number} count how many at most
 * @returns {string[]}
 */
export function nearest(word, known, count) {
  const most = allowed(word);
  if (most === 0) return [];
  const found = [];
  for (const other of new Set(known)) {
    const cost = distance(word, other, most);
    if (cost > most) continue;
    const start = other[0] === word[0] ? 0 : 1;
    found.push({ other, cost, rank: cost * 4 + start * 2 + Math.abs(other.length - word.length) });
  }
  found.sort((a, b) => a.rank - b.rank || (a.other < b.other ? -1 : 1));
  return found.filter(({ cost }) => cost === found[0].cost).slice(0, count).map(({ other }) => other);
}
