//! Findings in, words for the terminal and for pages out. Never fails: a closed terminal is no reason to stop serving.

use std::io::Write;

use crate::diag::{Finding, Findings, Format, Texts, print};

/// Who speaks to the author.
pub(super) struct Voice<'a> {
    out: &'a mut dyn Write,
    format: Format,
    color: bool,
    /// Whether findings stood at the last word.
    troubled: bool,
}

impl<'a> Voice<'a> {
    pub fn new(out: &'a mut dyn Write, format: Format, color: bool) -> Self {
        Voice { out, format, color, troubled: false }
    }

    /// Says one line.
    pub fn say(&mut self, line: &str) {
        let _ = writeln!(self.out, "{line}");
        let _ = self.out.flush();
    }

    /// Tells all findings that stand now, or that none is left.
    pub fn tell(&mut self, findings: &Findings, texts: &dyn Texts) {
        let was = std::mem::replace(&mut self.troubled, !findings.is_empty());
        if was && findings.is_empty() && !self.is_for_machines() {
            return self.say("All mended.");
        }
        let _ = print(self.out, self.format, self.color, findings, texts);
        let _ = self.out.flush();
    }

    /// True where each word is a document of its own, an empty one too.
    fn is_for_machines(&self) -> bool {
        match self.format {
            Format::Json | Format::Sarif => true,
            Format::Human | Format::Short | Format::Github => false,
        }
    }
}

/// Findings as the JSON format prints them.
pub(super) fn json(findings: impl IntoIterator<Item = Finding>, texts: &dyn Texts) -> String {
    let mut all = Findings::new();
    all.extend(findings);
    all.sort();
    let mut out = Vec::new();
    // Writing into memory does not fail.
    let _ = print(&mut out, Format::Json, false, &all, texts);
    String::from_utf8_lossy(&out).into_owned()
}
