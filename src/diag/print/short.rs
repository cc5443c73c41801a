//! Findings in, one line each out, for scripts, editors and tests. Never draws.

use std::io::{self, Write};

use super::super::{Findings, Texts};
use super::{locate, message, one_line};

/// Writes `path:line:column: level[code]: cause; next step`.
pub fn print(out: &mut dyn Write, findings: &Findings, texts: &dyn Texts) -> io::Result<()> {
    for finding in findings.iter() {
        let found = locate(finding, texts);
        let (path, place, code) = (one_line(found.path), found.start, found.code);
        let (level, id, message) = (code.level().word(), code.id(), message(&found));
        writeln!(out, "{path}:{}:{}: {level}[{id}]: {}", place.line, place.column, one_line(&message))?;
    }
    Ok(())
}
