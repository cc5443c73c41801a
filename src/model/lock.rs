//! The text of `framewright.lock` in, what was published out, and back. One line an address or a place, sorted, so
//! that two people's changes meet in a merge only where they concern the same thing. Never knows what is there now.

use std::fmt;

use crate::diag::{Code, Fault};
use crate::text::{Span, Text};

/// What stood at an address or a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stood {
    Page,
    /// A heading with an id that was written, a track, an aim and the like.
    Part,
    /// An action of a guide, which teams rate.
    Action,
    /// An item that takes an answer in words.
    Question,
    /// One that takes an answer in words and a level.
    RatedQuestion,
    /// One that takes a level.
    Statement,
}

impl Stood {
    pub const ALL: [Stood; 6] =
        [Stood::Page, Stood::Part, Stood::Action, Stood::Question, Stood::RatedQuestion, Stood::Statement];

    pub fn word(self) -> &'static str {
        match self {
            Stood::Page => "page",
            Stood::Part => "part",
            Stood::Action => "action",
            Stood::Question => "question",
            Stood::RatedQuestion => "rated-question",
            Stood::Statement => "statement",
        }
    }
}

/// One line of the file: an address, with `#id` for a part of a page. Sorts by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    pub address: String,
    pub stood: Stood,
    /// The words of what answers are filed under; empty for anything else.
    pub words: String,
}

impl Published {
    /// The page's address and the id of the part.
    pub fn parts(&self) -> (&str, Option<&str>) {
        match self.address.split_once('#') {
            Some((page, id)) => (page, Some(id)),
            None => (&self.address, None),
        }
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.address, self.stood.word())?;
        if self.words.is_empty() { Ok(()) } else { write!(f, " {}", serde_json::Value::from(self.words.as_str())) }
    }
}

/// Stands at the head of the file, for who finds it in the folder.
const HEAD: &str = "\
# What this site has published: addresses, ids of parts, and the words that answers are filed under. As long as a line
# stands here, `framewright check` fails when what it names is gone. Written by `framewright freeze`; commit this file.
";

/// The file's text. Lines are sorted and stand once.
pub fn write(mut lines: Vec<Published>) -> String {
    lines.sort();
    lines.dedup();
    let mut out = String::from(HEAD);
    for line in lines {
        out.push_str(&line.to_string());
        out.push('\n');
    }
    out
}

/// What the file says, each line with its place, and its faults. Empty lines and those that begin with `#` say nothing.
pub fn read(text: &Text) -> (Vec<(Published, Span)>, Vec<Fault>) {
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    let mut start = 0;
    for line in text.as_str().split('\n') {
        let span = Span::new(start, start + line.len());
        start += line.len() + 1;
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match published(line) {
            Some(published) => lines.push((published, span)),
            None => faults.push(unreadable(line, span)),
        }
        if faults.len() == MOST_FAULTS {
            break;
        }
    }
    (lines, faults)
}

/// Faults after which the rest of the file is not worth telling of.
const MOST_FAULTS: usize = 50;

fn published(line: &str) -> Option<Published> {
    let (address, rest) = line.split_once(' ')?;
    let (word, words) = rest.split_once(' ').unwrap_or((rest, ""));
    let stood = Stood::ALL.into_iter().find(|stood| stood.word() == word)?;
    let words = if words.is_empty() { String::new() } else { serde_json::from_str(words).ok()? };
    address.starts_with('/').then(|| Published { address: address.to_owned(), stood, words })
}

fn unreadable(line: &str, span: Span) -> Fault {
    let merging = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark));
    let help = if merging {
        "it is left of a merge: delete this line, keep the lines of both sides, then run framewright freeze"
    } else {
        "write an address, a space and what stood there, as the other lines do; or delete this line"
    };
    let shown: String = line.chars().take(40).collect();
    Fault::new(Code::BadLock, span, format!("the line \"{shown}\" of framewright.lock cannot be read"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let line =
            |address: &str, stood, words: &str| Published { address: address.into(), stood, words: words.into() };
        let lines = vec![
            line("/guides/g/#why", Stood::Question, "Who said \"why\"?\n\u{202e}"),
            line("/b/", Stood::Page, ""),
            line("/guides/g/#why", Stood::Question, "Who said \"why\"?\n\u{202e}"),
            line("/guides/g/#map", Stood::Action, "Map it"),
        ];
        let text = write(lines);
        let (again, faults) = read(&Text::new(&text));
        assert_eq!(faults, vec![]);
        let again: Vec<Published> = again.into_iter().map(|(line, _)| line).collect();
        assert_eq!(again.len(), 3);
        assert_eq!(write(again), text);
    }

    #[test]
    fn what_is_no_line_is_a_fault() {
        let text = Text::new("/a/ page\n<<<<<<< mine\n/b/ house\nb page\n/c/ question \"open\n\n# note\n");
        let (lines, faults) = read(&text);
        assert_eq!((lines.len(), faults.len()), (1, 4));
        assert!(faults[0].help.contains("merge"), "{}", faults[0].help);
    }
}
