// The pages of each unit of a question in, pages in their order out (BM25).

const FULL = 1.2;

/**
 * @typedef {Map<number, number>} Shares how much is said about each page
 */

/**
 * How well each page answers one word.
 * @param {Shares} shares
 * @param {number} documents of the site
 * @returns {Shares}
 */
export function scores(shares, documents) {
  const rare = Math.log(1 + (documents - shares.size + 0.5) / (shares.size + 0.5));
  return new Map([...shares].map(([page, share]) => [page, (rare * share * (FULL + 1)) / (share + FULL)]));
}

/**
 * How well pages answer that have all of some words.
 * @param {Shares[]} all
 * @returns {Shares}
 */
export function together(all) {
  const [first = new Map(), ...others] = all;
  const both = new Map();
  for (const [page, score] of first) {
    if (others.every((other) => other.has(page))) {
      both.set(page, others.reduce((sum, other) => sum + (other.get(page) ?? 0), score));
    }
  }
  return both;
}

/**
 * The better of two answers for each page.
 * @param {Shares} own
 * @param {Shares} other
 * @param {number} weight of the other
 * @returns {Shares}
 */
export function either(own, other, weight) {
  const best = new Map(own);
  for (const [page, score] of other) best.set(page, Math.max(best.get(page) ?? 0, score * weight));
  return best;
}

/** Pages that answer all of a question: where there are fewer, those that answer a part of it follow. */
const ENOUGH = 5;

/**
 * Pages that answer all of a question, best first; then, where they are few, those that answer a part of it.
 * @param {Shares[]} units
 * @param {(page: number) => boolean} chosen
 * @param {(page: number) => number} share what an answer by a page counts
 * @returns {{pages: number[], full: number}} `full` is how many have all words
 */
export function ranked(units, chosen, share = () => 1) {
  const found = new Map();
  for (const unit of units) {
    for (const [page, score] of unit) {
      const { hits, sum } = found.get(page) ?? { hits: 0, sum: 0 };
      found.set(page, { hits: hits + 1, sum: sum + score });
    }
  }
  const candidates = [...found].filter(([page]) => chosen(page));
  const isFull = ({ hits }) => hits === units.length;
  const full = candidates.filter(([, counted]) => isFull(counted)).length;
  const kept = full < ENOUGH ? candidates : candidates.filter(([, counted]) => isFull(counted));
  // A page that has most words is worth more than one that has one of them often.
  const worth = ([page, { hits, sum }]) => sum * (hits / units.length) ** 2 * share(page);
  const order = (a, b) => Number(isFull(b[1])) - Number(isFull(a[1])) || worth(b) - worth(a) || a[0] - b[0];
  return { pages: kept.sort(order).map(([page]) => page), full };
}
