//! Findings in, one JSON array out; the writer that SARIF shares. Never draws, never changes a message.

use std::io::{self, Write};

use serde::Serialize;

use super::super::{Findings, Texts};
use super::locate;

/// One finding, with the keys of the contract in its order.
#[derive(Serialize)]
struct Record<'a> {
    code: &'static str,
    level: &'static str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    help: &'a str,
}

/// Writes all findings as one array.
pub fn print(out: &mut dyn Write, findings: &Findings, texts: &dyn Texts) -> io::Result<()> {
    let records: Vec<Record<'_>> = findings
        .iter()
        .map(|finding| {
            let found = locate(finding, texts);
            Record {
                code: found.code.id(),
                level: found.code.level().word(),
                file: found.path,
                line: found.start.line,
                column: found.start.column,
                end_line: found.end.line,
                end_column: found.end.column,
                message: found.cause,
                help: found.help,
            }
        })
        .collect();
    write(out, &records)
}

/// Writes a value as JSON for reading, with a line end after it.
pub fn write(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_string_pretty(value)?;
    // JSON lets DEL and the second set of control characters stand as they are; a terminal would obey them.
    let mut from = 0;
    for (at, control) in json.match_indices(|c: char| matches!(c, '\u{7f}'..='\u{9f}')) {
        let number = control.chars().next().map_or(0, u32::from);
        write!(out, "{}\\u{number:04x}", &json[from..at])?;
        from = at + control.len();
    }
    writeln!(out, "{}", &json[from..])
}
