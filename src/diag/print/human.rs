//! Findings in, drawings out: the line each one stands on with its part marked, and a summary.
//! Never hands the drawing library more than a piece of one line, nor a span that does not fit it.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::{DEFAULT_LINE_NUM_STYLE, Style};
use annotate_snippets::{AnnotationKind, Group, Level as Drawn, Renderer, Snippet};

use super::super::{Findings, Level, Located, Texts};
use super::{locate, one_line};
use crate::text::{Span, Text};

/// Columns that a drawing may take: those of the narrowest usual terminal, where a wrapped line would part
/// the marks from what they mark.
const WIDTH: usize = 80;

/// Columns that the marks may take, so that some of the line can be seen on both sides.
const MARKED: usize = 60;

/// Characters kept on each side of the marks: more than fit, so that the drawing shows where it was cut.
const AROUND: usize = 2 * WIDTH;

/// Draws each finding; after the last one, counts them and says what helps further.
pub fn print(out: &mut dyn Write, color: bool, findings: &Findings, texts: &dyn Texts) -> io::Result<()> {
    let pen = if color { Pen::colored() } else { Pen::plain() };
    for finding in findings.iter() {
        let found = locate(finding, texts);
        let excerpt = texts.text(finding.file).and_then(|text| excerpt(text, finding.fault.span, found.start.line));
        writeln!(out, "{}\n", pen.draw(&found, excerpt))?;
    }
    if findings.is_empty() { Ok(()) } else { write!(out, "{}", summary(findings)) }
}

/// What draws, and the style of the lines around an excerpt.
struct Pen {
    renderer: Renderer,
    frame: Style,
}

impl Pen {
    fn plain() -> Self {
        Pen { renderer: Renderer::plain().term_width(WIDTH), frame: Style::new() }
    }

    fn colored() -> Self {
        Pen { renderer: Renderer::styled().term_width(WIDTH), frame: DEFAULT_LINE_NUM_STYLE }
    }

    fn draw(&self, found: &Located<'_>, excerpt: Option<Excerpt>) -> String {
        let level = match found.code.level() {
            Level::Error => Drawn::ERROR,
            Level::Warning => Drawn::WARNING,
        };
        let line = found.start.line;
        let indent = if excerpt.is_some() { line.to_string().len() } else { 0 };
        let snippet = excerpt.map(|Excerpt { source, mark }| {
            Snippet::source(source).line_start(line).annotation(AnnotationKind::Primary.span(mark))
        });
        let help = (!found.help.is_empty()).then(|| Drawn::HELP.message(one_line(found.help)));
        let title = level.primary_title(one_line(found.cause)).id(found.code.id());
        let group = Group::with_title(title).elements(snippet).elements(help);
        let drawing = self.renderer.render(&[group]);

        // The library would count columns in the excerpt, which is a piece of its line and always composed; so the
        // place is put in here, as the second line.
        let (title, rest) = drawing.split_once('\n').unwrap_or((&drawing, ""));
        let (frame, path, column) = (self.frame, one_line(found.path), found.start.column);
        let place = format!("{:indent$}{frame}-->{frame:#} {path}:{line}:{column}", "");
        if rest.is_empty() { format!("{title}\n{place}") } else { format!("{title}\n{place}\n{rest}") }
    }
}

/// The piece of a line that is drawn, and the bytes of it that are marked.
struct Excerpt {
    source: String,
    mark: Range<usize>,
}

/// The piece of the line around a span, whatever the span; none for a file as a whole, which no line stands for.
fn excerpt(text: &Text, span: Span, number: usize) -> Option<Excerpt> {
    if span == Span::file() || text.as_str().is_empty() {
        return None;
    }
    let line = text.line(number);
    let start = text.line_span(number).start as usize;
    let within = |offset: u32| (offset as usize).saturating_sub(start);
    let from = line.floor_char_boundary(within(span.start));
    let to = line.ceil_char_boundary(within(span.end)).max(from);

    let before = line[..from].char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let to = from + fitting(&line[from..to], MARKED);
    let after = to + line[to..].char_indices().nth(AROUND).map_or(line.len() - to, |(at, _)| at);
    let [left, marked, right] = [before..from, from..to, to..after].map(|part| visible(&line[part]));
    let mark = left.len()..left.len() + marked.len();
    Some(Excerpt { source: left + &marked + &right, mark })
}

/// The bytes of the text that surely fit into so many columns.
fn fitting(text: &str, columns: usize) -> usize {
    let mut left = columns;
    for (at, character) in text.char_indices() {
        let width = match character {
            '\t' => 4,
            '\u{1100}'.. => 2,
            _ => 1,
        };
        match left.checked_sub(width) {
            Some(rest) => left = rest,
            None => return at,
        }
    }
    text.len()
}

/// The text with a stand-in for what a terminal would obey and the drawing library lets through: it shows the
/// first set of control characters by their pictures, and knows no second.
fn visible(text: &str) -> String {
    text.replace(|c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{2028}' | '\u{2029}'), "\u{fffd}")
}

fn summary(findings: &Findings) -> String {
    let levels = [(findings.count(Level::Error), "error"), (findings.count(Level::Warning), "warning")];
    let counts: Vec<String> =
        levels.iter().filter(|(count, _)| *count > 0).map(|&(count, word)| counted(count, word)).collect();
    let files: BTreeSet<_> = findings.iter().map(|finding| finding.file).collect();
    let mut summary = format!(
        "{} in {}. For more about one, run: framewright explain CODE\n",
        counts.join(" and "),
        counted(files.len(), "file")
    );
    // On a line of its own, so that it is not read as a part of the command before it.
    match findings.iter().filter(|finding| finding.fault.mend.is_some()).count() {
        0 => {}
        1 if findings.iter().count() == 1 => summary.push_str("framewright check --fix mends it.\n"),
        mends => summary.push_str(&format!("framewright check --fix mends {mends} of them.\n")),
    }
    summary
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::super::super::{Code, Fault, FileId};
    use super::*;

    fn drawn(text: &str, start: usize, end: usize) -> String {
        let text = Text::new(text);
        let excerpt = excerpt(&text, Span::new(start, end), text.place(start as u32).line);
        let excerpt = excerpt.expect("a span of some line");
        let found = Located {
            code: Code::BadLink,
            path: "x.md",
            start: text.place(start as u32),
            end: text.place(end as u32),
            cause: "cause",
            help: "",
        };
        Pen::plain().draw(&found, Some(excerpt))
    }

    #[test]
    fn marks_stand_under_what_they_mark() {
        assert!(drawn("\tab\n", 1, 2).contains("1 |     ab\n  |     ^"));
        assert!(drawn("日本 x\n", 7, 8).contains("1 | 日本 x\n  |      ^"));
        assert!(drawn("one\ntwo\nthree", 4, 11).ends_with("2 | two\n  | ^^^"), "only the first line");
        assert!(drawn("one\n", 3, 3).ends_with("1 | one\n  |    ^"), "the end of a line");
    }

    #[test]
    fn long_lines_are_trimmed_and_keep_their_columns() {
        let line = format!("{}[x]()", "word ".repeat(400));
        let drawing = drawn(&format!("{line} and more{}", " word".repeat(400)), 2000, 2005);
        assert!(drawing.contains("x.md:1:2001"));
        assert!(drawing.contains("[x]() and more"));
        assert!(drawing.lines().all(|line| line.chars().count() <= WIDTH), "{drawing}");
    }

    #[test]
    fn the_summary_counts() {
        let mut findings = Findings::new();
        let fault = |code| Fault::new(code, Span::file(), "cause", "").mended(Span::file(), "x");
        findings.report(FileId(0), fault(Code::MissingItemId));
        let more = "For more about one, run: framewright explain CODE\n";
        assert_eq!(summary(&findings), format!("1 error in 1 file. {more}framewright check --fix mends it.\n"));
        findings.report(FileId(0), fault(Code::MissingItemId));
        findings.add(Code::UnusedTerm, (FileId(4), Span::file()), "cause", "");
        let counts = "2 errors and 1 warning in 2 files.";
        assert_eq!(summary(&findings), format!("{counts} {more}framewright check --fix mends 2 of them.\n"));
    }
}
