//! What programs read: the Atom feed, the sitemap, robots.txt.

use std::fmt::Write as _;

use super::frame::{Page, canonical};
use crate::graph::{Audience, EntryId, PageId, Site, UrlPath};
use crate::model::{Date, Kind};
use crate::text::escape;

/// Entries in the feed, newest first: more than a reader would have missed.
const NEWEST: usize = 50;

/// Briefs and examples that have a date, newest first. Times are those of the content; there is no clock.
pub(super) fn atom(page: &Page<'_>) -> String {
    let site = page.site;
    let dated = newest(site);
    let updated = dated.first().map_or("1970-01-01".to_owned(), |(date, _)| date.first_day());
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    let _ = writeln!(out, " xml:lang=\"{}\">", escape(&site.settings.language));
    let _ = writeln!(out, "<id>{}</id>", escape(&urn(site, "feed")));
    let _ =
        write!(out, "<title>{}</title>\n<updated>{updated}T00:00:00Z</updated>\n", escape(&site.settings.title.plain));
    let author = site.settings.publisher.name.as_deref().unwrap_or(&site.settings.title.plain);
    let _ = writeln!(out, "<author><name>{}</name></author>", escape(author));
    let _ = writeln!(out, "<link rel=\"alternate\" href=\"{}\"/>", escape(&web(page, PageId::Home)));
    if let Some(own) = canonical(site, page.address) {
        let _ = writeln!(out, "<link rel=\"self\" href=\"{}\"/>", escape(&own));
    }
    for (date, id) in dated {
        entry(page, &mut out, date, id);
    }
    out.push_str("</feed>\n");
    out
}

/// What the feed holds.
pub(super) fn newest(site: &Site) -> Vec<(Date, EntryId)> {
    let briefs_and_examples = site.of_kind(Kind::Brief).chain(site.of_kind(Kind::Example));
    let mut dated: Vec<(Date, EntryId)> = briefs_and_examples.filter_map(|id| Some((changed(site, id)?, id))).collect();
    dated.sort_by_key(|&(date, id)| (std::cmp::Reverse(date), id));
    dated.truncate(NEWEST);
    dated
}

fn entry(page: &Page<'_>, out: &mut String, date: Date, id: EntryId) {
    let entry = page.site.entry(id);
    let name = urn(page.site, &format!("{}:{}", entry.kind.word(), entry.id));
    let _ = write!(out, "<entry>\n<id>{}</id>\n<title>{}</title>\n", escape(&name), escape(&entry.title.plain));
    let _ = writeln!(out, "<updated>{}T00:00:00Z</updated>", date.first_day());
    let _ = writeln!(out, "<link rel=\"alternate\" href=\"{}\"/>", escape(&web(page, PageId::Entry(id))));
    if let Some(summary) = &entry.summary {
        let _ = writeln!(out, "<summary>{}</summary>", escape(&summary.plain));
    }
    out.push_str("</entry>\n");
}

/// When an entry last changed, as far as it says.
fn changed(site: &Site, id: EntryId) -> Option<Date> {
    site.entry(id).updated.as_ref().map(|date| date.value).or_else(|| site.date_of(id))
}

/// A name that stays when the site moves.
fn urn(site: &Site, name: &str) -> String {
    format!("urn:framewright:{}:{name}", site.settings.id)
}

fn web(page: &Page<'_>, target: PageId) -> String {
    canonical(page.site, page.site.address(target)).unwrap_or_else(|| page.link(target))
}

/// Every page that is to be found; without a `base_url`, by its path. Of more than one file may hold, a list of files.
pub(super) fn sitemap(site: &Site) -> String {
    if site.sitemaps.is_empty() {
        return urls(site, site.pages.iter());
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for part in 0..site.sitemaps.len() as u32 {
        let address = site.address(PageId::SitemapPart(part));
        let url = canonical(site, address).unwrap_or_else(|| address.to_string());
        let _ = writeln!(out, "<sitemap><loc>{}</loc></sitemap>", escape(&url));
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// One of the files of a sitemap that is too long for one, counted from 0.
pub(super) fn sitemap_part(site: &Site, part: u32) -> String {
    urls(site, part_of_sitemap(site, part))
}

/// The pages of such a file.
pub(super) fn part_of_sitemap(site: &Site, part: u32) -> impl Iterator<Item = (&UrlPath, &PageId)> {
    let start = &site.sitemaps[part as usize];
    let end = site.sitemaps.get(part as usize + 1);
    site.pages.range(start..).take_while(move |(address, _)| end.is_none_or(|end| *address < end))
}

fn urls<'a>(site: &Site, pages: impl Iterator<Item = (&'a UrlPath, &'a PageId)>) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    // Nothing of the private edition is for a search engine to find.
    let is_public = site.audience == Audience::Public;
    for (address, page) in pages.filter(|(_, page)| is_public && site.is_listed(**page)) {
        let changed = match page {
            PageId::Entry(id) => site.entry(*id).updated.as_ref().map(|date| date.value),
            _ => None,
        };
        let url = canonical(site, address).unwrap_or_else(|| address.to_string());
        let _ = write!(out, "<url><loc>{}</loc>", escape(&url));
        if let Some(date) = changed {
            let _ = write!(out, "<lastmod>{date}</lastmod>");
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

pub(super) fn robots(site: &Site) -> String {
    if site.audience == Audience::Private {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    let mut out = String::from("User-agent: *\nAllow: /\n");
    if let Some(url) = canonical(site, site.address(PageId::Sitemap)) {
        let _ = write!(out, "\nSitemap: {url}\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Drafts;
    use crate::source::Memory;

    #[test]
    fn a_sitemap_too_long_for_one_file_is_a_list_of_files() {
        let files = [
            ("framewright.yaml", "title: S\nid: s\nbase_url: https://example.org/\n"),
            ("content/pages/a.md", "---\ntitle: A\n---\nSee [[b]].\n"),
            ("content/pages/b.md", "---\ntitle: B\n---\nSee [[a]].\n"),
        ];
        let mut site = crate::compile(&Memory::of(files), Drafts::Hidden).site;
        let locations = |xml: &str| -> Vec<String> {
            xml.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap_or("").to_owned()).collect()
        };
        let whole = locations(&sitemap(&site));
        site.divide_sitemap(4);
        let files = locations(&sitemap(&site));
        assert_eq!(files.len(), whole.len().div_ceil(4));
        assert_eq!(files[0], "https://example.org/sitemap-1.xml");
        let parts: Vec<Vec<String>> =
            (0..files.len() as u32).map(|part| locations(&sitemap_part(&site, part))).collect();
        assert!(parts.iter().all(|part| (1..=4).contains(&part.len())));
        assert_eq!(parts.concat(), whole);
    }
}
