//! The rounds of one guide in, its counts out: by site, track, secondary driver and round, who chose which level.

use std::collections::{BTreeMap, BTreeSet};

use super::veil::{Cell, veiled};
use super::wording::Asked;
use super::{Changed, Dimension, Drift, GuideReport, Row, Table, drifted, word};
use crate::answers::json::Json;
use crate::answers::sittings::Sitting;
use crate::theme::Words;

/// A person: a team's number, and a member in it.
pub(in crate::answers) type Person = (usize, String);

/// What a row is called: a title, or the key of a word for those that have none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Title {
    Named(String),
    Word(&'static str),
}

/// Who is behind one row.
#[derive(Default)]
struct Counts {
    /// The rows of this table that a row of another table sums up.
    within: Option<Title>,
    rounds: BTreeSet<(usize, String)>,
    /// By level: answers, and the people who gave them.
    cells: Vec<(usize, BTreeSet<Person>)>,
}

pub(super) struct Tally<'a> {
    asked: &'a Asked,
    tables: [BTreeMap<Title, Counts>; 4],
    /// The rounds with answers to other words or to what is gone; by what differs, in the order of the guide, and by id.
    changed: BTreeMap<(Drift, usize, String), BTreeSet<(usize, String)>>,
}

/// True where a team has said that its file may be counted, and nobody in it says otherwise.
pub(in crate::answers) fn consents(round: &Json) -> bool {
    round.member("consent").and_then(settled) == Some(&Json::Flag(true))
}

/// The one value of a register; none where values are at odds.
pub(in crate::answers) fn settled(register: &Json) -> Option<&Json> {
    let Json::List(values) = register.member("values")? else { return None };
    let first = values.first()?.member("value")?;
    values.iter().all(|value| value.member("value") == Some(first)).then_some(first)
}

impl<'a> Tally<'a> {
    pub fn new(asked: &'a Asked) -> Self {
        Tally { asked, tables: Default::default(), changed: BTreeMap::new() }
    }

    /// Counts a round of a team.
    pub fn count(&mut self, sitting: &Sitting<'_>) {
        let Sitting { team, round, .. } = sitting;
        let site = self.asked.roster.iter().find(|(id, ..)| Some(id) == sitting.site.as_ref());
        let (site, track) = match site {
            Some((_, title, track)) => {
                (Title::Named(title.clone()), track.clone().map_or(Title::Word("report_no_track"), Title::Named))
            }
            None => (Title::Word("report_no_site"), Title::Word("report_no_track")),
        };
        let about = round.member("round");
        let titled =
            about.and_then(|about| settled(about.member("title")?)?.text()).filter(|title| !title.trim().is_empty());
        let called = titled.map_or(Title::Word("report_no_round"), |title| Title::Named(title.trim().to_owned()));
        let id = about.and_then(|about| about.member("id")?.text()).unwrap_or("").to_owned();
        let sitting = (*team, id);
        for one in drifted(self.asked, round) {
            let place = self.asked.words.get(&one.item).map_or(0, |worded| worded.place);
            self.changed.entry((one.drift, place, one.item)).or_default().insert(sitting.clone());
        }
        let sheets = round.member("sheets").and_then(Json::object);
        for (member, sheet) in sheets.into_iter().flatten() {
            let person = (*team, member.0.clone());
            for (item, answer) in sheet.object().into_iter().flatten() {
                let driver = match self.asked.drivers.get(&item.0) {
                    Some(Some(driver)) => Title::Named(driver.clone()),
                    Some(None) => Title::Word("report_no_driver"),
                    None => Title::Word("report_gone"),
                };
                let level = answer.member("level").and_then(settled).and_then(Json::text);
                let level = level.and_then(|level| self.asked.levels.iter().position(|(id, _)| id == level));
                for (dimension, title, within) in [
                    (Dimension::Site, &site, Some(&track)),
                    (Dimension::Track, &track, None),
                    (Dimension::Driver, &driver, None),
                    (Dimension::Round, &called, None),
                ] {
                    self.add(dimension, (title, within), &sitting, level.map(|level| (level, &person)));
                }
            }
        }
    }

    fn add(
        &mut self,
        dimension: Dimension,
        (title, within): (&Title, Option<&Title>),
        sitting: &(usize, String),
        chosen: Option<(usize, &Person)>,
    ) {
        let levels = self.asked.levels.len();
        let counts = self.tables[dimension as usize].entry(title.clone()).or_insert_with(|| Counts {
            within: within.cloned(),
            cells: vec![(0, BTreeSet::new()); levels],
            ..Counts::default()
        });
        if !counts.rounds.contains(sitting) {
            counts.rounds.insert(sitting.clone());
        }
        if let Some((level, person)) = chosen {
            let (answers, people) = &mut counts.cells[level];
            *answers += 1;
            if !people.contains(person) {
                people.insert(person.clone());
            }
        }
    }

    /// The tables, with what may not be shown left out.
    pub fn report(self, words: &Words, threshold: usize) -> GuideReport {
        let Tally { asked, tables, changed } = self;
        let change = |((drift, _, item), rounds): ((Drift, usize, String), BTreeSet<(usize, String)>)| Changed {
            drift,
            title: asked.words.get(&item).map_or(item, |worded| worded.text.clone()),
            rounds: rounds.len(),
        };
        let tables = Dimension::ALL.into_iter().zip(tables).map(|(dimension, rows)| {
            let groups: Vec<Option<Title>> = rows.values().map(|counts| counts.within.clone()).collect();
            let cells: Vec<Vec<Cell<Person>>> =
                rows.values().map(|counts| counts.cells.iter().map(cell).collect()).collect();
            let shown = veiled(&cells, &groups, threshold);
            let row = |((title, counts), shown): ((Title, Counts), Vec<bool>)| Row {
                title: match title {
                    Title::Named(title) => title,
                    Title::Word(key) => word(words, key).to_owned(),
                },
                rounds: counts.rounds.len(),
                answers: counts
                    .cells
                    .iter()
                    .zip(shown)
                    .map(|((answers, _), shown)| shown.then_some(*answers))
                    .collect(),
            };
            Table { dimension, rows: rows.into_iter().zip(shown).map(row).collect() }
        });
        GuideReport {
            title: asked.title.clone(),
            levels: asked.levels.iter().map(|(_, label)| label.clone()).collect(),
            tables: tables.collect(),
            changed: changed.into_iter().map(change).collect(),
        }
    }
}

fn cell((_, people): &(usize, BTreeSet<Person>)) -> Cell<'_, Person> {
    Cell(people)
}

/// True where a file's name begins with a site's id: `cedar`, `cedar-2026`, `cedar.second`.
pub(in crate::answers) fn names(file: &str, id: &str) -> bool {
    file.strip_prefix(id).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}
