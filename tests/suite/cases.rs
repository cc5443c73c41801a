//! Runs every case of `tests/cases/`: a small site, the findings expected, what pages must hold.
//!
//! A case is one text file. `--- PATH` opens a file of the site; `--- bytes PATH`, `--- link PATH -> TARGET` and
//! `--- repeat N PATH` open one that text alone cannot show. `=== findings` lists what `check --format short` prints,
//! where `…` stands for any text; `=== private` makes it the coordinator's copy; `=== page ADDRESS` lists what a page `contains:` and `lacks:`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use framewright::graph::{Audience, Drafts, Edition, UrlPath};
use framewright::source::Disk;

use crate::site::{Given, on_disk, short};

/// The settings of a case that brings none.
const SETTINGS: &str = "title: Case\nid: case\nscales:\n  progress:\n    note: ours\n    levels:\n      \
    - id: not-started\n        label: Not started\n      - id: full\n        label: In place\n";

#[derive(Default)]
struct Case {
    private: bool,
    files: Vec<(String, Given)>,
    findings: Vec<String>,
    pages: Vec<(String, Vec<(bool, String)>)>,
    absent: Vec<String>,
}

#[test]
fn every_case_has_its_findings_and_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths = Vec::new();
    collect(&folder, &mut paths);
    paths.sort();
    assert!(paths.len() > 100, "the cases are missing from {}", folder.display());
    let only = std::env::var("CASE").unwrap_or_default();
    let chosen: Vec<&PathBuf> = paths.iter().filter(|path| path.to_string_lossy().contains(&only)).collect();
    let troubles: Vec<String> = chosen.iter().filter_map(|path| run(path).err()).collect();
    assert!(troubles.is_empty(), "{} of {} cases failed:\n\n{}", troubles.len(), chosen.len(), troubles.join("\n\n"));
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the cases").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            paths.push(path);
        }
    }
}

fn run(path: &Path) -> Result<(), String> {
    let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display().to_string();
    let case = read(&fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?);
    let (_kept, root) = on_disk(&case.files);
    let disk = Disk::open(&root).map_err(|error| format!("{name}: {error}"))?;
    let start = Instant::now();
    let audience = if case.private { Audience::Private } else { Audience::Public };
    let mut compiled = framewright::compile(&disk, Edition { drafts: Drafts::Hidden, audience });
    compiled.rehearse(&disk);
    let took = start.elapsed();
    let mut troubles = Vec::new();
    // In a release build a second is plenty; a test build is ten times slower, and shares its machine.
    if took > Duration::from_secs(10) {
        troubles.push(format!("took {took:?}"));
    }
    let found = short(&compiled.found, &compiled.site.files);
    let matching = found.len() == case.findings.len()
        && found.iter().zip(&case.findings).all(|(line, pattern)| matches(line, pattern));
    if !matching {
        troubles.push(format!("expected\n  {}\nfound\n  {}", case.findings.join("\n  "), found.join("\n  ")));
    }
    if !compiled.found.has_errors() {
        for (address, checks) in &case.pages {
            troubles.extend(check_page(&disk, &compiled, address, checks));
        }
        let there = |address: &&String| compiled.site.pages.contains_key(&path_of(address));
        troubles.extend(case.absent.iter().filter(there).map(|address| format!("the page {address} should not be")));
    }
    if troubles.is_empty() { Ok(()) } else { Err(format!("{name}:\n{}", troubles.join("\n"))) }
}

fn path_of(address: &str) -> UrlPath {
    if address.ends_with('/') {
        UrlPath::folder(&address.split('/').collect::<Vec<_>>())
    } else {
        UrlPath::file(address)
    }
}

fn check_page(disk: &Disk, compiled: &framewright::Compiled, address: &str, checks: &[(bool, String)]) -> Vec<String> {
    let page = match compiled.render(disk, &path_of(address)) {
        None => return vec![format!("there is no page {address}")],
        Some(Err(finding)) => return vec![format!("{address}: {}", finding.fault.cause)],
        Some(Ok(rendered)) => String::from_utf8_lossy(&rendered.bytes).into_owned(),
    };
    let wrong = checks.iter().filter(|(wanted, text)| page.contains(text) != *wanted);
    let mut troubles: Vec<String> = wrong
        .map(|(wanted, text)| format!("{address} {} {text}", if *wanted { "lacks" } else { "contains" }))
        .collect();
    if !troubles.is_empty() && std::env::var("SHOW").is_ok() {
        troubles.push(page);
    }
    troubles
}

/// True where a line fits a pattern in which `…` stands for any text.
fn matches(line: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('…');
    let Some(mut rest) = parts.next().and_then(|first| line.strip_prefix(first)) else { return false };
    let mut last = None;
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        last = Some(part);
    }
    last.map_or(rest.is_empty(), |last| last.is_empty() || rest.is_empty() || line.ends_with(last))
}

enum Section {
    Prose,
    File(String, Vec<String>),
    Raw(String, Vec<String>),
    Repeat(usize, String, Vec<String>),
    Findings,
    Page,
    Nothing,
}

fn read(text: &str) -> Case {
    let mut case = Case::default();
    let mut section = Section::Prose;
    for line in text.lines() {
        if let Some(next) = opening(line, &mut case) {
            close(&mut case, std::mem::replace(&mut section, next));
            continue;
        }
        match &mut section {
            Section::File(_, lines) | Section::Raw(_, lines) | Section::Repeat(_, _, lines) => {
                lines.push(line.to_owned())
            }
            Section::Findings if !line.trim().is_empty() => case.findings.push(line.to_owned()),
            Section::Page => {
                let checks = case.pages.last_mut().map(|(_, checks)| checks);
                let wanted = line.strip_prefix("contains: ").map(|text| (true, text.to_owned()));
                let unwanted = line.strip_prefix("lacks: ").map(|text| (false, text.to_owned()));
                if let (Some(checks), Some(check)) = (checks, wanted.or(unwanted)) {
                    checks.push(check);
                }
            }
            Section::Prose | Section::Findings | Section::Nothing => {}
        }
    }
    close(&mut case, section);
    if case.files.iter().all(|(path, _)| path != "framewright.yaml") {
        case.files.push(("framewright.yaml".to_owned(), Given::Bytes(SETTINGS.as_bytes().to_vec())));
    }
    case
}

/// The section that a line opens.
fn opening(line: &str, case: &mut Case) -> Option<Section> {
    if let Some(rest) = line.strip_prefix("=== ") {
        return Some(match rest.split_once(' ') {
            Some(("page", address)) => {
                case.pages.push((address.trim().to_owned(), Vec::new()));
                Section::Page
            }
            Some(("no", page)) => {
                case.absent.push(page.trim_start_matches("page").trim().to_owned());
                Section::Nothing
            }
            None if rest == "private" => {
                case.private = true;
                Section::Nothing
            }
            _ => Section::Findings,
        });
    }
    let rest = line.strip_prefix("--- ")?;
    if let Some(path) = rest.strip_prefix("bytes ") {
        return Some(Section::Raw(path.to_owned(), Vec::new()));
    }
    if let Some((path, target)) = rest.strip_prefix("link ").and_then(|link| link.split_once(" -> ")) {
        case.files.push((path.trim().to_owned(), Given::Link(target.trim().to_owned())));
        return Some(Section::Nothing);
    }
    if let Some((number, path)) = rest.strip_prefix("repeat ").and_then(|repeat| repeat.split_once(' ')) {
        return Some(Section::Repeat(number.parse().expect("a number of times"), path.to_owned(), Vec::new()));
    }
    let path = rest.starts_with("content/") || !rest.contains(' ');
    (rest.contains(['.', '/']) && path).then(|| Section::File(rest.to_owned(), Vec::new()))
}

fn close(case: &mut Case, section: Section) {
    let whole = |lines: &[String]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    match section {
        Section::File(path, lines) => case.files.push((path, Given::Bytes(whole(&lines).into_bytes()))),
        Section::Raw(path, lines) => case.files.push((path, Given::Bytes(unescaped(&lines.concat())))),
        Section::Repeat(times, path, lines) => {
            let parts: Vec<&[String]> = lines.split(|line| line == "@@@").collect();
            let [head, unit, tail] = parts[..] else { panic!("{path}: head, unit and tail, apart by @@@") };
            let text = format!("{}{}{}", whole(head), unit.join("\n").repeat(times), whole(tail));
            case.files.push((path, Given::Bytes(text.into_bytes())));
        }
        Section::Prose | Section::Findings | Section::Page | Section::Nothing => {}
    }
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (byte, length): (Option<u8>, usize) = match rest.get(..2) {
            Some("\\x") => (u8::from_str_radix(&rest[2..4], 16).ok(), 4),
            Some("\\0") => (Some(0), 2),
            Some("\\r") => (Some(b'\r'), 2),
            Some("\\n") => (Some(b'\n'), 2),
            Some("\\t") => (Some(b'\t'), 2),
            Some("\\\\") => (Some(b'\\'), 2),
            _ => (None, c.len_utf8()),
        };
        match byte {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(&rest.as_bytes()[..length]),
        }
        rest = &rest[length..];
    }
    bytes
}
