//! Lines of one collaborative in, small charts of them side by side out: all sites of a measure, or all measures of a
//! site.

use super::charts::{self, Dot, Line};
use super::measures::told;
use super::track_link;
use crate::chart::{self, Reading, Scale, Small};
use crate::graph::{EntryId, PageId, Point, Section};
use crate::model::{Collaborative, Date, Measure};
use crate::render::frame::Page;
use crate::render::views::SmallView;

/// A line among others, with the page that it leads to.
pub(super) struct Tile<'a> {
    pub line: Line<'a>,
    pub title_html: String,
    pub url: Option<String>,
    /// Another line to compare with.
    pub beside: Vec<Dot>,
}

/// Months since the year 0, with their parts.
fn time(date: Date) -> Option<f64> {
    Some(f64::from(date.months()?) + f64::from(date.day.unwrap_or(1) - 1) / 31.0)
}

/// Values, each with its time or its place on the line of time.
type Timed = Vec<(f64, f64)>;

/// Lines side by side, on one line of time; those of one measure on one scale too.
pub(super) fn tiles(page: &Page<'_>, tiles: &[Tile<'_>]) -> Vec<SmallView> {
    let timed = |dots: &[Dot]| -> Timed { dots.iter().filter_map(|dot| Some((time(dot.date)?, dot.value?))).collect() };
    let all: Vec<(Timed, Timed)> = tiles.iter().map(|tile| (timed(&tile.line.dots), timed(&tile.beside))).collect();
    let times = || all.iter().flat_map(|(own, beside)| own.iter().chain(beside)).map(|(time, _)| *time);
    let (first, last) = (times().fold(f64::INFINITY, f64::min), times().fold(f64::NEG_INFINITY, f64::max));
    let months = [first, last]
        .map(|time| if time.is_finite() { Date::of_months(time as u32).to_string() } else { String::new() });
    let place = |time: f64| if last > first { (time - first) / (last - first) } else { 0.5 };
    let mut views = Vec::new();
    for (tile, (own, beside)) in tiles.iter().zip(&all) {
        let same = |other: &Tile<'_>| other.line.measure.id.value == tile.line.measure.id.value;
        let lines = tiles.iter().zip(&all).filter(|(other, _)| same(other));
        let values = lines.flat_map(|(_, (own, beside))| own.iter().chain(beside)).map(|(_, value)| *value);
        let scale = Scale::over(values.chain(tile.line.measure.target));
        let beside: Timed = beside.iter().map(|(time, value)| (place(*time), *value)).collect();
        views.extend(small(page, tile, (&scale, &months), |reading| {
            let signals: Vec<usize> = reading.shifts.iter().chain(&reading.trends).flatten().copied().collect();
            let points = own.iter().enumerate();
            (points.map(|(at, (time, value))| (place(*time), *value, signals.contains(&at))).collect(), beside)
        }));
    }
    views
}

/// Points and the line to compare with, by place.
type Places = (Vec<(f64, f64, bool)>, Timed);

fn small(
    page: &Page<'_>,
    tile: &Tile<'_>,
    (scale, months): (&Scale, &[String; 2]),
    places: impl FnOnce(&Reading) -> Places,
) -> Option<SmallView> {
    let measure = tile.line.measure;
    let series = charts::series(&tile.line, |date| page.date(date).words);
    let reading = series.read()?;
    let said = chart::brief(&reading, &|key, blanks| page.fill(key, blanks));
    let last = series.points.last().map_or(String::new(), |point| told(point.value, measure));
    let numbers = page.fill("small_numbers", &[("last", &last), ("median", &told(reading.median, measure))]);
    let [low, high] = [scale.low, scale.high].map(|value| format!("{}{}", chart::told(value), series.unit));
    let (points, beside) = places(&reading);
    let drawing = Small {
        name: &format!("{}. {numbers} {said}", tile.line.title),
        points,
        beside,
        median: reading.median,
        target: measure.target,
        heights: (&low, &high),
        ends: (&months[0], &months[1]),
    };
    Some(SmallView {
        svg: chart::small(&drawing, scale),
        title_html: tile.title_html.clone(),
        url: tile.url.clone(),
        numbers,
        said,
        is_signal: reading.has_signal(),
    })
}

/// A line for each track where there are several, then one for each site that reported.
pub(super) fn of_sites<'a>(
    page: &Page<'_>,
    id: EntryId,
    (details, measure, points): (&'a Collaborative, &'a Measure, &[Point]),
) -> Vec<Tile<'a>> {
    let all = charts::pooled(points, measure, &|_| true);
    let mut tiles = Vec::new();
    let tracks = details.tracks.iter().filter(|_| details.tracks.len() > 1);
    for track in tracks {
        let own = |site: usize| details.sites[site].track.as_ref().is_some_and(|name| name.value == track.id.value);
        let line = Line { measure, title: track.title.plain.clone(), dots: charts::pooled(points, measure, &own) };
        let url = track_link(page, id, (details, &track.id.value)).and_then(|link| link.url);
        tiles.push(Tile { line, title_html: page.bare(id, &track.title), url, beside: all.clone() });
    }
    for (at, site) in details.sites.iter().enumerate() {
        let dots = charts::of_site(points.iter().filter(|point| point.site == at));
        let target = PageId::Collaborative(id, Section::Site(at as u32));
        tiles.push(Tile {
            line: Line { measure, title: site.title.plain.clone(), dots },
            title_html: page.bare(id, &site.title),
            url: page.site.has_page(target).then(|| page.link(target)),
            beside: all.clone(),
        });
    }
    tiles
}
