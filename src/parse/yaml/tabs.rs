//! Lines in, the tabs that indent them out, and the text with spaces instead so that reading can go on.
//! Never looks at tabs inside a text: those are the author's.

use std::borrow::Cow;
use std::ops::Range;

use super::build::Builder;
use super::lines::{Line, Role};
use super::recover::{FAULTS, cut};
use super::write::{excerpt, write};
use crate::diag::{Code, Fault};
use crate::text::Span;

/// The lines that tabs indent.
pub(super) struct Tabs<'t> {
    /// Indices of lines, ascending.
    pub lines: Vec<usize>,
    /// The text with a space for each such tab: the same places, and mostly the same meaning.
    pub spaced: Cow<'t, str>,
}

/// Finds tabs in indentation.
pub(super) fn find<'t>(text: &'t str, lines: &[Line<'_>]) -> Tabs<'t> {
    if !text.contains('\t') {
        return Tabs { lines: Vec::new(), spaced: Cow::Borrowed(text) };
    }
    let mut found = Vec::new();
    let mut spaced = String::with_capacity(text.len());
    let mut from = 0;
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.text[..line.indent].contains('\t')) {
        match line.role {
            Role::Structure | Role::Flow | Role::Plain => found.push(index),
            // Folded away with the line end, so a space means the same; the parser is stricter than authors need.
            Role::Quoted => {}
            Role::Blank | Role::Comment | Role::Block => continue,
        }
        spaced.push_str(&text[from..line.start]);
        spaced.extend(std::iter::repeat_n(' ', line.indent));
        from = line.start + line.indent;
    }
    spaced.push_str(&text[from..]);
    Tabs { lines: found, spaced: Cow::Owned(spaced) }
}

impl Tabs<'_> {
    /// True where a tab indents one of these lines.
    pub fn any_in(&self, lines: &Range<usize>) -> bool {
        let from = self.lines.partition_point(|&index| index < lines.start);
        self.lines.get(from).is_some_and(|&index| index < lines.end)
    }

    /// One fault a line, with its mend where the whole key is indented by tabs alone.
    pub fn faults(&self, text: &str, base: usize, lines: &[Line<'_>]) -> Vec<Fault> {
        let mut faults: Vec<Fault> = Vec::new();
        let mut chunks = if self.lines.is_empty() { Vec::new() } else { cut(text, lines) }.into_iter().peekable();
        let mut safe = false;
        let mut until = 0;
        // One more than is shown tells that there are more.
        for &index in self.lines.iter().take(FAULTS + 1) {
            while index >= until {
                let Some(chunk) = chunks.next() else { break };
                until = chunk.lines.end;
                safe = index < until && mends(&lines[chunk.lines]);
            }
            faults.push(fault(base, &lines[index], safe));
        }
        faults
    }
}

fn fault(base: usize, line: &Line<'_>, safe: bool) -> Fault {
    let indent = &line.text[..line.indent];
    let at = base + line.start + indent.find('\t').unwrap_or(0);
    let spaces = indent.replace('\t', "  ");
    let cause = format!("a tab indents {}, and YAML takes only spaces there", excerpt(line.content()));
    let help = write(&format!("{spaces}{}", line.content()));
    let fault = Fault::new(Code::YamlTab, Span::new(at, at + 1), cause, help);
    let start = base + line.start;
    if safe { fault.mended(Span::new(start, start + line.indent), spaces) } else { fault }
}

/// True where two spaces for each tab give a key that can be read. Where tabs and spaces mix, how wide a tab was
/// meant to be is not known.
fn mends(lines: &[Line<'_>]) -> bool {
    let mut spaced = String::new();
    for line in lines {
        let indent = &line.text[..line.indent];
        let mixed = indent.contains(' ') && !matches!(line.role, Role::Blank | Role::Comment);
        if mixed || matches!(line.role, Role::Block | Role::Quoted) {
            return false;
        }
        spaced.push_str(&indent.replace('\t', "  "));
        spaced.push_str(&line.text[line.indent..]);
        spaced.push('\n');
    }
    Builder::new(&spaced, 0).part(&spaced, 0..spaced.len()).is_ok()
}
