//! Lists that may grow long: what stands in each, and in which parts it is told.
//!
//! The first part stands on the page that the list belongs to, the others on pages of their own below it. So no page
//! grows with the site, and all parts of a list together are no longer than the list.

use super::{Backlink, DriverRef, EntryId, Index, LanguageId, PageId, ReferenceId, SecondaryId, Site};
use crate::model::{Brief, Details, Kind, PlaceId};

/// Entries of a list that one page shows.
pub const PART: usize = 100;
/// Uses of a page, each with its sentence, that one page shows.
const USES: usize = 50;
/// Lines of the list from A to Z that one page shows.
pub const LINES: usize = 500;
/// Pages that cite a work, as the bibliography names them; where there are more, it names the first few.
pub const CITING: usize = 20;
/// Briefs before and after a brief in a long series that its page names.
const NEAR: usize = 5;

/// A list that is told in parts where it is long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Listing {
    /// What an index lists.
    Index(Index),
    /// Entries of a kind that has no index; the home page leads to them.
    OfKind(Kind),
    /// Examples from a place.
    Place(PlaceId),
    /// Secondary drivers of a driver.
    Secondaries(EntryId),
    /// Briefs of a driver.
    Briefs(EntryId),
    Examples(DriverRef),
    /// Guides of a brief or of a collaborative.
    Guides(EntryId),
    Strategies(SecondaryId),
    Actions(SecondaryId),
    Questions(SecondaryId),
    /// Measures that show the strength of a driver.
    Measures(DriverRef),
    /// Where a page is used.
    Uses(Used),
    /// A series of briefs, called by its oldest.
    Series(EntryId),
    /// Every work that the site cites.
    Works,
    /// Pages that cite a work.
    Citing(ReferenceId),
    /// Titles in one language with one first letter; `#` for all that start with no Latin one.
    Letter(LanguageId, char),
}

/// A page that tells where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Used {
    Entry(EntryId),
    Secondary(SecondaryId),
    Place(PlaceId),
    Index(Index),
}

/// What a list or a part of it holds.
#[derive(Clone, Copy, Debug)]
pub enum Items<'a> {
    Entries(&'a [EntryId]),
    /// Entries, each with the page under whose title it stands.
    Headed(&'a [(Option<PageId>, EntryId)]),
    /// The numbers of the first and of the one after the last.
    Secondaries(u32, u32),
    /// Sections of briefs: brief and heading.
    Strategies(&'a [(EntryId, u32)]),
    /// Guide, and index among its actions.
    Actions(&'a [(EntryId, usize)]),
    /// Guide, and index among its items.
    Questions(&'a [(EntryId, usize)]),
    /// Collaborative, and index among its measures.
    Measures(&'a [(EntryId, u32)]),
    Uses(&'a [Backlink]),
    /// Places in the order in which works are told: the first, and the one after the last.
    Works(usize, usize),
    Pages(&'a [PageId]),
}

impl Used {
    /// The page itself; none for a page that does not tell where it is used.
    pub fn of(page: PageId) -> Option<Used> {
        match page {
            PageId::Entry(id) => Some(Used::Entry(id)),
            PageId::Secondary(id) => Some(Used::Secondary(id)),
            PageId::Place(place) => Some(Used::Place(place)),
            PageId::Index(index) => Some(Used::Index(index)),
            PageId::Home | PageId::References | PageId::Search(_) | PageId::NotFound => None,
            PageId::Feed | PageId::Sitemap | PageId::SitemapPart(_) | PageId::Robots | PageId::SiteJson => None,
            PageId::File(_) | PageId::Shard(..) | PageId::Kit(_) | PageId::Collaborative(..) => None,
            PageId::Handout(_) => None,
            PageId::Stub(..) | PageId::Asset(_) | PageId::Further(..) => None,
        }
    }

    pub fn page(self) -> PageId {
        match self {
            Used::Entry(id) => PageId::Entry(id),
            Used::Secondary(id) => PageId::Secondary(id),
            Used::Place(place) => PageId::Place(place),
            Used::Index(index) => PageId::Index(index),
        }
    }
}

impl Listing {
    /// How much of the list one page shows.
    fn most(self) -> usize {
        match self {
            Listing::Uses(_) => USES,
            Listing::Letter(..) => LINES,
            Listing::Index(_) | Listing::OfKind(_) | Listing::Place(_) | Listing::Secondaries(_) => PART,
            Listing::Briefs(_) | Listing::Examples(_) | Listing::Guides(_) | Listing::Strategies(_) => PART,
            Listing::Actions(_) | Listing::Questions(_) | Listing::Series(_) | Listing::Works => PART,
            Listing::Citing(_) | Listing::Measures(_) => PART,
        }
    }

    /// True where no other page shows the first part, so that it has a page of its own.
    pub fn stands_alone(self) -> bool {
        matches!(self, Listing::Series(_) | Listing::Citing(_) | Listing::Letter(..))
    }

    /// The page that shows the first part, or that leads to it.
    pub fn owner(self) -> PageId {
        match self {
            Listing::Index(index) => PageId::Index(index),
            Listing::OfKind(_) => PageId::Home,
            Listing::Place(place) => PageId::Place(place),
            Listing::Secondaries(id) | Listing::Briefs(id) | Listing::Guides(id) => PageId::Entry(id),
            Listing::Examples(driver) | Listing::Measures(driver) => match driver {
                DriverRef::Primary(id) => PageId::Entry(id),
                DriverRef::Secondary(id) => PageId::Secondary(id),
            },
            Listing::Strategies(id) | Listing::Actions(id) | Listing::Questions(id) => PageId::Secondary(id),
            Listing::Uses(used) => used.page(),
            Listing::Series(_) => PageId::Index(Index::Briefs),
            Listing::Works | Listing::Citing(_) => PageId::References,
            Listing::Letter(language, _) => PageId::Search(language),
        }
    }

    /// The entry that it belongs to, in whose language it is told.
    pub fn entry(self) -> Option<EntryId> {
        match self.owner() {
            PageId::Entry(id) => Some(id),
            _ => None,
        }
    }
}

impl<'a> Items<'a> {
    pub fn len(&self) -> usize {
        match self {
            Items::Entries(all) => all.len(),
            Items::Headed(all) => all.len(),
            Items::Secondaries(start, end) => (end - start) as usize,
            Items::Strategies(all) => all.len(),
            Items::Actions(all) | Items::Questions(all) => all.len(),
            Items::Measures(all) => all.len(),
            Items::Uses(all) => all.len(),
            Items::Works(start, end) => end - start,
            Items::Pages(all) => all.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// From one index up to another.
    fn between(self, start: usize, end: usize) -> Items<'a> {
        let (start, end) = (start.min(self.len()), end.min(self.len()));
        match self {
            Items::Entries(all) => Items::Entries(&all[start..end]),
            Items::Headed(all) => Items::Headed(&all[start..end]),
            Items::Secondaries(first, _) => Items::Secondaries(first + start as u32, first + end as u32),
            Items::Strategies(all) => Items::Strategies(&all[start..end]),
            Items::Actions(all) => Items::Actions(&all[start..end]),
            Items::Questions(all) => Items::Questions(&all[start..end]),
            Items::Measures(all) => Items::Measures(&all[start..end]),
            Items::Uses(all) => Items::Uses(&all[start..end]),
            Items::Works(first, _) => Items::Works(first + start, first + end),
            Items::Pages(all) => Items::Pages(&all[start..end]),
        }
    }
}

fn list<T, K: Ord>(of: &std::collections::BTreeMap<K, Vec<T>>, key: K) -> &[T] {
    of.get(&key).map(Vec::as_slice).unwrap_or_default()
}

impl Site {
    /// The whole of a list.
    pub fn items(&self, listing: Listing) -> Items<'_> {
        let lists = &self.lists;
        match listing {
            Listing::Index(index) => Items::Headed(list(&lists.indexes, index)),
            Listing::OfKind(kind) => Items::Entries(list(&lists.of_kind, kind)),
            Listing::Place(place) => Items::Entries(list(&lists.examples_of_place, place)),
            Listing::Secondaries(id) => {
                let all = self.secondaries_between(self.original(id));
                Items::Secondaries(all.start, all.end)
            }
            Listing::Briefs(id) => Items::Entries(list(&lists.briefs_of_driver, self.original(id))),
            Listing::Examples(DriverRef::Primary(id)) => {
                Items::Entries(list(&lists.examples_of_driver, self.original(id)))
            }
            Listing::Examples(DriverRef::Secondary(id)) => Items::Entries(list(&lists.examples_of_secondary, id)),
            Listing::Guides(id) => {
                let id = self.original(id);
                let of_brief = lists.guides_of_brief.get(&id);
                Items::Entries(of_brief.map_or_else(|| list(&lists.guides_of_collaborative, id), Vec::as_slice))
            }
            Listing::Strategies(id) => Items::Strategies(list(&lists.strategies, id)),
            Listing::Actions(id) => Items::Actions(list(&lists.actions, id)),
            Listing::Questions(id) => Items::Questions(list(&lists.items, id)),
            Listing::Measures(DriverRef::Primary(id)) => {
                Items::Measures(list(&lists.measures, DriverRef::Primary(self.original(id))))
            }
            Listing::Measures(driver) => Items::Measures(list(&lists.measures, driver)),
            Listing::Uses(used) => Items::Uses(self.backlinks.of(used)),
            Listing::Series(id) => Items::Entries(self.series(id)),
            Listing::Works => Items::Works(0, lists.citing.len()),
            Listing::Citing(work) => Items::Entries(list(&lists.citing, work)),
            Listing::Letter(language, letter) => Items::Pages(list(&lists.letters, (language, letter))),
        }
    }

    /// How many parts a list is told in, counted from 1: one where a page shows all of it.
    pub fn parts(&self, listing: Listing) -> u32 {
        self.items(listing).len().div_ceil(listing.most()).max(1) as u32
    }

    /// A part of a list, with the index of its first item.
    pub fn part(&self, listing: Listing, part: u32) -> (usize, Items<'_>) {
        let start = (part as usize - 1) * listing.most();
        (start, self.items(listing).between(start, start + listing.most()))
    }

    /// The briefs of a brief's series, oldest first; none where it belongs to no series.
    pub fn series(&self, id: EntryId) -> &[EntryId] {
        match &self.entry(id).details {
            Details::Brief(Brief { series: Some(series), .. }) => {
                self.lists.briefs_of_series.get(&series.plain).map(Vec::as_slice).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// Those around it where they are many, the brief among them; all where they are few.
    pub fn series_near(&self, id: EntryId) -> &[EntryId] {
        let all = self.series(id);
        if all.len() <= PART {
            return all;
        }
        let place = |id: EntryId| (self.date_of(id), id);
        let at = all.partition_point(|&other| place(other) < place(id));
        &all[at.saturating_sub(NEAR)..(at + NEAR + 1).min(all.len())]
    }
}
