//! A folder as typed in, a site's folder out, or a sentence that says where the site is instead.

use std::fs;
use std::path::{Path, PathBuf};

use framewright::diag::nearest;
use framewright::graph::{Audience, Opened};
use framewright::output;
use framewright::source::{Disk, SETTINGS};

use super::{Failure, streams};

/// The folder of finished pages, where no other is named.
pub const PUBLIC: &str = "public";
/// The same of the copy that is opened from a folder.
const OFFLINE: &str = "offline";

/// The same of the edition for the coordinator alone.
const PRIVATE: &str = "private";

/// The folder that a build writes to where no other is named.
pub fn usual(audience: Audience, opened: Opened) -> &'static str {
    match (audience, opened) {
        (Audience::Private, Opened::OnHost | Opened::FromFolder) => PRIVATE,
        (Audience::Public, Opened::OnHost) => PUBLIC,
        (Audience::Public, Opened::FromFolder) => OFFLINE,
    }
}

/// Opens a site's folder. A build that was interrupted there is completed first.
pub fn open(folder: &Path) -> Result<Disk, Failure> {
    if !has_site(folder) {
        return Err(Failure::Usage(NoSite::of(folder).sentence()));
    }
    // What stands in the way of that is told by the build that needs it.
    if let Ok(true) = output::recover(&folder.join(PUBLIC)) {
        streams::note("A build that had been interrupted is now complete.");
    }
    Disk::open(folder).map_err(|error| Failure::Usage(format!("the folder {} cannot be read: {error}", shown(folder))))
}

/// True where a folder has settings.
pub fn has_site(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(SETTINGS)).is_ok()
}

/// Why a folder has no site, and where the site probably is.
pub struct NoSite {
    pub reason: String,
    pub remedy: Option<String>,
}

impl NoSite {
    /// Looks around for what was meant.
    pub fn of(folder: &Path) -> NoSite {
        let place = if is_here(folder) { "this folder".to_owned() } else { format!("the folder {}", shown(folder)) };
        match fs::metadata(folder) {
            Err(_) => {
                let remedy = Some("look at how its name is written".to_owned());
                return NoSite { reason: format!("there is no folder {}", shown(folder)), remedy };
            }
            Ok(meta) if !meta.is_dir() => {
                let remedy = Some(format!("name the folder that holds {SETTINGS}"));
                return NoSite { reason: format!("{} is not a folder", shown(folder)), remedy };
            }
            Ok(_) => {}
        }
        let missing = format!("there is no {SETTINGS} in {place}");
        if let Some(name) = misspelt(folder) {
            let reason = format!("{missing}, but there is {name}");
            return NoSite { reason, remedy: Some(format!("rename it to {SETTINGS}")) };
        }
        match elsewhere(folder) {
            Some(other) => {
                let reason = format!("{missing}, but there is one in {}", shown(&other));
                NoSite { reason, remedy: Some(format!("name it: `--site {}`", quoted(&shown(&other)))) }
            }
            None => NoSite { reason: format!("{missing}, so it is no site"), remedy: None },
        }
    }

    /// The whole sentence, for a command that needs a site.
    pub fn sentence(&self) -> String {
        const OTHERWISE: &str = "go to your site's folder, name it by --site, or make one: framewright new my-site";
        format!("{}; {}", self.reason, self.remedy.as_deref().unwrap_or(OTHERWISE))
    }
}

/// A file that was probably meant to be the settings.
fn misspelt(folder: &Path) -> Option<String> {
    let names = names_in(folder);
    let likely = |name: &&String| {
        let lower = name.to_lowercase();
        [".yaml", ".yml", ".txt"].iter().any(|end| lower.ends_with(end))
    };
    let likely: Vec<&str> = names.iter().filter(likely).map(String::as_str).collect();
    nearest(SETTINGS, likely.iter().copied()).map(str::to_owned)
}

/// A site in a folder around this one or just below it.
fn elsewhere(folder: &Path) -> Option<PathBuf> {
    let around = above(folder).map(|site| relative(folder, &site));
    around.or_else(|| names_in(folder).into_iter().map(|name| folder.join(name)).find(|below| has_site(below)))
}

/// The site in whose folder this one lies.
pub fn above(folder: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(folder).ok()?;
    let whole = fs::canonicalize(&whole).unwrap_or(whole);
    whole.ancestors().skip(1).find(|around| has_site(around)).map(Path::to_owned)
}

/// A folder around another, as one would type it.
fn relative(folder: &Path, around: &Path) -> PathBuf {
    let steps =
        fs::canonicalize(folder).ok().and_then(|whole| Some(whole.strip_prefix(around).ok()?.components().count()));
    match steps {
        Some(steps) if is_here(folder) => PathBuf::from(vec![".."; steps].join("/")),
        _ => around.to_owned(),
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// True for the current folder as it is named where none is.
pub fn is_here(folder: &Path) -> bool {
    folder == Path::new(".")
}

/// A path as people write it: without `./` in front.
pub fn shown(path: &Path) -> String {
    let bare = path.strip_prefix(".").unwrap_or(path);
    if bare.as_os_str().is_empty() { ".".to_owned() } else { bare.display().to_string() }
}

/// A path that can be pasted into a command.
pub fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/\\._-~:+@%".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("\"{path}\"") }
}

/// ` --site DIR` where a command needs it to find this site.
pub fn option(folder: &Path) -> String {
    if is_here(folder) { String::new() } else { format!(" --site {}", quoted(&shown(folder))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_for_the_settings_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let no_site = |folder: &Path| NoSite::of(folder).sentence();
        assert!(no_site(folder.path()).contains("framewright new"));
        for name in ["framework.yaml", "framewright.yml", "Framewright.yaml.txt", "framewrite.yaml"] {
            let file = folder.path().join(name);
            fs::write(&file, "").unwrap();
            assert!(no_site(folder.path()).contains(&format!("but there is {name}; rename it")), "{name}");
            fs::remove_file(file).unwrap();
        }
        fs::write(folder.path().join("mkdocs.yml"), "").unwrap();
        assert!(!no_site(folder.path()).contains("mkdocs"));
        assert!(no_site(&folder.path().join("mkdocs.yml")).contains("is not a folder"));
        assert!(no_site(&folder.path().join("none")).contains("there is no folder"));
    }

    #[test]
    fn a_site_nearby_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let no_site = |folder: &Path| NoSite::of(folder).sentence();
        let site = folder.path().join("my site");
        fs::create_dir_all(site.join("content/briefs")).unwrap();
        fs::write(site.join(SETTINGS), "").unwrap();
        assert!(no_site(folder.path()).ends_with("my site\"`"));
        assert!(no_site(&site.join("content/briefs")).contains("but there is one in"));
        assert!(above(&site.join("content/new")).is_some() && above(&site).is_none());
    }
}
