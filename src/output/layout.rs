//! Where the output folder keeps what it knows about itself. Names only: never touches the disk.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The folder of our own notes inside the output folder. Hosts do not publish folders that begin with a dot,
/// and all that stays in it has the same bytes on every machine.
pub(super) const STATE: &str = ".framewright";

/// The first words of the marker: they make a folder ours.
pub(super) const MARK: &str = "framewright output";

/// The whole marker, for people who look.
pub(super) const MARKER: &str = "framewright output 1

The folder around this one was made by `framewright build`, which overwrites its own files in it and removes those
that are no longer needed. Files that you add beside them stay as they are. The site works without this folder;
there is no need to publish it.
";

/// An output folder and the names in it.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) root: PathBuf,
}

impl Layout {
    pub(super) fn of(root: &Path) -> Layout {
        Layout { root: root.to_owned() }
    }

    /// Where a page goes.
    pub(super) fn page(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(super) fn state(&self) -> PathBuf {
        self.root.join(STATE)
    }

    /// Makes the folder ours.
    pub(super) fn marker(&self) -> PathBuf {
        self.state().join("README.txt")
    }

    /// Held while a process writes.
    pub(super) fn lock(&self) -> PathBuf {
        self.state().join("lock")
    }

    /// Keys and hashes of what we wrote.
    pub(super) fn manifest(&self) -> PathBuf {
        self.state().join("manifest")
    }

    /// The bare list of what we wrote, for the day when no one can read the manifest.
    pub(super) fn files(&self) -> PathBuf {
        self.state().join("files")
    }

    /// What a commit has still to do; where it exists, the commit has happened.
    pub(super) fn journal(&self) -> PathBuf {
        self.state().join("journal")
    }

    /// Finished files on their way to their places.
    pub(super) fn stage(&self) -> PathBuf {
        self.state().join("stage")
    }

    pub(super) fn staged_page(&self, number: usize) -> PathBuf {
        self.stage().join(number.to_string())
    }

    pub(super) fn staged_manifest(&self) -> PathBuf {
        self.stage().join("manifest")
    }

    pub(super) fn staged_files(&self) -> PathBuf {
        self.stage().join("files")
    }

    /// The folders that were made for a commit, so that one given up can take them back.
    pub(super) fn staged_folders(&self) -> PathBuf {
        self.stage().join("folders")
    }

    /// Where a site is built whose own folder is new: beside it, so that one rename can bring it there.
    pub(super) fn sibling(&self) -> Option<Layout> {
        let mut name = OsString::from(".");
        name.push(self.root.file_name()?);
        name.push(".framewright-new");
        Some(Layout { root: self.root.with_file_name(name) })
    }
}
