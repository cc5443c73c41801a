//! One process at a time writes to an output folder. The system frees the lock of a process that ends, however
//! it ends. Never writes anything but the empty lock file.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::disk::{DiskError, Doing, Seen, look};

/// Held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// Waits for the lock. None where the file was moved or removed meanwhile: then the folder must be looked at anew.
pub(super) fn wait(path: &Path, waiting: &dyn Fn()) -> Result<Option<Lock>, DiskError> {
    let Some(file) = open(path)? else { return Ok(None) };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            waiting();
            accept(file.lock(), path)?;
        }
        Err(TryLockError::Error(error)) => accept(Err(error), path)?,
        Ok(()) => {}
    }
    Ok(is_still(&file, path).then_some(Lock { _file: file }))
}

/// Takes the lock if no one has it.
pub(super) fn attempt(path: &Path) -> Result<Option<Lock>, DiskError> {
    let Some(file) = open(path)? else { return Ok(None) };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => accept(Err(error), path)?,
        Ok(()) => {}
    }
    Ok(is_still(&file, path).then_some(Lock { _file: file }))
}

fn open(path: &Path) -> Result<Option<File>, DiskError> {
    if matches!(look(path)?, Seen::Other) {
        // A link would make us create a file where it leads.
        return Err(DiskError::at(Doing::Lock, path)(ErrorKind::AlreadyExists.into()));
    }
    match OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(DiskError::at(Doing::Lock, path)(error)),
    }
}

/// Some disks in networks know no locks; there a build must do without.
fn accept(locked: io::Result<()>, path: &Path) -> Result<(), DiskError> {
    match locked {
        Err(error) if error.kind() == ErrorKind::Unsupported => Ok(()),
        other => other.map_err(DiskError::at(Doing::Lock, path)),
    }
}

/// True where the path still leads to the file that we hold.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |held: &fs::Metadata, there: &fs::Metadata| (held.ino(), held.dev()) == (there.ino(), there.dev());
    matches!((file.metadata(), fs::symlink_metadata(path)), (Ok(held), Ok(there)) if same(&held, &there))
}

#[cfg(not(unix))]
fn is_still(_: &File, path: &Path) -> bool {
    path.exists()
}
