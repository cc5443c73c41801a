//! Numbers in the order of time in, what the rules for run charts say of them out. Never draws, never words anything.
//!
//! Shift, trend, runs and the astronomical point are those of R. J. Perla, L. P. Provost and S. K. Murray, "The run
//! chart: a simple analytical tool for learning from variation in healthcare processes", BMJ Quality & Safety 20 (2011)
//! 46–51, doi:10.1136/bmjqs.2009.037895. Longest run and crossings are those of J. Anhøj and A. V. Olesen, "Run charts
//! revisited", PLoS ONE 9 (2014) e113825, doi:10.1371/journal.pone.0113825.

use super::limits::Limits;

/// Points in a row that are a shift, and that are a trend.
pub const SHIFT: usize = 6;
pub const TREND: usize = 5;
/// Useful points from which on the rules that count runs say anything.
pub const ENOUGH: usize = 10;

/// What the rules say of a series. Points are told by their indexes, from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The centre line.
    pub median: f64,
    /// Points that the median was taken of, from the first on; none where it is that of all.
    pub baseline: Option<usize>,
    pub n: usize,
    /// Points that are not on the median: those that the rules of runs count.
    pub useful: usize,
    /// Runs: stretches of useful points on one side of the median.
    pub runs: usize,
    /// Useful points in the longest run.
    pub longest: usize,
    /// How often the line between useful points crosses the median.
    pub crossings: usize,
    /// None as long as there are fewer than [`ENOUGH`] useful points.
    pub limits: Option<Limits>,
    /// Each shift, by its points; those on the median are left out.
    pub shifts: Vec<Vec<usize>>,
    /// Each trend, by its points; of equal neighbours the first alone.
    pub trends: Vec<Vec<usize>>,
    /// Points that a person marked as obviously different from all others.
    pub astronomical: Vec<usize>,
}

/// Whether the number of runs is a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    Usual,
    TooFew,
    TooMany,
}

impl Reading {
    /// Reads a series of finite numbers. `baseline` is the number of points that the median is frozen on, of which
    /// there must be as many. None for a series without a point.
    pub fn of(values: &[f64], baseline: Option<usize>, astronomical: &[usize]) -> Option<Reading> {
        let centre = &values[..baseline.unwrap_or(values.len()).min(values.len())];
        let median = median(centre)?;
        let useful: Vec<(usize, bool)> = values
            .iter()
            .enumerate()
            .filter(|(_, value)| !same(**value, median))
            .map(|(at, value)| (at, *value > median))
            .collect();
        let runs: Vec<&[(usize, bool)]> = useful.chunk_by(|a, b| a.1 == b.1).collect();
        let shifts = runs.iter().filter(|run| run.len() >= SHIFT);
        Some(Reading {
            median,
            baseline: baseline.filter(|points| *points < values.len()),
            n: values.len(),
            useful: useful.len(),
            runs: runs.len(),
            longest: runs.iter().map(|run| run.len()).max().unwrap_or(0),
            crossings: runs.len().saturating_sub(1),
            limits: (useful.len() >= ENOUGH).then(|| Limits::of(useful.len())),
            shifts: shifts.map(|run| run.iter().map(|(at, _)| *at).collect()).collect(),
            trends: trends(values),
            astronomical: astronomical.iter().copied().filter(|at| *at < values.len()).collect(),
        })
    }

    /// None as long as there are too few useful points to say.
    pub fn too_few_or_many(&self) -> Option<Runs> {
        let limits = self.limits?;
        Some(match self.runs {
            runs if runs < limits.lower => Runs::TooFew,
            runs if runs > limits.upper => Runs::TooMany,
            _ => Runs::Usual,
        })
    }

    /// True for an unusually long run; none as long as there are too few useful points to say.
    pub fn is_too_long(&self) -> Option<bool> {
        self.limits.map(|limits| self.longest > limits.longest)
    }

    /// True for unusually few crossings; none as long as there are too few useful points to say.
    pub fn crosses_too_little(&self) -> Option<bool> {
        self.limits.map(|limits| self.crossings < limits.crossings)
    }

    /// True where any rule has something to say.
    pub fn has_signal(&self) -> bool {
        let of_runs = matches!(self.too_few_or_many(), Some(Runs::TooFew | Runs::TooMany));
        let of_anhoej = self.is_too_long() == Some(true) || self.crosses_too_little() == Some(true);
        !self.shifts.is_empty() || !self.trends.is_empty() || !self.astronomical.is_empty() || of_runs || of_anhoej
    }
}

/// The number in the middle; of an even number of them the mean of the two. None of no numbers.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted[sorted.len() / 2 - 1];
    // Halved before they are added, so that no sum is too large; equal ones stay as they are.
    Some(if same(lower, upper) { lower } else { lower / 2.0 + upper / 2.0 })
}

/// True for numbers that differ by no more than binary fractions make of one decimal.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= a.abs().max(b.abs()) * 1e-12
}

/// Five or more points that all rise or all fall. Of equal neighbours the first counts: they neither make nor break a
/// trend.
fn trends(values: &[f64]) -> Vec<Vec<usize>> {
    let mut points: Vec<usize> = (0..values.len()).collect();
    points.dedup_by(|b, a| same(values[*a], values[*b]));
    let rises = |pair: &[usize]| values[pair[1]] > values[pair[0]];
    let steps: Vec<bool> = points.windows(2).map(rises).collect();
    let mut start = 0;
    let mut found = Vec::new();
    for stretch in steps.chunk_by(|a, b| a == b) {
        if stretch.len() + 1 >= TREND {
            found.push(points[start..=start + stretch.len()].to_vec());
        }
        start += stretch.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// D. Balestracci, "An underrated test for run charts", Quality Digest, October 2008: sixteen months with runs of
    /// 7, 7, 1 and 1 points; five runs and more are expected, so that four are too few, and no other rule of his says
    /// so. (The shift rule used here takes six points for enough, so it agrees.)
    #[test]
    fn sixteen_months_in_four_runs_are_too_few() {
        let values = [7.0, 8.0, 9.0, 8.0, 7.0, 9.0, 6.5, 4.0, 3.0, 2.0, 3.0, 2.5, 3.0, 2.0, 7.0, 3.5];
        let reading = read(&values);
        assert_eq!((reading.n, reading.useful, reading.runs, reading.longest), (16, 16, 4, 7));
        assert_eq!(reading.too_few_or_many(), Some(Runs::TooFew));
        assert_eq!((reading.crosses_too_little(), reading.is_too_long()), (Some(true), Some(false)));
        assert_eq!(reading.shifts.iter().map(Vec::len).collect::<Vec<_>>(), [7, 7]);
    }

    fn read(values: &[f64]) -> Reading {
        Reading::of(values, None, &[]).expect("a reading")
    }

    #[test]
    fn a_shift_skips_points_on_the_median() {
        // Median 5; six points above, with two on the line between them.
        let values = [1.0, 2.0, 3.0, 4.0, 4.5, 5.0, 6.0, 7.0, 5.0, 8.0, 6.0, 5.0, 9.0, 7.0, 4.0];
        let reading = read(&values);
        assert_eq!((reading.median, reading.useful), (5.0, 12));
        assert_eq!(reading.shifts, [vec![6, 7, 9, 10, 12, 13]]);
        assert_eq!((reading.runs, reading.crossings, reading.longest), (3, 2, 6));
    }

    #[test]
    fn a_trend_counts_equal_neighbours_once() {
        assert_eq!(read(&[1.0, 2.0, 2.0, 3.0, 4.0, 5.0]).trends, [vec![0, 1, 3, 4, 5]]);
        assert!(read(&[1.0, 2.0, 2.0, 3.0, 4.0]).trends.is_empty());
        assert_eq!(
            read(&[9.0, 5.0, 4.0, 3.0, 2.0, 6.0, 7.0, 8.0, 9.0]).trends,
            [vec![0, 1, 2, 3, 4], vec![4, 5, 6, 7, 8]]
        );
        assert!(read(&[3.0; 12]).trends.is_empty());
    }

    #[test]
    fn a_frozen_median_is_that_of_the_baseline() {
        let values = [1.0, 2.0, 3.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0];
        let reading = Reading::of(&values, Some(3), &[8]).expect("a reading");
        assert_eq!((reading.median, reading.baseline), (2.0, Some(3)));
        assert_eq!(reading.shifts, [vec![2, 3, 4, 5, 6, 7, 8]]);
        assert_eq!(reading.astronomical, [8]);
        assert!(reading.limits.is_none() && reading.too_few_or_many().is_none());
    }

    #[test]
    fn decimals_are_not_what_binary_fractions_make_of_them() {
        let reading = Reading::of(&[0.1, 0.2, 0.15, 0.3], Some(2), &[]).expect("a reading");
        assert_eq!(reading.useful, 3, "0.15 is on the median of 0.1 and 0.2: {}", reading.median);
        assert_eq!(read(&[0.3, 0.1 + 0.2]).useful, 0);
    }

    #[test]
    fn nothing_to_read_is_no_reading() {
        assert_eq!(Reading::of(&[], None, &[]), None);
        let one = read(&[4.0]);
        assert_eq!((one.n, one.useful, one.runs, one.crossings, one.longest), (1, 0, 0, 0, 0));
        assert!(!one.has_signal());
    }

    proptest! {
        #[test]
        fn what_holds_of_any_series(values in prop::collection::vec(-50i32..50, 1..80), baseline in 1usize..80) {
            let values: Vec<f64> = values.into_iter().map(|value| f64::from(value) / 10.0).collect();
            let baseline = Some(baseline).filter(|points| *points < values.len());
            let reading = Reading::of(&values, baseline, &[]).expect("a reading");
            prop_assert_eq!(reading.crossings, reading.runs.saturating_sub(1));
            prop_assert!(reading.runs <= reading.useful && reading.longest <= reading.useful);
            prop_assert!(reading.useful <= reading.n);
            prop_assert_eq!(reading.limits.is_some(), reading.useful >= ENOUGH);
            prop_assert_eq!(!reading.shifts.is_empty(), reading.longest >= SHIFT);
            if baseline.is_none() {
                let above = values.iter().filter(|value| **value > reading.median).count();
                let below = values.iter().filter(|value| **value < reading.median).count();
                prop_assert!(above <= values.len() / 2 && below <= values.len() / 2);
            }
            for shift in &reading.shifts {
                let above = values[shift[0]] > reading.median;
                prop_assert!(shift.iter().all(|&at| (values[at] > reading.median) == above));
            }
            for trend in &reading.trends {
                let rises = values[trend[1]] > values[trend[0]];
                prop_assert!(trend.windows(2).all(|pair| (values[pair[1]] > values[pair[0]]) == rises));
                prop_assert!(trend.len() >= TREND);
            }
            // Upside down and backwards the same is said.
            let turned: Vec<f64> = values.iter().map(|value| -value).collect();
            let other = Reading::of(&turned, baseline, &[]).expect("a reading");
            prop_assert_eq!((other.runs, other.longest, &other.shifts, &other.trends),
                (reading.runs, reading.longest, &reading.shifts, &reading.trends));
            if baseline.is_none() {
                let backwards: Vec<f64> = values.iter().rev().copied().collect();
                let other = Reading::of(&backwards, None, &[]).expect("a reading");
                prop_assert_eq!((other.runs, other.longest, other.shifts.len(), other.trends.len()),
                    (reading.runs, reading.longest, reading.shifts.len(), reading.trends.len()));
            }
        }
    }
}
