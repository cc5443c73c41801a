//! The latest round of each team in, by statement and action how many people chose each level out.

use super::numbers::{Known, Numbers};
use super::{Counting, chosen, levels};
use crate::answers::report::Asked;
use crate::graph::rollup::{About, Label, Part, Row, Table};
use crate::graph::{EntryId, PageId};

impl Counting<'_> {
    /// None where nobody answered, or nothing takes a level.
    pub(super) fn readiness(&self, &(guide, asked): &(EntryId, &Asked)) -> Option<Table> {
        let mut numbers = Numbers::new(asked.levels.len());
        let teams = self.by_team(guide);
        for (at, item) in asked.items.iter().enumerate() {
            numbers.row(at);
            for latest in teams.iter().filter_map(|rounds| rounds.last()) {
                chosen(latest, asked, item).for_each(|(level, person)| numbers.count(at, level, [person]));
            }
        }
        if asked.levels.is_empty() || numbers.is_empty() {
            return None;
        }
        let row = |(at, cells): (usize, Vec<Option<usize>>)| {
            let item = &asked.items[at];
            let part = if item.whole { Part::Whole } else { Part::One };
            let page = Some((PageId::Entry(guide), item.id.clone()));
            Row { label: Label::Text(item.text.clone()), part, page, cells }
        };
        let rows = numbers.shown(Known::Rows, self.limit).into_iter().map(row).collect();
        Some(Table { about: About::Readiness, guide: Some(guide), columns: levels(asked), rows })
    }
}
