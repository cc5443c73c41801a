//! Findings: what is wrong, where, why, and what to do next; the nearest right name; the printers.
//! Never knows which stage found something.

mod code;
mod explain;
mod nearest;
mod print;

use std::collections::BTreeSet;

use crate::text::{Place, Span, Text};
use borsh::{BorshDeserialize, BorshSerialize};

pub use code::{Code, Level};
pub use explain::{Explanation, explain};
pub use nearest::{nearest, suggestion};
pub use print::{Format, print};

/// A file of this run. The number orders files as their paths do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct FileId(pub u32);

/// Where findings find the paths and texts they point into.
pub trait Texts {
    /// The path relative to the site, `/`-separated.
    fn path(&self, file: FileId) -> &str;
    /// The text, where the file was read as text.
    fn text(&self, file: FileId) -> Option<&Text>;
}

/// What is wrong with one file, told without naming the file: equal bytes give equal faults.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Fault {
    pub code: Code,
    pub span: Span,
    /// What is wrong, with the offending name or key as written. One line, no final full stop.
    pub cause: String,
    /// What to do about it. One line; may be empty where the cause says it all.
    pub help: String,
    /// How `check --fix` mends it, where that is safe.
    pub mend: Option<Mend>,
}

impl Fault {
    pub fn new(code: Code, span: Span, cause: impl Into<String>, help: impl Into<String>) -> Self {
        Fault { code, span, cause: cause.into(), help: help.into(), mend: None }
    }

    /// The same fault with its safe mend.
    pub fn mended(self, span: Span, replacement: impl Into<String>) -> Self {
        Fault { mend: Some(Mend { span, replacement: replacement.into() }), ..self }
    }

    /// The same fault `by` bytes further on: what was found in a part of a file, told of the whole.
    pub fn shifted(self, by: usize) -> Self {
        let mend = self.mend.map(|mend| Mend { span: mend.span.shifted(by), ..mend });
        Fault { span: self.span.shifted(by), mend, ..self }
    }
}

/// A replacement of some bytes of the text in which the fault stands.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Mend {
    pub span: Span,
    pub replacement: String,
}

/// A fault and the file it stands in.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Finding {
    pub file: FileId,
    pub fault: Fault,
}

/// Findings of one file that are told.
const MOST: usize = 200;

/// All findings of one run.
#[derive(Clone, Debug, Default, BorshSerialize, BorshDeserialize)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports a fault of a file.
    pub fn report(&mut self, file: FileId, fault: Fault) {
        self.list.push(Finding { file, fault });
    }

    /// Reports what is wrong at a place: code, cause, next step.
    pub fn add(&mut self, code: Code, at: (FileId, Span), cause: impl Into<String>, help: impl Into<String>) {
        self.report(at.0, Fault::new(code, at.1, cause, help));
    }

    /// Takes in findings made elsewhere, say by another thread.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Finding>) {
        self.list.extend(more);
    }

    /// True where something stands against publishing.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.fault.code.level() == Level::Error)
    }

    /// Files against whose publishing something stands.
    pub fn files_with_errors(&self) -> BTreeSet<FileId> {
        self.list
            .iter()
            .filter(|finding| finding.fault.code.level() == Level::Error)
            .map(|finding| finding.file)
            .collect()
    }

    /// Number of findings of a level.
    pub fn count(&self, level: Level) -> usize {
        self.list.iter().filter(|finding| finding.fault.code.level() == level).count()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// By file, line, column; each said once; of a file no more than anyone mends in one sitting. Call before
    /// printing.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| order(a).cmp(&order(b)));
        self.list.dedup();
        let mut kept: Vec<Finding> = Vec::with_capacity(self.list.len().min(MOST));
        for of_file in self.list.chunk_by(|a, b| a.file == b.file) {
            kept.extend_from_slice(&of_file[..of_file.len().min(MOST)]);
            if let Some(next) = of_file.get(MOST) {
                let cause = format!("this file has {} more findings", of_file.len() - MOST);
                let fault = Fault::new(Code::TooMuch, next.fault.span, cause, "mend those above first");
                kept.push(Finding { file: next.file, fault });
            }
        }
        self.list = kept;
    }

    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }
}

fn order(finding: &Finding) -> (FileId, Span, &str, &str) {
    (finding.file, finding.fault.span, finding.fault.code.id(), &finding.fault.cause)
}

/// A finding with its place in lines and columns: what every printer shows.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    pub code: Code,
    pub path: &'a str,
    pub start: Place,
    pub end: Place,
    pub cause: &'a str,
    pub help: &'a str,
}

impl Finding {
    /// Finds the lines and columns. A file without text has one place, 1:1.
    pub fn located<'a>(&'a self, texts: &'a dyn Texts) -> Located<'a> {
        let first = Place { line: 1, column: 1 };
        let text = texts.text(self.file);
        let place = |offset| text.map_or(first, |text| text.place(offset));
        let fault = &self.fault;
        Located {
            code: fault.code,
            path: texts.path(self.file),
            start: place(fault.span.start),
            end: place(fault.span.end),
            cause: &fault.cause,
            help: &fault.help,
        }
    }
}
