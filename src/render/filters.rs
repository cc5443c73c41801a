//! A list in, the plain pages out that have a part of it: the examples of a driver or a place, the briefs of a driver.

use super::frame::Page;
use super::views::{FilterView, LinkView};
use crate::graph::{Index, PageId, Site};
use crate::model::Kind;

/// Links of one sort that a list shows; where there are more, one to the list of them all is enough.
const MOST: usize = 60;

/// By what a list can be narrowed, where that parts it.
pub(super) fn filters(page: &Page<'_>, index: Index) -> Vec<FilterView> {
    let filter = |(name, by, any): (&'static str, Index, &'static str)| {
        let pages = parts(page.site, by);
        let links: Vec<LinkView> = match pages.len() {
            0 | 1 => return None,
            few if few <= MOST => pages.into_iter().map(|part| page.link_view(part)).collect(),
            _ => vec![page.link_view(PageId::Index(by))],
        };
        let label = page.word(name).to_owned();
        Some(FilterView { name, label, any: page.word(any).to_owned(), links })
    };
    by(index).iter().copied().filter_map(filter).collect()
}

/// The name of each filter, the list of what one can choose, and what is said where nothing is chosen.
fn by(index: Index) -> &'static [(&'static str, Index, &'static str)] {
    const DRIVER: (&str, Index, &str) = ("driver", Index::Drivers, "filter_any_driver");
    const PLACE: (&str, Index, &str) = ("place", Index::Places, "filter_any_place");
    match index {
        Index::Examples => &[DRIVER, PLACE],
        Index::Briefs => &[DRIVER],
        Index::Drivers | Index::Places | Index::Guides | Index::Terms => &[],
    }
}

/// The pages by which a list can be narrowed: primary drivers, or places with an example.
pub(super) fn parts(site: &Site, by: Index) -> Vec<PageId> {
    match by {
        Index::Drivers => site.of_kind(Kind::Driver).map(PageId::Entry).collect(),
        Index::Places => site.places().map(PageId::Place).collect(),
        Index::Briefs | Index::Examples | Index::Guides | Index::Terms => Vec::new(),
    }
}
