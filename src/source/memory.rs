//! Files held in memory, as tests bring them.

use std::collections::BTreeMap;
use std::io;

use super::{Listed, World, litter};

/// A site without a disk: bytes by path.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// A world of texts by path.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let bytes = |(path, text): (&str, &str)| (path.to_owned(), text.as_bytes().to_vec());
        Memory { files: files.into_iter().map(bytes).collect() }
    }
}

impl World for Memory {
    fn list(&self) -> Vec<Listed> {
        let kept = self.files.iter().filter(|(path, _)| !path.split('/').any(litter::is_litter));
        kept.map(|(path, bytes)| Listed::File { path: path.clone(), size: bytes.len() as u64, stamp: None }).collect()
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}
