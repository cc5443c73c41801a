//! Values in, lines of front matter out, quoted where YAML would read something else. Never knows a kind.

use crate::parse::yaml::is_yaml_word;

/// A value on one line, as an author would write it: bare where that is safe, otherwise between quotes.
pub(super) fn scalar(text: &str) -> String {
    let text = one_line(text);
    if is_plain(&text) {
        text
    } else if !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else if !text.contains('\'') {
        format!("'{text}'")
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// The text without anything that would end its line or steer a terminal.
pub(super) fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True where every YAML reader takes the text for itself.
fn is_plain(text: &str) -> bool {
    let first = text.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '/');
    let calm = |c: char| c.is_alphanumeric() || " -_.,;/()+&?!'’%$=–".contains(c);
    let colons = text.match_indices(':').all(|(at, _)| text[at + 1..].starts_with('/'));
    first && text.chars().all(|c| calm(c) || c == ':') && colons && !is_yaml_word(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml::{Value, parse};

    #[test]
    fn what_is_written_is_read_again() {
        for text in [
            "Pay",
            "Pay: a start",
            "no",
            "\"Pay\"",
            "It's \"here\" \\ there",
            "a #1 thing",
            "@home",
            "- x",
            "[x]",
            "{a}",
            "2025-04",
            "https://www.example.org/a:b",
            "x:",
            "*a*",
            "&x",
            "日本: x",
            "| x",
            "a, b",
            "---",
            "'",
            "~",
            "null",
        ] {
            let parsed = parse(&format!("title: {}\n", scalar(text)), 0);
            assert!(parsed.faults.is_empty(), "{text}: {:?}", parsed.faults);
            let Some((_, node)) = parsed.root.find("title") else { panic!("{text}") };
            let Value::Scalar(read) = &node.value else { panic!("{text}") };
            assert_eq!(read.text, text);
        }
    }

    #[test]
    fn plain_words_stay_bare() {
        for text in ["Paid time to plan", "2025-04-21", "US-NM", "Why partners convene.", "https://www.example.org/"] {
            assert_eq!(scalar(text), text);
        }
        assert_eq!(scalar("two\nlines"), "two lines");
    }
}
