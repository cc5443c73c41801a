// Where the app begins: the page's island and what this browser keeps, joined to the form of the page. Without an island
// that it knows, the form stays as the build made it.

import { bind, bindLevels, refreshAll } from "./bind.js";
import {
  askToPersist,
  buildBar,
  buildPromise,
  buildTroubles,
  choices,
  memberName,
  quietly,
  roundName,
  saveRound,
} from "./bar.js";
import { download, fill, h } from "./dom.js";
import { answerText, bindForm, guidance } from "./form.js";
import { allEntries, progress } from "./guide.js";
import { Problem, read, textOf } from "./reading.js";
import { isOpen } from "./steps.js";
import { Session, today } from "./session.js";
import { memoryStore, openJournal, openStore } from "./storage.js";
import { counted, speaker } from "./words.js";

/** @typedef {import("./bind.js").App} App */
/** @typedef {import("./guide.js").Island} Island */

const PARTS = {
  bind,
  bindLevels,
  guidance,
  answerText,
  memberName,
  roundName,
  choices,
  saveRound,
  textOf,
  isOpen,
  today,
};

/** The drawers below the bar; the first only where a round goes before. */
const DRAWERS = ["promise", "round", "member", "return", "files"];

/** Which script has a view. @type {{[view: string]: string}} */
const SCRIPTS = { team: "team", meeting: "team", plan: "report", tests: "tests", measures: "chart", storyboard: "chart", compare: "report", report: "report" };

/** @returns {Island | null} */
function island() {
  const text = document.getElementById("framewright-guide")?.textContent;
  const value = text ? JSON.parse(text) : null;
  return value?.format === "framewright-guide" && value.version === 1 ? value : null;
}

/** What was wrong, in words. @param {import("./words.js").Say} t @param {any} error */
function reasonOf(t, error) {
  if (error instanceof Problem) return t(error.key, error.blanks);
  return error?.name === "QuotaExceededError"
    ? t("app_wrong_quota")
    : t("app_wrong_store", { reason: String(error?.message ?? error) });
}

/**
 * What loads the scripts of the views, each once, and the words of all of them. Every one says by name what it has. In a
 * guide's file all of it is there.
 * @param {Island} guide
 */
function loader({ scripts, words }) {
  /** @type {{[name: string]: Promise<any>}} */
  const loading = {};
  const there = (/** @type {string} */ name) => /** @type {any} */ (globalThis).framewrightParts?.[name];
  const load = (/** @type {string} */ name) => {
    loading[name] ??= new Promise((resolve, reject) => {
      const end = () => (there(name) ? resolve(there(name)) : reject(new Problem("app_wrong_script")));
      if (there(name) || !scripts?.[name]) return end();
      document.head.append(h("script", { src: scripts[name], onload: end, onerror: end }));
    });
    // What could not be loaded is asked for again the next time.
    loading[name].catch(() => {
      delete loading[name];
    });
    return loading[name];
  };
  return async (/** @type {string} */ name) => {
    const [part, others] = await Promise.all([load(name), scripts ? load("words") : {}]);
    Object.assign(words, others);
    return part;
  };
}

/**
 * Fetches the scripts of all views as soon as there is a round, before anybody asks for a view: a meeting goes on where the
 * network does not. Whoever only reads never fetches them. Returns what looks whether there is a round by now.
 * @param {App} app
 */
function fetchEarly({ session, load }) {
  let begun = false;
  const fetchAll = () => {
    for (const name of new Set(Object.values(SCRIPTS))) void load(name).catch(() => {});
  };
  // What could not be fetched comes with the network.
  addEventListener("online", () => begun && fetchAll());
  return () => {
    if (begun || !session.file) return;
    begun = true;
    setTimeout(fetchAll, 300);
  };
}

/** @param {Island} guide */
async function sessionFor(guide) {
  const names = { site: guide.site.id, guide: guide.guide.id };
  const channel = new BroadcastChannel(`framewright:${names.site}`);
  const journal = openJournal(names.site, Math.random().toString(36).slice(2));
  const session = new Session(await openStore(names.site), journal, names, channel);
  try {
    await session.begin();
    return { session, channel, fault: null };
  } catch (fault) {
    // A store that opens and then fails is no store; what is written lives in memory, and the page says so.
    const bare = new Session(memoryStore(), { ...journal, left: () => [] }, names, channel);
    await bare.begin();
    return { session: bare, channel, fault };
  }
}

/** @param {App} app @param {HTMLFormElement} form */
function buildDrawers(app, form) {
  /** @type {{drawer: HTMLDetailsElement, refresh: () => void}[]} */
  const filled = [];
  const refreshOpen = () => {
    for (const { drawer, refresh } of filled) if (drawer.open) refresh();
  };
  const drawers = DRAWERS.map((name) => {
    const drawer = h(
      "details",
      { class: "app-drawer", "data-drawer": name, hidden: name === "promise" },
      h("summary", {}, app.t(`app_drawer_${name}`)),
    );
    const open = async () => {
      const { fillDrawer } = await app.load("team");
      if (drawer.childElementCount === 1) filled.push({ drawer, refresh: fillDrawer(app, name, drawer, form) });
      else refreshOpen();
    };
    drawer.addEventListener("toggle", () => {
      if (drawer.open) void open().catch(app.trouble);
    });
    return drawer;
  });
  return {
    element: h("div", { class: "app-drawers" }, drawers),
    open: (/** @type {string} */ name) => {
      drawers[DRAWERS.indexOf(name)].open = true;
    },
    refresh: () => {
      const promised =
        Boolean(app.session.file?.round.previous) && Object.keys(app.session.file?.next_steps ?? {}).length > 0;
      if (promised && drawers[0].hidden) drawers[0].open = true;
      drawers[0].hidden = !promised;
      refreshOpen();
    },
  };
}

/** The views: the form itself, or one that a script shows in its place. @param {App} app @param {HTMLElement} drawers */
function buildViews(app, drawers) {
  const element = h("div", { class: "app-view", hidden: true });
  let refresh = () => {};
  const show = async (/** @type {string} */ name, /** @type {Element | undefined} */ target) => {
    const script = SCRIPTS[name] && (await app.load(SCRIPTS[name]));
    document.body.dataset.view = name;
    element.hidden = !script;
    drawers.hidden = Boolean(script);
    fill(element);
    refresh = script ? script.openView(app, name, element) : () => {};
    app.redraw();
    element.querySelector("h2")?.focus();
    target?.scrollIntoView();
  };
  document.body.dataset.view = "answers";
  return {
    element,
    refresh: () => refresh(),
    show: (/** @type {string} */ name, /** @type {Element | undefined} */ target = undefined) =>
      void show(name, target).catch(app.trouble),
  };
}

/** @param {Island} guide @param {HTMLFormElement} form @param {HTMLElement} root */
async function begin(guide, form, root) {
  const { session, channel, fault } = await sessionFor(guide);
  const t = speaker(guide.words);
  /** The round before. @type {any} */
  let earlier;
  const app = /** @type {App} */ ({ session, guide, t, bindings: new Set(), parts: PARTS, load: loader(guide) });
  const troubles = buildTroubles(app);
  const bar = buildBar(app);
  app.status = quietly(bar.status);
  app.trouble = (error) => troubles.add(reasonOf(t, error));
  const drawers = buildDrawers(app, form);
  const views = buildViews(app, drawers.element);
  app.show = views.show;
  fill(root, buildPromise(app), troubles.element, bar.element, drawers.element, views.element);
  const showForm = bindForm(app, form, document.getElementById("framewright-after") ?? root);

  app.redraw = () => {
    refreshAll(app);
    showForm(earlier);
    bar.refresh();
    drawers.refresh();
    views.refresh();
  };
  app.take = async (texts) => {
    const { own, other } = await session.take(texts.flatMap(read));
    app.status(
      [own && counted(t, "app_taken", own), other && counted(t, "app_taken_other", other)].filter(Boolean).join(" "),
    );
    app.redraw();
  };
  const lookForRound = fetchEarly(app);
  session.listen((event, error) => {
    lookForRound();
    if (event === "shown") {
      void session
        .previous()
        .then((file) => {
          earlier = file;
          app.redraw();
        })
        .catch(app.trouble);
    } else if (event === "written") {
      showForm(earlier);
      bar.refresh();
      askToPersist();
    } else if (event === "kept") {
      app.status(
        t(
          session.store.keeping === "kept" ? "app_kept" : "app_in_memory",
          progress(session.file, session.member, allEntries(guide)),
        ),
      );
      bar.refresh();
      refreshAll(app);
      drawers.refresh();
      views.refresh();
    } else troubles.add(`${reasonOf(t, error)} ${t("app_save_now")}`);
  });
  listenToTabs(app, channel);
  takeDrops(app);
  guardLeaving(app);
  if (fault) app.trouble(fault);
  if (session.rescued) app.status(counted(t, "app_rescued", session.rescued));
  earlier = await session.previous();
  app.redraw();
  await takeLinks(app, drawers.open);
  tellUnreadable(app, troubles);
  lookForRound();
}

/** What other tabs write is taken in when they say so, and when this one is looked at again. @param {App} app @param {BroadcastChannel} channel */
function listenToTabs({ session, trouble }, channel) {
  const refresh = () => void session.refresh().catch(trouble);
  channel.addEventListener("message", refresh);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") refresh();
  });
}

/** What is kept here and cannot be read can at least be taken away. @param {App} app @param {ReturnType<typeof buildTroubles>} troubles */
function tellUnreadable({ session, t }, troubles) {
  for (const { key, problem, value } of session.unreadable) {
    const act = () => download(`${key.replaceAll("/", "-")}.framewright.json`, textOf(value), "application/json");
    troubles.add(t("app_unreadable", { reason: t(problem.key, problem.blanks) }), { label: t("app_save_as_is"), act });
  }
}

/** Files may be dropped anywhere on the page. @param {App} app */
function takeDrops(app) {
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return;
    void Promise.all(files.map((file) => file.text()))
      .then(app.take)
      .then(() => app.show("team"))
      .catch(app.trouble);
  });
}

/**
 * A round's link opens its round. The address then loses it, so that nobody passes on what they did not mean to.
 * @param {App} app @param {(drawer: string) => void} open
 */
async function takeLinks(app, open) {
  const take = async () => {
    const { hash } = location;
    if (!hash.startsWith("#round=")) return;
    history.replaceState(null, "", location.href.split("#")[0]);
    try {
      await app.take([hash]);
      app.status(app.t("app_joined"));
      open("member");
    } catch (error) {
      app.trouble(error);
    }
  };
  addEventListener("hashchange", () => {
    // A link into the form leads there from every view.
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.closest("form") && document.body.dataset.view !== "answers") app.show("answers", target);
    void take();
  });
  await take();
}

/** Whoever leaves with words that are kept nowhere is asked first. @param {App} app */
function guardLeaving({ session }) {
  addEventListener("beforeunload", (event) => {
    if (session.pending.length || (session.store.keeping === "memory" && session.unsaved().changes > 0))
      event.preventDefault();
  });
}

const guideOfPage = island();
const formOfPage = document.getElementById("framewright-form");
const rootOfApp = document.getElementById("framewright-app");
if (guideOfPage && rootOfApp && formOfPage instanceof HTMLFormElement) {
  document.getElementById("framewright-nojs")?.setAttribute("hidden", "");
  void begin(guideOfPage, formOfPage, rootOfApp).catch((error) => {
    // The form stays usable on paper, and nobody believes that it is kept.
    fill(rootOfApp, h("p", { class: "app-warning" }, reasonOf(speaker(guideOfPage.words), error)));
  });
}
