//! A link of a text in, its HTML out; and for paper, where nothing can be clicked, its number and the list of addresses.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::body::Scope;
use super::frame::{Page, canonical};
use crate::graph::{Destination, Index, PageId};
use crate::model::Kind;
use crate::text::{escape, escape_into};

impl Page<'_> {
    pub(super) fn link_start(&mut self, out: &mut String, scope: &Scope, at: u32) {
        let destination = &self.site.resolved(scope.entry, scope.fragment).links[at as usize];
        let Some(url) = self.url(scope, destination) else { return out.push_str("<span class=\"draft-link\">") };
        out.push_str("<a href=\"");
        escape_into(out, &url);
        out.push('"');
        if matches!(destination, Destination::External(_)) {
            out.push_str(" rel=\"external\"");
        }
        if let Some(address) = self.address_on_paper(destination, &url) {
            let _ = write!(out, " data-n=\"{}\"", self.number(address));
        }
        out.push('>');
    }

    /// The number under which paper lists an address.
    fn number(&mut self, address: String) -> usize {
        let next = self.addresses.len() + 1;
        *self.addresses.entry(address).or_insert(next)
    }

    /// Where a link in a text leads, as paper says it: the whole address, or the path where the site does not know its
    /// own. What a template links (the ways around the site, labels, cards and lists) has no number, since the page has
    /// its title there and the reader of paper goes to none of it; nor has a term, whose meaning the paper holds, nor
    /// a part of the same sheets.
    fn address_on_paper(&self, destination: &Destination, url: &str) -> Option<String> {
        match destination {
            Destination::External(_) => Some(url.to_owned()),
            Destination::Page { page, anchor } => self.page_on_paper(*page, anchor.as_deref()),
            Destination::Embedded(id) => self.page_on_paper(PageId::Entry(*id), None),
            Destination::PlaceAlone(_) => self.page_on_paper(PageId::Index(Index::Places), None),
            Destination::Asset(file) => self.page_on_paper(PageId::Asset(*file), None),
            Destination::SamePage { .. } => None,
            Destination::Figure(_) | Destination::Draft(_) | Destination::Unresolved => None,
        }
    }

    fn page_on_paper(&self, page: PageId, anchor: Option<&str>) -> Option<String> {
        let page = match page {
            PageId::Entry(id) if self.site.entry(id).kind == Kind::Term => return None,
            PageId::Entry(id) => PageId::Entry(self.translated(id)),
            other => other,
        };
        if page == self.id {
            return None;
        }
        let address = self.site.address(page);
        let mut address = canonical(self.site, address).unwrap_or_else(|| address.to_string());
        if let Some(anchor) = anchor {
            address.extend(["#", anchor]);
        }
        Some(address)
    }

    pub(super) fn link_end(&self, scope: &Scope, at: u32) -> &'static str {
        let destination = &self.site.resolved(scope.entry, scope.fragment).links[at as usize];
        if self.leads(destination) { "</a>" } else { "</span>" }
    }

    /// True where there is something to lead to: [`Page::url`] has it.
    fn leads(&self, destination: &Destination) -> bool {
        match destination {
            Destination::Page { page, .. } => self.reaches_others() && self.is_published(*page),
            Destination::Embedded(id) => self.reaches_others() && self.is_published(PageId::Entry(*id)),
            Destination::SamePage { .. } | Destination::External(_) => true,
            Destination::PlaceAlone(_) | Destination::Asset(_) => self.reaches_others(),
            Destination::Figure(_) | Destination::Draft(_) | Destination::Unresolved => false,
        }
    }

    /// Where a link leads from this page; none where there is nothing to lead to.
    fn url(&self, scope: &Scope, destination: &Destination) -> Option<String> {
        match destination {
            Destination::Page { page, anchor } => {
                let url = self.published_link(*page)?;
                Some(match anchor {
                    Some(anchor) => format!("{url}#{anchor}"),
                    None => url,
                })
            }
            Destination::SamePage { anchor } if self.id == PageId::Entry(scope.entry) => Some(format!("#{anchor}")),
            // Embedded, a link to the own page leads to the part that is embedded with it.
            Destination::SamePage { anchor } => Some(format!("#{}{anchor}", scope.prefix)),
            Destination::External(url) => Some(encoded(url)),
            Destination::PlaceAlone(_) => self.published_link(PageId::Index(Index::Places)),
            Destination::Asset(file) => self.published_link(PageId::Asset(*file)),
            Destination::Embedded(id) => self.published_link(PageId::Entry(*id)),
            Destination::Figure(_) | Destination::Draft(_) | Destination::Unresolved => None,
        }
    }

    pub(super) fn image(&self, out: &mut String, scope: &Scope, at: u32) {
        let link = &self.site.entry(scope.entry).fragment(scope.fragment).outline.links[at as usize];
        let destination = &self.site.resolved(scope.entry, scope.fragment).links[at as usize];
        if matches!(self.id, PageId::Kit(_)) {
            // It loads nothing, so that the words stand for the picture.
            escape_into(out, &link.alt);
        } else if let Some(url) = self.url(scope, destination) {
            let _ = write!(out, "<img src=\"{}\" alt=\"{}\">", escape(&url), escape(&link.alt));
        }
    }

    /// Addresses that the text links to, by their numbers.
    pub fn addresses(&self) -> String {
        let mut all: Vec<(&usize, &String)> = self.addresses.iter().map(|(url, number)| (number, url)).collect();
        all.sort_unstable();
        let mut out = String::new();
        for (number, url) in all {
            let _ = write!(out, "\n    <li>→{number} {}</li>", escape(url));
        }
        out
    }
}

/// An address with what may not stand in one percent-encoded: spaces, quotes, letters beyond ASCII.
fn encoded(url: &str) -> String {
    const KEPT: &AsciiSet =
        &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}').add(b'|').add(b'^').add(b'\\');
    utf8_percent_encode(url, KEPT).to_string()
}
