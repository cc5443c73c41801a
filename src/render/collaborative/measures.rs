//! What a collaborative measures: a page for each measure, with what sites reported as far as the edition may show it,
//! and a table to fill in.

use std::collections::BTreeMap;

use super::charts::{self, Line};
use super::{section_frame, tiles};
use crate::chart::{median, short};
use crate::graph::{EntryId, Number, Own, PageId, Point, Section, Value};
use crate::model::{Collaborative, Date, Direction, Measure, MeasureType, Note};
use crate::render::Made;
use crate::render::frame::Page;
use crate::render::views::{GridCell, GridRow, GridView, MeasureLink, MeasureView, NoteView};
use crate::text::escape;

/// The page of a measure.
pub(super) fn page(mut page: Page<'_>, id: EntryId, (details, at): (&Collaborative, u32)) -> Made {
    let measure = &details.measures[at as usize];
    let kicker = match measure.sort {
        Some(sort) => page.word(type_word(sort)),
        None => page.word("measure"),
    };
    let mut frame = section_frame(&page, id, ("measure", kicker));
    let numerator_html = page.optional(id, measure.numerator.as_ref());
    let denominator_html = page.optional(id, measure.denominator.as_ref());
    let points = points(&page, id, at);
    let line = Line { measure, title: line_title(&page, details), dots: charts::pooled(points, measure, &|_| true) };
    let happened = charts::happened(&page, id, (details, measure, None));
    let chart = charts::chart(&mut page, id, (&line, happened, "_chart"));
    let notes = match chart {
        Some(_) => Vec::new(),
        None => notes(&mut page, id, measure),
    };
    page.finish(&mut frame);
    let driver = match &page.site.relations(id).own {
        Own::Collaborative { measures, .. } => measures.get(at as usize).copied().flatten(),
        _ => None,
    };
    let is_pooled = details.sites.len() > 1;
    let lines = if is_pooled { tiles::of_sites(&page, id, (details, measure, points)) } else { Vec::new() };
    let template = PageId::Collaborative(id, Section::Template(at));
    let view = MeasureView {
        collaborative: page.link_view(PageId::Entry(id)),
        unit: measure.unit.clone(),
        direction: measure.direction.map(|way| page.word(direction_word(way)).to_owned()),
        numerator_html,
        denominator_html,
        target: measure.target.map(|target| told(target, measure)),
        baseline: measure.baseline.map(|date| page.date(date)),
        driver: driver.map(|driver| page.driver_link(driver)),
        notes,
        chart,
        is_pooled,
        tiles: tiles::tiles(&page, &lines),
        public: measure.public,
        grid: (!points.is_empty()).then(|| grid(&page, id, (details, at))),
        small_note: small_note(&page, points, details),
        template: page.link(template),
        file: format!("content/collaboratives/{}/{}.csv", page.site.entry(id).id, measure.id.value),
        frame,
    };
    page.template("measure.html", &view)
}

/// Whose the line of all sites is: of a single one it is its own.
fn line_title(page: &Page<'_>, details: &Collaborative) -> String {
    match details.sites.as_slice() {
        [only] => only.title.plain.clone(),
        _ => page.word("all_sites").to_owned(),
    }
}

/// What happened, for a page without a chart to tell it.
fn notes(page: &mut Page<'_>, id: EntryId, measure: &Measure) -> Vec<NoteView> {
    let note = |note: &Note| NoteView { date: page.date(note.date.value), text_html: page.prose(id, &note.text) };
    measure.notes.iter().map(note).collect()
}

/// What the edition knows of a measure.
pub(super) fn points<'a>(page: &Page<'a>, id: EntryId, at: u32) -> &'a [Point] {
    page.site.data.get(&(id, at)).map(Vec::as_slice).unwrap_or_default()
}

/// Measures as the pages of a collaborative, a track and a site list them.
pub(super) fn links(page: &Page<'_>, id: EntryId, details: &Collaborative) -> Vec<MeasureLink> {
    let link = |(at, measure): (usize, &Measure)| MeasureLink {
        title_html: page.bare(id, &measure.title),
        url: page.link(PageId::Collaborative(id, Section::Measure(at as u32))),
        sort: measure.sort.map(|sort| page.word(type_word(sort)).to_owned()),
        target: measure.target.map(|target| page.fill("target_n", &[("n", &told(target, measure))])),
    };
    details.measures.iter().enumerate().map(link).collect()
}

fn type_word(sort: MeasureType) -> &'static str {
    match sort {
        MeasureType::Outcome => "measure_outcome",
        MeasureType::Process => "measure_process",
        MeasureType::Balancing => "measure_balancing",
    }
}

fn direction_word(way: Direction) -> &'static str {
    match way {
        Direction::Up => "better_up",
        Direction::Down => "better_down",
    }
}

/// A number with its unit, as exactly as a reader needs it.
pub(super) fn told(value: f64, measure: &Measure) -> String {
    let number = short(value);
    match measure.unit.as_deref() {
        _ if measure.is_percent() => format!("{number}%"),
        Some(unit) => format!("{number} {unit}"),
        None => number,
    }
}

/// What a value of 1 out of 1 is in the unit of a measure.
pub(super) fn whole(measure: &Measure) -> f64 {
    if measure.is_percent() { 100.0 } else { 1.0 }
}

/// Why some values are marked; none where none is.
pub(super) fn small_note(page: &Page<'_>, points: &[Point], details: &Collaborative) -> Option<String> {
    let any = points.iter().any(|point| matches!(point.value, Value::Small(_)));
    let number = details.suppress_under.to_string();
    any.then(|| page.fill("small_note", &[("n", &number)]))
}

/// Months that a table may have: a mistyped year makes no table of a thousand years.
pub(super) const MOST_MONTHS: u32 = 600;

/// The months in which anything was reported, all of those between them too; of very many those around most reports.
pub(super) fn months<'a>(points: impl Iterator<Item = &'a Point>) -> Vec<Date> {
    let mut all: Vec<u32> = points.filter_map(|point| point.date.months()).collect();
    all.sort_unstable();
    let (Some(&first), Some(&last)) = (all.first(), all.last()) else { return Vec::new() };
    let middle = all[all.len() / 2];
    let half = MOST_MONTHS / 2;
    let (first, last) = if last - first < MOST_MONTHS {
        (first, last)
    } else {
        (first.max(middle.saturating_sub(half)), last.min(middle + half - 1))
    };
    (first..=last).map(Date::of_months).collect()
}

/// Points by their months.
pub(super) fn by_month<'a>(points: impl Iterator<Item = &'a Point>) -> BTreeMap<u32, Vec<&'a Point>> {
    let mut all: BTreeMap<u32, Vec<&Point>> = BTreeMap::new();
    for point in points {
        if let Some(month) = point.date.months() {
            all.entry(month).or_default().push(point);
        }
    }
    all
}

/// All sites, then each track, then each site, by month.
fn grid(page: &Page<'_>, id: EntryId, (details, at): (&Collaborative, u32)) -> GridView {
    let measure = &details.measures[at as usize];
    let points = points(page, id, at);
    let months = months(points.iter());
    let by_month = by_month(points.iter());
    let in_month = |month: &Date| month.months().and_then(|month| by_month.get(&month)).into_iter().flatten().copied();
    let whole = whole(measure);
    let mut rows = Vec::new();
    let total = |title_html: String, sort: &'static str, of: &dyn Fn(usize) -> bool| {
        let cells = months.iter().map(|month| {
            // Small groups are no part of totals: a difference of two totals tells nothing that is not shown.
            let shown = in_month(month).filter(|point| of(point.site)).filter_map(|point| point.value.shown());
            pooled(shown, whole).map_or_else(none, |value| number(short(value)))
        });
        GridRow { title_html, url: None, sort, cells: cells.collect() }
    };
    if details.sites.len() > 1 {
        rows.push(total(escape(page.word("all_sites")), "total", &|_| true));
    }
    if details.tracks.len() > 1 {
        for track in &details.tracks {
            let own = |site: usize| details.sites[site].track.as_ref().is_some_and(|name| name.value == track.id.value);
            rows.push(total(page.bare(id, &track.title), "track", &own));
        }
    }
    let reporting: Vec<usize> =
        (0..details.sites.len()).filter(|site| points.iter().any(|point| point.site == *site)).collect();
    for site in reporting {
        let cells = months.iter().map(|month| cell(in_month(month).filter(|point| point.site == site), whole));
        let target = PageId::Collaborative(id, Section::Site(site as u32));
        rows.push(GridRow {
            title_html: page.bare(id, &details.sites[site].title),
            url: page.site.has_page(target).then(|| page.link(target)),
            sort: "site",
            cells: cells.collect(),
        });
    }
    let unit = measure.unit.as_deref().unwrap_or("");
    let caption =
        if unit.is_empty() { measure.title.plain.clone() } else { format!("{} ({unit})", measure.title.plain) };
    GridView { caption, months: months.iter().map(|month| page.date(*month)).collect(), rows }
}

/// What a site reported in a month; small groups are marked, and shown where the edition knows them.
pub(super) fn cell<'a>(points: impl Iterator<Item = &'a Point>, whole: f64) -> GridCell {
    let values: Vec<Value> = points.map(|point| point.value).collect();
    let known = pooled(values.iter().filter_map(|value| value.known()), whole).map(short);
    let small = values.iter().any(|value| matches!(value, Value::Small(_)));
    match (known, small) {
        (Some(known), false) => number(known),
        (Some(known), true) => GridCell { text: format!("{known} *"), sort: "small" },
        (None, true) => GridCell { text: "*".to_owned(), sort: "small" },
        (None, false) => none(),
    }
}

fn number(text: String) -> GridCell {
    GridCell { text, sort: "number" }
}

fn none() -> GridCell {
    GridCell { text: String::new(), sort: "none" }
}

/// Several values as one: their parts added up where all have parts, their middle otherwise.
pub(super) fn pooled(numbers: impl Iterator<Item = Number>, whole: f64) -> Option<f64> {
    let numbers: Vec<Number> = numbers.collect();
    let parts: Option<Vec<(f64, f64)>> = numbers.iter().map(|number| number.of).collect();
    match parts {
        _ if numbers.is_empty() => None,
        Some(parts) => {
            let (numerator, denominator) = parts.iter().fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
            (denominator > 0.0).then(|| whole * numerator / denominator)
        }
        None => {
            let values: Vec<f64> = numbers.iter().map(|number| number.value).collect();
            median(&values)
        }
    }
}

/// The table that a site fills in: a row for each site and each month in which it takes part.
pub(super) fn template(details: &Collaborative, at: u32) -> String {
    let measure = &details.measures[at as usize];
    let (header, blanks) = match measure.denominator {
        Some(_) => ("site,date,numerator,denominator,note", ",,,"),
        None => ("site,date,value,note", ",,"),
    };
    let mut out = format!("{header}\n");
    let period = details.start.zip(details.end).and_then(|(start, end)| {
        let (first, last) = (start.earliest(), end.latest());
        let month = |(year, month, _): (u16, u8, u8)| Date { year, month: Some(month), day: None }.months();
        Some((month(first)?, month(last)?))
    });
    let Some((first, last)) = period else { return out };
    // A period of centuries is a slip of the pen.
    let months: Vec<Date> = (first..=last).take(1_200).map(Date::of_months).collect();
    for site in &details.sites {
        for month in months.iter().filter(|month| site.takes_part(**month)) {
            out.push_str(&format!("{},{month}{blanks}\n", site.id.value));
        }
    }
    out
}

/// Points by site and month, for who asks what has come in.
pub(super) fn received(points: &[Point]) -> BTreeMap<(usize, u32), bool> {
    let mut received = BTreeMap::new();
    for point in points {
        if let Some(month) = point.date.months() {
            let here = !matches!(point.value, Value::Missing);
            *received.entry((point.site, month)).or_insert(false) |= here;
        }
    }
    received
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_added_up_and_bare_values_meet_in_the_middle() {
        let part = |numerator, denominator| Number {
            value: 100.0 * numerator / denominator,
            of: Some((numerator, denominator)),
        };
        let bare = |value| Number { value, of: None };
        assert_eq!(pooled([part(10.0, 20.0), part(80.0, 80.0)].into_iter(), 100.0), Some(90.0));
        assert_eq!(pooled([bare(1.0), bare(9.0), bare(2.0)].into_iter(), 1.0), Some(2.0));
        assert_eq!(pooled([bare(1.0), part(1.0, 2.0)].into_iter(), 1.0), Some(25.5));
        assert_eq!(pooled(std::iter::empty(), 1.0), None);
    }
}
