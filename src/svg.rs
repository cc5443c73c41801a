//! Text in, its width, its lines and its SVG out, so that a drawing is known to the last pixel before any browser sees
//! it. Never knows what is drawn, never asks for a font.
//!
//! Sizes are whole units of the drawing's `viewBox`. Whoever reads may have any system font: widths are those of the
//! wider of Arial and Noto Sans, a little enlarged, so that text may leave room but never leaves its box.

use std::fmt::Write as _;

use crate::text::escape_into;

/// Widths of the printable characters of ASCII, from the space on, in thousandths of the font's size.
const WIDTHS: [u16; 95] = [
    278, 278, 408, 646, 572, 889, 731, 221, 333, 333, 551, 584, 278, 333, 278, 372, 572, 572, 572, 572, 572, 572, 572,
    572, 572, 572, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 730, 667, 611, 778, 741, 339, 500, 667, 556, 907,
    760, 781, 667, 781, 722, 667, 611, 731, 667, 944, 667, 667, 611, 329, 372, 329, 572, 556, 333, 561, 615, 500, 615,
    564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605, 615, 615, 413, 500, 361, 618, 508, 786, 529, 510, 500, 381,
    551, 381, 584,
];

/// The room that a character takes at most, in thousandths of the font's size.
fn room(c: char) -> u32 {
    let width = match c {
        ' '..='~' => u32::from(WIDTHS[c as usize - ' ' as usize]),
        '\u{300}'..='\u{36F}' => 0,
        '…' | '—' => 1000,
        // Scripts with square signs, and pictures.
        '\u{1100}'.. if !('\u{1E00}'..='\u{20CF}').contains(&c) => 1000,
        _ => 680,
    };
    width * 21 / 20
}

/// The width of a text at a font size; bold text is a tenth wider at most.
pub fn width(text: &str, size: u32) -> u32 {
    (text.chars().map(room).sum::<u32>() * size).div_ceil(1000)
}

/// A text in lines that are no wider than allowed. A word that is wider by itself is cut where it must be.
pub fn wrap(text: &str, size: u32, allowed: u32) -> Vec<&str> {
    let allowed = allowed * 1000 / size.max(1);
    let mut lines = Vec::new();
    let mut line: Option<(usize, usize, u32)> = None;
    for (start, word) in pieces(text) {
        let own: u32 = word.chars().map(room).sum();
        // The gap between two pieces is what stands between them: a space or nothing.
        line = match line {
            Some((from, end, used)) => {
                let gap: u32 = text[end..start].chars().map(room).sum();
                if used + gap + own <= allowed {
                    Some((from, start + word.len(), used + gap + own))
                } else {
                    lines.push(&text[from..end]);
                    Some((start, start + word.len(), own))
                }
            }
            None => Some((start, start + word.len(), own)),
        };
        if let Some((from, end, used)) = line
            && used > allowed
        {
            let (whole, rest) = cut(text, (from, end), allowed);
            lines.extend(whole);
            line = Some(rest);
        }
    }
    lines.extend(line.map(|(from, end, _)| &text[from..end]));
    lines
}

/// Where a line may end: words, the parts of words with hyphens or slashes, and each sign of scripts without spaces.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut pieces = Vec::new();
    let mut start = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let breaks = matches!(before, '-' | '/' | '–' | '—') || is_square(c) || is_square(before);
        if let Some(from) = start.filter(|_| c.is_whitespace() || breaks) {
            pieces.push((from, &text[from..at]));
            start = None;
        }
        if !c.is_whitespace() && start.is_none() {
            start = Some(at);
        }
        before = c;
    }
    pieces.extend(start.map(|from| (from, &text[from..])));
    pieces.into_iter()
}

/// True for a sign of a script that is written without spaces.
fn is_square(c: char) -> bool {
    ('\u{2E80}'..='\u{9FFF}').contains(&c) || ('\u{F900}'..='\u{FAFF}').contains(&c)
}

/// A word that is too wide, as lines that are full and what is left.
fn cut(text: &str, (from, end): (usize, usize), allowed: u32) -> (Vec<&str>, (usize, usize, u32)) {
    let (mut lines, mut start, mut used) = (Vec::new(), from, 0);
    for (at, c) in text[from..end].char_indices() {
        let own = room(c);
        if used + own > allowed && from + at > start {
            lines.push(&text[start..from + at]);
            (start, used) = (from + at, 0);
        }
        used += own;
    }
    (lines, (start, end, used))
}

/// Writes lines of text, the first with its baseline at `y`. Browsers read the lines of one text as one, so a space
/// stands behind all but the last.
pub fn write_lines(out: &mut String, (x, y): (u32, u32), leading: u32, lines: &[impl AsRef<str>]) {
    let _ = write!(out, "<text x=\"{x}\" y=\"{y}\">");
    for (at, line) in lines.iter().enumerate() {
        match at {
            0 if lines.len() == 1 => escape_into(out, line.as_ref()),
            _ => {
                let dy = if at == 0 { 0 } else { leading };
                let _ = write!(out, "<tspan x=\"{x}\" dy=\"{dy}\">");
                escape_into(out, line.as_ref());
                out.push_str(if at + 1 < lines.len() { " </tspan>" } else { "</tspan>" });
            }
        }
    }
    out.push_str("</text>");
}

/// Opens a drawing that has a name and is as large as its box unless a style says otherwise. It can be read without
/// any style: lines in the colour of the text around it.
pub fn open(out: &mut String, class: &str, name: &str, (width, height): (u32, u32)) {
    let _ = write!(out, "<svg class=\"{class}\" role=\"group\" aria-label=\"");
    escape_into(out, name);
    let _ = writeln!(
        out,
        "\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" fill=\"none\" stroke=\"currentColor\">"
    );
}

/// Opens a link with further attributes; a group where there is nothing to lead to. `close_link` ends either.
pub fn open_link(out: &mut String, attributes: &str, url: Option<&str>) {
    match url {
        Some(url) => {
            out.push_str("<a href=\"");
            escape_into(out, url);
            out.push('"');
        }
        None => out.push_str("<g"),
    }
    let _ = write!(out, "{attributes}>");
}

pub fn close_link(out: &mut String, url: Option<&str>) {
    out.push_str(if url.is_some() { "</a>" } else { "</g>" });
}

/// The name of what stands around it, which a pointer shows too.
pub fn title(out: &mut String, name: &str) {
    out.push_str("<title>");
    escape_into(out, name);
    out.push_str("</title>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_within_its_width() {
        assert_eq!(wrap("Convene across sectors to plan", 14, 120), ["Convene across", "sectors to plan"]);
        assert_eq!(wrap("short", 14, 400), ["short"]);
        assert!(wrap(" ", 14, 100).is_empty());
        assert_eq!(wrap("multi-sector/multi-partner", 14, 100), ["multi-sector/", "multi-partner"]);
    }

    #[test]
    fn long_words_and_scripts_without_spaces_are_cut() {
        let word = "Donaudampfschifffahrtsgesellschaftskapitän";
        for (text, allowed) in [(word, 100), ("労働力システムの変革に向けた枠組み", 60), ("ab", 1)] {
            let lines = wrap(text, 14, allowed);
            assert_eq!(lines.concat(), text);
            assert!(lines.iter().all(|line| width(line, 14) <= allowed || line.chars().count() == 1), "{lines:?}");
        }
    }

    #[test]
    fn no_line_is_wider_than_allowed_and_no_word_is_lost() {
        let text = "Work from a shared understanding, shared goals – and a shared vision of a well-run (early) system";
        for allowed in 60..300 {
            let lines = wrap(text, 13, allowed);
            assert!(lines.iter().all(|line| width(line, 13) <= allowed));
            let words = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(words(&lines.concat()), words(text));
        }
    }

    #[test]
    fn lines_are_one_text_and_no_markup() {
        let mut out = String::new();
        write_lines(&mut out, (8, 20), 18, &["a < b", "c"]);
        assert_eq!(
            out,
            "<text x=\"8\" y=\"20\"><tspan x=\"8\" dy=\"0\">a &lt; b </tspan><tspan x=\"8\" dy=\"18\">c</tspan></text>"
        );
    }
}
