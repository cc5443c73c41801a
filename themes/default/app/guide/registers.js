// Registers in, registers out: the fields of a team's file, and how two copies of one become one. No clock decides:
// the higher counter wins, and values of equal counters stand side by side until a person chooses. Never knows what a
// field means, where a file is kept or how it looks.

/** @typedef {{device: string, value: any, [more: string]: any}} Entry a value and the browser that wrote it */
/** @typedef {{counter: number, values: Entry[], [more: string]: any}} Register */

/**
 * A member that an object has itself: names in a file may be those of what every object inherits.
 * @param {any} object @param {string} name @returns {any}
 */
export function own(object, name) {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** @typedef {string[]} Path the names that lead to a register */

/** @param {unknown} value @returns {value is {[name: string]: any}} */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The one way to write a JSON value: no white space, members sorted by their UTF-16 code units.
 * @param {any} value @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

/** @param {any} one @param {any} other */
export function same(one, other) {
  return canonical(one) === canonical(other);
}

/**
 * Two objects as one, member by member; what only one has, stays.
 * @param {{[name: string]: any}} one @param {{[name: string]: any}} other
 * @param {(one: any, other: any, name: string) => any} both
 */
export function joinMembers(one, other, both) {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  // From entries, since an assignment to a member named __proto__ would do something else.
  return Object.fromEntries(
    names.map((name) => {
      if (!Object.hasOwn(one, name)) return [name, other[name]];
      if (!Object.hasOwn(other, name)) return [name, one[name]];
      return [name, both(one[name], other[name], name)];
    }),
  );
}

/**
 * What this version does not know survives: objects join, of other values the greater in canonical JSON wins.
 * @param {any} one @param {any} other @returns {any}
 */
export function joinUnknown(one, other) {
  if (isObject(one) && isObject(other)) return joinMembers(one, other, joinUnknown);
  return canonical(one) < canonical(other) ? other : one;
}

/** @param {Register} register */
function extras({ counter, values, ...rest }) {
  return rest;
}

/**
 * The same values in the one order: each device with each of its values once.
 * @param {Entry[]} values @returns {Entry[]}
 */
function ordered(values) {
  /** @type {Map<string, Entry>} */
  const known = new Map();
  for (const entry of values) {
    const key = canonical([entry.device, entry.value]);
    const before = known.get(key);
    known.set(key, before ? joinUnknown(before, entry) : entry);
  }
  /** @param {Entry} entry */
  const rank = (entry) => [entry.device, canonical(entry.value)];
  return [...known.values()].sort((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    const at = a[0] === b[0] ? 1 : 0;
    return a[at] < b[at] ? -1 : a[at] > b[at] ? 1 : 0;
  });
}

/**
 * Commutative, associative, idempotent.
 * @param {Register} one @param {Register} other @returns {Register}
 */
export function mergeRegisters(one, other) {
  const rest = joinMembers(extras(one), extras(other), joinUnknown);
  const counter = Math.max(one.counter, other.counter);
  const newest = [one, other].filter((register) => register.counter === counter);
  return { ...rest, counter, values: ordered(newest.flatMap((register) => register.values)) };
}

/**
 * What a register says: nothing, one value, or several at odds with each other.
 * @param {Register | undefined} register @returns {any[]}
 */
export function valuesOf(register) {
  const known = new Map((register?.values ?? []).map(({ value }) => [canonical(value), value]));
  return [...known.values()];
}

/** Where values are at odds, the first, so that all who look see the same. @param {Register | undefined} register */
export function valueOf(register) {
  return valuesOf(register)[0] ?? null;
}

/**
 * A register after a write. `seen` is the counter that the writer had before their eyes and `mine` what they wrote since
 * then themselves: where somebody else wrote in between, both values are kept, for neither knew of the other.
 * @param {Register | undefined} register
 * @param {{device: string, value: any, seen?: number, mine?: any}} write
 * @returns {Register}
 */
export function write(register, { device, value, seen, mine }) {
  if (!register) return { counter: 1, values: [{ device, value }] };
  const blind = register.counter > (seen ?? register.counter);
  const others = blind
    ? register.values.filter((entry) => !same(entry.value, value) && !same(entry.value, mine ?? null))
    : [];
  return { ...extras(register), counter: register.counter + 1, values: ordered([...others, { device, value }]) };
}

/** @param {any} object @param {Path} path @returns {Register | undefined} */
export function registerAt(object, path) {
  return path.reduce((at, name) => own(at, name), object);
}

/** A field as text, whatever a file holds there. @param {any} object @param {Path} path @returns {string} */
export function textAt(object, ...path) {
  const value = valueOf(registerAt(object, path));
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
