//! Entries, settings and references in, a linked site out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, OnceLock};

use rayon::prelude::*;

use super::names::{self, Names};
use super::pages::{self, PageId};
use super::relations::{Relations, Resolver};
use super::table::Table;
use super::targets::Targets;
use super::{Destination, Edition, EntryId, Opened, Placed, ReferenceId, Resolved, Secondary, Site, UrlPath};
use super::{aliases, backlinks, documents, embeds, frozen, further, lists, warnings};
use crate::diag::{Code, FileId, Findings, suggestion};
use crate::model::{Alias, Details, Kind, PlaceId, Reference, Settings};
use crate::parse::markdown::{Citation, Link};
use crate::source::{CONTENT, Files, SETTINGS};
use crate::text::Span;

/// All that a site is made of.
pub struct Input {
    pub settings: Arc<Settings>,
    pub entries: Vec<Placed>,
    /// The bibliography, each work with the file it stands in.
    pub references: Vec<(FileId, Reference)>,
    pub files: Files,
    pub data: Vec<super::DataFile>,
    pub edition: Edition,
}

/// Resolves every name of a site. What cannot be resolved is a finding, and its place in the site stays empty:
/// render a site only where no error was found.
pub fn link(found: &mut Findings, input: Input) -> Site {
    let Input { settings, mut entries, references, files, data, edition } = input;
    entries.sort_by(|a, b| key(a).cmp(&key(b)));
    drop_duplicates(found, &files, &mut entries);
    let secondaries = secondaries(found, &entries);
    let (reference_files, references) = unique_references(found, references);
    let mut site = Site {
        settings,
        entries,
        relations: Vec::new(),
        resolved: Vec::new(),
        secondaries,
        references,
        reference_files,
        pages: Arc::default(),
        backlinks: Arc::default(),
        lists: Arc::default(),
        translations: BTreeMap::new(),
        drafts: edition.drafts,
        audience: edition.audience,
        opened: Opened::OnHost,
        data: super::data::All::new(),
        roll_ups: BTreeMap::new(),
        files,
        searches: Arc::default(),
        logo: None,
        sitemaps: Vec::new(),
        addresses: Arc::default(),
    };
    site.logo = logo(found, &site);
    site.translations = translations(found, &site);
    hide_translations_of_drafts(&mut site);
    let (relations, resolved) = resolve(found, &site);
    if !data.is_empty() {
        let spellings = names::spellings(&site.entries);
        let names = Names::of(&site.entries, &site.secondaries, &spellings);
        site.data = super::data::link(found, &names, edition.audience, data);
    }
    site.relations = relations;
    site.resolved = resolved;
    inherit(&mut site);
    embeds::check(found, &mut site);
    site.lists = Arc::new(lists::lists(&site));
    documents::number(&mut site);
    pages::assign(found, &mut site);
    site.backlinks = Arc::new(backlinks::backlinks(&site));
    further::assign(found, &mut site);
    frozen::check(found, &site);
    warnings::warn(found, &site);
    site
}

/// The publisher's logo, beside the settings or in the content.
fn logo(found: &mut Findings, site: &Site) -> Option<FileId> {
    let logo = site.settings.publisher.logo.as_ref()?;
    let path = logo.value.trim_start_matches("./").trim_start_matches('/');
    let file = site.files.find(path).or_else(|| site.files.find(&format!("{CONTENT}{path}")));
    let file = file.filter(|&file| super::targets::is_picture(&site.files, file));
    if file.is_none() {
        let settings = site.files.find(SETTINGS).unwrap_or(FileId(0));
        let paths = site.files.iter().map(|(_, file)| file.path.as_str());
        let help = suggestion(path, paths, "put a picture beside framewright.yaml and write its name");
        found.add(Code::MissingImage, (settings, logo.span), format!("no image \"{}\"", logo.value), help);
    }
    file
}

fn key(entry: &Placed) -> (Kind, &str, Option<&str>, FileId) {
    (entry.kind, &entry.id, entry.language.as_deref(), entry.file)
}

/// An id is unique within its kind; the first file keeps it.
fn drop_duplicates(found: &mut Findings, files: &Files, entries: &mut Vec<Placed>) {
    let mut kept: Vec<Placed> = Vec::with_capacity(entries.len());
    for entry in entries.drain(..) {
        match kept
            .last()
            .filter(|last| (last.kind, &last.id, &last.language) == (entry.kind, &entry.id, &entry.language))
        {
            Some(first) => {
                let path = files.get(first.file).map_or("", |file| &file.path);
                let cause = format!("the id \"{}\" belongs to {path} already", entry.id);
                let help = format!("rename this file; a {}'s id is its file's name", entry.kind.word());
                found.add(Code::DuplicateId, (entry.file, Span::file()), cause, help);
            }
            None => kept.push(entry),
        }
    }
    *entries = kept;
}

/// All secondary drivers; their ids are unique in the site.
fn secondaries(found: &mut Findings, entries: &[Placed]) -> Vec<Secondary> {
    let mut seen: BTreeMap<&str, &Placed> = BTreeMap::new();
    let mut secondaries = Vec::new();
    for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.language.is_none()) {
        let Details::Driver(driver) = &entry.details else { continue };
        for (index, label) in driver.secondary.iter().enumerate() {
            match seen.get(label.id.value.as_str()) {
                // Twice in one list is the list's own finding.
                Some(first) if first.file == entry.file => {}
                Some(first) => {
                    let cause =
                        format!("the secondary driver \"{}\" belongs to \"{}\" already", label.id.value, first.id);
                    found.add(
                        Code::DuplicateId,
                        (entry.file, label.id.span),
                        cause,
                        "secondary drivers' ids are unique in the site: give it another",
                    );
                }
                None => {
                    seen.insert(&label.id.value, entry);
                    secondaries.push(Secondary { driver: EntryId(at as u32), index });
                }
            }
        }
    }
    secondaries
}

fn unique_references(found: &mut Findings, references: Vec<(FileId, Reference)>) -> (Vec<FileId>, Vec<Reference>) {
    let mut seen: BTreeMap<String, FileId> = BTreeMap::new();
    let mut kept = (Vec::new(), Vec::new());
    for (file, reference) in references {
        match seen.get(&reference.key.value) {
            // Twice in one file is that file's own finding.
            Some(&first) if first == file => {}
            Some(_) => {
                let cause = format!("the reference \"{}\" stands in both bibliography files", reference.key.value);
                found.add(Code::DuplicateReference, (file, reference.key.span), cause, "delete one of the two");
            }
            None => {
                seen.insert(reference.key.value.clone(), file);
                kept.0.push(file);
                kept.1.push(reference);
            }
        }
    }
    kept
}

/// Translations by their originals. One without an original is a finding.
fn translations(found: &mut Findings, site: &Site) -> BTreeMap<EntryId, BTreeMap<String, EntryId>> {
    let mut translations: BTreeMap<EntryId, BTreeMap<String, EntryId>> = BTreeMap::new();
    for id in site.ids() {
        let entry = site.entry(id);
        let Some(language) = &entry.language else { continue };
        let original = site.original(id);
        if original == id {
            let cause = format!("this translation has no original {}.md", entry.id);
            found.add(
                Code::OrphanTranslation,
                (entry.file, Span::file()),
                cause,
                format!("add the original, or name this file {}.md", entry.id),
            );
        } else if *language == site.settings.language {
            let cause = format!("\"{language}\" is the language of the originals");
            found.add(
                Code::OrphanTranslation,
                (entry.file, Span::file()),
                cause,
                "name a translation after another language",
            );
        } else {
            translations.entry(original).or_default().insert(language.clone(), id);
        }
    }
    translations
}

/// A translation is no further than its original.
fn hide_translations_of_drafts(site: &mut Site) {
    let drafts = site.translations.iter().filter(|(original, _)| site.entry(**original).draft);
    let hidden: Vec<EntryId> = drafts.flat_map(|(_, all)| all.values().copied()).collect();
    for id in hidden {
        site.entries[id.0 as usize].draft = true;
    }
}

/// What an entry's names and links lead to, with what is wrong with them.
pub(super) struct Settled {
    pub relations: Relations,
    /// By fragment.
    pub resolved: Arc<Vec<Resolved>>,
    pub found: Findings,
}

fn resolve(found: &mut Findings, site: &Site) -> (Vec<Relations>, Vec<Arc<Vec<Resolved>>>) {
    let ids: Vec<EntryId> = site.ids().collect();
    let mut resolved = (Vec::with_capacity(ids.len()), Vec::with_capacity(ids.len()));
    for settled in settle(site, &ids) {
        resolved.0.push(settled.relations);
        resolved.1.push(settled.resolved);
        found.extend(settled.found.iter().cloned());
    }
    resolved
}

/// Resolves the names and links of some entries against those of all.
pub(super) fn settle(site: &Site, ids: &[EntryId]) -> Vec<Settled> {
    let spellings = names::spellings(&site.entries);
    let names = Names::of(&site.entries, &site.secondaries, &spellings);
    let mut references = Table::with_room(site.references.len());
    for (at, work) in site.references.iter().enumerate() {
        references.value(&work.key.value, || ReferenceId(at as u32));
    }
    let targets = Targets {
        names: &names,
        files: &site.files,
        drafts: site.drafts,
        by_file: by_file(site),
        paths: LazyLock::new(Box::new(|| paths(&site.files))),
        addresses: LazyLock::new(Box::new(|| addresses(site))),
        places: places(site),
        translations: &site.translations,
        anchors: site.ids().map(|_| OnceLock::new()).collect(),
    };
    let one = |&id: &EntryId| {
        let mut found = Findings::new();
        let mut resolver =
            Resolver { names: &names, settings: &site.settings, references: &references, found: &mut found };
        let entry = site.entry(id);
        let relations = resolver.relations(entry);
        let mut patience = PATIENCE;
        let fragments = entry.fragments.iter().map(|fragment| Resolved {
            links: destinations(&targets, resolver.found, id, &fragment.outline.links, &mut patience),
            citations: works(&mut resolver, entry, &fragment.outline.citations),
        });
        let resolved = Arc::new(fragments.collect());
        Settled { relations, resolved, found }
    };
    ids.par_iter().map(one).collect()
}

/// Links of one entry that are told to lead nowhere: no one reads more, and each costs a search for what was meant.
const PATIENCE: usize = 1_000;

fn destinations(
    targets: &Targets<'_>,
    found: &mut Findings,
    id: EntryId,
    links: &[Link],
    patience: &mut usize,
) -> Vec<Destination> {
    let file = targets.names.entries[id.0 as usize].file;
    let resolve = |link: &Link| {
        if *patience == 0 {
            return Destination::Unresolved;
        }
        targets.resolve(id, link).unwrap_or_else(|(code, cause, help)| {
            *patience -= 1;
            let span = if code == Code::MissingAlt { link.span } else { link.target.span };
            found.add(code, (file, span), cause, help);
            Destination::Unresolved
        })
    };
    links.iter().map(resolve).collect()
}

fn works(resolver: &mut Resolver<'_>, entry: &Placed, citations: &[Citation]) -> Vec<Vec<ReferenceId>> {
    let works =
        |citation: &Citation| citation.works.iter().filter_map(|work| resolver.reference(entry, &work.key)).collect();
    citations.iter().map(works).collect()
}

/// Places that have a page: those of published examples.
fn places(site: &Site) -> BTreeSet<PlaceId> {
    let place = |id| match &site.entry(id).details {
        Details::Example(example) => example.place,
        _ => None,
    };
    site.of_kind(Kind::Example).filter_map(place).collect()
}

/// Entries by the numbers of their files.
fn by_file(site: &Site) -> Vec<Option<EntryId>> {
    let mut by_file = vec![None; site.files.iter().count()];
    site.ids().for_each(|id| by_file[site.entry(id).file.0 as usize] = Some(id));
    by_file
}

/// Files by path.
fn paths(files: &Files) -> Table<'_, FileId> {
    let mut paths = Table::with_room(files.iter().count());
    for (id, file) in files.iter() {
        paths.value(&file.path, || id);
    }
    paths
}

/// Addresses that a link from `/` may name, drafts included, so that a link to one is told as such.
fn addresses(site: &Site) -> BTreeMap<UrlPath, PageId> {
    let mut addresses: BTreeMap<UrlPath, PageId> = BTreeMap::new();
    for id in site.ids() {
        let entry = site.entry(id);
        let address = pages::of_entry(entry.kind, &entry.id, entry.language.as_deref());
        if entry.kind == Kind::Brief {
            addresses.insert(pages::handout_of(&address), PageId::Handout(id));
        }
        addresses.insert(address, PageId::Entry(id));
        for (at, alias) in entry.aliases.iter().enumerate() {
            let alias = Alias::of(&alias.value);
            if !alias.path.is_empty() {
                addresses.entry(aliases::address(alias)).or_insert(PageId::Stub(id, at as u32));
            }
        }
    }
    addresses.extend(
        places(site).into_iter().map(|place| (UrlPath::folder(&["places", &place.slug()]), PageId::Place(place))),
    );
    for (at, secondary) in site.secondaries.iter().enumerate() {
        let driver = &site.entry(secondary.driver).id;
        let address = UrlPath::folder(&["drivers", driver, pages::secondary_id(site, *secondary)]);
        addresses.insert(address, PageId::Secondary(super::SecondaryId(at as u32)));
    }
    for id in site.ids().filter(|&id| site.entry(id).kind == Kind::Collaborative) {
        let sections = super::sections::of(site, id);
        addresses.extend(sections.map(|(address, section)| (address, PageId::Collaborative(id, section))));
    }
    addresses.extend(pages::fixed(site));
    addresses
}

/// A translation belongs to what its original belongs to.
fn inherit(site: &mut Site) {
    for id in site.ids().filter(|&id| site.entry(id).language.is_some()).collect::<Vec<_>>() {
        let original = site.relations(site.original(id)).clone();
        let own = &mut site.relations[id.0 as usize];
        own.adapted_from = own.adapted_from.or(original.adapted_from);
        // Sections and items are the translation's own; the rest is the original's.
        own.own = super::relations::merged(std::mem::take(&mut own.own), original.own);
    }
}
