//! One file's text in, a spanned YAML tree and a Markdown outline out, or a table. Never looks at another file, knows no kinds:
//! equal bytes give an equal result.

pub mod markdown;
pub mod table;
pub mod yaml;

use crate::diag::{Code, Fault};
use crate::text::{Span, Text};
use markdown::Fragment;

/// A Markdown file, read: front matter and body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// None where there is no front matter to speak of; then the faults say so.
    pub front: Option<yaml::Mapping>,
    pub body: Fragment,
    /// Of the front matter's text: what others may show of this file.
    pub front_hash: [u8; 16],
    pub faults: Vec<Fault>,
}

/// Reads a Markdown file with front matter.
pub fn document(text: &Text) -> Parsed {
    let whole = text.as_str();
    if whole.trim().is_empty() {
        let fault =
            Fault::new(Code::EmptyFile, Span::file(), "the file is empty", "write its front matter, or delete it");
        return Parsed { front: None, body: Fragment::default(), front_hash: [0; 16], faults: vec![fault] };
    }
    let cut = cut(whole);
    let front_hash = hash(whole.get(..cut.body).unwrap_or(whole).as_bytes());
    let mut faults: Vec<Fault> = cut.fault.into_iter().collect();
    let front = cut.yaml.map(|yaml| {
        let mut read = yaml::parse(&whole[yaml.range()], yaml.start as usize);
        faults.append(&mut read.faults);
        read.root
    });
    let (body, mut more) = markdown::body(whole, cut.body);
    faults.append(&mut more);
    Parsed { front, body, front_hash, faults }
}

/// Half a BLAKE3 hash.
pub(crate) fn hash(bytes: &[u8]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
    half
}

/// Where front matter and body stand.
struct Cut {
    yaml: Option<Span>,
    body: usize,
    fault: Option<Fault>,
}

fn cut(text: &str) -> Cut {
    let lead = text.len() - text.trim_start().len();
    let opens = |line: &str| line.trim_end() == "---";
    let first = text[lead..].lines().next().unwrap_or("");
    if !opens(first) {
        return Cut { yaml: None, body: 0, fault: Some(no_front_matter(text, first)) };
    }
    let start = (lead + first.len() + 1).min(text.len());
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Cut { yaml: Some(Span::new(start, at)), body: at + line.len(), fault: None };
        }
        at += line.len();
    }
    unclosed(text, start)
}

fn no_front_matter(text: &str, first: &str) -> Fault {
    let later = text.lines().skip(1).take(20).position(|line| line.trim_end() == "---");
    let help = match later {
        Some(_) if first.contains(':') => "put a line of three hyphens (---) before the first key",
        _ => "begin with a line ---, then a line title: …, then a line ---",
    };
    Fault::new(Code::MissingFrontMatter, Span::file(), "the file does not begin with front matter", help)
}

/// Front matter ends where the lines stop looking like it, so that its keys are still checked.
fn unclosed(text: &str, start: usize) -> Cut {
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        let key = line.split_once(':').is_some_and(|(key, _)| !key.is_empty() && !key.contains(' '));
        let inside = line.starts_with([' ', '\t', '#']) || line.starts_with("- ") || key;
        if !inside || line.starts_with("# ") || line.starts_with("##") {
            break;
        }
        end += line.len();
    }
    let cause = "the front matter that opens here is never closed";
    let help = "put a line of three hyphens (---) behind its last key";
    let fault =
        Fault::new(Code::UnclosedFrontMatter, Span::new(start.saturating_sub(4), start.saturating_sub(1)), cause, help);
    Cut { yaml: Some(Span::new(start, end)), body: end, fault: Some(fault) }
}
