//! The bodies and words of a site's entries: from the shelf, or else read again where the file is still the same.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::{Known, lowered};
use crate::diag::Texts;
use crate::graph::{Document, EntryId, Site};
use crate::model::{self, Stem};
use crate::output::Shelf;
use crate::parse::{self, markdown::Body};
use crate::render::{self, Bodies};
use crate::search::{self, Counted};
use crate::source::{self, World};

/// The bodies of a site: on the shelf, or else read again.
pub(crate) struct Shelved<'a> {
    pub known: &'a Known,
    pub shelf: &'a Shelf,
    pub site: &'a Site,
    pub world: &'a dyn World,
}

impl Bodies for Shelved<'_> {
    fn body(&self, id: EntryId) -> Option<Arc<Body>> {
        let entry = self.site.entry(id);
        let path = self.site.files.path(entry.file);
        let spot = self.known.files.get(path).and_then(|file| file.spot);
        let kept = spot.and_then(|spot| model::stored::body(&self.shelf.get(spot)?));
        let body = kept.or_else(|| {
            let bytes = self.world.read(path).ok()?;
            let same = source::half(&bytes) == entry.hashes.file;
            let read = || parse::document(&source::readable(&bytes).0).body.body;
            same.then(|| catch_unwind(AssertUnwindSafe(read)).ok()).flatten()
        });
        body.map(Arc::new)
    }
}

impl Shelved<'_> {
    /// The words of a document: on the shelf, or counted again.
    pub fn words(&self, document: Document) -> Counted {
        Counted::new(match document {
            Document::Entry(id) => self.words_of(id),
            Document::Secondary(id) => {
                let (driver, title) = self.site.secondary_title(id);
                search::of_title(title.map_or("", |title| &title.plain), &self.site.entry(driver).title.plain)
            }
            Document::Place(place) => search::of_title(place.name(), ""),
            Document::Work(id) => {
                let work = render::formatted(self.site.reference(id));
                search::of_work(&work.short, &work.title, &work.text)
            }
        })
    }

    fn words_of(&self, id: EntryId) -> Vec<u8> {
        let entry = self.site.entry(id);
        let path = self.site.files.path(entry.file);
        let spot = self.known.files.get(path).and_then(|file| file.words);
        // A file that changed meanwhile has other words: a page that shows it says so.
        let again = || {
            let bytes = self.world.read(path).ok()?;
            let stem = Stem { id: entry.id.clone(), language: entry.language.clone() };
            Some(search::count(lowered(&bytes, entry.kind, &stem).0.entry.as_ref()?))
        };
        spot.and_then(|spot| self.shelf.get(spot)).or_else(again).unwrap_or_default()
    }
}
