//! The pages of a collaborative: its own, and those of its tracks and its calendar.

mod calendar;
mod charts;
mod ics;
mod measures;
mod roll_up;
mod sites;
mod tiles;
mod timeline;

use super::Made;
use super::contents::{self, PagePart};
use super::frame::{Heading, Page};
use super::views::{CollaborativeView, Frame, LinkView, ParticipatingSiteView, TitledView, TrackSummary, TrackView};
use crate::graph::{EntryId, Listing, Own, PageId, Section};
use crate::model::{AffinityGroup, Coach, Collaborative, Date, Details, Event, EventType, Inline, Track};
use crate::text::escape;

/// A page below a collaborative's own.
pub(super) fn section(page: Page<'_>, id: EntryId, section: Section) -> Made {
    let Details::Collaborative(details) = &page.site.entry(id).details else { return Ok(String::new()) };
    match section {
        Section::Track(at) => track(page, id, (details, &details.tracks[at as usize])),
        Section::Calendar => calendar::page(page, id, details),
        Section::CalendarFile(track) => Ok(calendar::file(&page, id, (details, track.map(|at| at as usize)))),
        Section::Measure(at) => measures::page(page, id, (details, at)),
        Section::Template(at) => Ok(measures::template(details, at)),
        Section::Site(at) => sites::site(page, id, (details, at)),
        Section::Reports => sites::reports(page, id, details),
        Section::RollUp => roll_up::page(page, id, details),
    }
}

/// What a page below a collaborative's own is called: without markup, or with it.
pub(super) fn title(page: &Page<'_>, id: EntryId, section: Section) -> String {
    let Details::Collaborative(details) = &page.site.entry(id).details else { return String::new() };
    match section {
        Section::Track(at) => details.tracks[at as usize].title.plain.clone(),
        Section::Calendar => page.word("calendar").to_owned(),
        Section::Measure(at) => details.measures[at as usize].title.plain.clone(),
        Section::Site(at) => details.sites[at as usize].title.plain.clone(),
        Section::Reports => page.word("reports").to_owned(),
        Section::RollUp => page.word("roll_up").to_owned(),
        Section::CalendarFile(_) | Section::Template(_) => String::new(),
    }
}

/// The page of a collaborative.
pub(super) fn collaborative(mut page: Page<'_>, id: EntryId, details: &Collaborative) -> Made {
    let original = page.site.original(id);
    let crumbs = page.crumbs([]);
    let mut frame = page.entry_frame(id, crumbs);
    // In the order in which the page shows them, since citations are numbered by first use.
    let summary_html = page.summary(id);
    let tracks = details.tracks.iter().enumerate();
    let tracks = tracks.map(|(at, track)| track_summary(&mut page, original, (details, track, at))).collect();
    let timeline = timeline::timeline(&mut page, original, details);
    let events = details.events.iter().filter(|event| !is_drawn(event, timeline.is_some()));
    let events = events.map(|event| calendar::event(&mut page, original, (details, event))).collect();
    let eligibility = inlines(&mut page, original, &details.eligibility);
    let commitments = inlines(&mut page, original, &details.commitments);
    let how_to_join_html = page.optional(original, details.how_to_join.as_ref());
    let body = page.body(id);
    let coaches = details.coaches.iter().map(|one| coach(&mut page, original, (details, one))).collect();
    let affinity_groups =
        details.affinity_groups.iter().map(|group| affinity_group(&mut page, original, group)).collect();
    page.finish(&mut frame);
    frame.cite = Some(page.cite(id));
    let (drivers, guides) = match &page.site.relations(original).own {
        Own::Collaborative { drivers, guides, .. } => (drivers.as_slice(), guides.as_slice()),
        _ => (&[][..], &[][..]),
    };
    let mut view = CollaborativeView {
        summary_html,
        start: details.start.as_ref().map(|date| page.date(date.value)),
        end: details.end.as_ref().map(|date| page.date(date.value)),
        months: details.start.zip(details.end).and_then(|(start, end)| months(start.value, end.value)),
        tracks,
        team_min: details.team_size.0,
        team_max: details.team_size.1,
        timeline,
        events,
        calendar: calendar_page(&page, original, details),
        eligibility,
        commitments,
        how_to_join_html,
        drivers: drivers.iter().map(|&driver| page.driver_link(driver)).collect(),
        coaches,
        affinity_groups,
        sites: (0..details.sites.len()).map(|at| participating_site(&page, original, (details, at))).collect(),
        measures: measures::links(&page, original, details),
        reports: page.published_section(original, Section::Reports),
        roll_up: page.published_section(original, Section::RollUp),
        contents_html: String::new(),
        body,
        used_guides: page.cards(&published(&page, guides)),
        guides: page.first_cards(&mut frame, Listing::Guides(id)),
        frame,
    };
    view.contents_html = page.contents(id, &view.frame, parts(&view));
    page.template("collaborative.html", &view)
}

/// The parts of its page before its text and behind it.
fn parts(view: &CollaborativeView) -> [Vec<PagePart>; 2] {
    let takes_part = !view.eligibility.is_empty() || !view.commitments.is_empty() || view.how_to_join_html.is_some();
    let before = [
        (!view.tracks.is_empty(), ("_tracks", "tracks")),
        (view.timeline.is_some(), ("_timeline", "timeline")),
        (!view.events.is_empty() || view.calendar.is_some(), ("_events", "events")),
        (takes_part, ("_taking-part", "taking_part")),
    ];
    let after = [
        (!view.coaches.is_empty(), ("_coaches", "coaches")),
        (!view.affinity_groups.is_empty(), ("_affinity-groups", "affinity_groups")),
        (!view.drivers.is_empty(), ("_drivers", "works_on")),
        (!view.sites.is_empty(), ("_sites", "sites")),
        (!view.measures.is_empty(), ("_measures", "measures")),
        (view.roll_up.is_some(), ("_roll-up", "roll_up")),
        (!view.guides.is_empty(), ("_guides", "guides")),
        (!view.used_guides.is_empty(), ("_guides-used", "guides_used")),
    ];
    [contents::those_there(&before), contents::those_there(&after)]
}

/// True for an event that the line of time shows.
fn is_drawn(event: &Event, drawn: bool) -> bool {
    let once = event.rule.is_none() && event.repeats.is_none();
    drawn && (event.sort == EventType::LearningSession || once && event.date.is_some_and(|date| date.month.is_some()))
}

fn published(page: &Page<'_>, ids: &[EntryId]) -> Vec<EntryId> {
    ids.iter().copied().filter(|&id| page.site.is_published(id)).collect()
}

fn inlines(page: &mut Page<'_>, id: EntryId, all: &[Inline]) -> Vec<String> {
    all.iter().map(|inline| page.prose(id, inline)).collect()
}

impl Page<'_> {
    /// The address of a page or file below a collaborative's, where there is such a one.
    fn published_section(&self, id: EntryId, section: Section) -> Option<String> {
        let page = PageId::Collaborative(id, section);
        self.site.has_page(page).then(|| self.link(page))
    }
}

/// Months from the first to the last, both counted.
fn months(start: Date, end: Date) -> Option<u32> {
    end.months()?.checked_sub(start.months()?).map(|months| months + 1)
}

fn planned_sites(details: &Collaborative, track: &Track) -> Option<u32> {
    details.planned_sites.iter().find(|(name, _)| name.value == track.id.value).map(|(_, number)| *number)
}

fn track_summary(
    page: &mut Page<'_>,
    id: EntryId,
    (details, track, at): (&Collaborative, &Track, usize),
) -> TrackSummary {
    TrackSummary {
        id: track.id.value.clone(),
        title_html: page.bare(id, &track.title),
        url: page.link(PageId::Collaborative(id, Section::Track(at as u32))),
        aim_html: page.optional(id, track.aim.as_ref()),
        planned_sites: planned_sites(details, track),
    }
}

fn calendar_page(page: &Page<'_>, id: EntryId, details: &Collaborative) -> Option<String> {
    (!details.events.is_empty()).then(|| page.link(PageId::Collaborative(id, Section::Calendar)))
}

/// The frame of a page below a collaborative's own.
fn section_frame(page: &Page<'_>, id: EntryId, (sort, kicker): (&'static str, &str)) -> Frame {
    let crumbs = page.crumbs([PageId::Entry(id)]);
    let blanks = [("list", &*page.title_plain(page.id)), ("title", &*page.title_plain(PageId::Entry(id)))];
    let heading = Heading {
        title: page.fill("list_of", &blanks),
        title_html: page.title_html(page.id),
        description: page.fill("section_lede", &blanks),
        kicker: kicker.to_owned(),
    };
    let mut frame = page.frame(sort, heading, crumbs);
    frame.draft = page.site.entry(id).draft;
    frame.noindex |= frame.draft;
    frame
}

/// The page of a track.
fn track(mut page: Page<'_>, id: EntryId, (details, track): (&Collaborative, &Track)) -> Made {
    let mut frame = section_frame(&page, id, ("track", page.word("track")));
    let name = track.id.value.as_str();
    let at = details.track(name);
    let aim_html = page.optional(id, track.aim.as_ref());
    let for_it = |named: &Option<crate::model::Name>| named.as_ref().is_none_or(|named| named.value == name);
    let coaches = details.coaches.iter().filter(|coach| for_it(&coach.track));
    let coaches = coaches.map(|one| coach(&mut page, id, (details, one))).collect();
    let events = details.events_of(at);
    let events = events.into_iter().map(|event| calendar::event(&mut page, id, (details, event))).collect();
    let own = |at: &usize| details.sites[*at].track.as_ref().is_some_and(|own| own.value == name);
    let sites = (0..details.sites.len()).filter(own);
    let sites = sites.map(|at| participating_site(&page, id, (details, at))).collect();
    page.finish(&mut frame);
    let file = at.and_then(|at| page.published_section(id, Section::CalendarFile(Some(at as u32))));
    let view = TrackView {
        collaborative: page.link_view(PageId::Entry(id)),
        aim_html,
        planned_sites: planned_sites(details, track),
        coaches,
        sites,
        events,
        calendar: calendar_page(&page, id, details),
        file,
        measures: measures::links(&page, id, details),
        frame,
    };
    page.template("track.html", &view)
}

fn coach(page: &mut Page<'_>, id: EntryId, (details, coach): (&Collaborative, &Coach)) -> TitledView {
    TitledView {
        title_html: page.inline(id, &coach.role),
        of_html: coach.track.as_ref().and_then(|name| Some(track_link(page, id, (details, name))?.title_html)),
        about_html: page.optional(id, coach.about.as_ref()),
    }
}

fn affinity_group(page: &mut Page<'_>, id: EntryId, group: &AffinityGroup) -> TitledView {
    TitledView {
        title_html: page.inline(id, &group.title),
        of_html: None,
        about_html: page.optional(id, group.about.as_ref()),
    }
}

/// A track by its name, as a link to its page.
fn track_link(page: &Page<'_>, id: EntryId, (details, name): (&Collaborative, &str)) -> Option<LinkView> {
    let at = details.track(name)?;
    let url = page.link(PageId::Collaborative(id, Section::Track(at as u32)));
    Some(LinkView { title_html: page.bare(id, &details.tracks[at].title), url: Some(url) })
}

fn participating_site(page: &Page<'_>, id: EntryId, (details, at): (&Collaborative, usize)) -> ParticipatingSiteView {
    let site = &details.sites[at];
    let track = site.track.as_ref().and_then(|name| track_link(page, id, (details, name)));
    ParticipatingSiteView {
        title_html: page.bare(id, &site.title),
        url: page.published_section(id, Section::Site(at as u32)),
        place: site.place.map(|place| place.name().to_owned()),
        track_html: track.map(|track| track.title_html),
        joined: site.joined.as_ref().map(|date| page.date(date.value)),
        left: site.left.as_ref().map(|date| page.date(date.value)),
    }
}

/// The theme's word for a sort of event.
fn type_word(sort: EventType) -> &'static str {
    match sort {
        EventType::LearningSession => "event_learning_session",
        EventType::Call => "event_call",
        EventType::Meeting => "event_meeting",
        EventType::Webinar => "event_webinar",
        EventType::Other => "event_other",
    }
}

/// The title of a page below a collaborative's own, as HTML.
pub(super) fn title_html(page: &Page<'_>, id: EntryId, section: Section) -> String {
    let Details::Collaborative(details) = &page.site.entry(id).details else { return String::new() };
    match section {
        Section::Track(at) => page.bare(id, &details.tracks[at as usize].title),
        Section::Measure(at) => page.bare(id, &details.measures[at as usize].title),
        Section::Site(at) => page.bare(id, &details.sites[at as usize].title),
        Section::Calendar | Section::CalendarFile(_) => escape(&title(page, id, section)),
        Section::Template(_) | Section::Reports | Section::RollUp => escape(&title(page, id, section)),
    }
}
