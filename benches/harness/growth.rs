//! What was measured in, how time grows with a site out.

use std::time::Duration;

use crate::args::Tool;
use crate::corpus::{Plan, Shape};
use crate::experiment::{Case, Job};
use crate::measure::{Taken, median};

/// Memory that a small site takes, in bytes; what is above it is the site's.
const BASE: f64 = 20e6;

impl Case {
    /// The middle run's wall clock in seconds.
    pub fn wall(&self, tool: Tool, job: Job) -> Option<f64> {
        self.middle(tool, job, |taken| taken.wall)
    }

    /// The middle run's processor time in seconds.
    pub fn cpu(&self, tool: Tool, job: Job) -> Option<f64> {
        self.middle(tool, job, |taken| taken.cpu)
    }

    fn middle(&self, tool: Tool, job: Job, of: impl Fn(&Taken) -> Duration) -> Option<f64> {
        median(self.taken.get(&(tool, job))?.iter().map(|taken| of(taken).as_secs_f64()))
    }

    /// The middle run's peak of memory in bytes.
    pub fn peak(&self, tool: Tool, job: Job) -> Option<f64> {
        median(self.taken.get(&(tool, job))?.iter().map(|taken| taken.peak as f64))
    }

    /// Memory for each entry, beyond what a small site takes.
    pub fn memory_an_entry(&self, tool: Tool) -> Option<f64> {
        Some((self.peak(tool, Job::Full)? - BASE).max(0.0) / self.plan.entries as f64)
    }

    /// How many times as long as another a full build takes: the middle of the ratios within each turn.
    pub fn ratio(&self, tool: Tool, other: Tool, of: impl Fn(&Taken) -> Duration) -> Option<f64> {
        let (own, others) = (self.taken.get(&(tool, Job::Full))?, self.taken.get(&(other, Job::Full))?);
        median(own.iter().zip(others).map(|(own, other)| of(own).as_secs_f64() / of(other).as_secs_f64()))
    }

    /// Stages of Framewright's full builds with the middle run's milliseconds, in the order in which they are told.
    pub fn stages(&self) -> Vec<(String, f64)> {
        let none = Vec::new();
        let runs: Vec<Vec<(String, f64)>> = self
            .taken
            .get(&(Tool::Framewright, Job::Full))
            .unwrap_or(&none)
            .iter()
            .map(|run| stages(&run.said))
            .collect();
        let names = runs.first().into_iter().flatten().map(|(name, _)| name.clone());
        let middle = |name: String| {
            let times =
                runs.iter().filter_map(|run| run.iter().find(|(other, _)| *other == name).map(|(_, time)| *time));
            median(times).map(|time| (name.clone(), time))
        };
        names.filter_map(middle).collect()
    }
}

/// The lines of `--timings`: a name, a number, `ms`.
fn stages(said: &str) -> Vec<(String, f64)> {
    let stage = |line: &str| {
        let (name, time) = line.strip_suffix(" ms")?.rsplit_once(' ')?;
        Some((name.trim().to_owned(), time.parse().ok()?))
    };
    said.lines().filter_map(stage).collect()
}

/// The power of the number of entries that a full build's processor time grows with, between the smallest and the
/// largest plain site: 1 where twice the site takes twice as long.
pub fn power(cases: &[Case], tool: Tool) -> Option<f64> {
    let plain = || cases.iter().filter(|case| case.plan.shape == Shape::Plain && case.cpu(tool, Job::Full).is_some());
    let entries = |case: &&Case| case.plan.entries;
    let (small, large) = (plain().min_by_key(entries)?, plain().max_by_key(entries)?);
    let (less, more) = (small.cpu(tool, Job::Full)?, large.cpu(tool, Job::Full)?);
    let growth = large.plan.entries as f64 / small.plan.entries as f64;
    (growth > 1.0).then(|| (more / less).ln() / growth.ln())
}

/// The plain site as large as this one.
pub fn plain<'a>(cases: &'a [Case], plan: &Plan) -> Option<&'a Case> {
    cases.iter().find(|case| case.plan.shape == Shape::Plain && case.plan.entries == plan.entries)
}
