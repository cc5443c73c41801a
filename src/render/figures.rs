//! Figures drawn from the content, as lists and tables that say what a picture would.

use std::fmt::Write as _;

use super::frame::Page;
use super::views::{DriverGroup, FrameworkSummary, LinkView};
use crate::graph::{EntryId, Figure, Index, PageId, SecondaryId};
use crate::model::{Kind, PlaceId};
use crate::text::escape;

/// A figure with its caption.
pub(super) fn draw(page: &Page<'_>, figure: Figure) -> String {
    let (name, content) = match figure {
        Figure::DriverDiagram => ("driver_diagram", driver_diagram(page)),
        Figure::PlaceMap => ("place_map", place_map(page)),
        Figure::Coverage => ("coverage", coverage(page)),
    };
    let caption = escape(page.word(name));
    format!("<figure class=\"figure {}\">\n<figcaption>{caption}</figcaption>\n{content}</figure>\n", figure.name())
}

/// Aims, then primary drivers by group, then secondary drivers.
fn driver_diagram(page: &Page<'_>) -> String {
    let mut out = String::new();
    for id in page.site.of_kind(Kind::Framework) {
        let FrameworkSummary { title_html, url, aims, groups, published, folded, more, .. } = page.framework(id);
        let _ = writeln!(out, "<p><a href=\"{}\">{title_html}</a></p>", escape(&url));
        let aims: String = aims.iter().map(|aim| format!("<li>{}</li>", aim.title_html)).collect();
        let _ = write!(out, "<p>{}</p>\n<ul class=\"aims\">{aims}</ul>\n", escape(page.word("aims")));
        let _ = write!(out, "<p>{}</p>\n<ul class=\"drivers\">\n", escape(page.word("drivers")));
        groups.iter().for_each(|group| drivers(&mut out, group));
        out.push_str("</ul>\n");
        if !published.is_empty() {
            let _ = writeln!(out, "<p>{}</p>", escape(&published));
        }
        if folded {
            let _ = writeln!(out, "<p>{}</p>", escape(page.word("secondaries_elsewhere")));
        }
        if let Some(LinkView { title_html, url: Some(url) }) = more {
            let _ = writeln!(out, "<p><a href=\"{}\">{title_html}</a></p>", escape(&url));
        }
    }
    out
}

fn drivers(out: &mut String, group: &DriverGroup) {
    for driver in &group.drivers {
        let _ = write!(out, "<li><a href=\"{}\">{}</a>", escape(&driver.url), driver.title_html);
        if !group.title_html.is_empty() {
            let _ = write!(out, " ({})", group.title_html);
        }
        if !driver.secondaries.is_empty() {
            out.push_str("\n<ul>\n");
            for secondary in &driver.secondaries {
                let _ = writeln!(out, "<li><a href=\"{}\">{}</a></li>", escape(&secondary.url), secondary.title_html);
            }
            out.push_str("</ul>\n");
        }
        out.push_str("</li>\n");
    }
}

/// Places with their number of examples.
fn place_map(page: &Page<'_>) -> String {
    let mut places: Vec<PlaceId> = page.site.places().collect();
    places.sort_by_key(|place| place.name());
    let item = |place: PlaceId| {
        let link = page.place_link(place);
        let count = page.count(link.examples, "example");
        format!(
            "<li><a href=\"{}\">{}</a>: {}</li>\n",
            escape(&link.url.unwrap_or_default()),
            link.name,
            escape(&count)
        )
    };
    let items: String = places.into_iter().map(item).collect();
    if items.is_empty() {
        format!("<p>{}</p>\n", escape(page.word("no_examples")))
    } else {
        format!("<ul>\n{items}</ul>\n")
    }
}

/// Rows of the coverage table, and examples in all its cells, that one page shows.
const ROWS: usize = 100;
const EXAMPLES: usize = 500;

/// Secondary drivers by places, each cell with its examples.
fn coverage(page: &Page<'_>) -> String {
    let coverage = &page.site.lists.coverage;
    if coverage.examples == 0 {
        return format!("<p>{}</p>\n", escape(page.word("no_examples")));
    }
    let total = page.site.secondaries.len();
    if total <= ROWS && coverage.examples <= EXAMPLES {
        let all: Vec<SecondaryId> = (0..total as u32).map(SecondaryId).collect();
        return table(page, &all, linked);
    }
    let shown = &coverage.secondaries[..coverage.secondaries.len().min(ROWS)];
    let numbers = [shown.len(), total].map(|number| number.to_string());
    let note = page.fill("coverage_folded", &[("n", &numbers[0]), ("total", &numbers[1])]);
    let index = PageId::Index(Index::Drivers);
    let (url, drivers) = (escape(&page.link(index)), page.title_html(index));
    format!("{}<p>{} <a href=\"{url}\">{drivers}</a></p>\n", table(page, shown, counted), escape(&note))
}

/// What a cell shows of its examples.
type Cell = fn(&Page<'_>, &[EntryId]) -> String;

fn linked(page: &Page<'_>, examples: &[EntryId]) -> String {
    let link = |&id: &EntryId| {
        let page_id = PageId::Entry(id);
        format!("<a href=\"{}\">{}</a>", escape(&page.link(page_id)), page.title_html(page_id))
    };
    examples.iter().map(link).collect::<Vec<_>>().join("<br>")
}

fn counted(_: &Page<'_>, examples: &[EntryId]) -> String {
    examples.len().to_string()
}

fn table(page: &Page<'_>, rows: &[SecondaryId], cell: Cell) -> String {
    let mut out = String::from("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
    let _ = write!(out, "<th scope=\"col\">{}</th>", escape(page.word("secondary")));
    for &place in &page.site.lists.coverage.places {
        let url = escape(&page.link(PageId::Place(place)));
        let _ = write!(out, "<th scope=\"col\"><a href=\"{url}\">{}</a></th>", place.name());
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    rows.iter().for_each(|&secondary| row(page, &mut out, secondary, cell));
    out.push_str("</tbody></table></div>\n");
    out
}

fn row(page: &Page<'_>, out: &mut String, secondary: SecondaryId, cell: Cell) {
    let Some(url) = page.published_link(PageId::Secondary(secondary)) else { return };
    let title = page.title_html(PageId::Secondary(secondary));
    let _ = write!(out, "<tr><th scope=\"row\"><a href=\"{}\">{title}</a></th>", escape(&url));
    for &place in &page.site.lists.coverage.places {
        let cell = page.site.lists.coverage.cells.get(&(secondary, place)).map(|examples| cell(page, examples));
        let _ = write!(out, "<td>{}</td>", cell.as_deref().unwrap_or("–"));
    }
    out.push_str("</tr>\n");
}
