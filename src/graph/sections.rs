//! A collaborative in, the pages and files below its own out: tracks, measures, sites, its calendar.

use super::{Audience, EntryId, Site, UrlPath};
use crate::model::{Collaborative, Details, Event};

/// A page or a file below a collaborative's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// One of its tracks.
    Track(u32),
    Calendar,
    /// Its events for calendar programs: those of a track, or all.
    CalendarFile(Option<u32>),
    /// One of its measures.
    Measure(u32),
    /// The table of a measure, to fill in.
    Template(u32),
    /// One of its sites.
    Site(u32),
    /// Who has reported: only in the private edition.
    Reports,
    /// All teams together: only in the private edition.
    RollUp,
}

impl Section {
    /// True for what a reader opens, false for what a program does.
    pub fn is_page(self) -> bool {
        match self {
            Section::Track(_) | Section::Calendar | Section::Measure(_) | Section::Site(_) => true,
            Section::Reports | Section::RollUp => true,
            Section::CalendarFile(_) | Section::Template(_) => false,
        }
    }
}

/// The collaborative that an entry is; none for an entry of another kind.
pub(super) fn details(site: &Site, id: EntryId) -> Option<&Collaborative> {
    match &site.entry(id).details {
        Details::Collaborative(details) => Some(details),
        Details::Framework(_) | Details::Driver(_) | Details::Brief(_) | Details::Example(_) => None,
        Details::Guide(_) | Details::Term(_) | Details::Page => None,
    }
}

/// What stands below the page of a collaborative, each with its address.
pub(super) fn of(site: &Site, id: EntryId) -> impl Iterator<Item = (UrlPath, Section)> + use<> {
    let mut all = Vec::new();
    let page = super::pages::of_entry(site.entry(id).kind, &site.entry(id).id, None);
    if let Some(details) = details(site, id) {
        for (at, track) in details.tracks.iter().enumerate() {
            let address = page.below(&format!("tracks/{}", track.id.value));
            if has_file(details, Some(at)) {
                let file = UrlPath::file(&format!("{address}calendar.ics"));
                all.push((file, Section::CalendarFile(Some(at as u32))));
            }
            all.push((address, Section::Track(at as u32)));
        }
        if !details.events.is_empty() {
            all.push((page.below("calendar"), Section::Calendar));
        }
        if has_file(details, None) {
            all.push((UrlPath::file(&format!("{page}calendar.ics")), Section::CalendarFile(None)));
        }
        all.extend(measured(site.audience, &page, details));
    }
    all.into_iter()
}

/// Measures, sites, reports, and all teams together.
fn measured(audience: Audience, page: &UrlPath, details: &Collaborative) -> Vec<(UrlPath, Section)> {
    let mut all = Vec::new();
    for (at, measure) in details.measures.iter().enumerate() {
        let id = &measure.id.value;
        all.push((page.below(&format!("measures/{id}")), Section::Measure(at as u32)));
        all.push((UrlPath::file(&format!("{page}{id}-template.csv")), Section::Template(at as u32)));
    }
    let private = audience == Audience::Private;
    // Where nothing of it is public, a site has nothing to show.
    if private || details.measures.iter().any(|measure| measure.public) {
        let address = |(at, id): (usize, &str)| (page.below(&format!("sites/{id}")), Section::Site(at as u32));
        all.extend(details.sites.iter().map(|site| site.id.value.as_str()).enumerate().map(address));
    }
    if private && !details.measures.is_empty() && !details.sites.is_empty() {
        all.push((page.below("reports"), Section::Reports));
    }
    if private {
        all.push((page.below("roll-up"), Section::RollUp));
    }
    all
}

/// Calendar programs take no calendar without an event.
fn has_file(details: &Collaborative, track: Option<usize>) -> bool {
    details.events_of(track).into_iter().any(Event::is_dated)
}
