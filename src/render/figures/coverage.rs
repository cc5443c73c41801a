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
const EXAMPLES: usize = 800;

/// What a page shows of the coverage.
pub(super) struct Coverage {
    /// What the ids of its table begin with: a page may draw the matrix more than once.
    id: String,
    rows: Vec<DriverRef>,
    /// True where cells hold numbers and no examples.
    counted: bool,
    /// Drivers of both levels, shown or not.
    total: usize,
}

/// The matrix that a page draws for the `nth` time, from 1; none where the site has no example.
pub(super) fn of(page: &Page<'_>, nth: u32) -> Option<Coverage> {
    let coverage = &page.site.lists.coverage;
    if coverage.examples == 0 {
        return None;
    }
    let id = if nth == 1 { "_coverage".to_owned() } else { format!("_coverage-{nth}") };
    let drivers = page.site.lists.drivers_of_framework.values().flatten();
    let rows = drivers.flat_map(|&driver| {
        let secondaries = page.site.secondaries_of(driver).map(DriverRef::Secondary);
        std::iter::once(DriverRef::Primary(driver)).chain(secondaries)
    });
    let all: Vec<DriverRef> = rows.collect();
    let total = all.len();
    if total <= ROWS && coverage.examples <= EXAMPLES {
        return Some(Coverage { id, rows: all, counted: false, total });
    }
    let has_any = |row: &DriverRef| examples(page, *row).next().is_some();
    let mut rows: Vec<DriverRef> = all.into_iter().filter(has_any).collect();
    rows.truncate(FOLDED);
    Some(Coverage { id, rows, counted: true, total })
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
                _ if coverage.counted => url.as_ref().map(|url| format!("{url}#_examples")),
                _ => Some(format!("#{}", cell_id(page, coverage, driver, place))),
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

/// The same as a table: each driver with its examples, by place. It shows once a reader asks for it or for a cell.
pub(super) fn table(page: &Page<'_>, coverage: &Coverage) -> String {
    let id = format!("{}-table", coverage.id);
    let mut out = format!("<p class=\"to-table\"><a href=\"#{id}\">{}</a></p>\n", escape(page.word("as_table")));
    let _ = writeln!(out, "<div class=\"as-table\" id=\"{id}\">\n<table class=\"coverage-table\">");
    out.push_str("<thead><tr>");
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
        let mut any = false;
        for (place, all) in examples(page, driver) {
            out.push_str(if any { "" } else { "<ul class=\"bare\">" });
            cell(&mut out, page, coverage, (driver, place), all);
            any = true;
        }
        out.push_str(if any { "</ul>" } else { "" });
        if !any {
            out.push_str(&escape(page.word("no_examples")));
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody></table>\n</div>\n");
    out
}

/// What a row says of one place. Several examples are a list, to which their cell of the drawing leads.
fn cell(
    out: &mut String,
    page: &Page<'_>,
    coverage: &Coverage,
    (driver, place): (DriverRef, PlaceId),
    examples: &[EntryId],
) {
    let link = |&id: &EntryId| {
        let target = PageId::Entry(id);
        format!("<a href=\"{}\">{}</a>", escape(&page.link(target)), page.title_html(target))
    };
    let name = place.name();
    let _ = match examples {
        _ if coverage.counted => write!(out, "<li>{name}: {}</li>", escape(&page.count(examples.len(), "example"))),
        [one] => write!(out, "<li>{name}: {}</li>", link(one)),
        several => {
            let (id, count) = (cell_id(page, coverage, driver, place), page.count(several.len(), "example"));
            let items: String = several.iter().map(|one| format!("<li>{}</li>", link(one))).collect();
            write!(out, "<li id=\"{id}\">{name}: {}<ul>{items}</ul></li>", escape(&count))
        }
    };
}

/// Where the table tells of a cell.
fn cell_id(page: &Page<'_>, coverage: &Coverage, driver: DriverRef, place: PlaceId) -> String {
    let (site, code) = (page.site, abbreviation(place));
    match driver {
        DriverRef::Primary(id) => format!("{}.{}.{code}", coverage.id, site.entry(id).id),
        DriverRef::Secondary(id) => {
            let (of, name) = (&site.entry(site.secondary(id).driver).id, site.secondary_name(id));
            format!("{}.{of}.{name}.{code}", coverage.id)
        }
    }
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
