//! Entries by what they belong to, in the order in which pages show them. Whatever a page would have to look for
//! among all entries is looked for here, once a site.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::documents::{self, Document};
use super::relations::Own;
use super::{Destination, DriverRef, EntryId, Index, LINES, LanguageId, PageId, ReferenceId, SecondaryId, Site};
use crate::diag::FileId;
use crate::model::{Brief, Date, Details, Kind, PlaceId};
use crate::text::slug;

/// Published originals by what they belong to.
#[derive(Default)]
pub struct Lists {
    pub drivers_of_framework: BTreeMap<EntryId, Vec<EntryId>>,
    pub briefs_of_driver: BTreeMap<EntryId, Vec<EntryId>>,
    /// Those of its secondary drivers among them.
    pub examples_of_driver: BTreeMap<EntryId, Vec<EntryId>>,
    pub examples_of_secondary: BTreeMap<SecondaryId, Vec<EntryId>>,
    pub examples_of_place: BTreeMap<PlaceId, Vec<EntryId>>,
    pub guides_of_brief: BTreeMap<EntryId, Vec<EntryId>>,
    pub guides_of_collaborative: BTreeMap<EntryId, Vec<EntryId>>,
    /// Sections of briefs that are strategies for a secondary driver: brief and heading.
    pub strategies: BTreeMap<SecondaryId, Vec<(EntryId, u32)>>,
    /// Actions of guides for a secondary driver: guide, and index among the guide's actions.
    pub actions: BTreeMap<SecondaryId, Vec<(EntryId, usize)>>,
    /// Items of guides that ask after a secondary driver: guide, and index among the guide's items.
    pub items: BTreeMap<SecondaryId, Vec<(EntryId, usize)>>,
    /// Measures that show the strength of a driver, or of one of its secondary drivers: collaborative, and index among
    /// its measures.
    pub measures: BTreeMap<DriverRef, Vec<(EntryId, u32)>>,
    /// Briefs by the plain name of their series, oldest first.
    pub briefs_of_series: BTreeMap<String, Vec<EntryId>>,
    /// Files that a published page shows or links to.
    pub assets: BTreeSet<FileId>,
    /// In the order of their ids.
    pub of_kind: BTreeMap<Kind, Vec<EntryId>>,
    /// What each index lists, with the page under whose title it stands.
    pub indexes: BTreeMap<Index, Vec<(Option<PageId>, EntryId)>>,
    /// Entries that cite a work.
    pub citing: BTreeMap<ReferenceId, Vec<EntryId>>,
    /// The works that are cited, in the order in which they are told. `render` finds it out when a page needs it.
    pub works: OnceLock<Vec<ReferenceId>>,
    /// Which part of the bibliography tells of each, where it has several. Found out likewise.
    pub part_of_works: OnceLock<BTreeMap<ReferenceId, u32>>,
    /// Titled pages of a language by their first letters, then by title; none of a language where one page shows them
    /// all.
    pub letters: BTreeMap<(LanguageId, char), Vec<PageId>>,
    /// Of each driver's examples, as many as show enough of them from other places than any one place.
    pub elsewhere: BTreeMap<DriverRef, Vec<EntryId>>,
    pub coverage: Coverage,
}

/// Which drivers are shown by examples from which places.
#[derive(Default)]
pub struct Coverage {
    /// Each example stands under every driver that it names itself.
    pub cells: BTreeMap<(DriverRef, PlaceId), Vec<EntryId>>,
    /// Places of the examples, by name.
    pub places: Vec<PlaceId>,
    /// Number of examples in all cells.
    pub examples: usize,
}

/// Examples from elsewhere that an example's page shows.
pub const RELATED: usize = 6;

/// Makes the lists of a site whose relations and links are resolved.
pub(super) fn lists(site: &Site) -> Lists {
    let mut lists = Lists::default();
    lists.assets.extend(site.logo);
    for id in site.ids().filter(|&id| site.is_published(id)) {
        for resolved in site.resolved[id.0 as usize].iter() {
            let assets = resolved.links.iter().filter_map(|link| match link {
                Destination::Asset(file) => Some(*file),
                _ => None,
            });
            lists.assets.extend(assets);
        }
        if site.entry(id).language.is_none() {
            lists.place(site, id);
        }
    }
    lists.order(site);
    lists.indexes = Index::ALL.into_iter().map(|index| (index, lists.index(site, index))).collect();
    lists.letters(site);
    lists.elsewhere(site);
    lists.cover(site);
    lists
}

impl Lists {
    fn place(&mut self, site: &Site, id: EntryId) {
        self.of_kind.entry(site.entry(id).kind).or_default().push(id);
        self.cite(site, id);
        match &site.relations(id).own {
            Own::None => {}
            Own::Collaborative { measures, .. } => self.measured(site, id, measures),
            Own::Driver { framework, .. } => push(&mut self.drivers_of_framework, *framework, id),
            Own::Brief { driver, strategies } => {
                push(&mut self.briefs_of_driver, *driver, id);
                if let Details::Brief(Brief { series: Some(series), .. }) = &site.entry(id).details {
                    self.briefs_of_series.entry(series.plain.clone()).or_default().push(id);
                }
                for (heading, secondary) in strategies {
                    self.strategies.entry(*secondary).or_default().push((id, *heading));
                }
            }
            Own::Example { demonstrates, .. } => self.example(site, id, demonstrates),
            Own::Guide { brief, collaborative, actions, items } => {
                for (at, secondary) in actions.iter().enumerate() {
                    if let Some(secondary) = secondary {
                        self.actions.entry(*secondary).or_default().push((id, at));
                    }
                }
                push(&mut self.guides_of_brief, *brief, id);
                push(&mut self.guides_of_collaborative, *collaborative, id);
                for (at, secondary) in items.iter().enumerate() {
                    if let Some(secondary) = secondary {
                        self.items.entry(*secondary).or_default().push((id, at));
                    }
                }
            }
        }
    }

    fn measured(&mut self, site: &Site, id: EntryId, measures: &[Option<DriverRef>]) {
        for (at, driver) in (0..).zip(measures) {
            let Some(driver) = *driver else { continue };
            let primary = match driver {
                DriverRef::Primary(_) => None,
                DriverRef::Secondary(secondary) => Some(DriverRef::Primary(site.secondary(secondary).driver)),
            };
            for named in primary.into_iter().chain([driver]) {
                self.measures.entry(named).or_default().push((id, at));
            }
        }
    }

    fn example(&mut self, site: &Site, id: EntryId, demonstrates: &[DriverRef]) {
        let mut primaries = BTreeSet::new();
        for driver in demonstrates.iter().copied().collect::<BTreeSet<_>>() {
            match driver {
                DriverRef::Primary(driver) => drop(primaries.insert(driver)),
                DriverRef::Secondary(driver) => {
                    self.examples_of_secondary.entry(driver).or_default().push(id);
                    primaries.insert(site.secondary(driver).driver);
                }
            }
        }
        primaries.into_iter().for_each(|driver| self.examples_of_driver.entry(driver).or_default().push(id));
        if let Some(place) = place_of(site, id) {
            self.examples_of_place.entry(place).or_default().push(id);
        }
    }

    /// Drivers by group; briefs and examples by date, newest first, then by title; guides by title.
    fn order(&mut self, site: &Site) {
        for list in self.drivers_of_framework.values_mut() {
            list.sort_by_key(|&id| match site.relations(id).own {
                Own::Driver { group, .. } => (group.unwrap_or(usize::MAX), id),
                _ => (usize::MAX, id),
            });
        }
        for list in self.briefs_of_series.values_mut() {
            list.sort_by_key(|&id| (date_of(site, id), id));
        }
        let dated =
            [&mut self.briefs_of_driver, &mut self.examples_of_driver].into_iter().flat_map(BTreeMap::values_mut);
        let dated = dated.chain(self.examples_of_secondary.values_mut()).chain(self.examples_of_place.values_mut());
        for list in dated {
            list.sort_by_key(|&id| (std::cmp::Reverse(date_of(site, id)), &site.entry(id).title.plain, id));
        }
    }
}

impl Lists {
    fn cite(&mut self, site: &Site, id: EntryId) {
        let relations = site.relations(id);
        let sources: &[ReferenceId] = match &relations.own {
            Own::Example { sources, .. } => sources,
            Own::None | Own::Driver { .. } | Own::Brief { .. } | Own::Guide { .. } => &[],
            Own::Collaborative { .. } => &[],
        };
        let texts = site.resolved[id.0 as usize].iter().flat_map(|resolved| resolved.citations.iter().flatten());
        for &work in texts.chain(sources).chain(&relations.adapted_from) {
            let list = self.citing.entry(work).or_default();
            if list.last() != Some(&id) {
                list.push(id);
            }
        }
    }

    /// Drivers by framework, briefs by driver, examples by place, all others by title.
    fn index(&self, site: &Site, index: Index) -> Vec<(Option<PageId>, EntryId)> {
        match index {
            Index::Drivers => headed(self.drivers_of_framework.iter().map(|(&id, all)| (PageId::Entry(id), all))),
            Index::Briefs => headed(self.briefs_of_driver.iter().map(|(&id, all)| (PageId::Entry(id), all))),
            Index::Examples => {
                let mut places: Vec<(&PlaceId, &Vec<EntryId>)> = self.examples_of_place.iter().collect();
                places.sort_by_key(|(place, _)| place.name());
                headed(places.into_iter().map(|(&place, all)| (PageId::Place(place), all)))
            }
            Index::Places => Vec::new(),
            Index::Guides => self.by_title(site, Kind::Guide),
            Index::Terms => self.by_title(site, Kind::Term),
        }
    }

    fn by_title(&self, site: &Site, kind: Kind) -> Vec<(Option<PageId>, EntryId)> {
        let mut ids = self.of_kind.get(&kind).cloned().unwrap_or_default();
        ids.sort_by_cached_key(|&id| (slug(&site.entry(id).title.plain), id));
        ids.into_iter().map(|id| (None, id)).collect()
    }

    /// Pages of each language by letter, where they are many: entries, and secondary drivers and places in the site's own.
    fn letters(&mut self, site: &Site) {
        let own = documents::of_originals(site, self).into_iter().filter_map(Document::page);
        let mut all: BTreeMap<LanguageId, Vec<PageId>> = BTreeMap::new();
        all.insert(LanguageId::OWN, own.collect());
        for (language, tag) in (0..).map(LanguageId).zip(documents::languages(site)).skip(1) {
            all.insert(language, documents::of_language(site, &tag).map(PageId::Entry).collect());
        }
        // The indexes and the bibliography stand in the short list too.
        for (language, pages) in all.into_iter().filter(|(_, pages)| pages.len() + Index::ALL.len() >= LINES) {
            let titled = pages.into_par_iter().map(|page| (slug(title(site, page)), page));
            let mut titled: Vec<(String, PageId)> = titled.collect();
            titled.par_sort();
            for (title, page) in titled {
                self.letters.entry((language, letter(&title))).or_default().push(page);
            }
        }
    }

    /// An example's page shows some from other places. Where thousands are from one place, it need not look at each.
    fn elsewhere(&mut self, site: &Site) {
        let primary = self.examples_of_driver.iter().map(|(&id, all)| (DriverRef::Primary(id), all));
        let secondary = self.examples_of_secondary.iter().map(|(&id, all)| (DriverRef::Secondary(id), all));
        self.elsewhere = primary.chain(secondary).map(|(driver, all)| (driver, varied(site, all))).collect();
    }

    fn cover(&mut self, site: &Site) {
        for (&place, examples) in &self.examples_of_place {
            for &id in examples {
                let Own::Example { demonstrates, .. } = &site.relations(id).own else { continue };
                for driver in demonstrates.iter().copied().collect::<BTreeSet<_>>() {
                    self.coverage.cells.entry((driver, place)).or_default().push(id);
                }
            }
        }
        let Coverage { cells, places, examples } = &mut self.coverage;
        *examples = cells.values().map(Vec::len).sum();
        places.extend(cells.keys().map(|&(_, place)| place).collect::<BTreeSet<_>>());
        places.sort_by_key(|place| place.name());
    }
}

/// The letter under which a title's slug stands: what starts with no Latin letter stands under #, first.
pub fn letter(slug: &str) -> char {
    slug.chars().next().filter(char::is_ascii_alphabetic).map_or('#', |c| c.to_ascii_uppercase())
}

/// The title of an entry, a secondary driver or a place in the language of the originals.
fn title(site: &Site, page: PageId) -> &str {
    match page {
        PageId::Entry(id) => &site.entry(id).title.plain,
        PageId::Secondary(id) => {
            let secondary = site.secondary(id);
            super::names::labelled(site.entry(secondary.driver), secondary.index).map_or("", |label| &label.title.plain)
        }
        PageId::Place(place) => place.name(),
        _ => "",
    }
}

fn headed<'a>(lists: impl Iterator<Item = (PageId, &'a Vec<EntryId>)>) -> Vec<(Option<PageId>, EntryId)> {
    lists.flat_map(|(head, ids)| ids.iter().map(move |&id| (Some(head), id))).collect()
}

/// The first of a list, up to where twice as many as a page shows are left whichever place is left out. Half of
/// them may be shown already, since they belong to another driver too.
fn varied(site: &Site, examples: &[EntryId]) -> Vec<EntryId> {
    const ENOUGH: usize = 2 * RELATED;
    let mut kept: BTreeMap<Option<PlaceId>, usize> = BTreeMap::new();
    let mut varied = Vec::new();
    for &id in examples {
        let of_place = kept.entry(place_of(site, id)).or_default();
        if *of_place < ENOUGH {
            *of_place += 1;
            varied.push(id);
        }
        if varied.len() - kept.values().max().copied().unwrap_or(0) >= ENOUGH {
            break;
        }
    }
    varied
}

/// Where an example is from.
fn place_of(site: &Site, id: EntryId) -> Option<PlaceId> {
    match &site.entry(id).details {
        Details::Example(example) => example.place,
        _ => None,
    }
}

fn push<K: Ord>(lists: &mut BTreeMap<K, Vec<EntryId>>, key: Option<K>, id: EntryId) {
    if let Some(key) = key {
        lists.entry(key).or_default().push(id);
    }
}

/// When an entry was published or happened.
pub(super) fn date_of(site: &Site, id: EntryId) -> Option<Date> {
    match &site.entry(id).details {
        Details::Brief(brief) => brief.date.as_ref().map(|date| date.value),
        Details::Example(example) => example.date.as_ref().map(|date| date.value),
        Details::Framework(_) | Details::Driver(_) | Details::Guide(_) => None,
        Details::Collaborative(_) | Details::Term(_) | Details::Page => None,
    }
}

impl Site {
    /// When an entry was published or happened, as exactly as known.
    pub fn date_of(&self, id: EntryId) -> Option<Date> {
        date_of(self, self.original(id))
    }
}
