//! Who is behind each number of a table in, the numbers that may be shown out.
//!
//! A number of few people is hidden, and with it those from which it could be worked out. What is left is rounded: with
//! exact numbers, two roll-ups, of which one has a team more, would tell what that team said.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::report::{Cell, Person, veiled};

/// What may be shown of numbers.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    /// Fewer people than this are not shown.
    pub threshold: usize,
}

impl Limit {
    /// Numbers are rounded to multiples of this.
    pub fn step(self) -> usize {
        (self.threshold / 2).max(1)
    }

    /// A number as it is shown; none where nothing is left of it.
    fn rounded(self, number: usize) -> Option<usize> {
        let step = self.step();
        let rounded = (number + step / 2) / step * step;
        (rounded > 0 || self.threshold == 0).then_some(rounded)
    }
}

/// What is known of a table from elsewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// What a row comes to: how many people answered.
    Rows,
    /// What a column comes to: the table has a row of totals.
    Columns,
}

/// A number, and the people behind it.
#[derive(Clone, Default)]
struct Behind {
    number: usize,
    people: BTreeSet<Person>,
}

/// Numbers by row and column, rows in the order of their keys.
pub(super) struct Numbers<K> {
    columns: usize,
    rows: BTreeMap<K, Vec<Behind>>,
}

impl<K: Ord> Numbers<K> {
    pub fn new(columns: usize) -> Self {
        Numbers { columns, rows: BTreeMap::new() }
    }

    /// Makes sure that a row is there.
    pub fn row(&mut self, key: K) {
        self.rows.entry(key).or_insert_with(|| vec![Behind::default(); self.columns]);
    }

    /// Counts one more, with the people behind it.
    pub fn count(&mut self, key: K, column: usize, people: impl IntoIterator<Item = Person>) {
        let columns = self.columns;
        let cells = self.rows.entry(key).or_insert_with(|| vec![Behind::default(); columns]);
        if let Some(cell) = cells.get_mut(column) {
            cell.number += 1;
            cell.people.extend(people);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.rows.values().flatten().all(|cell| cell.number == 0)
    }

    /// What all rows come to, by column.
    pub fn total(&self, limit: Limit) -> Vec<Option<usize>> {
        let column = |at: usize| {
            let cells = self.rows.values().map(|cells| &cells[at]);
            let people: BTreeSet<&Person> = cells.clone().flat_map(|cell| &cell.people).collect();
            let number = cells.map(|cell| cell.number).sum();
            if people.len() < limit.threshold { None } else { limit.rounded(number) }
        };
        (0..self.columns).map(column).collect()
    }

    /// The rows, with what may not be shown left out.
    pub fn shown(self, known: Known, limit: Limit) -> Vec<(K, Vec<Option<usize>>)> {
        let cells: Vec<Vec<Cell<'_, Person>>> =
            self.rows.values().map(|row| row.iter().map(|cell| Cell(&cell.people)).collect()).collect();
        let shown: Vec<Vec<bool>> = match known {
            Known::Columns => veiled(&cells, &vec![(); cells.len()], limit.threshold),
            Known::Rows => cells.iter().map(|row| veiled_row(row, limit)).collect(),
        };
        let number = |(cell, shown): (&Behind, bool)| shown.then(|| limit.rounded(cell.number)).flatten();
        let rows: Vec<Vec<Option<usize>>> =
            self.rows.values().zip(shown).map(|(row, shown)| row.iter().zip(shown).map(number).collect()).collect();
        self.rows.into_keys().zip(rows).collect()
    }
}

/// The same for a row by itself, as for a column.
fn veiled_row(row: &[Cell<'_, Person>], limit: Limit) -> Vec<bool> {
    let column: Vec<Vec<Cell<'_, Person>>> = row.iter().map(|cell| vec![Cell(cell.0)]).collect();
    veiled(&column, &vec![(); column.len()], limit.threshold).into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown of a table with so many people in each cell.
    fn shown(table: &[&[usize]], known: Known, threshold: usize) -> Vec<Vec<Option<usize>>> {
        let mut numbers = Numbers::new(table[0].len());
        for (row, cells) in table.iter().enumerate() {
            for (column, people) in cells.iter().enumerate() {
                numbers.row(row);
                for one in 0..*people {
                    numbers.count(row, column, [(row * 10 + column, one.to_string())]);
                }
            }
        }
        numbers.shown(known, Limit { threshold }).into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn numbers_of_few_are_hidden_and_what_would_tell_them() {
        assert_eq!(shown(&[&[30, 20, 15]], Known::Rows, 10), [[Some(30), Some(20), Some(15)]]);
        // Everybody's number is known, so that one alone would be the rest.
        assert_eq!(shown(&[&[30, 20, 4]], Known::Rows, 10), [[Some(30), None, None]]);
        assert_eq!(shown(&[&[30], &[20], &[4]], Known::Columns, 10), [[Some(30)], [None], [None]]);
        assert_eq!(shown(&[&[3, 4]], Known::Rows, 0), [[Some(3), Some(4)]]);
    }

    #[test]
    fn no_difference_of_a_total_and_what_is_shown_is_about_few() {
        const SIZES: [usize; 6] = [0, 1, 9, 10, 14, 30];
        for all in 0..SIZES.len().pow(3) {
            let column = [all % 6, all / 6 % 6, all / 36].map(|at| SIZES[at]);
            for known in [Known::Rows, Known::Columns] {
                let rows: Vec<&[usize]> = match known {
                    Known::Rows => vec![&column],
                    Known::Columns => column.chunks(1).collect(),
                };
                let cells: Vec<Option<usize>> = shown(&rows, known, 10).into_iter().flatten().collect();
                let hidden: Vec<usize> =
                    cells.iter().zip(column).filter(|(cell, _)| cell.is_none()).map(|(_, size)| size).collect();
                let left: usize = hidden.iter().sum();
                let whole = hidden.len() == column.len();
                assert!(hidden.is_empty() || whole || (hidden.len() > 1 && left >= 10), "{column:?}: {cells:?}");
                assert!(cells.iter().flatten().all(|number| *number >= 10), "{column:?}: {cells:?}");
            }
        }
    }

    #[test]
    fn what_is_shown_is_rounded_so_that_one_more_team_is_not_seen() {
        assert_eq!(shown(&[&[11, 12, 13]], Known::Rows, 10), [[Some(10), Some(10), Some(15)]]);
        for known in [Known::Rows, Known::Columns] {
            // Whoever compares two roll-ups sees at most that a step was taken, and a step may be many numbers.
            for more in 1..10 {
                let (before, after) = (shown(&[&[40]], known, 10), shown(&[&[40 + more]], known, 10));
                let told = (after[0][0], before[0][0]);
                let same = (1..10).filter(|other| shown(&[&[40 + other]], known, 10)[0][0] == told.0).count();
                assert!(same > 1, "{more}: {told:?}");
            }
        }
    }
}
