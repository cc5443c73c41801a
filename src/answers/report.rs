//! Many teams' files in, one report out for who coordinates them: how many answers stand at which level, by site, track,
//! secondary driver and round. Only files with consent count, and small numbers are not shown.

mod csv;
mod drift;
mod foreign;
mod tally;
mod veil;
mod view;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use crate::theme::{TemplateTrouble, Theme, Words};
use tally::Tally;
use view::ReportView;

pub use drift::{Drift, Drifted, drifted};
pub use foreign::{Foreign, foreign};
pub use wording::{Asked, AskedItem, Worded, asked, worded};

pub(super) use tally::{Person, consents, names, settled};
pub(super) use veil::{Cell, veiled};

use super::json::Json;
use super::sittings::{Sittings, sittings};

/// Numbers of people under this are not shown, unless another limit is asked for.
pub const THRESHOLD: usize = 10;

/// A team's file: the name that it was given, and its rounds.
pub struct Team {
    /// The file's name without its extension. It begins with the id of the team's site on the roster.
    pub name: String,
    pub rounds: Vec<Json>,
}

/// What was counted.
pub struct Report {
    /// Rounds that were read, however many files each has, and those of them that may be counted.
    pub read: usize,
    pub counted: usize,
    guides: Vec<GuideReport>,
}

/// The tables of one guide.
struct GuideReport {
    title: String,
    levels: Vec<String>,
    tables: Vec<Table>,
    /// What was asked in other words, or is asked no longer.
    changed: Vec<Changed>,
}

/// An item or action whose answers were given to other words, or that is gone.
struct Changed {
    drift: Drift,
    /// Its words; where it is gone, its id.
    title: String,
    /// Rounds with such answers.
    rounds: usize,
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dimension {
    Site,
    Track,
    Driver,
    Round,
}

impl Dimension {
    const ALL: [Dimension; 4] = [Dimension::Site, Dimension::Track, Dimension::Driver, Dimension::Round];

    /// Its word, which is also its name in the CSV file.
    fn word(self) -> &'static str {
        match self {
            Dimension::Site => "report_site",
            Dimension::Track => "report_track",
            Dimension::Driver => "report_driver",
            Dimension::Round => "report_round",
        }
    }
}

impl Drift {
    /// Its word, which is also its name in the CSV file.
    fn word(self) -> &'static str {
        match self {
            Drift::Reworded => "report_reworded",
            Drift::Dropped => "report_gone",
        }
    }
}

struct Table {
    dimension: Dimension,
    rows: Vec<Row>,
}

struct Row {
    title: String,
    /// Rounds of teams that this row counts.
    rounds: usize,
    /// By level, from least to most: the number of answers, where it may be shown.
    answers: Vec<Option<usize>>,
}

/// Counts the files of teams. `guides` are those of the site, by id; rounds on another guide are not counted.
pub fn report(teams: &[Team], guides: &BTreeMap<String, Asked>, words: &Words, threshold: usize) -> Report {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let roster: BTreeSet<&String> = guides.values().flat_map(|asked| &asked.roster).map(|(id, ..)| id).collect();
    let roster: Vec<String> = roster.into_iter().cloned().collect();
    let Sittings { held, counted } = sittings(teams, &roster);
    for sitting in &counted {
        let Some((id, asked)) = guides.get_key_value(&sitting.guide) else { continue };
        tallies.entry(id).or_insert_with(|| Tally::new(asked)).count(sitting);
    }
    let counted = counted.iter().filter(|sitting| guides.contains_key(&sitting.guide)).count();
    let guides = tallies.into_values().map(|tally| tally.report(words, threshold)).collect();
    Report { read: held.len(), counted, guides }
}

impl Report {
    /// The report as a page that stands alone.
    pub fn html(&self, theme: &Theme, language: &str, threshold: usize) -> Result<String, TemplateTrouble> {
        let words = theme.words(language);
        let style = String::from_utf8_lossy(&theme.style.bytes).into_owned();
        theme.render("report.html", language, &ReportView::new(self, words, threshold, (language, &style)))
    }

    /// The report for spreadsheets.
    pub fn csv(&self, words: &Words) -> String {
        csv::write(self, words)
    }
}

/// A word of the theme; its key where the theme lacks it.
fn word<'a>(words: &'a Words, key: &'a str) -> &'a str {
    words.get(key).map_or(key, String::as_str)
}
