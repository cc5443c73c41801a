//! A world (a folder on disk, or files in memory) in, the site's files with ids out. Never parses.

mod disk;
mod litter;
mod memory;

use std::io;

use rayon::prelude::*;

use crate::diag::{Code, Fault, FileId, Findings, Texts};
use crate::text::{Damage, Span, Text};

pub use disk::Disk;
pub use memory::Memory;

/// Where a site's files come from. Paths are relative to the site, `/`-separated.
pub trait World: Sync {
    /// Everything that may belong to the site, in any order, litter left out.
    fn list(&self) -> Vec<Listed>;
    /// A listed file's bytes.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
}

/// Something found in the site's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// A file, with its size in bytes.
    File { path: String, size: u64 },
    /// A link that leads out of the site; never followed.
    Outside { path: String },
    /// Something that cannot be read, with the reason.
    Unreadable { path: String, reason: String },
}

/// Name of the settings, at the root of a site.
pub const SETTINGS: &str = "framewright.yaml";
/// Folder of the content, below the root.
pub const CONTENT: &str = "content/";
/// Folder of themes, below the root.
pub const THEMES: &str = "themes/";

/// Largest text that is read, in bytes: a hundred times a long brief.
const TEXT_LIMIT: u64 = 1 << 20;
/// Largest bibliography, in bytes: some ten thousand references.
const BIBLIOGRAPHY_LIMIT: u64 = 8 << 20;

/// A file of the site.
pub struct File {
    pub path: String,
    pub content: Content,
}

/// What a file holds.
pub enum Content {
    Text(Text),
    /// Anything that is not read as text: its content hash and its size in bytes.
    Asset {
        hash: blake3::Hash,
        size: u64,
    },
    /// Not read; a finding says why.
    Unread,
}

/// All files of a site, sorted by path, so that ids sort as paths do.
#[derive(Default)]
pub struct Files {
    list: Vec<File>,
}

impl Files {
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.list.iter().enumerate().map(|(at, file)| (FileId(at as u32), file))
    }

    pub fn find(&self, path: &str) -> Option<FileId> {
        self.list.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(|at| FileId(at as u32))
    }

    pub fn get(&self, id: FileId) -> Option<&File> {
        self.list.get(id.0 as usize)
    }
}

impl Texts for Files {
    fn path(&self, file: FileId) -> &str {
        self.get(file).map_or(SETTINGS, |file| &file.path)
    }

    fn text(&self, file: FileId) -> Option<&Text> {
        match &self.get(file)?.content {
            Content::Text(text) => Some(text),
            Content::Asset { .. } | Content::Unread => None,
        }
    }
}

/// Reads the files of a world. What cannot be read, or only in part, is a finding.
pub fn load(found: &mut Findings, world: &dyn World) -> Files {
    let mut listed = world.list();
    listed.sort_by(|a, b| path_of(a).cmp(path_of(b)));
    let read: Vec<(File, Option<Fault>)> = listed.into_par_iter().map(|one| read(world, one)).collect();
    let mut files = Files::default();
    for (at, (file, fault)) in read.into_iter().enumerate() {
        if let Some(fault) = fault {
            found.report(FileId(at as u32), fault);
        }
        files.list.push(file);
    }
    files
}

fn path_of(listed: &Listed) -> &str {
    match listed {
        Listed::File { path, .. } | Listed::Outside { path } | Listed::Unreadable { path, .. } => path,
    }
}

fn read(world: &dyn World, listed: Listed) -> (File, Option<Fault>) {
    let unread = |path, code, cause: String, help: &str| {
        (File { path, content: Content::Unread }, Some(Fault::new(code, Span::file(), cause, help)))
    };
    match listed {
        Listed::Outside { path } => {
            let cause = "a symbolic link here leads out of the site".to_owned();
            unread(path, Code::LeavesSite, cause, "copy the file into the site instead")
        }
        Listed::Unreadable { path, reason } => {
            unread(path, Code::UnreadableFile, format!("cannot be read: {reason}"), "mend or remove it")
        }
        Listed::File { path, size } => {
            let limit = text_limit(&path);
            if limit.is_some_and(|limit| size > limit) {
                let cause = format!("the file has {} MB; a text may have {}", size >> 20, limit.unwrap_or(0) >> 20);
                return unread(
                    path,
                    Code::FileTooLarge,
                    cause,
                    "split it, or move data and pictures into files of their own",
                );
            }
            match world.read(&path) {
                Err(error) => {
                    unread(path, Code::UnreadableFile, format!("cannot be read: {error}"), "check who may read it")
                }
                Ok(bytes) if limit.is_some() => text(path, &bytes),
                Ok(bytes) => {
                    let content = Content::Asset { hash: blake3::hash(&bytes), size: bytes.len() as u64 };
                    (File { path, content }, None)
                }
            }
        }
    }
}

/// How large a file may be that is read as text; none for an asset.
fn text_limit(path: &str) -> Option<u64> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let top = path.strip_prefix(CONTENT).is_some_and(|rest| !rest.contains('/'));
    match extension.as_str() {
        "md" => Some(TEXT_LIMIT),
        "yaml" | "yml" if !path.contains('/') => Some(TEXT_LIMIT),
        "yaml" | "bib" if top => Some(BIBLIOGRAPHY_LIMIT),
        "html" | "css" | "js" | "yaml" if path.starts_with(THEMES) => Some(TEXT_LIMIT),
        _ => None,
    }
}

fn text(path: String, bytes: &[u8]) -> (File, Option<Fault>) {
    let (text, damage) = Text::decode(bytes);
    let control = control_character(text.as_str());
    // Later stages need not tell of it again; a space keeps every place as it is.
    let text = if control.is_some() { Text::new(&text.as_str().replace(is_control, " ")) } else { text };
    (File { path, content: Content::Text(text) }, damaged(damage).or(control))
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
    let (at, character) = text.char_indices().find(|(_, c)| is_control(*c))?;
    let name = if character == '\0' { "NUL".to_owned() } else { format!("U+{:04X}", character as u32) };
    let span = Span::new(at, at + character.len_utf8());
    Some(
        Fault::new(Code::ControlCharacter, span, format!("an invisible control character ({name})"), "delete it")
            .mended(span, ""),
    )
}
