// One tab's dealings with the answers kept in this browser: the round that is open, whose sheet is filled in, each edit
// saved at once and merged with what other tabs wrote. Memory holds all that was written until the store says that it has
// it. Never touches the page.

import { change, merge } from "./answers.js";
import { VERSION, emptyFile } from "./formats.js";
import { Problem, checkedFile } from "./reading.js";
import { own, registerAt } from "./registers.js";

/** @typedef {import("./answers.js").TeamFile} TeamFile */
/** @typedef {import("./answers.js").Edit} Edit */
/** @typedef {import("./registers.js").Path} Path */
/**
 * What happened: "shown" when the file is another or was changed from elsewhere, "written" after an edit here, "kept" when
 * the store has all, "failed" when it refused.
 * @typedef {"shown" | "written" | "kept" | "failed"} Event
 */
/** @typedef {{at: number, changes: number}} Saved when a file was last saved, and after how many changes */
/**
 * @typedef {{current?: string, mine: {[round: string]: string}, saved: {[round: string]: Saved}, changes: {[round: string]: number}}} Memo
 */

/** Today where the reader is, as YYYY-MM-DD. */
export function today() {
  const now = new Date();
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A text without halves of letters, which no file may hold. @param {any} value @returns {any} */
function wellFormed(value) {
  if (Array.isArray(value)) return value.map(wellFormed);
  return typeof value === "string" ? value.replace(/\p{Cs}/gu, "\ufffd") : value;
}

/** @param {string} guide @param {string} round */
const keyOf = (guide, round) => `round/${guide}/${round}`;

export class Session {
  /**
   * @param {import("./storage.js").Store} store @param {import("./storage.js").Journal} journal
   * @param {{site: string, guide: string}} names
   * @param {{postMessage: (message: any) => void}} channel
   */
  constructor(store, journal, { site, guide }, channel) {
    this.store = store;
    this.journal = journal;
    this.channel = channel;
    this.site = site;
    this.guide = guide;
    this.device = "d-0";
    /** @type {TeamFile | undefined} */
    this.file = undefined;
    /** The member whose sheet is filled in. */
    this.member = "";
    /** @type {Memo} */
    this.memo = { mine: {}, saved: {}, changes: {} };
    /** What was kept here and cannot be read. @type {{key: string, problem: Problem, value: any}[]} */
    this.unreadable = [];
    /** Edits that were on their way when a tab was closed, and have been taken up. */
    this.rescued = 0;
    /** @type {Edit[]} */
    this.pending = [];
    /** @type {Promise<void> | null} */
    this.flushing = null;
    /** @type {((event: Event, error?: unknown) => void)[]} */
    this.listeners = [];
  }

  /** Takes up where the last visit ended. */
  async begin() {
    this.device = await this.store.update("device", (old) => old ?? this.newName("d"));
    await this.rescue();
    this.memo = { ...this.memo, ...(await this.store.read(`memo/${this.guide}`)) };
    const { current } = this.memo;
    if (current) await this.open(current);
  }

  /** A name that nobody else gives. @param {"d" | "m" | "r"} kind of a device, a member or a round */
  newName(kind) {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    return `${kind}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  }

  /** @param {(event: Event, error?: unknown) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** @param {Event} event @param {unknown} [error] */
  tell(event, error) {
    for (const listener of this.listeners) listener(event, error);
  }

  /** What a closed tab left in its notebook goes where it was going. */
  async rescue() {
    for (const { value, drop } of this.journal.left()) {
      const { guide, round, previous, edits } = value;
      if (typeof guide !== "string" || typeof round !== "string" || !Array.isArray(edits)) continue;
      const empty = emptyFile({ site: this.site, guide, round, previous });
      await this.store.update(keyOf(guide, round), (stored) =>
        edits.reduce((file, edit) => change(file, edit, this.device), stored ?? empty),
      );
      if (value.member)
        await this.note((memo) => ({ ...memo, current: round, mine: { ...memo.mine, [round]: value.member } }), guide);
      this.rescued += edits.length;
      drop();
    }
  }

  /** @param {(memo: Memo) => Memo} alter */
  async note(alter, guide = this.guide) {
    const blank = { mine: {}, saved: {}, changes: {} };
    const memo = await this.store.update(`memo/${guide}`, (old) => alter({ ...blank, ...old }));
    if (guide === this.guide) this.memo = memo;
  }

  /** The file as it is kept, checked. One that cannot be read is left as it is, and remembered. @param {string} key */
  async kept(key) {
    const value = await this.store.read(key);
    if (value === undefined) return undefined;
    try {
      return checkedFile(value);
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem("app_wrong_json");
      if (!this.unreadable.some((known) => known.key === key)) this.unreadable.push({ key, problem, value });
      return undefined;
    }
  }

  /** Every round kept here, of this guide or of all. @returns {Promise<TeamFile[]>} */
  async rounds(all = false) {
    await this.settled();
    const prefix = all ? "round/" : keyOf(this.guide, "");
    const keys = (await this.store.keys()).filter((key) => key.startsWith(prefix)).sort();
    const files = await Promise.all(keys.map((key) => this.kept(key)));
    return files.filter((file) => file !== undefined);
  }

  /** Opens a round that is kept here; one that is not leaves all as it was. @param {string} round */
  async open(round) {
    await this.settled();
    // What could not be written yet belongs to the round that is open.
    if (this.pending.length) throw new Problem("app_wrong_pending");
    const file = await this.kept(keyOf(this.guide, round));
    if (!file) return false;
    // Another tab may know by now who somebody is in this round.
    this.memo = { ...this.memo, ...(await this.store.read(`memo/${this.guide}`)) };
    this.file = file;
    // Whoever took part in the round before is the same person here.
    const before = this.memo.mine[file.round.previous ?? ""];
    this.member = this.memo.mine[round] ?? before ?? this.newName("m");
    await this.note((memo) => ({ ...memo, current: round, mine: { ...memo.mine, [round]: this.member } }));
    this.tell("shown");
    return true;
  }

  /** A file and a member to write for, where a visitor begins without a round. */
  ensure() {
    if (this.file) return;
    const round = this.newName("r");
    this.file = emptyFile({ site: this.site, guide: this.guide, round });
    this.member = this.newName("m");
    const { file, member } = this;
    this.memo = { ...this.memo, current: file.round.id, mine: { ...this.memo.mine, [round]: member } };
    this.edit(["round", "date"], today());
  }

  /**
   * One change of the open file: in memory at once, on its way to the store at once.
   * @param {Path} path @param {any} value @param {{seen?: number, mine?: any}} [knowing]
   */
  edit(path, value, knowing = {}) {
    this.ensure();
    const file = /** @type {TeamFile} */ (this.file);
    const seen = knowing.seen ?? registerAt(file, path)?.counter ?? 0;
    const edit = { path, value: wellFormed(value), seen, mine: knowing.mine };
    this.file = change(file, edit, this.device);
    this.pending.push(edit);
    this.jot();
    this.tell("written");
    this.flushing ??= this.flush();
  }

  jot() {
    const { round } = /** @type {TeamFile} */ (this.file);
    const { guide, member, pending } = this;
    this.journal.write({ guide, member, round: round.id, previous: round.previous, edits: pending });
  }

  /** Writes what is pending, as often as there is more; what the store refuses stays pending. */
  async flush() {
    await Promise.resolve();
    while (this.pending.length) {
      const edits = this.pending.slice();
      const memory = /** @type {TeamFile} */ (this.file);
      const { id } = memory.round;
      try {
        const written = await this.store.update(keyOf(this.guide, id), (stored) => {
          // Storage that was emptied meanwhile is filled again from memory.
          if (!stored) return this.file ?? memory;
          if (stored.version > VERSION) throw new Problem("app_wrong_newer");
          return edits.reduce((file, edit) => change(file, edit, this.device), stored);
        });
        this.pending.splice(0, edits.length);
        this.file = merge(written, this.file ?? memory);
        await this.note((memo) => ({
          ...memo,
          current: id,
          mine: { ...memo.mine, [id]: this.member },
          changes: { ...memo.changes, [id]: (memo.changes[id] ?? 0) + 1 },
        }));
        if (this.pending.length) this.jot();
        else this.journal.clear();
        this.channel.postMessage({ round: id });
      } catch (error) {
        this.flushing = null;
        this.tell("failed", error);
        return;
      }
    }
    this.flushing = null;
    this.tell("kept");
  }

  /** Waits until nothing is on its way. */
  async settled() {
    while (this.flushing) await this.flushing;
  }

  /** Takes in what other tabs have written. */
  async refresh() {
    const id = this.file?.round.id ?? (await this.store.read(`memo/${this.guide}`))?.current;
    if (!id) return;
    if (!this.file) return void (await this.open(id));
    const stored = await this.kept(keyOf(this.guide, id));
    if (!stored || this.file.round.id !== id) return;
    this.file = merge(stored, this.file);
    this.tell("shown");
  }

  /**
   * Merges files into what is kept; of this guide, the last one is opened. A file of another site is refused, and then
   * nothing is taken.
   * @param {TeamFile[]} files
   */
  async take(files) {
    const foreign = files.find((file) => file.site !== this.site);
    if (foreign) throw new Problem("app_wrong_site", { site: foreign.site });
    await this.settled();
    for (const file of files) {
      await this.store.update(keyOf(file.guide, file.round.id), (stored) => {
        const previous = [stored?.round.previous, file.round.previous];
        if (previous[0] && previous[1] && previous[0] !== previous[1]) throw new Problem("app_wrong_round");
        return stored ? merge(checkedFile(stored), file) : file;
      });
      this.channel.postMessage({ round: file.round.id });
    }
    const own = files.filter((file) => file.guide === this.guide);
    const last = own.find((file) => file.round.id === this.file?.round.id) ?? own.at(-1);
    if (last) await this.open(last.round.id);
    return { own: own.length, other: files.length - own.length };
  }

  /** Whose sheet is filled in from now on: one of the team, or somebody new. @param {string} [member] */
  async fillFor(member) {
    this.ensure();
    await this.settled();
    const id = /** @type {TeamFile} */ (this.file).round.id;
    this.member = member ?? this.newName("m");
    await this.note((memo) => ({ ...memo, mine: { ...memo.mine, [id]: this.member } }));
    this.tell("shown");
  }

  /** Everyone who is in the round, in one order: by id, which tells nothing of them. @returns {string[]} */
  members() {
    const { members, sheets } = this.file ?? {};
    return [...new Set([...Object.keys(members ?? {}), ...Object.keys(sheets ?? {})])].sort();
  }

  /** The round before the open one, where this browser has it. */
  async previous() {
    const id = this.file?.round.previous;
    return id ? await this.kept(keyOf(this.guide, id)) : undefined;
  }

  /** @param {TeamFile[]} files */
  async savedToFile(files) {
    const at = Date.now();
    for (const { guide, round } of files) {
      await this.note(
        (memo) => ({ ...memo, saved: { ...memo.saved, [round.id]: { at, changes: memo.changes[round.id] ?? 0 } } }),
        guide,
      );
    }
    this.tell("kept");
  }

  /**
   * How much is in no file yet, and for how long. A save that lies in the future was made by a clock that was wrong, and
   * counts as old.
   */
  unsaved() {
    const id = this.file?.round.id ?? "";
    const saved = own(this.memo.saved, id);
    const changes = (own(this.memo.changes, id) ?? 0) - (saved?.changes ?? 0);
    const days = saved ? (Date.now() - saved.at) / 86_400_000 : null;
    return { changes, days: days !== null && days >= -0.01 ? Math.floor(Math.max(0, days)) : null };
  }
}
