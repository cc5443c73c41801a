//! What a run learned, kept for the next one in the site's cache: records in a file that grows, in blocks of up to
//! 256, each block with its check. It may be lost, cut short, swapped or aged at no risk: whatever is not whole, or
//! another program's, is not there. Never looks into a record.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::{Disk, Seen, look};
use super::sealed::{Hash, hash};

/// In front of each block: its length and the first half of its hash. One hash of many bytes takes far less than many
/// of few.
const FRAME: usize = 4 + 8;

/// The file of records of one site.
pub struct Cache {
    path: PathBuf,
}

/// The state of the file when it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Records in it.
    pub records: usize,
    /// Bytes up to the end of the last block.
    length: u64,
    /// True where the file ends with its last block, so that others can follow.
    whole: bool,
}

/// Bytes that are read at a time. A longer block is read whole.
const BATCH: usize = 4 << 20;

impl Cache {
    /// The cache of the site in this folder.
    pub fn of(site: &Path) -> Cache {
        Cache { path: site.join(".framewright").join("entries") }
    }

    /// Shows all records that are whole and this program's, some at a time, in their order.
    pub fn load(&self, mut show: impl FnMut(&[&[u8]])) -> Loaded {
        let file = is_plain(&self.path).then(|| File::open(&self.path).ok()).flatten();
        let Some(mut file) = file else { return Loaded::default() };
        let head = head();
        let mut bytes = Vec::with_capacity(BATCH);
        let mut loaded = Loaded::default();
        let mut wanted = BATCH;
        loop {
            let read = (&mut file).take(wanted as u64).read_to_end(&mut bytes).unwrap_or(0);
            let start = if loaded.length == 0 { head.len() } else { 0 };
            if start > 0 && !bytes.starts_with(&head) {
                return Loaded::default();
            }
            let (records, end) = records(&bytes, start);
            show(&records);
            loaded.records += records.len();
            loaded.length += end as u64;
            bytes.drain(..end);
            // A block longer than a batch, or an end that is torn.
            wanted = if end == 0 { wanted.saturating_mul(2) } else { BATCH };
            if read == 0 {
                loaded.whole = bytes.is_empty();
                return loaded;
            }
        }
    }

    /// True where records can follow those that were loaded; else others should take the place of all.
    pub fn takes_more(&self, loaded: &Loaded) -> bool {
        loaded.whole && is_plain(&self.path)
    }

    /// Adds records, given some at a time, behind those that were loaded. Where that fails the next run reads more.
    pub fn add(&self, loaded: &Loaded, records: impl Iterator<Item = Vec<Vec<u8>>>) {
        let Ok(mut file) = OpenOptions::new().append(true).open(&self.path) else { return };
        // Another run that writes at this moment may have all to itself: what we learned, the next run learns again.
        if file.try_lock().is_err() || length(&file) != Some(loaded.length) {
            return;
        }
        let _ = records.map(|some| framed(&some)).try_for_each(|bytes| file.write_all(&bytes));
    }

    /// Puts these records, given some at a time, in the place of all others. Where that fails the next run reads more;
    /// no one's business.
    pub fn replace(&self, records: impl Iterator<Item = Vec<Vec<u8>>>) {
        let disk = Disk::default();
        let Some(folder) = self.path.parent() else { return };
        if matches!(look(folder), Ok(Seen::Other)) || disk.make_folders(folder).is_err() {
            return;
        }
        let _ = disk.replace_by_parts(&self.path, std::iter::once(head()).chain(records.map(|some| framed(&some))));
    }
}

/// The first line: what the file is, and which program wrote it.
fn head() -> Vec<u8> {
    format!("framewright entries 2 {}\n", env!("FRAMEWRIGHT_BUILD")).into_bytes()
}

/// A block of records, each behind its length; nothing where they are too long for one.
fn framed(records: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0; FRAME];
    bytes.reserve(records.iter().map(|record| record.len() + 4).sum());
    for record in records {
        bytes.extend((record.len() as u32).to_le_bytes());
        bytes.extend(record);
    }
    let Ok(size) = u32::try_from(bytes.len() - FRAME) else { return Vec::new() };
    let check = hash(&bytes[FRAME..]);
    bytes[..4].copy_from_slice(&size.to_le_bytes());
    bytes[4..FRAME].copy_from_slice(&check[..8]);
    bytes
}

/// The records of the whole blocks from a place on, and where those end.
fn records(bytes: &[u8], start: usize) -> (Vec<&[u8]>, usize) {
    let (mut blocks, mut at) = (Vec::new(), start);
    while let Some(end) = end_of(bytes, at, FRAME) {
        blocks.push(&bytes[at..end]);
        at = end;
    }
    // To check them takes longest, so all cores do it.
    let torn = blocks.par_iter().position_first(|block| hash(&block[FRAME..])[..8] != block[4..FRAME]);
    blocks.truncate(torn.unwrap_or(blocks.len()));
    let end = start + blocks.iter().map(|block| block.len()).sum::<usize>();
    (blocks.into_iter().flat_map(|block| within(&block[FRAME..])).collect(), end)
}

/// The records of a block.
fn within(block: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (start, end) = (at + 4, end_of(block, at, 4)?);
        at = end;
        Some(&block[start..end])
    })
}

/// Where what begins here ends, behind a head that begins with its length; none where not all of it is there.
fn end_of(bytes: &[u8], at: usize, head: usize) -> Option<usize> {
    let size = u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
    let end = (at + head).checked_add(size)?;
    (end <= bytes.len()).then_some(end)
}

/// True for an ordinary file in an ordinary folder: a cache that is a link could lead anywhere.
pub(super) fn is_plain(path: &Path) -> bool {
    let folder = path.parent().is_some_and(|folder| matches!(look(folder), Ok(Seen::Folder(_))));
    folder && matches!(look(path), Ok(Seen::File(_)))
}

fn length(file: &File) -> Option<u64> {
    file.metadata().ok().map(|meta| meta.len())
}

/// What the last build into a folder was made from and what it said, so that the next one sees that nothing changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Last {
    /// Of all that the build was made from, as it looks on the disk. None where a file was too young to tell.
    pub looks: Option<Hash>,
    /// Of the same, as it reads. None where not all of it was read.
    pub reads: Option<Hash>,
    /// What it said, in whatever form.
    pub said: Vec<u8>,
}

impl Last {
    /// What is kept of a build, with the seal of the manifest that it left.
    pub(super) fn load(path: &Path) -> Option<(Last, Hash)> {
        let bytes = is_plain(path).then(|| fs::read(path).ok())??;
        let body = bytes.get(16..).filter(|body| bytes[..16] == hash(body))?;
        let (manifest, looks, reads, said) = borsh::from_slice(body).ok()?;
        Some((Last { looks, reads, said }, manifest))
    }

    /// Keeps it beside the stamps of that folder.
    pub(super) fn save(&self, disk: &Disk, path: &Path, manifest: Hash) {
        let Ok(body) = borsh::to_vec(&(manifest, self.looks, self.reads, &self.said)) else { return };
        let mut bytes = hash(&body).to_vec();
        bytes.extend(body);
        let Some(folder) = path.parent() else { return };
        if !matches!(look(folder), Ok(Seen::Other)) && disk.make_folders(folder).is_ok() {
            let _ = disk.replace(path, &bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(cache: &Cache) -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        let loaded = cache.load(|records| all.extend(records.iter().map(|record| record.to_vec())));
        assert_eq!(loaded.records, all.len());
        all
    }

    fn one(record: Vec<u8>) -> impl Iterator<Item = Vec<Vec<u8>>> {
        std::iter::once(vec![record])
    }

    fn state(cache: &Cache) -> Loaded {
        cache.load(|_| {})
    }

    #[test]
    fn records_come_back_and_others_follow() {
        let site = tempfile::tempdir().unwrap();
        let cache = Cache::of(site.path());
        assert!(loaded(&cache).is_empty() && !cache.takes_more(&state(&cache)));
        cache.replace([vec![vec![1; 300]], vec![vec![]]].into_iter());
        assert!(cache.takes_more(&state(&cache)));
        cache.add(&state(&cache), one(vec![3]));
        assert_eq!(loaded(&cache), [vec![1; 300], vec![], vec![3]]);
        // Longer than what is read at a time.
        let long = [vec![7; 3 * BATCH], vec![8; BATCH], vec![9]];
        cache.replace(long.clone().map(|record| vec![record]).into_iter());
        assert_eq!(loaded(&cache), long);
        cache.add(&state(&cache), one(vec![4]));
        assert_eq!(loaded(&cache).len(), 4);
    }

    #[test]
    fn a_cut_or_changed_cache_has_the_records_before_the_damage_alone() {
        let site = tempfile::tempdir().unwrap();
        let cache = Cache::of(site.path());
        cache.replace([vec![vec![1; 9], vec![2; 9]]].into_iter());
        let whole = fs::read(&cache.path).unwrap();
        for cut in 0..whole.len() {
            fs::write(&cache.path, &whole[..cut]).unwrap();
            let records = loaded(&cache);
            assert!([vec![1; 9], vec![2; 9]].starts_with(&records) && records.len() < 2, "cut at {cut}");
            fs::write(&cache.path, [&whole[..cut], &[whole[cut] ^ 1], &whole[cut + 1..]].concat()).unwrap();
            assert!(loaded(&cache).len() < 2, "changed at {cut}");
        }
    }

    #[test]
    fn what_two_runs_add_at_once_stays_whole() {
        let site = tempfile::tempdir().unwrap();
        let cache = Cache::of(site.path());
        cache.replace(one(vec![1]));
        let (first, second) = (state(&cache), state(&cache));
        cache.add(&first, one(vec![2]));
        cache.add(&second, one(vec![3]));
        assert_eq!(loaded(&cache), [vec![1], vec![2]]);
    }

    #[cfg(unix)]
    #[test]
    fn a_cache_that_is_a_link_is_left_alone() {
        let (site, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(other.path(), site.path().join(".framewright")).unwrap();
        Cache::of(site.path()).replace(one(vec![1]));
        assert_eq!(fs::read_dir(other.path()).unwrap().count(), 0);
    }
}
