//! A judged folder in, the right to write to it out: alone, with nothing half done in it. A folder that is new is
//! claimed as a hidden one beside it. Never makes a page.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::disk::{Disk, DiskError, Doing, Seen, look};
use super::guard::{Condition, Objection, Refusal, condition};
use super::journal;
use super::layout::{Layout, MARKER};
use super::lock::{self, Lock};
use super::manifest::encode_files;

/// The right to write.
pub(super) enum Claim {
    /// Into a hidden folder that becomes the output folder by one rename.
    Beside(Sibling),
    /// Into a folder that we made earlier.
    Within(Within),
}

/// A folder of ours, locked.
pub(super) struct Within {
    pub(super) layout: Layout,
    _lock: Lock,
}

/// How a folder is claimed that holds no site yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Beside,
    /// Where it cannot be replaced as a whole: a mount point, or a folder around it that we may not change.
    Within,
}

/// Claims a folder, waiting while another build has it.
pub(super) fn claim(disk: &Disk, folder: &Path, mut way: Way, waiting: &dyn Fn()) -> Result<Claim, Objection> {
    // Each turn ends the claim, or starts anew because another process was quicker.
    for _ in 0..1000 {
        match condition(folder)? {
            Condition::Ours => match Within::claim(disk, folder, waiting)? {
                Some(within) => return Ok(Claim::Within(within)),
                None => continue,
            },
            Condition::Empty if way == Way::Within || is_mount_point(folder) => adopt(disk, folder, waiting)?,
            before => match (Sibling::claim(disk, folder, waiting), before) {
                (Ok(Some(sibling)), _) => return Ok(Claim::Beside(sibling)),
                (Ok(None), _) => continue,
                (Err(Objection::Disk(_)), Condition::Empty) => way = Way::Within,
                (Err(objection), _) => return Err(objection),
            },
        }
    }
    Err(DiskError::at(Doing::Lock, folder)(ErrorKind::ResourceBusy.into()).into())
}

impl Within {
    fn claim(disk: &Disk, folder: &Path, waiting: &dyn Fn()) -> Result<Option<Within>, Objection> {
        let layout = Layout::of(folder);
        let Some(lock) = lock::wait(&layout.lock(), waiting)? else { return Ok(None) };
        if condition(folder)? != Condition::Ours {
            return Ok(None);
        }
        journal::settle(disk, &layout)?;
        sweep(disk, folder);
        Ok(Some(Within { layout, _lock: lock }))
    }
}

/// Makes an empty folder ours where it stands. The list of files comes before the marker, so that a folder with the
/// marker always says that nothing in it is ours yet.
fn adopt(disk: &Disk, folder: &Path, waiting: &dyn Fn()) -> Result<(), Objection> {
    let layout = Layout::of(folder);
    disk.make_folder(&layout.state())?;
    let Some(_lock) = lock::wait(&layout.lock(), waiting)? else { return Ok(()) };
    if condition(folder)? == Condition::Empty {
        disk.replace(&layout.files(), encode_files([].into_iter()).text.as_bytes())?;
        disk.replace(&layout.marker(), MARKER.as_bytes())?;
    }
    Ok(())
}

/// A hidden folder beside the one to be, locked; it goes when it is dropped before its move.
pub(super) struct Sibling {
    pub(super) layout: Layout,
    target: PathBuf,
    disk: Disk,
    /// Folders around the target that we made, outermost first.
    made: Vec<PathBuf>,
    moved: bool,
    _lock: Lock,
}

impl Sibling {
    fn claim(disk: &Disk, folder: &Path, waiting: &dyn Fn()) -> Result<Option<Sibling>, Objection> {
        let layout = sibling_of(folder)?;
        let mut made: Vec<PathBuf> =
            folder.ancestors().skip(1).take_while(|around| !around.exists()).map(Path::to_owned).collect();
        made.reverse();
        if let Some(around) = folder.parent() {
            disk.make_folders(around)?;
        }
        if !is_our_sibling(&layout)? {
            return Err(Refusal::Foreign(vec![layout.root]).into());
        }
        let state = disk.make_folder(&layout.root).and_then(|()| disk.make_folder(&layout.state()));
        match state {
            // Another process has just finished with it.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            other => other?,
        }
        let Some(lock) = lock::wait(&layout.lock(), waiting)? else { return Ok(None) };
        let (target, disk) = (folder.to_owned(), disk.clone());
        // From here on a failure takes it away again.
        let sibling = Sibling { layout, target, disk, made, moved: false, _lock: lock };
        if condition(folder)? == Condition::Ours {
            return Ok(None);
        }
        clear(&sibling.disk, &sibling.layout)?;
        sibling.disk.replace(&sibling.layout.marker(), MARKER.as_bytes())?;
        Ok(Some(sibling))
    }

    /// True where an empty folder stands at the target.
    pub(super) fn replaces_folder(&self) -> bool {
        matches!(look(&self.target), Ok(Seen::Folder(_)))
    }

    /// The one rename. The lock goes along with the folder, since its file is inside.
    pub(super) fn appear(mut self) -> Result<(), DiskError> {
        self.disk.rename(&self.layout.root, &self.target)?;
        self.moved = true;
        Ok(())
    }
}

impl Drop for Sibling {
    fn drop(&mut self) {
        if !self.moved {
            // Nobody can be told here; what stays is swept by the next command.
            let _ = remove_sibling(&self.disk, &self.layout);
            for folder in self.made.iter().rev() {
                let _ = self.disk.remove_empty_folder(folder);
            }
        }
    }
}

/// Removes the hidden folder that a killed first build left beside this one, unless a build is at work in it.
pub(super) fn sweep(disk: &Disk, folder: &Path) {
    let Ok(layout) = sibling_of(folder) else { return };
    let left_over = matches!(look(&layout.root), Ok(Seen::Folder(_))) && matches!(is_our_sibling(&layout), Ok(true));
    // What cannot be swept now is left to the next command: it harms no one.
    if left_over && let Ok(Some(_lock)) = lock::attempt(&layout.lock()) {
        let _ = remove_sibling(disk, &layout);
    } else if left_over && matches!(look(&layout.state()), Ok(Seen::Nothing)) {
        let _ = disk.remove_empty_folder(&layout.root);
    }
}

fn remove_sibling(disk: &Disk, layout: &Layout) -> Result<(), DiskError> {
    clear(disk, layout)?;
    disk.remove_file(&layout.marker())?;
    disk.remove_file(&layout.lock())?;
    disk.remove_empty_folder(&layout.state())?;
    disk.remove_empty_folder(&layout.root)
}

/// Removes all but the marker, without which the rest would not be known as ours, and the lock, without which another
/// build would begin.
fn clear(disk: &Disk, layout: &Layout) -> Result<(), DiskError> {
    disk.remove_tree(&layout.root, &[layout.marker(), layout.lock()])
}

fn sibling_of(folder: &Path) -> Result<Layout, Objection> {
    Layout::of(folder).sibling().ok_or_else(|| Refusal::Root(folder.to_owned()).into())
}

/// True where nothing stands at the hidden name, or a folder that a build of ours has begun.
fn is_our_sibling(layout: &Layout) -> Result<bool, Objection> {
    match condition(&layout.root) {
        Ok(_) => Ok(true),
        Err(Objection::Refused(_)) => Ok(false),
        Err(disk) => Err(disk),
    }
}

/// True where another disk begins at this folder, so that nothing can be moved onto it.
#[cfg(unix)]
fn is_mount_point(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let disk = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
    folder.parent().is_some_and(|around| disk(around) != disk(folder))
}

#[cfg(not(unix))]
fn is_mount_point(_: &Path) -> bool {
    false
}

/// Completes what a killed build left at this folder, without waiting for one that is at work.
pub(super) fn recover(disk: &Disk, folder: &Path) -> Result<bool, Objection> {
    let layout = Layout::of(folder);
    let ours = matches!(condition(folder), Ok(Condition::Ours));
    let begun = |path: &Path| !matches!(look(path), Ok(Seen::Nothing));
    let mut completed = false;
    if ours
        && (begun(&layout.journal()) || begun(&layout.stage()))
        && let Some(_lock) = lock::attempt(&layout.lock())?
    {
        completed = journal::settle(disk, &layout)?;
    }
    sweep(disk, folder);
    Ok(completed)
}
