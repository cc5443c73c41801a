//! Figures drawn from the content, as lists and tables that say what a picture would.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::frame::Page;
use super::views::{DriverGroup, FrameworkSummary};
use crate::graph::{EntryId, Figure, PageId, SecondaryId};
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
        let FrameworkSummary { title_html, url, aims, groups, published, .. } = page.framework(id);
        let _ = writeln!(out, "<p><a href=\"{}\">{title_html}</a></p>", escape(&url));
        let aims: String = aims.iter().map(|aim| format!("<li>{}</li>", aim.title_html)).collect();
        let _ = write!(out, "<p>{}</p>\n<ul class=\"aims\">{aims}</ul>\n", escape(page.word("aims")));
        let _ = write!(out, "<p>{}</p>\n<ul class=\"drivers\">\n", escape(page.word("drivers")));
        groups.iter().for_each(|group| drivers(&mut out, group));
        out.push_str("</ul>\n");
        if !published.is_empty() {
            let _ = writeln!(out, "<p>{}</p>", escape(&published));
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

/// Secondary drivers by places, each cell with its examples.
fn coverage(page: &Page<'_>) -> String {
    let lists = &page.site.lists;
    let mut cells: BTreeMap<(SecondaryId, PlaceId), Vec<EntryId>> = BTreeMap::new();
    let mut places: BTreeSet<(&str, PlaceId)> = BTreeSet::new();
    for (&place, examples) in &lists.examples_of_place {
        for (&secondary, demonstrating) in &lists.examples_of_secondary {
            let here: Vec<EntryId> = examples.iter().copied().filter(|id| demonstrating.contains(id)).collect();
            if !here.is_empty() {
                places.insert((place.name(), place));
                cells.insert((secondary, place), here);
            }
        }
    }
    if cells.is_empty() {
        return format!("<p>{}</p>\n", escape(page.word("no_examples")));
    }
    let mut out = String::from("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
    let _ = write!(out, "<th scope=\"col\">{}</th>", escape(page.word("secondary")));
    for (name, place) in &places {
        let _ =
            write!(out, "<th scope=\"col\"><a href=\"{}\">{name}</a></th>", escape(&page.link(PageId::Place(*place))));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for at in 0..page.site.secondaries.len() as u32 {
        row(page, &mut out, SecondaryId(at), &places, &cells);
    }
    out.push_str("</tbody></table></div>\n");
    out
}

fn row(
    page: &Page<'_>,
    out: &mut String,
    secondary: SecondaryId,
    places: &BTreeSet<(&str, PlaceId)>,
    cells: &BTreeMap<(SecondaryId, PlaceId), Vec<EntryId>>,
) {
    let Some(url) = page.published_link(PageId::Secondary(secondary)) else { return };
    let title = page.title_html(PageId::Secondary(secondary));
    let _ = write!(out, "<tr><th scope=\"row\"><a href=\"{}\">{title}</a></th>", escape(&url));
    for (_, place) in places {
        let examples = cells.get(&(secondary, *place)).into_iter().flatten();
        let link = |&id: &EntryId| {
            let page_id = PageId::Entry(id);
            format!("<a href=\"{}\">{}</a>", escape(&page.link(page_id)), page.title_html(page_id))
        };
        let links: Vec<String> = examples.map(link).collect();
        let cell = if links.is_empty() { "–".to_owned() } else { links.join("<br>") };
        let _ = write!(out, "<td>{cell}</td>");
    }
    out.push_str("</tr>\n");
}
