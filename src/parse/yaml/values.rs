//! One line's value in, the trap it fell into out: colons, quotes, reserved signs, brackets.
//! Never blames what a parser accepts.

use std::ops::Range;

use super::lines::{End, Line, is_block_header, is_item, quote_end};
use super::remarks;
use super::traps::{Failed, called};
use super::write::{excerpt, line_of, quote, rewritten, write};
use crate::diag::{Code, Fault};

/// A value and where it stands in the text.
struct Written<'a> {
    line: &'a Line<'a>,
    range: Range<usize>,
    value: &'a str,
    has_key: bool,
}

/// The trap that this line's value certainly fell into.
pub(super) fn trap(failed: &Failed<'_>, line: &Line<'_>) -> Option<Fault> {
    let shape = line.shape();
    let range = line.start + shape.value.start..line.start + shape.value.end;
    let written = Written { line, range, value: &line.text[shape.value], has_key: shape.key.is_some() };
    match written.value.chars().next()? {
        sign @ ('"' | '\'') => quoted(failed, &written, sign),
        '[' | '{' => bracketed(failed, &written),
        '“' | '”' | '„' | '‘' | '’' | '«' if colon(written.value).is_some() => {
            Some(remarks::curly(failed.text, failed.base, &written.range))
        }
        // In column 1 it is a directive.
        '%' if written.range.start == line.start => None,
        sign @ ('@' | '`' | '%' | ',' | ']' | '}') => Some(reserved(failed, &written, sign)),
        sign @ ('|' | '>') if !is_block_header(written.value) => Some(reserved(failed, &written, sign)),
        sign @ ('*' | '&') if is_no_name(written.value) => Some(reserved(failed, &written, sign)),
        '?' if written.has_key && written.value[1..].starts_with([' ', '\t']) => Some(reserved(failed, &written, '?')),
        '-' if written.has_key && is_item(written.value) => Some(item_beside_key(failed, &written)),
        '|' | '>' | '!' | '&' | '*' => None,
        _ => inner_colon(failed, &written),
    }
}

/// `**bold**`, `* text` and `& Co`: neither an alias nor an anchor.
fn is_no_name(value: &str) -> bool {
    let name = value[1..].split([' ', '\t']).next().unwrap_or("");
    name.is_empty() || (value.starts_with('*') && name.len() + 1 < value.len())
}

/// Where a colon stands that makes what is before it a key.
fn colon(value: &str) -> Option<usize> {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    value.match_indices(':').map(|(at, _)| at).find(|at| ends(&value[at + 1..]))
}

fn inner_colon(failed: &Failed<'_>, written: &Written<'_>) -> Option<Fault> {
    let colon = colon(written.value).filter(|_| written.has_key)?;
    let at = written.range.start + colon;
    let cause = format!(
        "the value of {} contains a colon, which makes {} a key",
        called(written.line),
        excerpt(&written.value[..colon])
    );
    let (help, straight) = corrected(failed, written, written.value);
    // `period: start: 2023` is no text; there the author wants two lines.
    let inner = &written.value[..colon];
    if inner.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
        let help = format!("{help}, or begin a new line before {}, indented by two more spaces", excerpt(inner));
        return Some(failed.fault(Code::YamlColon, at..at + 1, cause, help));
    }
    let fault = failed.fault(Code::YamlColon, at..at + 1, cause, help);
    // A list may follow below the last colon.
    let certain = !written.value.ends_with(':');
    Some(if certain { failed.mended(fault, written.range.clone(), straight) } else { fault })
}

/// The advice, and the text between quotes that it shows.
fn corrected(failed: &Failed<'_>, written: &Written<'_>, text: &str) -> (String, String) {
    let straight = quote(text);
    (write(&rewritten(failed.text, written.range.clone(), &straight)), straight)
}

/// The advice to leave some bytes out.
fn without(failed: &Failed<'_>, range: Range<usize>) -> String {
    write(&rewritten(failed.text, range, ""))
}

fn quoted(failed: &Failed<'_>, written: &Written<'_>, sign: char) -> Option<Fault> {
    let end = match written.line.end {
        End::Open => return Some(unclosed_quote(failed, written, sign)),
        End::At(end) => end,
        End::None => return None,
    };
    let line = line_of(failed.text, end);
    let behind = &failed.text[end..line.end];
    let rest = behind.trim_start_matches([' ', '\t']);
    if rest.is_empty() || (rest.starts_with('#') && rest.len() < behind.len()) {
        return None;
    }
    let at = line.end - rest.len();
    let place = failed.character(at);
    if end > written.range.end {
        let cause = format!("{} stands behind the closing quote", excerpt(rest));
        return Some(failed.fault(Code::YamlSyntax, place, cause, "put the whole text between the quotes"));
    }
    let apostrophe = sign == '\'' && rest.starts_with(char::is_alphanumeric) && behind.len() == rest.len();
    let place = if apostrophe { end - 1..end } else { place };
    let (cause, text) = if apostrophe {
        (format!("the apostrophe in {} ends the text early", excerpt(written.value)), outer(written.value, sign))
    } else {
        (format!("{} stands behind the closing quote", excerpt(rest)), outer(written.value, sign))
    };
    if matches!(rest, "," | ";") {
        return Some(failed.fault(Code::YamlSyntax, place, cause, without(failed, at..at + 1)));
    }
    let (help, straight) = corrected(failed, written, text);
    let fault = failed.fault(Code::YamlSyntax, place, cause, help);
    // With one sign there is one reading; where quotes nest, which ones were meant is a guess.
    let escaped = written.value.contains(['\\']) || written.value.contains("''");
    let certain = !escaped && (sign == '\'' || !written.value.ends_with(sign));
    Some(if certain { failed.mended(fault, written.range.clone(), straight) } else { fault })
}

/// The text meant by a value whose quotes close early: without its outer quotes where they enclose the rest.
fn outer(value: &str, sign: char) -> &str {
    let Some(inner) = value.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign)) else { return value };
    // “"Yes" and "No"” closes behind a letter; “"He said "hi" to us"” opens a second pair behind a space.
    let closes = quote_end(value, 1, sign).unwrap_or(value.len());
    let nested = value[..closes - 1].ends_with(' ') || value[closes..].starts_with(char::is_alphanumeric);
    if nested { inner } else { value }
}

fn unclosed_quote(failed: &Failed<'_>, written: &Written<'_>, sign: char) -> Fault {
    let place = written.range.start..written.range.start + 1;
    let cause = format!("the quote that opens {} is never closed", excerpt(written.value));
    let closed = format!("{}{sign}", written.value);
    let help = write(&rewritten(failed.text, written.range.clone(), &closed));
    let fault = failed.fault(Code::YamlSyntax, place, cause, help);
    if written.value.contains(['#', '\\']) {
        return fault;
    }
    failed.mended(fault, written.range.end..written.range.end, sign.to_string())
}

fn bracketed(failed: &Failed<'_>, written: &Written<'_>) -> Option<Fault> {
    let open = &written.value[..1];
    let close = if open == "[" { "]" } else { "}" };
    let end = match written.line.end {
        End::At(end) => end,
        End::None => return None,
        End::Open => {
            let place = written.range.start..written.range.start + 1;
            let cause = format!("the bracket that opens {} is never closed", excerpt(written.value));
            let closed = format!("{}{close}", written.value);
            let help = write(&rewritten(failed.text, written.range.clone(), &closed));
            return Some(failed.fault(Code::YamlSyntax, place, cause, help));
        }
    };
    let rest = failed.text.get(end..written.range.end).unwrap_or("").trim_start_matches([' ', '\t']);
    if rest.is_empty() {
        return None;
    }
    let cause = format!("{} stands behind the closing bracket", excerpt(rest));
    let (help, straight) = corrected(failed, written, written.value);
    let place = failed.character(written.range.end - rest.len());
    if matches!(rest, "," | ";" | "]" | "}") {
        return Some(failed.fault(Code::YamlSyntax, place.clone(), cause, without(failed, place)));
    }
    let fault = failed.fault(Code::YamlSyntax, place, cause, help);
    // A text such as "[Draft] Title"; a stray bracket or comma is something else.
    let is_text = rest.starts_with(char::is_alphanumeric);
    Some(if is_text { failed.mended(fault, written.range.clone(), straight) } else { fault })
}

fn reserved(failed: &Failed<'_>, written: &Written<'_>, sign: char) -> Fault {
    let place = written.range.start..written.range.start + sign.len_utf8();
    let cause = format!("{} begins with {sign}, which means something else to YAML", excerpt(written.value));
    let (help, straight) = corrected(failed, written, written.value);
    let fault = failed.fault(Code::YamlSyntax, place, cause, help);
    if matches!(sign, '@' | '`' | '%' | '*' | '&') && written.has_key {
        return failed.mended(fault, written.range.clone(), straight);
    }
    fault
}

fn item_beside_key(failed: &Failed<'_>, written: &Written<'_>) -> Fault {
    let place = written.range.start..written.range.start + 1;
    let cause = format!("the list of {} begins on the line of its key", called(written.line));
    let help = format!("end the line behind the colon, and write on the next: {}", excerpt(written.value));
    failed.fault(Code::YamlSyntax, place, cause, help)
}
