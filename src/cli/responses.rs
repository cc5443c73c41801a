//! `responses`: teams' saved files in; what is wrong with them, one merged file, or a report across teams out. Changes
//! no file but the one that it is told to write.

mod wording;

use std::fs;
use std::path::{Path, PathBuf};

use framewright::answers::json::Json;
use framewright::answers::report::{Foreign, Team, asked, foreign, report};
use framewright::answers::{self, Saved};
use framewright::compile_cached;
use framewright::diag::{Code, Fault, FileId, Findings, Format, Texts};
use framewright::graph::Drafts;
use framewright::output::write_file_atomically;
use framewright::text::{Span, Text};
use rayon::prelude::*;

use super::args::{Common, Responses, ResponsesVerb};
use super::streams::{self, Stream};
use super::{Failure, Status, counted, site};

/// How the names of saved files end.
const EXTENSION: &str = ".framewright.json";

/// Where a report goes if no other folder is named.
const REPORT: &str = "responses-report";

/// What is wrong with a file, and its text where it has one.
type Faulty = (Option<Text>, Vec<Fault>);

/// Files as findings show them; the texts of sound ones are not kept.
struct Named(Vec<(String, Option<Text>)>);

impl Named {
    fn path_of(&self, file: FileId) -> &str {
        self.0.get(file.0 as usize).map_or("", |(path, _)| path)
    }

    /// Keeps the text of a sound file of which there is something to say.
    fn keep(&mut self, file: FileId, text: Option<Text>) {
        if let Some((_, kept)) = self.0.get_mut(file.0 as usize) {
            *kept = text;
        }
    }
}

impl Texts for Named {
    fn path(&self, file: FileId) -> &str {
        self.path_of(file)
    }

    fn text(&self, file: FileId) -> Option<&Text> {
        self.0.get(file.0 as usize)?.1.as_ref()
    }
}

/// The files that were read, in the order of their names, and what is wrong with the others.
struct Read {
    names: Named,
    found: Findings,
    /// What each file holds.
    sound: Vec<(FileId, Vec<Saved>)>,
}

/// Looks at saved files, or puts them together, or counts them.
pub fn responses(settings: &Responses) -> Result<Status, Failure> {
    let mut read = read(&files(&settings.files)?);
    match &settings.verb {
        ResponsesVerb::Check => check(&mut read, &settings.common),
        ResponsesVerb::Merge { out } => merge(&mut read, settings.common.format, out.as_deref()),
        ResponsesVerb::Report { out, threshold } => {
            let out = out.clone().unwrap_or_else(|| PathBuf::from(REPORT));
            count(&mut read, &settings.common, &out, *threshold)
        }
    }
}

/// The files that were named, and those in folders that were named; each once.
fn files(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = fs::read_dir(path).map_err(|error| unreadable(path, &error.to_string()))?;
        files.extend(entries.flatten().map(|entry| entry.path()).filter(|path| has_answers(path)));
    }
    if files.is_empty() {
        return Err(Failure::Usage(format!(
            "there is no file whose name ends in {EXTENSION}, and no text with pasted answers; name files or their folder"
        )));
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// True for a file of a folder that is to be read: one that was saved, or a text into which answers were pasted.
fn has_answers(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let pasted = || load(path).is_ok_and(|bytes| answers::has_pasted(&bytes));
    path.is_file() && (answers::is_saved_name(&name) || answers::is_text_name(&name) && pasted())
}

fn unreadable(path: &Path, error: &str) -> Failure {
    Failure::Usage(format!("{} cannot be read: {error}", path.display()))
}

fn read(paths: &[PathBuf]) -> Read {
    let one = |path: &PathBuf| -> Result<Vec<Saved>, Faulty> {
        let bytes = load(path).map_err(|fault| (None, vec![fault]))?;
        answers::read(&bytes).map_err(|faults| (Some(Text::decode(&bytes).0), faults))
    };
    let results: Vec<Result<Vec<Saved>, Faulty>> = paths.par_iter().map(one).collect();
    let mut read = Read { names: Named(Vec::new()), found: Findings::new(), sound: Vec::new() };
    for (number, (path, result)) in paths.iter().zip(results).enumerate() {
        let file = FileId(number as u32);
        let text = match result {
            Ok(saved) => {
                read.sound.push((file, saved));
                None
            }
            Err((text, faults)) => {
                faults.into_iter().for_each(|fault| read.found.report(file, fault));
                text
            }
        };
        read.names.0.push((site::shown(path), text));
    }
    read.found.sort();
    read
}

/// The bytes of a file, of one that is far too large only its first.
fn load(path: &Path) -> Result<Vec<u8>, Fault> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    let opened = fs::File::open(path).map(|file| file.take(answers::LIMIT as u64 + 1));
    match opened.and_then(|mut file| file.read_to_end(&mut bytes)) {
        Ok(_) => Ok(bytes),
        Err(error) => {
            let cause = format!("cannot be read: {error}");
            Err(Fault::new(Code::UnreadableFile, Span::file(), cause, "look at how its name is written"))
        }
    }
}

fn check(read: &mut Read, common: &Common) -> Result<Status, Failure> {
    // Anywhere else, a file is looked at by itself.
    if !site::is_here(&common.site) || site::has_site(&common.site) {
        wording::compare(read, &common.site)?;
    }
    let format = common.format;
    if read.found.is_empty() && format == Format::Human {
        let files = counted(read.sound.len(), "file");
        streams::say(&format!("No findings in {files}."))?;
        return Ok(Status::Fine);
    }
    streams::findings(Stream::Out, format, &read.found, &read.names)?;
    let fails = read.found.has_errors() || (common.strict && !read.found.is_empty());
    Ok(if fails { Status::Findings } else { Status::Fine })
}

/// Tells what stands against going on.
fn refuse(read: &Read, format: Format) -> Result<Status, Failure> {
    streams::findings(Stream::Error, format, &read.found, &read.names)?;
    streams::note("Nothing was written.");
    Ok(Status::Findings)
}

fn merge(read: &mut Read, format: Format, out: Option<&Path>) -> Result<Status, Failure> {
    if read.found.has_errors() {
        return refuse(read, format);
    }
    let sound = std::mem::take(&mut read.sound);
    let number = sound.len();
    let parts = sound.into_iter().flat_map(|(file, all)| all.into_iter().map(move |saved| (file, saved)));
    let (ids, files): (Vec<FileId>, Vec<Saved>) = parts.unzip();
    let merged = match answers::together(files) {
        Ok(merged) => merged,
        Err((at, sentence)) => {
            let help = "merge the files of one round at a time";
            read.found.add(Code::ForeignAnswers, (ids[at], Span::file()), sentence, help);
            return refuse(read, format);
        }
    };
    match out {
        None => streams::say(merged.text().trim_end())?,
        Some(path) => {
            write(path, merged.text().as_bytes())?;
            streams::note(&format!("{} merged → {}", counted(number, "file"), path.display()));
        }
    }
    Ok(Status::Fine)
}

fn count(read: &mut Read, common: &Common, out: &Path, threshold: usize) -> Result<Status, Failure> {
    let world = site::open(&common.site)?;
    let compiled = compile_cached(&world, Drafts::Shown);
    if compiled.found.has_errors() {
        streams::findings(Stream::Error, common.format, &compiled.found, &compiled.site.files)?;
        streams::note("Nothing was written: the report needs the words of the site.");
        return Ok(Status::Findings);
    }
    let guides = asked(&compiled.site);
    let own = &compiled.site.settings;
    let mut teams = Vec::new();
    for (file, saved) in std::mem::take(&mut read.sound) {
        let rounds: Vec<Json> = saved.iter().flat_map(Saved::rounds).cloned().collect();
        for Foreign { cause, .. } in foreign(&guides, &own.id, &saved) {
            read.found.add(Code::ForeignAnswers, (file, Span::file()), cause, "name the right site by --site");
        }
        let path = Path::new(read.names.path(file));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        teams.push(Team { name: answers::stem(&name).to_owned(), rounds });
    }
    read.found.sort();
    if read.found.has_errors() {
        return refuse(read, common.format);
    }
    let words = compiled.theme.words(&own.language);
    let report = report(&teams, &guides, words, threshold);
    let html = report.html(&compiled.theme, &own.language, threshold);
    let html = html
        .map_err(|trouble| Failure::Content(format!("{}:{}: {}", trouble.template, trouble.line, trouble.message)))?;
    fs::create_dir_all(out)
        .map_err(|error| Failure::Machine(format!("cannot make the folder {}: {error}", out.display())))?;
    write(&out.join("report.html"), html.as_bytes())?;
    write(&out.join("report.csv"), report.csv(words).as_bytes())?;
    let rounds = counted(report.read, "round");
    let out = out.display();
    streams::note(&format!("{} of {rounds} counted → {out}/report.html, {out}/report.csv", report.counted));
    Ok(Status::Fine)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_file_atomically(path, bytes).map_err(|error| Failure::Machine(error.to_string()))
}
