//! What one run knows of the run before: records of a cache in, entries, works and places on the shelf out, and the same
//! back as records. Never reads a file of the site.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;

use crate::diag::Fault;
use crate::graph::Site;
use crate::model::{self, Entry, Lowered, Reference};
use crate::output::{Cache, Held, Loaded, Spot, Trust};
use crate::render::{self, Formatted};
use crate::source::{self, Stamp};
use crate::text::{Spanned, Text};

/// Entries by the paths of their files, as an earlier run read them.
#[derive(Clone, Default)]
pub struct Known {
    pub(super) files: BTreeMap<Arc<str>, Remembered>,
    /// Works of the bibliography that an earlier run formatted, by their hashes.
    pub(super) works: BTreeSet<[u8; 16]>,
    /// Bibliographies by path; true for those that no run before this one knew so.
    pub(super) bibliographies: BTreeMap<String, (Works, bool)>,
    /// By what a file is held to be one that an earlier run read.
    pub(super) trust: Trust,
}

impl Known {
    /// A file's hash, if it was read.
    pub(crate) fn hash(&self, path: &str) -> Option<[u8; 16]> {
        self.files.get(path).map(|file| file.hash)
    }

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
pub(super) struct Works {
    pub text: [u8; 16],
    pub works: Vec<(Spanned<String>, [u8; 16])>,
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
    pub fn of(cache: &Cache, trust: Trust) -> (Known, Loaded) {
        let mut known = Known { trust, ..Known::default() };
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
    pub(super) fn bibliography(&self, path: &str, text: &Text) -> Option<&[(Spanned<String>, [u8; 16])]> {
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
