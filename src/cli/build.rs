//! `build`: a site in, a folder of pages out. Says on standard error what it did, or why nothing was written.

use std::path::{Path, PathBuf};

use framewright::diag::{Code, Fault, FileId, Finding, Findings, Format};
use framewright::graph::{Drafts, UrlPath};
use framewright::output::{self, Output, Page, Problem, Summary, Target, Trust};
use framewright::source::Disk;
use framewright::text::Span;
use framewright::{Compiled, compile};

use super::args::{Build, Common};
use super::check::status;
use super::progress::Progress;
use super::streams::{self, Stream};
use super::timings::Timings;
use super::{Failure, Status, counted, site};

/// Writes a site, unless something stands against it.
pub fn build(settings: &Build) -> Result<Status, Failure> {
    let Common { site: folder, format, .. } = &settings.common;
    let world = site::open(folder)?;
    let mut timings = Timings::new(settings.timings);
    let progress = Progress::begin("Reading files");
    let drafts = if settings.drafts { Drafts::Shown } else { Drafts::Hidden };
    let compiled = compile(&world, drafts);
    timings.stage("read");
    if status(&compiled, &settings.common) != Status::Fine {
        drop(progress);
        return refuse(&compiled, &compiled.found, *format);
    }
    let out = settings.out.clone().unwrap_or_else(|| folder.join(site::PUBLIC));
    let output = claim(settings, &out, &progress)?;
    progress.stage("Comparing pages");
    let pages = pages(&compiled);
    timings.stage("compare");
    progress.counting("Writing pages");
    let made = commit(output, &world, &compiled, &pages, &progress);
    drop(progress);
    timings.stage("write");
    timings.total();
    match made {
        Ok(summary) => tell(&compiled, *format, &summary, &out),
        Err(output::Failure::Pages(found)) => {
            let mut findings = Findings::new();
            findings.extend(found);
            findings.sort();
            refuse(&compiled, &findings, *format)
        }
        Err(output::Failure::Problem(problem)) => Err(stopped(&problem)),
    }
}

/// The right to write to the output folder.
fn claim(settings: &Build, out: &Path, progress: &Progress) -> Result<Output, Failure> {
    let trust = if settings.verify { Trust::Nothing } else { Trust::Stamps };
    let target = Target { trust, ..Target::new(out, &settings.common.site) };
    let told = std::sync::Once::new();
    let waiting = || told.call_once(|| progress.say("Another build is at work in this folder; waiting for it."));
    output::open(&target, waiting).map_err(|problem| stopped(&problem))
}

/// Every file of the finished site.
fn pages(compiled: &Compiled) -> Vec<Page<UrlPath>> {
    let pages = compiled.pages().into_iter();
    let mut pages: Vec<_> = pages.map(|(address, key)| Page { path: address.output(), key, what: address }).collect();
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    pages
}

fn commit(
    output: Output,
    world: &Disk,
    compiled: &Compiled,
    pages: &[Page<UrlPath>],
    progress: &Progress,
) -> Result<Summary, output::Failure<Finding>> {
    output.commit(pages, |page| {
        progress.step();
        let rendered = compiled.render(world, &page.what).unwrap_or_else(|| Err(nothing_there(&page.what)));
        rendered.map(|rendered| rendered.bytes)
    })
}

/// An address that the site listed and then did not know: its files changed while it was read.
fn nothing_there(address: &UrlPath) -> Finding {
    let cause = format!("nothing can be made for the address {address}");
    Finding { file: FileId(0), fault: Fault::new(Code::UnreadableFile, Span::file(), cause, "run the command again") }
}

fn refuse(compiled: &Compiled, found: &Findings, format: Format) -> Result<Status, Failure> {
    streams::findings(Stream::Error, format, found, &compiled.site.files)?;
    if format == Format::Human {
        let why = if found.has_errors() { "" } else { " (with --strict, warnings count)" };
        streams::note(&format!("Nothing was written{why}."));
    }
    Ok(Status::Findings)
}

fn tell(compiled: &Compiled, format: Format, summary: &Summary, out: &Path) -> Result<Status, Failure> {
    streams::findings(Stream::Error, format, &compiled.found, &compiled.site.files)?;
    // For these, a program reads the stream.
    if !matches!(format, Format::Json | Format::Sarif) {
        streams::note(&format!("{} → {}{}", sentence(summary), shown(out), left_out(compiled)));
    }
    Ok(Status::Fine)
}

fn sentence(summary: &Summary) -> String {
    let Summary { written, unchanged, removed, .. } = summary;
    format!("{}: {written} written, {unchanged} unchanged, {removed} removed", counted(written + unchanged, "page"))
}

/// Says why pages that the author expects are not there.
fn left_out(compiled: &Compiled) -> String {
    let drafts = compiled.site.ids().filter(|&id| !compiled.site.is_published(id)).count();
    if drafts == 0 { String::new() } else { format!(" ({} left out)", counted(drafts, "draft")) }
}

/// The folder as one would type it.
fn shown(out: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let near = out.strip_prefix(&here).map_or_else(|_| out.to_owned(), PathBuf::from);
    site::shown(&near)
}

/// What the user can mend on the command line is wrong usage; what the disk does is not.
fn stopped(problem: &Problem) -> Failure {
    let text = problem.to_string();
    match problem {
        Problem::Refused(_) => Failure::Usage(text),
        Problem::Path(_) => Failure::Content(text),
        Problem::Disk(_) | Problem::Unfinished(_) => Failure::Machine(text),
    }
}
