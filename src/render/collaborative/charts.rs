//! What sites reported in, run charts out: each with its verdict, its points as a table, what happened meanwhile, and
//! the rules. A chart shows no value that the table beside it hides.

use super::measures::{self, told};
use crate::chart::{self, Digits, ENOUGH, Event, Look, Reading, Runs, SHIFT, Series};
use crate::graph::{EntryId, Point, Value};
use crate::model::{Collaborative, Date, Direction, EventType, Inline, Measure};
use crate::render::frame::Page;
use crate::render::views::{ChartView, DotView, HappenedView, RuleView};
use crate::text::escape;

/// One place of a line: what was measured, at one time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dot {
    pub date: Date,
    /// None for what is about too few people to be shown.
    pub value: Option<f64>,
    /// True for what is about too few people, shown or not.
    pub is_small: bool,
    pub note: Option<String>,
    /// True where a person marked it as obviously different from all others.
    pub is_astronomical: bool,
}

/// Something that happened while sites measured.
pub(super) struct Happened<'a> {
    pub date: Date,
    plain: String,
    words: Words<'a>,
}

/// Written only where a chart shows it: what a page does not show, it does not cite.
enum Words<'a> {
    /// With its links and citations.
    Written(&'a Inline),
    Html(String),
}

/// A line with what tells it from others.
pub(super) struct Line<'a> {
    pub measure: &'a Measure,
    /// Whose it is, without markup.
    pub title: String,
    pub dots: Vec<Dot>,
}

/// All sites together, month by month: small groups are no part of it.
pub(super) fn pooled(points: &[Point], measure: &Measure, of: &dyn Fn(usize) -> bool) -> Vec<Dot> {
    let whole = measures::whole(measure);
    let dot = |(month, points): (u32, Vec<&Point>)| {
        let value = measures::pooled(points.iter().filter_map(|point| point.value.shown()), whole)?;
        let date = Date::of_months(month);
        Some(Dot { date, value: Some(value), is_small: false, note: None, is_astronomical: false })
    };
    measures::by_month(points.iter().filter(|point| of(point.site))).into_iter().filter_map(dot).collect()
}

/// What one site reported, in the order of time.
pub(super) fn of_site<'a>(points: impl Iterator<Item = &'a Point>) -> Vec<Dot> {
    let dot = |point: &Point| {
        let is_small = match point.value {
            Value::Missing => return None,
            Value::Small(_) => true,
            Value::Number(_) => false,
        };
        let value = point.value.known().map(|number| number.value);
        let (note, is_astronomical) = (point.note.clone(), point.is_astronomical);
        Some(Dot { date: point.date, value, is_small, note, is_astronomical })
    };
    points.filter_map(dot).collect()
}

/// What happened that is told on charts: the notes of a measure, learning sessions and other events of one day. Calls
/// that recur would be all over it.
pub(super) fn happened<'a>(
    page: &Page<'_>,
    id: EntryId,
    (details, measure, track): (&Collaborative, &'a Measure, Option<&str>),
) -> Vec<Happened<'a>> {
    let notes = measure.notes.iter().map(|note| Happened {
        date: note.date.value,
        plain: note.text.plain.clone(),
        words: Words::Written(&note.text),
    });
    let mut all: Vec<Happened<'_>> = notes.collect();
    for event in &details.events {
        let is_once = event.sort == EventType::LearningSession || (event.rule.is_none() && event.repeats.is_none());
        let is_for_it = event.track.as_ref().is_none_or(|own| Some(own.value.as_str()) == track);
        if let Some(date) = event.date.filter(|date| is_once && is_for_it && date.month.is_some()) {
            let words = Words::Html(page.bare(id, &event.title));
            all.push(Happened { date: date.value, plain: event.title.plain.clone(), words });
        }
    }
    all
}

/// Where a date stands among the dates of points, by their indexes; none before the first and after the last.
fn place(date: Date, dots: &[Dot]) -> Option<f64> {
    let (start, end) = (date.earliest(), date.latest());
    if let Some(at) = dots.iter().position(|dot| dot.date.earliest() <= end && start <= dot.date.latest()) {
        return Some(at as f64);
    }
    let after = dots.iter().position(|dot| dot.date.earliest() > end).filter(|after| *after > 0)?;
    let days = |(year, month, day): (u16, u8, u8)| f64::from(year) * 372.0 + f64::from(month) * 31.0 + f64::from(day);
    let (from, to) = (days(dots[after - 1].date.latest()), days(dots[after].date.earliest()));
    let part = if to > from { (days(start) - from) / (to - from) } else { 0.5 };
    Some((after - 1) as f64 + part.clamp(0.1, 0.9))
}

/// A run chart with all that belongs to it; none of a line without a point to draw.
pub(super) fn chart(
    page: &mut Page<'_>,
    entry: EntryId,
    (line, happened, id): (&Line<'_>, Vec<Happened<'_>>, &str),
) -> Option<ChartView> {
    let spoken = self::series(line, |date| page.date(date).words);
    let reading = spoken.read()?;
    let shown: Vec<Dot> = line.dots.iter().filter(|dot| dot.value.is_some()).cloned().collect();
    let mut happened = happened;
    for dot in line.dots.iter().filter(|dot| dot.value.is_some()) {
        happened.extend(dot.note.as_ref().map(|note| Happened {
            date: dot.date,
            plain: note.clone(),
            words: Words::Html(escape(note)),
        }));
    }
    let (events, happened) = placed(page, entry, (happened, &shown));
    let series = Series {
        events,
        title: page.fill("chart_of", &[("title", &line.measure.title.plain), ("of", &line.title)]),
        ..self::series(line, |date| date.to_string())
    };
    let phrase = |key: &str, blanks: &[(&str, &str)]| page.fill(key, blanks);
    let mut verdict = chart::plain(&spoken, &reading, &phrase);
    if let Some(way) = way(&spoken, &reading, line.measure) {
        verdict = format!("{verdict} {}", page.word(way));
    }
    let drawn = |look: Look| chart::draw(&series, &reading, look, (&verdict, &phrase));
    let (wide, narrow) = (drawn(Look::Wide), drawn(Look::Narrow));
    Some(ChartView {
        id: id.to_owned(),
        title: series.title,
        wide,
        narrow,
        rules: rules(page, &spoken, &reading),
        dots: dots(page, line, &reading),
        is_marked: reading.has_signal(),
        median: told(reading.median, line.measure),
        points: reading.n,
        useful: reading.useful,
        baseline: reading.baseline,
        happened,
        verdict,
    })
}

pub(super) fn series(line: &Line<'_>, label: impl Fn(Date) -> String) -> Series {
    let point = |dot: &Dot| {
        let is_astronomical = dot.is_astronomical;
        Some(chart::Point { label: label(dot.date), value: dot.value?, is_astronomical })
    };
    let points: Vec<chart::Point> = line.dots.iter().filter_map(point).collect();
    let baseline = line.measure.baseline.map(|until| {
        line.dots.iter().filter(|dot| dot.value.is_some() && dot.date.earliest() <= until.latest()).count()
    });
    Series {
        title: line.title.clone(),
        unit: if line.measure.is_percent() { "%".to_owned() } else { String::new() },
        points,
        // Where nothing was measured before it ends, there is nothing to freeze the median on.
        baseline: baseline.filter(|points| *points > 0),
        target: line.measure.target,
        events: Vec::new(),
        digits: Digits::Short,
    }
}

/// What happened in the order of time: for the drawing, and for the list beside it with the same numbers.
fn placed(
    page: &mut Page<'_>,
    entry: EntryId,
    (mut happened, shown): (Vec<Happened<'_>>, &[Dot]),
) -> (Vec<Event>, Vec<HappenedView>) {
    happened.sort_by_key(|one| (one.date.earliest(), one.date));
    let (mut events, mut list): (Vec<Event>, Vec<HappenedView>) = (Vec::new(), Vec::new());
    let mut number = 0;
    for one in happened {
        let at = place(one.date, shown);
        if let Some(at) = at {
            // As the drawing counts: what stands at one place has one number.
            number += usize::from(events.last().is_none_or(|last: &Event| (last.at - at).abs() >= 1e-9));
            events.push(Event { at, label: one.date.to_string(), text: one.plain });
        }
        let number = at.map(|_| number);
        let text_html = match one.words {
            Words::Written(text) => page.inline(entry, text),
            Words::Html(html) => html,
        };
        list.push(HappenedView { number, date: page.date(one.date), text_html });
    }
    (events, list)
}

/// Whether the latest signal goes the better way; none where there is none, where it lies far back, or where nobody says
/// which way is better.
fn way(series: &Series, reading: &Reading, measure: &Measure) -> Option<&'static str> {
    let value = |at: usize| series.points[at].value;
    let shifts = reading.shifts.iter().map(|shift| (shift, value(shift[0]) > reading.median));
    let trends = reading.trends.iter().map(|trend| (trend, value(trend[0]) < value(trend[trend.len() - 1])));
    let (points, goes_up) = shifts.chain(trends).max_by_key(|(points, _)| points.last().copied())?;
    if points.last()? + SHIFT < series.points.len() {
        return None;
    }
    Some(if goes_up == (measure.direction? == Direction::Up) { "verdict_better" } else { "verdict_worse" })
}

/// The points as a table, with what the chart hides and the signals that each belongs to.
fn dots(page: &Page<'_>, line: &Line<'_>, reading: &Reading) -> Vec<DotView> {
    let marks = [
        (&reading.shifts, page.word("signal_shift")),
        (&reading.trends, page.word("signal_trend")),
        (&vec![reading.astronomical.clone()], page.word("signal_astronomical")),
    ];
    let mut at = 0;
    let mut all = Vec::with_capacity(line.dots.len());
    for dot in &line.dots {
        let mut signals = Vec::new();
        let star = if dot.is_small { "*" } else { "" };
        let value = match dot.value {
            Some(value) => {
                let own = marks.iter().filter(|(groups, _)| groups.iter().flatten().any(|point| *point == at));
                signals.extend(own.map(|(_, word)| *word));
                at += 1;
                format!("{} {star}", told(value, line.measure)).trim_end().to_owned()
            }
            None => star.to_owned(),
        };
        all.push(DotView { date: page.date(dot.date), value, signals: signals.join(", ") });
    }
    all
}

/// Each rule with what it found here.
fn rules(page: &Page<'_>, series: &Series, reading: &Reading) -> Vec<RuleView> {
    let label = |at: &usize| series.points.get(*at).map_or("", |point| point.label.as_str());
    let stretches = |groups: &[Vec<usize>]| {
        let told = groups.iter().map(|points| {
            let (start, end) = (points.first().map_or("", label), points.last().map_or("", label));
            page.fill("rule_stretch", &[("n", &points.len().to_string()), ("start", start), ("end", end)])
        });
        told.collect::<Vec<_>>().join("; ")
    };
    let filled = |key, blanks: &[(&str, usize)]| {
        let blanks: Vec<(&str, String)> = blanks.iter().map(|(name, number)| (*name, number.to_string())).collect();
        page.fill(key, &blanks.iter().map(|(name, number)| (*name, number.as_str())).collect::<Vec<_>>())
    };
    let waits = || filled("rule_waits", &[("n", reading.useful), ("enough", ENOUGH)]);
    let limits = reading.limits;
    let rule = |name: &'static str, how: &'static str, found: String, is_signal: bool| RuleView {
        name: page.word(name).to_owned(),
        how: page.word(how).to_owned(),
        found: if found.is_empty() { page.word("rule_none").to_owned() } else { found },
        is_signal,
    };
    let runs = limits.map_or_else(waits, |of| {
        filled("rule_runs_found", &[("n", reading.runs), ("lower", of.lower), ("upper", of.upper)])
    });
    let longest =
        limits.map_or_else(waits, |of| filled("rule_longest_found", &[("n", reading.longest), ("limit", of.longest)]));
    let crossings = limits
        .map_or_else(waits, |of| filled("rule_crossings_found", &[("n", reading.crossings), ("limit", of.crossings)]));
    let marked = reading.astronomical.iter().map(label).collect::<Vec<_>>().join(", ");
    let is_unusual = matches!(reading.too_few_or_many(), Some(Runs::TooFew | Runs::TooMany));
    vec![
        rule("rule_shift", "rule_shift_how", stretches(&reading.shifts), !reading.shifts.is_empty()),
        rule("rule_trend", "rule_trend_how", stretches(&reading.trends), !reading.trends.is_empty()),
        rule("rule_runs", "rule_runs_how", runs, is_unusual),
        rule("rule_longest", "rule_longest_how", longest, reading.is_too_long() == Some(true)),
        rule("rule_crossings", "rule_crossings_how", crossings, reading.crosses_too_little() == Some(true)),
        rule("rule_astronomical", "rule_astronomical_how", marked, !reading.astronomical.is_empty()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dots(dates: &[&str]) -> Vec<Dot> {
        let dot = |date: &&str| Dot {
            date: Date::parse(date).expect("a date"),
            value: Some(1.0),
            is_small: false,
            note: None,
            is_astronomical: false,
        };
        dates.iter().map(dot).collect()
    }

    #[test]
    fn what_happened_stands_where_it_happened() {
        let at = |date: &str, dates: &[&str]| place(Date::parse(date).expect("a date"), &dots(dates));
        let months = ["2024-01", "2024-02", "2024-06"];
        assert_eq!(at("2024-01-16", &months), Some(0.0));
        assert_eq!(at("2024-02", &months), Some(1.0));
        assert!(at("2024-04-15", &months).is_some_and(|at| (1.4..1.7).contains(&at)));
        assert_eq!((at("2023-12", &months), at("2024-07", &months)), (None, None));
        let days = ["2024-01-10", "2024-01-20", "2024-01-30"];
        assert_eq!(at("2024-01-15", &days), Some(0.5));
        // A month that holds several points stands at the first of them.
        assert_eq!(at("2024-01", &days), Some(0.0));
        assert_eq!(at("2024-01", &[]), None);
    }
}
