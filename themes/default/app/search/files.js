// The files of the index in the browser: each is a script, since nothing else loads from a folder too, and is asked for
// when a question needs it.

/**
 * Opens the index whose files stand in a folder beside the page.
 * @param {string} folder
 * @returns {(file: string) => Promise<any>}
 */
export function openFiles(folder) {
  const asked = new Map();
  const arrived = new Map();
  Reflect.set(globalThis, "framewrightSearch", (file, data) => arrived.set(file, data));
  const load = (file) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(`${file}.js`, folder).href;
    script.onload = () => (arrived.has(file) ? resolve(arrived.get(file)) : reject(new Error(file)));
    script.onerror = () => reject(new Error(file));
    document.head.append(script);
  });
  return (file) => {
    if (!asked.has(file)) {
      // What could not be had is asked for again the next time.
      asked.set(file, load(file).catch((error) => {
        asked.delete(file);
        throw error;
      }));
    }
    return asked.get(file);
  };
}
