//! Lists that stand on nearly every page, made ready: navigation, breadcrumbs, references. A template says
//! where they go and what stands around them. A list of forty items costs a template more than all else on its page.

use std::fmt::Write as _;

use super::apa;
use super::frame::Page;
use super::views::LinkView;
use crate::graph::{Index, PageId};
use crate::text::{escape, escape_into};

impl Page<'_> {
    /// The lists of the site, the one that the page belongs to marked. The box beside them leads to the search.
    pub fn nav(&self) -> String {
        let indexes = Index::ALL.into_iter().filter(|index| match index.kind() {
            Some(kind) => self.site.has(kind),
            None => self.site.places().next().is_some(),
        });
        let mut out = String::with_capacity(512);
        for page in indexes.map(PageId::Index) {
            let address = self.site.address(page);
            let current = self.address.as_str().starts_with(address.as_str());
            out.push_str("\n        <li><a href=\"");
            escape_into(&mut out, &self.link_to(address));
            out.push_str(if current { "\" aria-current=\"true\">" } else { "\">" });
            escape_into(&mut out, &self.title_plain(page));
            out.push_str("</a></li>");
        }
        out
    }

    /// Works that the page cites, each with links back to where it is cited.
    pub fn references(&self) -> String {
        let mut out = String::with_capacity(self.citations.works.len() * 400);
        for (at, (work, uses)) in self.citations.works.iter().enumerate() {
            let number = at + 1;
            let _ = write!(out, "\n    <li id=\"ref.{number}\" value=\"{number}\">");
            out.push_str(&apa::format(self.site.reference(*work)).html);
            match uses {
                0 => {}
                1 => {
                    let label = escape(self.word("back_to_text"));
                    let _ =
                        write!(out, "\n      <a class=\"back\" href=\"#cite.{number}-1\" aria-label=\"{label}\">↑</a>");
                }
                _ => self.ways_back(&mut out, number, *uses),
            }
            out.push_str("</li>");
        }
        out
    }

    /// Links back to several places, by letter as long as there are letters.
    fn ways_back(&self, out: &mut String, number: usize, uses: u32) {
        out.push_str("\n      <span class=\"backs\">↑");
        for nth in 1..=uses {
            let letter = u8::try_from(nth).ok().filter(|nth| *nth <= 26).map(|nth| char::from(b'a' + nth - 1));
            let letter = letter.map_or_else(|| nth.to_string(), String::from);
            let label = escape(&self.fill("back_to_citation", &[("n", &letter)]));
            let _ = write!(
                out,
                "\n      <a class=\"back\" href=\"#cite.{number}-{nth}\" aria-label=\"{label}\">{letter}</a>"
            );
        }
        out.push_str("</span>");
    }
}

/// Links to the pages above a page.
pub(super) fn crumbs(crumbs: &[LinkView]) -> String {
    let mut out = String::with_capacity(crumbs.len() * 80);
    for LinkView { title_html, url } in crumbs {
        let _ = match url {
            Some(url) => write!(out, "\n    <li><a href=\"{}\">{title_html}</a></li>", escape(url)),
            None => write!(out, "\n    <li><span class=\"draft-link\">{title_html}</span></li>"),
        };
    }
    out
}
