// Where this browser keeps values, by key and apart for each site: IndexedDB; where that is denied, localStorage; where
// that is denied too, this page's memory alone. An update reads, changes and writes in one go, so that two tabs lose
// nothing. Never knows what the values are.

/** @typedef {"kept" | "memory"} Keeping whether values outlive the page */
/**
 * @typedef {{
 *   keeping: Keeping,
 *   read: (key: string) => Promise<any>,
 *   update: (key: string, change: (old: any) => any) => Promise<any>,
 *   keys: () => Promise<string[]>,
 * }} Store
 */

const TABLE = "values";

/** @param {string} site @returns {Promise<Store>} */
export async function openStore(site) {
  const name = `framewright:${site}`;
  try {
    return await databaseStore(name);
  } catch {
    return simpleStore(name) ?? memoryStore();
  }
}

/**
 * The result of a request, once its transaction is over.
 * @template T @param {IDBTransaction} transaction @param {() => T} result @returns {Promise<T>}
 */
function over(transaction, result) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(result());
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
    transaction.onerror = () => reject(transaction.error);
  });
}

/** @param {string} name @returns {Promise<IDBDatabase>} */
function openDatabase(name) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    // Some browsers neither grant nor deny in a private window.
    const timer = setTimeout(() => reject(new DOMException("no answer", "TimeoutError")), 4_000);
    asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE);
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      clearTimeout(timer);
      resolve(asked.result);
    };
  });
}

/** @param {string} name @returns {Promise<Store>} */
async function databaseStore(name) {
  /** @type {IDBDatabase | null} */
  let database = null;

  const connected = async () => {
    if (database) return database;
    const opened = await openDatabase(name);
    // Whoever deletes or alters the database is not kept waiting; the next use opens it again.
    opened.onversionchange = () => {
      opened.close();
      database = null;
    };
    opened.onclose = () => {
      database = null;
    };
    database = opened;
    return opened;
  };

  /** @template T @param {IDBTransactionMode} mode @param {(table: IDBObjectStore) => () => T} act @returns {Promise<T>} */
  const within = async (mode, act) => {
    for (let turn = 0; ; turn += 1) {
      const at = await connected();
      try {
        const transaction = at.transaction(TABLE, mode);
        const result = act(transaction.objectStore(TABLE));
        return await over(transaction, result);
      } catch (error) {
        const closed = error instanceof DOMException && ["InvalidStateError", "NotFoundError"].includes(error.name);
        if (!closed || turn > 0) throw error;
        at.close();
        database = null;
      }
    }
  };

  await connected();
  return {
    keeping: "kept",
    read: (key) =>
      within("readonly", (table) => {
        const asked = table.get(key);
        return () => asked.result;
      }),
    update: (key, change) =>
      within("readwrite", (table) => {
        /** @type {any} */
        let written;
        /** @type {unknown} */
        let fault = null;
        const asked = table.get(key);
        asked.onsuccess = () => {
          try {
            written = change(asked.result);
            table.put(written, key);
          } catch (error) {
            fault = error;
            table.transaction.abort();
          }
        };
        const { transaction } = table;
        transaction.addEventListener("abort", () => {
          if (fault) Object.defineProperty(transaction, "error", { value: fault });
        });
        return () => written;
      }),
    keys: () =>
      within("readonly", (table) => {
        const asked = table.getAllKeys();
        return () => asked.result.map(String);
      }),
  };
}

/** A store of texts that is asked at once: no other tab comes in between. @param {string} name @returns {Store | null} */
function simpleStore(name) {
  const prefix = `${name}/`;
  try {
    localStorage.setItem(`${prefix}probe`, "1");
    localStorage.removeItem(`${prefix}probe`);
  } catch {
    return null;
  }
  const read = (/** @type {string} */ key) => {
    const text = localStorage.getItem(prefix + key);
    return text === null ? undefined : JSON.parse(text);
  };
  return {
    keeping: "kept",
    read: async (key) => read(key),
    update: async (key, change) => {
      const written = change(read(key));
      localStorage.setItem(prefix + key, JSON.stringify(written));
      return written;
    },
    keys: async () =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length)),
  };
}

/** @returns {Store} */
export function memoryStore() {
  /** @type {Map<string, any>} */
  const values = new Map();
  return {
    keeping: "memory",
    read: async (key) => values.get(key),
    update: async (key, change) => {
      const written = change(values.get(key));
      values.set(key, written);
      return written;
    },
    keys: async () => [...values.keys()],
  };
}

/**
 * A little notebook for what is on its way to the store, written at once: a tab may be closed before the store answers.
 * @typedef {{write: (value: any) => void, clear: () => void, left: () => {value: any, drop: () => void}[]}} Journal
 */

/** @param {string} site @param {string} tab @returns {Journal} */
export function openJournal(site, tab) {
  const prefix = `framewright:${site}:pending:`;
  /** @param {() => any} act */
  const quietly = (act) => {
    try {
      return act();
    } catch {
      // Without a notebook, the store alone keeps what is written.
      return null;
    }
  };
  return {
    write: (value) => quietly(() => localStorage.setItem(prefix + tab, JSON.stringify(value))),
    clear: () => quietly(() => localStorage.removeItem(prefix + tab)),
    left: () =>
      quietly(() =>
        Object.keys(localStorage)
          .filter((key) => key.startsWith(prefix))
          .flatMap((key) => {
            const drop = () => quietly(() => localStorage.removeItem(key));
            const value = quietly(() => JSON.parse(localStorage.getItem(key) ?? "null"));
            return value ? [{ value, drop }] : [];
          }),
      ) ?? [],
  };
}
