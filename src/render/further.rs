//! Long lists in parts: the ways from one part to the others, and the pages of all parts but the first.

use super::Made;
use super::frame::{Heading, Page};
use super::indexes::{grouped, letters, work};
use super::kinds::{actions, measures, questions, strategies};
use super::views::{Card, CardGroup, Frame, LinkView, ListView, PartLink, PartsView};
use super::{apa, indexes};
use crate::graph::{DriverRef, EntryId, Index, Items, Listing, PageId};
use crate::model::{Details, Kind};
use crate::text::escape;
use crate::theme::fill;

/// Parts of a list to all of which a page leads.
const FEW: u32 = 20;

impl<'a> Page<'a> {
    /// The first part of a list of entries. Where there are others, the frame tells of them.
    pub fn first_cards(&self, frame: &mut Frame, listing: Listing) -> Vec<Card> {
        match self.first(frame, listing) {
            Items::Entries(ids) => ids.iter().map(|&id| self.card(id)).collect(),
            _ => Vec::new(),
        }
    }

    /// The first part of a list. Where there are others, the frame tells of them.
    pub fn first(&self, frame: &mut Frame, listing: Listing) -> Items<'a> {
        let parts = self.parts(listing, 1);
        if let Some(parts) = parts {
            // Where the list is all that the page is for, the next part is the next page.
            if matches!(listing, Listing::Index(_) | Listing::Place(_) | Listing::Works) {
                frame.next.clone_from(&parts.next);
            }
            frame.parts.insert(name(listing), parts);
        }
        self.site.part(listing, 1).1
    }

    /// The ways from one part of a list to the others; none where there is one part alone.
    pub fn parts(&self, listing: Listing, part: u32) -> Option<PartsView> {
        let total = self.site.parts(listing);
        if total == 1 {
            return None;
        }
        let (start, items) = self.site.part(listing, part);
        let all = self.site.items(listing).len();
        let numbers = [start + 1, start + items.len(), all].map(|number| number.to_string());
        let blanks = [("start", numbers[0].as_str()), ("end", &numbers[1]), ("total", &numbers[2])];
        let mut last = 0;
        let pages = shown(part, total).into_iter().map(|number| {
            let gap = number > last + 1;
            last = number;
            PartLink { number, gap, url: (number != part).then(|| self.part_link(listing, number)) }
        });
        Some(PartsView {
            pages: pages.collect(),
            label: self.list_word(listing).to_owned(),
            range: self.fill("range", &blanks),
            previous: (part > 1).then(|| self.part_link(listing, part - 1)),
            next: (part < total).then(|| self.part_link(listing, part + 1)),
        })
    }

    fn part_link(&self, listing: Listing, part: u32) -> String {
        if part > 1 || listing.stands_alone() {
            return self.link(PageId::Further(listing, part));
        }
        format!("{}{}", self.link(listing.owner()), anchor(listing))
    }

    fn list_word(&self, listing: Listing) -> &'a str {
        self.word(match listing {
            Listing::Index(index) => index.folder(),
            Listing::OfKind(kind) => kind.folder(),
            Listing::Uses(_) => "where_used",
            Listing::Series(_) => "series",
            Listing::Works => "references",
            Listing::Citing(_) => "cited_on",
            Listing::Letter(..) => "a_to_z",
            Listing::Place(_) | Listing::Secondaries(_) | Listing::Briefs(_) | Listing::Examples(_) => name(listing),
            Listing::Guides(_) | Listing::Strategies(_) | Listing::Actions(_) | Listing::Questions(_) => name(listing),
            Listing::Measures(_) => name(listing),
        })
    }

    /// What a part of a list is called: "Briefs of Wages, 2 of 3". `title` tells a page's title, and `text` turns
    /// plain text into what `title` tells.
    pub fn list_title(
        &self,
        (listing, part): (Listing, u32),
        title: impl Fn(PageId) -> String,
        text: impl Fn(&str) -> String,
    ) -> String {
        let of = match listing {
            Listing::Index(_) | Listing::OfKind(_) | Listing::Works => None,
            Listing::Place(_) => None,
            Listing::Secondaries(_) | Listing::Briefs(_) | Listing::Examples(_) | Listing::Guides(_) => {
                Some(title(listing.owner()))
            }
            Listing::Strategies(_) | Listing::Actions(_) | Listing::Questions(_) => Some(title(listing.owner())),
            Listing::Uses(_) | Listing::Measures(_) => Some(title(listing.owner())),
            Listing::Series(brief) => match &self.site.entry(brief).details {
                Details::Brief(brief) => brief.series.as_ref().map(|series| text(&series.plain)),
                _ => None,
            },
            Listing::Citing(work) => Some(text(&apa::format(self.site.reference(work)).short)),
            Listing::Letter(_, letter) => Some(text(&letter.to_string())),
        };
        let list = match listing {
            Listing::Place(_) => title(listing.owner()),
            _ => text(self.list_word(listing)),
        };
        let whole = match of {
            Some(of) => fill(&text(self.word("list_of")), &[("list", &list), ("title", &of)]),
            None => list,
        };
        let total = self.site.parts(listing);
        if total == 1 {
            return whole;
        }
        let blanks = [("title", whole.as_str()), ("n", &part.to_string()), ("total", &total.to_string())];
        fill(&text(self.word("part_of")), &blanks)
    }
}

/// The page of a part of a list.
pub(super) fn further(page: Page<'_>, listing: Listing, part: u32) -> Made {
    let heading = Heading {
        title: page.title_plain(page.id),
        title_html: page.title_html(page.id),
        description: String::new(),
        kicker: String::new(),
    };
    let mut frame = page.frame("list", heading, page.crumbs(above(&page, listing)));
    frame.draft = page.is_of_draft(listing);
    frame.noindex |= frame.draft;
    if let Some(parts) = page.parts(listing, part) {
        frame.previous.clone_from(&parts.previous);
        frame.next.clone_from(&parts.next);
        frame.parts.insert("list", parts);
    }
    let mut view = ListView { frame, ..ListView::default() };
    if let Listing::Citing(cited) = listing {
        view.about_html = page.formatted(cited);
    }
    if let Listing::Letter(language, _) = listing {
        view.letters = letters(&page, language);
    }
    match page.site.part(listing, part).1 {
        Items::Entries(ids) => {
            let cards = ids.iter().map(|&id| page.card(id)).collect();
            view.groups = vec![CardGroup { title_html: String::new(), url: None, cards }];
        }
        Items::Headed(entries) => view.groups = grouped(&page, entries),
        Items::Secondaries(start, end) => view.secondaries = page.secondaries_between(start, end),
        Items::Strategies(sections) => view.sections = strategies(&page, sections),
        Items::Actions(all) => view.sections = actions(&page, all),
        Items::Questions(all) => view.sections = questions(&page, all),
        Items::Measures(all) => view.sections = measures(&page, all),
        Items::Uses(links) => view.uses = page.backlink_groups(links),
        Items::Works(start, end) => {
            view.works = indexes::works(page.site, start, end).iter().map(|&id| work(&page, id)).collect();
        }
        Items::Pages(pages) => view.links = pages.iter().map(|&id| indexes::line(&page, id)).collect(),
    }
    page.template("list.html", &view)
}

impl Page<'_> {
    /// True where a list belongs to a page that a plain build does not publish.
    fn is_of_draft(&self, listing: Listing) -> bool {
        match listing.owner() {
            PageId::Entry(id) => self.site.entry(id).draft,
            PageId::Secondary(id) => self.site.entry(self.site.secondary(id).driver).draft,
            _ => false,
        }
    }

    /// The first briefs before and after a brief in a long series, with a link to all; the whole of a short one.
    pub fn series(&self, id: EntryId) -> (Vec<LinkView>, Option<LinkView>) {
        let shown = |id: &EntryId| self.link_view(PageId::Entry(*id));
        let near = self.site.series_near(id);
        let links = near.iter().filter(|&&other| other != id).map(shown).collect();
        let all = self.site.series(id);
        let more = (near.len() < all.len()).then(|| {
            let title = self.fill("whole_series", &[("n", &all.len().to_string())]);
            LinkView { title_html: escape(&title), url: Some(self.part_link(Listing::Series(all[0]), 1)) }
        });
        (links, more)
    }

    /// The briefs of the series before and after a brief.
    pub fn neighbours(&self, id: EntryId) -> (Option<LinkView>, Option<LinkView>) {
        let near = self.site.series_near(id);
        let Some(at) = near.iter().position(|&other| other == id) else { return (None, None) };
        let shown = |at: Option<usize>| at.and_then(|at| near.get(at)).map(|&id| self.link_view(PageId::Entry(id)));
        (shown(at.checked_sub(1)), shown(at.checked_add(1)))
    }
}

/// The pages above a list, from the outermost.
fn above(page: &Page<'_>, listing: Listing) -> Vec<PageId> {
    let of_driver = PageId::Index(Index::Drivers);
    match listing.owner() {
        PageId::Home => Vec::new(),
        PageId::Entry(id) => {
            let index = Index::ALL.into_iter();
            let index = index.filter(|index| index.kind() == Some(page.site.entry(id).kind)).map(PageId::Index);
            index.chain([PageId::Entry(id)]).collect()
        }
        PageId::Secondary(id) => {
            vec![of_driver, PageId::Entry(page.site.secondary(id).driver), PageId::Secondary(id)]
        }
        PageId::Place(place) => vec![PageId::Index(Index::Places), PageId::Place(place)],
        other => vec![other],
    }
}

/// The name of a list among those of its page.
fn name(listing: Listing) -> &'static str {
    match listing {
        Listing::Index(_) | Listing::Works => "list",
        Listing::Place(_) | Listing::Examples(DriverRef::Primary(_) | DriverRef::Secondary(_)) => "examples",
        Listing::OfKind(kind) => kind.folder(),
        Listing::Secondaries(_) => "secondaries",
        Listing::Briefs(_) => "briefs",
        Listing::Guides(_) => "guides",
        Listing::Strategies(_) => "strategies",
        Listing::Actions(_) => "actions",
        Listing::Questions(_) => "questions",
        Listing::Measures(_) => "measures",
        Listing::Uses(_) => "uses",
        Listing::Series(_) | Listing::Citing(_) | Listing::Letter(..) => "list",
    }
}

/// Where on its page a list begins; empty where the list is the page.
fn anchor(listing: Listing) -> &'static str {
    match listing {
        Listing::Index(_) | Listing::Place(_) | Listing::Works => "",
        Listing::OfKind(Kind::Collaborative) => "#_collaboratives",
        Listing::OfKind(_) => "#_pages",
        Listing::Secondaries(_) => "#_secondaries",
        Listing::Briefs(_) => "#_briefs",
        Listing::Examples(_) => "#_examples",
        Listing::Guides(_) => "#_guides",
        Listing::Strategies(_) => "#_strategies",
        Listing::Actions(_) => "#_actions",
        Listing::Questions(_) => "#_questions",
        Listing::Measures(_) => "#_measures",
        Listing::Uses(_) => "#_backlinks",
        Listing::Series(_) | Listing::Citing(_) | Listing::Letter(..) => "",
    }
}

/// The parts to which a page of a long list leads: all of a few; of many, those nearby and every tenth, hundredth and
/// so on around, so that any is a few steps away and no page leads to all.
fn shown(part: u32, total: u32) -> Vec<u32> {
    if total <= FEW {
        return (1..=total).collect();
    }
    let mut shown: Vec<u32> = (part.saturating_sub(2)..=part + 2).chain([1, total]).collect();
    let mut step = 10;
    while step < total {
        let around = part - part % (step * 10);
        shown.extend((0..=10).map(|nth| around + nth * step));
        step *= 10;
    }
    shown.retain(|number| (1..=total).contains(number));
    shown.sort_unstable();
    shown.dedup();
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_part_is_a_few_steps_away_and_no_page_leads_to_all() {
        assert_eq!(shown(3, 12), (1..=12).collect::<Vec<_>>());
        assert_eq!(shown(37, 95), [1, 10, 20, 30, 35, 36, 37, 38, 39, 40, 50, 60, 70, 80, 90, 95]);
        for part in 1..=1_000 {
            assert!(shown(part, 1_000).len() < 40);
        }
        let mut reached = std::collections::BTreeSet::from([1]);
        for _ in 0..6 {
            let next: Vec<u32> = reached.iter().flat_map(|&part| shown(part, 1_000)).collect();
            reached.extend(next);
        }
        assert_eq!(reached.len(), 1_000);
    }
}
