//! A site's folder in, the moments out at which it has changed and come to rest. Never reads a file.
//!
//! Traps of notify 8, each met: reading a file is an event (so a build would start the next one); files in a folder that
//! was just made are missed; a watch stays with a folder that was moved away, and is lost with one that was removed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, CreateKind, MetadataKind, ModifyKind, RenameMode};
use notify::{Config, ErrorKind, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, timeout_at};

use crate::source::{LOCK, SETTINGS, is_litter};

/// Folders of a site that are watched as a whole; the output and the cache, beside them, are not.
const FOLDERS: [&str; 3] = ["content", "themes", "responses"];

/// Rest after a file was closed or renamed: it is whole, and others may follow.
const REST_WHOLE: Duration = Duration::from_millis(3);
/// Rest after any other change: the file may still be written.
const REST: Duration = Duration::from_millis(20);
/// A folder that never comes to rest is looked at nonetheless.
const LONGEST: Duration = Duration::from_millis(250);
/// A new folder is looked at once more: what was put in at once may have been missed.
const LOOK_AGAIN: Duration = Duration::from_millis(250);
/// How often files are compared where the system tells of no changes.
const POLL: Duration = Duration::from_millis(400);

/// A change of the site's folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// The file is whole again.
    whole: bool,
    /// A folder came, or changes were lost.
    look_again: bool,
    /// `content`, `themes` or `responses` itself came or went.
    folders: bool,
    /// The system watches no more folders.
    exhausted: bool,
}

/// What has come to rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// The one file that changed, relative to the site; none where it may be more.
    pub file: Option<String>,
    /// What is worth saying.
    pub notice: Option<String>,
}

/// Changes that wait for rest.
struct Waiting {
    all: Change,
    /// The one file that they are of.
    file: Option<String>,
    first: Instant,
    rests: Instant,
}

/// Watches a site's folder.
pub(super) struct Watching {
    root: PathBuf,
    watcher: Option<Box<dyn Watcher>>,
    sender: UnboundedSender<(Change, Option<String>)>,
    changes: UnboundedReceiver<(Change, Option<String>)>,
    waiting: Option<Waiting>,
    again: Option<Instant>,
}

impl Watching {
    /// Watches a folder. Where the system cannot tell of changes, files are compared again and again, and the notice
    /// says why.
    pub fn start(root: &Path) -> (Watching, Option<String>) {
        // Some systems tell of changes by the real path.
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let (sender, changes) = unbounded_channel();
        let mut watching = Watching { root, watcher: None, sender, changes, waiting: None, again: None };
        let notice = watching.hear();
        (watching, notice)
    }

    fn hear(&mut self) -> Option<String> {
        let (root, sender) = (self.root.clone(), self.sender.clone());
        let watcher = RecommendedWatcher::new(move |told| send(&sender, &root, told), Config::default());
        let watched = watcher.and_then(|watcher| {
            self.watcher = Some(Box::new(watcher));
            self.watch_all()
        });
        watched.err().map(|error| self.poll(&error))
    }

    fn poll(&mut self, why: &notify::Error) -> String {
        let (root, sender) = (self.root.clone(), self.sender.clone());
        let config = Config::default().with_poll_interval(POLL);
        self.watcher = None;
        let watched = PollWatcher::new(move |told| send(&sender, &root, told), config).and_then(|watcher| {
            self.watcher = Some(Box::new(watcher));
            self.watch_all()
        });
        match watched {
            Ok(()) => {
                format!("Changes are looked for every {} ms, since the system tells of none: {why}", POLL.as_millis())
            }
            Err(error) => format!("Changes cannot be watched ({error}); start again to see them."),
        }
    }

    fn watch_all(&mut self) -> notify::Result<()> {
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        self.watch_folders()
    }

    /// Watches the folders that are there now, in place of any of that name which were watched before.
    fn watch_folders(&mut self) -> notify::Result<()> {
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        for folder in FOLDERS.map(|folder| self.root.join(folder)) {
            // One that was never watched, or is gone, is no trouble.
            let _ = watcher.unwatch(&folder);
            if let Err(error) = watcher.watch(&folder, RecursiveMode::Recursive)
                && folder.is_dir()
            {
                return Err(error);
            }
        }
        Ok(())
    }

    /// Waits for a change and until the folder has come to rest. May be dropped and called again; nothing is lost.
    pub async fn changed(&mut self) -> Changed {
        loop {
            let due = self.waiting.as_ref().map(|waiting| waiting.rests).or(self.again);
            let change = match due {
                Some(due) => timeout_at(due, self.changes.recv()).await,
                None => Ok(self.changes.recv().await),
            };
            match change {
                Ok(Some((change, file))) => self.wait(change, file),
                // This very struct holds a sender, so there is always one.
                Ok(None) => std::future::pending().await,
                Err(_) => return self.rested(),
            }
        }
    }

    fn wait(&mut self, change: Change, file: Option<String>) {
        let now = Instant::now();
        let file = file.filter(|file| self.waiting.as_ref().is_none_or(|waiting| waiting.file.as_ref() == Some(file)));
        let (all, first) =
            self.waiting.as_ref().map_or((Change::default(), now), |waiting| (waiting.all, waiting.first));
        let all = Change {
            whole: change.whole,
            look_again: all.look_again || change.look_again,
            folders: all.folders || change.folders,
            exhausted: all.exhausted || change.exhausted,
        };
        let rest = if change.whole { REST_WHOLE } else { REST };
        self.waiting = Some(Waiting { all, file, first, rests: (now + rest).min(first + LONGEST) });
    }

    fn rested(&mut self) -> Changed {
        // Where the whole folder was to be looked at again, it is now.
        let whole = self.again.take().is_some();
        let Some(Waiting { all: change, file, .. }) = self.waiting.take() else { return Changed::default() };
        if change.look_again || change.folders {
            self.again = Some(Instant::now() + LOOK_AGAIN);
        }
        if change.exhausted {
            let notice = self.poll(&notify::Error::new(ErrorKind::MaxFilesWatch));
            return Changed { file: None, notice: Some(notice) };
        }
        let watched = if change.folders { self.watch_folders() } else { Ok(()) };
        let notice = watched.err().map(|error| self.poll(&error));
        Changed { file: file.filter(|_| !whole && self.again.is_none()), notice }
    }
}

fn send(sender: &UnboundedSender<(Change, Option<String>)>, root: &Path, told: notify::Result<Event>) {
    let change = match told {
        Ok(event) => change(root, &event).map(|change| (change, only_file(root, &event))),
        Err(error) => {
            let exhausted = matches!(error.kind, ErrorKind::MaxFilesWatch);
            Some((Change { look_again: true, exhausted, ..Change::default() }, None))
        }
    };
    if let Some(change) = change {
        // The receiver lives as long as the watcher does.
        let _ = sender.send(change);
    }
}

/// What an event means for the site; none for one that changes nothing of it.
fn change(root: &Path, event: &Event) -> Option<Change> {
    if event.need_rescan() {
        return Some(Change { look_again: true, folders: true, ..Change::default() });
    }
    let (whole, moved) = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => (true, false),
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => return None,
        EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)) => (true, true),
        EventKind::Modify(ModifyKind::Name(_)) | EventKind::Create(_) | EventKind::Remove(_) => (false, true),
        EventKind::Any | EventKind::Modify(_) | EventKind::Other => (false, false),
    };
    let mut concerned = event.paths.iter().filter(|path| belongs(root, path)).peekable();
    concerned.peek()?;
    let folders = moved && concerned.clone().any(|path| FOLDERS.iter().any(|folder| *path == root.join(folder)));
    let came = match event.kind {
        EventKind::Create(CreateKind::Folder) => true,
        EventKind::Create(CreateKind::Any | CreateKind::Other) | EventKind::Modify(ModifyKind::Name(_)) => {
            concerned.any(|path| path.is_dir())
        }
        _ => false,
    };
    Some(Change { whole, look_again: came, folders, exhausted: false })
}

/// The one file of the site that an event is about, relative to the site.
fn only_file(root: &Path, event: &Event) -> Option<String> {
    let mut concerned = event.paths.iter().filter(|path| belongs(root, path));
    let file = concerned.next()?.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = file.components().map(|part| part.as_os_str().to_str()).collect();
    concerned.next().is_none().then_some(parts?.join("/"))
}

/// True for a path that may be part of the site. One outside of it was reached by a link.
fn belongs(root: &Path, path: &Path) -> bool {
    let Ok(relative) = path.strip_prefix(root) else { return true };
    let mut parts = relative.components().map(|part| part.as_os_str().to_string_lossy());
    match parts.next() {
        Some(top) if [SETTINGS, LOCK].contains(&&*top) => true,
        Some(top) if FOLDERS.contains(&&*top) => !parts.any(|part| is_litter(&part)),
        Some(_) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{DataChange, RemoveKind};

    fn of(kind: EventKind, paths: &[&str]) -> Option<Change> {
        let event = paths.iter().fold(Event::new(kind), |event, path| event.add_path(PathBuf::from(path)));
        change(Path::new("/site"), &event)
    }

    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));

    #[test]
    fn only_the_sites_own_files_count() {
        for path in [
            "/site/framewright.yaml",
            "/site/framewright.lock",
            "/site/content/briefs/x.md",
            "/site/themes/a/b.html",
            "/site/content",
        ] {
            assert!(of(WRITTEN, &[path]).is_some(), "{path}");
        }
        let others = [
            "/site",
            "/site/public/index.html",
            "/site/.framewright/lock",
            "/site/content/.x.md.swp",
            "/site/README.md",
        ];
        for path in others {
            assert_eq!(of(WRITTEN, &[path]), None, "{path}");
        }
    }

    #[test]
    fn reading_is_no_change() {
        let path = "/site/content/x.md";
        assert_eq!(of(EventKind::Access(AccessKind::Open(AccessMode::Any)), &[path]), None);
        assert_eq!(of(EventKind::Access(AccessKind::Close(AccessMode::Read)), &[path]), None);
        assert!(of(EventKind::Access(AccessKind::Close(AccessMode::Write)), &[path]).unwrap().whole);
    }

    #[test]
    fn a_rename_out_of_a_hidden_file_is_a_save() {
        let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        assert!(of(renamed, &["/site/content/.x.tmp", "/site/content/x.md"]).unwrap().whole);
        assert_eq!(of(renamed, &["/site/content/.x.tmp", "/site/content/.y.tmp"]), None);
    }

    #[test]
    fn a_save_names_the_one_file_that_it_is_of() {
        let only = |kind: EventKind, paths: &[&str]| {
            let event = paths.iter().fold(Event::new(kind), |event, path| event.add_path(PathBuf::from(path)));
            only_file(Path::new("/site"), &event)
        };
        let saved = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
        assert_eq!(only(WRITTEN, &["/site/content/a/x.md"]).as_deref(), Some("content/a/x.md"));
        assert_eq!(only(saved, &["/site/content/.x.tmp", "/site/content/x.md"]).as_deref(), Some("content/x.md"));
        assert_eq!(only(saved, &["/site/content/y.md", "/site/content/x.md"]), None);
        assert_eq!(only(WRITTEN, &["/elsewhere/x.md"]), None);
    }

    #[test]
    fn folders_that_come_and_go_are_watched_anew() {
        let made = of(EventKind::Create(CreateKind::Folder), &["/site/content"]).unwrap();
        assert!(made.look_again && made.folders);
        assert!(of(EventKind::Remove(RemoveKind::Folder), &["/site/themes"]).unwrap().folders);
        let below = of(EventKind::Create(CreateKind::Folder), &["/site/content/briefs"]).unwrap();
        assert!(below.look_again && !below.folders);
    }

    /// Where the system tells of no changes, all of this still has to work.
    #[test]
    fn files_are_compared_where_the_system_tells_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("content")).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let (mut watching, notice) = Watching::start(folder.path());
            assert_eq!(notice, None);
            let notice = watching.poll(&notify::Error::new(ErrorKind::MaxFilesWatch));
            assert!(notice.starts_with("Changes are looked for every 400 ms"), "{notice}");
            for text in ["one", "longer"] {
                std::fs::write(folder.path().join("content/x.md"), text).unwrap();
                let changed = tokio::time::timeout(Duration::from_secs(5), watching.changed()).await;
                assert_eq!(changed.unwrap().notice, None, "{text}");
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        });
    }
}
