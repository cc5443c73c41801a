// A range of numbers in, round steps over it out; numbers as people write them. The same as the build's.

/** An axis with round numbers on it, from the lowest to the highest. @typedef {{low: number, high: number, ticks: number[]}} Scale */

/** An axis that has room for finite numbers. @param {number[]} values @returns {Scale} */
export function scaleOver(values) {
  let [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Numbers that are all the same, or nearly, stand in the middle.
  if (high - low <= Math.max(size * 1e-9, 1e-200)) {
    const room = size > 1e-200 ? size / 10 : 1;
    [low, high] = [low - room, high + room];
  }
  const step = roundStep((high - low) / 4);
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
  return { low: first * step, high: last * step, ticks };
}

/** 1, 2, 2.5 or 5 times a power of ten that is no less than a step. @param {number} step */
function roundStep(step) {
  const power = 10 ** Math.floor(Math.log10(step));
  return ([1, 2, 2.5, 5].find((factor) => factor * power >= step * (1 - 1e-9)) ?? 10) * power;
}

/** A number in as few digits as tell it: six that count, and no zeros behind them. @param {number} value */
export function told(value) {
  if (value === 0 || !Number.isFinite(value)) return "0";
  const size = Math.floor(Math.log10(Math.abs(value)));
  if (size < -5 || size >= 15) return value.toExponential().replace("+", "");
  const text = value.toFixed(Math.max(0, 5 - size));
  return (text.includes(".") ? text.replace(/\.?0+$/, "") : text).replace("-", "−");
}
