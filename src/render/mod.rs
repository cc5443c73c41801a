//! A site, a theme and an address in, that page's bytes out: a pure function. Never knows that it is being served,
//! never sees the clock.
//!
//! Every page is made in two steps: a *view* (plain data), then a template. Whether it must be made at all, its *key*
//! tells, which is mixed from hashes without making either.

mod apa;
mod body;
mod cards;
mod cite;
mod collaborative;
mod contents;
mod dates;
mod embed;
mod feeds;
mod figures;
mod filters;
mod form;
mod frame;
mod furniture;
mod further;
mod handout;
mod highlight;
mod hosting;
mod indexes;
mod island;
mod key;
mod kinds;
mod kit;
mod languages;
mod linked;
mod links;
mod search;
mod share;
mod sheet;
mod site_json;
mod terms;
mod uses;
mod views;

use std::sync::Arc;

use crate::answers;
use crate::graph::{EntryId, PageId, Site, SiteFile, UrlPath};
use crate::parse::markdown::Body;
use crate::theme::{TemplateTrouble, Theme};
use frame::Page;

pub use apa::{Formatted, format as formatted, remember};
pub use key::{Key, Keys};

/// A page's text, or what its template did wrong.
type Made = Result<String, Trouble>;

/// Why a page could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    Template(TemplateTrouble),
    /// An entry's text is no longer what it was when the site was read.
    Text(EntryId),
}

/// Where the HTML of entries' bodies is kept. A page asks for those alone that it shows.
pub trait Bodies: Sync {
    /// The body of an entry; none where it is not to be had any more.
    fn body(&self, id: EntryId) -> Option<Arc<Body>>;
}

/// Makes a page's bytes. Files beside the entries are copied by the caller.
pub fn page(site: &Site, theme: &Theme, bodies: &dyn Bodies, page: PageId) -> Result<Vec<u8>, Trouble> {
    match page {
        PageId::File(SiteFile::Picture) => Ok(share::image(site)),
        page => made(Page::new(site, theme, bodies, page)).map(String::into_bytes),
    }
}

fn made(page: Page<'_>) -> Made {
    let base_url = page.site.settings.base_url.as_deref();
    match page.id {
        PageId::Home => indexes::home(page),
        PageId::Entry(entry) => kinds::entry(page, entry),
        PageId::Secondary(secondary) => kinds::secondary(page, secondary),
        PageId::Collaborative(id, section) => collaborative::section(page, id, section),
        PageId::Place(place) => indexes::place(page, place),
        PageId::Index(index) => indexes::index(page, index),
        PageId::References => indexes::references(page),
        PageId::Search(language) => indexes::search(page, language),
        PageId::Further(listing, part) => further::further(page, listing, part),
        PageId::NotFound => indexes::not_found(page),
        PageId::Handout(brief) => handout::handout(page, brief),
        PageId::Stub(entry, alias) => indexes::stub(page, entry, alias),
        PageId::Feed => Ok(feeds::atom(&page)),
        PageId::Sitemap => Ok(feeds::sitemap(page.site)),
        PageId::SitemapPart(part) => Ok(feeds::sitemap_part(page.site, part)),
        PageId::Robots => Ok(feeds::robots(page.site)),
        PageId::File(SiteFile::Bibliography(format)) => Ok(indexes::bibliography(page.site, format)),
        PageId::File(SiteFile::Headers) => Ok(hosting::headers(page.site)),
        PageId::File(SiteFile::Schema) => Ok(site_json::SCHEMA.to_owned()),
        PageId::File(SiteFile::Redirects) => Ok(hosting::redirects(page.site)),
        PageId::File(SiteFile::AnswersSchema) => Ok(answers::schema(answers::Schema::Answers, base_url)),
        PageId::File(SiteFile::GuideSchema) => Ok(answers::schema(answers::Schema::Guide, base_url)),
        // No text: see `page`.
        PageId::File(SiteFile::Picture) => Ok(String::new()),
        PageId::Kit(guide) => kit::kit(page, guide),
        PageId::SiteJson => Ok(site_json::write(&page)),
        PageId::Shard(language, shard) => search::shard(page, language, shard),
        PageId::Asset(_) => Ok(String::new()),
    }
}

/// The media type of what stands at an address.
pub fn media_type(address: &UrlPath) -> &'static str {
    let path = address.as_str();
    let name = path.rsplit('/').next().unwrap_or("");
    // What hosts read has names of their own.
    if name.starts_with('_') {
        return "text/plain; charset=utf-8";
    }
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
        "bib" => "application/x-bibtex; charset=utf-8",
        "ris" => "application/x-research-info-systems; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}
