//! What stands beside the entries: settings, the bibliography in both of its formats, pictures.

use std::fmt::Write;

use super::chance::Chance;
use super::links::key;
use super::prose::words;
use super::{Plan, Shape};

/// `framewright.yaml`.
pub fn settings() -> String {
    "title: Workforce briefs\n\
     id: workforce-briefs\n\
     base_url: https://www.example.org/briefs/\n\
     publisher: {name: State Workforce Office}\n\
     scales:\n  progress:\n    levels:\n      - {id: not-started, label: Not started}\n      \
     - {id: partly, label: Partly in place}\n      - {id: fully, label: Fully in place}\n"
        .to_owned()
}

/// `references.yaml`: the works with even numbers.
pub fn yaml(plan: &Plan) -> String {
    let mut text = String::new();
    for number in (0..plan.references).step_by(2) {
        let mut chance = Chance::of("references", number);
        let (key, title, year) = (key(number), words(&mut chance, 8), 1990 + number % 35);
        // Writing into memory does not fail.
        let _ = write!(
            text,
            "{key}:\n  type: report\n  title: {title} {number}\n  author: [\"Park{number}, Ada\", \"Cole{number}, Ben\"]\n  \
             date: {year}\n  publisher: Center {}\n  url: https://www.example.org/works/{number}\n",
            number % 9,
        );
    }
    text
}

/// `references.bib`: the works with odd numbers.
pub fn bib(plan: &Plan) -> String {
    let mut text = String::new();
    for number in (1..plan.references).step_by(2) {
        let mut chance = Chance::of("references", number);
        let (key, title, year) = (key(number), words(&mut chance, 8), 1990 + number % 35);
        // Writing into memory does not fail.
        let _ = write!(
            text,
            "@article{{{key},\n  title = {{{title} {number}}},\n  author = {{Ruiz{number}, Eva and M{{\\\"u}}ller, Jo}},\n  \
             journal = {{Journal of the Field}},\n  volume = {{{}}},\n  pages = {{{}--{}}},\n  year = {{{year}}}\n}}\n",
            1 + number % 40,
            number,
            number + 12,
        );
    }
    text
}

/// A picture, as a chart program writes it: its name and its text.
pub fn asset(number: usize) -> (String, String) {
    let mut chance = Chance::of("pictures", number);
    let mut bars = String::new();
    for bar in 0..24 {
        let height = 10 + chance.below(180);
        // Writing into memory does not fail.
        let _ = writeln!(
            bars,
            "  <rect x=\"{}\" y=\"{}\" width=\"10\" height=\"{height}\" fill=\"#1b5e4b\"/>",
            bar * 13,
            200 - height
        );
    }
    let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 320 200\">\n{bars}</svg>\n");
    (format!("chart-{number}.svg"), text)
}

impl Shape {
    /// What a report says of a site of this shape.
    pub fn suffix(self) -> String {
        match self {
            Shape::Plain => String::new(),
            Shape::Hub | Shape::Place | Shape::Driver | Shape::Drivers => format!(", {}", self.word()),
        }
    }
}
