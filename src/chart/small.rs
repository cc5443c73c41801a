//! Numbers in the order of time in, one of several small drawings that stand side by side out. Never asks what they
//! have in common: the scale and the line of time are given.

use std::fmt::Write as _;

use super::scale::Scale;
use crate::svg;
use crate::text::escape_into;

/// What a small drawing shows. Places are parts of the line of time, from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Small<'a> {
    /// What is to be seen, in words.
    pub name: &'a str,
    /// Place, value, and whether it belongs to a signal.
    pub points: Vec<(f64, f64, bool)>,
    /// Another line to compare with: places and values.
    pub beside: Vec<(f64, f64)>,
    pub median: f64,
    pub target: Option<f64>,
    /// The lowest and the highest number of the scale, as they are written at its side.
    pub heights: (&'a str, &'a str),
    /// The first and the last date of the line of time.
    pub ends: (&'a str, &'a str),
}

const SIZE: u32 = 12;
const WIDTH: u32 = 240;
const HEIGHT: u32 = 128;

/// The drawing, whose styles give it colours. A point of a signal is a square, all others are round.
pub fn small(of: &Small<'_>, scale: &Scale) -> String {
    let widest = svg::width(of.heights.0, SIZE).max(svg::width(of.heights.1, SIZE));
    let (left, right) = (f64::from(widest + 6), f64::from(WIDTH - 1));
    let (top, bottom) = (8.0, f64::from(HEIGHT - 22));
    let x = |place: f64| left + 6.0 + (right - left - 12.0) * place;
    let y = |value: f64| bottom - (bottom - top) * scale.part(value).clamp(0.0, 1.0);
    let mut out = String::with_capacity(1_024 + of.points.len() * 48);
    out.push_str("<svg class=\"drawn run-chart small\" role=\"img\" aria-label=\"");
    escape_into(&mut out, of.name);
    let size = format!("viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\"");
    let _ = writeln!(out, "\" {size} fill=\"none\" stroke=\"currentColor\">");
    let _ =
        writeln!(out, "<path class=\"wires\" d=\"M{left:.1} {top:.1}H{right:.1}M{left:.1} {bottom:.1}H{right:.1}\"/>");
    let text = |out: &mut String, (x, y): (f64, f64), anchor: &str, words: &str| {
        let _ = write!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">");
        escape_into(out, words);
        out.push_str("</text>");
    };
    out.push_str("<g class=\"quiet\">");
    text(&mut out, (left - 5.0, top + 4.0), "end", of.heights.1);
    text(&mut out, (left - 5.0, bottom + 4.0), "end", of.heights.0);
    text(&mut out, (left, f64::from(HEIGHT - 4)), "start", of.ends.0);
    text(&mut out, (right, f64::from(HEIGHT - 4)), "end", of.ends.1);
    out.push_str("</g>\n");
    let line = |points: &mut dyn Iterator<Item = (f64, f64)>| {
        let places: Vec<String> = points.map(|(at, value)| format!("{:.1} {:.1}", x(at), y(value))).collect();
        places.join("L")
    };
    if of.beside.len() > 1 {
        let _ = writeln!(out, "<path class=\"beside\" d=\"M{}\"/>", line(&mut of.beside.iter().copied()));
    }
    if let Some(target) = of.target {
        let _ = writeln!(out, "<path class=\"target\" d=\"M{left:.1} {:.1}H{right:.1}\"/>", y(target));
    }
    let _ = writeln!(out, "<path class=\"median\" d=\"M{left:.1} {:.1}H{right:.1}\"/>", y(of.median));
    let _ = writeln!(
        out,
        "<path class=\"line\" d=\"M{}\"/>",
        line(&mut of.points.iter().map(|(at, value, _)| (*at, *value)))
    );
    out.push_str("<path class=\"point\" d=\"");
    for (at, value, is_signal) in &of.points {
        let (x, y) = (x(*at), y(*value));
        let _ = match is_signal {
            true => write!(out, "M{:.1} {:.1}h6v6h-6z", x - 3.0, y - 3.0),
            false => write!(out, "M{:.1} {y:.1}a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z", x - 2.0),
        };
    }
    out.push_str("\"/>\n</svg>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_is_within_the_drawing_and_signals_have_another_shape() {
        let of = Small {
            name: "North & <South>",
            points: vec![(0.0, 10.0, false), (0.5, 90.0, true), (1.0, 50.0, true)],
            beside: vec![(0.0, 20.0), (1.0, 30.0)],
            median: 50.0,
            target: Some(80.0),
            heights: ("0%", "100%"),
            ends: ("2024-01", "2024-03"),
        };
        let svg = small(&of, &Scale::over([0.0, 100.0].into_iter()));
        assert!(svg.contains("role=\"img\" aria-label=\"North &amp; &lt;South&gt;\""));
        assert_eq!((svg.matches("h6v6h-6z").count(), svg.matches("a2 2 0 1 0 4 0").count()), (2, 1));
        assert!(svg.contains("class=\"beside\"") && svg.contains("class=\"target\"") && !svg.contains("style="));
        assert!(!svg.contains("NaN"));
    }

    #[test]
    fn one_point_alone_is_drawn() {
        let of = Small { points: vec![(0.0, 5.0, false)], median: 5.0, ..Small::default() };
        let svg = small(&of, &Scale::over([5.0].into_iter()));
        assert!(svg.contains("a2 2 0 1 0") && !svg.contains("beside") && !svg.contains("target"));
    }
}
