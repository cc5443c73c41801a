//! Pages in, a folder of files out: only what changed, all or nothing. Never makes a page, never writes outside the
//! folder it was granted, never removes what it did not write.
//!
//! ```text
//! Target ── guard ──▶ real folder ── claim ──▶ Output ── commit ──▶ Summary
//!           refuses                  locks,             fresh: new folder, one rename
//!                                    recovers           staged: old folder, stage, journal, renames
//! ```
//!
//! What it knows about a folder stands in two places. `<out>/.framewright/` holds a marker, the lock, the manifest
//! (key, hash and size of each file) and the list of our files. These bytes follow from the site alone, so that two
//! builds agree in them too; hosts do not publish folders that begin with a dot, and none need to. Times and inodes,
//! by which a build sees without reading that a file is unchanged, differ from machine to machine: they are kept in
//! the site's cache, `<site>/.framewright/stamps/`, and may be lost at any time.
//!
//! A build that is killed leaves the old site or the new one as soon as the next command has called [`open`] or
//! [`recover`]. After a power cut a page may be torn on disks that delay writing: the next build sees that its hash
//! is not the recorded one, and makes it again.

mod cache;
mod claim;
mod disk;
#[cfg(test)]
mod fault;
mod fresh;
mod guard;
mod journal;
#[cfg(test)]
mod kills;
mod layout;
mod lock;
mod manifest;
mod page;
mod sealed;
mod shelf;
mod staged;
mod stamps;
#[cfg(test)]
mod tests;
mod ways;
mod work;

use std::fmt;
use std::path::{Path, PathBuf};

use claim::{Claim, Way};
use disk::Disk;
use guard::Objection;
use manifest::Texts;
use stamps::Stamps;

pub use cache::{Cache, Last, Loaded};
pub use disk::{DiskError, Doing, write_file_atomically};
pub use guard::Refusal;
pub use page::{BadPath, Flaw, Key, Page};
pub use shelf::{Held, Shelf, Spot};

/// Where a site goes and what it must not touch.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The output folder; it need not exist. Relative to the current folder.
    pub folder: &'a Path,
    /// The folder of `framewright.yaml`. The output may lie in it, but not in its `content`, `themes` or cache.
    pub site: &'a Path,
    /// Other files and folders that the build reads.
    pub inputs: &'a [&'a Path],
    pub trust: Trust,
}

impl<'a> Target<'a> {
    /// The usual build of a site into a folder.
    pub fn new(folder: &'a Path, site: &'a Path) -> Target<'a> {
        Target { folder, site, inputs: &[], trust: Trust::Stamps }
    }
}

/// How a file that a build reads or wrote is known to be unchanged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trust {
    /// By size, time and inode, and by its hash where the time is too young to prove anything.
    #[default]
    Stamps,
    /// By its hash alone (`--verify`).
    Nothing,
}

/// What a commit did, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Pages whose bytes had to be made.
    pub made: usize,
    pub written: usize,
    /// Not touched: time stamp and inode are as they were.
    pub unchanged: usize,
    pub removed: usize,
}

/// Why a folder was not written. The old site stands, unless it is `Unfinished`.
#[derive(Debug)]
pub enum Problem {
    /// The folder or something in it is not ours to change: wrong usage.
    Refused(Refusal),
    Disk(DiskError),
    /// The new site is complete, but stopped on its way to its place. The next command tries again.
    Unfinished(DiskError),
    /// A page cannot have this path.
    Path(BadPath),
}

/// Why a commit did not happen.
#[derive(Debug)]
pub enum Failure<E> {
    /// What the makers of pages found, in the order of the pages.
    Pages(Vec<E>),
    Problem(Problem),
}

/// The right to write a site, held alone until it is dropped.
pub struct Output {
    disk: Disk,
    /// Links and `..` resolved.
    folder: PathBuf,
    notes: Notes,
    trust: Trust,
    claim: Claim,
}

/// Where the site's cache keeps what it knows of an output folder.
struct Notes {
    stamps: PathBuf,
    last: PathBuf,
    /// What is to be kept of this build.
    keep: Option<Last>,
}

impl Notes {
    fn of(site: &Path, folder: &Path) -> Notes {
        let stamps = stamps::place(site, folder);
        Notes { last: stamps.with_extension("last"), stamps, keep: None }
    }

    fn keep(&self, disk: &Disk, manifest: sealed::Hash) {
        let Some(last) = &self.keep else { return };
        if Last::load(&self.last).is_none_or(|(kept, of)| kept != *last || of != manifest) {
            last.save(disk, &self.last, manifest);
        }
    }
}

/// Makes sure that the folder may be written to, waits for a build that is at work there (having called `waiting`
/// once or more), and completes or forgets what a killed one left.
pub fn open(target: &Target, waiting: impl Fn()) -> Result<Output, Problem> {
    open_on(Disk::default(), target, &waiting)
}

fn open_on(disk: Disk, target: &Target, waiting: &dyn Fn()) -> Result<Output, Problem> {
    let folder = guard::judge(target, std::env::home_dir().as_deref())?;
    let notes = Notes::of(&guard::resolve(target.site)?, &folder);
    let claim = claim::claim(&disk, &folder, Way::Beside, waiting)?;
    Ok(Output { disk, folder, notes, trust: target.trust, claim })
}

/// What the last build into a folder said, with the number of its files, where `same` says that it was made from the
/// same. None where a file is not as that build left it, or where a build is at work or was interrupted there.
pub fn last(target: &Target, same: impl Fn(&Last) -> bool) -> Option<(Last, usize)> {
    let folder = guard::judge(target, std::env::home_dir().as_deref()).ok()?;
    let notes = Notes::of(&guard::resolve(target.site).ok()?, &folder);
    let layout = layout::Layout::of(&folder);
    let _lock = layout.lock().is_file().then(|| lock::attempt(&layout.lock()).ok())???;
    if layout.journal().exists() {
        return None;
    }
    // Mostly it was made from others, and that is known at once.
    let (last, manifest) = Last::load(&notes.last).filter(|(last, _)| same(last))?;
    let texts = Texts::read(&layout).ok()?;
    let known = texts.known();
    let seal = known.seal.filter(|seal| *seal == manifest)?;
    let stamps = Stamps::load(&notes.stamps, known.seal, known.entries.len());
    let vouching = match target.trust {
        Trust::Stamps => &stamps,
        Trust::Nothing => &Stamps::default(),
    };
    let seen = staged::as_left(&layout, &known, vouching)?;
    if stamps.differ_from(&seen) {
        stamps::save(&Disk::default(), &notes.stamps, seal, &seen);
    }
    Some((last, known.entries.len()))
}

/// Completes an interrupted commit in this folder, if there is one and no build is at work. Any command may call it
/// first; it touches nothing but what a build of ours left half done. True where it completed one.
pub fn recover(folder: &Path) -> Result<bool, Problem> {
    Ok(claim::recover(&Disk::default(), &guard::resolve(folder)?)?)
}

impl Output {
    /// The folder that the site goes to, links and `..` resolved.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps this of the build, if it comes to its end.
    pub fn keeping(mut self, last: Option<Last>) -> Output {
        self.notes.keep = last;
        self
    }

    /// Makes the folder hold exactly these pages beside the files of others. `pages` are sorted by path. `make` is
    /// called from many threads, for those pages alone whose key is new or whose file is not as we left it.
    /// If it fails for one, nothing is written, and all others are still made for what they find.
    pub fn commit<'p, T: Sync, B: AsRef<[u8]>, E: Send>(
        self,
        pages: &'p [Page<T>],
        make: impl Fn(&'p Page<T>) -> Result<B, E> + Sync,
    ) -> Result<Summary, Failure<E>> {
        page::check(pages).map_err(Problem::Path)?;
        let Output { disk, folder, notes, trust, claim } = self;
        let within = match claim {
            Claim::Within(within) => within,
            Claim::Beside(sibling) => {
                if let Some(built) = fresh::build(&disk, sibling, pages, &make)? {
                    stamps::save(&disk, &notes.stamps, built.seal, &built.stamps);
                    notes.keep(&disk, built.seal);
                    return Ok(built.summary);
                }
                match claim::claim(&disk, &folder, Way::Within, &|| {}).map_err(Problem::from)? {
                    Claim::Within(within) => within,
                    // The folder was taken away meanwhile.
                    Claim::Beside(_) => return Err(DiskError::gone(&folder).into()),
                }
            }
        };
        staged::build(&staged::Site { disk: &disk, layout: &within.layout, notes: &notes, trust }, pages, &make)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Refused(refusal) => refusal.fmt(f),
            Problem::Disk(error) => error.fmt(f),
            Problem::Unfinished(error) => {
                write!(f, "{error}; the new site is complete, and the next command brings the rest of it to its place")
            }
            Problem::Path(bad) => bad.fmt(f),
        }
    }
}

impl std::error::Error for Problem {}

impl From<Objection> for Problem {
    fn from(objection: Objection) -> Self {
        match objection {
            Objection::Refused(refusal) => Problem::Refused(refusal),
            Objection::Disk(error) => Problem::Disk(error),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Problem::Refused(refusal)
    }
}

impl From<DiskError> for Problem {
    fn from(error: DiskError) -> Self {
        Problem::Disk(error)
    }
}

impl<E> From<Problem> for Failure<E> {
    fn from(problem: Problem) -> Self {
        Failure::Problem(problem)
    }
}

impl<E> From<DiskError> for Failure<E> {
    fn from(error: DiskError) -> Self {
        Failure::Problem(Problem::Disk(error))
    }
}
