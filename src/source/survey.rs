//! A world in, what it holds out, in the order of its paths and with hashes by which it is known again. Reads a file only
//! where its contents are asked for.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Content, File, Files, Listed, Stamp, World, half, path_of};

/// What a world holds, in the order of its paths, as it was at a time. Nothing is read yet.
pub struct Survey {
    pub(super) listed: Vec<Listed>,
    /// When the survey began, as stamps have it.
    pub began: i64,
}

impl Survey {
    pub fn of(world: &dyn World) -> Survey {
        let began = Stamp::now();
        let mut listed = world.list();
        listed.sort_by(|a, b| path_of(a).cmp(path_of(b)));
        Survey { listed, began }
    }

    /// Without what stands in a folder.
    pub fn without(mut self, folder: &str) -> Survey {
        self.listed.retain(|listed| !path_of(listed).starts_with(folder));
        self
    }

    /// A hash of everything that was seen: equal, and all files are the same. None where something may have changed
    /// unseen.
    pub fn digest(&self) -> Option<[u8; 16]> {
        let mut seen = Vec::with_capacity(self.listed.len() * 80);
        for listed in &self.listed {
            let Listed::File { path, size, stamp: Some(stamp) } = listed else { return None };
            if !stamp.is_older_than(self.began) {
                return None;
            }
            seen.extend((path.len() as u64).to_le_bytes());
            seen.extend(path.as_bytes());
            seen.extend(size.to_le_bytes());
            seen.extend(stamp.modified.to_le_bytes());
            seen.extend(stamp.changed.to_le_bytes());
            seen.extend(stamp.inode.to_le_bytes());
        }
        Some(half(&seen))
    }

    /// The same of what stands in the files, each of which is read for it; see [`contents`].
    pub fn contents(&self, world: &dyn World) -> Option<[u8; 16]> {
        let read = |listed: &Listed| match listed {
            Listed::File { path, .. } => world.read(path).ok().map(|bytes| half(&bytes)),
            Listed::Outside { .. } | Listed::Unreadable { .. } => None,
        };
        let read: Vec<Option<[u8; 16]>> = self.listed.par_iter().map(read).collect();
        contents(self.listed.iter().map(path_of).zip(read))
    }

    /// The files without their texts, which findings recall.
    pub fn files(&self) -> Files {
        let file = |listed: &Listed| {
            let content = match listed {
                Listed::File { size, stamp, .. } => {
                    Content::Markdown { size: *size, stamp: *stamp, text: Box::default() }
                }
                Listed::Outside { .. } | Listed::Unreadable { .. } => Content::Unread,
            };
            Arc::new(File { path: path_of(listed).to_owned(), content, read: None })
        };
        Files { list: self.listed.iter().map(file).collect() }
    }
}

/// A hash of files by their paths, in their order, and the hashes of their bytes. None where one is not known.
pub fn contents<'a>(files: impl Iterator<Item = (&'a str, Option<[u8; 16]>)>) -> Option<[u8; 16]> {
    let mut all = Vec::new();
    for (path, bytes) in files {
        all.extend((path.len() as u64).to_le_bytes());
        all.extend(path.as_bytes());
        all.extend(bytes?);
    }
    Some(half(&all))
}
