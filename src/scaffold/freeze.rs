//! A linked site in, `framewright.lock` in its folder out: what it publishes and must not lose.

use std::fs;
use std::io;
use std::path::Path;

use crate::graph::{Site, record};
use crate::model::lock;
use crate::source::LOCK;

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Addresses and places in the file.
    pub lines: usize,
    /// Those that were not in it before.
    pub fresh: usize,
}

/// Writes the lock of a site without errors. A file that says the same already is left as it is.
pub fn freeze(folder: &Path, site: &Site) -> io::Result<Frozen> {
    let path = folder.join(LOCK);
    let before = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    let text = lock::write(record(site));
    let told = |text: &str| text.lines().filter(|line| line.starts_with('/')).map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (told(&before), told(&text));
    let fresh = new.iter().filter(|line| old.binary_search(line).is_err()).count();
    if before != text {
        // Beside it first, so that a full disk leaves the old one.
        let draft = folder.join(format!(".{LOCK}.new"));
        fs::write(&draft, &text)?;
        fs::rename(&draft, &path)?;
    }
    Ok(Frozen { lines: new.len(), fresh })
}
