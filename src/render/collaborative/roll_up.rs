//! All teams of a collaborative together, for those who coordinate it: readiness, tests, measures, progress. Shows what
//! `answers` counted, which has decided already what may be shown.

use super::measures::{points, pooled, told, whole};
use super::section_frame;
use crate::graph::rollup::{About, Label, Part, RollUp, Row, Table};
use crate::graph::{EntryId, PageId, Point, Section};
use crate::model::{Collaborative, Direction, Measure};
use crate::render::Made;
use crate::render::frame::Page;
use crate::render::views::{RollUpPart, RollUpView, TallyCell, TallyRow, TallyView};
use crate::text::escape;

/// The parts of the page, in their order: what each tells, and the keys of its title and of what is said about it.
const PARTS: [(About, &str, &str, &str); 4] = [
    (About::Readiness, "_readiness", "roll_readiness", "roll_readiness_about"),
    (About::Progress, "_progress", "roll_progress", "roll_progress_about"),
    (About::Tests, "_tests", "roll_tests", "roll_tests_about"),
    (About::Measures, "_measures", "roll_measures", "roll_measures_about"),
];

/// The page of the roll-up.
pub(super) fn page(page: Page<'_>, id: EntryId, details: &Collaborative) -> Made {
    let mut page = page;
    let kicker = page.title_plain(PageId::Entry(id));
    let mut frame = section_frame(&page, id, ("roll-up", &kicker));
    page.finish(&mut frame);
    let nothing = RollUp::default();
    let all = page.site.roll_ups.get(&id).unwrap_or(&nothing);
    let part = |(about, id_of_part, title, told): (About, &'static str, &str, &str)| {
        let counted = all.tables.iter().filter(|table| table.about == about).map(|table| counted(&page, table));
        let mut tables: Vec<TallyView> = counted.collect();
        if about == About::Measures {
            tables.splice(0..0, reported(&page, id, details));
        }
        let (title, about) = (page.word(title).to_owned(), page.word(told).to_owned());
        RollUpPart { id: id_of_part, title, about, tables }
    };
    let parts: Vec<RollUpPart> = PARTS.into_iter().map(part).collect();
    let contents =
        parts.iter().map(|part| format!("\n    <li><a href=\"#{}\">{}</a></li>", part.id, escape(&part.title)));
    let numbers = [all.counted, all.read, all.threshold, all.step].map(|number| number.to_string());
    let [counted, read, threshold, step] = &numbers;
    let view = RollUpView {
        collaborative: page.link_view(PageId::Entry(id)),
        summary: (all.read > 0).then(|| page.fill("report_summary", &[("n", counted), ("total", read)])),
        hidden: (all.step > 1).then(|| page.fill("roll_hidden", &[("n", threshold), ("step", step)])),
        contents_html: contents.collect(),
        parts,
        frame,
    };
    page.template("roll-up.html", &view)
}

/// A table of what was counted.
fn counted(page: &Page<'_>, table: &Table) -> TallyView {
    let most = table.rows.iter().filter(|row| row.part != Part::Total).flat_map(|row| &row.cells);
    let most = most.flatten().copied().max().unwrap_or(0);
    let head = match table.about {
        About::Readiness => "roll_item",
        About::Tests | About::Progress => "report_driver",
        About::Measures => "measure",
    };
    let caption = match table.guide {
        Some(guide) => page.title_plain(PageId::Entry(guide)),
        None if table.about == About::Measures => page.word("roll_teams_own").to_owned(),
        None => page.word("roll_tests").to_owned(),
    };
    TallyView {
        caption,
        head: page.word(head).to_owned(),
        columns: table.columns.iter().map(|label| told_label(page, label)).collect(),
        rows: table.rows.iter().map(|row| counted_row(page, row, most)).collect(),
    }
}

fn counted_row(page: &Page<'_>, row: &Row, most: usize) -> TallyRow {
    let (sort, moment) = match row.part {
        Part::One => ("one", None),
        Part::Whole => ("whole", None),
        Part::Total => ("total", None),
        Part::Then => ("then", Some("roll_then")),
        Part::Now => ("now", Some("roll_now")),
    };
    let cell = |number: &Option<usize>| TallyCell {
        text: number.map(|number| number.to_string()),
        // A total is so much longer than its parts that it would leave nothing to be seen of them.
        bar: number.filter(|_| row.part != Part::Total).map(|number| (100 * number).div_ceil(most.max(1))),
    };
    TallyRow {
        title_html: escape(&told_label(page, &row.label)),
        url: row.page.as_ref().map(|(target, anchor)| match anchor.as_str() {
            "" => page.link(*target),
            anchor => format!("{}#{anchor}", page.link(*target)),
        }),
        sort,
        moment: moment.map(|word| page.word(word).to_owned()),
        cells: row.cells.iter().map(cell).collect(),
    }
}

fn told_label(page: &Page<'_>, label: &Label) -> String {
    match label {
        Label::Text(text) => text.clone(),
        Label::Word(key) => page.word(key).to_owned(),
    }
}

/// What sites reported of each measure that has a target, beside it. Small groups are no part of it.
fn reported(page: &Page<'_>, id: EntryId, details: &Collaborative) -> Option<TallyView> {
    let row = |(at, measure): (usize, &Measure)| {
        let target = measure.target?;
        let points = points(page, id, at as u32);
        let cell = |text: Option<String>| TallyCell { text, bar: None };
        let (reached, short) = stands(points, measure, target);
        let target = told(target, measure);
        let cells = [Some(target), latest(page, points, measure), Some(reached), Some(short)];
        Some(TallyRow {
            title_html: page.bare(id, &measure.title),
            url: Some(page.link(PageId::Collaborative(id, Section::Measure(at as u32)))),
            sort: "one",
            moment: None,
            cells: cells.map(cell).into(),
        })
    };
    let rows: Vec<TallyRow> = details.measures.iter().enumerate().filter_map(row).collect();
    let columns = ["target", "roll_latest", "roll_sites_reached", "roll_sites_short"];
    (!rows.is_empty()).then(|| TallyView {
        caption: page.word("reported").to_owned(),
        head: page.word("measure").to_owned(),
        columns: columns.map(|word| page.word(word).to_owned()).into(),
        rows,
    })
}

/// The value of all sites in the latest month of which one is known, and the month.
fn latest(page: &Page<'_>, points: &[Point], measure: &Measure) -> Option<String> {
    let known = || points.iter().filter(|point| point.value.shown().is_some());
    let month = known().filter_map(|point| point.date.months()).max()?;
    let own = known().filter(|point| point.date.months() == Some(month)).filter_map(|point| point.value.shown());
    let value = told(pooled(own, whole(measure))?, measure);
    let date = page.date(crate::model::Date::of_months(month));
    Some(page.fill("roll_value_in", &[("value", &value), ("date", &date.words)]))
}

/// Sites whose latest value has come to the target, and those whose has not.
fn stands(points: &[Point], measure: &Measure, target: f64) -> (String, String) {
    let mut latest = std::collections::BTreeMap::new();
    for point in points {
        if let Some(number) = point.value.shown() {
            latest.insert(point.site, number.value);
        }
    }
    let reached = |value: &&f64| match measure.direction {
        Some(Direction::Down) => **value <= target,
        Some(Direction::Up) | None => **value >= target,
    };
    let here = latest.values().filter(reached).count();
    (here.to_string(), (latest.len() - here).to_string())
}
