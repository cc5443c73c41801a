//! What teams tried and counted in, out by driver what came of their tests, and by measure how many series have come to
//! their target.

use std::collections::BTreeMap;

use super::Counting;
use super::numbers::{Known, Numbers};
use crate::answers::json::Json;
use crate::answers::report::settled;
use crate::graph::rollup::{About, Label, Part, Row, Table};
use crate::graph::{PageId, SecondaryId, Section};

/// What came of a test: the theme's words, in the order of the columns.
const OUTCOMES: [(&str, &str); 3] = [("adopt", "roll_adopt"), ("adapt", "roll_adapt"), ("abandon", "roll_abandon")];

/// Where a series stands.
const STANDS: [&str; 3] = ["roll_reached", "roll_short", "roll_no_target"];

/// A test or a measure: the team's number, and its id in the team's files.
type Own<'a> = (usize, &'a str);

/// The one text of a field.
fn text<'a>(value: &'a Json, name: &str) -> Option<&'a str> {
    settled(value.member(name)?)?.text().filter(|text| !text.trim().is_empty())
}

impl Counting<'_> {
    /// The tests or measures of all teams, each as the latest round has it, and the round.
    fn kept(&self, name: &'static str) -> BTreeMap<Own<'_>, (usize, &Json)> {
        let mut all = BTreeMap::new();
        for (at, round) in self.rounds.iter().enumerate() {
            for (id, value) in round.members(name) {
                all.insert((round.team, id), (at, value));
            }
        }
        all
    }

    /// None where no test was made.
    pub(super) fn tests(&self) -> Option<Table> {
        let mut numbers: Numbers<Option<SecondaryId>> = Numbers::new(OUTCOMES.len() + 1);
        let by_name: BTreeMap<&str, SecondaryId> = (0..self.site.secondaries.len() as u32)
            .map(|at| (self.site.secondary_name(SecondaryId(at)), SecondaryId(at)))
            .collect();
        for (at, test) in self.kept("tests").into_values() {
            if is_blank(test) {
                continue;
            }
            let driver = text(test, "driver").and_then(|name| by_name.get(name)).copied();
            let decision = text(test, "decision");
            let column = OUTCOMES.iter().position(|(id, _)| decision == Some(*id)).unwrap_or(OUTCOMES.len());
            numbers.count(driver, column, self.rounds[at].people());
        }
        if numbers.is_empty() {
            return None;
        }
        let total = numbers.total(self.limit);
        let row = |(driver, cells): (Option<SecondaryId>, Vec<Option<usize>>)| {
            let (label, page) = self.driver(driver);
            Row { label, part: Part::One, page, cells }
        };
        let mut rows: Vec<Row> = numbers.shown(Known::Columns, self.limit).into_iter().map(row).collect();
        rows.push(Row { label: Label::Word("roll_all_drivers"), part: Part::Total, page: None, cells: total });
        let columns = OUTCOMES.iter().map(|(_, word)| Label::Word(word)).chain([Label::Word("roll_under_way")]);
        Some(Table { about: About::Tests, guide: None, columns: columns.collect(), rows })
    }

    /// None where no team counts anything of its own.
    pub(super) fn measures(&self) -> Option<Table> {
        // Those that are none of the collaborative's come last.
        let mut numbers: Numbers<usize> = Numbers::new(STANDS.len());
        for ((_, id), (at, measure)) in self.kept("measures") {
            let title = text(measure, "title").unwrap_or("").trim().to_lowercase();
            let same = |own: &crate::model::Measure| own.id.value == id || own.title.plain.to_lowercase() == title;
            let row = self.details.measures.iter().position(same).unwrap_or(self.details.measures.len());
            numbers.count(row, stands(measure), self.rounds[at].people());
        }
        if numbers.is_empty() {
            return None;
        }
        let row = |(at, cells): (usize, Vec<Option<usize>>)| {
            let (label, page) = match self.details.measures.get(at) {
                Some(measure) => {
                    let page = PageId::Collaborative(self.id, Section::Measure(at as u32));
                    (Label::Text(measure.title.plain.clone()), Some((page, String::new())))
                }
                None => (Label::Word("roll_own_measures"), None),
            };
            Row { label, part: Part::One, page, cells }
        };
        let rows = numbers.shown(Known::Rows, self.limit).into_iter().map(row).collect();
        let columns = STANDS.iter().map(|word| Label::Word(word)).collect();
        Some(Table { about: About::Measures, guide: None, columns, rows })
    }
}

/// True for a test that was begun and in which nobody wrote: its aim and driver may have come from where it began. The
/// browser's log knows the same tests by the same fields.
fn is_blank(test: &Json) -> bool {
    let written = ["change", "prediction", "plan", "happened", "learned", "decision"];
    written.into_iter().all(|name| text(test, name).is_none())
}

/// Which of [`STANDS`] a team's series is: by its latest value.
fn stands(measure: &Json) -> usize {
    let points = measure.member("points").and_then(Json::object).into_iter().flatten();
    let latest = points.filter_map(|(_, value)| settled(value)?.number()).next_back();
    let target = measure.member("target").and_then(settled).and_then(Json::number);
    match (latest, target) {
        (Some(latest), Some(target)) => {
            let reached = if text(measure, "direction") == Some("down") { latest <= target } else { latest >= target };
            usize::from(!reached)
        }
        (None, _) | (_, None) => 2,
    }
}
