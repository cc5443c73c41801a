// A built site in, its search out, as the browser has it: files of the index from the disk.

import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { filter, find, told } from "../../themes/default/app/search/find.js";

/**
 * Opens the index of a built site.
 * @param {string} site
 * @param {string} [folder] of the search in one of its languages
 */
export function openIndex(site, folder = "search") {
  const page = readFileSync(path.join(site, folder, "index.html"), "utf8");
  const island = JSON.parse(/id="_search-data" type="application.json">(.*?)<\/script>/s.exec(page)?.[1] ?? "");
  const loaded = new Map();
  const load = async (file) => {
    if (!loaded.has(file)) {
      const script = readFileSync(path.join(site, folder, `data/${file}.js`), "utf8");
      let data;
      new Function("framewrightSearch", script)((name, told) => { data = name === file ? told : undefined; });
      loaded.set(file, { data, weight: gzipSync(script).length });
    }
    return loaded.get(file).data;
  };
  const index = { ...island, stop: new Set(island.stop.split(" ")), load };
  const ask = async (question, wanted = {}) => {
    const found = await find(index, question, filter(await load("facets"), wanted));
    // As many texts as the page shows at first.
    const shown = await Promise.all(found.pages.slice(0, 5).map((page) => told(index, page)));
    return { ...found, shown, titles: shown.map(([, title]) => title), addresses: shown.map(([url]) => url.replaceAll("../", "/").replace("//", "/")) };
  };
  /** Bytes of all files that were loaded so far, as a host sends them. */
  const weight = () => [...loaded.values()].reduce((sum, file) => sum + file.weight, 0);
  return { ask, weight, island };
}
