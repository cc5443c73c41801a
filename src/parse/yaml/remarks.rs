//! What is wrong although a parser can read it: tags, aliases, keys written twice, quotes that are none.
//! Never stops a text from being read.

use std::ops::Range;

use super::tree::Value;
use super::write::{excerpt, quote, rewritten, uncommented, view, write};
use crate::diag::{Code, Fault};
use crate::text::Span;

/// Quotes that word processors write, which are plain letters to YAML.
const CURLY: [(char, char); 8] =
    [('“', '”'), ('„', '“'), ('„', '”'), ('”', '”'), ('‘', '’'), ('‚', '‘'), ('’', '’'), ('«', '»')];

fn syntax(base: usize, range: Range<usize>, cause: String, help: impl Into<String>) -> Fault {
    Fault::new(Code::YamlSyntax, Span::from(range).shifted(base), cause, help)
}

/// The rest of the line from an offset, without a comment; between brackets only up to the next sign.
fn rest(text: &str, at: usize) -> Range<usize> {
    let line = view(text, at);
    let value = uncommented(&text[at..line.end]);
    let inside = text[line.start..at].contains(['[', '{']);
    let value = if inside { value.split([',', ']', '}']).next().unwrap_or("").trim_end() } else { value };
    at..at + value.len()
}

/// `!!python/object` and `!Hello there` are one to YAML.
pub(super) fn tag(text: &str, base: usize, at: usize) -> Fault {
    let value = rest(text, at);
    let tag = text[value.clone()].split_whitespace().next().unwrap_or("!");
    let cause = format!("{} is a YAML tag, which content does not use", excerpt(tag));
    let help = write(&rewritten(text, value.clone(), &quote(&text[value.clone()])));
    syntax(base, at..at + tag.len(), cause, format!("if it is text, {help}"))
}

/// An alias without an anchor is mostly text that begins with an asterisk.
pub(super) fn alias(text: &str, base: usize, range: &Range<usize>, name: &str) -> Fault {
    let value = rest(text, range.start);
    let cause = format!("{} names nothing: there is no \"&{name}\" before it", excerpt(&format!("*{name}")));
    let help = write(&rewritten(text, value.clone(), &quote(&text[value])));
    syntax(base, range.clone(), cause, format!("if it is text, {help}"))
}

/// `&a [*a]` would never end.
pub(super) fn inside_itself(base: usize, range: &Range<usize>, name: &str) -> Fault {
    let cause = format!("{} stands inside \"&{name}\" itself", excerpt(&format!("*{name}")));
    syntax(base, range.clone(), cause, "write the value out")
}

/// Legal to YAML, but one of the two names is a mistake.
pub(super) fn anchor_again(base: usize, at: usize, name: &str) -> Fault {
    let cause = format!("the anchor {} is set twice", excerpt(&format!("&{name}")));
    syntax(base, at..at + 1 + name.len(), cause, "give the second one another name")
}

/// A plain value loses what stands behind ` #`, and takes in a list item that is indented too far.
pub(super) fn swallowed(text: &str, base: usize, range: &Range<usize>) -> Option<Fault> {
    let line = view(text, range.end);
    let behind = text.get(range.end..line.end)?;
    let comment = behind.trim_start_matches([' ', '\t']);
    // A comment has a space behind its sign; `#2` and `#1b5e4b` are meant as text.
    let meant = comment.strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()));
    if meant && comment.len() < behind.len() {
        let start = range.start.min(range.end);
        let whole = if range.is_empty() { line.end - comment.len()..line.end } else { start..line.end };
        let cause = format!("{} is a comment to YAML and would be lost", excerpt(comment));
        let help = write(&rewritten(text, whole.clone(), &quote(text[whole.clone()].trim_end())));
        let at = line.end - comment.len();
        let fault = syntax(base, at..line.end, cause, help);
        return Some(fault.mended(Span::from(whole.clone()).shifted(base), quote(text[whole].trim_end())));
    }
    let first = text.get(range.clone())?.find('\n')?;
    let later = range.start + first;
    let item = text[later..range.end]
        .match_indices('\n')
        .map(|(at, _)| later + at + 1)
        .find(|&at| text[at..range.end].trim_start_matches(' ').starts_with("- "))?;
    let line = view(text, item);
    let cause = format!(
        "{} is indented too far to be an item, and would join the text above it",
        excerpt(text[line.clone()].trim())
    );
    Some(syntax(base, item..line.end, cause, "begin it in the column in which the other items of the list begin"))
}

/// `---` where a document has begun.
pub(super) fn document(text: &str, base: usize, at: usize) -> Fault {
    let line = view(text, at);
    let cause = format!("{} begins a second document", excerpt(&text[line.clone()]));
    syntax(base, at..line.end.max(at), cause, "remove this line: all keys belong to one document")
}

/// Placed at the later one.
pub(super) fn key_again(span: Span, key: &str) -> Fault {
    let cause = format!("the key {} is written twice", excerpt(key));
    Fault::new(Code::DuplicateKey, span, cause, "keep one of the two, or give one another name")
}

/// Keys are words, each written once.
pub(super) fn bad_key(text: &str, base: usize, range: &Range<usize>, value: &Value) -> Fault {
    let written = excerpt(text[range.clone()].lines().next().unwrap_or(""));
    match value {
        Value::Scalar(key) if !key.is_absent() => key_again(Span::from(range.clone()).shifted(base), &key.text),
        Value::Scalar(_) => {
            // An absent key stands behind what was read last; its colon may be lines further on.
            let colon = text[range.end..].find(|c: char| !c.is_whitespace()).map_or(range.end, |at| range.end + at);
            let place = if text[colon..].starts_with(':') { colon..colon + 1 } else { range.clone() };
            syntax(base, place, "no key stands before the colon".into(), "write: key: value")
        }
        Value::List(_) | Value::Map(_) => {
            let cause = format!("{written} is {}, and stands where a key should", value.noun());
            syntax(base, range.clone(), cause, "write a word before the colon, such as: title: Collaboration")
        }
    }
}

/// Plain text that was meant as something else: what was meant, where that is known, and the fault.
pub(super) fn plain(text: &str, base: usize, range: &Range<usize>) -> (Option<Range<usize>>, Option<Fault>) {
    let written = &text[range.clone()];
    if let Some(inner) = within_curly(written) {
        let inner = range.start + inner.start..range.start + inner.end;
        return (Some(inner), Some(curly(text, base, range)));
    }
    (None, glued_dashes(text, base, range))
}

/// A value between curly quotes, with straight ones.
pub(super) fn curly(text: &str, base: usize, range: &Range<usize>) -> Fault {
    let value = &text[range.clone()];
    let sign = value.chars().next().unwrap_or('“');
    let inner = value.trim_start_matches(sign);
    let inner = inner.trim_end_matches(|c| CURLY.iter().any(|(_, close)| c == *close));
    let straight = quote(inner);
    let place = Span::from(range.start..range.start + sign.len_utf8()).shifted(base);
    let cause = format!("{} begins with {sign}, which is a letter to YAML and no quote", excerpt(value));
    if value.contains('\n') {
        return Fault::new(Code::YamlCurlyQuote, place, cause, "write straight quotes: \"…\"");
    }
    let fault = Fault::new(Code::YamlCurlyQuote, place, cause, write(&rewritten(text, range.clone(), &straight)));
    if within_curly(value).is_some() {
        return fault.mended(Span::from(range.clone()).shifted(base), straight);
    }
    fault
}

/// The inside of curly quotes that are one pair around a whole value. “Yes” and “No” are two pairs, and text.
pub(super) fn within_curly(value: &str) -> Option<Range<usize>> {
    let first = value.chars().next()?;
    let last = value.chars().next_back()?;
    CURLY.iter().find(|(open, close)| (*open, *close) == (first, last))?;
    let inner = first.len_utf8()..value.len().checked_sub(last.len_utf8())?;
    let text = value.get(inner.clone()).filter(|text| !text.is_empty())?;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let after = text[at + character.len_utf8()..].chars().next().unwrap_or(' ');
        // ’ between letters is an apostrophe.
        let apostrophe = character == '’' && before.is_alphanumeric() && after.is_alphanumeric();
        if (character == first || character == last) && !apostrophe {
            return None;
        }
        before = character;
    }
    Some(inner)
}

/// `-one` under `-two` is a single text to YAML; its author meant a list.
fn glued_dashes(text: &str, base: usize, range: &Range<usize>) -> Option<Fault> {
    let written = &text[range.clone()];
    let is_glued = |line: &str| line.trim_start().strip_prefix('-').is_some_and(|rest| !rest.starts_with(['-', ' ']));
    let all = written.lines().all(|line| line.trim_start().starts_with('-'));
    (written.contains('\n') && all && is_glued(written)).then(|| dash(text, base, range.start))
}

/// A dash that lacks its space.
pub(super) fn dash(text: &str, base: usize, at: usize) -> Fault {
    let line = view(text, at);
    let cause = format!("no space stands behind the dash of {}", excerpt(&text[at..line.end]));
    let fault = syntax(base, at..at + 1, cause, write(&rewritten(text, at..at + 1, "- ")));
    fault.mended(Span::at(base + at + 1), " ")
}
