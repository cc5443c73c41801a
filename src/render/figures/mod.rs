//! A figure's name in, the figure out: drawn as SVG, with the same in words beside it. Page and figure are one file, so
//! that a drawing has links, the page's own colours, and no request of its own.

mod coverage;
mod diagram;
mod grid;
mod listed;
mod map;
mod tree;

use std::fmt::Write as _;

use super::frame::Page;
use super::views::{DriverGroup, FrameworkSummary, LinkView};
use crate::graph::{EntryId, Figure, PageId, SecondaryId};
use crate::model::{Kind, PlaceId};
use crate::text::escape;

/// How tall a drawing may be to stand on one sheet of paper, below its caption; a narrow one is drawn larger there.
const SHEET: u32 = 820;
const NARROW_SHEET: u32 = 640;

/// A further class for a drawing that is taller: on paper its words stand in its place.
fn taller_than(sheet: u32, height: u32) -> &'static str {
    if height > sheet { " tall" } else { "" }
}

/// A figure with its caption, and the same in words, as a page draws it for the `nth` time, from 1.
pub(super) fn draw(page: &Page<'_>, figure: Figure, nth: u32) -> String {
    let (caption, content) = match figure {
        Figure::DriverDiagram => ("driver_diagram", driver_diagram(page)),
        Figure::PlaceMap => ("place_map", format!("{}{}", place_map(page), places(page))),
        Figure::Coverage => ("coverage", coverage_in(page, nth)),
    };
    framed(page, figure, caption, &content)
}

/// The diagram of one framework, without words: its page has them. Empty where the framework's own text has it, or
/// where there is nothing to draw.
pub(super) fn of_framework(page: &Page<'_>, id: EntryId) -> String {
    if embeds(page, Figure::DriverDiagram) || !page.site.lists.drivers_of_framework.contains_key(&id) {
        return String::new();
    }
    framed(page, Figure::DriverDiagram, "driver_diagram", &diagram::whole(page, id))
}

/// A driver within its framework. Empty where the driver's own text has it.
pub(super) fn of_driver(page: &Page<'_>, id: EntryId) -> String {
    if embeds(page, Figure::DriverDiagram) { String::new() } else { around(page, id) }
}

/// A secondary driver within its framework.
pub(super) fn of_secondary(page: &Page<'_>, id: SecondaryId) -> String {
    around(page, page.site.secondary(id).driver)
}

fn around(page: &Page<'_>, driver: EntryId) -> String {
    diagram::around(page, driver).map_or(String::new(), |(drawn, list)| {
        let content = drawn + &in_words(page, "as_list", &list);
        framed(page, Figure::DriverDiagram, "in_framework", &content)
    })
}

/// The map, where a page has its list of places beside it; empty where no place has an example.
pub(super) fn of_places(page: &Page<'_>) -> String {
    match page.site.places().next() {
        Some(_) => framed(page, Figure::PlaceMap, "place_map", &place_map(page)),
        None => String::new(),
    }
}

/// The coverage matrix; empty where the site has no example.
pub(super) fn of_coverage(page: &Page<'_>) -> String {
    if page.site.lists.coverage.examples == 0 { String::new() } else { draw(page, Figure::Coverage, 1) }
}

fn framed(page: &Page<'_>, figure: Figure, caption: &str, content: &str) -> String {
    let (class, caption) = (figure.name(), escape(page.word(caption)));
    format!("<figure class=\"figure {class}\">\n<figcaption>{caption}</figcaption>\n{content}</figure>\n")
}

/// True where the text of the page's own entry shows a figure.
fn embeds(page: &Page<'_>, figure: Figure) -> bool {
    let PageId::Entry(id) = page.id else { return false };
    let own = |&id: &EntryId| page.site.resolved[id.0 as usize].iter().flat_map(|resolved| &resolved.links);
    own(&id).any(|link| *link == crate::graph::Destination::Figure(figure))
}

/// What a figure says, to be opened by who wants it in words. Print opens it.
fn in_words(page: &Page<'_>, label: &str, words: &str) -> String {
    format!("<details class=\"in-words\">\n<summary>{}</summary>\n{words}</details>\n", escape(page.word(label)))
}

/// Aims, then primary drivers by group, then secondary drivers, of each framework.
fn driver_diagram(page: &Page<'_>) -> String {
    let mut out = String::new();
    for id in page.site.of_kind(Kind::Framework) {
        let framework = page.framework(id);
        let _ = writeln!(out, "<p><a href=\"{}\">{}</a></p>", escape(&framework.url), framework.title_html);
        out.push_str(&diagram::whole(page, id));
        out.push_str(&in_words(page, "as_list", &outline(page, framework)));
    }
    out
}

/// A framework as a list of lists.
fn outline(page: &Page<'_>, framework: FrameworkSummary) -> String {
    let mut out = String::new();
    let FrameworkSummary { aims, groups, published, folded, more, .. } = framework;
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

/// The map of tiles; empty where no place has an example.
fn place_map(page: &Page<'_>) -> String {
    match page.site.places().next() {
        Some(_) => map::map(page),
        None => String::new(),
    }
}

/// Places with their number of examples.
fn places(page: &Page<'_>) -> String {
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
        format!("<ul class=\"places bare\">\n{items}</ul>\n")
    }
}

/// Drivers by places, each cell with its examples.
fn coverage_in(page: &Page<'_>, nth: u32) -> String {
    let Some(coverage) = coverage::of(page, nth) else {
        return format!("<p>{}</p>\n", escape(page.word("no_examples")));
    };
    let parts = [coverage::draw, coverage::note, coverage::table];
    parts.into_iter().map(|part| part(page, &coverage)).collect()
}
