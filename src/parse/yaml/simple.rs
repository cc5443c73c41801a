//! The YAML that nearly every author writes in, its tree out: keys at the margin, each with a text on its line or a
//! list of such texts below it. Never reads anything that could have a second meaning: that is left to the parser.

use std::collections::BTreeSet;
use std::ops::Range;

use super::tree::{Mapping, Node, Scalar, Value};
use crate::text::{Span, Spanned, first_of};

/// More lines than that are no front matter.
const LINES: usize = 1000;

/// The tree that the parser would give, or none where the text is not as simple as that.
pub(super) fn read(text: &str, base: usize) -> Option<Mapping> {
    let mut entries: Vec<(Spanned<String>, Node)> = Vec::new();
    let mut keys = BTreeSet::new();
    let mut lines = Lines { text, at: 0, left: LINES };
    let mut ahead = lines.next()?;
    loop {
        let line = ahead;
        let key = key(&text[line.clone()])?;
        if !keys.insert(key) {
            return None;
        }
        let name = Spanned::new(key.to_owned(), Span::new(line.start, line.start + key.len()).shifted(base));
        let behind = line.start + key.len() + 1..line.end;
        let (node, next) = match behind.is_empty() {
            true => list(text, base, &mut lines)?,
            false => (scalar(text, base, behind.start + 1..behind.end)?, lines.next()),
        };
        entries.push((name, node));
        match next {
            Some(next) => ahead = next,
            None if lines.at < text.len() => return None,
            None => break,
        }
    }
    let span = Span { start: entries.first()?.0.span.start, end: entries.last()?.1.span.end };
    Some(Mapping { span, entries, broken: Vec::new() })
}

/// Lines without their ends, as long as there are not too many.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    left: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        self.left = self.left.checked_sub(1)?;
        let line = self.at..self.at + first_of(rest, |byte| byte == b'\n').unwrap_or(rest.len());
        self.at = line.end + 1;
        Some(line)
    }
}

/// A key at the margin, with a colon and a space or nothing behind it.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let is_word = key.starts_with(|c: char| c.is_ascii_lowercase()) && key.len() < 100;
    let is_key = is_word && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    (is_key && (rest.is_empty() || rest.starts_with(' '))).then_some(key)
}

/// The items below a key, all in one column, and the line behind them.
fn list(text: &str, base: usize, lines: &mut Lines<'_>) -> Option<(Node, Option<Range<usize>>)> {
    let mut items: Vec<Node> = Vec::new();
    let mut column = 0;
    let next = loop {
        let Some(line) = lines.next() else { break None };
        let written = &text[line.clone()];
        let bare = written.trim_start_matches(' ');
        let indent = written.len() - bare.len();
        if indent == 0 {
            break Some(line);
        }
        if !bare.starts_with("- ") || (!items.is_empty() && indent != column) {
            return None;
        }
        column = indent;
        items.push(scalar(text, base, line.start + indent + 2..line.end)?);
    };
    let (first, last) = (items.first()?, items.last()?);
    // The list begins at its first dash, two bytes before the first text.
    let span = Span { start: first.span.start - 2, end: last.span.end };
    Some((Node { span, value: Value::List(items) }, next))
}

/// A text that stands as it is meant, with or without quotes.
fn scalar(text: &str, base: usize, range: Range<usize>) -> Option<Node> {
    let written = text.get(range.clone())?;
    let sign = written.bytes().next()?;
    let quoted = matches!(sign, b'"' | b'\'');
    let inside = if quoted { range.start + 1..range.end.saturating_sub(1) } else { range.clone() };
    let words = text.get(inside.clone()).filter(|words| !words.is_empty())?;
    let sound = if quoted {
        let closes = written.as_bytes().last() == Some(&sign);
        closes && first_of(words, |byte| (byte == sign) | (byte == b'\\')).is_none()
    } else {
        sign.is_ascii_alphanumeric() && !words.ends_with([' ', ':']) && !words.contains(": ") && !words.contains(" #")
    };
    let usual =
        first_of(words, |byte| (byte < b' ') | (byte == 0x7F)).is_none() && (words.is_ascii() || is_usual(words));
    if !sound || !usual {
        return None;
    }
    let place = Span::from(inside).shifted(base);
    let scalar =
        Scalar { text: words.to_owned(), plain: !quoted, verbatim: Some(place), lines: vec![(0, place.start)] };
    Some(Node { span: Span::from(range).shifted(base), value: Value::Scalar(scalar) })
}

/// True for letters and the signs of typographers; YAML has its own mind about others.
fn is_usual(words: &str) -> bool {
    let usual = |c: char| c.is_ascii() || c.is_alphanumeric() || matches!(c, '–' | '—' | '‘' | '’' | '“' | '”' | '…');
    words.chars().all(usual)
}
