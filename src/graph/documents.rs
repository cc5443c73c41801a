//! A site with its lists in, the documents of its search out: which pages a search finds, by their numbers in the
//! index, and where the files of the index stand.

use super::{PageId, Site, UrlPath};
use crate::model::{Details, Inline, Kind};
use crate::search::{Plan, Shard};

/// Numbers the pages that a search finds: entries, secondary drivers and places. What only lists them is left out.
pub(super) fn number(site: &mut Site) {
    let entries = site.lists.of_kind.values().flatten().map(|&id| PageId::Entry(id));
    let drivers = site.of_kind(Kind::Driver);
    let secondaries = drivers.flat_map(|driver| site.secondaries_of(driver)).map(PageId::Secondary);
    let places = site.places().map(PageId::Place);
    site.documents = entries.chain(secondaries).chain(places).collect();
    site.plan = Plan::of(site.documents.len());
}

/// The files of the index, each at its address.
pub(super) fn shards(site: &Site) -> impl Iterator<Item = (UrlPath, PageId)> + use<> {
    let address = |shard: Shard| UrlPath::file(&format!("search/data/{}.js", shard.name()));
    site.plan.shards().map(move |shard| (address(shard), PageId::Shard(shard)))
}

impl Site {
    /// A secondary driver's title in the language of its driver's original, and that driver.
    pub fn secondary_title(&self, id: super::SecondaryId) -> (super::EntryId, Option<&Inline>) {
        let secondary = self.secondary(id);
        let labels = match &self.entry(secondary.driver).details {
            Details::Driver(driver) => driver.secondary.as_slice(),
            _ => &[],
        };
        (secondary.driver, labels.get(secondary.index).map(|label| &label.title))
    }
}
