//! A commit into a folder of ours: from the moment its journal stands, the new site is the one that counts, and
//! whoever comes next can complete it. Every step may be done twice. Never makes a page, never looks at keys.

use std::collections::BTreeSet;
use std::fs;

use rayon::prelude::*;

use super::disk::{Disk, DiskError, Doing, Seen, look, read_text};
use super::layout::Layout;
use super::page::{flaw, folders_around};
use super::sealed::{Hash, from_hex, hash, push_hex, seal, unseal};

/// What is to be done, in this order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Journal {
    /// Old files, then folders, that stand where a page or its folder goes.
    pub(super) clear: Vec<Gone>,
    pub(super) places: Vec<Place>,
    /// Other old files, then folders. They come last, so that no page leads to nothing meanwhile.
    pub(super) tidy: Vec<Gone>,
}

/// What goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Gone {
    File(String),
    /// If it is empty by then.
    Folder(String),
}

/// A finished file that moves to its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) staged: usize,
    pub(super) hash: Hash,
    pub(super) path: String,
}

impl Journal {
    pub(super) fn is_empty(&self) -> bool {
        self.clear.is_empty() && self.places.is_empty() && self.tidy.is_empty()
    }

    /// Makes the commit count. Before this call the old site stands, after it the new one does.
    pub(super) fn declare(&self, disk: &Disk, layout: &Layout) -> Result<(), DiskError> {
        disk.replace_for_good(&layout.journal(), self.encode().as_bytes())
    }

    /// Does all that is in the journal, and forgets it.
    pub(super) fn carry_out(&self, disk: &Disk, layout: &Layout) -> Result<(), DiskError> {
        self.clear.iter().try_for_each(|gone| remove(disk, layout, gone))?;
        self.places.par_iter().try_for_each(|place| place.carry_out(disk, layout))?;
        self.tidy.iter().try_for_each(|gone| remove(disk, layout, gone))?;
        move_if_there(disk, &layout.staged_files(), &layout.files())?;
        move_if_there(disk, &layout.staged_manifest(), &layout.manifest())?;
        disk.remove_file(&layout.journal())?;
        disk.remove_tree(&layout.stage(), &[])
    }

    pub(super) fn files_removed(&self) -> usize {
        self.clear.iter().chain(&self.tidy).filter(|gone| matches!(gone, Gone::File(_))).count()
    }

    fn encode(&self) -> String {
        let mut body = String::new();
        let removals = |body: &mut String, verbs: [&str; 2], list: &[Gone]| {
            for gone in list {
                let (verb, path) = match gone {
                    Gone::File(path) => (verbs[0], path),
                    Gone::Folder(path) => (verbs[1], path),
                };
                body.extend([verb, " ", path.as_str(), "\n"]);
            }
        };
        removals(&mut body, ["clear-file", "clear-folder"], &self.clear);
        for place in &self.places {
            body.push_str("place ");
            body.push_str(&place.staged.to_string());
            body.push(' ');
            push_hex(&mut body, &place.hash);
            body.extend([" ", place.path.as_str(), "\n"]);
        }
        removals(&mut body, ["tidy-file", "tidy-folder"], &self.tidy);
        seal("journal", &body).text
    }

    fn decode(text: &str) -> Option<Journal> {
        let (body, _) = unseal("journal", text)?;
        let mut journal = Journal::default();
        for line in body.lines() {
            let (verb, rest) = line.split_once(' ')?;
            match verb {
                "clear-file" => journal.clear.push(Gone::File(sound(rest)?)),
                "clear-folder" => journal.clear.push(Gone::Folder(sound(rest)?)),
                "tidy-file" => journal.tidy.push(Gone::File(sound(rest)?)),
                "tidy-folder" => journal.tidy.push(Gone::Folder(sound(rest)?)),
                "place" => {
                    let mut parts = rest.splitn(3, ' ');
                    let (staged, hash) = (parts.next()?.parse().ok()?, from_hex(parts.next()?)?);
                    journal.places.push(Place { staged, hash, path: sound(parts.next()?)? });
                }
                _ => return None,
            }
        }
        Some(journal)
    }

    /// Only what can still be done safely: finished files that are there and whole, nothing through a link.
    /// After a power cut a staged file may be damaged; then the old page stays, and since its hash is not the
    /// one in the new manifest, the next build makes it again.
    fn after_interruption(mut self, layout: &Layout) -> Journal {
        let inside = |path: &str| link_around(layout, path).is_none();
        self.clear.retain(|gone| inside(gone.path()));
        self.tidy.retain(|gone| inside(gone.path()));
        self.places.retain(|place| {
            let staged = layout.staged_page(place.staged);
            let whole = matches!(look(&staged), Ok(Seen::File(_)))
                && fs::read(&staged).is_ok_and(|bytes| hash(&bytes) == place.hash);
            whole && inside(&place.path)
        });
        self
    }
}

impl Gone {
    pub(super) fn path(&self) -> &str {
        match self {
            Gone::File(path) | Gone::Folder(path) => path,
        }
    }
}

impl Place {
    fn carry_out(&self, disk: &Disk, layout: &Layout) -> Result<(), DiskError> {
        let (from, to) = (layout.staged_page(self.staged), layout.page(&self.path));
        match disk.rename(&from, &to) {
            // Its folder was not there while the commit was prepared, since a file of ours had its name.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                if let Some(folder) = to.parent() {
                    disk.make_folders(folder)?;
                }
                disk.rename(&from, &to)
            }
            other => other,
        }
    }
}

/// Ends what an earlier process began: a declared commit is completed, any other forgotten. True for a completed one.
pub(super) fn settle(disk: &Disk, layout: &Layout) -> Result<bool, DiskError> {
    match read_text(&layout.journal())?.as_deref().and_then(Journal::decode) {
        Some(journal) => {
            journal.after_interruption(layout).carry_out(disk, layout)?;
            Ok(true)
        }
        None => discard(disk, layout).map(|()| false),
    }
}

/// Takes back what was prepared for a commit that is not to be.
pub(super) fn discard(disk: &Disk, layout: &Layout) -> Result<(), DiskError> {
    disk.remove_file(&layout.journal())?;
    let folders = read_text(&layout.staged_folders())?.unwrap_or_default();
    for path in folders.lines().rev().filter(|path| flaw(path).is_none() && link_around(layout, path).is_none()) {
        disk.remove_empty_folder(&layout.page(path))?;
    }
    match look(&layout.stage())? {
        Seen::Nothing => Ok(()),
        Seen::Folder(_) => disk.remove_tree(&layout.stage(), &[]),
        Seen::File(_) | Seen::Other => disk.remove_file(&layout.stage()),
    }
}

/// The first link among the folders around a path: what is written there lands elsewhere.
pub(super) fn link_around<'a>(layout: &Layout, path: &'a str) -> Option<&'a str> {
    folders_around(path).find(|folder| matches!(look(&layout.page(folder)), Ok(Seen::Other)))
}

fn remove(disk: &Disk, layout: &Layout, gone: &Gone) -> Result<(), DiskError> {
    match gone {
        Gone::Folder(path) => {
            // An empty folder that stays harms no one; if a page must go there, its move will say so.
            let _ = disk.remove_empty_folder(&layout.page(path));
            Ok(())
        }
        Gone::File(path) => match look(&layout.page(path))? {
            // A folder by now: its file went in the first attempt.
            Seen::Nothing | Seen::Folder(_) => Ok(()),
            Seen::File(_) | Seen::Other => disk.remove_file(&layout.page(path)),
        },
    }
}

fn move_if_there(disk: &Disk, from: &std::path::Path, to: &std::path::Path) -> Result<(), DiskError> {
    match look(from)? {
        Seen::File(_) => disk.rename(from, to),
        Seen::Nothing => Ok(()),
        Seen::Folder(_) | Seen::Other => Err(DiskError::at(Doing::Move, to)(std::io::ErrorKind::AlreadyExists.into())),
    }
}

fn sound(path: &str) -> Option<String> {
    flaw(path).is_none().then(|| path.to_owned())
}

/// Sorts removals: what stands in the way of a page goes before the pages are placed, the rest after them.
/// `removed` are files of ours that no page has; `pages` all paths of the new site. Both are sorted.
pub(super) fn arrange(removed: &[&str], pages: &[&str], places: Vec<Place>) -> Journal {
    let mut journal = Journal { places, ..Journal::default() };
    let needed: BTreeSet<&str> =
        if removed.is_empty() { BTreeSet::new() } else { pages.iter().flat_map(|page| folders_around(page)).collect() };
    let is_page = |path: &str| pages.binary_search(&path).is_ok();
    let in_the_way = |path: &str| needed.contains(path) || folders_around(path).any(is_page);
    for path in removed {
        let list = if in_the_way(path) { &mut journal.clear } else { &mut journal.tidy };
        list.push(Gone::File(path.to_string()));
    }
    let emptied: BTreeSet<&str> = removed.iter().flat_map(|path| folders_around(path)).collect();
    // From the end, so that a folder comes before the one around it.
    for folder in emptied.into_iter().rev().filter(|folder| !needed.contains(folder)) {
        let list = if is_page(folder) || in_the_way(folder) { &mut journal.clear } else { &mut journal.tidy };
        list.push(Gone::Folder(folder.to_owned()));
    }
    journal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let places = vec![Place { staged: 12, hash: [3; 16], path: "a b".into() }];
        let journal = arrange(&["old/x/index.html", "old/y"], &["a b"], places);
        assert_eq!(Journal::decode(&journal.encode()), Some(journal));
        assert_eq!(Journal::decode(&seal("journal", "place 1 00 ../x\n").text), None);
        assert_eq!(Journal::decode(&seal("journal", "clear-file ../x\n").text), None);
    }

    #[test]
    fn what_stands_in_the_way_goes_first_and_folders_after_their_files() {
        let file = |path: &str| Gone::File(path.to_owned());
        let folder = |path: &str| Gone::Folder(path.to_owned());
        let journal = arrange(&["a", "b/c/d", "old/x/1", "old/y"], &["a/index.html", "b"], Vec::new());
        assert_eq!(journal.clear, [file("a"), file("b/c/d"), folder("b/c"), folder("b")]);
        assert_eq!(journal.tidy, [file("old/x/1"), file("old/y"), folder("old/x"), folder("old")]);
    }
}
