//! Stages in, how long each took out (`--timings`). Never part of a page.

use std::time::Instant;

use super::streams;

/// A watch that tells of each stage, where it was asked to.
pub struct Timings {
    wanted: bool,
    since: Instant,
    start: Instant,
}

impl Timings {
    pub fn new(wanted: bool) -> Timings {
        let now = Instant::now();
        Timings { wanted, since: now, start: now }
    }

    /// Ends a stage.
    pub fn stage(&mut self, name: &str) {
        self.tell(name, self.since);
        self.since = Instant::now();
    }

    /// Ends the last stage.
    pub fn total(&self) {
        self.tell("in all", self.start);
    }

    fn tell(&self, name: &str, since: Instant) {
        if self.wanted {
            streams::note(&format!("{name:<10} {:>8.1} ms", since.elapsed().as_secs_f64() * 1000.0));
        }
    }
}
