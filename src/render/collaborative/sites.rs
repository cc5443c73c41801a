//! The sites of a collaborative: a page for each, and for the coordinator who has reported what.

use super::charts::{self, Line};
use super::measures::{self, points};
use super::section_frame;
use super::tiles::{self, Tile};
use crate::graph::{EntryId, PageId, Section};
use crate::model::{Collaborative, Date, Measure};
use crate::render::Made;
use crate::render::frame::Page;
use crate::render::views::{GridCell, GridRow, GridView, MeasuredView, ReportsView, SiteView, SmallView};
use crate::text::escape;

/// The page of a site.
pub(super) fn site(page: Page<'_>, id: EntryId, (details, at): (&Collaborative, u32)) -> Made {
    let mut page = page;
    let site = &details.sites[at as usize];
    let mut frame = section_frame(&page, id, ("site", page.word("site")));
    let measured = self::measured(&mut page, id, (details, at));
    page.finish(&mut frame);
    let tiles = self::tiles(&page, id, (details, at));
    let own = |measure: u32| points(&page, id, measure).iter().filter(|point| point.site == at as usize);
    let reported: Vec<u32> =
        (0..details.measures.len() as u32).filter(|measure| own(*measure).next().is_some()).collect();
    let months = measures::months(reported.iter().flat_map(|measure| own(*measure)));
    let row = |&measure: &u32| {
        let definition = &details.measures[measure as usize];
        let whole = measures::whole(definition);
        let own = measures::by_month(own(measure));
        let in_month = |month: &Date| month.months().and_then(|month| own.get(&month)).into_iter().flatten().copied();
        let cells = months.iter().map(|month| measures::cell(in_month(month), whole));
        let unit = definition.unit.as_ref().map_or(String::new(), |unit| format!(" ({})", escape(unit)));
        GridRow {
            title_html: format!("{}{unit}", page.bare(id, &definition.title)),
            url: Some(page.link(PageId::Collaborative(id, Section::Measure(measure)))),
            sort: "site",
            cells: cells.collect(),
        }
    };
    let rows: Vec<GridRow> = reported.iter().map(row).collect();
    let small = reported.iter().find_map(|measure| {
        let own: Vec<_> = own(*measure).cloned().collect();
        measures::small_note(&page, &own, details)
    });
    let track = site.track.as_ref().and_then(|name| super::track_link(&page, id, (details, name)));
    let view = SiteView {
        collaborative: page.link_view(PageId::Entry(id)),
        place: site.place.map(|place| place.name().to_owned()),
        track,
        joined: site.joined.map(|date| page.date(date.value)),
        left: site.left.map(|date| page.date(date.value)),
        tiles,
        measured,
        grid: (!rows.is_empty()).then(|| GridView {
            caption: site.title.plain.clone(),
            months: months.iter().map(|month| page.date(*month)).collect(),
            rows,
        }),
        small_note: small,
        frame,
    };
    page.template("site.html", &view)
}

/// The run chart of each measure that the site reported.
fn measured(page: &mut Page<'_>, id: EntryId, (details, at): (&Collaborative, u32)) -> Vec<MeasuredView> {
    let site = &details.sites[at as usize];
    let track = site.track.as_ref().map(|name| name.value.as_str());
    let mut all = Vec::new();
    for (index, measure) in details.measures.iter().enumerate() {
        let own = points(page, id, index as u32).iter().filter(|point| point.site == at as usize);
        let line = Line { measure, title: site.title.plain.clone(), dots: charts::of_site(own) };
        let mut happened = charts::happened(page, id, (details, measure, track));
        happened.retain(|one| site.takes_part(one.date));
        let chart = charts::chart(page, id, (&line, happened, &format!("_{}", measure.id.value)));
        all.extend(chart.map(|chart| MeasuredView {
            title_html: page.bare(id, &measure.title),
            url: page.link(PageId::Collaborative(id, Section::Measure(index as u32))),
            chart,
        }));
    }
    all
}

/// All measures of a site side by side, each beside the line of all sites.
fn tiles(page: &Page<'_>, id: EntryId, (details, at): (&Collaborative, u32)) -> Vec<SmallView> {
    let tile = |(index, measure)| {
        let points = points(page, id, index as u32);
        let dots = charts::of_site(points.iter().filter(|point| point.site == at as usize));
        let measure: &Measure = measure;
        Tile {
            line: Line { measure, title: measure.title.plain.clone(), dots },
            title_html: page.bare(id, &measure.title),
            url: Some(format!("#_{}", measure.id.value)),
            beside: charts::pooled(points, measure, &|_| true),
        }
    };
    let tiles: Vec<Tile<'_>> = details.measures.iter().enumerate().map(tile).collect();
    tiles::tiles(page, &tiles)
}

/// Who has reported: sites by months, all measures together and each alone.
pub(super) fn reports(page: Page<'_>, id: EntryId, details: &Collaborative) -> Made {
    let mut page = page;
    let kicker = page.title_plain(PageId::Entry(id));
    let mut frame = section_frame(&page, id, ("reports", &kicker));
    page.finish(&mut frame);
    let all: Vec<_> = (0..details.measures.len() as u32).map(|at| measures::received(points(&page, id, at))).collect();
    let latest = all.iter().flat_map(|one| one.iter()).filter(|(_, here)| **here).map(|((_, month), _)| *month).max();
    let start = details.start.and_then(|date| date.months());
    // What is due after the last report of all, nobody can tell without a clock.
    let months: Vec<Date> = match (start, latest) {
        (Some(start), Some(latest)) => {
            (start.max(latest.saturating_sub(measures::MOST_MONTHS - 1))..=latest).map(Date::of_months).collect()
        }
        _ => Vec::new(),
    };
    let grid = |caption: String, came: &dyn Fn(usize, u32) -> (usize, usize)| GridView {
        caption,
        months: months.iter().map(|month| page.date(*month)).collect(),
        rows: (0..details.sites.len()).map(|site| row(&page, id, (details, site, &months, came))).collect(),
    };
    let here = |at: usize, site: usize, month: u32| all[at].get(&(site, month)).copied().unwrap_or(false);
    let together = |site: usize, month: u32| ((0..all.len()).filter(|at| here(*at, site, month)).count(), all.len());
    let mut grids = vec![grid(page.word("all_measures").to_owned(), &together)];
    if all.len() > 1 {
        for (at, measure) in details.measures.iter().enumerate() {
            let one = |site: usize, month: u32| (usize::from(here(at, site, month)), 1);
            grids.push(grid(measure.title.plain.clone(), &one));
        }
    }
    let grids = if months.is_empty() { Vec::new() } else { grids };
    let view = ReportsView { collaborative: page.link_view(PageId::Entry(id)), grids, frame };
    page.template("reports.html", &view)
}

/// How many reports came from a site in a month, and of how many.
type Came<'a> = &'a dyn Fn(usize, u32) -> (usize, usize);

fn row(
    page: &Page<'_>,
    id: EntryId,
    (details, at, months, came): (&Collaborative, usize, &[Date], Came<'_>),
) -> GridRow {
    let site = &details.sites[at];
    let cell = |month: &Date| {
        let (here, of) = came(at, month.months().unwrap_or(0));
        if here == 0 && !site.takes_part(*month) {
            return GridCell { text: page.word("report_away").to_owned(), sort: "away" };
        }
        match here {
            0 => GridCell { text: page.word("report_missing").to_owned(), sort: "missing" },
            here if here == of => GridCell { text: page.word("report_received").to_owned(), sort: "received" },
            here => {
                let numbers = [here.to_string(), of.to_string()];
                let text = page.fill("n_of_total", &[("n", &numbers[0]), ("total", &numbers[1])]);
                GridCell { text, sort: "partly" }
            }
        }
    };
    GridRow {
        title_html: page.bare(id, &site.title),
        url: Some(page.link(PageId::Collaborative(id, Section::Site(at as u32)))),
        sort: "site",
        cells: months.iter().map(cell).collect(),
    }
}
