//! A series and its reading in, the run chart as SVG out: for a page, whose styles give it colours, or as a file that
//! stands alone. Every signal has a mark of its own shape, so that none is told by colour alone.

use std::fmt::Write as _;

use super::look::{Look, Part};
use super::scale::Scale;
use super::{Phrase, Reading, Series};
use crate::svg;
use crate::text::escape_into;

const SIZE: u32 = 13;
const LEADING: u32 = 18;

/// Where the points stand.
struct Plot<'a> {
    series: &'a Series,
    reading: &'a Reading,
    scale: Scale,
    look: Look,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Plot<'_> {
    /// Of a point, by its index; what lies between two points stands between them.
    fn x(&self, at: f64) -> f64 {
        let room = 12.0;
        let (start, width) = (self.left + room, self.right - self.left - 2.0 * room);
        match self.series.points.len() {
            0 | 1 => start + width / 2.0,
            points => start + width * at / (points - 1) as f64,
        }
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * self.scale.part(value).clamp(0.0, 1.0)
    }

    fn is(&self, part: Part) -> &'static str {
        part.attributes(self.look)
    }
}

/// The run chart of a series. `said` is its verdict in words, by which it is described.
pub fn draw(series: &Series, reading: &Reading, look: Look, (said, phrase): (&str, Phrase<'_>)) -> String {
    let (width, plot_height) = match look {
        Look::File | Look::Wide => (640, 240),
        Look::Narrow => (288, 200),
    };
    let values = series.points.iter().map(|point| point.value);
    let scale = Scale::over(values.chain([reading.median]).chain(series.target));
    let widest = scale.ticks.iter().map(|tick| svg::width(&series.tick(*tick), SIZE)).max().unwrap_or(0);
    let heading = if look == Look::File { svg::wrap(&series.title, 18, width - 40) } else { Vec::new() };
    let top = 12 + heading.len() as u32 * 22 + if series.events.is_empty() { 8 } else { 56 };
    let edge = if look == Look::File { 12 } else { 1 };
    let plot = Plot {
        series,
        reading,
        scale,
        look,
        left: f64::from(edge + widest + 8),
        right: f64::from(width - edge),
        top: f64::from(top),
        bottom: f64::from(top + plot_height),
    };
    let mut body = String::with_capacity(series.points.len() * 120 + 2_000);
    axes(&mut body, &plot);
    lines(&mut body, &plot, phrase);
    notes(&mut body, &plot);
    points(&mut body, &plot);
    let mut y = top + plot_height + 44;
    legend(&mut body, &plot, phrase, (edge, &mut y, width - 2 * edge));
    if look == Look::File {
        y += 6;
        let lines = svg::wrap(said, SIZE, width - 40);
        let _ = write!(body, "<g{}>", plot.is(Part::Quiet));
        svg::write_lines(&mut body, (12, y), LEADING, &lines);
        body.push_str("</g>\n");
        y += lines.len() as u32 * LEADING;
    }
    let mut out = String::with_capacity(body.len() + 512);
    open(&mut out, &plot, (width, y.saturating_sub(4)), said);
    if !heading.is_empty() {
        let _ = write!(out, "<g{}>", plot.is(Part::Heading));
        svg::write_lines(&mut out, (12, 28), 22, &heading);
        out.push_str("</g>\n");
    }
    out + &body + "</svg>\n"
}

fn open(out: &mut String, plot: &Plot<'_>, (width, height): (u32, u32), said: &str) {
    let size = format!("viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" fill=\"none\"");
    let class = match plot.look {
        Look::File => "",
        Look::Wide => " class=\"drawn wide run-chart\"",
        Look::Narrow => " class=\"drawn narrow run-chart\"",
    };
    let alone = "xmlns=\"http://www.w3.org/2000/svg\" font-family=\"system-ui, sans-serif\" font-size=\"13\"";
    let _ = match plot.look {
        Look::File => write!(out, "<svg {alone} role=\"img\" {size}>\n<title>"),
        Look::Wide | Look::Narrow => {
            write!(out, "<svg{class} role=\"img\" {size} stroke=\"currentColor\" aria-label=\"")
        }
    };
    escape_into(out, &plot.series.title);
    out.push_str(match plot.look {
        Look::File => "</title>\n<desc>",
        Look::Wide | Look::Narrow => "\">\n<desc>",
    });
    escape_into(out, said);
    out.push_str("</desc>\n");
    if plot.look == Look::File {
        let paper = plot.is(Part::Paper);
        let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\"{paper}/>");
    }
}

/// Round numbers from below to above, and as many dates as there is room for.
fn axes(out: &mut String, plot: &Plot<'_>) {
    let (left, right) = (plot.left, plot.right);
    let rules: String =
        plot.scale.ticks.iter().map(|tick| format!("M{left:.1} {:.1}H{right:.1}", plot.y(*tick))).collect();
    let _ = writeln!(out, "<path{} d=\"{rules}\"/>", plot.is(Part::Grid));
    let _ = write!(out, "<g{} text-anchor=\"end\">", plot.is(Part::Quiet));
    for tick in &plot.scale.ticks {
        let _ = write!(out, "<text x=\"{:.1}\" y=\"{:.1}\">", left - 6.0, plot.y(*tick) + 4.5);
        escape_into(out, &plot.series.tick(*tick));
        out.push_str("</text>");
    }
    let _ = write!(out, "</g>\n<g{}>", plot.is(Part::Quiet));
    let points = &plot.series.points;
    let widest = points.iter().map(|point| svg::width(&point.label, SIZE)).max().unwrap_or(0);
    let room = ((right - left) / f64::from(widest + 10)).floor().max(1.0) as usize;
    let every = points.len().div_ceil(room).max(1);
    for (at, point) in points.iter().enumerate().step_by(every) {
        let half = f64::from(svg::width(&point.label, SIZE)) / 2.0;
        let x = (plot.x(at as f64) - half).clamp(0.0, (right - 2.0 * half).max(0.0));
        let _ = write!(out, "<text x=\"{x:.1}\" y=\"{:.1}\">", plot.bottom + 20.0);
        escape_into(out, &point.label);
        out.push_str("</text>");
    }
    out.push_str("</g>\n");
}

/// The median, frozen or not, the target, and what joins the points.
fn lines(out: &mut String, plot: &Plot<'_>, phrase: Phrase<'_>) {
    let Plot { series, reading, left, right, .. } = plot;
    let median = plot.y(reading.median);
    let number = series.number(reading.median);
    let (end, words) = match reading.baseline {
        // Frozen: it goes on in dashes, since the later points have no part in it.
        Some(points) => {
            let end = plot.x(points.saturating_sub(1) as f64);
            let dashes = plot.is(Part::Median);
            let _ = writeln!(out, "<path{dashes} stroke-dasharray=\"3 4\" d=\"M{end:.1} {median:.1}H{right:.1}\"/>");
            (end, phrase("chart_frozen_median", &[("value", &number), ("n", &points.to_string())]))
        }
        None => (*right, phrase("chart_median", &[("value", &number)])),
    };
    let _ = writeln!(out, "<path{} d=\"M{left:.1} {median:.1}H{end:.1}\"/>", plot.is(Part::Median));
    if let Some(target) = series.target {
        let _ = writeln!(out, "<path{} d=\"M{left:.1} {:.1}H{right:.1}\"/>", plot.is(Part::Target), plot.y(target));
    }
    let joined: Vec<String> = series
        .points
        .iter()
        .enumerate()
        .map(|(at, point)| format!("{:.1} {:.1}", plot.x(at as f64), plot.y(point.value)))
        .collect();
    let _ = writeln!(out, "<path{} d=\"M{}\"/>", plot.is(Part::Line), joined.join("L"));
    let _ = write!(out, "<g{}>", plot.is(Part::Words));
    let _ = write!(out, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">", right - 2.0, median - 5.0);
    escape_into(out, &words);
    out.push_str("</text>");
    if let Some(target) = series.target {
        let _ = write!(out, "<text x=\"{:.1}\" y=\"{:.1}\">", left + 2.0, plot.y(target) - 5.0);
        escape_into(out, &phrase("chart_target", &[("value", &series.number(target))]));
        out.push_str("</text>");
    }
    out.push_str("</g>\n");
}

/// A number above each place where something happened, with a line down to the line of points.
fn notes(out: &mut String, plot: &Plot<'_>) {
    for (number, events) in plot.series.happened().enumerate() {
        let at = events[0].at;
        // Neighbours would touch on one height.
        let (x, y) = (plot.x(at), plot.top - if number % 2 == 0 { 26.0 } else { 42.0 });
        let _ = write!(out, "<path{} d=\"M{x:.1} {y:.1}V{:.1}\"/>", plot.is(Part::Note), height(plot, at));
        let number = number + 1;
        let (words, y) = (plot.is(Part::Words), y - 3.0);
        let _ = writeln!(out, "<text{words} x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\">{number}</text>");
    }
}

/// The height of the line of points at a place.
fn height(plot: &Plot<'_>, at: f64) -> f64 {
    let y = |index: f64| plot.series.points.get(index as usize).map_or(plot.bottom, |point| plot.y(point.value));
    let (before, after) = (at.floor(), at.ceil());
    y(before) + (y(after) - y(before)) * (at - before)
}

/// The points with the marks of their signals: a square for a shift, a diamond for a trend, a ring for an astronomical
/// point.
fn points(out: &mut String, plot: &Plot<'_>) {
    let mut marks = String::new();
    let place = |at: &usize| (plot.x(*at as f64), plot.y(plot.series.points[*at].value));
    for (x, y) in plot.reading.shifts.iter().flatten().map(place) {
        marks.push_str(&square(x, y));
    }
    for (x, y) in plot.reading.trends.iter().flatten().map(place) {
        marks.push_str(&diamond(x, y));
    }
    for (x, y) in plot.reading.astronomical.iter().map(place) {
        marks.push_str(&ring(x, y));
    }
    if !marks.is_empty() {
        let _ = writeln!(out, "<path{} d=\"{marks}\"/>", plot.is(Part::Mark));
    }
    let _ = write!(out, "<g{}>", plot.is(Part::Point));
    let radius = if plot.series.points.len() > 60 { "2.5" } else { "3.5" };
    for (at, point) in plot.series.points.iter().enumerate() {
        let (x, y) = place(&at);
        let _ = write!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\">");
        svg::title(out, &format!("{}: {}", point.label, plot.series.number(point.value)));
        out.push_str("</circle>");
    }
    out.push_str("</g>\n");
}

fn square(x: f64, y: f64) -> String {
    format!("M{:.1} {:.1}h13v13h-13z", x - 6.5, y - 6.5)
}

fn diamond(x: f64, y: f64) -> String {
    format!("M{:.1} {y:.1}l10 -10l10 10l-10 10z", x - 10.0)
}

fn ring(x: f64, y: f64) -> String {
    format!("M{:.1} {y:.1}a12 12 0 1 0 24 0a12 12 0 1 0 -24 0z", x - 12.0)
}

/// What the marks mean, where there are any, and in a file what the numbers above the points tell: a page has a list
/// for that.
fn legend(out: &mut String, plot: &Plot<'_>, phrase: Phrase<'_>, (x, y, width): (u32, &mut u32, u32)) {
    type Mark = fn(f64, f64) -> String;
    let reading = plot.reading;
    let marks: [(bool, &str, Mark); 3] = [
        (!reading.shifts.is_empty(), "chart_shift", square),
        (!reading.trends.is_empty(), "chart_trend", diamond),
        (!reading.astronomical.is_empty(), "chart_astronomical", ring),
    ];
    for (_, key, mark) in marks.into_iter().filter(|(is_there, ..)| *is_there) {
        let text = phrase(key, &[]);
        let lines = svg::wrap(&text, SIZE, width - 36);
        let _ = write!(out, "<path{} d=\"{}\"/>", plot.is(Part::Mark), mark(f64::from(x) + 13.0, f64::from(*y)));
        told_beside(out, plot, (x + 34, y), &lines);
    }
    if plot.look != Look::File {
        return;
    }
    for (number, events) in plot.series.happened().enumerate() {
        for (first, event) in events.iter().enumerate() {
            let text = format!("{}: {}", event.label, event.text);
            let lines = svg::wrap(&text, SIZE, width - 36);
            if first == 0 {
                let number = number + 1;
                let _ = write!(out, "<text{} x=\"{}\" y=\"{}\">{number}</text>", plot.is(Part::Words), x + 8, *y + 5);
            }
            told_beside(out, plot, (x + 34, y), &lines);
        }
    }
}

/// Lines beside a mark; the next one stands below them.
fn told_beside(out: &mut String, plot: &Plot<'_>, (x, y): (u32, &mut u32), lines: &[&str]) {
    let _ = write!(out, "<g{}>", plot.is(Part::Quiet));
    svg::write_lines(out, (x, *y + 5), LEADING, lines);
    out.push_str("</g>\n");
    *y += lines.len().max(1) as u32 * LEADING + 8;
}

#[cfg(test)]
mod tests {
    use super::super::{Event, Point};
    use super::*;

    fn series(values: &[f64]) -> Series {
        let point = |(at, value): (usize, &f64)| Point {
            label: format!("2024-{:02}", at + 1),
            value: *value,
            ..Point::default()
        };
        Series {
            title: "Calls & visits".to_owned(),
            points: values.iter().enumerate().map(point).collect(),
            ..Series::default()
        }
    }

    fn drawn(series: &Series, look: Look) -> String {
        let reading = series.read().expect("a reading");
        draw(series, &reading, look, ("Said.", &|key, blanks| format!("{key} {blanks:?}")))
    }

    #[test]
    fn a_file_stands_alone_and_a_page_has_classes_alone() {
        let mut series = series(&[1.0, 2.0, 3.0, 4.0, 5.0, 9.0, 9.5, 9.0, 9.5, 9.0, 9.5]);
        series.target = Some(20.0);
        let event = |at, text: &str| Event { at, label: "2024-03".to_owned(), text: text.to_owned() };
        series.events = vec![event(2.0, "Began <calls>"), event(2.0, "And visits"), event(4.5, "Between two")];
        series.points[4].is_astronomical = true;
        let file = drawn(&series, Look::File);
        assert!(file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" "));
        assert!(file.contains("<title>Calls &amp; visits</title>") && file.contains("<desc>"));
        assert!(file.contains("<desc>Said.</desc>") && file.contains(">2</text>") && !file.contains(">3</text>"));
        assert!(
            file.contains("Began &lt;calls&gt;")
                && file.contains("And visits")
                && !file.contains("class=")
                && !file.contains("style=")
        );
        for look in [Look::Wide, Look::Narrow] {
            let page = drawn(&series, look);
            assert!(page.contains("aria-label=\"Calls &amp; visits\"") && page.contains("<desc>Said.</desc>"));
            assert!(page.contains(">2</text>") && !page.contains("Between two"));
            assert!(page.contains("class=\"median\"") && !page.contains("#") && !page.contains("style="));
            for key in ["chart_trend", "chart_astronomical", "chart_target"] {
                assert!(page.contains(key), "{key}");
            }
        }
    }

    #[test]
    fn every_point_is_in_the_drawing_whatever_the_numbers() {
        for values in [&[5.0][..], &[0.0, 0.0, 0.0], &[-1e12, 1e12], &[1e-7, 2e-7, 3e-7]] {
            for (look, width) in [(Look::File, 640.0), (Look::Narrow, 288.0)] {
                let svg = drawn(&series(values), look);
                assert_eq!(svg.matches("<circle").count(), values.len());
                assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
                for x in svg.split(" cx=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<f64>().ok()) {
                    assert!((0.0..=width).contains(&x));
                }
            }
        }
    }
}
