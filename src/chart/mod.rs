//! Numbers in the order of time in, a run chart out: what the rules say of them, the same in words, and the drawing.
//! Never reads a file, never knows what was measured.

mod draw;
mod limits;
mod look;
mod rules;
mod scale;
mod small;
mod verdict;

pub use draw::draw;
pub use limits::Limits;
pub use look::Look;
pub use rules::{ENOUGH, Reading, Runs, SHIFT, TREND, median};
pub use scale::{Scale, short, told};
pub use small::{Small, small};
pub use verdict::{brief, plain};

/// A phrase by its key, its blanks filled: what a chart says is in the words of whoever shows it.
pub type Phrase<'a> = &'a dyn Fn(&str, &[(&str, &str)]) -> String;

/// What was measured once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Point {
    /// When, as it is shown.
    pub label: String,
    /// Finite.
    pub value: f64,
    /// True where a person says that this point is obviously different from all others.
    pub is_astronomical: bool,
}

/// Something that happened while it was measured: it has a number in the chart, and is told beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// Its place among the points, by their indexes: 2.5 is halfway between the third and the fourth.
    pub at: f64,
    /// When, as it is shown.
    pub label: String,
    pub text: String,
}

/// How exactly numbers are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digits {
    /// By as many digits as [`told`] gives them.
    #[default]
    Full,
    /// By as many as [`short`] does.
    Short,
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
    /// In the order of time.
    pub events: Vec<Event>,
    pub digits: Digits,
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
        let number = match self.digits {
            Digits::Full => told(value),
            Digits::Short => short(value),
        };
        format!("{number}{}", self.unit)
    }

    /// A number of the axis with its unit, in full: steps of a quarter are none that a short number tells.
    fn tick(&self, value: f64) -> String {
        format!("{}{}", told(value), self.unit)
    }

    /// What happened, by place: what happened at one place has one number.
    pub fn happened(&self) -> impl Iterator<Item = &[Event]> {
        self.events.chunk_by(|a, b| (a.at - b.at).abs() < 1e-9)
    }
}
