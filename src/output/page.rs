//! What a site is made of: pages with an address in the output folder. Never touches the disk.

use std::fmt;

use super::layout::STATE;

/// Stands for everything that a page's bytes depend on: equal key, equal bytes.
pub type Key = [u8; 16];

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// Where it goes: relative to the output folder, `/`-separated, such as `briefs/x/index.html`.
    pub path: String,
    pub key: Key,
    /// Whatever the maker of its bytes needs to make them.
    pub what: T,
}

/// A path that no page may have: a fault of the program, or a file name that no web address can carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPath {
    pub path: String,
    pub flaw: Flaw,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    Empty,
    Absolute,
    /// An empty, `.` or `..` component.
    Component,
    /// A backslash or a control character.
    Character,
    /// A component of more than 255 bytes, which no usual disk takes.
    TooLong,
    /// Inside the folder where Framewright keeps its own notes.
    Reserved,
    /// Not after the page before it, or the same.
    Order,
    /// Another page needs a folder of this name.
    AlsoFolder,
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.flaw {
            Flaw::Empty => "it is empty",
            Flaw::Absolute => "it is not relative to the output folder",
            Flaw::Component => "it has an empty part, `.` or `..`",
            Flaw::Character => "it has a backslash or a control character",
            Flaw::TooLong => "a part of it is longer than 255 bytes",
            Flaw::Reserved => "Framewright keeps its own notes there",
            Flaw::Order => "two pages have this path, or the pages are not sorted",
            Flaw::AlsoFolder => "another page needs a folder of this name",
        };
        write!(f, "no page can be written to {:?}: {why}; rename the file that it comes from", self.path)
    }
}

impl std::error::Error for BadPath {}

/// Makes sure that the pages are sorted, and that none can leave the output folder or stand in another's way.
pub(super) fn check<T>(pages: &[Page<T>]) -> Result<(), BadPath> {
    // Pages whose path begins the current one. All that begin with `a` follow `a` at once in this order,
    // so a stack sees every pair.
    let mut beginnings: Vec<&str> = Vec::new();
    for page in pages {
        let path = page.path.as_str();
        let bad = |path: &str, flaw| BadPath { path: path.to_owned(), flaw };
        flaw(path).map_or(Ok(()), |flaw| Err(bad(path, flaw)))?;
        if beginnings.last().is_some_and(|before| *before >= path) {
            return Err(bad(path, Flaw::Order));
        }
        while beginnings.last().is_some_and(|before| !path.starts_with(before)) {
            beginnings.pop();
        }
        if let Some(file) = beginnings.iter().find(|file| path.as_bytes()[file.len()] == b'/') {
            return Err(bad(file, Flaw::AlsoFolder));
        }
        beginnings.push(path);
    }
    Ok(())
}

/// What is wrong with one path, whether a page has it or a file of ours names it.
pub(super) fn flaw(path: &str) -> Option<Flaw> {
    if path.is_empty() {
        return Some(Flaw::Empty);
    }
    // All bytes, without stopping at the first: every build asks this of every path, and so it takes them by the dozen.
    let path = path.as_bytes();
    if path.iter().fold(false, |found, byte| found | (*byte == b'\\') | (*byte < b' ') | (*byte == 0x7F)) {
        return Some(Flaw::Character);
    }
    if matches!(path, [b'/', ..]) || matches!(path, [letter, b':', ..] if letter.is_ascii_alphabetic()) {
        return Some(Flaw::Absolute);
    }
    let mut parts = path.split(|byte| *byte == b'/');
    if parts.clone().next().is_some_and(|first| first.eq_ignore_ascii_case(STATE.as_bytes())) {
        return Some(Flaw::Reserved);
    }
    parts.find_map(|part| match part {
        b"" | b"." | b".." => Some(Flaw::Component),
        long if long.len() > 255 => Some(Flaw::TooLong),
        _ => None,
    })
}

/// The folders around a path, outermost first: `a`, `a/b` for `a/b/c`.
pub(super) fn folders_around(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(paths: &[&str]) -> Result<(), Flaw> {
        let pages: Vec<_> = paths.iter().map(|path| Page { path: path.to_string(), key: [0; 16], what: () }).collect();
        check(&pages).map_err(|bad| bad.flaw)
    }

    #[test]
    fn usual_paths_pass() {
        assert_eq!(checked(&["404.html", "a", "a-b/c", "a.b", "assets/é 1.png"]), Ok(()));
        assert_eq!(checked(&[]), Ok(()));
    }

    #[test]
    fn paths_that_could_leave_the_folder_do_not() {
        for (path, flaw) in [
            ("", Flaw::Empty),
            ("/etc/passwd", Flaw::Absolute),
            ("C:/x", Flaw::Absolute),
            ("a/../../b", Flaw::Component),
            ("a//b", Flaw::Component),
            ("a/", Flaw::Component),
            ("./a", Flaw::Component),
            ("a\\b", Flaw::Character),
            ("a\0b", Flaw::Character),
            ("a\nb", Flaw::Character),
            (".framewright/lock", Flaw::Reserved),
            (".Framewright/lock", Flaw::Reserved),
        ] {
            assert_eq!(checked(&[path]), Err(flaw), "{path:?}");
        }
        assert_eq!(checked(&[&"x".repeat(256)]), Err(Flaw::TooLong));
    }

    #[test]
    fn no_page_is_a_folder_of_another() {
        assert_eq!(checked(&["a", "a-b", "a/b"]), Err(Flaw::AlsoFolder));
        assert_eq!(checked(&["a", "a-b", "a-b-c/d", "b"]), Ok(()));
        assert_eq!(checked(&["a", "a"]), Err(Flaw::Order));
    }
}
