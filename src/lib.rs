//! Framewright: a compiler for framework briefs. Markdown in, a cross-linked static site out, every mistake named.
//!
//! Data flows one way; a stage takes a value and returns a value, and what it finds wrong goes to
//! [`diag::Findings`]. Each module is a stage, in this order; none imports from a later one.

pub mod text;

pub mod svg;

pub mod chart;

pub mod diag;

pub mod source;

pub mod parse;

pub mod model;

pub mod search;

pub mod graph;

pub mod theme;

pub mod answers;

pub mod render;

pub mod output;

pub mod scaffold;

pub mod serve;

mod reading;
mod responses;

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use diag::{Code, Fault, FileId, Finding, Findings, Texts};
use graph::{Edition, Opened, PageId, Searched, Site, UrlPath};
use model::{Kind, Settings};
use output::{Cache, Shelf, Trust};
use reading::Shelved;
use render::Trouble;
use search::{Index, Shard};
use source::{Disk, Files, Survey, World};
use text::Span;
use theme::Theme;

pub use reading::{Known, read, recall};

/// A hash of the program's own sources: what another program left in a cache is worth nothing.
pub const BUILD: &str = env!("FRAMEWRIGHT_BUILD");

/// A site with its theme, and what was found wrong with both.
pub struct Compiled {
    pub site: Site,
    pub theme: Arc<Theme>,
    pub found: Findings,
    /// What the next run need not read again.
    pub known: Known,
    shelf: Arc<Shelf>,
    /// The words of the search index of each language, once something needs them.
    indexes: OnceLock<Vec<Index>>,
    /// True where the theme has no finding, so that another site may have it too.
    sound_theme: bool,
}

/// A file of the published site.
pub struct Rendered {
    pub bytes: Vec<u8>,
    /// Its media type, such as `text/html; charset=utf-8`.
    pub media_type: &'static str,
}

/// Reads a whole site and its theme, and checks both. Renders nothing.
pub fn compile(world: &dyn World, edition: impl Into<Edition>) -> Compiled {
    let edition = edition.into();
    compile_knowing(world, edition.survey(world), edition, &Known::default(), Arc::default())
}

/// The same for a folder, with what its cache knows. Writes nothing.
pub fn compile_cached(disk: &Disk, edition: impl Into<Edition>) -> Compiled {
    let edition = edition.into();
    let (known, _) = Known::of(&Cache::of(disk.root()), Trust::Stamps);
    compile_knowing(disk, edition.survey(disk), edition, &known, Arc::new(Shelf::reading(disk.root())))
}

/// The same, without reading again what is known already. The HTML of bodies is put on the shelf.
pub fn compile_knowing(
    world: &dyn World,
    survey: Survey,
    edition: impl Into<Edition>,
    known: &Known,
    shelf: Arc<Shelf>,
) -> Compiled {
    let begun = reading::begin(world, survey);
    read_and_themed(world, (begun, edition.into()), known, shelf, None)
}

/// Reads the entries and loads the theme, neither of which waits for the other.
fn read_and_themed(
    world: &dyn World,
    (begun, edition): (reading::Begun, Edition),
    known: &Known,
    shelf: Arc<Shelf>,
    at_hand: Option<&Compiled>,
) -> Compiled {
    let (files, settings) = (begun.files.clone(), Arc::clone(&begun.settings));
    let (read, theme) =
        rayon::join(|| begun.read(world, edition, known, &shelf), || Themed::of(&files, &settings, at_hand));
    theme.with(read, shelf)
}

/// A theme, and what is wrong with it.
struct Themed {
    theme: Arc<Theme>,
    found: Findings,
}

impl Themed {
    /// The one that is at hand, where its files and the settings are the same; else it is loaded.
    fn of(files: &Files, settings: &Settings, at_hand: Option<&Compiled>) -> Themed {
        let same = |other: &&Compiled| other.sound_theme && theme::same_source(&other.site.files, files);
        let mut found = Findings::new();
        let theme = match at_hand.filter(same) {
            Some(other) => Arc::clone(&other.theme),
            None => Arc::new(theme::load(&mut found, files, settings)),
        };
        Themed { theme, found }
    }

    fn with(self, (site, mut found, known): (Site, Findings, Known), shelf: Arc<Shelf>) -> Compiled {
        let sound_theme = self.found.is_empty();
        found.extend(self.found.iter().cloned());
        found.sort();
        Compiled { site, theme: self.theme, found, known, shelf, indexes: OnceLock::new(), sound_theme }
    }
}

impl Compiled {
    /// Compiles the same site again, reading only what changed.
    pub fn again(&self, world: &dyn World, edition: impl Into<Edition>) -> Compiled {
        let edition = edition.into();
        let begun = reading::begin(world, edition.survey(world));
        read_and_themed(world, (begun, edition), &self.known, Arc::clone(&self.shelf), Some(self))
    }

    /// The same site once one file has been saved, where all others are as they were and nothing else changes by it than
    /// its own text; where more may have changed, there is no answer.
    pub fn saved(&self, world: &dyn World, path: &str) -> Option<Compiled> {
        let read = reading::reread(world, (&self.site, &self.found, &self.known), &self.shelf, path)?;
        let theme = Themed::of(&read.0.files, &read.0.settings, Some(self));
        Some(theme.with(read, Arc::clone(&self.shelf)))
    }

    /// The same site, for pages that are opened from there.
    pub fn opened(mut self, opened: Opened) -> Compiled {
        self.site.opened = opened;
        self
    }

    /// A hash of all bytes that the site was read from; none where not all of them were read here.
    pub fn contents(&self) -> Option<[u8; 16]> {
        let read = |file: &source::File| file.read.or_else(|| self.known.hash(&file.path));
        source::contents(self.site.files.iter().map(|(_, file)| (file.path.as_str(), read(file))))
    }

    /// Every address of the published site, with its key: equal key, equal bytes.
    pub fn pages(&self, world: &dyn World) -> Vec<(UrlPath, [u8; 16])> {
        let indexes = self.indexes(world);
        let keys = render::Keys::new(&self.site, &self.theme);
        let pages = self.site.pages.iter().filter(|(_, page)| self.site.is_of_use(**page));
        let pages: Vec<(&UrlPath, &PageId)> = pages.collect();
        // What is made already is its own key.
        let made = |page| match page {
            PageId::Shard(language, shard) => indexes[language.0 as usize].bytes(shard).map(source::half),
            _ => None,
        };
        let key = |page| made(page).unwrap_or_else(|| keys.of(page));
        let keyed = pages.into_par_iter().map(|(address, &page)| (address.clone(), key(page)));
        let mut all: Vec<(UrlPath, [u8; 16])> = keyed.collect();
        all.extend(self.assets().map(|asset| (asset.address.clone(), self.theme.key)));
        all.sort();
        // Two languages may have the same words.
        all.dedup();
        all
    }

    /// The theme's file at an address.
    pub fn asset_at(&self, address: &UrlPath) -> Option<&theme::Asset> {
        // Most addresses are those of pages.
        let below = address.as_str().starts_with("/assets/");
        below.then(|| self.assets().find(|asset| asset.address == *address)).flatten()
    }

    /// Every file of the theme that pages of this site load.
    fn assets(&self) -> impl Iterator<Item = &theme::Asset> {
        let spoken = self.site.languages_of(Kind::Guide);
        let words = spoken.into_iter().filter_map(|language| Some(&self.theme.said(language)?.later));
        self.theme.assets().chain(words)
    }

    /// The file at an address; none where the site has no such address. A template's mistake is a finding.
    pub fn render(&self, world: &dyn World, address: &UrlPath) -> Option<Result<Rendered, Finding>> {
        let media_type = render::media_type(address);
        if let Some(asset) = self.asset_at(address) {
            return Some(Ok(Rendered { bytes: asset.bytes.clone(), media_type }));
        }
        let bytes = match *self.site.pages.get(address)? {
            PageId::Asset(file) => self.asset(world, file),
            PageId::Shard(language, shard @ (Shard::Words(_) | Shard::Near(_))) => {
                Ok(self.indexes(world)[language.0 as usize].bytes(shard).unwrap_or_default().to_vec())
            }
            page => render::page(&self.site, &self.theme, &self.shelved(world), page)
                .map_err(|trouble| self.finding(&trouble)),
        };
        Some(bytes.map(|bytes| Rendered { bytes, media_type }))
    }

    /// Renders every page and keeps none: the mistakes of templates that only a page shows. Nothing to do where
    /// an error stands already.
    pub fn rehearse(&mut self, world: &dyn World) {
        if self.found.has_errors() {
            return;
        }
        // Pages are made on all cores, and so is this: none may wait for it that should help to make it.
        self.indexes(world);
        let addresses: Vec<&UrlPath> = self.site.pages.keys().collect();
        let render = |address: &UrlPath| self.render(world, address).and_then(Result::err);
        let mut troubles: Vec<Finding> = addresses.into_par_iter().filter_map(render).collect();
        // A template's mistake shows on every page that it makes; it is told once.
        troubles.sort_by_key(|a| (a.file, a.fault.span));
        troubles.dedup_by_key(|finding| (finding.file, finding.fault.span));
        self.found.extend(troubles);
        self.found.sort();
    }

    fn shelved<'a>(&'a self, world: &'a dyn World) -> Shelved<'a> {
        Shelved { known: &self.known, shelf: &self.shelf, site: &self.site, world }
    }

    fn indexes(&self, world: &dyn World) -> &[Index] {
        let shelved = self.shelved(world);
        let index = |searched: &Searched| {
            let words = |document: usize| shelved.words(searched.documents[document]);
            search::index(searched.plan, &searched.language, words)
        };
        self.indexes.get_or_init(|| self.site.searches.iter().map(index).collect())
    }

    fn finding(&self, trouble: &Trouble) -> Finding {
        match trouble {
            Trouble::Template(trouble) => {
                let (file, fault) = trouble.finding(&self.site.files, &self.site.settings);
                Finding { file, fault }
            }
            Trouble::Text(entry) => {
                let cause = "the file changed while the site was being made";
                let fault = Fault::new(Code::UnreadableFile, Span::file(), cause, "run the command again");
                Finding { file: self.site.entry(*entry).file, fault }
            }
        }
    }

    fn asset(&self, world: &dyn World, file: FileId) -> Result<Vec<u8>, Finding> {
        world.read(self.site.files.path(file)).map_err(|error| {
            let cause = format!("cannot be read: {error}");
            Finding {
                file,
                fault: Fault::new(Code::UnreadableFile, Span::file(), cause, "check that it is still there"),
            }
        })
    }
}
