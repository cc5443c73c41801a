//! Drivers and the places of their examples in, the coverage matrix out: a drawing in two arrangements, and a table
//! that says the same.

use std::fmt::Write as _;

use super::grid::{self, Cell, Row};
use super::map::abbreviation;
use crate::graph::{DriverRef, EntryId, Index, PageId};
use crate::model::PlaceId;
use crate::render::frame::Page;
use crate::text::escape;

/// Rows that one page shows, and examples in all of its cells. Of more it shows the numbers, and of the rows that have
/// any the first.
const ROWS: usize = 240;
const FOLDED: usize = 100;
const EXAMPLES: usize = 500;

/// What a page shows of the coverage.
pub(super) struct Coverage {
    rows: Vec<DriverRef>,
    /// True where cells hold numbers and no examples.
    counted: bool,
    /// Drivers of both levels, shown or not.
    total: usize,
}

/// None where the site has no example.
pub(super) fn of(page: &Page<'_>) -> Option<Coverage> {
    let coverage = &page.site.lists.coverage;
    if coverage.examples == 0 {
        return None;
    }
    let drivers = page.site.lists.drivers_of_framework.values().flatten();
    let rows = drivers.flat_map(|&driver| {
        let secondaries = page.site.secondaries_of(driver).map(DriverRef::Secondary);
        std::iter::once(DriverRef::Primary(driver)).chain(secondaries)
    });
    let all: Vec<DriverRef> = rows.collect();
    let total = all.len();
    if total <= ROWS && coverage.examples <= EXAMPLES {
        return Some(Coverage { rows: all, counted: false, total });
    }
    let has_any = |row: &DriverRef| examples(page, *row).next().is_some();
    let mut rows: Vec<DriverRef> = all.into_iter().filter(has_any).collect();
    rows.truncate(FOLDED);
    Some(Coverage { rows, counted: true, total })
}

/// The examples of a driver, by place, in the order of the places' names.
fn examples<'a>(page: &Page<'a>, row: DriverRef) -> impl Iterator<Item = (PlaceId, &'a [EntryId])> + use<'a> {
    let coverage = &page.site.lists.coverage;
    coverage.places.iter().filter_map(move |&place| Some((place, coverage.cells.get(&(row, place))?.as_slice())))
}

/// The drawing.
pub(super) fn draw(page: &Page<'_>, coverage: &Coverage) -> String {
    let places = &page.site.lists.coverage.places;
    let row = |&driver: &DriverRef| {
        let target = target(driver);
        let (url, is_primary) = (page.published_link(target), matches!(driver, DriverRef::Primary(_)));
        let cells = examples(page, driver).map(|(place, all)| Cell {
            column: places.iter().position(|&other| other == place).unwrap_or(0),
            number: all.len(),
            url: match all {
                [one] => Some(page.link(PageId::Entry(*one))),
                _ => url.as_ref().map(|url| format!("{url}#_examples")),
            },
            name: match all {
                [one] => format!("{}: {}", place.name(), page.title_plain(PageId::Entry(*one))),
                _ => format!("{}: {}", place.name(), page.count(all.len(), "example")),
            },
        });
        Row { text: page.title_plain(target), is_primary, cells: cells.collect(), url: url.clone() }
    };
    let rows: Vec<Row> = coverage.rows.iter().map(row).collect();
    let column = |&place: &PlaceId| grid::Column {
        code: abbreviation(place),
        name: place.name(),
        url: page.link(PageId::Place(place)),
    };
    let columns: Vec<grid::Column> = places.iter().map(column).collect();
    grid::draw(page.word("coverage"), page.word("no_examples"), &columns, &rows)
}

/// The same as a table: each driver with its examples, by place.
pub(super) fn table(page: &Page<'_>, coverage: &Coverage) -> String {
    let mut out = String::from("<table class=\"coverage-table\">\n<thead><tr>");
    for word in ["driver", "examples"] {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(page.word(word)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for &driver in &coverage.rows {
        let target = target(driver);
        let Some(url) = page.published_link(target) else { continue };
        let class = if matches!(driver, DriverRef::Primary(_)) { " class=\"primary\"" } else { "" };
        let title = page.title_html(target);
        let _ = write!(out, "<tr{class}><th scope=\"row\"><a href=\"{}\">{title}</a></th><td>", escape(&url));
        let cells: Vec<String> = examples(page, driver).map(|(place, all)| cell(page, coverage, place, all)).collect();
        match cells.is_empty() {
            true => out.push_str(&escape(page.word("no_examples"))),
            false => out.push_str(&cells.join("<br>")),
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody></table>\n");
    out
}

/// What a row says of one place.
fn cell(page: &Page<'_>, coverage: &Coverage, place: PlaceId, examples: &[EntryId]) -> String {
    if coverage.counted {
        return format!("{}: {}", place.name(), escape(&page.count(examples.len(), "example")));
    }
    let link = |&id: &EntryId| {
        let target = PageId::Entry(id);
        format!("<a href=\"{}\">{}</a>", escape(&page.link(target)), page.title_html(target))
    };
    format!("{}: {}", place.name(), examples.iter().map(link).collect::<Vec<_>>().join("; "))
}

/// What is left out, and where it stands; empty where nothing is.
pub(super) fn note(page: &Page<'_>, coverage: &Coverage) -> String {
    if !coverage.counted {
        return String::new();
    }
    let numbers = [coverage.rows.len(), coverage.total].map(|number| number.to_string());
    let note = page.fill("coverage_folded", &[("n", &numbers[0]), ("total", &numbers[1])]);
    let index = PageId::Index(Index::Drivers);
    let (url, drivers) = (escape(&page.link(index)), page.title_html(index));
    format!("<p>{} <a href=\"{url}\">{drivers}</a></p>\n", escape(&note))
}

fn target(driver: DriverRef) -> PageId {
    match driver {
        DriverRef::Primary(id) => PageId::Entry(id),
        DriverRef::Secondary(id) => PageId::Secondary(id),
    }
}
