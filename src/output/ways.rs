//! Whether each step of a commit can be taken, found out before the first one is: no link on the way, no file of
//! others in it, folders that take changes. Never changes what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::path::Path;

use super::Problem;
use super::disk::{Disk, DiskError, Seen, look};
use super::guard::Refusal;
use super::layout::Layout;
use super::page::folders_around;

/// Looks once at each folder that a commit passes through.
pub(super) struct Ways<'a> {
    disk: &'a Disk,
    layout: &'a Layout,
    removed: &'a [&'a str],
    /// Folders to be made.
    pub(super) missing: BTreeSet<String>,
    seen: BTreeMap<String, Way>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Open,
    /// A file of ours has the folder's name, and goes first.
    Opening,
    Missing,
}

impl<'a> Ways<'a> {
    /// `removed` are the files of ours that go, sorted.
    pub(super) fn new(disk: &'a Disk, layout: &'a Layout, removed: &'a [&'a str]) -> Ways<'a> {
        Ways { disk, layout, removed, missing: BTreeSet::new(), seen: BTreeMap::new() }
    }

    /// Makes sure that a page can be moved to its place.
    pub(super) fn open(&mut self, path: &str) -> Result<(), Problem> {
        for folder in folders_around(path) {
            let way = match self.seen.get(folder) {
                Some(way) => *way,
                None => self.look_at(folder)?,
            };
            match way {
                Way::Open => {}
                Way::Opening => return Ok(()),
                Way::Missing => drop(self.missing.insert(folder.to_owned())),
            }
        }
        match look(&self.layout.page(path))? {
            Seen::Folder(_) => self.folder_gives_way(path),
            Seen::Nothing | Seen::File(_) | Seen::Other => Ok(()),
        }
    }

    /// Makes sure that a file can be removed from its folder.
    pub(super) fn open_for_removal(&mut self, path: &str) -> Result<(), Problem> {
        match folders_around(path).next_back() {
            Some(folder) if !self.seen.contains_key(folder) => self.look_at(folder).map(drop),
            _ => Ok(()),
        }
    }

    fn look_at(&mut self, folder: &str) -> Result<Way, Problem> {
        let path = self.layout.page(folder);
        let way = match look(&path)? {
            Seen::Folder(found) => {
                self.is_writable(&path, &found)?;
                Way::Open
            }
            Seen::Nothing => Way::Missing,
            Seen::File(_) | Seen::Other if self.removed.binary_search(&folder).is_ok() => Way::Opening,
            Seen::File(_) => return Err(Refusal::Foreign(vec![path]).into()),
            Seen::Other => return Err(Refusal::Link(path).into()),
        };
        self.seen.insert(folder.to_owned(), way);
        Ok(way)
    }

    /// A folder that stands where a file must go may only hold what is removed anyway.
    fn folder_gives_way(&self, folder: &str) -> Result<(), Problem> {
        let layout = self.layout;
        for found in walkdir::WalkDir::new(layout.page(folder)) {
            let Ok(found) = found else { continue };
            let path = found.path().strip_prefix(&layout.root).ok().and_then(Path::to_str);
            // Spelt with the separator of this system, and in the list with `/`.
            let path = path.map(|path| path.replace(std::path::MAIN_SEPARATOR, "/"));
            let goes = path.is_some_and(|path| self.removed.binary_search(&path.as_str()).is_ok());
            if !found.file_type().is_dir() && !goes {
                return Err(Refusal::Foreign(vec![found.into_path()]).into());
            }
        }
        Ok(())
    }

    /// Finds out before the commit whether a folder takes changes. One with the owner and permissions of our own
    /// notes does, for they were just written; any other is tried.
    pub(super) fn is_writable(&self, path: &Path, found: &Metadata) -> Result<(), DiskError> {
        if fs::metadata(self.layout.state()).is_ok_and(|notes| same_access(&notes, found)) {
            return Ok(());
        }
        let trial = path.join(".framewright-trial");
        self.disk.remove_file(&trial)?;
        self.disk.write_new(&trial, b"")?;
        self.disk.remove_file(&trial)
    }
}

#[cfg(unix)]
fn same_access(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let access = |found: &Metadata| (found.uid(), found.gid(), found.mode());
    access(one) == access(other)
}

#[cfg(not(unix))]
fn same_access(_: &Metadata, other: &Metadata) -> bool {
    !other.permissions().readonly()
}
