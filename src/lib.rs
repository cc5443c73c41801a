//! Framewright: a compiler for framework briefs. Markdown in, a cross-linked static site out, every mistake named.
//!
//! Data flows one way; a stage takes a value and returns a value, and what it finds wrong goes to
//! [`diag::Findings`]. Each module is a stage, in this order; none imports from a later one.

pub mod text;

pub mod diag;

pub mod source;

pub mod parse;

pub mod model;

pub mod graph;

pub mod theme;

pub mod render;

pub mod output;

pub mod scaffold;

pub mod serve;

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use diag::{Code, Fault, FileId, Finding, Findings};
use graph::{Drafts, Input, PageId, Site, UrlPath};
use model::{Catalogue, Entry, Kind, Lowered, Reference, Settings, Stem};
use source::{Content, Files, SETTINGS, World};
use text::{Span, Text};
use theme::Theme;

/// A site with its theme, and what was found wrong with both.
pub struct Compiled {
    pub site: Site,
    pub theme: Theme,
    pub found: Findings,
}

/// A file of the published site.
pub struct Rendered {
    pub bytes: Vec<u8>,
    /// Its media type, such as `text/html; charset=utf-8`.
    pub media_type: &'static str,
}

/// Reads a whole site and its theme, and checks both. Renders nothing.
pub fn compile(world: &dyn World, drafts: Drafts) -> Compiled {
    let (site, mut found) = read(world, drafts);
    let theme = theme::load(&mut found, &site.files, &site.settings);
    found.sort();
    Compiled { site, theme, found }
}

impl Compiled {
    /// Every address of the published site, with its key: equal key, equal bytes.
    pub fn pages(&self) -> Vec<(UrlPath, [u8; 16])> {
        let keys = render::Keys::new(&self.site, &self.theme);
        let pages: Vec<(&UrlPath, &PageId)> = self.site.pages.iter().collect();
        let keyed = pages.into_par_iter().map(|(address, &page)| (address.clone(), keys.of(page)));
        let mut all: Vec<(UrlPath, [u8; 16])> = keyed.collect();
        all.extend(self.theme.assets().map(|asset| (asset.address.clone(), self.theme.key)));
        all.sort();
        all
    }

    /// The file at an address; none where the site has no such address. A template's mistake is a finding.
    pub fn render(&self, world: &dyn World, address: &UrlPath) -> Option<Result<Rendered, Finding>> {
        let media_type = render::media_type(address);
        if let Some(asset) = self.theme.assets().find(|asset| asset.address == *address) {
            return Some(Ok(Rendered { bytes: asset.bytes.clone(), media_type }));
        }
        let bytes = match *self.site.pages.get(address)? {
            PageId::Asset(file) => self.asset(world, file),
            page => render::page(&self.site, &self.theme, page).map_err(|trouble| {
                let (file, fault) = trouble.finding(&self.site.files, &self.site.settings);
                Finding { file, fault }
            }),
        };
        Some(bytes.map(|bytes| Rendered { bytes, media_type }))
    }

    /// Renders every page and keeps none: the mistakes of templates that only a page shows. Nothing to do where
    /// an error stands already.
    pub fn rehearse(&mut self, world: &dyn World) {
        if self.found.has_errors() {
            return;
        }
        let addresses: Vec<&UrlPath> = self.site.pages.keys().collect();
        let render = |address: &UrlPath| self.render(world, address).and_then(Result::err);
        let mut troubles: Vec<Finding> = addresses.into_par_iter().filter_map(render).collect();
        // A template's mistake shows on every page that it makes; it is told once.
        troubles.sort_by_key(|a| (a.file, a.fault.span));
        troubles.dedup_by_key(|finding| (finding.file, finding.fault.span));
        self.found.extend(troubles);
        self.found.sort();
    }

    fn asset(&self, world: &dyn World, file: FileId) -> Result<Vec<u8>, Finding> {
        let path = self.site.files.get(file).map_or("", |file| file.path.as_str());
        world.read(path).map_err(|error| {
            let cause = format!("cannot be read: {error}");
            Finding {
                file,
                fault: Fault::new(Code::UnreadableFile, Span::file(), cause, "check that it is still there"),
            }
        })
    }
}

/// Reads a whole site. The site may be rendered only where no finding is an error.
pub fn read(world: &dyn World, drafts: Drafts) -> (Site, Findings) {
    let mut found = Findings::new();
    let files = source::load(&mut found, world);
    let catalogue = model::catalogue(&mut found, &files);
    let settings = settings(&mut found, &files, &catalogue);
    let entries = entries(&mut found, &files, &catalogue);
    let references = references(&mut found, &files, &catalogue);
    let site = graph::link(&mut found, Input { settings, entries, references, files, drafts });
    found.sort();
    (site, found)
}

fn settings(found: &mut Findings, files: &Files, catalogue: &Catalogue) -> Settings {
    let empty = Text::new("");
    let text = catalogue.settings.and_then(|id| text_of(files, id)).unwrap_or(&empty);
    let (settings, faults) = model::settings(text);
    let file = catalogue.settings.unwrap_or(FileId(0));
    faults.into_iter().for_each(|fault| found.report(file, fault));
    settings
}

fn entries(found: &mut Findings, files: &Files, catalogue: &Catalogue) -> Vec<Entry> {
    let lowered: Vec<(FileId, Lowered)> =
        catalogue.entries.par_iter().map(|(id, kind, stem)| (*id, entry(files, *id, *kind, stem))).collect();
    let mut entries = Vec::with_capacity(lowered.len());
    for (file, lowered) in lowered {
        lowered.faults.into_iter().for_each(|fault| found.report(file, fault));
        entries.extend(lowered.entry);
    }
    entries
}

/// Reads one file behind a fence: should a parser fail on hostile text, that is a finding about this file.
fn entry(files: &Files, id: FileId, kind: Kind, stem: &Stem) -> Lowered {
    let Some(text) = text_of(files, id) else { return Lowered { entry: None, faults: Vec::new() } };
    let read = || model::entry(id, kind, stem.clone(), parse::document(text));
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Lowered { entry: None, faults: vec![beyond_reading()] })
}

fn references(found: &mut Findings, files: &Files, catalogue: &Catalogue) -> Vec<(FileId, Reference)> {
    let mut references = Vec::new();
    for &id in &catalogue.bibliographies {
        let Some(text) = text_of(files, id) else { continue };
        let bib = files.get(id).is_some_and(|file| file.path.ends_with(".bib"));
        let read = || if bib { model::read_bib(text.as_str()) } else { model::read_yaml(text.as_str()) };
        let (read, faults) =
            catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| (Vec::new(), vec![beyond_reading()]));
        faults.into_iter().for_each(|fault| found.report(id, fault));
        references.extend(read.into_iter().map(|reference| (id, reference)));
    }
    references
}

fn text_of(files: &Files, id: FileId) -> Option<&Text> {
    match &files.get(id)?.content {
        Content::Text(text) => Some(text),
        Content::Asset { .. } | Content::Unread => None,
    }
}

fn beyond_reading() -> Fault {
    let cause = format!("the file defeats the parser; {SETTINGS} and all other files were read");
    Fault::new(Code::UnreadableFile, Span::file(), cause, "take out what was added last, and please report it")
}
