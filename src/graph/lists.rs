//! Entries by what they belong to, in the order in which pages show them.

use std::collections::{BTreeMap, BTreeSet};

use super::relations::Own;
use super::{Destination, DriverRef, EntryId, SecondaryId, Site};
use crate::diag::FileId;
use crate::model::{Brief, Date, Details, PlaceId};

/// Published originals by what they belong to.
#[derive(Default)]
pub struct Lists {
    pub drivers_of_framework: BTreeMap<EntryId, Vec<EntryId>>,
    pub briefs_of_driver: BTreeMap<EntryId, Vec<EntryId>>,
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
    /// Briefs by the plain name of their series, oldest first.
    pub briefs_of_series: BTreeMap<String, Vec<EntryId>>,
    /// Files that a published page shows or links to.
    pub assets: BTreeSet<FileId>,
}

/// Makes the lists of a site whose relations and links are resolved.
pub(super) fn lists(site: &Site) -> Lists {
    let mut lists = Lists::default();
    lists.assets.extend(site.logo);
    for id in site.ids().filter(|&id| site.is_published(id)) {
        for resolved in &site.resolved[id.0 as usize] {
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
    lists
}

impl Lists {
    fn place(&mut self, site: &Site, id: EntryId) {
        match &site.relations(id).own {
            Own::None => {}
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

    fn example(&mut self, site: &Site, id: EntryId, demonstrates: &[DriverRef]) {
        for driver in demonstrates.iter().copied().collect::<BTreeSet<_>>() {
            match driver {
                DriverRef::Primary(driver) => self.examples_of_driver.entry(driver).or_default().push(id),
                DriverRef::Secondary(driver) => self.examples_of_secondary.entry(driver).or_default().push(id),
            }
        }
        if let Details::Example(example) = &site.entry(id).details
            && let Some(place) = example.place
        {
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
    /// The other briefs of a brief's series, oldest first.
    pub fn series_of(&self, id: EntryId, brief: &Brief) -> impl Iterator<Item = EntryId> {
        let all = brief.series.as_ref().and_then(|series| self.briefs_of_series.get(&series.plain));
        all.into_iter().flatten().copied().filter(move |other| *other != id)
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
