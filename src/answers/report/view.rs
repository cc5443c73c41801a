//! A report in, what its template sees out.

use serde::Serialize;

use super::{Report, word};
use crate::theme::{Words, fill};

#[derive(Serialize)]
pub(super) struct ReportView<'a> {
    lang: &'a str,
    style: &'a str,
    /// How many rounds were read and counted, in words.
    summary: String,
    /// What is not shown, and why.
    hidden: String,
    guides: Vec<GuideView<'a>>,
}

#[derive(Serialize)]
struct GuideView<'a> {
    title: &'a str,
    levels: &'a [String],
    tables: Vec<TableView<'a>>,
    changed: Vec<ChangedView<'a>>,
}

#[derive(Serialize)]
struct ChangedView<'a> {
    /// How it differs from what was asked, in words.
    how: &'a str,
    title: &'a str,
    rounds: usize,
}

#[derive(Serialize)]
struct TableView<'a> {
    /// What its rows are, in words.
    by: &'a str,
    rows: Vec<RowView<'a>>,
}

#[derive(Serialize)]
struct RowView<'a> {
    title: &'a str,
    rounds: usize,
    /// None for a number that is not shown.
    answers: &'a [Option<usize>],
}

impl<'a> ReportView<'a> {
    pub fn new(report: &'a Report, words: &'a Words, threshold: usize, (lang, style): (&'a str, &'a str)) -> Self {
        let table = |table: &'a super::Table| TableView {
            by: word(words, table.dimension.word()),
            rows: table
                .rows
                .iter()
                .map(|row| RowView { title: &row.title, rounds: row.rounds, answers: &row.answers })
                .collect(),
        };
        let changed = |one: &'a super::Changed| ChangedView {
            how: word(words, one.drift.word()),
            title: &one.title,
            rounds: one.rounds,
        };
        let guide = |guide: &'a super::GuideReport| GuideView {
            title: &guide.title,
            levels: &guide.levels,
            tables: guide.tables.iter().map(table).collect(),
            changed: guide.changed.iter().map(changed).collect(),
        };
        let (read, counted) = (report.read.to_string(), report.counted.to_string());
        ReportView {
            lang,
            style,
            summary: fill(word(words, "report_summary"), &[("n", &counted), ("total", &read)]),
            hidden: fill(word(words, "report_hidden_note"), &[("n", &threshold.to_string())]),
            guides: report.guides.iter().map(guide).collect(),
        }
    }
}
