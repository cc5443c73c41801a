//! What the teams of a collaborative answered, tried and measured together, as plain tables. `answers` fills them, in
//! the private edition alone. Never knows a person or a file.

use super::{EntryId, PageId};

/// All that the files of a collaborative's teams come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollUp {
    /// Rounds that are there, and those of them that may be counted.
    pub read: usize,
    pub counted: usize,
    /// Numbers with fewer people behind them are not shown.
    pub threshold: usize,
    /// Numbers are rounded to multiples of this.
    pub step: usize,
    pub tables: Vec<Table>,
}

/// Numbers by row and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub about: About,
    /// The guide whose answers these are.
    pub guide: Option<EntryId>,
    pub columns: Vec<Label>,
    pub rows: Vec<Row>,
}

/// What a table tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// By statement and action, how many people chose each level.
    Readiness,
    /// By driver, what came of small tests of change.
    Tests,
    /// By measure, how many teams' own series have come to their target.
    Measures,
    /// By driver, how many people chose each level in their team's first round, and in its latest.
    Progress,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub label: Label,
    pub part: Part,
    /// What it is about, and where on that page.
    pub page: Option<(PageId, String)>,
    /// By column; none where a number is not shown.
    pub cells: Vec<Option<usize>>,
}

/// What part of its table a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    One,
    /// An action, with its items in the rows below.
    Whole,
    /// What all rows come to.
    Total,
    /// Of a driver, the first round; the latest follows.
    Then,
    Now,
}

/// Words of the content, or the key of a word of the theme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    Text(String),
    Word(&'static str),
}
