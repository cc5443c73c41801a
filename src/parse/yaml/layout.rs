//! Lines of a key that could not be read in, the trap in how they stand to each other out: missing colons,
//! glued dashes, indentation. Never looks inside a value that stands right.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::lines::{Line, Role, is_item};
use super::recover::is_itemlike;
use super::remarks;
use super::traps::{Failed, called};
use super::write::{excerpt, quote, rewritten, write};
use crate::diag::{Code, Fault};

/// Why a part is a text or a list where keys with values should stand.
pub(super) fn root(failed: &Failed<'_>, at: usize) -> Fault {
    let line = &failed.lines[failed.line_at(at)];
    if is_item(&line.text[line.indent..]) || line.content().starts_with(['[', '{']) {
        let place = failed.character(line.start + line.indent);
        let cause = format!("{} begins a list, but keys with values are expected", excerpt(line.content()));
        return failed.fault(Code::YamlSyntax, place, cause, "write a key above the list, such as: takeaways:");
    }
    glued(failed, line).unwrap_or_else(|| no_colon(failed, line))
}

/// The trap in the line where a parser gave up, given how the lines before it stand.
pub(super) fn trap(failed: &Failed<'_>, kind: &ErrorKind, last: usize) -> Option<Fault> {
    let misplaced = matches!(
        kind,
        ErrorKind::MappingValueNotAllowed
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::BlockSequenceEntryNotAllowed
            | ErrorKind::InvalidIndentation
            | ErrorKind::ExpectedDocumentStart
    );
    let line =
        failed.lines.get(last).filter(|line| misplaced && line.role != Role::Flow && line.role != Role::Quoted)?;
    if let Some(fault) = misread_above(failed, last) {
        return Some(fault);
    }
    if line.shape().key.is_none() && !is_item(&line.text[line.indent..]) {
        return Some(glued(failed, line).unwrap_or_else(|| no_colon(failed, line)));
    }
    Some(indentation(failed, last))
}

/// A line just above, as far in as this one, that a parser took for the middle of a text.
fn misread_above(failed: &Failed<'_>, last: usize) -> Option<Fault> {
    let line = &failed.lines[last];
    line.shape().key?;
    let above = failed.lines[..last].iter().rev().take_while(|above| {
        let shape = above.shape();
        let bare = shape.key.is_none() && shape.dash.is_none();
        above.role == Role::Plain || above.role == Role::Blank || (above.role == Role::Structure && bare)
    });
    let same = above.filter(|above| above.role != Role::Blank && above.indent == line.indent);
    // The first of them is where it went wrong.
    same.last().map(|above| glued(failed, above).unwrap_or_else(|| no_colon(failed, above)))
}

/// `title:Hello` and `-item`.
fn glued(failed: &Failed<'_>, line: &Line<'_>) -> Option<Fault> {
    let start = line.start + line.indent;
    let content = &line.text[line.indent..];
    if is_itemlike(line) && !is_item(content) {
        return Some(remarks::dash(failed.text, failed.base, start));
    }
    let shape = line.shape();
    let start = line.start + shape.content;
    let content = &line.text[shape.content..];
    let (key, rest) = content.split_once(':').filter(|(key, rest)| is_name(key) && !rest.starts_with("//"))?;
    let at = start + key.len();
    let cause = format!("no space stands behind the colon of {}", excerpt(key));
    let rest = if rest.contains(": ") { quote(rest) } else { rest.to_owned() };
    let help = write(&rewritten(failed.text, at..line.start + line.text.len(), &format!(": {rest}")));
    let fault = failed.fault(Code::YamlColon, at..at + 1, cause, help);
    Some(failed.mended(fault, at + 1..at + 1, " ".to_owned()))
}

/// A line that is neither a key nor an item.
fn no_colon(failed: &Failed<'_>, line: &Line<'_>) -> Fault {
    let start = line.start + line.indent;
    let content = line.content();
    let cause = format!("{} has no colon, so it is no key with a value", excerpt(content));
    let name = content.find([' ', '\t', '=']).map(|end| &content[..end]).filter(|name| is_name(name));
    let mut help = match name {
        Some(name) => {
            let value = content[name.len()..].trim_start_matches([' ', '\t', '=']);
            let value = if value.contains(": ") { quote(value) } else { value.to_owned() };
            write(&format!("{name}: {value}"))
        }
        None => "write a key, a colon, a space and the value, such as: title: Collaboration".to_owned(),
    };
    if line.start > 0 {
        help.push_str("; if it goes on with the text above, indent it further");
    }
    failed.fault(Code::YamlSyntax, start..start + content.len(), cause, help)
}

/// True for what a key looks like.
fn is_name(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// A column in which keys or items stand.
#[derive(Clone, Copy)]
struct Level {
    column: usize,
    items: bool,
}

/// A key or item that stands in no column that is open.
fn indentation(failed: &Failed<'_>, last: usize) -> Fault {
    let line = &failed.lines[last];
    let item = is_item(&line.text[line.indent..]);
    let place = line.start + line.indent..line.start + line.indent + excerpt_end(line);
    let above = failed.lines[..last].iter().rev().find(|above| above.role == Role::Structure);
    let levels = levels(&failed.lines[..last]);
    if let Some(above) = above.filter(|above| is_filled(above) && line.indent > above.shape().content) {
        return under_text(failed, line, above, place);
    }
    let fault = |cause: String, help: String| failed.fault(Code::YamlSyntax, place.clone(), cause, help);
    let said = if item { excerpt(line.content()) } else { called(line) };
    if let Some(level) = levels.iter().rev().find(|level| level.column == line.indent) {
        if !level.items {
            let cause = format!("{said} is a list item where a key is expected");
            return fault(cause, "write the items below a key that has no other value".to_owned());
        }
        // Below an item with keys of its own it is one more of them; below plain items it is an item.
        let inner = levels.iter().find(|inner| !inner.items && inner.column > line.indent);
        let cause = format!("{said} stands among the items of a list, but has no dash");
        return fault(
            cause,
            write(&inner.map_or(format!("- {}", line.content()), |inner| indented(inner.column, line))),
        );
    }
    let fits = |level: &&Level| level.items == item;
    let near = levels.iter().filter(fits).min_by_key(|level| level.column.abs_diff(line.indent));
    let cause = format!("{said} is indented by {}, where nothing above stands", spaces(line.indent));
    let help = match near {
        Some(level) => write(&indented(level.column, line)),
        None => "indent it as the lines above it that it belongs with".to_owned(),
    };
    fault(cause, help)
}

/// A line that looks like a key but is indented under a text: a key too far in, or a text with a colon.
fn under_text(failed: &Failed<'_>, line: &Line<'_>, above: &Line<'_>, place: Range<usize>) -> Fault {
    let shape = line.shape();
    let key = shape.key.clone().map_or("", |key| &line.text[key]);
    if shape.dash.is_none() && !is_name(key) {
        let colon = line.start + shape.key.map_or(line.indent, |key| key.end);
        let colon = colon + failed.text[colon..].find(':').unwrap_or(0);
        let cause = format!("the text of {} goes on with a colon, which makes {} a key", called(above), excerpt(key));
        let (from, value) = (above.shape().value.start, ">-");
        let help =
            format!("write: {}{value} and the whole text on lines of its own below", above.text[..from].trim_start());
        return failed.fault(Code::YamlColon, colon..colon + 1, cause, help);
    }
    let cause = format!("{} is indented under {}, which has a value already", called(line), called(above));
    let help = write(&indented(above.shape().content, line));
    failed.fault(Code::YamlSyntax, place, cause, help)
}

/// True for a line whose value is a text on the same line.
fn is_filled(line: &Line<'_>) -> bool {
    let shape = line.shape();
    let value = &line.text[shape.value];
    !value.is_empty() && !value.starts_with(['|', '>'])
}

/// The columns that are open behind some lines.
fn levels(lines: &[Line<'_>]) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for line in lines.iter().filter(|line| line.role == Role::Structure) {
        let shape = line.shape();
        while levels.last().is_some_and(|level| level.column > line.indent) {
            levels.pop();
        }
        if let Some(dash) = shape.dash
            && !levels.iter().any(|level| level.column == dash && level.items)
        {
            levels.push(Level { column: dash, items: true });
        }
        let known = levels.iter().any(|level| level.column == shape.content && !level.items);
        if shape.key.is_some() && !known {
            levels.push(Level { column: shape.content, items: false });
        }
    }
    levels
}

/// The line in another column, as far as a line can be shown.
fn indented(column: usize, line: &Line<'_>) -> String {
    format!("{}{}", " ".repeat(column.min(64)), line.content())
}

/// Where a line's key ends, or the line, counted from its content.
fn excerpt_end(line: &Line<'_>) -> usize {
    let shape = line.shape();
    shape.key.map_or(line.content().len(), |key| key.end - line.indent)
}

fn spaces(count: usize) -> String {
    match count {
        1 => "1 space".to_owned(),
        _ => format!("{count} spaces"),
    }
}
