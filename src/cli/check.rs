//! `check`: a site in, its findings on standard output. Writes nothing, save mended texts for `--fix`.

use std::path::Path;

use framewright::diag::Format;
use framewright::graph::{Drafts, Edition};
use framewright::scaffold::{self, Change};
use framewright::{Compiled, compile_cached};

use super::args::{Check, Common};
use super::progress::Progress;
use super::streams::{self, Stream};
use super::timings::Timings;
use super::{Failure, Status, counted, site};

/// Lists everything that is wrong with a site.
pub fn check(settings: &Check) -> Result<Status, Failure> {
    let Common { site: folder, format, .. } = &settings.common;
    let world = site::open(folder)?;
    let mut timings = Timings::new(settings.timings);
    let progress = Progress::begin("Reading files");
    if settings.fix {
        fix(folder, *format, &progress)?;
        timings.stage("mend");
    }
    let mut compiled = compile_cached(&world, Edition { drafts: Drafts::Hidden, audience: settings.audience });
    timings.stage("read");
    progress.stage("Trying pages");
    compiled.rehearse(&world);
    drop(progress);
    timings.stage("try pages");
    print(&compiled, *format)?;
    timings.total();
    Ok(status(&compiled, &settings.common))
}

/// How a site stands.
pub fn status(compiled: &Compiled, common: &Common) -> Status {
    let fails = compiled.found.has_errors() || (common.strict && !compiled.found.is_empty());
    if fails { Status::Findings } else { Status::Fine }
}

fn print(compiled: &Compiled, format: Format) -> Result<(), Failure> {
    if compiled.found.is_empty() && format == Format::Human {
        let files = compiled.site.files.iter().count();
        return streams::say(&format!("No findings in {}.", counted(files, "file")));
    }
    streams::findings(Stream::Out, format, &compiled.found, &compiled.site.files)
}

/// Mends what is safe to mend, and shows it: for people beside the findings, for programs apart from them.
fn fix(folder: &Path, format: Format, progress: &Progress) -> Result<(), Failure> {
    let mended = scaffold::fix(folder, Drafts::Hidden).map_err(|error| Failure::Machine(error.to_string()))?;
    let mut shown = String::new();
    for file in &mended {
        for change in &file.changes {
            shown.push_str(&diff(&file.path, change));
        }
    }
    let changes: usize = mended.iter().map(|file| file.changes.len()).sum();
    if changes == 0 {
        return Ok(());
    }
    shown.push_str(&format!("{} mended. Look at what changed before you keep it.\n", counted(changes, "place")));
    if format == Format::Human {
        return streams::say(&shown);
    }
    progress.say(&shown);
    Ok(())
}

/// A change as people read it: the place, the old lines, the new ones.
fn diff(path: &str, change: &Change) -> String {
    let lines = |sign: &str, color: &str, lines: &[String]| -> String {
        lines.iter().map(|line| format!("{color}{sign} {}\u{1b}[0m\n", harmless(line))).collect()
    };
    let (old, new) = (lines("-", "\u{1b}[31m", &change.old), lines("+", "\u{1b}[32m", &change.new));
    format!("{}:{}\n{old}{new}\n", harmless(path), change.line)
}

/// A line without what would steer a terminal.
fn harmless(line: &str) -> String {
    let steers =
        |c: char| c.is_control() && c != '\t' || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    line.replace(steers, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_shown_without_steering_the_terminal() {
        let change = Change { line: 3, old: vec!["a\u{1b}[2J".to_owned()], new: vec!["a".to_owned(), "b".to_owned()] };
        let plain = anstream::adapter::strip_str(&diff("x.md", &change)).to_string();
        assert_eq!(plain, "x.md:3\n- a\u{fffd}[2J\n+ a\n+ b\n\n");
    }
}
