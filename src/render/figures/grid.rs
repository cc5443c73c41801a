//! Rows, columns and numbers in, a matrix out, in two arrangements: a grid as wide as its columns are many, and rows
//! with what they have below their titles, no wider than a small phone. Never sees a site.

use std::fmt::Write as _;

use super::map::step;
use crate::svg;

/// A place.
pub(super) struct Column<'a> {
    /// Two letters.
    pub code: &'a str,
    pub name: &'a str,
    pub url: String,
}

/// A driver.
pub(super) struct Row {
    pub text: String,
    pub url: Option<String>,
    pub is_primary: bool,
    /// Those with a number, from left to right.
    pub cells: Vec<Cell>,
}

pub(super) struct Cell {
    pub column: usize,
    pub number: usize,
    pub url: Option<String>,
    /// What its link is called.
    pub name: String,
}

/// Both arrangements; a style shows the one that has room. `none` is said of a row without cells.
pub(super) fn draw(name: &str, none: &str, columns: &[Column<'_>], rows: &[Row]) -> String {
    let mut out = narrow(name, none, columns, rows);
    out.push_str(&wide(name, columns, rows));
    out
}

const SIZE: u32 = 14;
const LEADING: u32 = 18;
/// A cell, and the room that two letters need beside one another.
const HEIGHT: u32 = 26;
const ROOMY: u32 = 24;
/// Where the titles of rows end, and where a grid must.
const TITLES: u32 = 240;
const WIDEST: u32 = 1080;

/// The grid. Where columns are so many that their letters do not fit beside one another, they stand upright.
fn wide(name: &str, columns: &[Column<'_>], rows: &[Row]) -> String {
    let pitch = ((WIDEST - TITLES) / columns.len().max(1) as u32).clamp(14, 30);
    let is_roomy = pitch >= ROOMY;
    let head = if is_roomy { 20 } else { 26 };
    let end = TITLES + pitch * columns.len() as u32;
    let mut body = String::with_capacity(rows.len() * 300);
    let mut rules = String::new();
    let mut y = 1;
    for (at, row) in rows.iter().enumerate() {
        if row.is_primary || at == 0 {
            y += if at == 0 { 0 } else { SIZE };
            codes(&mut body, columns, (y, pitch), is_roomy, at == 0);
            y += head;
        }
        let _ = write!(rules, "M1 {y}H{end}");
        let lines = svg::wrap(&row.text, SIZE, (TITLES - 8) * 10 / 11);
        let height = (lines.len() as u32 * LEADING + 10).max(HEIGHT + 2);
        title(&mut body, row, (1, y + 5 + SIZE), &lines);
        for cell in &row.cells {
            let x = TITLES + cell.column as u32 * pitch;
            draw_cell(&mut body, cell, (x + 1, y + (height - HEIGHT) / 2, pitch - 2), "");
        }
        body.push('\n');
        y += height;
    }
    let _ = write!(rules, "M1 {y}H{end}");
    for at in 0..=columns.len() as u32 {
        let _ = write!(rules, "M{} {head}V{y}", TITLES + at * pitch);
    }
    let mut out = String::with_capacity(body.len() + 512);
    let tall = super::taller_than(super::SHEET, y);
    svg::open(&mut out, &format!("drawn wide grid {}{tall}", room(end)), name, (end + 1, y + 1));
    let _ = write!(out, "<path class=\"wires\" d=\"{rules}\"/>\n{body}</svg>\n");
    out
}

/// The class of the narrowest box that has room for a drawing of a width.
fn room(width: u32) -> &'static str {
    match width {
        0..=560 => "fits-m",
        561..=800 => "fits-l",
        _ => "fits-xl",
    }
}

/// Above each primary driver the letters of the columns; the first ones lead to their pages.
fn codes(out: &mut String, columns: &[Column<'_>], (y, pitch): (u32, u32), is_roomy: bool, is_first: bool) {
    out.push_str(if is_first { "<g class=\"codes\">" } else { "<g class=\"codes\" aria-hidden=\"true\">" });
    for (at, column) in columns.iter().enumerate() {
        let x = TITLES + at as u32 * pitch + pitch / 2;
        let url = Some(column.url.as_str()).filter(|_| is_first);
        if is_first {
            svg::open_link(out, "", url);
            svg::title(out, column.name);
        }
        let _ = match is_roomy {
            true => write!(out, "<text x=\"{x}\" y=\"{}\">{}</text>", y + 14, column.code),
            false => {
                let (x, y) = (x + 5, y + 12);
                write!(out, "<text x=\"{x}\" y=\"{y}\" transform=\"rotate(-90 {x} {y})\">{}</text>", column.code)
            }
        };
        if is_first {
            svg::close_link(out, url);
        }
    }
    out.push_str("</g>\n");
}

/// The title of a row, as a link.
fn title(out: &mut String, row: &Row, place: (u32, u32), lines: &[&str]) {
    svg::open_link(out, if row.is_primary { " class=\"row primary\"" } else { " class=\"row\"" }, row.url.as_deref());
    svg::write_lines(out, place, LEADING, lines);
    svg::close_link(out, row.url.as_deref());
}

/// A cell at a place, of a width, its number behind some letters.
fn draw_cell(out: &mut String, cell: &Cell, (x, y, width): (u32, u32, u32), code: &str) {
    let url = cell.url.as_deref();
    svg::open_link(out, &format!(" class=\"{}\"", step(cell.number)), url);
    svg::title(out, &cell.name);
    let _ = write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{HEIGHT}\"/>");
    let gap = if code.is_empty() { "" } else { " " };
    let (x, y, number) = (x + width / 2, y + 18, cell.number);
    let _ = write!(out, "<text x=\"{x}\" y=\"{y}\">{code}{gap}{number}</text>");
    svg::close_link(out, url);
}

/// Each row's cells below its title, as many beside one another as there is room for.
fn narrow(name: &str, none: &str, columns: &[Column<'_>], rows: &[Row]) -> String {
    const WIDTH: u32 = 288;
    const CHIP: u32 = 54;
    const PITCH: u32 = 58;
    let mut body = String::with_capacity(rows.len() * 300);
    let mut rules = String::new();
    let mut y = 1;
    for row in rows {
        let _ = write!(rules, "M1 {y}H{}", WIDTH - 1);
        let lines = svg::wrap(&row.text, SIZE, (WIDTH - 2) * 10 / 11);
        title(&mut body, row, (1, y + 6 + SIZE), &lines);
        y += 10 + lines.len() as u32 * LEADING;
        if row.cells.is_empty() {
            out_of(&mut body, (1, y + 12), none);
            y += 24;
        }
        for (at, cell) in row.cells.iter().enumerate() {
            let (across, down) = (at as u32 % 5, at as u32 / 5);
            let code = columns.get(cell.column).map_or("", |column| column.code);
            draw_cell(&mut body, cell, (1 + across * PITCH, y + down * (HEIGHT + 4), CHIP), code);
        }
        y += row.cells.len().div_ceil(5) as u32 * (HEIGHT + 4) + if row.cells.is_empty() { 0 } else { 8 };
        body.push('\n');
    }
    let mut out = String::with_capacity(body.len() + 512);
    let tall = super::taller_than(super::NARROW_SHEET, y);
    svg::open(&mut out, &format!("drawn narrow grid{tall}"), name, (WIDTH, y + 1));
    let _ = write!(out, "<path class=\"wires\" d=\"{rules}\"/>\n{body}</svg>\n");
    out
}

/// What is said of a row without cells.
fn out_of(out: &mut String, place: (u32, u32), none: &str) {
    out.push_str("<g class=\"none\">");
    svg::write_lines(out, place, LEADING, &[none]);
    out.push_str("</g>");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(columns: usize) -> [String; 2] {
        let column = |_| Column { code: "NM", name: "New Mexico", url: "../nm/".to_owned() };
        let columns: Vec<Column<'_>> = (0..columns).map(column).collect();
        let cell = |column| Cell { column, number: 12, url: Some("../e/".to_owned()), name: "E".to_owned() };
        let row = |at: usize| Row {
            text: format!("A driver with a title that is rather long, number {at}"),
            url: Some("../d/".to_owned()),
            is_primary: at.is_multiple_of(6),
            cells: (0..columns.len()).step_by(at % 6 + 1).map(cell).collect(),
        };
        let rows: Vec<Row> = (0..180).map(row).collect();
        [wide("Name", &columns, &rows), narrow("Name", "none", &columns, &rows)]
    }

    #[test]
    fn a_grid_is_no_wider_than_its_room_and_a_narrow_one_than_a_phone() {
        let width = |svg: &str| -> u32 {
            let size = svg.split(" width=\"").nth(1).and_then(|rest| rest.split('"').next());
            size.and_then(|width| width.parse().ok()).expect("a width")
        };
        for (columns, class) in [(1, "fits-m"), (10, "fits-m"), (15, "fits-l"), (28, "fits-xl"), (57, "fits-xl")] {
            let [wide, narrow] = drawn(columns);
            assert!(wide.contains(class), "{columns} columns");
            assert!(width(&wide) <= WIDEST + 1, "{columns} columns: {}", width(&wide));
            assert_eq!(width(&narrow), 288);
            assert_eq!(wide.matches("<rect").count(), narrow.matches("<rect").count());
            assert_eq!(wide.contains("rotate"), columns > 35);
            assert!(wide.contains(" tall\"") && narrow.contains(" tall\""), "no sheet has room for 180 rows");
        }
    }
}
