//! The calendar of a collaborative: a page of its events, and files for calendar programs.

use super::ics::{self, Calendar, Entry};
use super::{section_frame, track_link, type_word};
use crate::graph::{EntryId, PageId, Section};
use crate::model::{Collaborative, Date, Event, EventType, Frequency, Participants, Rule};
use crate::render::Made;
use crate::render::frame::{Page, canonical};
use crate::render::views::{CalendarView, EventView, LinkView};
use crate::text::escape;

/// The page of the calendar.
pub(super) fn page(mut page: Page<'_>, id: EntryId, details: &Collaborative) -> Made {
    let kicker = page.title_plain(PageId::Entry(id));
    let mut frame = section_frame(&page, id, ("calendar", &kicker));
    let all = details.events_of(None);
    let undated = all.iter().any(|event| !event.is_dated());
    let events = all.into_iter().map(|one| event(&mut page, id, (details, one))).collect();
    page.finish(&mut frame);
    let view = CalendarView {
        collaborative: page.link_view(PageId::Entry(id)),
        events,
        files: files(&page, id, details),
        undated,
        frame,
    };
    page.template("calendar.html", &view)
}

/// The files of the calendar that there are, all events first.
fn files(page: &Page<'_>, id: EntryId, details: &Collaborative) -> Vec<LinkView> {
    let tracks = details.tracks.iter().enumerate();
    let tracks = tracks.map(|(at, track)| (Some(at as u32), page.bare(id, &track.title)));
    let all = (None, escape(page.word("all_events")));
    let files = std::iter::once(all).chain(tracks);
    let files = files.map(|(track, title_html)| (PageId::Collaborative(id, Section::CalendarFile(track)), title_html));
    let files = files.filter(|(file, _)| page.site.has_page(*file));
    files.map(|(file, title_html)| LinkView { title_html, url: Some(page.link(file)) }).collect()
}

/// An event as lists show it.
pub(super) fn event(page: &mut Page<'_>, id: EntryId, (details, event): (&Collaborative, &Event)) -> EventView {
    let title_html = page.inline(id, &event.title);
    let repeats_html = match (&event.repeats, &event.rule) {
        (Some(words), _) => Some(page.inline(id, words)),
        (None, Some(rule)) => Some(escape(&in_words(page, rule))),
        (None, None) => None,
    };
    let participants = event.participants.map(|who| match who {
        Participants::AllSites => "for_all_sites",
        Participants::AffinityGroups => "for_affinity_groups",
        Participants::SiteTeams => "for_site_teams",
    });
    let kind = if event.sort == EventType::Other { "" } else { page.word(type_word(event.sort)) };
    EventView {
        title_html,
        kind: kind.to_owned(),
        date: event.date.map(|date| page.date(date.value)),
        repeats_html,
        days: event.days,
        in_person: event.in_person,
        participants: participants.map(|who| page.word(who).to_owned()),
        track: event.track.as_ref().and_then(|name| track_link(page, id, (details, name))),
        about_html: page.optional(id, event.about.as_ref()),
    }
}

/// "every month", "every 2 months".
fn in_words(page: &Page<'_>, rule: &Rule) -> String {
    let (one, many) = match rule.frequency {
        Frequency::Daily => ("every_day_one", "every_day_many"),
        Frequency::Weekly => ("every_week_one", "every_week_many"),
        Frequency::Monthly => ("every_month_one", "every_month_many"),
        Frequency::Yearly => ("every_year_one", "every_year_many"),
    };
    page.fill(if rule.interval == 1 { one } else { many }, &[("n", &rule.interval.to_string())])
}

/// The events of a track, or all, for calendar programs. Those without a day are no part of it.
pub(super) fn file(page: &Page<'_>, id: EntryId, (details, track): (&Collaborative, Option<usize>)) -> String {
    let site = page.site;
    let collaborative = site.entry(id);
    let title = &collaborative.title.plain;
    let name = match track {
        Some(at) => page.fill("list_of", &[("list", title), ("title", &details.tracks[at].title.plain)]),
        None => title.clone(),
    };
    let updated = collaborative.updated.as_ref().or(details.start.as_ref());
    let changed = updated.map_or(Date { year: 1970, month: None, day: None }, |date| date.value);
    let url = canonical(site, site.address(PageId::Collaborative(id, Section::Calendar)));
    let events = details.events_of(track).into_iter();
    let events = events.filter_map(|event| entry(page, id, (details, event))).collect();
    ics::write(&Calendar { name, changed, url, events })
}

fn entry<'a>(page: &Page<'_>, id: EntryId, (details, event): (&Collaborative, &'a Event)) -> Option<Entry<'a>> {
    let start = event.date.filter(|date| date.day.is_some())?.value;
    let names = [&event.id.value, &page.site.entry(id).id, &page.site.settings.id];
    Some(Entry {
        uid: format!("{}.{}.{}@framewright", names[0], names[1], names[2]),
        title: event.title.plain.clone(),
        start,
        end: start.plus_days(event.days.unwrap_or(1).max(1))?,
        rule: event.rule.as_ref().map(|rule| with_end(rule, start, details)),
        about: event.about.as_ref().map(|about| about.plain.as_str()),
        category: page.word(type_word(event.sort)).to_owned(),
    })
}

/// A rule that ends: with the period, where it does not say when.
fn with_end(rule: &Rule, start: Date, details: &Collaborative) -> String {
    let end = details.end.filter(|end| !rule.ends && end.latest() >= start.earliest());
    let Some(end) = end else { return rule.text.clone() };
    let (year, month, _) = end.latest();
    let month = Date { year, month: Some(month), day: None };
    let day = end.day.map_or(month.days_in_month(), u16::from);
    format!("{};UNTIL={}{day:02}", rule.text, &ics::compact(month)[..6])
}
