// Numbers in the order of time in, what the rules for run charts say of them out: the same as `framewright chart` says, held
// to the same vectors. Never draws, never words anything.
//
// Shift, trend, runs and the astronomical point are those of Perla, Provost and Murray, doi:10.1136/bmjqs.2009.037895;
// longest run and crossings those of Anhøj and Olesen, doi:10.1371/journal.pone.0113825.

/** Points in a row that are a shift, and that are a trend; useful points from which on the rules that count runs speak. */
export const SHIFT = 6;
export const TREND = 5;
export const ENOUGH = 10;

/**
 * What would be unusual for a process that does not change: fewer runs than `lower`, more than `upper`, a longer run than
 * `longest`, fewer crossings than `crossings`.
 * @typedef {{lower: number, upper: number, longest: number, crossings: number}} Limits
 */
/**
 * What the rules say. Points are told by their indexes; `baseline` is how many of them the median is frozen on, null for
 * all; limits are null below `ENOUGH` useful points.
 * @typedef {{
 *   median: number, baseline: number | null, n: number, useful: number, runs: number, longest: number, crossings: number,
 *   limits: Limits | null, shifts: number[][], trends: number[][], astronomical: number[],
 * }} Reading
 */

/**
 * Reads a series of finite numbers; null for none.
 * @param {number[]} values @param {number | null} [baseline] @param {number[]} [astronomical] @returns {Reading | null}
 */
export function readSeries(values, baseline = null, astronomical = []) {
  if (!values.length) return null;
  const centre = median(values.slice(0, baseline ?? values.length));
  const useful = values.flatMap((value, at) => (isSame(value, centre) ? [] : [{ at, above: value > centre }]));
  const runs = stretches(useful, (one, other) => one.above === other.above);
  return {
    median: centre,
    baseline: baseline !== null && baseline < values.length ? baseline : null,
    n: values.length,
    useful: useful.length,
    runs: runs.length,
    longest: Math.max(0, ...runs.map((run) => run.length)),
    crossings: Math.max(0, runs.length - 1),
    limits: useful.length >= ENOUGH ? limitsOf(useful.length) : null,
    shifts: runs.filter((run) => run.length >= SHIFT).map((run) => run.map(({ at }) => at)),
    trends: trendsOf(values),
    astronomical: astronomical.filter((at) => at < values.length),
  };
}

/** What the rules that count runs see; null as long as they wait. @param {Reading} reading */
export function signalsOfRuns({ limits, runs, longest, crossings }) {
  return {
    tooFewRuns: limits && runs < limits.lower,
    tooManyRuns: limits && runs > limits.upper,
    tooLongRun: limits && longest > limits.longest,
    tooFewCrossings: limits && crossings < limits.crossings,
  };
}

/** Whether any rule has something to say. @param {Reading} reading */
export function hasSignal(reading) {
  const { shifts, trends, astronomical } = reading;
  return shifts.length + trends.length + astronomical.length > 0 || Object.values(signalsOfRuns(reading)).some(Boolean);
}

/** The number in the middle; of an even number of them the mean of the two. @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  // Halved before they are added, so that no sum is too large; equal ones stay as they are.
  return isSame(lower, upper) ? lower : lower / 2 + upper / 2;
}

/** Whether two numbers differ by no more than binary fractions make of one decimal. @param {number} one @param {number} other */
function isSame(one, other) {
  return Math.abs(one - other) <= Math.max(Math.abs(one), Math.abs(other)) * 1e-12;
}

/** A list cut wherever two neighbours do not belong together. @template T @param {T[]} list @param {(one: T, other: T) => boolean} together @returns {T[][]} */
function stretches(list, together) {
  /** @type {T[][]} */
  const found = [];
  list.forEach((one, at) => {
    if (at && together(list[at - 1], one)) found[found.length - 1].push(one);
    else found.push([one]);
  });
  return found;
}

/**
 * Five or more points that all rise or all fall. Of equal neighbours the first counts: they neither make nor break a trend.
 * @param {number[]} values
 */
function trendsOf(values) {
  /** @type {number[]} */
  const points = [];
  values.forEach((value, at) => {
    if (!at || !isSame(value, values[points[points.length - 1]])) points.push(at);
  });
  const steps = points.slice(1).map((at, before) => ({ before, rises: values[at] > values[points[before]] }));
  return stretches(steps, (one, other) => one.rises === other.rises)
    .filter((stretch) => stretch.length + 1 >= TREND)
    .map((stretch) => points.slice(stretch[0].before, stretch[0].before + stretch.length + 1));
}

/**
 * Limits for a number of useful points. Of runs: the exact distribution with half of the points on each side, 2.5 % at each
 * end; of the longest run: log2 of the number and 3, rounded; of crossings: the 5 % quantile of the binomial distribution.
 * @param {number} useful @returns {Limits}
 */
export function limitsOf(useful) {
  const logs = [0];
  for (let n = 1; n <= useful; n += 1) logs.push(logs[n - 1] + Math.log(n));
  const choose = (/** @type {number} */ n, /** @type {number} */ k) =>
    k > n ? Number.NEGATIVE_INFINITY : logs[n] - logs[k] - logs[n - k];
  const [lower, upper] = limitsOfRuns(useful, choose);
  const trials = Math.max(0, useful - 1);
  let sum = 0;
  let crossings = -1;
  while (sum < 0.05 && crossings < trials) {
    crossings += 1;
    sum += Math.exp(choose(trials, crossings) - trials * Math.LN2);
  }
  return { lower, upper, longest: Math.round(Math.log2(Math.max(1, useful)) + 3), crossings };
}

/** @param {number} useful @param {(n: number, k: number) => number} choose the logarithm of how many ways there are @returns {[number, number]} */
function limitsOfRuns(useful, choose) {
  const below = Math.floor(useful / 2);
  const above = useful - below;
  if (!below) return [Math.min(useful, 1), Math.min(useful, 1)];
  const all = choose(useful, below);
  const chance = (/** @type {number} */ runs) => {
    const [a, b, half] = [below - 1, above - 1, Math.floor(runs / 2)];
    if (runs % 2 === 0) return 2 * Math.exp(choose(a, half - 1) + choose(b, half - 1) - all);
    return (
      Math.exp(choose(a, half) + choose(b, half - 1) - all) + Math.exp(choose(a, half - 1) + choose(b, half) - all)
    );
  };
  const most = below === above ? useful : 2 * below + 1;
  const within = (/** @type {number} */ from, /** @type {number} */ step) => {
    let tail = 0;
    for (let runs = from; runs >= 2 && runs <= most; runs += step) {
      tail += chance(runs);
      if (tail > 0.025) return runs;
    }
    return step > 0 ? 2 : most;
  };
  return [within(2, 1), within(most, -1)];
}
