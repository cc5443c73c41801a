//! A text that a parser gave up on in, what is good of it out: each top-level key is read by itself.
//! Never lets one key's open quote or bracket swallow the keys behind it.

use std::ops::Range;

use super::build::{Builder, Stop};
use super::lines::{Line, Role, is_item};
use super::tabs::Tabs;
use super::traps::{self, Failed};
use super::tree::Mapping;
use super::write::line_of;
use crate::diag::{Code, Fault};

/// How many faults of one text are told; nobody mends more in one sitting, and a hostile text has a million.
pub(super) const FAULTS: usize = 100;

/// The lines of one top-level key.
pub(super) struct Chunk {
    pub lines: Range<usize>,
    pub bytes: Range<usize>,
}

/// Reads a text key by key.
pub(super) fn recover(
    text: &str,
    base: usize,
    lines: &[Line<'_>],
    tabs: &Tabs<'_>,
    first: Stop,
) -> (Mapping, Vec<Fault>) {
    let mut builder = Builder::new(text, base);
    for chunk in cut(text, lines) {
        let own = &lines[chunk.lines.clone()];
        if builder.anchors.is_spent() || builder.faults.len() > FAULTS {
            mark_broken(&mut builder, own);
            continue;
        }
        let told = builder.faults.len();
        let Err(stop) = builder.part(&tabs.spaced, chunk.bytes.clone()) else { continue };
        mark_broken(&mut builder, own);
        builder.anchors.lose(&text[chunk.bytes.clone()]);
        // The tabs are told already, and what else is wrong may be their doing.
        if !tabs.any_in(&chunk.lines) {
            let failed = Failed { text, base, lines: own, bytes: chunk.bytes };
            let fault = traps::name(&failed, &stop);
            // What was said of the same line before reading stopped was said of its trap.
            let line = base + line_of(text, (fault.span.start as usize).saturating_sub(base)).start;
            let mut index = 0;
            builder.faults.retain(|earlier| {
                index += 1;
                index <= told || (earlier.span.start as usize) < line
            });
            builder.faults.push(fault);
        }
    }
    if builder.faults.is_empty() && tabs.lines.is_empty() {
        // Each key is right by itself, so it is how they stand to each other.
        builder.faults.push(traps::name(&Failed { text, base, lines, bytes: 0..text.len() }, &first));
    }
    builder.finish()
}

/// Drops what is beyond the limit, and says so.
pub(super) fn cap(faults: &mut Vec<Fault>) {
    if faults.len() > FAULTS {
        let span = faults[FAULTS].span;
        faults.truncate(FAULTS);
        let cause = format!("there are more than {FAULTS} mistakes, and the rest is not listed");
        faults.push(Fault::new(Code::TooMuch, span, cause, "mend those above first"));
    }
}

fn mark_broken(builder: &mut Builder<'_>, lines: &[Line<'_>]) {
    // A key that is indented by mistake belongs to the whole, so the keys of all lines count as written.
    for key in lines.iter().filter(|line| line.role == Role::Structure).filter_map(|line| key_meant(line)) {
        builder.root.mark_broken(key);
    }
}

/// The key of a line, also where its colon is missing or glued to the value.
fn key_meant<'t>(line: &Line<'t>) -> Option<&'t str> {
    let shape = line.shape();
    if let Some(key) = shape.key {
        let written = &line.text[key];
        return Some(written.trim_matches(['"', '\'']));
    }
    let content = &line.text[shape.content..];
    let end = content.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(content.len());
    (end > 0 && shape.dash.is_none()).then(|| &content[..end])
}

/// Cuts a text where a top-level key begins. Items and closing brackets belong to the key above them.
pub(super) fn cut(text: &str, lines: &[Line<'_>]) -> Vec<Chunk> {
    let mut structure = lines.iter().filter(|line| line.role == Role::Structure);
    let margin = structure.next().map_or(0, |line| line.indent);
    let begins = |line: &Line<'_>| {
        let content = &line.text[line.indent..];
        let belongs = content.starts_with([']', '}', '-']) && !line.is_marker();
        line.role == Role::Structure && line.indent <= margin && !belongs
    };
    let mut starts: Vec<usize> = (0..lines.len()).filter(|&index| begins(&lines[index])).collect();
    // What stands before the first key is a chunk of its own where it is more than comments.
    let before = lines[..starts.first().copied().unwrap_or(lines.len())].iter().any(|l| l.role == Role::Structure);
    if before {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]).collect::<Vec<_>>();
    let offset = |line: usize| lines.get(line).map_or(text.len(), |line| line.start);
    let chunk = |(from, to): (usize, usize)| Chunk { lines: from..to, bytes: offset(from)..offset(to) };
    starts.into_iter().zip(ends).map(chunk).collect()
}

/// True for a line that begins a list item, or would with a space behind its dash.
pub(super) fn is_itemlike(line: &Line<'_>) -> bool {
    is_item(&line.text[line.indent..]) || (line.content().starts_with('-') && !line.content().starts_with("--"))
}
