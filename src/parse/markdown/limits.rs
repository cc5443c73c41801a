//! A text in, a fault out where its nesting would swallow time or memory. Never parses.

use crate::diag::{Code, Fault};
use crate::text::{Span, first_of};

/// Quotes and lists in one another, more than any reader could follow.
const CONTAINERS: usize = 24;
/// Brackets in one another.
const BRACKETS: usize = 64;

/// The first place where a text nests deeper than the limits.
pub(super) fn too_deep(text: &str, base: usize) -> Option<Fault> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let line = &rest[..first_of(rest, |byte| byte == b'\n').unwrap_or(rest.len())];
        if let Some(offset) = deep_containers(line).or_else(|| deep_brackets(line)) {
            let place = Span::at(base + at + offset);
            let cause = "lists, quotes or brackets are nested too deeply here";
            return Some(Fault::new(Code::TooDeep, place, cause, "nest no deeper than a reader can follow"));
        }
        at += line.len() + 1;
    }
    None
}

/// Container marks that open a line: `>`, bullets, numbers, and the indentation of what they hold.
fn deep_containers(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut depth = 0;
    let mut columns = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4,
            b'>' => depth += 1,
            b'-' | b'*' | b'+' if matches!(bytes.get(at + 1), None | Some(b' ' | b'\t')) => depth += 1,
            b'0'..=b'9' if bytes.get(at + 1).is_some_and(|next| matches!(next, b'.' | b')')) => {
                depth += 1;
                at += 1;
            }
            _ => break,
        }
        if depth > CONTAINERS || columns > CONTAINERS * 8 {
            return Some(at);
        }
        at += 1;
    }
    None
}

fn deep_brackets(line: &str) -> Option<usize> {
    // Counting is many times as fast as matching, and few lines have so many.
    let all =
        line.as_bytes().chunks(128).map(|part| usize::from(part.iter().map(|&b| u8::from(b == b'[')).sum::<u8>()));
    if all.sum::<usize>() <= BRACKETS {
        return None;
    }
    let mut open = 0_usize;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'[' => open += 1,
            b']' => open = open.saturating_sub(1),
            _ => continue,
        }
        if open > BRACKETS {
            return Some(at);
        }
    }
    None
}
