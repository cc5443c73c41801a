//! Numbers in the order of time in, a run chart out: what the rules say of them, the same in words, and the drawing.
//! Never reads a file, never knows what was measured.

mod draw;
mod rules;
mod scale;
mod verdict;

pub use draw::{Look, draw};
pub use rules::{ENOUGH, Limits, Reading, Runs, SHIFT, TREND, median};
pub use scale::told;
pub use verdict::{plain, sentences};

/// A phrase by its key, its blanks filled: what a chart says is in the words of whoever shows it.
pub type Phrase<'a> = &'a dyn Fn(&str, &[(&str, &str)]) -> String;

/// What was measured once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// When, as it is shown.
    pub label: String,
    /// Finite.
    pub value: f64,
    /// What happened then: it is told beside the chart.
    pub note: Option<String>,
    /// True where a person says that this point is obviously different from all others.
    pub is_astronomical: bool,
}

/// A series as it is to be charted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    pub title: String,
    /// Behind each number: `%`, or nothing.
    pub unit: String,
    /// In the order of time.
    pub points: Vec<Point>,
    /// Points, from the first on, that the median is frozen on.
    pub baseline: Option<usize>,
    pub target: Option<f64>,
}

impl Series {
    /// What the rules say; none for a series without a point.
    pub fn read(&self) -> Option<Reading> {
        let values: Vec<f64> = self.points.iter().map(|point| point.value).collect();
        let marked = self.points.iter().enumerate().filter(|(_, point)| point.is_astronomical);
        let marked: Vec<usize> = marked.map(|(at, _)| at).collect();
        Reading::of(&values, self.baseline, &marked)
    }

    /// A number with its unit.
    pub fn number(&self, value: f64) -> String {
        format!("{}{}", told(value), self.unit)
    }
}
