//! For tests: lets the disk fail at a chosen step. Never part of the program.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use super::disk::Disk;

/// How the disk fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// From this step on nothing happens, as after a kill; a file being written stays cut in half.
    Killed,
    /// From this step on nothing that takes space succeeds.
    Full,
    /// This one step is refused, later ones are not.
    Denied,
}

/// A failure to come.
pub(super) struct Fault {
    way: Way,
    left: AtomicI64,
}

impl Disk {
    /// A disk that lets `steps` changes happen before it fails.
    pub(super) fn failing(way: Way, steps: i64) -> Disk {
        Disk { fault: Some(Arc::new(Fault { way, left: AtomicI64::new(steps) })) }
    }

    /// True once the failure has come.
    pub(super) fn has_failed(&self) -> bool {
        self.fault.as_ref().is_some_and(|fault| fault.left.load(Ordering::SeqCst) < 0)
    }

    pub(super) fn step(&self, takes_space: bool) -> io::Result<()> {
        let Some(fault) = &self.fault else { return Ok(()) };
        let left = fault.left.fetch_sub(1, Ordering::SeqCst) - 1;
        match fault.way {
            Way::Killed if left < 0 => Err(io::Error::other("killed")),
            Way::Full if left < 0 && takes_space => Err(io::ErrorKind::StorageFull.into()),
            Way::Denied if left == -1 => Err(io::ErrorKind::PermissionDenied.into()),
            Way::Killed | Way::Full | Way::Denied => Ok(()),
        }
    }

    /// What a kill in the middle of a write leaves behind, once.
    pub(super) fn leave_half(&self, path: &Path, bytes: &[u8]) {
        let Some(fault) = &self.fault else { return };
        if fault.way == Way::Killed && fault.left.load(Ordering::SeqCst) == -1 && !path.exists() {
            let _ = fs::write(path, &bytes[..bytes.len() / 2]);
        }
    }
}
