// Events of the preview in, a page that is always the newest out, with a panel of findings over it. Put into pages by
// `framewright serve` alone; never part of a published site. Never builds markup from text.
(() => {
  "use strict";

  const script = document.currentScript;
  const shown = script ? script.dataset.shown || "" : "";
  const root = document.documentElement;
  /** A page that stands in place of one that cannot be shown lists its findings itself. */
  const isTrouble = document.querySelector("[data-framewright-trouble]") !== null;
  /** Findings that the panel lists; the terminal has them all. */
  const LISTED = 100;
  const SCROLL = "framewright:scroll";
  const FOLDED = "framewright:folded";
  const DISMISSED = "framewright:dismissed";
  /** Kept while there are findings, so that a page which was reloaded since can say that they are gone. */
  const TOLD = "framewright:told";

  /* Storage may be forbidden; then a reload begins at the top, and the panel is as at first. */

  function keep(key, value) {
    try {
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, value);
    } catch { /* nothing is kept */ }
  }

  function kept(key) {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /* Reload, at the same place. */

  /** When the reader last set out for another page, which a reload of this one would take back. */
  let left = -Infinity;
  const LEAVING = 2000;

  function reload() {
    const stays = left + LEAVING - performance.now();
    if (stays > 0) {
      // Here still after that while: it was a download, or has come to nothing.
      setTimeout(reload, stays);
      return;
    }
    // What comes now is for the page that follows.
    disconnect();
    keep(SCROLL, JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
  }

  function scrollBack() {
    let place;
    try {
      place = JSON.parse(kept(SCROLL) || "null");
    } catch { /* not ours */ }
    keep(SCROLL, null);
    if (!Array.isArray(place) || place[0] !== location.pathname) return;
    const to = () => scrollTo({ left: Number(place[1]) || 0, top: Number(place[2]) || 0, behavior: "instant" });
    to();
    // Pictures that come later move the text; not so once the reader has moved.
    let moved = false;
    for (const input of ["wheel", "keydown", "pointerdown", "touchstart"]) {
      addEventListener(input, () => { moved = true; }, { once: true, passive: true });
    }
    addEventListener("load", () => { if (!moved) to(); }, { once: true });
  }

  /* The panel. */

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function counted(findings) {
    const count = (level, one, many) => {
      const number = findings.filter((finding) => finding.level === level).length;
      return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
    };
    return [...count("error", "error", "errors"), ...count("warning", "warning", "warnings")].join(" and ");
  }

  function item(finding) {
    const level = finding.level === "error" ? "error" : "warning";
    const place = `${finding.file}:${finding.line}:${finding.column}`;
    const head = element("p", {}, element("strong", {}, level), " ", element("code", {}, place), " ",
      element("span", {}, finding.code));
    const made = element("li", { class: `framewright-${level}` }, head, element("p", {}, finding.message));
    if (finding.help) made.append(element("p", {}, `Next step: ${finding.help}`));
    return made;
  }

  const status = element("div", { role: "status", class: "framewright-status", lang: "en" });
  let panel = null;
  let last = null;

  function clear() {
    if (panel) panel.remove();
    panel = null;
    root.classList.remove("framewright-open", "framewright-folded");
  }

  function fold(button, body, folded) {
    button.setAttribute("aria-expanded", String(!folded));
    button.textContent = folded ? "Show" : "Fold";
    body.hidden = folded;
    root.classList.toggle("framewright-folded", folded);
    root.classList.toggle("framewright-open", !folded);
  }

  function body(findings) {
    const list = element("ol", { class: "framewright-list" }, ...findings.slice(0, LISTED).map(item));
    const made = element("div", { id: "framewright-findings", class: "framewright-body", tabindex: "0", role: "group",
      "aria-label": "List of findings" }, list);
    const more = findings.length - LISTED;
    if (more > 0) made.append(element("p", {}, `And ${more} more: the terminal lists them all.`));
    return made;
  }

  function draw(findings, text) {
    const focused = panel && panel.contains(document.activeElement) ? document.activeElement.dataset.part : null;
    const errors = findings.some((finding) => finding.level === "error");
    const title = counted(findings) + (errors ? ". This is the last good page." : "");
    const list = body(findings);
    list.dataset.part = "list";
    const folding = element("button", { type: "button", "aria-controls": "framewright-findings", "data-part": "fold" });
    const dismissing = element("button", { type: "button", "data-part": "dismiss" }, "Dismiss");
    const head = element("div", { class: "framewright-head" }, element("p", {}, title), folding, dismissing);
    clear();
    panel = element("section", { class: "framewright-panel", "aria-label": "Framewright: findings", lang: "en" }, head, list);
    // The role that a named section has by itself, for those that do not know it.
    panel.setAttribute("role", "region");
    // Warnings alone do not take the page's room before they are asked for.
    const chosen = kept(FOLDED);
    fold(folding, list, chosen === null ? !errors : chosen === "yes");
    folding.addEventListener("click", () => {
      const folded = !list.hidden;
      keep(FOLDED, folded ? "yes" : "no");
      fold(folding, list, folded);
      uncover();
    });
    dismissing.addEventListener("click", () => {
      keep(DISMISSED, text);
      clear();
    });
    document.body.append(panel);
    if (focused) panel.querySelector(`[data-part="${focused}"]`).focus({ preventScroll: true });
    uncover();
  }

  /** Moves the focused element from under the panel; the style sheet leaves room for that at the page's end. */
  function uncover() {
    const focused = document.activeElement;
    if (!panel || !focused || focused === document.body || panel.contains(focused)) return;
    const covered = focused.getBoundingClientRect().bottom > panel.getBoundingClientRect().top;
    if (covered) focused.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  function take(text) {
    if (text === last) return;
    let findings;
    try {
      findings = JSON.parse(text);
    } catch {
      return;
    }
    last = text;
    if (findings.length === 0) {
      if (kept(TOLD)) status.textContent = "All mended.";
      keep(TOLD, null);
      keep(DISMISSED, null);
      clear();
      return;
    }
    keep(TOLD, "yes");
    if (kept(DISMISSED) === text) return;
    keep(DISMISSED, null);
    draw(findings, text);
    status.textContent = `${counted(findings)} found.`;
  }

  /* The connection. A hidden page gives it up: a browser has only six for all pages of one server, and the server
     keeps fewer. */

  let source = null;
  let retry = 0;

  function connect() {
    if (source || document.hidden) return;
    source = new EventSource(`/_framewright/events?shown=${encodeURIComponent(shown)}`);
    source.addEventListener("reload", reload);
    source.addEventListener("findings", (event) => { if (!isTrouble) take(event.data); });
    source.addEventListener("error", () => {
      // Browsers try again by themselves, unless they take the error for a final one.
      if (source && source.readyState === EventSource.CLOSED) {
        disconnect();
        retry = setTimeout(connect, 1000);
      }
    });
  }

  function disconnect() {
    clearTimeout(retry);
    if (source) source.close();
    source = null;
  }

  document.body.append(status);
  scrollBack();
  document.addEventListener("focusin", uncover);
  document.addEventListener("visibilitychange", () => { if (document.hidden) disconnect(); else connect(); });
  addEventListener("beforeunload", () => { left = performance.now(); });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  connect();
})();
