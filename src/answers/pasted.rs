//! A text in, the answers that were pasted into it out: what stands between `framewright:` and `:end`. Never knows what
//! the answers are.

use crate::text::Span;

/// What the lines begin with, and what they end with.
const HEAD: &str = "framewright:";
const END: &str = ":end";

/// A word of so many letters is no prose: what stands after the head and has no end was cut off.
const CODED: usize = 40;

/// Pasted answers: where they stand, and the text that they mean, or the place and the reason why none can be had.
pub(super) struct Part {
    pub span: Span,
    pub json: Result<String, (Span, String)>,
}

/// All pasted answers of a text. Programs for mail break lines and put marks before those that they quote.
pub(super) fn parts(text: &str) -> Vec<Part> {
    text.match_indices(HEAD).filter_map(|(at, _)| part(text, at)).collect()
}

fn part(text: &str, at: usize) -> Option<Part> {
    let from = at + HEAD.len();
    let length = text[from..].find(|c| !is_letter(c) && !is_mark(c)).unwrap_or(text.len() - from);
    let (lines, stop) = (&text[from..from + length], from + length);
    if text[stop..].starts_with(END) {
        let letters: String = lines.chars().filter(|c| is_letter(*c)).collect();
        let span = Span::new(at, stop + END.len());
        let json =
            decoded(&letters).ok_or_else(|| (span, "the pasted text is damaged: a part of it is lost".to_owned()));
        return Some(Part { span, json });
    }
    // Somebody may write about Framewright: that is no answer.
    let words = lines.split(is_mark);
    if words.map(str::len).max().unwrap_or(0) < CODED {
        return None;
    }
    let cause = match text[stop..].chars().next() {
        None => format!("the pasted text was cut: it ends before \"{END}\""),
        Some(other) => format!("the pasted text was cut or changed: there is \"{other}\" before its \"{END}\""),
    };
    Some(Part { span: Span::new(at, stop), json: Err((Span::at(stop), cause)) })
}

/// One of the letters in which a text travels: those of base64url.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || c == '>' || c == '\u{feff}'
}

/// The text that letters of base64url mean, without padding; none where they mean no text.
fn decoded(letters: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3 + 2);
    for group in letters.as_bytes().chunks(4) {
        if group.len() == 1 {
            return None;
        }
        let bits = group.iter().fold(0_u32, |bits, letter| bits << 6 | value(*letter)) << (6 * (4 - group.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    String::from_utf8(bytes).ok()
}

/// The number that a letter stands for, from 0 to 63.
fn value(letter: u8) -> u32 {
    u32::from(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        _ => 63,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each part says, or why it says nothing.
    fn said(text: &str) -> Vec<Result<String, String>> {
        parts(text).into_iter().map(|part| part.json.map_err(|(_, cause)| cause)).collect()
    }

    #[test]
    fn letters_mean_what_they_mean_in_a_browser() {
        for (letters, text) in
            [("", ""), ("YQ", "a"), ("YWI", "ab"), ("YWJj", "abc"), ("w6nwn5iA", "é😀"), ("Pz8_fn5-", "???~~~")]
        {
            assert_eq!(decoded(letters).as_deref(), Some(text), "{letters}");
        }
        assert_eq!((decoded("YWJjZ"), decoded("_w")), (None, None));
    }

    #[test]
    fn parts_are_found_among_words_and_marks_of_mail() {
        let mail = "Hello,\n> framewright:\n> YW\n> > Jj\n> :end\nI like framewright: it works.\nframewright:YQ:end";
        assert_eq!(said(mail), [Ok("abc".to_owned()), Ok("a".to_owned())]);
        assert!(said("framewright:").is_empty() && said("I like framewright: it works.").is_empty());
    }

    #[test]
    fn what_was_cut_is_told_where_it_stops() {
        let lines = "YWJj".repeat(18);
        let cut = format!("a\nframewright:\n{lines}\n");
        assert_eq!(said(&cut), [Err("the pasted text was cut: it ends before \":end\"".to_owned())]);
        let changed = format!("framewright:\n{lines}…\n:end");
        let part = parts(&changed).remove(0);
        assert_eq!(part.json.unwrap_err().0, Span::at(13 + 72));
        assert_eq!(said("framewright:YWJjZ:end").len(), 1);
        assert!(said("framewright:YWJjZ:end")[0].is_err());
    }
}
