//! Bytes that are needed later but not in memory: put aside in a file of the site's cache, or in one without a name
//! that goes with the process. What comes back has been checked; what is lost is made again by whoever asks.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use borsh::{BorshDeserialize, BorshSerialize};

use super::cache::is_plain;
use super::disk::{Disk, Seen, look};
use super::sealed::hash;

/// Bytes that are gathered before they are written.
const GATHERED: usize = 1 << 20;
/// A kept file that is larger than this is begun anew once most of it is old.
const SMALL: u64 = 16 << 20;

/// Two files: one that the next run finds, where there is one, and one for this run alone.
pub struct Shelf {
    kept: Option<File>,
    own: Option<File>,
    /// Where new bytes go.
    side: Side,
    /// Where this run's own bytes begin in the kept file.
    begins: u64,
    end: Mutex<End>,
}

/// One of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
enum Side {
    Kept,
    Own,
}

/// The end of the file that grows, which is still in memory.
#[derive(Default)]
struct End {
    /// Bytes in the file.
    written: u64,
    bytes: Vec<u8>,
    /// True where the disk is full: then nothing more is put aside.
    full: bool,
}

/// Where something was put, and what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Spot {
    side: Side,
    at: u64,
    size: u32,
    check: [u8; 8],
}

/// What earlier runs put on a kept shelf and still lead to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Bytes in all.
    pub live: u64,
    /// Where the last of them ends.
    pub end: u64,
}

impl Held {
    /// What some spots lead to.
    pub fn of(spots: impl Iterator<Item = Spot>) -> Held {
        spots.filter(Spot::is_kept).fold(Held::default(), |held, spot| Held {
            live: held.live + u64::from(spot.size),
            end: held.end.max(spot.at.saturating_add(u64::from(spot.size))),
        })
    }
}

impl Spot {
    /// True where the next run can find it.
    pub fn is_kept(&self) -> bool {
        self.side == Side::Kept
    }
}

impl Shelf {
    /// A shelf for this run alone, in the system's folder of temporary files.
    pub fn new() -> Shelf {
        Shelf { kept: None, own: tempfile::tempfile().ok(), side: Side::Own, begins: u64::MAX, end: Mutex::default() }
    }

    /// The shelf of the site in this folder, which is read and not written.
    pub fn reading(site: &Path) -> Shelf {
        let path = site.join(".framewright").join("bodies");
        Shelf { kept: is_plain(&path).then(|| File::open(&path).ok()).flatten(), ..Shelf::new() }
    }

    /// The shelf of the site in this folder. What is put on it stays for the next run, unless another run has it;
    /// `held` is what is known to be on it.
    pub fn keeping(site: &Path, held: Held) -> Shelf {
        let folder = site.join(".framewright");
        let path = folder.join("bodies");
        let ours = !matches!(look(&folder), Ok(Seen::Other)) && Disk::default().make_folders(&folder).is_ok();
        let ours = ours && matches!(look(&path), Ok(Seen::File(_) | Seen::Nothing));
        let open = || OpenOptions::new().read(true).append(true).create(true).open(&path).ok();
        let Some(file) = ours.then(open).flatten().filter(|file| file.try_lock().is_ok()) else {
            return Shelf::reading(site);
        };
        let mut written = file.metadata().map_or(0, |meta| meta.len());
        if written > SMALL.max(held.live * 2) && file.set_len(0).is_ok() {
            written = 0;
        }
        let end = Mutex::new(End { written, ..End::default() });
        // What was cut off is written over with other things, so that nothing may be believed unseen.
        let begins = if written < held.end { u64::MAX } else { written };
        Shelf { kept: Some(file), own: None, side: Side::Kept, begins, end }
    }

    /// Puts bytes aside; none where there is no room.
    pub fn put(&self, bytes: &[u8]) -> Option<Spot> {
        let mut check = [0; 8];
        check.copy_from_slice(&hash(bytes)[..8]);
        let mut end = self.end.lock().unwrap_or_else(PoisonError::into_inner);
        if end.bytes.len() + bytes.len() > GATHERED {
            self.write(&mut end);
        }
        let spot = Spot {
            side: self.side,
            at: end.written + end.bytes.len() as u64,
            size: u32::try_from(bytes.len()).ok()?,
            check,
        };
        if end.full {
            return None;
        }
        end.bytes.extend_from_slice(bytes);
        Some(spot)
    }

    /// Writes what is still in memory.
    pub fn flush(&self) {
        self.write(&mut self.end.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn write(&self, end: &mut End) {
        let written = self.file(self.side).is_some_and(|mut file| file.write_all(&end.bytes).is_ok());
        end.full = end.full || !written;
        end.written += end.bytes.len() as u64;
        end.bytes.clear();
    }

    fn file(&self, side: Side) -> Option<&File> {
        match side {
            Side::Kept => self.kept.as_ref(),
            Side::Own => self.own.as_ref(),
        }
    }

    /// What was put there; none where it is not there any more.
    pub fn get(&self, spot: Spot) -> Option<Vec<u8>> {
        let bytes = self.in_memory(spot).or_else(|| {
            let mut bytes = vec![0; spot.size as usize];
            read_at(self.file(spot.side)?, &mut bytes, spot.at).ok()?;
            Some(bytes)
        })?;
        // What this run put there is as it was; what an earlier one did is looked at.
        let ours = spot.side == Side::Own || spot.at >= self.begins;
        (ours || hash(&bytes)[..8] == spot.check).then_some(bytes)
    }

    fn in_memory(&self, spot: Spot) -> Option<Vec<u8>> {
        let end = self.end.lock().unwrap_or_else(PoisonError::into_inner);
        let start = usize::try_from(spot.at.checked_sub(end.written)?).ok().filter(|_| spot.side == self.side)?;
        end.bytes.get(start..start.checked_add(spot.size as usize)?).map(<[u8]>::to_vec)
    }
}

impl Default for Shelf {
    fn default() -> Self {
        Shelf::new()
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, bytes, at)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => {
                bytes = &mut bytes[read..];
                at += read as u64;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Vec<Vec<u8>> {
        (0..40_u8).map(|n| vec![n; 70_000 + usize::from(n)]).collect()
    }

    fn put(shelf: &Shelf) -> Vec<Spot> {
        pieces().iter().map(|piece| shelf.put(piece).unwrap()).collect()
    }

    fn all_there(shelf: &Shelf, spots: &[Spot]) -> bool {
        spots.iter().zip(pieces()).all(|(spot, piece)| shelf.get(*spot) == Some(piece))
    }

    #[test]
    fn what_is_put_aside_comes_back() {
        let shelf = Shelf::new();
        let spots = put(&shelf);
        assert!(all_there(&shelf, &spots) && !spots[0].is_kept());
        assert_eq!(shelf.get(Spot { at: 1 << 40, ..spots[0] }), None);
    }

    #[test]
    fn the_next_run_finds_what_was_kept() {
        let site = tempfile::tempdir().unwrap();
        let shelf = Shelf::keeping(site.path(), Held::default());
        let spots = put(&shelf);
        shelf.flush();
        // Beside a run that has the shelf, another has its own, and reads what is there.
        let beside = Shelf::keeping(site.path(), Held::default());
        assert!(all_there(&beside, &spots) && all_there(&beside, &put(&beside)) && !put(&beside)[0].is_kept());
        drop((shelf, beside));
        let next = Shelf::keeping(site.path(), Held { live: u64::MAX / 2, end: 0 });
        let more = put(&next);
        assert!(all_there(&next, &spots) && all_there(&next, &more) && more[0].is_kept());
        assert_eq!(next.get(Spot { check: [9; 8], ..spots[0] }), None);
    }

    #[test]
    fn a_shelf_that_lost_its_bytes_has_nothing_and_goes_on() {
        let site = tempfile::tempdir().unwrap();
        let shelf = Shelf::keeping(site.path(), Held::default());
        let spots = put(&shelf);
        shelf.flush();
        drop(shelf);
        std::fs::write(site.path().join(".framewright/bodies"), "cut").unwrap();
        let shelf = Shelf::keeping(site.path(), Held::default());
        assert_eq!(shelf.get(spots[0]), None);
        let more = put(&shelf);
        assert!(all_there(&shelf, &more));
        drop(shelf);
        // Other bytes now stand where the old spots lead.
        std::fs::write(site.path().join(".framewright/bodies"), "").unwrap();
        let shelf = Shelf::keeping(site.path(), Held::of(spots.iter().copied()));
        let other = shelf.put(&[7; 4096]).unwrap();
        assert_eq!((shelf.get(spots[0]), shelf.get(other)), (None, Some(vec![7; 4096])));
    }
}
