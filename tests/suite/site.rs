//! Small sites for tests: files in memory or in a folder that vanishes afterwards.

use std::fs;
use std::path::Path;

use framewright::diag::{Findings, Format, Texts, print};
use tempfile::TempDir;

/// A file of a test's site.
pub enum Given {
    Bytes(Vec<u8>),
    /// A symbolic link to a path relative to its folder.
    Link(String),
}

/// Writes files into a new folder, deep enough that links may lead out of the site and stay in it.
pub fn on_disk(files: &[(String, Given)]) -> (TempDir, std::path::PathBuf) {
    let folder = TempDir::new().expect("a folder for the test");
    let root = folder.path().join("outer/site");
    fs::create_dir_all(&root).expect("the site's folder");
    fs::write(folder.path().join("outer/outside.txt"), "secret").expect("a file outside");
    fs::create_dir_all(folder.path().join("outer/outside")).expect("a folder outside");
    for (path, given) in files {
        write(&root, path, given);
    }
    (folder, root)
}

pub fn write(root: &Path, path: &str, given: &Given) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    match given {
        Given::Bytes(bytes) => fs::write(path, bytes).expect("a file"),
        #[cfg(unix)]
        Given::Link(target) => std::os::unix::fs::symlink(target, path).expect("a link"),
        #[cfg(not(unix))]
        Given::Link(_) => {}
    }
}

/// Findings as `--format short` prints them.
pub fn short(found: &Findings, texts: &dyn Texts) -> Vec<String> {
    let mut out = Vec::new();
    print(&mut out, Format::Short, false, found, texts).expect("printing into memory");
    String::from_utf8(out).expect("text").lines().map(str::to_owned).collect()
}
