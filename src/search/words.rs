//! A text in, its words out as the index has them: small letters, no accents. The browser folds questions alike.
//!
//! `P-20` is the word `p20`, and so is whatever one looks for as `P20`; `multi-sector` is `multi`, `sector` and
//! `multisector`; `CCR&R` is `ccrr`; `state's` is `state`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Bytes of the longest word: what is longer is no word that one looks for.
pub(super) const LONGEST: usize = 40;

/// Shows every word of a text in its order.
pub(super) fn each(text: &str, mut see: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii() && !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let run = bytes[at..].iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(bytes.len() - at);
        let plain = bytes.get(at + run).is_none_or(|next| next.is_ascii() && !matches!(next, b'-' | b'&' | b'\''));
        if run > 0 && plain {
            simple(&bytes[at..at + run], &mut see);
            at += run;
        } else {
            at += compound(&text[at..], &mut see).max(1);
            at = text.ceil_char_boundary(at);
        }
    }
}

/// A word of plain letters and digits: nearly all are.
fn simple(word: &[u8], see: &mut impl FnMut(&str)) {
    let mut small = [0; LONGEST];
    let Some(small) = small.get_mut(..word.len()) else { return };
    small.copy_from_slice(word);
    small.make_ascii_lowercase();
    if let Ok(word) = std::str::from_utf8(small) {
        see(word);
    }
}

/// A word with other letters, hyphens, apostrophes or ampersands inside; returns its length in bytes.
fn compound(text: &str, see: &mut impl FnMut(&str)) -> usize {
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
    if end > 4 * LONGEST {
        return end;
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

fn short(word: &str, see: &mut impl FnMut(&str)) {
    if !word.is_empty() && word.len() <= LONGEST {
        see(word);
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
        each(text, |word| all.push(word.to_owned()));
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
