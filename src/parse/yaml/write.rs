//! Lines in, corrected lines out: quotes that fit, and excerpts short enough to show.
//! Never decides what is wrong.

use std::ops::Range;

/// How many characters of a line are shown; the rest is an ellipsis.
const SHOWN: usize = 160;
/// How many bytes to each side of a place are looked at for that.
const VIEW: usize = 4 * SHOWN;

/// A text between the quotes that need the fewest escapes.
pub(super) fn quote(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else if !text.contains('\'') {
        format!("'{text}'")
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// A name or a value as written, short enough for a sentence.
pub(super) fn excerpt(text: &str) -> String {
    let text = text.trim();
    match text.split_once('\n') {
        Some((first, _)) => format!("\"{} …\"", shorten(first.trim_end(), 48)),
        None => format!("\"{}\"", shorten(text, 48)),
    }
}

/// The advice every trap gives: the line as it should be.
pub(super) fn write(line: &str) -> String {
    format!("write: {}", shorten(line, SHOWN))
}

/// The line that holds the range, with the range replaced. The range does not cross a line.
pub(super) fn rewritten(text: &str, range: Range<usize>, replacement: &str) -> String {
    let before = view(text, range.start);
    let after = view(text, range.end);
    let cut = if before.start > 0 && text.as_bytes()[before.start - 1] != b'\n' { "…" } else { "" };
    let before = text.get(before.start..range.start).unwrap_or("").trim_start();
    format!("{cut}{before}{replacement}{}", text.get(range.end..after.end).unwrap_or(""))
}

/// What can be shown of the line that holds an offset. A hostile text is one long line with a thousand faults, so
/// the line is not searched for its ends.
pub(super) fn view(text: &str, offset: usize) -> Range<usize> {
    let offset = floor(text, offset);
    let from = floor(text, offset.saturating_sub(VIEW));
    let to = floor(text, offset + VIEW);
    let line = line_of(&text[from..to], offset - from);
    from + line.start..from + line.end
}

/// The bytes of the line that holds an offset, without its line end.
pub(super) fn line_of(text: &str, offset: usize) -> Range<usize> {
    let offset = floor(text, offset);
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
    start..end
}

/// The nearest character's start at or before an offset.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// A value without the comment behind it and the white space around that.
pub(super) fn uncommented(value: &str) -> &str {
    let comment = value.match_indices('#').find(|(at, _)| *at == 0 || value[..*at].ends_with([' ', '\t']));
    comment.map_or(value, |(at, _)| &value[..at]).trim_end()
}

fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
