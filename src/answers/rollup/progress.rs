//! Teams with two rounds or more in, by driver how many people chose each level in the first and in the latest out.

use super::numbers::{Known, Numbers};
use super::{Counting, chosen, levels};
use crate::answers::report::Asked;
use crate::graph::rollup::{About, Part, Row, Table};
use crate::graph::{EntryId, SecondaryId};

impl Counting<'_> {
    /// None where no team has come back yet.
    pub(super) fn progress(&self, &(guide, asked): &(EntryId, &Asked)) -> Option<Table> {
        let mut numbers: Numbers<(Option<SecondaryId>, Part)> = Numbers::new(asked.levels.len());
        for rounds in self.by_team(guide) {
            let [first, .., latest] = rounds.as_slice() else { continue };
            for (part, round) in [(Part::Then, first), (Part::Now, latest)] {
                for item in &asked.items {
                    for (level, person) in chosen(round, asked, item) {
                        [Part::Then, Part::Now].into_iter().for_each(|part| numbers.row((item.driver, part)));
                        numbers.count((item.driver, part), level, [person]);
                    }
                }
            }
        }
        if asked.levels.is_empty() || numbers.is_empty() {
            return None;
        }
        let row = |((driver, part), cells): ((Option<SecondaryId>, Part), Vec<Option<usize>>)| {
            let (label, page) = self.driver(driver);
            Row { label, part, page, cells }
        };
        let rows = numbers.shown(Known::Rows, self.limit).into_iter().map(row).collect();
        Some(Table { about: About::Progress, guide: Some(guide), columns: levels(asked), rows })
    }
}
