//! What is right but probably not meant: nothing leads there, nothing uses it, it has fallen behind.

use super::relations::Own;
use super::{Destination, EntryId, PageId, ReferenceId, Site};
use crate::diag::{Code, Findings};
use crate::model::Kind;
use crate::text::Span;

/// True for what `warn` finds: the whole site decides about it, and not the file in which it stands.
pub fn is_of_the_whole(code: Code) -> bool {
    let all = [Code::UnusedReference, Code::UnreachedEntry, Code::LinkToDraft, Code::OldTranslation, Code::UnusedTerm];
    all.contains(&code)
}

/// Warns of what nobody reaches, cites or keeps up.
pub(super) fn warn(found: &mut Findings, site: &Site) {
    drafts(found, site);
    // Where a file could not be read, what it leads to is not known.
    let unread = [Code::EmptyFile, Code::MissingFrontMatter, Code::UnreadableFile, Code::FileTooLarge, Code::TooDeep];
    if found.iter().any(|finding| unread.contains(&finding.fault.code)) {
        return;
    }
    let used = Used::of(site);
    let faulty = found.files_with_errors();
    for id in site.ids() {
        let entry = site.entry(id);
        if entry.language.is_some() {
            old_translation(found, site, id);
            continue;
        }
        // A file with an error may lead elsewhere once it is mended, and so may what it names.
        if used.entries[id.0 as usize] || entry.draft || faulty.contains(&entry.file) {
            continue;
        }
        let at = (entry.file, Span::file());
        match entry.kind {
            Kind::Term => {
                let cause = format!("the term \"{}\" is never used", entry.id);
                found.add(Code::UnusedTerm, at, cause, format!("link to it where it is used: [[{}]]", entry.id));
            }
            Kind::Page => {
                let cause = format!("nothing leads to the page \"{}\"", entry.id);
                found.add(
                    Code::UnreachedEntry,
                    at,
                    cause,
                    format!("link to it from another page: [[page/{}]]", entry.id),
                );
            }
            // The home page and their drivers, briefs or collaboratives lead to the others.
            Kind::Framework | Kind::Driver | Kind::Brief | Kind::Example | Kind::Guide | Kind::Collaborative => {}
        }
    }
    let reference_files = &site.reference_files;
    for (at, reference) in site.references.iter().enumerate() {
        if !used.references[at] && !faulty.contains(&reference_files[at]) {
            let cause = format!("the reference \"{}\" is never cited", reference.key.value);
            let help = format!("cite it, as in [@{}], or delete it", reference.key.value);
            found.add(Code::UnusedReference, (reference_files[at], reference.key.span), cause, help);
        }
    }
}

/// What something else in the content leads to, by number.
struct Used {
    entries: Vec<bool>,
    references: Vec<bool>,
}

impl Used {
    fn of(site: &Site) -> Used {
        let mut used =
            Used { entries: vec![false; site.entries.len()], references: vec![false; site.references.len()] };
        for id in site.ids() {
            let relations = site.relations(id);
            relations.adapted_from.iter().for_each(|work| used.reference(*work));
            if let Own::Example { sources, .. } = &relations.own {
                sources.iter().for_each(|work| used.reference(*work));
            }
            for resolved in site.resolved[id.0 as usize].iter() {
                resolved.citations.iter().flatten().for_each(|work| used.reference(*work));
                let entries = resolved.links.iter().filter_map(|link| match link {
                    Destination::Page { page: PageId::Entry(to), .. } => Some(*to),
                    Destination::Embedded(to) | Destination::Draft(to) => Some(*to),
                    _ => None,
                });
                entries.filter(|&to| to != id).for_each(|to| used.entries[to.0 as usize] = true);
            }
        }
        used
    }

    fn reference(&mut self, work: ReferenceId) {
        self.references[work.0 as usize] = true;
    }
}

fn old_translation(found: &mut Findings, site: &Site, id: EntryId) {
    let (translation, original) = (site.entry(id), site.entry(site.original(id)));
    let (Some(own), Some(newer)) = (&translation.updated, &original.updated) else { return };
    if own.value < newer.value {
        let cause = format!("the original changed on {}, this translation on {}", newer.value, own.value);
        found.add(
            Code::OldTranslation,
            (translation.file, own.span),
            cause,
            "bring it up to date, then its key updated",
        );
    }
}

/// Published entries that link to drafts.
fn drafts(found: &mut Findings, site: &Site) {
    if site.entries.iter().all(|entry| !entry.draft) {
        return;
    }
    for id in site.ids().filter(|&id| !site.entry(id).draft) {
        let entry = site.entry(id);
        for (fragment, resolved) in entry.fragments.iter().zip(site.resolved[id.0 as usize].iter()) {
            for (link, destination) in fragment.outline.links.iter().zip(&resolved.links) {
                let to = match destination {
                    Destination::Draft(to) => *to,
                    // Where drafts are shown, links to them lead there, and still will not when published.
                    Destination::Page { page: PageId::Entry(to), .. } | Destination::Embedded(to)
                        if site.entry(*to).draft =>
                    {
                        *to
                    }
                    Destination::Page { page: PageId::Secondary(to), .. }
                        if site.entry(site.secondary(*to).driver).draft =>
                    {
                        site.secondary(*to).driver
                    }
                    _ => continue,
                };
                let title = &site.entry(to).title.plain;
                let cause = format!("\"{}\" leads to \"{title}\", which is a draft", link.target.value);
                found.add(
                    Code::LinkToDraft,
                    (entry.file, link.span),
                    cause,
                    "its title is shown without a link until it is published",
                );
            }
        }
    }
}
