//! A site's findings in, mended files out (`check --fix`). Writes only texts for which a finding has a safe mend, and of
//! those changes only the lines concerned: all others stay as they are, byte for byte.

use std::collections::BTreeMap;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

use crate::diag::{FileId, Findings, Mend, Texts};
use crate::graph::Drafts;
use crate::output::{DiskError, write_file_atomically};
use crate::source::{Disk, World};
use crate::text::Text;

/// A mend may bring another fault to light, or wait for one that it overlaps: more rounds than anyone has layers.
const ROUNDS: usize = 8;

/// A file that was mended, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// Relative to the site, `/`-separated.
    pub path: String,
    pub changes: Vec<Change>,
}

/// Lines that were replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The first of the old lines, counted from 1.
    pub line: usize,
    pub old: Vec<String>,
    pub new: Vec<String>,
}

/// Makes every safe mend in a site's folder, and again until no more are found. What it changed, in the order of
/// the changes; a file may come more than once.
///
/// # Errors
/// Where a file could not be written. The files before it are mended.
pub fn fix(folder: &Path, drafts: Drafts) -> Result<Vec<Mended>, DiskError> {
    let mut all = Vec::new();
    for _ in 0..ROUNDS {
        // Anew in each round, since the files have changed.
        let Ok(world) = Disk::open(folder) else { break };
        let compiled = crate::compile(&world, drafts);
        let rewritten = round(&world, &compiled.site.files, &compiled.found);
        if rewritten.is_empty() {
            break;
        }
        for Rewritten { mended, bytes } in rewritten {
            write(&folder.join(&mended.path), &bytes)?;
            all.push(mended);
        }
    }
    Ok(all)
}

/// A link inside the site stays a link: what it leads to is mended.
fn write(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    match fs::canonicalize(path) {
        Ok(real) => write_file_atomically(&real, bytes),
        Err(_) => write_file_atomically(path, bytes),
    }
}

/// A mended file with its new bytes.
struct Rewritten {
    mended: Mended,
    bytes: Vec<u8>,
}

fn round(world: &dyn World, files: &impl Texts, found: &Findings) -> Vec<Rewritten> {
    let mut mends: BTreeMap<FileId, Vec<&Mend>> = BTreeMap::new();
    for finding in found.iter() {
        if let Some(mend) = &finding.fault.mend {
            mends.entry(finding.file).or_default().push(mend);
        }
    }
    let rewritten = |(file, mends)| {
        let (path, text) = (files.path(file), files.text(file)?);
        let raw = String::from_utf8(world.read(path).ok()?).ok()?;
        // A file that was saved meanwhile is left for the next round.
        let (bytes, changes) = (Text::new(&raw).as_str() == text.as_str()).then(|| mend(&raw, text, mends))?;
        let mended = Mended { path: path.to_owned(), changes };
        (!mended.changes.is_empty()).then_some(Rewritten { mended, bytes })
    };
    mends.into_iter().filter_map(rewritten).collect()
}

/// Some whole lines of a text, counted from 1, and the mends inside them.
struct Block<'a> {
    lines: RangeInclusive<usize>,
    mends: Vec<&'a Mend>,
}

/// Applies mends to a text as it is on disk. Of two that overlap the first is made.
fn mend(raw: &str, text: &Text, mends: Vec<&Mend>) -> (Vec<u8>, Vec<Change>) {
    let written = lines_of(raw);
    let end = written.iter().map(|line| line.end).find(|end| !end.is_empty()).unwrap_or("\n");
    let mut bytes = String::with_capacity(raw.len() + 64);
    let mut changes = Vec::new();
    let mut next = 1;
    for block in blocks(text, mends) {
        let (first, last) = (*block.lines.start(), *block.lines.end());
        let (Some(before), Some(old)) = (written.get(next - 1..first - 1), written.get(first - 1..last)) else {
            continue;
        };
        let (was, now) = mended(text, &block);
        if was == now {
            continue;
        }
        before.iter().for_each(|line| line.push_to(&mut bytes));
        bytes.push_str(if first == 1 { mark(raw) } else { "" });
        bytes.push_str(&now.replace('\n', end));
        bytes.push_str(old.last().map_or("", |line| line.end));
        let lines = |text: &str| text.split('\n').map(str::to_owned).collect();
        changes.push(Change { line: first, old: lines(&was), new: lines(&now) });
        next = last + 1;
    }
    written.iter().skip(next - 1).for_each(|line| line.push_to(&mut bytes));
    (bytes.into_bytes(), changes)
}

/// The lines that mends touch, those that share a line together.
fn blocks<'a>(text: &Text, mut mends: Vec<&'a Mend>) -> Vec<Block<'a>> {
    mends.sort_by_key(|mend| mend.span);
    let mut blocks: Vec<Block> = Vec::new();
    let mut done = None;
    for mend in mends {
        let fits = text.as_str().get(mend.span.range()).is_some();
        // Two mends that begin at one place are two answers to one question.
        let overlaps = done.is_some_and(|(start, end)| mend.span.start < end || mend.span.start == start);
        if !fits || overlaps {
            continue;
        }
        done = Some((mend.span.start, mend.span.end));
        let (first, last) = (text.place(mend.span.start).line, text.place(mend.span.end).line);
        match blocks.last_mut() {
            Some(block) if first <= *block.lines.end() => {
                block.lines = *block.lines.start()..=last;
                block.mends.push(mend);
            }
            _ => blocks.push(Block { lines: first..=last, mends: vec![mend] }),
        }
    }
    blocks
}

/// The lines of a block before and after.
fn mended(text: &Text, block: &Block) -> (String, String) {
    let from = text.line_span(*block.lines.start()).start as usize;
    let to = text.line_span(*block.lines.end()).end as usize;
    let whole = text.as_str();
    let (mut now, mut at) = (String::new(), from);
    for mend in &block.mends {
        now.push_str(&whole[at..mend.span.start as usize]);
        now.push_str(&mend.replacement);
        at = mend.span.end as usize;
    }
    now.push_str(&whole[at..to]);
    (whole[from..to].to_owned(), now)
}

/// A line as it stands on disk.
struct Line<'a> {
    text: &'a str,
    /// `\n`, `\r\n`, `\r`, or nothing at the end of the file.
    end: &'a str,
}

impl Line<'_> {
    fn push_to(&self, out: &mut String) {
        out.push_str(self.text);
        out.push_str(self.end);
    }
}

/// The lines of a file, counted as `Text` counts them. The first one holds the byte-order mark, if there is one.
fn lines_of(raw: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut rest = raw;
    while let Some(at) = rest.find(['\r', '\n']) {
        let length = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        lines.push(Line { text: &rest[..at], end: &rest[at..at + length] });
        rest = &rest[at + length..];
    }
    lines.push(Line { text: rest, end: "" });
    lines
}

fn mark(raw: &str) -> &'static str {
    if raw.starts_with('\u{FEFF}') { "\u{FEFF}" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn fixed(raw: &str, mends: &[(usize, usize, &str)]) -> (String, Vec<Change>) {
        let mends: Vec<Mend> = mends
            .iter()
            .map(|&(start, end, new)| Mend { span: Span::new(start, end), replacement: new.to_owned() })
            .collect();
        let (bytes, changes) = mend(raw, &Text::new(raw), mends.iter().collect());
        (String::from_utf8(bytes).unwrap(), changes)
    }

    #[test]
    fn only_the_lines_concerned_change() {
        let (text, changes) = fixed("one\ntwo\nthree", &[(5, 6, "W")]);
        assert_eq!(text, "one\ntWo\nthree");
        assert_eq!(changes, [Change { line: 2, old: vec!["two".into()], new: vec!["tWo".into()] }]);
    }

    #[test]
    fn line_ends_and_the_byte_order_mark_stay() {
        assert_eq!(
            fixed("\u{FEFF}one\r\ntwo\r\nthree\r\n", &[(0, 0, ">"), (7, 7, "\nx")]).0,
            "\u{FEFF}>one\r\ntwo\r\nx\r\nthree\r\n"
        );
        assert_eq!(fixed("one\rtwo\r", &[(4, 7, "2")]).0, "one\r2\r");
        assert_eq!(fixed("one\r\ntwo\nthree\n", &[(4, 7, "2")]).0, "one\r\n2\nthree\n");
    }

    #[test]
    fn other_spellings_of_letters_stay_in_other_lines() {
        let apart = "caf\u{65}\u{301}\nbe\u{65}\u{301}\n";
        // Composed, the first line has five bytes.
        assert_eq!(fixed(apart, &[(6, 7, "B")]).0, "caf\u{65}\u{301}\nBeé\n");
    }

    #[test]
    fn mends_that_overlap_wait() {
        assert_eq!(fixed("abcdef", &[(1, 4, "x"), (3, 5, "y"), (5, 6, "z")]).0, "axez");
        assert_eq!(fixed("abc", &[(1, 1, "x"), (1, 1, "y")]).0, "axbc");
        assert_eq!(fixed("abc", &[(0, 1, "x"), (1, 2, "y")]).0, "xyc");
    }

    #[test]
    fn lines_may_be_joined_and_spans_may_be_wrong() {
        assert_eq!(fixed("a\r\nb\r\nc", &[(1, 2, " ")]).0, "a b\r\nc");
        assert_eq!(fixed("a\nb\nc\n", &[(0, 3, "x"), (4, 5, "y")]).0, "x\ny\n");
        assert_eq!(fixed("é", &[(1, 2, "x"), (7, 9, "y")]), ("é".to_owned(), vec![]));
        assert_eq!(fixed("", &[(0, 0, "x")]).0, "x");
    }

    const GUIDE: &str = "---\r\ntitle: Guide\r\nbrief: b\r\ndate: no\r\n---\r\n## Act {#act}\r\n\r\n- Who is here?\r\n- Who is here?\r\n";

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("framewright.yaml", "title: no\nid: s\n");
        write("content/frameworks/f.md", "---\ntitle: F\naims:\n  - id: a\n    title: A\n---\n");
        write("content/drivers/d.md", "---\ntitle: D\nframework: f\n---\n");
        write(
            "content/briefs/b.md",
            "---\ntitle: “B”\ndriver: d\ndate: April 2025\nsummary: B.\nauthors: Ada\n---\n##Head\n",
        );
        write("content/guides/g.md", &GUIDE.replace("date: no\r\n", ""));
        folder
    }

    #[test]
    fn a_site_is_mended_until_nothing_is_left_to_mend() {
        let folder = site();
        let mended = fix(folder.path(), Drafts::Hidden).unwrap();
        let paths: Vec<&str> = mended.iter().map(|mended| mended.path.as_str()).collect();
        assert!(paths.starts_with(&["content/briefs/b.md", "content/guides/g.md", "framewright.yaml"]), "{paths:?}");
        let read = |path| fs::read_to_string(folder.path().join(path)).unwrap();
        let guide = read("content/guides/g.md");
        assert!(guide.ends_with("- Who is here? {#who-is-here}\r\n- Who is here? {#who-is-here-2}\r\n"), "{guide:?}");
        let brief = read("content/briefs/b.md");
        assert!(brief.contains("date: 2025-04\n") && brief.contains("authors: [Ada]\n"), "{brief}");
        let (_, found) = crate::read(&Disk::open(folder.path()).unwrap(), Drafts::Hidden);
        assert!(found.iter().all(|finding| finding.fault.mend.is_none()), "{found:?}");
        assert_eq!(fix(folder.path(), Drafts::Hidden).unwrap(), []);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = site();
        let guide = folder.path().join("content/guides/g.md");
        fs::rename(&guide, folder.path().join("content/_g")).unwrap();
        symlink("../_g", &guide).unwrap();
        fs::set_permissions(folder.path().join("content/_g"), fs::Permissions::from_mode(0o640)).unwrap();
        fix(folder.path(), Drafts::Hidden).unwrap();
        assert!(fs::symlink_metadata(&guide).unwrap().is_symlink());
        assert!(fs::read_to_string(&guide).unwrap().contains("{#who-is-here}"));
        assert_eq!(fs::metadata(&guide).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
