//! A world (a folder on disk, or files in memory) in, the site's files with ids out. Never parses.

mod disk;
mod litter;
mod memory;
mod survey;

use std::io;
use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use borsh::{BorshDeserialize, BorshSerialize};
use rayon::prelude::*;

use crate::diag::{Code, Fault, FileId, Findings, Texts};
use crate::text::{Damage, Span, Text, first_of, is_any};

pub use disk::Disk;
pub use litter::is_litter;
pub use memory::Memory;
pub use survey::{Survey, contents};

/// Where a site's files come from. Paths are relative to the site, `/`-separated.
pub trait World: Sync {
    /// Everything that may belong to the site, in any order, litter left out.
    fn list(&self) -> Vec<Listed>;
    /// One file that was listed before, as it is now; none where it is no ordinary file any more.
    fn look(&self, path: &str) -> Option<Listed> {
        self.list().into_iter().find(|listed| path_of(listed) == path)
    }
    /// A listed file's bytes.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
}

/// Something found in the site's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// A file, with its size in bytes and, on a disk, how it looks there.
    File { path: String, size: u64, stamp: Option<Stamp> },
    /// A link that leads out of the site; never followed.
    Outside { path: String },
    /// Something that cannot be read, with the reason.
    Unreadable { path: String, reason: String },
}

/// By what a file on a disk is known again without reading it, its size beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Stamp {
    /// When its bytes were last changed, and when anything about it was: nanoseconds since 1970.
    pub modified: i64,
    pub changed: i64,
    /// Which file it is; 0 where the system does not tell.
    pub inode: u64,
}

/// Clocks of disks tick some hundred times a second, old ones every two seconds.
const FINE_TICK: i64 = 50_000_000;
const COARSE_TICK: i64 = 2_000_000_000;
const SECOND: i64 = 1_000_000_000;

impl Stamp {
    /// The time now, as stamps have it.
    pub fn now() -> i64 {
        nanoseconds(SystemTime::now())
    }

    /// True where the last change lies so far before a time that one after it would be seen. A change within the same
    /// tick of the disk's clock leaves the stamp as it was.
    pub fn is_older_than(self, time: i64) -> bool {
        let last = self.modified.max(self.changed);
        let tick = if last % SECOND == 0 { COARSE_TICK } else { FINE_TICK };
        last.saturating_add(tick) <= time
    }
}

/// Nanoseconds since 1970.
fn nanoseconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX))
}

/// Name of the settings, at the root of a site.
pub const SETTINGS: &str = "framewright.yaml";
/// Name of the file that says what was published before, at the root of a site.
pub const LOCK: &str = "framewright.lock";
/// Folder of the content, below the root.
pub const CONTENT: &str = "content/";
/// Folder of themes, below the root.
pub const THEMES: &str = "themes/";

/// Folder of what teams saved, below the root. The public edition does not look into it.
pub const RESPONSES: &str = "responses/";

/// Largest text that is read, in bytes: a hundred times a long brief.
const TEXT_LIMIT: u64 = 1 << 20;
/// Largest list of what was published, in bytes: half a million addresses and places.
const LOCK_LIMIT: u64 = 64 << 20;
/// The most that a team's saved file has, in bytes.
pub const ANSWERS_LIMIT: u64 = 16 << 20;
/// Largest bibliography, in bytes: some ten thousand references.
const BIBLIOGRAPHY_LIMIT: u64 = 8 << 20;

/// A file of the site.
pub struct File {
    pub path: String,
    pub content: Content,
    /// Half the hash of its bytes, where they were read with all others.
    pub read: Option<[u8; 16]>,
}

/// What a file holds.
pub enum Content {
    Text(Text),
    /// Markdown, which is read one file at a time and not kept.
    Markdown {
        size: u64,
        stamp: Option<Stamp>,
        /// Its text, where a finding points into it.
        text: Box<OnceLock<Text>>,
    },
    /// What a team saved, which is read one file at a time and not kept, either.
    Answers {
        /// Its text, where a finding points into it.
        text: Box<OnceLock<Text>>,
    },
    /// Anything that is not read as text: its content hash and its size in bytes.
    Asset {
        hash: blake3::Hash,
        size: u64,
    },
    /// Not read; a finding says why.
    Unread,
}

/// All files of a site, sorted by path, so that ids sort as paths do.
#[derive(Clone, Default)]
pub struct Files {
    /// Shared, since in a preview thousands stay as they are from one save to the next.
    list: Vec<Arc<File>>,
}

impl Files {
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.list.iter().enumerate().map(|(at, file)| (FileId(at as u32), &**file))
    }

    pub fn find(&self, path: &str) -> Option<FileId> {
        self.list.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(|at| FileId(at as u32))
    }

    pub fn get(&self, id: FileId) -> Option<&File> {
        self.list.get(id.0 as usize).map(|file| &**file)
    }
}

impl Texts for Files {
    fn path(&self, file: FileId) -> &str {
        self.get(file).map_or(SETTINGS, |file| &file.path)
    }

    fn text(&self, file: FileId) -> Option<&Text> {
        match &self.get(file)?.content {
            Content::Text(text) => Some(text),
            Content::Markdown { text, .. } | Content::Answers { text } => text.get(),
            Content::Asset { .. } | Content::Unread => None,
        }
    }
}

impl Files {
    /// Takes out a file that turned out not to be readable.
    pub fn give_up(&mut self, id: FileId) {
        if let Some(file) = self.list.get_mut(id.0 as usize) {
            *file = Arc::new(File { path: file.path.clone(), content: Content::Unread, read: None });
        }
    }

    /// The same files, one Markdown file as it looks now; none where it is no longer one that is read, or where another
    /// may be a link to it, which changes with it.
    pub fn with(&self, id: FileId, now: Listed) -> Option<Files> {
        let Listed::File { path, size, stamp } = now else { return None };
        let before = self.get(id).and_then(inode)?;
        let after = stamp.map(|stamp| stamp.inode);
        let linked = |file: &File| inode(file).flatten().is_some_and(|it| before == Some(it) || after == Some(it));
        let alone = after != Some(0) && self.iter().all(|(other, file)| other == id || !linked(file));
        if !alone || size > TEXT_LIMIT {
            return None;
        }
        let mut files = self.clone();
        let content = Content::Markdown { size, stamp, text: Box::default() };
        files.list[id.0 as usize] = Arc::new(File { path, content, read: None });
        Some(files)
    }

    /// Reads the text of a file again, for findings that point into it.
    pub fn recall(&self, world: &dyn World, id: FileId) {
        if let Some(File { path, content: Content::Markdown { text, .. } | Content::Answers { text }, .. }) =
            self.get(id)
            && let Ok(bytes) = world.read(path)
        {
            text.get_or_init(|| readable(&bytes).0);
        }
    }
}

/// Half a BLAKE3 hash.
pub fn half(bytes: &[u8]) -> [u8; 16] {
    half_of(blake3::hash(bytes))
}

fn half_of(hash: blake3::Hash) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.as_bytes()[..16]);
    half
}

/// Reads the files of a world, save the Markdown. What cannot be read, or only in part, is a finding.
pub fn load(found: &mut Findings, world: &dyn World, survey: Survey) -> Files {
    let read: Vec<(File, Option<Fault>)> = survey.listed.into_par_iter().map(|one| read(world, one)).collect();
    let mut files = Files::default();
    for (at, (file, fault)) in read.into_iter().enumerate() {
        if let Some(fault) = fault {
            found.report(FileId(at as u32), fault);
        }
        files.list.push(Arc::new(file));
    }
    files
}

/// Which file on the disk Markdown is read from, where the world tells.
fn inode(file: &File) -> Option<Option<u64>> {
    match file.content {
        Content::Markdown { stamp, .. } => Some(stamp.map(|stamp| stamp.inode)),
        Content::Text(_) | Content::Answers { .. } | Content::Asset { .. } | Content::Unread => None,
    }
}

fn path_of(listed: &Listed) -> &str {
    match listed {
        Listed::File { path, .. } | Listed::Outside { path } | Listed::Unreadable { path, .. } => path,
    }
}

fn read(world: &dyn World, listed: Listed) -> (File, Option<Fault>) {
    let unread = |path, code, cause: String, help: &str| {
        (File { path, content: Content::Unread, read: None }, Some(Fault::new(code, Span::file(), cause, help)))
    };
    match listed {
        Listed::Outside { path } => {
            let cause = "a symbolic link here leads out of the site".to_owned();
            unread(path, Code::LeavesSite, cause, "copy the file into the site instead")
        }
        Listed::Unreadable { path, reason } => {
            unread(path, Code::UnreadableFile, format!("cannot be read: {reason}"), "mend or remove it")
        }
        Listed::File { path, size, stamp } => {
            let limit = text_limit(&path);
            if limit.is_some_and(|limit| size > limit) {
                let cause = format!("the file has {} MB; a text may have {}", size >> 20, limit.unwrap_or(0) >> 20);
                let help = match is_table(&path) {
                    true => "keep the rows of this collaborative's sites and months alone",
                    false => "split it, or move data and pictures into files of their own",
                };
                return unread(path, Code::FileTooLarge, cause, help);
            }
            if path.starts_with(CONTENT) && path.ends_with(".md") {
                let content = Content::Markdown { size, stamp, text: Box::default() };
                return (File { path, content, read: None }, None);
            }
            if path.starts_with(RESPONSES) {
                return (File { path, content: Content::Answers { text: Box::default() }, read: None }, None);
            }
            match world.read(&path) {
                Err(error) => {
                    let fault = unreadable(&error);
                    (File { path, content: Content::Unread, read: None }, Some(fault))
                }
                Ok(bytes) if limit.is_some() && bytes.starts_with(ARCHIVE) => {
                    let cause = "the file is no text, but a workbook or another archive".to_owned();
                    unread(path, Code::NotUtf8, cause, "save it as CSV (UTF-8) in the spreadsheet program")
                }
                Ok(bytes) if limit.is_some() => {
                    let (text, fault) = readable(&bytes);
                    (File { path, content: Content::Text(text), read: Some(half(&bytes)) }, fault)
                }
                Ok(bytes) => {
                    let hash = blake3::hash(&bytes);
                    let content = Content::Asset { hash, size: bytes.len() as u64 };
                    (File { path, content, read: Some(half_of(hash)) }, None)
                }
            }
        }
    }
}

/// How large a file may be that is read as text; none for an asset.
fn text_limit(path: &str) -> Option<u64> {
    if path == LOCK {
        return Some(LOCK_LIMIT);
    }
    if path.starts_with(RESPONSES) {
        return Some(ANSWERS_LIMIT);
    }
    let reported = |rest: &str| rest.starts_with("collaboratives/") && is_table(rest);
    if path.strip_prefix(CONTENT).is_some_and(reported) {
        // What sites of a collaborative reported is read, and never published as a file.
        return Some(TEXT_LIMIT);
    }
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let top = path.strip_prefix(CONTENT).is_some_and(|rest| !rest.contains('/'));
    match extension.as_str() {
        "md" => Some(TEXT_LIMIT),
        "yaml" | "yml" if !path.contains('/') => Some(TEXT_LIMIT),
        "yaml" | "bib" if top => Some(BIBLIOGRAPHY_LIMIT),
        "html" | "css" | "js" | "yaml" | "svg" if path.starts_with(THEMES) => Some(TEXT_LIMIT),
        _ => None,
    }
}

/// True for a file of rows and columns as spreadsheets write them.
pub fn is_table(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("csv"))
}

/// What stands against reading a file.
pub fn unreadable(error: &io::Error) -> Fault {
    Fault::new(Code::UnreadableFile, Span::file(), format!("cannot be read: {error}"), "check who may read it")
}

/// How an archive begins, such as a workbook that got the ending `.csv`.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// Bytes as text, and what is wrong with them.
pub fn readable(bytes: &[u8]) -> (Text, Option<Fault>) {
    let (text, damage) = Text::decode(bytes);
    let control = control_character(text.as_str());
    // Later stages need not tell of it again; a space keeps every place as it is.
    let text = if control.is_some() { Text::new(&text.as_str().replace(is_control, " ")) } else { text };
    (text, damaged(damage).or(control))
}

fn damaged(damage: Option<Damage>) -> Option<Fault> {
    let (span, cause) = match damage? {
        Damage::NotUtf8 { at } => (Span::at(at), "these bytes are not UTF-8 text"),
        Damage::Utf16 => (Span::file(), "the file is saved as UTF-16, which Windows calls Unicode"),
    };
    Some(Fault::new(Code::NotUtf8, span, cause, "save the file again with the encoding UTF-8"))
}

fn is_control(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\n' | '\t')
}

/// Control characters are invisible, and neither HTML nor a feed may hold them.
fn control_character(text: &str) -> Option<Fault> {
    let at = first_of(text, |byte| ((byte < b' ') | (byte == 0x7F)) & !is_any(byte, b"\n\t"))?;
    let character = char::from(text.as_bytes()[at]);
    let name = if character == '\0' { "NUL".to_owned() } else { format!("U+{:04X}", character as u32) };
    let span = Span::new(at, at + character.len_utf8());
    Some(
        Fault::new(Code::ControlCharacter, span, format!("an invisible control character ({name})"), "delete it")
            .mended(span, ""),
    )
}
