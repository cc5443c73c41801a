//! A site into a folder that holds one of ours: only what changed, prepared aside, then all of it by a journal.
//! Never touches a file that is not ours.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::path::Path;

use rayon::prelude::*;

use super::disk::{Disk, DiskError, Doing, Seen, look};
use super::journal::{Journal, Place, arrange, discard, link_around};
use super::layout::Layout;
use super::manifest::{Entry, Known, Owned, Texts, encode_files, encode_manifest};
use super::sealed::{Hash, hash};
use super::stamps::{self, Stamp, Stamps};
use super::ways::Ways;
use super::work::{self, Course, Trip};
use super::{Failure, Notes, Page, Problem, Summary, Trust};

/// Where, and how carefully.
pub(super) struct Site<'a> {
    pub(super) disk: &'a Disk,
    pub(super) layout: &'a Layout,
    pub(super) notes: &'a Notes,
    pub(super) trust: Trust,
}

/// What became of one page.
struct Done<'p> {
    entry: Entry<'p>,
    stamp: Stamp,
    made: bool,
    staged: bool,
}

/// What is known before the work begins.
struct Before<'a> {
    known: &'a Known<'a>,
    stamps: Stamps,
    /// For each page the number of its entry.
    entries: Vec<Option<usize>>,
}

/// Brings the folder from the old site to the new one, or leaves it as it was.
pub(super) fn build<'p, T: Sync, B: AsRef<[u8]>, E: Send>(
    site: &Site,
    pages: &'p [Page<T>],
    make: &(impl Fn(&'p Page<T>) -> Result<B, E> + Sync),
) -> Result<Summary, Failure<E>> {
    let texts = Texts::read(site.layout)?;
    let known = texts.known();
    let stamps = match site.trust {
        Trust::Stamps => Stamps::load(&site.notes.stamps, known.seal, known.entries.len()),
        Trust::Nothing => Stamps::default(),
    };
    let before = Before { entries: match_up(&known.entries, pages), known: &known, stamps };
    let built = work::for_each(pages, |course, number, page| site.one_page(&before, course, number, page, make));
    let done = built.inspect_err(|_| site.give_up())?;
    let journal = site.plan(&known.owned, pages, &done).inspect_err(|_| site.give_up())?;
    let summary = summarise(&done, &journal);
    site.commit(&texts, &before, &journal, &done)?;
    Ok(summary)
}

impl Site<'_> {
    /// Makes one page as far as it is needed, and puts it aside if it changed.
    fn one_page<'p, T, B: AsRef<[u8]>, E>(
        &self,
        before: &Before,
        course: &Course,
        number: usize,
        page: &'p Page<T>,
        make: &impl Fn(&'p Page<T>) -> Result<B, E>,
    ) -> Result<Done<'p>, Trip<E>> {
        let path = self.layout.page(&page.path);
        let seen = look(&path)?;
        let entry = before.entries[number];
        let old = entry.map(|entry| &before.known.entries[entry]);
        let vouched = entry.filter(|entry| matches!(&seen, Seen::File(f) if self.is_known(before, *entry, f)));
        let vouched = vouched.map(|entry| before.known.entries[entry].hash);
        if let (Some(old), Seen::File(found)) = (old, &seen)
            && old.key == page.key
            && holds(&path, found, vouched, old.size, &old.hash)
        {
            let entry = Entry { path: &page.path, ..*old };
            return Ok(Done { entry, stamp: Stamp::of(found), made: false, staged: false });
        }
        let bytes = make(page).map_err(Trip::Page)?;
        let bytes = bytes.as_ref();
        let entry = Entry { path: &page.path, key: page.key, hash: hash(bytes), size: bytes.len() as u64 };
        match &seen {
            Seen::File(found) if holds(&path, found, vouched, entry.size, &entry.hash) => {
                return Ok(Done { entry, stamp: Stamp::of(found), made: true, staged: false });
            }
            Seen::File(_) | Seen::Other if !before.known.owned.may_replace(&page.path) => {
                return Err(Trip::Foreign(path));
            }
            Seen::Nothing | Seen::File(_) | Seen::Folder(_) | Seen::Other => {}
        }
        if !course.may_write() {
            return Err(Trip::Skipped);
        }
        let found = self.stage(number, bytes)?;
        Ok(Done { entry, stamp: Stamp::of(&found), made: true, staged: true })
    }

    /// True where a file looks exactly as when we last knew its bytes.
    fn is_known(&self, before: &Before, entry: usize, found: &Metadata) -> bool {
        before.known.entries[entry].size == found.len() && before.stamps.vouch(entry, Stamp::of(found))
    }

    fn stage(&self, number: usize, bytes: &[u8]) -> Result<Metadata, DiskError> {
        let path = self.layout.staged_page(number);
        match self.disk.write_new(&path, bytes) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.disk.make_folder(&self.layout.stage())?;
                self.disk.write_new(&path, bytes)
            }
            other => other,
        }
    }

    /// What a commit has to do, once it is sure that it can be done.
    fn plan<T>(&self, owned: &Owned, pages: &[Page<T>], done: &[Done]) -> Result<Journal, Problem> {
        let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
        let removed = self.removed(owned, &paths)?;
        let staged = done.iter().enumerate().filter(|(_, done)| done.staged);
        let place =
            |(staged, done): (usize, &Done)| Place { staged, hash: done.entry.hash, path: done.entry.path.to_owned() };
        let places: Vec<Place> = staged.map(place).collect();
        let mut ways = Ways::new(self.disk, self.layout, &removed);
        if !places.is_empty() || !removed.is_empty() {
            let root = &self.layout.root;
            ways.is_writable(root, &fs::metadata(root).map_err(DiskError::at(Doing::Read, root))?)?;
        }
        places.iter().try_for_each(|place| ways.open(&place.path))?;
        removed.iter().try_for_each(|path| ways.open_for_removal(path))?;
        let missing = ways.missing;
        self.make_folders(&missing)?;
        Ok(arrange(&removed, &paths, places))
    }

    /// Files of ours that no page has any more and that are there, in our folder and not behind a link.
    fn removed<'a>(&self, owned: &Owned<'a>, pages: &[&str]) -> Result<Vec<&'a str>, DiskError> {
        let Owned::These(owned) = owned else { return Ok(Vec::new()) };
        let mut removed = Vec::new();
        let mut pages = pages.iter().peekable();
        // Both are sorted, so one walk does.
        let gone = owned.iter().filter(|path| {
            while pages.next_if(|page| *page < *path).is_some() {}
            pages.peek() != Some(path)
        });
        for path in gone {
            match look(&self.layout.page(path))? {
                Seen::File(_) | Seen::Other if link_around(self.layout, path).is_none() => removed.push(*path),
                Seen::File(_) | Seen::Other | Seen::Nothing | Seen::Folder(_) => {}
            }
        }
        Ok(removed)
    }

    /// Makes the folders that pages need, having noted them for the case that the commit is given up.
    fn make_folders(&self, missing: &BTreeSet<String>) -> Result<(), DiskError> {
        if missing.is_empty() {
            return Ok(());
        }
        let list: String = missing.iter().flat_map(|path| [path.as_str(), "\n"]).collect();
        self.disk.write_new(&self.layout.staged_folders(), list.as_bytes())?;
        missing.iter().try_for_each(|path| self.disk.make_folder(&self.layout.page(path)))
    }

    /// Makes the new site the one that counts, and keeps what the next build wants to know.
    fn commit(&self, texts: &Texts, before: &Before, journal: &Journal, done: &[Done]) -> Result<(), Problem> {
        let stamps: Vec<Stamp> = done.iter().map(|done| done.stamp).collect();
        if let Some(seal) = before.known.seal
            && journal.is_empty()
            && before.known.entries.len() == done.len()
            && done.iter().all(|done| !done.made)
        {
            // Every page has its old entry and no entry is without a page: the notes are right as they are.
            if before.stamps.differ_from(&stamps) {
                stamps::save(self.disk, &self.notes.stamps, seal, &stamps);
            }
            self.notes.keep(self.disk, seal);
            return Ok(());
        }
        let entries: Vec<Entry> = done.iter().map(|done| done.entry).collect();
        let files = encode_files(entries.iter().map(|entry| entry.path));
        let manifest = encode_manifest(&files.seal, &entries);
        let new_files = texts.files.as_ref() != Some(&files.text);
        if journal.is_empty() {
            // No page moves, so these two are all there is, and either alone does no harm.
            if new_files {
                self.disk.replace(&self.layout.files(), files.text.as_bytes())?;
            }
            self.disk.replace(&self.layout.manifest(), manifest.text.as_bytes())?;
        } else {
            let prepare = || -> Result<(), DiskError> {
                self.disk.make_folder(&self.layout.stage())?;
                if new_files {
                    self.disk.replace_for_good(&self.layout.staged_files(), files.text.as_bytes())?;
                }
                self.disk.replace(&self.layout.staged_manifest(), manifest.text.as_bytes())?;
                journal.declare(self.disk, self.layout)
            };
            prepare().inspect_err(|_| self.give_up())?;
            journal.carry_out(self.disk, self.layout).map_err(Problem::Unfinished)?;
        }
        stamps::save(self.disk, &self.notes.stamps, manifest.seal, &stamps);
        self.notes.keep(self.disk, manifest.seal);
        Ok(())
    }

    /// Takes back what was prepared. The failure that led here is the one to tell; what stays, the next command
    /// takes back.
    fn give_up(&self) {
        let _ = discard(self.disk, self.layout);
    }
}

/// How every file that we wrote looks now; none where one has not the bytes that we left.
pub(super) fn as_left(layout: &Layout, known: &Known, stamps: &Stamps) -> Option<Vec<Stamp>> {
    let one = |(number, entry): (usize, &Entry)| {
        let path = layout.page(entry.path);
        let found = fs::symlink_metadata(&path).ok().filter(Metadata::is_file)?;
        let vouched = stamps.vouch(number, Stamp::of(&found)).then_some(entry.hash);
        holds(&path, &found, vouched, entry.size, &entry.hash).then(|| Stamp::of(&found))
    };
    known.entries.par_iter().enumerate().with_min_len(64).map(one).collect()
}

/// True where a file has these bytes. `vouched` is the hash that stamps give it; without one it is read, and a file
/// that cannot be read has not.
fn holds(path: &Path, found: &Metadata, vouched: Option<Hash>, size: u64, wanted: &Hash) -> bool {
    let read = || fs::read(path).ok().map(|bytes| hash(&bytes));
    found.len() == size && vouched.or_else(read).as_ref() == Some(wanted)
}

/// For each page the number of the entry with its path. Both are sorted, so one walk does.
fn match_up<T>(entries: &[Entry], pages: &[Page<T>]) -> Vec<Option<usize>> {
    let mut at = 0;
    let find = |page: &Page<T>| {
        while entries.get(at).is_some_and(|entry| entry.path < page.path.as_str()) {
            at += 1;
        }
        entries.get(at).filter(|entry| entry.path == page.path).map(|_| at)
    };
    pages.iter().map(find).collect()
}

fn summarise(done: &[Done], journal: &Journal) -> Summary {
    let count = |test: fn(&Done) -> bool| done.iter().filter(|done| test(done)).count();
    Summary {
        made: count(|done| done.made),
        written: count(|done| done.staged),
        unchanged: count(|done| !done.staged),
        removed: journal.files_removed(),
    }
}
