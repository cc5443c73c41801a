// What stands above the form: the round and who is filled in for, how far they are, whether all is kept, the ways to the
// team's views, and what has gone wrong. Never knows how answers are kept.

import { button, download, fileName, fill, h, labelled, say } from "./dom.js";
import { allEntries, progress } from "./guide.js";
import { textOf } from "./reading.js";
import { own, textAt } from "./registers.js";

/** @typedef {import("./bind.js").App} App */

/** The views, in the order in which a team comes to them. */
export const VIEWS = ["answers", "team", "meeting", "plan", "tests", "measures", "compare", "report", "storyboard"];

const TYPE = "application/json";

/** A member's name, or what stands for it. @param {App} app @param {string} member */
export function memberName({ session, t }, member) {
  return (
    textAt(own(session.file?.members, member), "name") ||
    (member === session.member ? t("app_you") : t("app_nameless", { id: member.slice(2, 6) }))
  );
}

/** @param {App} app @param {any} [file] */
export function roundName({ session, t }, file = session.file) {
  return textAt(file, "round", "title") || t("app_untitled");
}

/**
 * A list of choices that calls back; the one chosen is shown.
 * @param {[string, string][]} options value and words @param {string} chosen @param {(value: string) => void} act
 */
export function choices(options, chosen, act) {
  const list = h(
    "select",
    { onchange: () => act(list.value) },
    options.map(([value, words]) => h("option", { value, selected: value === chosen }, words)),
  );
  return list;
}

/** How old the newest file is, where that is worth a word. @param {App} app */
export function reminder({ session, t }) {
  const { changes, days } = session.unsaved();
  if (changes < 1) return "";
  if (days === null) return changes >= 20 ? t("app_never_saved") : "";
  return days >= 7 ? t("app_saved_long_ago", { days }) : "";
}

/** @param {App} app */
export function buildBar(app) {
  const { session, guide, t } = app;
  const round = h("p", { class: "app-round" });
  const who = h("div", { class: "app-who" });
  const bar = h("progress", { max: 1, value: 0, "aria-label": t("app_progress_whole") });
  const answered = h("span", {});
  const status = h("p", { class: "app-status", role: "status" });
  const remind = h("p", { class: "app-remind", hidden: true });
  const tabs = h(
    "nav",
    { class: "app-views", "aria-label": t("app_views") },
    VIEWS.map((view) => button(t(`app_view_${view}`), () => app.show(view), { "data-view": view })),
  );
  const element = h(
    "div",
    { class: "app-bar" },
    h(
      "div",
      { class: "app-line" },
      round,
      who,
      h("p", { class: "app-progress" }, bar, answered),
      button(t("app_save_file"), () => void saveRound(app).catch(app.trouble)),
    ),
    status,
    remind,
    tabs,
  );

  const refresh = () => {
    const { file, member } = session;
    const date = textAt(file, "round", "date");
    fill(round, h("strong", {}, file ? roundName(app) : t("app_no_round")), date && ` · ${date}`);
    const members = file ? [...new Set([...session.members(), member])] : [];
    const options = members.map((id) => /** @type {[string, string]} */ ([id, memberName(app, id)]));
    // Only where there is a choice.
    if (members.length > 1) {
      if (!who.contains(document.activeElement)) {
        fill(
          who,
          labelled(
            t("app_filling_for"),
            choices(options, member, (id) => void session.fillFor(id).catch(app.trouble)),
          ),
        );
      }
    } else fill(who);
    const { done, of } = progress(file, member, allEntries(guide));
    bar.max = Math.max(of, 1);
    bar.value = done;
    say(answered, t("app_answered", { done, of }));
    const old = reminder(app);
    remind.hidden = !old;
    say(remind, old);
    const view = document.body.dataset.view;
    for (const tab of tabs.querySelectorAll("button")) {
      if (tab.dataset.view === view) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
  };
  return { element, status, refresh };
}

/** What people must know before they write: where answers are. @param {App} app */
export function buildPromise({ session, t }) {
  const kept = session.store.keeping === "kept";
  const extra = h("span", {});
  if (kept) {
    navigator.storage?.persisted?.().then(
      (yes) => {
        if (yes) say(extra, ` ${t("app_persistent")}`);
      },
      () => {},
    );
  }
  return h(
    "p",
    { class: kept ? "app-promise" : "app-promise app-warning" },
    t(kept ? "app_promise" : "app_promise_memory"),
    extra,
  );
}

let asked = false;

/** Asks the browser, once there is something to keep, not to drop it when space is short. */
export function askToPersist() {
  if (!asked) navigator.storage?.persist?.().catch(() => false);
  asked = true;
}

/**
 * What went wrong, each once, until it is put away. It takes the focus only where somebody has just done something.
 * @param {App} app
 */
export function buildTroubles({ t }) {
  const list = h("ul", { class: "bare" });
  const heading = h("h2", { tabindex: -1 }, t("app_trouble"));
  const element = h(
    "div",
    { class: "app-trouble", hidden: true, role: "group", "aria-label": t("app_trouble") },
    heading,
    list,
    button(t("app_put_away"), () => {
      element.hidden = true;
      fill(list);
    }),
  );
  return {
    element,
    /** @param {string} text @param {{label: string, act: () => void}} [way] */
    add: (text, way) => {
      const said = [...list.children].some((item) => item.firstChild?.textContent === text);
      if (!said) list.append(h("li", {}, h("span", {}, text), way && button(way.label, way.act)));
      element.hidden = false;
      heading.focus();
    },
  };
}

/** Saves the open round to a file. @param {App} app */
export async function saveRound(app) {
  const { session, t } = app;
  session.ensure();
  await session.settled();
  const file = /** @type {any} */ (session.file);
  download(fileName([roundName(app), textAt(file, "round", "date")], ".framewright.json"), textOf(file), TYPE);
  await session.savedToFile([file]);
  app.status(t("app_saved_file"));
}

/** A status that waits until the hands rest, so that a reader's voice is not cut short. @param {HTMLElement} element */
export function quietly(element) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return (/** @type {string} */ text) => {
    clearTimeout(timer);
    timer = setTimeout(() => say(element, text), 1_000);
  };
}
