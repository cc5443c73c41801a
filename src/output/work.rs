//! Pages in, one result for each out, made on all cores; or all that went wrong, in the order of the pages.
//! Never writes.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU8, Ordering};

use rayon::prelude::*;

use super::disk::DiskError;
use super::guard::Refusal;
use super::{Failure, Page, Problem};

/// Why one page did not come about.
pub(super) enum Trip<E> {
    /// Its maker failed.
    Page(E),
    /// A file that we did not write stands in its place.
    Foreign(PathBuf),
    Problem(Problem),
    /// Another page has failed already, so nothing will be written.
    Skipped,
}

impl<E> From<DiskError> for Trip<E> {
    fn from(error: DiskError) -> Self {
        Trip::Problem(error.into())
    }
}

/// What has gone wrong so far, for all threads to see.
#[derive(Default)]
pub(super) struct Course(AtomicU8);

const CLEAR: u8 = 0;
const NOTHING_TO_WRITE: u8 = 1;
const STOP: u8 = 2;

impl Course {
    /// False once a page has failed: the others are still made, for what they find, but not written.
    pub(super) fn may_write(&self) -> bool {
        self.0.load(Ordering::Relaxed) == CLEAR
    }

    fn may_go_on(&self) -> bool {
        self.0.load(Ordering::Relaxed) < STOP
    }
}

/// Does `one` for every page.
pub(super) fn for_each<'p, T, R, E>(
    pages: &'p [Page<T>],
    one: impl Fn(&Course, usize, &'p Page<T>) -> Result<R, Trip<E>> + Sync,
) -> Result<Vec<R>, Failure<E>>
where
    T: Sync,
    R: Send,
    E: Send,
{
    let course = Course::default();
    let attempt = |(number, page): (usize, &'p Page<T>)| {
        let result = if course.may_go_on() { one(&course, number, page) } else { Err(Trip::Skipped) };
        match &result {
            Err(Trip::Problem(_)) => course.0.fetch_max(STOP, Ordering::Relaxed),
            Err(Trip::Page(_) | Trip::Foreign(_)) => course.0.fetch_max(NOTHING_TO_WRITE, Ordering::Relaxed),
            Ok(_) | Err(Trip::Skipped) => CLEAR,
        };
        result
    };
    let results: Vec<Result<R, Trip<E>>> = pages.par_iter().enumerate().map(attempt).collect();
    if course.may_write() {
        return Ok(results.into_iter().filter_map(Result::ok).collect());
    }
    Err(failure(results.into_iter().filter_map(Result::err)))
}

/// What the caller is told: all findings if there are any, else all files in the way, else the first problem.
fn failure<E>(trips: impl Iterator<Item = Trip<E>>) -> Failure<E> {
    let (mut findings, mut foreign, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for trip in trips {
        match trip {
            Trip::Page(finding) => findings.push(finding),
            Trip::Foreign(path) => foreign.push(path),
            Trip::Problem(problem) => problems.push(problem),
            Trip::Skipped => {}
        }
    }
    if !findings.is_empty() {
        return Failure::Pages(findings);
    }
    match problems.into_iter().next() {
        Some(problem) if foreign.is_empty() => Failure::Problem(problem),
        _ => Failure::Problem(Refusal::Foreign(foreign).into()),
    }
}
