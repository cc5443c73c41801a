//! `build`: a site in, a folder of pages out. Says on standard error what it did, or why nothing was written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};
use framewright::diag::{Code, Fault, FileId, Finding, Findings, Format};
use framewright::graph::{Audience, Drafts, Edition, Opened, UrlPath};
use framewright::output::{self, Cache, Last, Output, Page, Problem, Shelf, Summary, Target, Trust};
use framewright::source::{Disk, Files, Survey, half};
use framewright::text::Span;
use framewright::{Compiled, Known, compile_knowing, recall};

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
    let audience = settings.audience;
    let edition = Edition { drafts, audience };
    let opened = if settings.offline { Opened::FromFolder } else { Opened::OnHost };
    let out = settings.out.clone().unwrap_or_else(|| folder.join(site::usual(audience, opened)));
    let survey = edition.survey(&world);
    timings.stage("survey");
    let from = |files: [u8; 16]| made_from(&files, edition, opened);
    let looks = survey.digest().map(from);
    let same = |last: &Last| match trust(settings) {
        Trust::Stamps => looks.is_some() && last.looks == looks,
        Trust::Nothing => last.reads.is_some() && last.reads == survey.contents(&world).map(from),
    };
    if let Some(said) = nothing_new(settings, &out, same) {
        drop(progress);
        let files = survey.files();
        recall(&said.found, &world, &files);
        timings.stage("compare");
        timings.total();
        return tell(&said, &files, *format, &out);
    }
    let cache = Cache::of(world.root());
    let (known, loaded) = Known::of(&cache, trust(settings));
    let compiled = compile(&world, survey, edition, &known).opened(opened);
    timings.stage("read");
    if status(&compiled, &settings.common) != Status::Fine {
        drop(progress);
        compiled.known.keep(&compiled.site, &cache, &loaded);
        return refuse(&compiled, &compiled.found, *format);
    }
    let said = Said::of(&compiled);
    let reads = compiled.contents().map(from);
    let last = borsh::to_vec(&said).map(|said| Last { looks, reads, said });
    let output = claim(settings, &out, &progress)?.keeping(last.ok());
    progress.stage("Comparing pages");
    let pages = pages(&compiled, &world);
    timings.stage("compare");
    progress.counting("Writing pages");
    let made = commit(output, &world, &compiled, &pages, &progress);
    drop(progress);
    compiled.known.keep(&compiled.site, &cache, &loaded);
    timings.stage("write");
    timings.total();
    match made {
        Ok(summary) => {
            let status = tell(
                &Said { summary: (summary.written, summary.unchanged, summary.removed), ..said },
                &compiled.site.files,
                *format,
                &out,
            );
            // The process ends here: the system frees all at once what would take long piece by piece.
            std::mem::forget((compiled, known, pages));
            status
        }
        Err(output::Failure::Pages(found)) => {
            let mut findings = Findings::new();
            findings.extend(found);
            findings.sort();
            refuse(&compiled, &findings, *format)
        }
        Err(output::Failure::Problem(problem)) => Err(stopped(&problem)),
    }
}

fn trust(settings: &Build) -> Trust {
    if settings.verify { Trust::Nothing } else { Trust::Stamps }
}

fn target<'a>(settings: &'a Build, out: &'a Path) -> Target<'a> {
    Target { trust: trust(settings), ..Target::new(out, &settings.common.site) }
}

/// The right to write to the output folder.
fn claim(settings: &Build, out: &Path, progress: &Progress) -> Result<Output, Failure> {
    let told = std::sync::Once::new();
    let waiting = || told.call_once(|| progress.say("Another build is at work in this folder; waiting for it."));
    output::open(&target(settings, out), waiting).map_err(|problem| stopped(&problem))
}

/// Every file of the finished site.
fn pages(compiled: &Compiled, world: &Disk) -> Vec<Page<UrlPath>> {
    let pages = compiled.pages(world).into_iter();
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

/// What a build says when it has come to its end.
#[derive(BorshSerialize, BorshDeserialize)]
struct Said {
    found: Findings,
    /// Drafts that the author may miss.
    left_out: usize,
    /// Pages that were written, left as they were, and removed.
    #[borsh(skip)]
    summary: (usize, usize, usize),
}

impl Said {
    fn of(compiled: &Compiled) -> Said {
        let left_out = compiled.site.ids().filter(|&id| !compiled.site.is_published(id)).count();
        Said { found: compiled.found.clone(), left_out, summary: (0, 0, 0) }
    }
}

/// A hash of all that a build is made from: the files, the options, the program.
fn made_from(files: &[u8; 16], edition: Edition, opened: Opened) -> [u8; 16] {
    let program = framewright::BUILD.as_bytes();
    let Edition { drafts, audience } = edition;
    let options = [drafts == Drafts::Shown, audience == Audience::Private, opened == Opened::FromFolder].map(u8::from);
    half(&[files, program, &options[..]].concat())
}

/// What the last build said, where it was made from the same and all its pages stand.
fn nothing_new(settings: &Build, out: &Path, same: impl Fn(&Last) -> bool) -> Option<Said> {
    let (last, pages) = output::last(&target(settings, out), same)?;
    let said = Said::try_from_slice(&last.said).ok()?;
    let stands = said.found.is_empty() || !settings.common.strict;
    stands.then_some(Said { summary: (0, pages, 0), ..said })
}

/// Compiles, with what the site's cache knows.
fn compile(world: &Disk, survey: Survey, edition: Edition, known: &Known) -> Compiled {
    let shelf = Arc::new(Shelf::keeping(world.root(), known.shelved()));
    let compiled = compile_knowing(world, survey, edition, known, Arc::clone(&shelf));
    shelf.flush();
    compiled
}

fn tell(said: &Said, files: &Files, format: Format, out: &Path) -> Result<Status, Failure> {
    streams::findings(Stream::Error, format, &said.found, files)?;
    // For these, a program reads the stream.
    if !matches!(format, Format::Json | Format::Sarif) {
        let (written, unchanged, removed) = said.summary;
        let pages = counted(written + unchanged, "page");
        let left_out =
            if said.left_out == 0 { String::new() } else { format!(" ({} left out)", counted(said.left_out, "draft")) };
        let sentence = format!("{pages}: {written} written, {unchanged} unchanged, {removed} removed");
        streams::note(&format!("{sentence} → {}{left_out}", shown(out)));
    }
    Ok(Status::Fine)
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
