//! A text in, its words out as the index has them: small letters, no accents. The browser folds questions alike.
//!
//! `P-20` is the word `p20`, and so is whatever one looks for as `P20`; `multi-sector` is `multi`, `sector` and
//! `multisector`; `CCR&R` is `ccrr`; `state's` is `state`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Bytes of the longest word: what is longer is no word that one looks for.
pub(super) const LONGEST: usize = 40;

/// Shows every word of a text in its order, as the bytes of its letters.
pub(super) fn each(text: &str, mut see: impl FnMut(&[u8])) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match CLASSES[usize::from(byte)] {
            Class::Between | Class::Joins => at += 1,
            Class::Other => at += compound(&text[at..], &mut see),
            Class::Plain => match simple(&bytes[at..], &mut see) {
                Some(length) => at += length,
                None => at += compound(&text[at..], &mut see),
            },
        }
    }
}

/// What a byte of a text means for its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A plain letter or digit.
    Plain,
    /// A part of a word where letters stand on both sides.
    Joins,
    /// No part of any word.
    Between,
    /// Of a letter or sign that is not ASCII.
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Class::Plain,
            b'-' | b'&' | b'\'' => Class::Joins,
            _ => Class::Between,
        };
        byte += 1;
    }
    classes
};

/// A word of plain letters and digits: nearly all are. Returns its length, none where it is more than that.
fn simple(text: &[u8], see: &mut impl FnMut(&[u8])) -> Option<usize> {
    let mut small = [0; LONGEST];
    let mut length = 0;
    let end = loop {
        let Some(&byte) = text.get(length) else { break Class::Between };
        let class = CLASSES[usize::from(byte)];
        if class != Class::Plain {
            break class;
        }
        if let Some(place) = small.get_mut(length) {
            *place = byte.to_ascii_lowercase();
        }
        length += 1;
    };
    if end != Class::Between {
        return None;
    }
    if let Some(word) = small.get(..length) {
        see(word);
    }
    Some(length)
}

/// A word with other letters, hyphens, apostrophes or ampersands inside; returns its length in bytes, or that of a sign
/// that is no word.
fn compound(text: &str, see: &mut impl FnMut(&[u8])) -> usize {
    let mut folded = String::new();
    let mut end = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let joins = || rest.clone().next().is_some_and(|(_, next)| next.is_alphanumeric());
        match c {
            c if c.is_alphanumeric() => fold(&mut folded, c),
            c if is_combining_mark(c) => {}
            '-' | '\u{2010}' | '\u{2011}' if at > 0 && joins() => folded.push('-'),
            '\'' | '’' if at > 0 && joins() => folded.push('\''),
            '&' if at > 0 && joins() => {}
            _ => break,
        }
        end = at + c.len_utf8();
    }
    if end == 0 || end > 4 * LONGEST {
        return end.max(text.chars().next().map_or(1, char::len_utf8));
    }
    let parts: Vec<String> =
        folded.split('-').map(|part| part.strip_suffix("'s").unwrap_or(part).replace('\'', "")).collect();
    if parts.len() > 1 {
        let whole = parts.concat();
        parts.iter().filter(|part| part.chars().nth(1).is_some()).for_each(|part| short(part, see));
        short(&whole, see);
    } else {
        parts.iter().for_each(|part| short(part, see));
    }
    end
}

fn short(word: &str, see: &mut impl FnMut(&[u8])) {
    if !word.is_empty() && word.len() <= LONGEST {
        see(word.as_bytes());
    }
}

/// One letter without its accents, in small.
fn fold(out: &mut String, c: char) {
    if c.is_ascii() {
        return out.push(c.to_ascii_lowercase());
    }
    let bare = std::iter::once(c).nfkd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c));
    out.extend(bare.flat_map(char::to_lowercase).map(|c| if c == 'ς' { 'σ' } else { c }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        each(text, |word| all.push(String::from_utf8_lossy(word).into_owned()));
        all
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(words("Early, CARE (2025) – “Años” ﬁn."), ["early", "care", "2025", "anos", "fin"]);
        assert_eq!(words("P-20 CCR&R multi-sector"), ["20", "p20", "ccrr", "multi", "sector", "multisector"]);
        assert_eq!(words("the state's and states' don’t"), ["the", "state", "and", "states", "dont"]);
        assert_eq!(words("e\u{301}te\u{301} -x- & y 'z'"), ["ete", "x", "y", "z"]);
        assert_eq!(words("ΟΔΟΣ οδος"), ["οδοσ", "οδοσ"]);
    }

    #[test]
    fn what_is_no_word_is_left_out() {
        assert!(words("… — \u{301} ' - &").is_empty());
        assert!(words(&"x".repeat(41)).is_empty() && words(&"é".repeat(200)).is_empty());
        assert_eq!(words(&"x".repeat(40)).len(), 1);
        assert!(words(&"a-".repeat(5_000)).is_empty());
    }
}
