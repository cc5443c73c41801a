//! What we wrote into a folder: in, the texts kept there; out, entries that the next build compares with.
//! The manifest has what a build needs; the list of files beside it only says what is ours, in a form that stays
//! the same over versions. Nothing in either depends on machine or time. Never trusts a text that is not whole.

use rayon::prelude::*;

use super::disk::{DiskError, read_text};
use super::layout::Layout;
use super::page::{Key, flaw};
use super::sealed::{Hash, Sealed, from_hex, push_hex, seal, unseal};

/// Lines that one core reads at a time.
const PIECE: usize = 512;

/// One file that we wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    pub(super) path: &'a str,
    pub(super) key: Key,
    pub(super) hash: Hash,
    /// In bytes.
    pub(super) size: u64,
}

/// The two texts as they stand on the disk.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) manifest: Option<String>,
    pub(super) files: Option<String>,
}

impl Texts {
    pub(super) fn read(layout: &Layout) -> Result<Texts, DiskError> {
        Ok(Texts { manifest: read_text(&layout.manifest())?, files: read_text(&layout.files())? })
    }

    /// What the texts say, as far as they can be believed.
    pub(super) fn known(&self) -> Known<'_> {
        let manifest = self.manifest.as_deref().and_then(decode_manifest);
        let files = self.files.as_deref().and_then(decode_files);
        match (manifest, files) {
            (Some(manifest), Some((files, seal))) if manifest.files == seal => {
                Known { entries: manifest.entries, seal: Some(manifest.seal), owned: Owned::These(files) }
            }
            // One of the two is torn, old or of another folder: then it takes part in no decision but this one.
            (None, None) => Known { entries: Vec::new(), seal: None, owned: Owned::Unsure },
            (manifest, files) => {
                let entries = manifest.into_iter().flat_map(|manifest| manifest.entries).map(|entry| entry.path);
                let mut owned: Vec<&str> = entries.chain(files.into_iter().flat_map(|(files, _)| files)).collect();
                owned.sort_unstable();
                owned.dedup();
                Known { entries: Vec::new(), seal: None, owned: Owned::These(owned) }
            }
        }
    }
}

/// What we know of a folder of ours.
pub(super) struct Known<'a> {
    /// Sorted by path.
    pub(super) entries: Vec<Entry<'a>>,
    /// The manifest's seal, by which stamps find theirs.
    pub(super) seal: Option<Hash>,
    pub(super) owned: Owned<'a>,
}

/// Which files in the folder are ours.
pub(super) enum Owned<'a> {
    /// These, sorted.
    These(Vec<&'a str>),
    /// The folder is, but both texts are lost: we replace files where a page must go and remove none.
    Unsure,
}

impl Owned<'_> {
    /// True where we may replace what stands at this path.
    pub(super) fn may_replace(&self, path: &str) -> bool {
        match self {
            Owned::These(files) => files.binary_search(&path).is_ok(),
            Owned::Unsure => true,
        }
    }
}

/// The list of files, one path a line.
pub(super) fn encode_files<'a>(paths: impl Iterator<Item = &'a str>) -> Sealed {
    let mut body = String::new();
    for path in paths {
        body.push_str(path);
        body.push('\n');
    }
    seal("files", &body)
}

fn decode_files(text: &str) -> Option<(Vec<&str>, Hash)> {
    let (body, seal) = unseal("files", text)?;
    let files: Vec<&str> = body.lines().collect();
    let sound =
        files.par_iter().with_min_len(PIECE).all(|path| flaw(path).is_none()) && files.is_sorted_by(|a, b| a < b);
    sound.then_some((files, seal))
}

/// The manifest: first the seal of the list that belongs to it, then key, hash, size and path a line.
pub(super) fn encode_manifest(files: &Hash, entries: &[Entry]) -> Sealed {
    let mut body = String::with_capacity(entries.len() * 120 + 40);
    push_hex(&mut body, files);
    body.push('\n');
    for entry in entries {
        push_hex(&mut body, &entry.key);
        body.push(' ');
        push_hex(&mut body, &entry.hash);
        body.push(' ');
        body.push_str(&entry.size.to_string());
        body.push(' ');
        body.push_str(entry.path);
        body.push('\n');
    }
    seal("manifest", &body)
}

struct Manifest<'a> {
    files: Hash,
    entries: Vec<Entry<'a>>,
    seal: Hash,
}

fn decode_manifest(text: &str) -> Option<Manifest<'_>> {
    let (body, seal) = unseal("manifest", text)?;
    let (files, body) = body.split_once('\n')?;
    let lines: Vec<&str> = body.lines().collect();
    let entries: Vec<Entry> =
        lines.par_iter().with_min_len(PIECE).map(|line| decode_entry(line)).collect::<Option<_>>()?;
    let sorted = entries.is_sorted_by(|a, b| a.path < b.path);
    sorted.then_some(Manifest { files: from_hex(files)?, entries, seal })
}

fn decode_entry(line: &str) -> Option<Entry<'_>> {
    let mut parts = line.splitn(4, ' ');
    let (key, hash) = (from_hex(parts.next()?)?, from_hex(parts.next()?)?);
    let (size, path) = (parts.next()?.parse().ok()?, parts.next()?);
    flaw(path).is_none().then_some(Entry { path, key, hash, size })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRIES: [Entry<'_>; 2] = [
        Entry { path: "a b/index.html", key: [1; 16], hash: [2; 16], size: 3 },
        Entry { path: "b", key: [4; 16], hash: [5; 16], size: 0 },
    ];

    fn texts() -> Texts {
        let files = encode_files(ENTRIES.iter().map(|entry| entry.path));
        let manifest = encode_manifest(&files.seal, &ENTRIES);
        Texts { manifest: Some(manifest.text), files: Some(files.text) }
    }

    fn owned(known: &Known) -> Option<Vec<String>> {
        match &known.owned {
            Owned::These(files) => Some(files.iter().map(|path| path.to_string()).collect()),
            Owned::Unsure => None,
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let texts = texts();
        let known = texts.known();
        assert_eq!(known.entries, ENTRIES);
        assert!(known.owned.may_replace("b") && !known.owned.may_replace("CNAME"));
    }

    #[test]
    fn either_text_still_says_what_is_ours() {
        for lost in [0, 1] {
            let mut texts = texts();
            let text = if lost == 0 { &mut texts.manifest } else { &mut texts.files };
            let cut = text.take().map(|text| text[..text.len() / 2].to_owned());
            *text = cut;
            let known = texts.known();
            assert!(known.entries.is_empty() && known.seal.is_none());
            assert_eq!(owned(&known).unwrap(), ["a b/index.html", "b"]);
        }
        assert!(owned(&Texts::default().known()).is_none());
    }

    #[test]
    fn a_manifest_of_another_day_is_not_believed() {
        let mut texts = texts();
        texts.files = Some(encode_files(["b", "c"].into_iter()).text);
        let known = texts.known();
        assert!(known.entries.is_empty());
        assert_eq!(owned(&known).unwrap(), ["a b/index.html", "b", "c"]);
    }

    #[test]
    fn a_path_that_leads_outside_makes_a_text_worthless() {
        let files = encode_files(["../../etc/passwd"].into_iter());
        let texts = Texts { manifest: None, files: Some(files.text) };
        assert!(owned(&texts.known()).is_none());
    }
}
