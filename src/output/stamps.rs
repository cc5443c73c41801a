//! How the files of a manifest looked when we last knew their bytes: time and inode, so that the next build
//! need not read them. A cache that may be lost, torn or swapped at no risk: then files are read and hashed.
//! It is kept with the site's cache, never in the output folder, so that no machine leaves a trace there.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::disk::{Disk, Seen, look};
use super::sealed::{Hash, hash};

/// When a file was last changed and, where the system tells, which file it is. Its size stands in the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Stamp {
    /// Nanoseconds since 1970.
    changed: i64,
    inode: u64,
}

impl Stamp {
    pub(super) fn of(found: &Metadata) -> Stamp {
        Stamp { changed: found.modified().map_or(0, nanoseconds), inode: inode(found) }
    }
}

/// The stamps of one manifest's entries, in their order.
#[derive(Default)]
pub(super) struct Stamps {
    list: Vec<Stamp>,
    /// When they were taken, nanoseconds since 1970.
    taken: i64,
}

/// Clocks of disks tick some hundred times a second, old ones every two seconds. A change within the tick of the one
/// before leaves the time as it was, so a time that was young when we noted it proves nothing.
const FINE_TICK: i64 = 50_000_000;
const COARSE_TICK: i64 = 2_000_000_000;
const SECOND: i64 = 1_000_000_000;

const HEAD: usize = 16 + 16 + 8;
const EACH: usize = 16;

impl Stamps {
    /// The stamps that belong to the manifest with this seal; none where there are none to be trusted.
    pub(super) fn load(path: &Path, manifest: Option<Hash>, entries: usize) -> Stamps {
        manifest.and_then(|manifest| Stamps::decode(&fs::read(path).ok()?, manifest, entries)).unwrap_or_default()
    }

    /// True where the file that looks like this is the one we know, unchanged.
    pub(super) fn vouch(&self, entry: usize, seen: Stamp) -> bool {
        self.list.get(entry).is_some_and(|known| *known == seen && !self.too_young(known))
    }

    /// True where saving these stamps would teach the next build something.
    pub(super) fn differ_from(&self, new: &[Stamp]) -> bool {
        self.list != new || self.list.iter().any(|stamp| self.too_young(stamp))
    }

    fn too_young(&self, stamp: &Stamp) -> bool {
        let tick = if stamp.changed % SECOND == 0 { COARSE_TICK } else { FINE_TICK };
        stamp.changed.saturating_add(tick) > self.taken
    }

    fn decode(bytes: &[u8], manifest: Hash, entries: usize) -> Option<Stamps> {
        let body = bytes.get(16..).filter(|body| bytes[..16] == hash(body))?;
        if bytes.len() != HEAD + EACH * entries || body[..16] != manifest {
            return None;
        }
        let number = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
        let stamp = |index: usize| {
            let at = HEAD + EACH * index;
            Some(Stamp { changed: number(at)? as i64, inode: number(at + 8)? })
        };
        Some(Stamps { list: (0..entries).map(stamp).collect::<Option<_>>()?, taken: number(HEAD - 8)? as i64 })
    }
}

/// Keeps stamps for the next build. Where that fails the next build reads more, so the failure is no one's business.
pub(super) fn save(disk: &Disk, path: &Path, manifest: Hash, stamps: &[Stamp]) {
    let mut body = Vec::with_capacity(HEAD + EACH * stamps.len());
    body.extend(manifest);
    body.extend(nanoseconds(SystemTime::now()).to_le_bytes());
    for stamp in stamps {
        body.extend(stamp.changed.to_le_bytes());
        body.extend(stamp.inode.to_le_bytes());
    }
    let mut bytes = hash(&body).to_vec();
    bytes.extend(body);
    let Some(folder) = path.parent() else { return };
    // A cache that is a link could lead anywhere.
    let within_links = path.ancestors().skip(1).take(2).any(|around| matches!(look(around), Ok(Seen::Other)));
    if !within_links && disk.make_folders(folder).is_ok() {
        let _ = disk.replace(path, &bytes);
    }
}

/// Where the site's cache keeps the stamps of one output folder.
pub(super) fn place(site: &Path, folder: &Path) -> PathBuf {
    let name = hash(folder.as_os_str().as_encoded_bytes());
    let name: String = name.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    site.join(".framewright").join("stamps").join(name)
}

fn nanoseconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX))
}

#[cfg(unix)]
fn inode(found: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: Stamp = Stamp { changed: 1_700_000_000_123_456_789, inode: 7 };

    fn saved(stamps: &[Stamp]) -> (tempfile::TempDir, PathBuf) {
        let site = tempfile::tempdir().unwrap();
        let path = place(site.path(), Path::new("/somewhere/public"));
        save(&Disk::default(), &path, [9; 16], stamps);
        (site, path)
    }

    #[test]
    fn a_stamp_vouches_for_the_same_file_only() {
        let (_site, path) = saved(&[OLD, OLD]);
        let stamps = Stamps::load(&path, Some([9; 16]), 2);
        assert!(stamps.vouch(1, OLD) && !stamps.differ_from(&[OLD, OLD]));
        assert!(!stamps.vouch(1, Stamp { inode: 8, ..OLD }));
        assert!(!stamps.vouch(1, Stamp { changed: OLD.changed + 1, ..OLD }));
        assert!(!stamps.vouch(2, OLD));
    }

    #[test]
    fn a_young_time_proves_nothing() {
        let now = Stamp { changed: nanoseconds(SystemTime::now()), inode: 7 };
        let (_site, path) = saved(&[now]);
        let stamps = Stamps::load(&path, Some([9; 16]), 1);
        assert!(!stamps.vouch(0, now) && stamps.differ_from(&[now]));
    }

    #[test]
    fn torn_swapped_and_lost_stamps_vouch_for_nothing() {
        let (_site, path) = saved(&[OLD]);
        assert!(!Stamps::load(&path, Some([8; 16]), 1).vouch(0, OLD));
        assert!(!Stamps::load(&path, Some([9; 16]), 2).vouch(0, OLD));
        assert!(!Stamps::load(&path, None, 1).vouch(0, OLD));
        let whole = fs::read(&path).unwrap();
        for cut in 0..whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            assert!(!Stamps::load(&path, Some([9; 16]), 1).vouch(0, OLD));
        }
    }
}
