//! A world in, a linked site out: the stages from reading to linking, in their order. Each Markdown file is read,
//! parsed and let go by itself; what an earlier run knows of it is not read again.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;

use crate::diag::{Code, Fault, FileId, Finding, Findings, Texts};
use crate::graph::{self, DataFile, Edition, EntryId, Input, PageId, Placed, Site};
use crate::model::{self, Catalogue, Entry, Kind, Lowered, Reference, Settings, Stem};
use crate::output::{Cache, Held, Loaded, Shelf, Spot};
use crate::parse::{self, markdown::Body};
use crate::render::{self, Bodies, Formatted};
use crate::search::{self, Counted};
use crate::source::{self, Content, Files, SETTINGS, Stamp, Survey, World};
use crate::text::{Span, Spanned, Text};

/// Entries by the paths of their files, as an earlier run read them.
#[derive(Clone, Default)]
pub struct Known {
    files: BTreeMap<Arc<str>, Remembered>,
    /// Works of the bibliography that an earlier run formatted, by their hashes.
    works: BTreeSet<[u8; 16]>,
    /// Bibliographies by path; true for those that no run before this one knew so.
    bibliographies: BTreeMap<String, (Works, bool)>,
}

impl Known {
    /// True where the same files held the same.
    pub fn same_as(&self, other: &Known) -> bool {
        let held = |(path, file): (&Arc<str>, &Remembered)| (Arc::clone(path), file.hash);
        self.files.len() == other.files.len() && self.files.iter().map(held).eq(other.files.iter().map(held))
    }
}

/// Files whose records are made at a time.
const AT_A_TIME: usize = 256;

/// What a record of the cache begins with.
#[derive(BorshSerialize, BorshDeserialize)]
enum Record {
    /// A file; what was read of it follows.
    File(Head),
    /// A work of the bibliography by its hash, as pages show it.
    Work([u8; 16], Formatted),
    /// A bibliography without a fault.
    Bibliography(String, Works),
}

/// The works of a bibliography: the hash of its text, and each work's key and hash.
#[derive(Clone, BorshSerialize, BorshDeserialize)]
struct Works {
    text: [u8; 16],
    works: Vec<(Spanned<String>, [u8; 16])>,
}

/// A file and what tells it from others.
#[derive(BorshSerialize, BorshDeserialize)]
struct Head {
    path: String,
    stamp: Option<(u64, Stamp)>,
    hash: [u8; 16],
    spot: Option<Spot>,
    words: Option<Spot>,
}

/// A record, read.
enum Told {
    File(String, Box<Remembered>),
    Work([u8; 16], Formatted),
    Bibliography(String, Works),
}

fn told(mut record: &[u8]) -> Option<Told> {
    match Record::deserialize(&mut record).ok()? {
        Record::Work(hash, formatted) => Some(Told::Work(hash, formatted)),
        Record::Bibliography(path, works) => Some(Told::Bibliography(path, works)),
        Record::File(Head { path, stamp, hash, spot, words }) => {
            let Lowered { entry, faults } = model::stored::lowered(record)?;
            let (entry, faults) = (entry.map(Arc::new), faults.into());
            Some(Told::File(path, Box::new(Remembered { stamp, hash, entry, faults, spot, words, fresh: false })))
        }
    }
}

impl Known {
    /// What a cache tells, and the state it is in.
    pub fn of(cache: &Cache) -> (Known, Loaded) {
        let mut known = Known::default();
        let loaded = cache.load(|records| known.learn(records));
        (known, loaded)
    }

    /// Takes in records; the last one of a path counts.
    fn learn(&mut self, records: &[&[u8]]) {
        let told: Vec<Option<Told>> = records.par_iter().map(|record| told(record)).collect();
        for told in told.into_iter().flatten() {
            match told {
                Told::File(path, file) => drop(self.files.insert(path.into(), *file)),
                Told::Bibliography(path, works) => drop(self.bibliographies.insert(path, (works, false))),
                Told::Work(hash, formatted) => {
                    self.works.insert(hash);
                    render::remember(hash, formatted);
                }
            }
        }
    }

    /// Records of files, some at a time: all of them would fill more memory than the site does.
    fn records<'a>(&'a self, chosen: &[(&'a Arc<str>, &'a Remembered)]) -> impl Iterator<Item = Vec<Vec<u8>>> {
        let record = |(path, file): &(&Arc<str>, &Remembered)| {
            let spot = file.spot.filter(Spot::is_kept);
            let words = file.words.filter(Spot::is_kept);
            let head = Record::File(Head { path: path.to_string(), stamp: file.stamp, hash: file.hash, spot, words });
            let mut record = borsh::to_vec(&head).unwrap_or_default();
            record.extend(model::stored::lowered_bytes(file.entry.as_deref(), &file.faults));
            record
        };
        chosen.chunks(AT_A_TIME).map(move |some| some.par_iter().map(record).collect())
    }

    /// Records of the works that this run formatted, and of its bibliographies.
    fn works(&self, site: &Site, all: bool) -> Vec<Vec<u8>> {
        let fresh = site.references.iter().filter(|work| all || !self.works.contains(&work.hash));
        let work = |work: &Reference| Record::Work(work.hash, Formatted::clone(&render::formatted(work)));
        let bibliographies = self.bibliographies.iter().filter(|(_, (_, fresh))| all || *fresh);
        let bibliography =
            |(path, (works, _)): (&String, &(Works, bool))| Record::Bibliography(path.clone(), works.clone());
        let records = fresh.map(work).chain(bibliographies.map(bibliography));
        records.filter_map(|record| borsh::to_vec(&record).ok()).collect()
    }

    /// Teaches a cache what is new: behind what was loaded of it, or in the place of all where most of it is old.
    pub fn keep(&self, site: &Site, cache: &Cache, loaded: &Loaded) {
        let fresh: Vec<_> = self.files.iter().filter(|(_, file)| file.fresh).collect();
        let works = self.works(site, false);
        let new = fresh.len() + works.len();
        let live = self.files.len() + site.references.len() + self.bibliographies.len();
        let old = (loaded.records + new).saturating_sub(live);
        if new > 0 && old <= live && cache.takes_more(loaded) {
            cache.add(loaded, self.records(&fresh).chain([works]));
        } else if new > 0 {
            let all: Vec<_> = self.files.iter().collect();
            cache.replace(self.records(&all).chain([self.works(site, true)]));
        }
    }

    /// The works of a bibliography, where its text is the same and each of them was formatted.
    fn bibliography(&self, path: &str, text: &Text) -> Option<&[(Spanned<String>, [u8; 16])]> {
        let (known, _) = self.bibliographies.get(path)?;
        let same = known.text == source::half(text.as_str().as_bytes());
        let formatted = || known.works.iter().all(|(_, hash)| self.works.contains(hash));
        (same && formatted()).then_some(&known.works)
    }

    /// What is on the kept shelf and something still leads to.
    pub fn shelved(&self) -> Held {
        Held::of(self.files.values().flat_map(|file| [file.spot, file.words]).flatten())
    }
}

/// What one file held.
#[derive(Clone)]
pub(crate) struct Remembered {
    /// How the file looked, where that proves that it is the same.
    pub stamp: Option<(u64, Stamp)>,
    /// Of its bytes.
    pub hash: [u8; 16],
    pub entry: Option<Arc<Entry>>,
    pub faults: Arc<[Fault]>,
    /// Where the HTML of its body was put.
    pub spot: Option<Spot>,
    /// Where its words were put, as the search index counts them.
    pub words: Option<Spot>,
    /// True where no run before this one knew it so.
    pub fresh: bool,
}

/// The bodies of a site: on the shelf, or else read again.
pub(crate) struct Shelved<'a> {
    pub known: &'a Known,
    pub shelf: &'a Shelf,
    pub site: &'a Site,
    pub world: &'a dyn World,
}

impl Bodies for Shelved<'_> {
    fn body(&self, id: EntryId) -> Option<Arc<Body>> {
        let entry = self.site.entry(id);
        let path = self.site.files.path(entry.file);
        let spot = self.known.files.get(path).and_then(|file| file.spot);
        let kept = spot.and_then(|spot| model::stored::body(&self.shelf.get(spot)?));
        let body = kept.or_else(|| {
            let bytes = self.world.read(path).ok()?;
            let same = source::half(&bytes) == entry.hashes.file;
            let read = || parse::document(&source::readable(&bytes).0).body.body;
            same.then(|| catch_unwind(AssertUnwindSafe(read)).ok()).flatten()
        });
        body.map(Arc::new)
    }
}

impl Shelved<'_> {
    /// The words of a document: on the shelf, or counted again.
    pub fn words(&self, document: PageId) -> Counted {
        Counted::new(match document {
            PageId::Entry(id) => self.words_of(id),
            PageId::Secondary(id) => {
                let (driver, title) = self.site.secondary_title(id);
                search::of_title(title.map_or("", |title| &title.plain), &self.site.entry(driver).title.plain)
            }
            PageId::Place(place) => search::of_title(place.name(), ""),
            _ => Vec::new(),
        })
    }

    fn words_of(&self, id: EntryId) -> Vec<u8> {
        let entry = self.site.entry(id);
        let path = self.site.files.path(entry.file);
        let spot = self.known.files.get(path).and_then(|file| file.words);
        // A file that changed meanwhile has other words: a page that shows it says so.
        let again = || {
            let bytes = self.world.read(path).ok()?;
            let stem = Stem { id: entry.id.clone(), language: entry.language.clone() };
            Some(search::count(lowered(&bytes, entry.kind, &stem).0.entry.as_ref()?))
        };
        spot.and_then(|spot| self.shelf.get(spot)).or_else(again).unwrap_or_default()
    }
}

/// Reads a whole site. The site may be rendered only where no finding is an error.
pub fn read(world: &dyn World, edition: impl Into<Edition>) -> (Site, Findings) {
    let (site, found, _) = read_knowing(world, Survey::of(world), edition, &Known::default(), &Shelf::new());
    (site, found)
}

/// The same, knowing what an earlier run read.
pub fn read_knowing(
    world: &dyn World,
    survey: Survey,
    edition: impl Into<Edition>,
    known: &Known,
    shelf: &Shelf,
) -> (Site, Findings, Known) {
    let mut found = Findings::new();
    let began = survey.began;
    let mut files = source::load(&mut found, world, survey);
    let catalogue = model::catalogue(&mut found, &files);
    let settings = settings(&mut found, &files, &catalogue);
    let reader = Reader { world, known, shelf, began };
    let (outcomes, (references, faulty)) =
        rayon::join(|| reader.outcomes(&files, &catalogue), || references(&files, &catalogue, known));
    let known_bibliographies = bibliographies(&files, &catalogue, &references, known, &faulty);
    let (entries, mut known) = entries(&mut found, outcomes, &mut files, known);
    known.bibliographies = known_bibliographies;
    found.extend(faulty);
    let edition = edition.into();
    let data = data(&mut found, &files, &catalogue);
    let site = graph::link(&mut found, Input { settings, entries, references, files, data, edition });
    found.sort();
    recall(&found, world, &site.files);
    (site, found, known)
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
        if let Some(known) = known.filter(|known| seen.is_some() && known.stamp == seen) {
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
        let words = entry.as_ref().filter(|entry| entry.language.is_none()).map(search::count);
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
        let (data, faults) = model::data(text);
        faults.into_iter().for_each(|fault| found.report(*file, fault));
        all.push(DataFile { file: *file, collaborative: collaborative.clone(), measure: measure.clone(), data });
    }
    all
}

fn beyond_reading() -> Fault {
    let cause = format!("the file defeats the parser; {SETTINGS} and all other files were read");
    Fault::new(Code::UnreadableFile, Span::file(), cause, "take out what was added last, and please report it")
}
