//! Bytes in, text with places out: spans, lines and columns, one normal form, slugs.
//! Never knows which file a text came from.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Read};
use std::ops::{Deref, Range};
use std::sync::OnceLock;

use borsh::{BorshDeserialize, BorshSerialize};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A range of bytes in one normalised text, end exclusive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, BorshSerialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// A cache holds hundreds of thousands, so that both numbers are read at once.
impl BorshDeserialize for Span {
    fn deserialize_reader<R: Read>(reader: &mut R) -> io::Result<Span> {
        let mut both = [0; 8];
        reader.read_exact(&mut both)?;
        let both = u64::from_le_bytes(both);
        Ok(Span { start: both as u32, end: (both >> 32) as u32 })
    }
}

impl Span {
    /// The span from byte `start` to byte `end`; texts are limited well under 4 GiB.
    pub fn new(start: usize, end: usize) -> Self {
        let clip = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: clip(start), end: clip(end.max(start)) }
    }

    /// The whole file: a finding about it stands at line 1, column 1.
    pub const fn file() -> Self {
        Span { start: 0, end: 0 }
    }

    /// The empty span at one byte.
    pub fn at(offset: usize) -> Self {
        Span::new(offset, offset)
    }

    /// As a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same span, `by` bytes further on.
    pub fn shifted(self, by: usize) -> Self {
        Span::new(self.start as usize + by, self.end as usize + by)
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True where no byte is covered.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

/// A value that remembers where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, BorshSerialize, BorshDeserialize)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A line and a column, both from 1; columns count Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// One file's text in normal form: no byte-order mark, `\n` line ends, NFC. The same words saved by any
/// editor give the same bytes here, so they give the same page.
pub struct Text {
    content: String,
    /// The lines as written, kept where NFC changed them, so that columns count what the author sees.
    written: Option<Box<str>>,
    starts: OnceLock<Vec<u32>>,
}

/// Why bytes could not be read as they stand. The text that comes with it is the best reading of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Not UTF-8; the first bad byte stands at this offset of the text returned.
    NotUtf8 { at: usize },
    /// UTF-16, as some Windows programs save "Unicode".
    Utf16,
}

impl Text {
    /// Reads bytes as UTF-8. Damaged bytes still give a text, so that the rest of the file can be checked.
    pub fn decode(bytes: &[u8]) -> (Text, Option<Damage>) {
        if let [0xFF, 0xFE, rest @ ..] = bytes {
            return (Text::from_utf16(rest, u16::from_le_bytes), Some(Damage::Utf16));
        }
        if let [0xFE, 0xFF, rest @ ..] = bytes {
            return (Text::from_utf16(rest, u16::from_be_bytes), Some(Damage::Utf16));
        }
        // English in UTF-16 without a mark: every other byte is nothing.
        if let [first, 0, second, 0, ..] | [0, first, 0, second, ..] = *bytes
            && first != 0
            && second != 0
        {
            let unit = if bytes[0] == 0 { u16::from_be_bytes } else { u16::from_le_bytes };
            return (Text::from_utf16(bytes, unit), Some(Damage::Utf16));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => (Text::new(text), None),
            Err(error) => {
                let before = &bytes[..error.valid_up_to()];
                let at = Text::new(&String::from_utf8_lossy(before)).as_str().len();
                (Text::new(&String::from_utf8_lossy(bytes)), Some(Damage::NotUtf8 { at }))
            }
        }
    }

    fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Text {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        Text::new(&text)
    }

    /// Brings a text to normal form.
    pub fn new(raw: &str) -> Text {
        let raw = raw.strip_prefix('\u{FEFF}').unwrap_or(raw);
        let lines = if first_of(raw, |byte| byte == b'\r').is_some() {
            raw.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            raw.to_owned()
        };
        let (content, written) = if is_composed(&lines) {
            (lines, None)
        } else {
            let composed: String = lines.nfc().collect();
            let changed = composed != lines;
            (composed, changed.then(|| lines.into_boxed_str()))
        };
        Text { content, written, starts: OnceLock::new() }
    }

    /// The text in normal form.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The part that a span covers; empty where the span does not fit this text.
    pub fn slice(&self, span: Span) -> &str {
        self.content.get(span.range()).unwrap_or("")
    }

    /// The line and column of a byte offset; past the end, that of the end.
    pub fn place(&self, offset: u32) -> Place {
        let starts = self.starts();
        let line = starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let from = starts[line] as usize;
        let to = (offset as usize).min(self.content.len());
        let before = self.content.get(from..to).unwrap_or("");
        Place { line: line + 1, column: 1 + self.characters_as_written(line, before) }
    }

    /// A line's text without its line end, counted from 1; empty where there is none.
    pub fn line(&self, number: usize) -> &str {
        self.content.get(self.line_span(number).range()).unwrap_or("")
    }

    /// A line's span without its line end, counted from 1.
    pub fn line_span(&self, number: usize) -> Span {
        let starts = self.starts();
        let Some(&from) = number.checked_sub(1).and_then(|index| starts.get(index)) else {
            return Span::at(self.content.len());
        };
        let to = starts.get(number).map_or(self.content.len(), |&next| next as usize - 1);
        Span::new(from as usize, to)
    }

    fn starts(&self) -> &[u32] {
        self.starts.get_or_init(|| {
            let after = self.content.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(after.map(|(at, _)| at as u32 + 1)).collect()
        })
    }

    /// Characters before a place in the line as the author's editor counts them.
    fn characters_as_written(&self, line: usize, before: &str) -> usize {
        let Some(written) = self.written.as_deref().and_then(|text| text.split('\n').nth(line)) else {
            return before.chars().count();
        };
        // One letter with its marks at a time, so that a long line costs no more than its length.
        let (mut composed, mut count, mut cluster) = (0, 0, String::new());
        for character in written.chars() {
            if !unicode_normalization::char::is_combining_mark(character) {
                composed += cluster.nfc().map(char::len_utf8).sum::<usize>();
                cluster.clear();
                if composed >= before.len() {
                    break;
                }
            }
            cluster.push(character);
            count += 1;
        }
        count
    }
}

/// True where NFC surely changes nothing. ASCII never changes and parts what may, so only the rest is looked at.
fn is_composed(text: &str) -> bool {
    let mut rest = text;
    while let Some(start) = first_of(rest, |byte| !byte.is_ascii()) {
        let run = &rest[start..];
        let end = run.bytes().position(|byte| byte.is_ascii()).unwrap_or(run.len());
        if is_nfc_quick(run[..end].chars()) != IsNormalized::Yes {
            return false;
        }
        rest = &run[end..];
    }
    true
}

/// True for an id as the contract has it: lower-case ASCII letters, digits and hyphens.
pub fn is_id(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// The id nearest to a title: accents dropped, everything else that is no letter or digit a hyphen.
/// Empty where a title has no Latin letter or digit at all.
pub fn slug(title: &str) -> String {
    if title.is_ascii() {
        return hyphened(title.chars(), title.len());
    }
    let bare = title.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    hyphened(bare, title.len())
}

fn hyphened(bare: impl Iterator<Item = char>, most: usize) -> String {
    let mut slug = String::with_capacity(most);
    for character in bare.filter(|c| !matches!(c, '\'' | '’')) {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A name folded so that spellings which a reader takes for the same one are equal: compatibility forms,
/// case and runs of white space do not count.
pub fn fold(name: &str) -> String {
    folded(name).into_owned()
}

/// The same; most names, among them all ids, are folded as they stand.
pub fn folded(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(name);
    }
    let lower: String = name.nfkc().flat_map(char::to_lowercase).collect();
    Cow::Owned(lower.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Escapes text for HTML content and quoted attributes.
pub fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = first_of(rest, |byte| is_any(byte, b"&<>\"'")) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// True for a byte of a set, found without a branch.
pub fn is_any<const N: usize>(byte: u8, set: &[u8; N]) -> bool {
    set.iter().fold(false, |any, &one| any | (byte == one))
}

/// The first byte that is one of those looked for. Looks at many at a time, since most texts have few or none;
/// `is_one` should do without a branch.
pub fn first_of(text: &str, is_one: impl Fn(u8) -> bool) -> Option<usize> {
    let (blocks, tail) = text.as_bytes().as_chunks::<32>();
    let any = |block: &[u8; 32]| block.iter().fold(0, |any, &byte| any | u8::from(is_one(byte))) > 0;
    let (bytes, from) = match blocks.iter().position(any) {
        Some(block) => (&blocks[block][..], block * 32),
        None => (tail, blocks.len() * 32),
    };
    bytes.iter().position(|&byte| is_one(byte)).map(|at| from + at)
}

/// Escaped text as a value of its own.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_editor_gives_the_same_text() {
        let plain = Text::new("a\né\n");
        for other in ["\u{FEFF}a\r\né\r\n", "a\re\u{301}\r", "a\ne\u{301}\n"] {
            assert_eq!(Text::new(other).as_str(), plain.as_str());
        }
    }

    #[test]
    fn places_count_characters_as_written() {
        let text = Text::new("x\nété: no");
        assert_eq!(text.place(text.as_str().find('n').unwrap() as u32), Place { line: 2, column: 6 });
        let apart = Text::new("x\ne\u{301}te\u{301}: no");
        assert_eq!(apart.place(apart.as_str().find('n').unwrap() as u32), Place { line: 2, column: 8 });
        assert_eq!(text.place(900), Place { line: 2, column: 8 });
        assert_eq!(text.line(2), "été: no");
    }

    #[test]
    fn damaged_bytes_still_give_a_text_and_their_place() {
        let (text, damage) = Text::decode(b"ok\n\xFFx");
        assert_eq!(damage, Some(Damage::NotUtf8 { at: 3 }));
        assert!(text.as_str().ends_with('x'));
        let (text, damage) = Text::decode(b"\xFF\xFEh\0i\0");
        assert_eq!((text.as_str(), damage), ("hi", Some(Damage::Utf16)));
    }

    #[test]
    fn slugs_are_ids() {
        assert_eq!(slug("Regular Meetings & Incentives"), "regular-meetings-incentives");
        assert_eq!(slug("Educación: ¿qué más?"), "educacion-que-mas");
        assert_eq!(slug("What’s next"), "whats-next");
        assert_eq!(slug("***"), "");
        assert!(is_id("a-1") && !is_id("A") && !is_id(""));
    }

    #[test]
    fn escaping_leaves_no_markup() {
        assert_eq!(escape("<a href=\"x\">'&"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
    }
}
