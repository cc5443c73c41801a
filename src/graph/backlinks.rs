//! Resolved links in, who leads to each page out.

use std::collections::BTreeMap;

use super::{Backlink, Destination, EntryId, PageId, Site, Used};
use crate::model::FragmentId;

/// The first link to each page from each entry that is told in that page's language.
pub(super) fn backlinks(site: &Site) -> BTreeMap<Used, Vec<Backlink>> {
    let mut backlinks: BTreeMap<Used, Vec<Backlink>> = BTreeMap::new();
    for from in site.ids().filter(|&id| site.is_published(id)) {
        for (fragment, resolved) in site.resolved[from.0 as usize].iter().enumerate() {
            for (link, destination) in resolved.links.iter().enumerate() {
                let page = match destination {
                    Destination::Page { page, .. } => *page,
                    Destination::Embedded(id) => PageId::Entry(*id),
                    _ => continue,
                };
                let Some(used) = Used::of(page).and_then(|used| shown(site, from, used)) else { continue };
                let all = backlinks.entry(used).or_default();
                // Links come in the order of their entries, so an earlier one of the same entry is the last so far.
                if page != PageId::Entry(from) && all.last().is_none_or(|last| last.from != from) {
                    all.push(Backlink { from, fragment: FragmentId(fragment as u32), link: link as u32 });
                }
            }
        }
    }
    backlinks.retain(|_, all| !all.is_empty());
    backlinks
}

/// The page that tells of a link: the one in the language of the entry that it stands in, where there is such a page.
fn shown(site: &Site, from: EntryId, to: Used) -> Option<Used> {
    if site.translations.is_empty() {
        return site.addresses.has(to.page()).then_some(to);
    }
    let language = site.entry(from).language.as_ref();
    let shown = match to {
        Used::Entry(id) if site.entry(id).language.as_ref() == language => to,
        Used::Entry(id) => Used::Entry(*site.translations.get(&id)?.get(language?)?),
        Used::Secondary(_) | Used::Place(_) | Used::Index(_) if language.is_none() => to,
        Used::Secondary(_) | Used::Place(_) | Used::Index(_) => return None,
    };
    site.addresses.has(shown.page()).then_some(shown)
}
