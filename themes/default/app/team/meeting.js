// The meeting: an agenda of what divides the team most, one item at a time and large, and at its end a file for the team.
// What is agreed here is the same as in the team's view.

import { button, fill, h } from "../guide/dom.js";
import { own } from "../guide/registers.js";
import { card, namesToggle } from "./card.js";
import { distance, everyone, mostDivided, spread } from "./derive.js";

/** @typedef {import("../guide/bind.js").App} App */

/** @param {App} app @param {HTMLElement} root */
export function openMeeting(app, root) {
  const { session, guide, t, parts } = app;
  // The order is that of the moment in which the meeting began.
  const items = mostDivided(session.file, guide);
  /** From the agenda at -1 to the end behind the last item. */
  let at = -1;
  let refresh = () => {};

  const agenda = () => {
    const members = everyone(session.file);
    const rows = items.map((entry, number) => {
      const apart = distance(spread(session.file, guide, entry.id, members).ranks);
      const agreed = parts.answerText(t, guide, own(session.file?.agreed, entry.id));
      const facts = [
        apart !== null && t("app_apart_short", { n: apart.toFixed(1) }),
        agreed ? t("app_is_agreed") : t("app_not_agreed"),
      ]
        .filter(Boolean)
        .join(" · ");
      return h(
        "li",
        {},
        button(entry.text, () => go(number), { class: "app-link" }),
        h("span", { class: "meta" }, ` ${facts}`),
      );
    });
    return [
      h("h2", { tabindex: -1 }, t("app_agenda")),
      h("p", {}, t("app_agenda_help")),
      namesToggle(app),
      h("ol", { class: "app-agenda" }, rows),
    ];
  };
  const end = () => {
    const open = items.filter(({ id }) => !parts.answerText(t, guide, own(session.file?.agreed, id))).length;
    return [
      h("h2", { tabindex: -1 }, t("app_meeting_end")),
      h("p", {}, t("app_meeting_done", { done: items.length - open, of: items.length })),
      h("p", {}, t("app_meeting_save")),
      h(
        "p",
        { class: "app-actions" },
        button(t("app_save_file"), () => void parts.saveRound(app).catch(app.trouble)),
        button(t("app_view_plan"), () => app.show("plan")),
      ),
    ];
  };
  const go = (/** @type {number} */ to) => {
    at = Math.max(-1, Math.min(items.length, to));
    const inner = h("div", {});
    refresh = () => {};
    if (at === -1) {
      refresh = () => {
        if (!inner.contains(document.activeElement)) fill(inner, agenda());
      };
      fill(inner, agenda());
    } else if (at === items.length) fill(inner, end());
    else {
      const shown = card(app, items[at], 2);
      refresh = shown.refresh;
      fill(inner, namesToggle(app), shown.element);
    }
    const place = at >= 0 && at < items.length ? t("app_item_of", { n: at + 1, of: items.length }) : "";
    fill(
      root,
      h(
        "div",
        { class: "app-meeting" },
        h(
          "div",
          { class: "app-line app-steps" },
          button(t("app_back"), () => go(at - 1), { disabled: at < 0 }),
          button(t("app_agenda"), () => go(-1), { disabled: at < 0 }),
          button(at === items.length - 1 ? t("app_to_end") : t("app_forward"), () => go(at + 1), {
            disabled: at === items.length,
          }),
          h("span", { class: "meta" }, place),
        ),
        inner,
      ),
    );
    root.querySelector("h2")?.focus();
  };
  go(-1);
  return () => refresh();
}
