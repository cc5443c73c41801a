//! Old addresses of entries in, the pages that lead on from them out, and the old places that a page keeps.

use std::collections::BTreeSet;

use super::pages::{self, Taken};
use super::{EntryId, PageId, Site, UrlPath};
use crate::diag::{Code, Findings, suggestion};
use crate::model::{Alias, Entry};

/// Adds the old addresses of entries. Two pages at one address are a finding.
pub(super) fn assign(found: &mut Findings, site: &Site, taken: &mut Taken, languages: &BTreeSet<UrlPath>) {
    for id in site.ids().filter(|&id| site.is_published(id)) {
        let entry = site.entry(id);
        let own = pages::of_entry(entry.kind, &entry.id, entry.language.as_deref());
        for (at, written) in entry.aliases.iter().enumerate() {
            let alias = Alias::of(&written.value);
            check_place(found, site, id, at);
            let address = address(alias);
            if alias.path.is_empty() || (alias.old.is_some() && address == own) {
                continue;
            }
            // Ids are in lower case and have no dots; an alias may differ from another address in nothing else.
            match taken.owner(&address).or(pages::reserved(languages, &address)) {
                // Several places of one old page.
                Some(PageId::Stub(other, first)) if other == id && of_one_page(entry, first as usize, at) => {}
                Some(other) => {
                    let at = (entry.file, written.span);
                    pages::conflict(found, site, &address, other, (at, "delete this alias"));
                }
                None => taken.insert(address, PageId::Stub(id, at as u32)),
            }
        }
    }
}

/// The address of an alias, without the place on the page.
pub(super) fn address(alias: Alias<'_>) -> UrlPath {
    UrlPath::folder(&alias.path.split('/').collect::<Vec<_>>())
}

/// True for two different places of one address; the same one twice is a mistake.
fn of_one_page(entry: &Entry, first: usize, other: usize) -> bool {
    let alias = |at: usize| Alias::of(&entry.aliases[at].value);
    address(alias(first)) == address(alias(other))
        && !entry.aliases[first..other].iter().any(|earlier| Alias::of(&earlier.value).old == alias(other).old)
}

/// The part that takes an old one's place has to be there.
fn check_place(found: &mut Findings, site: &Site, id: EntryId, at: usize) {
    let entry = site.entry(id);
    let written = &entry.aliases[at];
    let Some(now) = Alias::of(&written.value).now else { return };
    let parts: Vec<&str> = parts(entry).collect();
    if !parts.contains(&now) {
        let help = suggestion(now, parts, "name the id of a heading or of an item of this file");
        let cause = format!("no heading \"{now}\" in \"{}\"", entry.title.plain);
        found.add(Code::UnknownHeading, (entry.file, written.span), cause, help);
    }
}

/// The ids of headings and items: where an old place may stand.
fn parts(entry: &Entry) -> impl Iterator<Item = &str> {
    let headings = entry.outline().headings.iter().map(|heading| heading.id.value.as_str());
    headings.chain(entry.outline().items.iter().filter_map(|item| item.id.as_ref()).map(|id| id.value.as_str()))
}

impl Site {
    /// Ids that parts of an entry's page once had, each with the id of the part that took its place; without one, the
    /// beginning of the page did.
    pub fn old_places(&self, id: EntryId) -> Vec<(&str, Option<&str>)> {
        let (entry, original) = (self.entry(id), self.original(id));
        // Ids are the same in every language, and so are those that they had.
        let others = if original == id { &[][..] } else { &self.entry(original).aliases };
        if entry.aliases.is_empty() && others.is_empty() {
            return Vec::new();
        }
        let mut known: BTreeSet<&str> = super::targets::anchors(entry).into_iter().collect();
        let mut places = Vec::new();
        for alias in entry.aliases.iter().chain(others).map(|alias| Alias::of(&alias.value)) {
            if let Some(old) = alias.old.filter(|old| known.insert(old)) {
                places.push((old, alias.now.filter(|now| parts(entry).any(|part| part == *now))));
            }
        }
        places
    }

    /// Where a page at an old address leads on to: the place on the entry's page, where the address names one alone.
    pub fn new_place(&self, id: EntryId, alias: u32) -> Option<&str> {
        let aliases = &self.entry(id).aliases;
        let first = Alias::of(&aliases.get(alias as usize)?.value);
        let whole = |alias: Alias<'_>| alias.old.is_none() && address(alias) == address(first);
        if aliases.iter().any(|other| whole(Alias::of(&other.value))) {
            return None;
        }
        first.now.or(first.old)
    }
}
