//! A world in, a linked site out: the stages from reading to linking, in their order. Each Markdown file is read,
//! parsed and let go by itself; what an earlier run knows of it is not read again.

mod known;
mod shelved;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Code, Fault, FileId, Finding, Findings, Texts};
use crate::graph::{self, Audience, DataFile, Edition, Input, Placed, Site};
use crate::model::{self, Catalogue, Kind, Lowered, Reference, Settings, Stem};
use crate::output::{Shelf, Trust};
use crate::parse;
use crate::responses::responses;
use crate::search;
use crate::source::{self, Content, Files, SETTINGS, Stamp, Survey, World};
use crate::text::{Span, Text};

pub use known::Known;
use known::{Remembered, Works};
pub(crate) use shelved::Shelved;

/// Reads a whole site. The site may be rendered only where no finding is an error.
pub fn read(world: &dyn World, edition: impl Into<Edition>) -> (Site, Findings) {
    let edition = edition.into();
    let (site, found, _) = begin(world, edition.survey(world)).read(world, edition, &Known::default(), &Shelf::new());
    (site, found)
}

/// A site whose settings are known, and of its entries where they are.
pub struct Begun {
    pub files: Files,
    pub settings: Arc<Settings>,
    catalogue: Catalogue,
    found: Findings,
    began: i64,
}

/// Reads all but the entries.
pub fn begin(world: &dyn World, survey: Survey) -> Begun {
    let mut found = Findings::new();
    let began = survey.began;
    let files = source::load(&mut found, world, survey);
    let catalogue = model::catalogue(&mut found, &files);
    let settings = Arc::new(settings(&mut found, &files, &catalogue));
    Begun { files, settings, catalogue, found, began }
}

impl Begun {
    /// Reads the entries, save those that an earlier run knows, and links the site.
    pub fn read(
        self,
        world: &dyn World,
        edition: impl Into<Edition>,
        known: &Known,
        shelf: &Shelf,
    ) -> (Site, Findings, Known) {
        let Begun { mut files, settings, catalogue, mut found, began } = self;
        let reader = Reader { world, known, shelf, began };
        let (outcomes, (references, faulty)) =
            rayon::join(|| reader.outcomes(&files, &catalogue), || references(&files, &catalogue, known));
        let known_bibliographies = bibliographies(&files, &catalogue, &references, known, &faulty);
        let (entries, mut known) = entries(&mut found, outcomes, &mut files, known);
        known.bibliographies = known_bibliographies;
        found.extend(faulty);
        let edition = edition.into();
        let data = data(&mut found, &files, &catalogue);
        let mut site = graph::link(&mut found, Input { settings, entries, references, files, data, edition });
        if edition.audience == Audience::Private {
            site.roll_ups = responses(&mut found, world, &site);
        }
        found.sort();
        recall(&found, world, &site.files);
        (site, found, known)
    }
}

/// The same site with one file as it is now, where it is Markdown that was there before and where nothing else changes
/// by it than its own text. Neither then nor now may anything be an error.
pub fn reread(
    world: &dyn World,
    (site, found, known): (&Site, &Findings, &Known),
    shelf: &Shelf,
    path: &str,
) -> Option<(Site, Findings, Known)> {
    let file = site.files.find(path).filter(|_| !found.has_errors())?;
    let id = site.ids().find(|&id| site.entry(id).file == file)?;
    let reader = Reader { world, known, shelf, began: Stamp::now() };
    let files = site.files.with(file, world.look(path)?)?;
    let old = site.entry(id);
    let stem = Stem { id: old.id.clone(), language: old.language.clone() };
    let Outcome::Read(read) = reader.outcome(&files, file, old.kind, &stem)? else { return None };
    let mut next = Findings::new();
    let others = found.iter().filter(|other| other.file != file && !graph::is_of_the_whole(other.fault.code));
    next.extend(others.cloned());
    next.extend(read.faults.iter().map(|fault| Finding { file, fault: fault.clone() }));
    let site = graph::relink(&mut next, site, (id, read.entry.clone()?), files)?;
    next.sort();
    recall(&next, world, &site.files);
    let mut known = known.clone();
    known.files.insert(path.into(), read);
    Some((site, next, known))
}

/// Reads again the texts that findings point into: they are shown with their lines.
pub fn recall(found: &Findings, world: &dyn World, files: &Files) {
    let mut pointed: Vec<FileId> =
        found.iter().filter(|one| one.fault.span != Span::file()).map(|one| one.file).collect();
    pointed.dedup();
    pointed.into_par_iter().for_each(|file| files.recall(world, file));
}

fn settings(found: &mut Findings, files: &Files, catalogue: &Catalogue) -> Settings {
    let empty = Text::new("");
    let text = catalogue.settings.and_then(|id| files.text(id)).unwrap_or(&empty);
    let (settings, faults) = model::settings(text);
    let file = catalogue.settings.unwrap_or(FileId(0));
    faults.into_iter().for_each(|fault| found.report(file, fault));
    settings
}

/// What became of one file.
enum Outcome {
    Read(Remembered),
    Unreadable(Fault),
}

fn entries(
    found: &mut Findings,
    outcomes: Vec<(FileId, Option<Outcome>)>,
    files: &mut Files,
    known: &Known,
) -> (Vec<Placed>, Known) {
    let mut entries = Vec::with_capacity(outcomes.len());
    let mut remembered = Known { works: known.works.clone(), ..Known::default() };
    for (file, outcome) in outcomes {
        match outcome {
            None => {}
            Some(Outcome::Unreadable(fault)) => {
                found.report(file, fault);
                files.give_up(file);
            }
            Some(Outcome::Read(read)) => {
                found.extend(read.faults.iter().map(|fault| Finding { file, fault: fault.clone() }));
                entries.extend(read.entry.clone().map(|entry| Placed::new(file, entry)));
                remembered.files.insert(files.path(file).into(), read);
            }
        }
    }
    (entries, remembered)
}

/// What it takes to read a file.
struct Reader<'a> {
    world: &'a dyn World,
    known: &'a Known,
    shelf: &'a Shelf,
    began: i64,
}

impl Reader<'_> {
    fn outcomes(&self, files: &Files, catalogue: &Catalogue) -> Vec<(FileId, Option<Outcome>)> {
        let read = |(id, kind, stem): &(FileId, Kind, Stem)| (*id, self.outcome(files, *id, *kind, stem));
        catalogue.entries.par_iter().map(read).collect()
    }

    fn outcome(&self, files: &Files, id: FileId, kind: Kind, stem: &Stem) -> Option<Outcome> {
        let file = files.get(id)?;
        let Content::Markdown { size, stamp, .. } = &file.content else { return None };
        let seen = stamp.map(|stamp| (*size, stamp));
        let known = self.known.files.get(file.path.as_str());
        let trusted = seen.is_some() && self.known.trust == Trust::Stamps;
        if let Some(known) = known.filter(|known| trusted && known.stamp == seen) {
            return Some(Outcome::Read(Remembered { fresh: false, ..known.clone() }));
        }
        let bytes = match self.world.read(&file.path) {
            Ok(bytes) => bytes,
            Err(error) => return Some(Outcome::Unreadable(source::unreadable(&error))),
        };
        let stamp = seen.filter(|(_, stamp)| stamp.is_older_than(self.began));
        let hash = source::half(&bytes);
        if let Some(known) = known.filter(|known| known.hash == hash) {
            let fresh = known.stamp != stamp;
            return Some(Outcome::Read(Remembered { stamp, fresh, ..known.clone() }));
        }
        let (Lowered { mut entry, faults }, damage) = lowered(&bytes, kind, stem);
        let words = entry.as_ref().map(search::count);
        let words = words.and_then(|words| self.shelf.put(&words));
        let body = entry.as_mut().map(|entry| {
            entry.hashes.file = hash;
            entry.part_with_body()
        });
        let spot = body.and_then(|body| self.shelf.put(&model::stored::body_bytes(&body)));
        let faults = faults.into_iter().chain(damage).collect();
        Some(Outcome::Read(Remembered { stamp, hash, entry: entry.map(Arc::new), faults, spot, words, fresh: true }))
    }
}

/// Reads one file behind a fence: should a parser fail on hostile text, that is a finding about this file.
fn lowered(bytes: &[u8], kind: Kind, stem: &Stem) -> (Lowered, Option<Fault>) {
    let (text, damage) = source::readable(bytes);
    let read = || model::entry(kind, stem.clone(), parse::document(&text));
    let fallen = |_| Lowered { entry: None, faults: vec![beyond_reading()] };
    (catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(fallen), damage)
}

fn references(files: &Files, catalogue: &Catalogue, known: &Known) -> (Vec<(FileId, Reference)>, Vec<Finding>) {
    let (mut references, mut found) = (Vec::new(), Vec::new());
    for &id in &catalogue.bibliographies {
        let Some(text) = files.text(id) else { continue };
        if let Some(works) = known.bibliography(files.path(id), text) {
            references.extend(works.iter().map(|(key, hash)| (id, Reference::known(key.clone(), *hash))));
            continue;
        }
        let bib = files.path(id).ends_with(".bib");
        let read = || if bib { model::read_bib(text.as_str()) } else { model::read_yaml(text.as_str()) };
        let (read, faults) =
            catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| (Vec::new(), vec![beyond_reading()]));
        found.extend(faults.into_iter().map(|fault| Finding { file: id, fault }));
        references.extend(read.into_iter().map(|reference| (id, reference)));
    }
    (references, found)
}

/// What is to be known of the bibliographies: of those without a fault.
fn bibliographies(
    files: &Files,
    catalogue: &Catalogue,
    references: &[(FileId, Reference)],
    known: &Known,
    faulty: &[Finding],
) -> BTreeMap<String, (Works, bool)> {
    let sound = catalogue.bibliographies.iter().filter(|id| faulty.iter().all(|finding| finding.file != **id));
    let works = |id: &FileId| {
        let (path, text) = (files.path(*id), source::half(files.text(*id)?.as_str().as_bytes()));
        let own = references.iter().filter(|(file, _)| file == id);
        let works = own.map(|(_, work)| (work.key.clone(), work.hash)).collect();
        let fresh = known.bibliographies.get(path).is_none_or(|(works, fresh)| works.text != text || *fresh);
        Some((path.to_owned(), (Works { text, works }, fresh)))
    };
    sound.filter_map(works).collect()
}

/// What sites of collaboratives reported.
fn data(found: &mut Findings, files: &Files, catalogue: &Catalogue) -> Vec<DataFile> {
    let mut all = Vec::with_capacity(catalogue.data.len());
    for (file, collaborative, measure) in &catalogue.data {
        let Some(text) = files.text(*file) else { continue };
        let (data, faults) = model::data(&parse::table::table(text.as_str()));
        faults.into_iter().for_each(|fault| found.report(*file, fault));
        all.push(DataFile { file: *file, collaborative: collaborative.clone(), measure: measure.clone(), data });
    }
    all
}

fn beyond_reading() -> Fault {
    let cause = format!("the file defeats the parser; {SETTINGS} and all other files were read");
    Fault::new(Code::UnreadableFile, Span::file(), cause, "take out what was added last, and please report it")
}
