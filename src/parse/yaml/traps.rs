//! A key that could not be read in, the one fault that names why out, with the corrected line.
//! Never guesses before it has looked at the line itself: what a parser says is the last resort.

use std::ops::Range;

use super::build::{Builder, Stop};
use super::causes;
use super::frame::DEPTH;
use super::layout;
use super::lines::{Line, Role};
use super::values;
use super::write::{excerpt, floor};
use crate::diag::{Code, Fault};
use crate::text::Span;

/// A part of a text that could not be read.
pub(super) struct Failed<'a> {
    pub text: &'a str,
    pub base: usize,
    pub lines: &'a [Line<'a>],
    pub bytes: Range<usize>,
}

impl Failed<'_> {
    /// A fault at some bytes of the text.
    pub fn fault(&self, code: Code, range: Range<usize>, cause: String, help: impl Into<String>) -> Fault {
        Fault::new(code, Span::from(range).shifted(self.base), cause, help)
    }

    /// The character at an offset, as a range.
    pub fn character(&self, at: usize) -> Range<usize> {
        let at = floor(self.text, at);
        let length = self.text[at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
        at..at + length
    }

    /// The index of the line that holds an offset.
    pub fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// Adds a mend where the part can be read further with it than to the end of the mended line.
    pub fn mended(&self, fault: Fault, range: Range<usize>, replacement: String) -> Fault {
        let mut trial = self.text[self.bytes.clone()].to_owned();
        let local = range.start - self.bytes.start..range.end - self.bytes.start;
        trial.replace_range(local.clone(), &replacement);
        let from = local.start + replacement.len();
        let end = trial[from..].find('\n').map_or(trial.len(), |at| from + at);
        match Builder::new(&trial, 0).part(&trial, 0..trial.len()) {
            Err(stop) if stop.at() <= end => fault,
            Err(_) | Ok(()) => fault.mended(Span::from(range).shifted(self.base), replacement),
        }
    }
}

/// Names why a part could not be read.
pub(super) fn name(failed: &Failed<'_>, stop: &Stop) -> Fault {
    match stop {
        Stop::Deep(at) => {
            let cause = format!("lists and keys nest deeper than {DEPTH} levels");
            failed.fault(Code::TooDeep, failed.character(*at), cause, "write it with fewer levels")
        }
        Stop::Much(at) => {
            let cause = "there are more values than one file may have, aliases counted as what they copy";
            failed.fault(Code::TooMuch, failed.character(*at), cause.into(), "split the file, or write fewer aliases")
        }
        Stop::Root(at) => layout::root(failed, *at),
        Stop::Scan(kind, at) => {
            let last = failed.line_at(*at);
            let lines = failed.lines.get(..=last).unwrap_or(failed.lines);
            let value = lines.iter().filter(|line| line.role == Role::Structure).find_map(|line| {
                // Only traps that no parser accepts, so that a sound line before the trap is never blamed.
                values::trap(failed, line)
            });
            value.or_else(|| layout::trap(failed, kind, last)).unwrap_or_else(|| causes::fault(failed, kind, *at))
        }
    }
}

/// How a line is called in a sentence.
pub(super) fn called(line: &Line<'_>) -> String {
    let shape = line.shape();
    excerpt(shape.key.map_or(line.content(), |key| &line.text[key]))
}
