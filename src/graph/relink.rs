//! A linked site and a new text of one entry in, the site with that text out. In a preview, most saves change nothing
//! else. Never guesses: where other pages' lists, names or addresses may have changed, too, there is no answer, and who
//! asked links the whole site.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::link::{Settled, settle};
use super::targets::anchors;
use super::{Destination, EntryId, Listing, Placed, ReferenceId, Resolved, Site};
use super::{backlinks, frozen, warnings};
use crate::diag::{FileId, Findings};
use crate::model::Entry;
use crate::source::{Content, Files, is_table};

/// The site with another text of an entry, read from the same file. `found` holds what is wrong with single files and
/// gets what is wrong with the site; nothing in either may be an error.
pub fn relink(found: &mut Findings, site: &Site, (id, entry): (EntryId, Arc<Entry>), files: Files) -> Option<Site> {
    let old = site.entry(id);
    let translated = old.language.is_some() || site.translations.contains_key(&id);
    // What is wrong with data of collaboratives is found where the whole site is linked.
    let has_data = files.iter().any(|(_, file)| is_table(&file.path) && matches!(file.content, Content::Text(_)));
    // So is what its teams said together.
    if translated || has_data || !site.roll_ups.is_empty() || !is_called_alike(old, &entry) {
        return None;
    }
    let mut next = with_files(site, files);
    next.entries[id.0 as usize] = Placed { file: old.file, draft: old.draft, entry };
    let Settled { relations, resolved, found: trouble } = settle(&next, &[id]).pop()?;
    let known = &site.resolved[id.0 as usize];
    if !trouble.is_empty() || relations != site.relations[id.0 as usize] || Shown::of(known) != Shown::of(&resolved) {
        return None;
    }
    if !known.iter().map(|one| &one.links).eq(resolved.iter().map(|one| &one.links)) {
        next.resolved[id.0 as usize] = Arc::clone(&resolved);
        next.backlinks = Arc::new(backlinks::backlinks(&next));
        if !has_the_same_pages(site, &next) {
            return None;
        }
    } else {
        next.backlinks = Arc::new(next.backlinks.retold(&next, id));
    }
    next.resolved[id.0 as usize] = resolved;
    frozen::check(found, &next);
    warnings::warn(found, &next);
    (!found.has_errors()).then_some(next)
}

/// True where others may say of the new entry what they say of the old one: its front matter is the same, and what
/// links may point to is still there.
fn is_called_alike(old: &Entry, new: &Entry) -> bool {
    let still: BTreeSet<&str> = anchors(new).into_iter().collect();
    old.kind == new.kind
        && old.id == new.id
        && old.language == new.language
        && old.hashes.front == new.hashes.front
        && anchors(old).iter().all(|anchor| still.contains(anchor))
}

/// What the site's lists and embeds know of an entry's links and citations.
#[derive(PartialEq, Eq)]
struct Shown {
    assets: BTreeSet<FileId>,
    embedded: Vec<EntryId>,
    works: BTreeSet<ReferenceId>,
}

impl Shown {
    fn of(resolved: &[Resolved]) -> Shown {
        let links = || resolved.iter().flat_map(|one| &one.links);
        Shown {
            assets: links()
                .filter_map(|link| if let Destination::Asset(file) = link { Some(*file) } else { None })
                .collect(),
            embedded: links()
                .filter_map(|link| if let Destination::Embedded(id) = link { Some(*id) } else { None })
                .collect(),
            works: resolved.iter().flat_map(|one| one.citations.iter().flatten().copied()).collect(),
        }
    }
}

/// True where the lists of uses go on on as many pages as before.
fn has_the_same_pages(old: &Site, new: &Site) -> bool {
    let parts = |site: &Site| {
        let uses = site.backlinks.used().map(Listing::Uses);
        let parts = uses.map(|listing| (listing, site.parts(listing)));
        parts.filter(|(_, parts)| *parts > 1).collect::<Vec<_>>()
    };
    parts(old) == parts(new)
}

/// The same site with the files as they are now.
fn with_files(site: &Site, files: Files) -> Site {
    Site {
        settings: Arc::clone(&site.settings),
        entries: site.entries.clone(),
        relations: site.relations.clone(),
        resolved: site.resolved.clone(),
        secondaries: site.secondaries.clone(),
        references: site.references.clone(),
        reference_files: site.reference_files.clone(),
        pages: Arc::clone(&site.pages),
        backlinks: Arc::clone(&site.backlinks),
        lists: Arc::clone(&site.lists),
        translations: site.translations.clone(),
        drafts: site.drafts,
        opened: site.opened,
        audience: site.audience,
        data: site.data.clone(),
        roll_ups: site.roll_ups.clone(),
        files,
        searches: Arc::clone(&site.searches),
        logo: site.logo,
        sitemaps: site.sitemaps.clone(),
        addresses: Arc::clone(&site.addresses),
    }
}
