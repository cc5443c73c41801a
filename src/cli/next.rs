//! No verb: a folder in, what to do next there out. Changes nothing but a build that was left half done.

use std::path::Path;

use framewright::diag::Level;
use framewright::graph::Drafts;
use framewright::source::SETTINGS;
use framewright::{Compiled, compile_cached};

use super::args::Common;
use super::site::NoSite;
use super::{Failure, Status, counted, site, streams};

/// Says what to do next in a folder.
pub fn next(common: &Common) -> Result<Status, Failure> {
    let folder = &common.site;
    let text = if site::has_site(folder) {
        let compiled = compile_cached(&site::open(folder)?, Drafts::Shown);
        in_site(folder, &compiled)
    } else {
        without_site(folder)
    };
    streams::say(&text).map(|()| Status::Fine)
}

fn without_site(folder: &Path) -> String {
    let NoSite { reason, remedy } = NoSite::of(folder);
    let mut letters = reason.chars();
    let reason: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let remedy = remedy.map(|remedy| format!("; {remedy}")).unwrap_or_default();
    format!(
        "Framewright makes a site of a folder that holds {SETTINGS} and Markdown texts.\n{reason}{remedy}.\n\n\
         \x20 framewright new my-site     make a small site to begin with\n\
         \x20 framewright --help          all commands"
    )
}

fn in_site(folder: &Path, compiled: &Compiled) -> String {
    let option = site::option(folder);
    format!(
        "{}\n\n\
         \x20 framewright serve --open{option}    see it in your browser while you write\n\
         \x20 framewright check{option}           list every mistake, with its line and its remedy\n\
         \x20 framewright build{option}           write the finished site to the folder {}\n\n\
         To begin another text: framewright add. For all commands: framewright --help",
        state(compiled),
        site::shown(&folder.join(site::PUBLIC)),
    )
}

/// How the site stands, in a sentence or two.
fn state(compiled: &Compiled) -> String {
    let site = &compiled.site;
    let drafts = site.entries.iter().filter(|entry| entry.draft).count();
    let entries = match (site.entries.len(), drafts) {
        (0, _) => "has no entry yet".to_owned(),
        (all, 0) => format!("has {}", entries(all)),
        (all, drafts) => {
            format!("has {}, {drafts} of them {}", entries(all), if drafts == 1 { "a draft" } else { "drafts" })
        }
    };
    let levels = [(Level::Error, "error"), (Level::Warning, "warning")];
    let counts = levels.map(|(level, noun)| (compiled.found.count(level), noun));
    let found: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, noun)| counted(count, noun)).collect();
    let findings = match (found.is_empty(), compiled.found.has_errors()) {
        (true, _) => "Nothing is wrong with it.".to_owned(),
        (false, true) => format!("It has {} to mend before it can be built; `check` lists them.", found.join(" and ")),
        (false, false) => format!("It has {}; `check` lists them.", found.join(" and ")),
    };
    format!("\"{}\" {entries}. {findings}", site.settings.title.plain)
}

fn entries(count: usize) -> String {
    counted(count, "entry")
}
