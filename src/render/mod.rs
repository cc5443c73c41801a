//! A site, a theme and an address in, that page's bytes out: a pure function. Never knows that it is being served,
//! never sees the clock.
//!
//! Every page is made in two steps: a *view* (plain data), then a template. A view can be made in outline
//! (`Detail::Key`): everything that may change the page is in it, save the ready HTML of bodies, for which their
//! content's hash stands. The hash of such a view is the page's key.

mod apa;
mod body;
mod cards;
mod dates;
mod embed;
mod feeds;
mod figures;
mod frame;
mod highlight;
mod indexes;
mod kinds;
mod site_json;
mod views;

use std::io;

use serde::Serialize;

use crate::graph::{PageId, Site, UrlPath};
use crate::source::Content;
use crate::theme::{TemplateTrouble, Theme};
use frame::Page;

/// How much of a view is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    /// All of it, for the template.
    Full,
    /// What is needed to tell whether the page changed.
    Key,
}

/// What is done with a view once it is made.
trait Visitor {
    type Out;
    /// A page made by a template of the theme, in a language.
    fn template(self, template: &'static str, language: &str, view: &impl Serialize) -> Self::Out;
    /// A feed or data file, which is text as it is.
    fn text(self, text: String) -> Self::Out;
}

struct Rendering<'a>(&'a Theme);

impl Visitor for Rendering<'_> {
    type Out = Result<String, TemplateTrouble>;

    fn template(self, template: &'static str, language: &str, view: &impl Serialize) -> Self::Out {
        self.0.render(template, language, view)
    }

    fn text(self, text: String) -> Self::Out {
        Ok(text)
    }
}

struct Hashing(blake3::Hasher);

impl Visitor for Hashing {
    type Out = blake3::Hasher;

    fn template(mut self, template: &'static str, language: &str, view: &impl Serialize) -> blake3::Hasher {
        self.0.update(template.as_bytes()).update(language.as_bytes());
        // Writing into a hash cannot fail, and views hold nothing that JSON cannot say.
        let _ = serde_json::to_writer(&mut self, view);
        self.0
    }

    fn text(mut self, text: String) -> blake3::Hasher {
        self.0.update(text.as_bytes());
        self.0
    }
}

impl io::Write for &mut Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Makes a page's bytes. Files beside the entries are copied by the caller.
pub fn page(site: &Site, theme: &Theme, page: PageId) -> Result<Vec<u8>, TemplateTrouble> {
    visit(Page::new(site, theme, page, Detail::Full), Rendering(theme)).map(String::into_bytes)
}

/// A page's key: equal keys, equal bytes. Makes no HTML.
pub fn key(site: &Site, theme: &Theme, page: PageId) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&theme.key);
    if let PageId::Asset(file) = page
        && let Some(Content::Asset { hash, .. }) = site.files.get(file).map(|file| &file.content)
    {
        hasher.update(hash.as_bytes());
    }
    let hasher = visit(Page::new(site, theme, page, Detail::Key), Hashing(hasher));
    let mut key = [0; 16];
    key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    key
}

/// Makes the view of a page and hands it on.
fn visit<V: Visitor>(page: Page<'_>, visitor: V) -> V::Out {
    match page.id {
        PageId::Home => indexes::home(page, visitor),
        PageId::Entry(entry) => kinds::entry(page, entry, visitor),
        PageId::Secondary(secondary) => kinds::secondary(page, secondary, visitor),
        PageId::Place(place) => indexes::place(page, place, visitor),
        PageId::Index(index) => indexes::index(page, index, visitor),
        PageId::References => indexes::references(page, visitor),
        PageId::Search => indexes::search(page, visitor),
        PageId::NotFound => indexes::not_found(page, visitor),
        PageId::Stub(entry, alias) => indexes::stub(page, entry, alias, visitor),
        PageId::Feed => visitor.text(feeds::atom(&page)),
        PageId::Sitemap => visitor.text(feeds::sitemap(page.site)),
        PageId::Robots => visitor.text(feeds::robots(page.site)),
        PageId::SiteJson => visitor.text(site_json::write(&page)),
        PageId::Asset(_) => visitor.text(String::new()),
    }
}

/// The media type of what stands at an address.
pub fn media_type(address: &UrlPath) -> &'static str {
    let path = address.as_str();
    let name = path.rsplit('/').next().unwrap_or("");
    match name.rsplit_once('.').map_or("html", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" if name == "atom.xml" => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}
