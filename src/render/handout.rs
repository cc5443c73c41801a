//! A brief in, its handout out: two pages of paper for somebody who will read no more. What does not fit is left out
//! and counted; nothing is said that the brief and its examples do not say.

use super::Made;
use super::dates;
use super::frame::{Heading, Page, canonical};
use super::views::{CiteView, HandoutExample, HandoutView};
use crate::graph::{Destination, EntryId, Index, Own, PageId, Site};
use crate::model::{Brief, Details, Example, FragmentId, Inline};
use crate::text::escape;

/// Characters that two pages of A4 or Letter hold beside their heads and feet, with room for lines that end early.
const ROOM: usize = 3600;
/// What takeaways may take of it at most, so that examples follow.
const TAKEAWAYS: usize = 1900;
/// One piece of text at most; more of it is cut off.
const PIECE: usize = 600;
/// Lines that each piece takes beyond its text: its label, its title and the space around it.
const AROUND: usize = 160;
/// Examples at most.
const EXAMPLES: usize = 6;

/// The handout of a brief.
pub(super) fn handout(page: Page<'_>, id: EntryId) -> Made {
    let site = page.site;
    let original_id = site.original(id);
    let (Details::Brief(own), Details::Brief(original)) = (&site.entry(id).details, &site.entry(original_id).details)
    else {
        return page.template("handout.html", &());
    };
    let brief = PageId::Entry(id);
    let mut frame = page.frame("handout", heading(&page, id), page.crumbs([PageId::Index(Index::Briefs), brief]));
    let entry = site.entry(id);
    frame.draft = entry.draft;
    frame.noindex |= entry.draft;
    // The brief says it all; whoever searches should find that.
    frame.canonical = canonical(site, site.address(brief));
    let driver = driver_of(site, original_id);
    let (from, takeaways) =
        if own.takeaways.is_empty() { (original_id, &original.takeaways) } else { (id, &own.takeaways) };
    let mut room = Room(ROOM);
    let summary_html = summary(&page, id, &mut room);
    let shown_takeaways = fitting_takeaways(&page, from, takeaways, &mut room);
    let all = examples(site, original_id);
    let shown: Vec<HandoutExample> =
        all.iter().map_while(|&id| room.take(example_size(&page, id)).then(|| example(&page, id))).collect();
    let left_out = [(takeaways.len() - shown_takeaways.len(), "takeaway"), (all.len() - shown.len(), "example")];
    let CiteView { own: this, original: source } = page.cite(id);
    let view = HandoutView {
        driver: driver.map(|driver| page.link_view(PageId::Entry(driver))),
        date: original.date.as_ref().map(|date| dates::view(date.value, page.language)),
        series_html: original.series.as_ref().map(|series| page.bare(original_id, series)),
        authors: authors(original),
        summary_html,
        takeaways: shown_takeaways,
        examples: shown,
        left_out: left_out_of(&page, left_out),
        brief: page.link_view(brief),
        address: canonical(site, site.address(brief)),
        citation_html: this.html,
        original_html: source.map(|source| source.html),
        frame,
    };
    page.template("handout.html", &view)
}

fn heading(page: &Page<'_>, id: EntryId) -> Heading {
    let title = &page.site.entry(id).title;
    Heading {
        title: page.title_plain(PageId::Handout(id)),
        title_html: page.bare(id, title),
        description: page.site.entry(id).summary.as_ref().map_or(String::new(), |summary| summary.plain.clone()),
        kicker: page.word("handout").to_owned(),
    }
}

fn driver_of(site: &Site, brief: EntryId) -> Option<EntryId> {
    if let Own::Brief { driver, .. } = site.relations(brief).own { driver } else { None }
}

fn authors(brief: &Brief) -> Vec<String> {
    brief.authors.iter().map(|author| author.value.clone()).collect()
}

/// Characters that are still free.
struct Room(usize);

impl Room {
    /// True where a piece of so many characters fits, which are then taken.
    fn take(&mut self, characters: usize) -> bool {
        let fits = characters <= self.0;
        if fits {
            self.0 -= characters;
        }
        fits
    }
}

/// How much room a text takes.
fn size(text: &Inline) -> usize {
    text.plain.chars().count().min(PIECE)
}

/// A text without links and citations, its end cut off where it is very long.
fn cut(page: &Page<'_>, owner: EntryId, text: &Inline) -> String {
    if text.plain.chars().count() <= PIECE {
        return page.bare(owner, text);
    }
    let start: String = text.plain.chars().take(PIECE).collect();
    let whole_words = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{} …", escape(whole_words))
}

/// A translation's own summary, or its original's.
fn summary(page: &Page<'_>, id: EntryId, room: &mut Room) -> String {
    let said = |id: EntryId| page.site.entry(id).summary.as_ref().map(|summary| (id, summary));
    let Some((owner, summary)) = said(id).or_else(|| said(page.site.original(id))) else { return String::new() };
    room.take(size(summary));
    cut(page, owner, summary)
}

fn fitting_takeaways(page: &Page<'_>, owner: EntryId, all: &[Inline], room: &mut Room) -> Vec<String> {
    let mut share = Room(TAKEAWAYS);
    let fits = |takeaway: &&Inline| share.take(size(takeaway) + AROUND / 2) && room.take(size(takeaway) + AROUND / 2);
    all.iter().take_while(fits).map(|takeaway| cut(page, owner, takeaway)).collect()
}

/// Examples that a handout may show: those that the brief shows, in its order, then others of its driver.
pub(super) fn examples(site: &Site, brief: EntryId) -> Vec<EntryId> {
    let shown = site.resolved(brief, FragmentId::BODY).links.iter().filter_map(|link| match link {
        Destination::Embedded(id) => Some(*id),
        _ => None,
    });
    let driver = driver_of(site, brief);
    let others = driver.and_then(|driver| site.lists.examples_of_driver.get(&driver)).into_iter().flatten().copied();
    let is_example = |id: &EntryId| matches!(site.entry(*id).details, Details::Example(_)) && site.is_published(*id);
    let mut seen = std::collections::BTreeSet::new();
    shown.chain(others).filter(is_example).filter(|&id| seen.insert(id)).take(EXAMPLES).collect()
}

fn example_size(page: &Page<'_>, id: EntryId) -> usize {
    let shown = page.translated(id);
    let summary = page.site.entry(shown).summary.as_ref().map_or(0, size);
    let outcome = page.outcome(shown).map_or(0, |(_, outcome)| size(outcome));
    AROUND + page.site.entry(shown).title.plain.chars().count() + summary + outcome
}

fn example(page: &Page<'_>, id: EntryId) -> HandoutExample {
    let site = page.site;
    let shown = page.translated(id);
    let (place, date) = match &site.entry(id).details {
        Details::Example(Example { place, date, .. }) => (*place, date.as_ref()),
        _ => (None, None),
    };
    let said = |id: EntryId| site.entry(id).summary.as_ref().map(|summary| cut(page, id, summary));
    HandoutExample {
        title_html: page.title_html(PageId::Entry(id)),
        url: page.link(PageId::Entry(id)),
        place: place.map(|place| place.name().to_owned()),
        date: date.map(|date| page.date(date.value)),
        summary_html: said(shown).or_else(|| said(id)).unwrap_or_default(),
        outcome_html: page.outcome(shown).map(|(owner, outcome)| cut(page, owner, outcome)),
    }
}

/// "The whole brief has 2 more takeaways, 1 more example."
fn left_out_of(page: &Page<'_>, counts: [(usize, &'static str); 2]) -> String {
    let more = counts.iter().filter(|(number, _)| *number > 0);
    let list =
        more.map(|(number, word)| page.count(*number, word)).collect::<Vec<_>>().join(page.word("list_separator"));
    if list.is_empty() { list } else { page.fill("handout_more", &[("list", &list)]) }
}
