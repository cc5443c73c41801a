//! Who is behind each number in, which numbers may be shown out: none of fewer people than the threshold, and none
//! from which such a number could be worked out.
//!
//! What all rows of a column come to is taken as known, since another table has it; so is what the rows of a group
//! come to. Therefore hidden cells of a column, or of a group in it, are never alone, and together have enough people.

use std::collections::{BTreeMap, BTreeSet};

/// The people behind a number.
#[derive(Clone, Copy)]
pub(in crate::answers) struct Cell<'a, P>(pub &'a BTreeSet<P>);

/// By row, by column: whether a number may be shown. Rows have a group each, whose sum another table shows.
pub(in crate::answers) fn veiled<P: Ord + Clone, G: Ord>(
    rows: &[Vec<Cell<'_, P>>],
    groups: &[G],
    threshold: usize,
) -> Vec<Vec<bool>> {
    let columns = rows.first().map_or(0, Vec::len);
    let size = |row: usize, column: usize| rows[row][column].0.len();
    let mut shown: Vec<Vec<bool>> =
        (0..rows.len()).map(|row| (0..columns).map(|column| size(row, column) >= threshold).collect()).collect();
    let mut sums: BTreeMap<&G, Vec<usize>> = BTreeMap::new();
    groups.iter().enumerate().for_each(|(row, group)| sums.entry(group).or_default().push(row));
    let mut sums: Vec<Vec<usize>> = sums.into_values().collect();
    sums.push((0..rows.len()).collect());
    for column in 0..columns {
        // Hiding one for the sake of a group may leave the column to look at again: only ever more is hidden.
        loop {
            let next = sums.iter().find_map(|sum| reveals(rows, &shown, sum, column, threshold));
            match next {
                Some(row) => shown[row][column] = false,
                None => break,
            }
        }
    }
    shown
}

/// The next row to hide where the sum of these rows would reveal those that are hidden: the one of the fewest people.
fn reveals<P: Ord + Clone>(
    rows: &[Vec<Cell<'_, P>>],
    shown: &[Vec<bool>],
    sum: &[usize],
    column: usize,
    threshold: usize,
) -> Option<usize> {
    let hidden: Vec<usize> = sum.iter().copied().filter(|&row| !shown[row][column]).collect();
    if hidden.is_empty() {
        return None;
    }
    let mut people: BTreeSet<&P> = BTreeSet::new();
    hidden.iter().for_each(|&row| people.extend(rows[row][column].0.iter()));
    if hidden.len() > 1 && people.len() >= threshold {
        return None;
    }
    sum.iter().copied().filter(|&row| shown[row][column]).min_by_key(|&row| (rows[row][column].0.len(), row))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown of one column, its rows in groups, with so many people each.
    fn column(rows: &[(char, usize)], threshold: usize) -> Vec<bool> {
        let people: Vec<BTreeSet<(usize, usize)>> =
            rows.iter().enumerate().map(|(row, (_, size))| (0..*size).map(|one| (row, one)).collect()).collect();
        let cells: Vec<Vec<Cell<'_, (usize, usize)>>> = people.iter().map(|people| vec![Cell(people)]).collect();
        let groups: Vec<char> = rows.iter().map(|(group, _)| *group).collect();
        veiled(&cells, &groups, threshold).into_iter().map(|row| row[0]).collect()
    }

    #[test]
    fn small_numbers_and_what_would_reveal_them_are_hidden() {
        assert_eq!(column(&[('a', 10), ('a', 12)], 10), [true, true]);
        // One is too small, so that the next must go too.
        assert_eq!(column(&[('a', 9), ('a', 30), ('a', 12)], 10), [false, true, false]);
        // Two are, and are enough together.
        assert_eq!(column(&[('a', 9), ('a', 30), ('a', 8)], 10), [false, true, false]);
        // Two are, and are too few together.
        assert_eq!(column(&[('a', 3), ('a', 30), ('a', 2), ('a', 40)], 10), [false, false, false, true]);
        // The group's sum is shown elsewhere.
        assert_eq!(column(&[('a', 3), ('a', 30), ('b', 4), ('b', 50)], 10), [false, false, false, false]);
        assert_eq!(column(&[('a', 3)], 10), [false]);
        assert_eq!(column(&[('a', 0), ('a', 1)], 0), [true, true]);
    }
}
