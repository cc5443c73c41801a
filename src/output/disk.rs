//! Every change of the disk goes through here, so that each failure names its file and a test can stop the
//! work at any step. Never decides what to write.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::{fmt, process};

/// What the tool was doing when the disk said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    Read,
    Write,
    MakeFolder,
    Move,
    Remove,
    Lock,
}

/// A failure of the disk, with its place and a sentence for people who do not program.
#[derive(Debug)]
pub struct DiskError {
    pub doing: Doing,
    pub path: PathBuf,
    pub source: io::Error,
}

impl DiskError {
    /// For `map_err`: names what was done and where.
    pub(super) fn at(doing: Doing, path: &Path) -> impl FnOnce(io::Error) -> DiskError {
        move |source| DiskError { doing, path: path.to_owned(), source }
    }

    /// Something that was there is not any more.
    pub(super) fn gone(path: &Path) -> DiskError {
        DiskError::at(Doing::Write, path)(ErrorKind::NotFound.into())
    }

    pub(super) fn kind(&self) -> ErrorKind {
        self.source.kind()
    }

    fn next_step(&self) -> &'static str {
        match self.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some space and run the command again",
            ErrorKind::ReadOnlyFilesystem => "choose a folder on another disk",
            ErrorKind::PermissionDenied => "change the permissions there, or choose another folder",
            ErrorKind::NotADirectory | ErrorKind::IsADirectory | ErrorKind::AlreadyExists => {
                "move what stands there away and run the command again"
            }
            ErrorKind::InvalidFilename => "shorten the name, or choose a folder nearer to the top",
            ErrorKind::ResourceBusy => "wait until no other program uses it and run the command again",
            _ => "run the command again, and look at the disk if it happens again",
        }
    }
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let doing = match self.doing {
            Doing::Read => "read",
            Doing::Write => "write",
            Doing::MakeFolder => "make the folder",
            Doing::Move => "move a finished file to",
            Doing::Remove => "remove",
            Doing::Lock => "lock",
        };
        write!(f, "cannot {doing} {}: ", self.path.display())?;
        match self.kind() {
            ErrorKind::StorageFull => f.write_str("the disk is full")?,
            ErrorKind::QuotaExceeded => f.write_str("your share of the disk is used up")?,
            ErrorKind::ReadOnlyFilesystem => f.write_str("the disk can be read, not written")?,
            ErrorKind::PermissionDenied => f.write_str("you have no permission to")?,
            ErrorKind::NotADirectory => f.write_str("a file stands where a folder must be")?,
            ErrorKind::IsADirectory => f.write_str("a folder stands where a file must be")?,
            ErrorKind::AlreadyExists => f.write_str("something else stands there")?,
            ErrorKind::InvalidFilename => f.write_str("the name is too long for this disk")?,
            ErrorKind::NotFound => f.write_str("it has gone, or the folder around it")?,
            ErrorKind::ResourceBusy | ErrorKind::WouldBlock => f.write_str("another program is using it")?,
            _ => write!(f, "{}", self.source)?,
        }
        write!(f, "; {}", self.next_step())
    }
}

impl std::error::Error for DiskError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// The hand that changes files and folders. It has no size but in tests, which let it fail.
#[derive(Clone, Default)]
pub(super) struct Disk {
    #[cfg(test)]
    pub(super) fault: Option<std::sync::Arc<super::fault::Fault>>,
}

impl Disk {
    /// Makes one folder; the one around it must exist. A folder that is there already is fine.
    pub(super) fn make_folder(&self, path: &Path) -> Result<(), DiskError> {
        self.step(true).and_then(|()| fs::create_dir(path)).or_else(|error| match error.kind() {
            ErrorKind::AlreadyExists if path.is_dir() => Ok(()),
            _ => Err(DiskError::at(Doing::MakeFolder, path)(error)),
        })
    }

    /// Makes a folder and those around it, as far as they are missing.
    pub(super) fn make_folders(&self, path: &Path) -> Result<(), DiskError> {
        match self.make_folder(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => match path.parent() {
                Some(around) => self.make_folders(around).and_then(|()| self.make_folder(path)),
                None => Err(error),
            },
            other => other,
        }
    }

    /// Writes a file that must not exist, so never through a link, and says what the disk now knows of it.
    pub(super) fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<Metadata, DiskError> {
        self.create(path, bytes).and_then(|file| file.metadata()).map_err(DiskError::at(Doing::Write, path))
    }

    /// Writes a file whole or not at all: beside its place, then by one rename.
    pub(super) fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        let beside = with_ending(path, ".tmp");
        self.remove_file(&beside)?;
        self.write_new(&beside, bytes)?;
        self.rename(&beside, path)
    }

    /// As `replace`, for bytes that come in parts because all of them would fill much memory.
    pub(super) fn replace_by_parts(
        &self,
        path: &Path,
        mut parts: impl Iterator<Item = Vec<u8>>,
    ) -> Result<(), DiskError> {
        let beside = with_ending(path, ".tmp");
        self.remove_file(&beside)?;
        let mut file = self.create(&beside, &[]).map_err(DiskError::at(Doing::Write, &beside))?;
        let written = parts.try_for_each(|part| file.write_all(&part)).inspect_err(|_| drop(fs::remove_file(&beside)));
        written.map_err(DiskError::at(Doing::Write, &beside))?;
        self.rename(&beside, path)
    }

    /// As `replace`, and back only when a power cut could not undo it.
    pub(super) fn replace_for_good(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        let beside = with_ending(path, ".tmp");
        self.remove_file(&beside)?;
        let file = self.create(&beside, bytes).map_err(DiskError::at(Doing::Write, &beside))?;
        file.sync_all().map_err(DiskError::at(Doing::Write, &beside))?;
        self.rename(&beside, path)?;
        sync_folder_of(path).map_err(DiskError::at(Doing::Write, path))
    }

    /// Moves a file or folder; a file that stands at `to` is replaced in the same moment.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        self.step(false).and_then(|()| fs::rename(from, to)).map_err(DiskError::at(Doing::Move, to))
    }

    /// Removes a file or a link, never what a link leads to. One that is not there is fine.
    pub(super) fn remove_file(&self, path: &Path) -> Result<(), DiskError> {
        self.step(false).and_then(|()| fs::remove_file(path)).or_else(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Ok(()),
            _ => Err(DiskError::at(Doing::Remove, path)(error)),
        })
    }

    /// Removes a folder where it is empty; leaves it, without an error, where it holds something.
    pub(super) fn remove_empty_folder(&self, path: &Path) -> Result<(), DiskError> {
        self.step(false).and_then(|()| fs::remove_dir(path)).or_else(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::DirectoryNotEmpty => Ok(()),
            _ => Err(DiskError::at(Doing::Remove, path)(error)),
        })
    }

    /// Removes a folder with all it holds, links as links; those in `but` stay, and the folders around them.
    pub(super) fn remove_tree(&self, root: &Path, but: &[PathBuf]) -> Result<(), DiskError> {
        for found in walkdir::WalkDir::new(root).contents_first(true) {
            let Ok(found) = found else { continue };
            if found.file_type().is_dir() {
                self.remove_empty_folder(found.path())?;
            } else if but.iter().all(|kept| kept != found.path()) {
                self.remove_file(found.path())?;
            }
        }
        Ok(())
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<File> {
        let step = self.step(true);
        #[cfg(test)]
        if step.is_err() {
            self.leave_half(path, bytes);
        }
        step?;
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        // A file cut short by a full disk takes the space that its removal gives back.
        file.write_all(bytes).inspect_err(|_| drop(fs::remove_file(path)))?;
        Ok(file)
    }

    #[cfg(not(test))]
    #[inline]
    fn step(&self, _takes_space: bool) -> io::Result<()> {
        Ok(())
    }
}

/// Writes one file whole or not at all; a reader sees the old bytes or the new ones. The permissions of the
/// file that was there stay. A link is replaced by the file: what it led to is not touched.
pub fn write_file_atomically(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}-{number}.tmp", process::id()));
    let write = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        file.write_all(bytes)?;
        if let Ok(old) = fs::symlink_metadata(path)
            && old.is_file()
        {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(|source| {
        // The first error is the one to tell; what is left beside goes where it can.
        let _ = fs::remove_file(&beside);
        DiskError::at(Doing::Write, path)(source)
    })
}

/// What stands at a path itself, links not followed.
pub(super) enum Seen {
    Nothing,
    File(Metadata),
    Folder(Metadata),
    /// A link, a pipe, a device.
    Other,
}

/// Looks at a path without following a link at its end.
pub(super) fn look(path: &Path) -> Result<Seen, DiskError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(Seen::File(found)),
        Ok(found) if found.is_dir() => Ok(Seen::Folder(found)),
        Ok(_) => Ok(Seen::Other),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Seen::Nothing),
        Err(error) => Err(DiskError::at(Doing::Read, path)(error)),
    }
}

/// A file's text; none where there is no such file or it is not text.
pub(super) fn read_text(path: &Path) -> Result<Option<String>, DiskError> {
    match look(path)? {
        Seen::File(_) => {}
        Seen::Nothing | Seen::Folder(_) | Seen::Other => return Ok(None),
    }
    match fs::read(path) {
        Ok(bytes) => Ok(String::from_utf8(bytes).ok()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(DiskError::at(Doing::Read, path)(error)),
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn sync_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_file_is_replaced_whole_and_keeps_its_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("answers.json");
        write_file_atomically(&path, b"one").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        write_file_atomically(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert!(fs::metadata(&path).unwrap().permissions().readonly());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn failures_are_sentences_with_a_next_step() {
        let error = write_file_atomically(Path::new("/nowhere/at/all"), b"").unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot write /nowhere/at/all: it has gone, or the folder around it; \
             run the command again, and look at the disk if it happens again"
        );
        let full = DiskError::at(Doing::Write, Path::new("a"))(ErrorKind::StorageFull.into());
        assert_eq!(full.to_string(), "cannot write a: the disk is full; free some space and run the command again");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_replaced_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        fs::write(&target, "kept").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        write_file_atomically(&link, b"new").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"kept");
        assert!(fs::symlink_metadata(&link).unwrap().is_file());
    }
}
