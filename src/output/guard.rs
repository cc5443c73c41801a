//! An output folder as asked for in, the real folder out, or a refusal: a build must never overwrite the work of
//! a person. Looks at the disk, never changes it.

use std::fmt;
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use super::Target;
use super::disk::{DiskError, Doing, Seen, look};
use super::layout::{Layout, MARK, STATE};

/// Why a folder is not written to. The sentence gives the cause and the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The top of the file system.
    Root(PathBuf),
    /// The home folder, or one that holds it.
    Home(PathBuf),
    /// The folder of a site's `framewright.yaml`, this site's or another's.
    Site(PathBuf),
    /// A folder that holds something the site is made from.
    HoldsSource { folder: PathBuf, source: PathBuf },
    /// A folder inside one that the site is made from, the cache or a Git store.
    InsideSource { folder: PathBuf, source: PathBuf },
    /// A file or another thing that is no folder.
    NotFolder(PathBuf),
    /// A link to something that does not exist.
    DeadLink(PathBuf),
    /// A folder with something in it, which Framewright did not make.
    NotOurs { folder: PathBuf, found: String },
    /// Files that Framewright did not write, where pages must go.
    Foreign(Vec<PathBuf>),
    /// A link inside the output folder, where a folder must be: writing would go somewhere else.
    Link(PathBuf),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const OTHER: &str = "choose another folder, such as `--out public`";
        match self {
            Refusal::Root(_) => write!(f, "the site cannot go to the top of the file system; {OTHER}"),
            Refusal::Home(folder) => {
                write!(f, "the site cannot go to {}, which is or holds your home folder; {OTHER}", folder.display())
            }
            Refusal::Site(folder) => {
                write!(f, "the site cannot go to {}, where a site's source is; {OTHER}", folder.display())
            }
            Refusal::HoldsSource { folder, source } => {
                let (folder, source) = (folder.display(), source.display());
                write!(f, "the site cannot go to {folder}, which holds {source}, a part of its source; {OTHER}")
            }
            Refusal::InsideSource { folder, source } => {
                let (folder, source) = (folder.display(), source.display());
                write!(f, "the site cannot go to {folder}, inside {source}, which is not for finished pages; {OTHER}")
            }
            Refusal::NotFolder(path) => write!(f, "{} is not a folder; {OTHER}", path.display()),
            Refusal::DeadLink(path) => {
                write!(f, "{} is a link to something that does not exist; remove it or {OTHER}", path.display())
            }
            Refusal::NotOurs { folder, found } => {
                let folder = folder.display();
                write!(f, "{folder} holds files that Framewright did not write (such as {found}); empty it or {OTHER}")
            }
            Refusal::Foreign(files) => foreign(f, files),
            Refusal::Link(path) => {
                let path = path.display();
                write!(f, "{path} is a link, and the site would be written to where it leads; remove the link")
            }
        }
    }
}

impl std::error::Error for Refusal {}

fn foreign(f: &mut fmt::Formatter<'_>, files: &[PathBuf]) -> fmt::Result {
    for (at, file) in files.iter().take(3).enumerate() {
        write!(f, "{}{}", if at > 0 { ", " } else { "" }, file.display())?;
    }
    if files.len() > 3 {
        write!(f, " and {} more", files.len() - 3)?;
    }
    f.write_str(" stand where pages of the site must go, and Framewright did not write them; move them away")
}

/// Either kind of bad news about a folder.
#[derive(Debug)]
pub(super) enum Objection {
    Refused(Refusal),
    Disk(DiskError),
}

impl From<DiskError> for Objection {
    fn from(error: DiskError) -> Self {
        Objection::Disk(error)
    }
}

impl From<Refusal> for Objection {
    fn from(refusal: Refusal) -> Self {
        Objection::Refused(refusal)
    }
}

/// The real output folder, with links and `..` resolved, where a build may write to it as far as its place goes.
pub(super) fn judge(target: &Target, home: Option<&Path>) -> Result<PathBuf, Objection> {
    let folder = resolve(target.folder)?;
    if folder.parent().is_none() || folder.file_name().is_none() {
        return Err(Refusal::Root(folder).into());
    }
    let home = home.filter(|home| home.is_absolute()).and_then(|home| home.canonicalize().ok());
    if home.is_some_and(|home| home.starts_with(&folder)) {
        return Err(Refusal::Home(folder).into());
    }
    let site = resolve(target.site)?;
    if site == folder || is_site(&folder) {
        return Err(Refusal::Site(folder).into());
    }
    if site.starts_with(&folder) {
        return Err(Refusal::HoldsSource { folder, source: site }.into());
    }
    let own = [site.join("content"), site.join("themes"), site.join(STATE)];
    for source in own.iter().map(PathBuf::as_path).chain(target.inputs.iter().copied()) {
        let source = resolve(source)?;
        if source.starts_with(&folder) {
            return Err(Refusal::HoldsSource { folder, source }.into());
        }
        if folder.starts_with(&source) {
            return Err(Refusal::InsideSource { folder, source }.into());
        }
    }
    match forbidden_around(&folder) {
        Some(source) => Err(Refusal::InsideSource { folder, source }.into()),
        None => Ok(folder),
    }
}

/// A folder around this one that belongs to a tool or to another site's source.
fn forbidden_around(folder: &Path) -> Option<PathBuf> {
    let around = folder.ancestors().find(|around| {
        let name = around.file_name().unwrap_or_default();
        let of_a_tool = name == STATE || name == ".git";
        let of_a_site = (name == "content" || name == "themes") && around.parent().is_some_and(is_site);
        of_a_tool || of_a_site
    });
    around.map(Path::to_owned)
}

fn is_site(folder: &Path) -> bool {
    folder.join("framewright.yaml").exists()
}

/// A path without links or `..`, whether it exists or not.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, Objection> {
    let read = |path: &Path, error| Objection::Disk(DiskError::at(Doing::Read, path)(error));
    let whole = std::path::absolute(path).map_err(|error| read(path, error))?;
    let mut real = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::Prefix(_) | Component::RootDir => real.push(part),
            Component::CurDir => {}
            // `real` has no link in it by now, so what is around it is its parent.
            Component::ParentDir => drop(real.pop()),
            Component::Normal(name) => {
                real.push(name);
                if matches!(look(&real)?, Seen::Other) {
                    real = real.canonicalize().map_err(|error| match error.kind() {
                        ErrorKind::NotFound => Refusal::DeadLink(real.clone()).into(),
                        _ => read(&real, error),
                    })?;
                }
            }
        }
    }
    Ok(real)
}

/// How an output folder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    Absent,
    /// Nothing in it, but perhaps the beginning of our own notes.
    Empty,
    /// Made by us.
    Ours,
}

/// Looks whether we may write into a folder as far as what it holds goes.
pub(super) fn condition(folder: &Path) -> Result<Condition, Objection> {
    match look(folder)? {
        Seen::Nothing => return Ok(Condition::Absent),
        Seen::File(_) | Seen::Other => return Err(Refusal::NotFolder(folder.to_owned()).into()),
        Seen::Folder(_) => {}
    }
    let layout = Layout::of(folder);
    match look(&layout.state())? {
        Seen::Folder(_) if is_marked(&layout) => return Ok(Condition::Ours),
        Seen::Other => return Err(Refusal::Link(layout.state()).into()),
        Seen::Nothing | Seen::File(_) | Seen::Folder(_) => {}
    }
    match first_of_others(folder) {
        Ok(None) => Ok(Condition::Empty),
        Ok(Some(found)) => Err(Refusal::NotOurs { folder: folder.to_owned(), found }.into()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Condition::Absent),
        Err(error) => Err(DiskError::at(Doing::Read, folder)(error).into()),
    }
}

fn is_marked(layout: &Layout) -> bool {
    let mut start = [0; MARK.len()];
    let path = layout.marker();
    let is_file = matches!(look(&path), Ok(Seen::File(_)));
    is_file && fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == MARK.as_bytes()
}

/// The first name, in order, of what is in a folder beside our own notes.
fn first_of_others(folder: &Path) -> io::Result<Option<String>> {
    let mut first: Option<String> = None;
    for found in fs::read_dir(folder)? {
        let name = found?.file_name().to_string_lossy().into_owned();
        if name != STATE && first.as_ref().is_none_or(|first| name < *first) {
            first = Some(name);
        }
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(folder: &Path, site: &Path, inputs: &[&Path], home: Option<&Path>) -> Option<Refusal> {
        let target = Target { inputs, ..Target::new(folder, site) };
        let judged = judge(&target, home).and_then(|folder| condition(&folder));
        match judged {
            Ok(_) => None,
            Err(Objection::Refused(refusal)) => Some(refusal),
            Err(Objection::Disk(error)) => panic!("{error}"),
        }
    }

    fn site() -> (tempfile::TempDir, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let site = home.path().canonicalize().unwrap().join("site");
        for folder in ["content/briefs", "themes", "empty", "full", ".git"] {
            fs::create_dir_all(site.join(folder)).unwrap();
        }
        fs::write(site.join("framewright.yaml"), "").unwrap();
        fs::write(site.join("full/essay.txt"), "").unwrap();
        (home, site)
    }

    #[test]
    fn folders_of_people_are_refused() {
        let (home, site) = site();
        let home = home.path();
        let judged = |folder: &str| refusal(&site.join(folder), &site, &[], Some(home));
        assert!(matches!(judged(""), Some(Refusal::Site(_))));
        assert!(matches!(judged("content/.."), Some(Refusal::Site(_))));
        assert!(matches!(
            judged("public/../content"),
            Some(Refusal::HoldsSource { .. } | Refusal::InsideSource { .. })
        ));
        for inside in ["content/briefs/x", "themes/public", ".framewright/public", ".git/public", "a/.framewright/b"] {
            assert!(matches!(judged(inside), Some(Refusal::InsideSource { .. })), "{inside}");
        }
        assert!(matches!(judged("framewright.yaml"), Some(Refusal::NotFolder(_))));
        assert!(matches!(judged("full"), Some(Refusal::NotOurs { found, .. }) if found == "essay.txt"));
        assert!(matches!(judged(".."), Some(Refusal::Home(_))));
        assert!(matches!(judged("../.."), Some(Refusal::Home(_))));
        assert!(matches!(refusal(Path::new("/"), &site, &[], None), Some(Refusal::Root(_))));
        assert!(matches!(refusal(&site.join(".."), &site, &[], None), Some(Refusal::HoldsSource { .. })));
    }

    #[test]
    fn new_and_empty_folders_are_fine_in_the_site_and_elsewhere() {
        let (home, site) = site();
        for folder in ["public", "a/b/c", "empty", "../elsewhere", "content/../public", "content-2"] {
            assert_eq!(refusal(&site.join(folder), &site, &[], Some(home.path())), None, "{folder}");
        }
    }

    #[test]
    fn another_sites_source_and_other_inputs_are_refused() {
        let (_home, site) = site();
        let own = site.join("../own");
        fs::create_dir_all(&own).unwrap();
        assert!(matches!(refusal(&site, &own, &[], None), Some(Refusal::Site(_))));
        assert!(matches!(refusal(&site.join("content/x"), &own, &[], None), Some(Refusal::InsideSource { .. })));
        let answers = site.join("answers/2024");
        let judged = |folder: &str| refusal(&site.join(folder), &site, &[&answers], None);
        assert!(matches!(judged("answers"), Some(Refusal::HoldsSource { .. })));
        assert!(matches!(judged("answers/2024/public"), Some(Refusal::InsideSource { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_seen_through() {
        use std::os::unix::fs::symlink;
        let (_home, site) = site();
        symlink(site.join("content"), site.join("public")).unwrap();
        assert!(matches!(refusal(&site.join("public"), &site, &[], None), Some(Refusal::HoldsSource { .. })));
        assert!(matches!(refusal(&site.join("public/x"), &site, &[], None), Some(Refusal::InsideSource { .. })));
        symlink(site.join("nothing"), site.join("dead")).unwrap();
        assert!(matches!(refusal(&site.join("dead"), &site, &[], None), Some(Refusal::DeadLink(_))));
        symlink(site.join("empty"), site.join("alias")).unwrap();
        assert_eq!(refusal(&site.join("alias"), &site, &[], None), None);
        symlink(&site, site.join("empty/.framewright")).unwrap();
        assert!(matches!(refusal(&site.join("empty"), &site, &[], None), Some(Refusal::Link(_))));
    }

    #[test]
    fn sentences_name_cause_and_next_step() {
        let files = ["a", "b", "c", "d"].map(PathBuf::from).to_vec();
        assert_eq!(
            Refusal::Foreign(files).to_string(),
            "a, b, c and 1 more stand where pages of the site must go, and Framewright did not write them; move them away"
        );
        let found = "essay.txt".to_owned();
        assert_eq!(
            Refusal::NotOurs { folder: "out".into(), found }.to_string(),
            "out holds files that Framewright did not write (such as essay.txt); \
             empty it or choose another folder, such as `--out public`"
        );
    }
}
