//! Findings in, workflow commands out, which GitHub shows beside the lines of a pull request.
//! Never lets a text end its command or start another.

use std::io::{self, Write};

use super::super::{Findings, Level, Texts};
use super::{locate, message};

/// Writes one `::error` or `::warning` command for each finding.
pub fn print(out: &mut dyn Write, findings: &Findings, texts: &dyn Texts) -> io::Result<()> {
    for finding in findings.iter() {
        let found = locate(finding, texts);
        let command = match found.code.level() {
            Level::Error => "error",
            Level::Warning => "warning",
        };
        let (file, title, message) = (property(found.path), found.code.id(), data(&message(&found)));
        let (start, end) = (found.start, found.end);
        write!(out, "::{command} file={file},line={},col={},", start.line, start.column)?;
        writeln!(out, "endLine={},endColumn={},title={title}::{message}", end.line, end.column)?;
    }
    Ok(())
}

/// A message, escaped as GitHub's toolkit does; its log obeys control characters, so they go.
fn data(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '%' => escaped.push_str("%25"),
            '\r' => escaped.push_str("%0D"),
            '\n' => escaped.push_str("%0A"),
            other if other.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A property's value, in which colons and commas have a meaning too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_github_reads_as_syntax_is_escaped() {
        assert_eq!(data("100%: a,b\r\nc\u{1b}"), "100%25: a,b%0D%0Ac ");
        assert_eq!(property("100%: a,b\n"), "100%25%3A a%2Cb%0A");
    }
}
