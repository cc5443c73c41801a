//! Bibliography texts in, references with places and their faults out, in the order written.
//! Never reads a file, never knows who cites what, never formats.

mod bib;
mod inherit;
mod scan;
mod tex;
mod yaml;

use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayagriva::Entry;
use hayagriva::types::EntryType;

use crate::diag::{Code, Fault};
use crate::text::{Span, Spanned};

pub use bib::read_bib;
pub use yaml::read_yaml;

/// References that one file may hold: a bibliography of a whole field has a few thousand.
const MOST_REFERENCES: usize = 10_000;
/// Faults that are told of one file: whoever has so many mends the first ones and looks again.
const MOST_FAULTS: usize = 200;

/// One entry of the bibliography. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// What citations call it, where it stands.
    pub key: Spanned<String>,
    /// What is known about it. A faulty entry holds what could be read, so that citing it is no second fault.
    pub entry: Arc<Entry>,
    /// Of everything that its formatted form depends on.
    pub hash: [u8; 16],
}

impl Reference {
    fn new(key: Spanned<String>, entry: Entry) -> Self {
        let mut hasher = Digest(blake3::Hasher::new());
        entry.hash(&mut hasher);
        let mut hash = [0; 16];
        hasher.0.finalize_xof().fill(&mut hash);
        Reference { key, entry: Arc::new(entry), hash }
    }

    /// A reference of which an earlier run formatted what its hash stands for: what is known about it is not needed.
    pub fn known(key: Spanned<String>, hash: [u8; 16]) -> Self {
        let entry = Arc::new(Entry::new(&key.value, EntryType::Misc));
        Reference { key, entry, hash }
    }

    /// The reference that stands for an entry of which nothing could be read.
    fn unread(key: Spanned<String>) -> Self {
        let entry = Entry::new(&key.value, EntryType::Misc);
        Reference::new(key, entry)
    }
}

/// Lets a value's own `Hash` say what belongs to it, but with a digest that is the same in every run.
struct Digest(blake3::Hasher);

impl Hasher for Digest {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    // Of one width, so that every machine agrees.
    fn write_usize(&mut self, number: usize) {
        self.write(&(number as u64).to_le_bytes());
    }

    fn write_isize(&mut self, number: isize) {
        self.write(&(number as i64).to_le_bytes());
    }

    fn finish(&self) -> u64 {
        let mut first = [0; 8];
        self.0.finalize_xof().fill(&mut first);
        u64::from_le_bytes(first)
    }
}

/// The faults of one file, up to a number that a person can use.
struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    fn new(list: Vec<Fault>) -> Self {
        Faults { list }
    }

    /// Something wrong with one reference.
    fn bad(&mut self, span: Span, cause: impl Into<String>, help: impl Into<String>) {
        self.add(Fault::new(Code::BadReference, span, cause, help));
    }

    fn add(&mut self, fault: Fault) {
        if !self.full() {
            self.list.push(fault);
        }
    }

    /// True where reading on is no use to anyone.
    fn full(&self) -> bool {
        self.list.len() >= MOST_FAULTS
    }

    /// All faults in the order of the text; where they filled the list, the last says so.
    fn finish(mut self, end: Span) -> Vec<Fault> {
        if self.full() {
            let cause = format!("more than {MOST_FAULTS} faults in one bibliography; the rest of it was not read");
            self.list.push(Fault::new(Code::TooMuch, end, cause, "mend the faults above first"));
        }
        self.list.sort_by_key(|fault| fault.span);
        self.list
    }
}

/// Tells of a file with too many references, at the first one too many.
fn too_many(at: Span) -> Fault {
    let cause = format!("more than {MOST_REFERENCES} references in one file; the rest was not read");
    Fault::new(Code::TooMuch, at, cause, "keep only the references that the site cites")
}

/// Calls into libraries that read what anyone may have written; a panic there is no answer.
fn fenced<T>(read: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok().flatten()
}

/// Says what keeps a key from being cited as `[@key]`.
fn check_key(faults: &mut Faults, key: &Spanned<String>) {
    let taken = |c: char| c.is_whitespace() || c.is_control() || ",;@[](){}\"#%=\\".contains(c);
    if key.value.is_empty() {
        let help = "give it a key that citations can name, such as smith-2020";
        faults.bad(key.span, "this reference has no key", help);
    } else if let Some(c) = key.value.chars().find(|&c| taken(c)) {
        let name = if c.is_whitespace() { "a space".to_owned() } else { format!("\"{}\"", c.escape_debug()) };
        let cause = format!("the key {} has {name} in it and cannot be cited", quoted(&key.value));
        faults.bad(key.span, cause, "use letters, digits, hyphens, underscores, colons and full stops");
    }
}

/// Why a date is none, in an author's words; `None` for a year, a year and month, or a day.
fn date_trouble(date: &str) -> Option<String> {
    let bare = date.trim_start_matches(['-', '+']);
    let mut parts = bare.split('-');
    let mut number = |digits: usize| match parts.next() {
        None => Some(None),
        Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
            Some(part.parse::<u32>().ok())
        }
        Some(_) => None,
    };
    let (Some(Some(year)), Some(month), Some(day)) = (number(4), number(2), number(2)) else {
        return Some("it is not written as year, year-month or year-month-day".to_owned());
    };
    if parts.next().is_some() {
        return Some("it goes on after the day".to_owned());
    }
    let month = month?;
    if !(1..=12).contains(&month) {
        return Some(format!("there is no month {month}"));
    }
    let day = day?;
    let last = days_in(year, month);
    (!(1..=last).contains(&day)).then(|| format!("that month has no day {day}"))
}

fn days_in(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// What dates look like, as a next step.
const DATE_HELP: &str = "write 2020, 2020-05 or 2020-05-17";
/// What addresses look like, as a next step.
const URL_HELP: &str = "write the whole address, starting with https://";

/// Why an address is none that a page may link to; `None` for http and https.
fn url_trouble(url: &str) -> Option<String> {
    let lower = url.trim().get(..8.min(url.trim().len())).unwrap_or("").to_ascii_lowercase();
    let right = lower.starts_with("http://") || lower.starts_with("https://");
    let spaced = url.trim().contains(char::is_whitespace);
    match (right, spaced) {
        (true, false) => None,
        (true, true) => Some(format!("the url {} has a space in it", quoted(url))),
        (false, _) => Some(format!("the url {} does not start with http:// or https://", quoted(url))),
    }
}

/// An author's words between quotes, cut where they are long.
fn quoted(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("\"{}…\"", &line[..at]),
        None => format!("\"{line}\""),
    }
}

/// True for names short enough to be looked for among the right ones.
fn is_name(name: &str) -> bool {
    (1..=40).contains(&name.len())
}

#[cfg(test)]
mod tests;
