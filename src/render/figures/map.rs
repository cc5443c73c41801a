//! Places with their examples in, a map of tiles out: every place has a tile of the same size, so that a small one is
//! seen as well as a large one. The number stands in the tile; its shade says it a second time.

use std::fmt::Write as _;

use crate::graph::PageId;
use crate::model::PlaceId;
use crate::render::frame::Page;
use crate::svg;

/// Column and row of each place, by code: about where it lies on a map of North America, and the territories in a
/// row of their own.
const TILES: [(&str, (u32, u32)); 57] = [
    ("US-AK", (0, 0)),
    ("US-AL", (6, 6)),
    ("US-AR", (4, 5)),
    ("US-AS", (0, 8)),
    ("US-AZ", (1, 5)),
    ("US-CA", (0, 4)),
    ("US-CO", (2, 4)),
    ("US-CT", (9, 3)),
    ("US-DC", (8, 5)),
    ("US-DE", (9, 4)),
    ("US-FL", (8, 7)),
    ("US-GA", (7, 6)),
    ("US-GU", (1, 8)),
    ("US-HI", (0, 7)),
    ("US-IA", (4, 3)),
    ("US-ID", (1, 2)),
    ("US-IL", (5, 2)),
    ("US-IN", (5, 3)),
    ("US-KS", (3, 5)),
    ("US-KY", (5, 4)),
    ("US-LA", (4, 6)),
    ("US-MA", (10, 2)),
    ("US-MD", (8, 4)),
    ("US-ME", (10, 0)),
    ("US-MI", (7, 2)),
    ("US-MN", (4, 2)),
    ("US-MO", (4, 4)),
    ("US-MP", (2, 8)),
    ("US-MS", (5, 6)),
    ("US-MT", (2, 2)),
    ("US-NC", (6, 5)),
    ("US-ND", (3, 2)),
    ("US-NE", (3, 4)),
    ("US-NH", (10, 1)),
    ("US-NJ", (8, 3)),
    ("US-NM", (2, 5)),
    ("US-NV", (1, 3)),
    ("US-NY", (8, 2)),
    ("US-OH", (6, 3)),
    ("US-OK", (3, 6)),
    ("US-OR", (0, 3)),
    ("US-PA", (7, 3)),
    ("US-PR", (3, 8)),
    ("US-RI", (9, 2)),
    ("US-SC", (7, 5)),
    ("US-SD", (3, 3)),
    ("US-TN", (5, 5)),
    ("US-TX", (3, 7)),
    ("US-UM", (5, 8)),
    ("US-UT", (1, 4)),
    ("US-VA", (7, 4)),
    ("US-VI", (4, 8)),
    ("US-VT", (9, 1)),
    ("US-WA", (0, 2)),
    ("US-WI", (6, 2)),
    ("US-WV", (6, 4)),
    ("US-WY", (2, 3)),
];

/// Numbers of examples from which on a tile is darker, and how the step is told.
const STEPS: [(usize, &str); 4] = [(1, "1"), (2, "2–3"), (4, "4–7"), (8, "8+")];

/// Size of a tile and its distance from the next.
const TILE: (u32, u32) = (24, 31);
const PITCH: (u32, u32) = (26, 33);
/// The row of the territories, and how much further down it stands than a row of states would.
const TERRITORIES: u32 = 8;
const APART: u32 = 24;
const SIZE: (u32, u32) = (288, 358);

/// The class of a number of examples.
pub(super) fn step(examples: usize) -> &'static str {
    const CLASSES: [&str; 5] = ["step-0", "step-1", "step-2", "step-3", "step-4"];
    CLASSES[STEPS.iter().filter(|(from, _)| examples >= *from).count()]
}

/// The map of the site's places.
pub(super) fn map(page: &Page<'_>) -> String {
    let mut out = String::with_capacity(10_000);
    svg::open(&mut out, "drawn tiles", page.word("place_map"), SIZE);
    let counted: Vec<(PlaceId, usize)> = PlaceId::all()
        .map(|place| (place, page.site.lists.examples_of_place.get(&place).map_or(0, Vec::len)))
        .collect();
    out.push_str("<g class=\"step-0\" aria-hidden=\"true\">");
    for (place, _) in counted.iter().filter(|(_, examples)| *examples == 0) {
        let (x, y) = corner(*place);
        rect(&mut out, (x, y));
        let _ = write!(out, "<text x=\"{}\" y=\"{}\">{}</text>", x + TILE.0 / 2, y + 20, abbreviation(*place));
    }
    out.push_str("</g>\n");
    for (place, examples) in counted.into_iter().filter(|(_, examples)| *examples > 0) {
        tile(page, &mut out, place, examples);
    }
    legend(page, &mut out);
    out.push_str("</svg>\n");
    out
}

fn tile(page: &Page<'_>, out: &mut String, place: PlaceId, examples: usize) {
    let (x, y) = corner(place);
    let url = page.link(PageId::Place(place));
    svg::open_link(out, &format!(" class=\"{}\"", step(examples)), Some(&url));
    let count = page.count(examples, "example");
    svg::title(out, &format!("{} ({}): {count}", place.name(), abbreviation(place)));
    rect(out, (x, y));
    let middle = x + TILE.0 / 2;
    let _ = write!(out, "<text x=\"{middle}\" y=\"{}\">{}</text>", y + 13, abbreviation(place));
    let _ = write!(out, "<text class=\"number\" x=\"{middle}\" y=\"{}\">{examples}</text>", y + 26);
    svg::close_link(out, Some(&url));
    out.push('\n');
}

/// What the shades mean, and what the last row is.
fn legend(page: &Page<'_>, out: &mut String) {
    let territories = TERRITORIES * PITCH.1 + APART;
    out.push_str("<g class=\"legend\" aria-hidden=\"true\">");
    svg::write_lines(out, (1, territories - 7), 0, &[page.word("territories")]);
    let y = SIZE.1 - 18;
    svg::write_lines(out, (1, y + 13), 0, &[page.word("legend_examples")]);
    for (at, (from, told)) in [(0, "0")].iter().chain(&STEPS).enumerate() {
        let x = 68 + 46 * at as u32;
        let _ = write!(out, "<rect class=\"{}\" x=\"{x}\" y=\"{y}\" width=\"16\" height=\"16\"/>", step(*from));
        svg::write_lines(out, (x + 19, y + 13), 0, &[told]);
    }
    out.push_str("</g>\n");
}

fn rect(out: &mut String, (x, y): (u32, u32)) {
    let (width, height) = TILE;
    let _ = write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>");
}

/// The upper left corner of a place's tile.
fn corner(place: PlaceId) -> (u32, u32) {
    let tile = TILES.iter().find(|(code, _)| *code == place.code());
    let (column, row) = tile.map_or((0, 0), |(_, tile)| *tile);
    (1 + column * PITCH.0, 1 + row * PITCH.1 + if row == TERRITORIES { APART } else { 0 })
}

/// `NM` of `US-NM`.
pub(super) fn abbreviation(place: PlaceId) -> &'static str {
    place.code().split_once('-').map_or(place.code(), |(_, state)| state)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_place_has_a_tile_of_its_own() {
        let codes: Vec<&str> = PlaceId::all().map(PlaceId::code).collect();
        assert_eq!(TILES.map(|(code, _)| code).to_vec(), codes);
        let corners: BTreeSet<(u32, u32)> = PlaceId::all().map(corner).collect();
        assert_eq!(corners.len(), codes.len());
        assert!(corners.iter().all(|(x, y)| x + TILE.0 < SIZE.0 && y + TILE.1 < SIZE.1 - 18));
    }

    #[test]
    fn shades_follow_the_numbers() {
        let steps = [0, 1, 2, 3, 4, 7, 8, 200].map(step);
        let expected = ["0", "1", "2", "2", "3", "3", "4", "4"].map(|step| format!("step-{step}"));
        assert_eq!(steps.to_vec(), expected);
    }
}
