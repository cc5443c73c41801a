//! A number of useful points in, out the numbers of runs and crossings and the longest run that chance leaves usual. Never
//! sees a series.

/// What would be unusual for a process that does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Fewer runs than this are too few.
    pub lower: usize,
    /// More runs than this are too many.
    pub upper: usize,
    /// A longer run than this is too long.
    pub longest: usize,
    /// Fewer crossings than this are too few.
    pub crossings: usize,
}

impl Limits {
    /// Limits for a number of useful points.
    ///
    /// Of runs: with half of the points above the median and half below (of an odd number one more on one side), the
    /// number of runs has an exact distribution (F. S. Swed and C. Eisenhart, Annals of Mathematical Statistics 14
    /// (1943) 66–87). Fewer than `lower` come about by chance in at most 2.5 % of all orders, and so do more than
    /// `upper`. Of the longest run: log2 of the number and 3, rounded. Of crossings: the 5 % quantile of the binomial
    /// distribution of one trial fewer than points, each with an even chance.
    ///
    /// They are the same where the median is frozen: as long as nothing has changed since the baseline, later points lie
    /// above and below it by an even chance, too, and that more lie on one side is what is looked for. Published tables
    /// of runs differ by one here and there (16 points: 5 to 12 or 5 to 13); these are computed.
    pub fn of(useful: usize) -> Limits {
        let (lower, upper) = runs(useful);
        Limits {
            lower,
            upper,
            longest: ((useful.max(1) as f64).log2() + 3.0).round() as usize,
            crossings: crossings(useful),
        }
    }
}

/// Logarithms of the factorials from 0 on.
fn factorials(up_to: usize) -> Vec<f64> {
    let mut all = vec![0.0];
    for n in 1..=up_to {
        all.push(all[n - 1] + (n as f64).ln());
    }
    all
}

/// The least and the greatest number of runs that are not unusual.
fn runs(useful: usize) -> (usize, usize) {
    const TAIL: f64 = 0.025;
    let (below, above) = (useful / 2, useful - useful / 2);
    if below == 0 {
        return (useful.min(1), useful.min(1));
    }
    let logs = factorials(useful);
    let choose = |n: usize, k: usize| if k > n { f64::NEG_INFINITY } else { logs[n] - logs[k] - logs[n - k] };
    let all = choose(useful, below);
    let chance = |runs: usize| {
        let (a, b, half) = (below - 1, above - 1, runs / 2);
        if runs.is_multiple_of(2) {
            2.0 * (choose(a, half - 1) + choose(b, half - 1) - all).exp()
        } else {
            (choose(a, half) + choose(b, half - 1) - all).exp() + (choose(a, half - 1) + choose(b, half) - all).exp()
        }
    };
    let most = if below == above { useful } else { 2 * below + 1 };
    let within = |mut numbers: Box<dyn Iterator<Item = usize>>| {
        let mut tail = 0.0;
        numbers.find(|&runs| {
            tail += chance(runs);
            tail > TAIL
        })
    };
    (within(Box::new(2..=most)).unwrap_or(2), within(Box::new((2..=most).rev())).unwrap_or(most))
}

/// The 5 % quantile of the crossings that chance makes.
fn crossings(useful: usize) -> usize {
    const TAIL: f64 = 0.05;
    let trials = useful.saturating_sub(1);
    let logs = factorials(trials);
    let mut sum = 0.0;
    let found = (0..=trials).find(|&k| {
        sum += (logs[trials] - logs[k] - logs[trials - k] - trials as f64 * std::f64::consts::LN_2).exp();
        sum >= TAIL
    });
    found.unwrap_or(trials)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn limits_are_those_of_computed_tables() {
        let runs = |n| (Limits::of(n).lower, Limits::of(n).upper);
        for (n, expected) in [(10, (3, 9)), (16, (5, 13)), (20, (7, 15)), (24, (8, 18)), (30, (11, 21))] {
            assert_eq!(runs(n), expected, "{n}");
        }
        for (n, longest) in [(10, 6), (11, 6), (12, 7), (22, 7), (23, 8), (45, 8), (46, 9), (100, 10)] {
            assert_eq!(Limits::of(n).longest, longest, "{n}");
        }
        for (n, crossings) in [(10, 2), (11, 2), (12, 3), (16, 4), (20, 6), (24, 8)] {
            assert_eq!(Limits::of(n).crossings, crossings, "{n}");
        }
    }

    /// The critical values for two kinds of equal number, from 5 to 20 of each, of Swed and Eisenhart's tables at 2.5 %:
    /// as few runs or fewer, as many runs or more.
    #[test]
    fn limits_are_those_of_swed_and_eisenhart() {
        const CRITICAL: [(usize, usize); 16] = [
            (2, 10),
            (3, 11),
            (3, 13),
            (4, 14),
            (5, 15),
            (6, 16),
            (7, 17),
            (7, 19),
            (8, 20),
            (9, 21),
            (10, 22),
            (11, 23),
            (11, 25),
            (12, 26),
            (13, 27),
            (14, 28),
        ];
        for (half, (few, many)) in (5..).zip(CRITICAL) {
            let Limits { lower, upper, .. } = Limits::of(2 * half);
            assert_eq!((lower - 1, upper + 1), (few, many), "{half} of each");
        }
    }

    /// The table of limits in the appendix of J. Anhøj's book on SPC with R: of n useful points the longest run and the
    /// fewest crossings that chance allows.
    #[test]
    fn limits_are_those_of_anhoej() {
        for (n, longest, crossings) in [(10, 6, 2), (15, 7, 4), (20, 7, 6), (24, 8, 8), (30, 8, 10), (50, 9, 19)] {
            let limits = Limits::of(n);
            assert_eq!((limits.longest, limits.crossings), (longest, crossings), "{n}");
        }
    }

    /// Every order of as many signs above and below, counted one by one.
    #[test]
    fn limits_are_those_of_counting_every_order() {
        for n in 10..=16u32 {
            let half = n / 2;
            let mut orders = vec![0u32; n as usize + 1];
            let signs = (0..1u32 << n).filter(|signs| signs.count_ones() == half);
            signs.for_each(|signs| {
                let changes = ((signs ^ (signs >> 1)) & ((1 << (n - 1)) - 1)).count_ones();
                orders[changes as usize + 1] += 1;
            });
            let all = f64::from(orders.iter().sum::<u32>());
            let tail = |mut runs: Box<dyn Iterator<Item = usize>>| {
                let mut sum = 0;
                runs.find(|&at| {
                    sum += orders[at];
                    f64::from(sum) / all > 0.025
                })
            };
            let expected = (tail(Box::new(0..=n as usize)), tail(Box::new((0..=n as usize).rev())));
            let limits = Limits::of(n as usize);
            assert_eq!((Some(limits.lower), Some(limits.upper)), expected, "{n}");
        }
    }

    proptest! {
        #[test]
        fn limits_stand_around_what_is_expected(useful in 10usize..2_000) {
            let limits = Limits::of(useful);
            let expected = useful / 2 + 1;
            prop_assert!(limits.lower < expected && expected < limits.upper);
            prop_assert!(limits.crossings < expected && limits.crossings >= 2 && limits.longest >= 6);
        }
    }
}
