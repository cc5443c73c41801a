//! A folder on disk. Links are followed only while they stay in the site.

use std::fs::{self, Metadata};
use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use rayon::prelude::*;

use walkdir::WalkDir;

use super::{LOCK, Listed, SETTINGS, Stamp, World, litter};

/// Folders in folders, more than anyone keeps.
const DEPTH: usize = 24;

/// A site's folder.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
    /// The root without links, against which links are judged.
    real: PathBuf,
}

impl Disk {
    /// A folder that holds a site.
    pub fn open(root: &Path) -> io::Result<Disk> {
        Ok(Disk { root: root.to_owned(), real: fs::canonicalize(root)? })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    fn relative(&self, path: &Path) -> String {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        if MAIN_SEPARATOR == '/' {
            return relative.to_string_lossy().into_owned();
        }
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        parts.join("/")
    }

    /// True where a path, all links resolved, is still in the site.
    fn stays(&self, path: &Path) -> io::Result<bool> {
        fs::canonicalize(path).map(|real| real.starts_with(&self.real))
    }

    fn walk(&self, folder: &str, listed: &mut Vec<Listed>) {
        let top = self.root.join(folder);
        if fs::symlink_metadata(&top).is_err() {
            return;
        }
        let mut walk = WalkDir::new(&top).follow_links(true).max_depth(DEPTH).into_iter();
        let mut files = Vec::new();
        while let Some(next) = walk.next() {
            match next {
                Ok(entry) => {
                    let name = entry.file_name().to_string_lossy();
                    let linked = entry.path_is_symlink();
                    let folder = entry.file_type().is_dir();
                    if entry.depth() > 0 && litter::is_litter(&name) {
                        if folder {
                            walk.skip_current_dir();
                        }
                        continue;
                    }
                    if linked && !self.stays(entry.path()).unwrap_or(false) {
                        listed.push(Listed::Outside { path: self.relative(entry.path()) });
                        if folder {
                            walk.skip_current_dir();
                        }
                        continue;
                    }
                    if linked && folder && leads_up(entry.path()) {
                        let reason = "a symbolic link leads round in a circle".to_owned();
                        listed.push(Listed::Unreadable { path: self.relative(entry.path()), reason });
                        walk.skip_current_dir();
                        continue;
                    }
                    if !folder {
                        files.push(entry.into_path());
                    }
                }
                Err(error) => listed.extend(self.unreadable(&error)),
            }
        }
        // To ask the disk about each file takes longer than to find them all.
        listed.par_extend(files.par_iter().with_min_len(64).map(|path| self.file(path)));
    }

    fn file(&self, path: &Path) -> Listed {
        let relative = self.relative(path);
        match fs::metadata(path) {
            // A pipe or a device could keep the reader waiting for ever.
            Ok(meta) if !meta.is_file() => {
                Listed::Unreadable { path: relative, reason: "not an ordinary file".to_owned() }
            }
            Ok(_) if path.to_str().is_none() => {
                Listed::Unreadable { path: relative, reason: "its name is not UTF-8".to_owned() }
            }
            Ok(meta) => Listed::File { path: relative, size: meta.len(), stamp: Some(stamp(&meta)) },
            Err(error) => Listed::Unreadable { path: relative, reason: error.to_string() },
        }
    }

    fn unreadable(&self, error: &walkdir::Error) -> Option<Listed> {
        let path = error.path()?;
        if path.file_name().is_some_and(|name| litter::is_litter(&name.to_string_lossy())) {
            return None;
        }
        let reason = match (error.loop_ancestor(), error.io_error()) {
            (Some(_), _) => "a symbolic link leads round in a circle".to_owned(),
            (None, Some(io)) => io.to_string(),
            (None, None) => "unknown".to_owned(),
        };
        let outside = fs::read_link(path).is_ok() && error.loop_ancestor().is_none() && self.dangles_outside(path);
        let path = self.relative(path);
        Some(if outside { Listed::Outside { path } } else { Listed::Unreadable { path, reason } })
    }

    /// True for a link to something that does not exist, outside the site.
    fn dangles_outside(&self, link: &Path) -> bool {
        let Ok(target) = fs::read_link(link) else { return false };
        let parent = link.parent().and_then(|parent| fs::canonicalize(parent).ok()).unwrap_or_default();
        let mut path = PathBuf::new();
        for part in parent.join(target).components() {
            match part {
                std::path::Component::ParentDir => drop(path.pop()),
                std::path::Component::CurDir => {}
                other => path.push(other),
            }
        }
        !path.starts_with(&self.real)
    }
}

/// True for a link to a folder that it stands in itself.
fn leads_up(link: &Path) -> bool {
    let parent = link.parent().and_then(|parent| fs::canonicalize(parent).ok());
    parent.zip(fs::canonicalize(link).ok()).is_some_and(|(parent, target)| parent.starts_with(target))
}

fn stamp(meta: &Metadata) -> Stamp {
    let modified = meta.modified().map_or(0, super::nanoseconds);
    let (changed, inode) = changed(meta);
    Stamp { modified, changed, inode }
}

#[cfg(unix)]
fn changed(meta: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (meta.ctime().saturating_mul(1_000_000_000).saturating_add(meta.ctime_nsec()), meta.ino())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> (i64, u64) {
    (0, 0)
}

/// What a publisher's logo may be.
const PICTURES: [&str; 6] = ["svg", "png", "jpg", "jpeg", "webp", "gif"];

impl World for Disk {
    fn list(&self) -> Vec<Listed> {
        let mut listed = Vec::new();
        for name in [SETTINGS, LOCK] {
            let path = self.root.join(name);
            if fs::symlink_metadata(&path).is_err() {
                continue;
            }
            listed.push(match self.stays(&path) {
                Ok(true) => self.file(&path),
                Ok(false) => Listed::Outside { path: name.to_owned() },
                Err(error) => Listed::Unreadable { path: name.to_owned(), reason: error.to_string() },
            });
        }
        for entry in fs::read_dir(&self.root).into_iter().flatten().flatten() {
            let path = entry.path();
            let picture =
                path.extension().is_some_and(|end| PICTURES.iter().any(|known| end.eq_ignore_ascii_case(known)));
            if picture && self.stays(&path).unwrap_or(false) && path.is_file() {
                listed.push(self.file(&path));
            }
        }
        self.walk("content", &mut listed);
        self.walk("themes", &mut listed);
        self.walk("responses", &mut listed);
        listed
    }

    fn look(&self, path: &str) -> Option<Listed> {
        let path = self.root.join(path);
        let ordinary = fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file());
        ordinary.then(|| self.file(&path))
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.root.join(path))
    }
}
