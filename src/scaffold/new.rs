//! A folder and a title in, a small site in that folder out, with a sample of each kind. Never writes into a folder
//! that holds anything.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Demo, yaml};
use crate::source::SETTINGS;
use crate::text::slug;

/// The files of a new site. The settings come last: before them, a folder is no site.
const FILES: [(&str, &str); 11] = [
    (".gitignore", include_str!("site/gitignore")),
    ("content/briefs/paid-time.md", include_str!("site/content/briefs/paid-time.md")),
    ("content/collaboratives/time-together.md", include_str!("site/content/collaboratives/time-together.md")),
    ("content/drivers/paid-time.md", include_str!("site/content/drivers/paid-time.md")),
    ("content/examples/hillside.md", include_str!("site/content/examples/hillside.md")),
    ("content/frameworks/strong-start.md", include_str!("site/content/frameworks/strong-start.md")),
    ("content/guides/paid-time.md", include_str!("site/content/guides/paid-time.md")),
    ("content/pages/about.md", include_str!("site/content/pages/about.md")),
    ("content/references.yaml", include_str!("site/content/references.yaml")),
    ("content/terms/primary-driver.md", include_str!("site/content/terms/primary-driver.md")),
    (SETTINGS, include_str!("site/framewright.yaml")),
];

/// What a folder may hold and still count as empty: it is there before a person has put anything in.
const NOTHING: [&str; 3] = [".git", ".DS_Store", "desktop.ini"];

/// A site to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSite {
    pub folder: PathBuf,
    /// What readers call the site.
    pub title: String,
    /// Made of the folder's name, or of the title.
    pub id: String,
    /// A demonstration in the place of samples.
    pub demo: Option<Demo>,
}

/// Why no site was made.
#[derive(Debug)]
pub enum NotMade {
    /// The folder holds something, such as this.
    NotEmpty { folder: PathBuf, found: String },
    /// A site is there already.
    Site(PathBuf),
    /// A file stands where the folder should be.
    NotFolder(PathBuf),
    /// The disk said no. What had been written was taken away again.
    Disk { path: PathBuf, error: io::Error },
}

impl NewSite {
    /// A site in a folder, under a title or the folder's own name.
    pub fn new(folder: &Path, title: Option<&str>) -> NewSite {
        let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let name = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let given = title.map(yaml::one_line).filter(|title| !title.is_empty());
        let title = given.unwrap_or_else(|| spelled_out(&name));
        let id = [slug(&name), slug(&title)].into_iter().find(|slug| !slug.is_empty());
        NewSite { folder: folder.to_owned(), title, id: id.unwrap_or_else(|| "site".to_owned()), demo: None }
    }

    /// The site's files, by their paths in the folder. The settings come last.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, String)> {
        let files = self.demo.map_or_else(|| FILES.to_vec(), |demo| demo.files(&FILES));
        let made = self.demo.map_or_else(Vec::new, |demo| demo.made(&self.id));
        let kept = files.into_iter().map(|(path, text)| {
            // A checkout with Windows line ends must not change what is written.
            let mut text = text.replace("\r\n", "\n");
            if self.demo.is_some() && path.ends_with(".md") {
                // A demonstration shows its samples.
                text = text.replace("draft: true\n", "");
            }
            if path == SETTINGS {
                text = text.replace("{title}", &yaml::scalar(&self.title));
            }
            if path == SETTINGS || path.ends_with(".json") {
                text = text.replace("{id}", &self.id);
            }
            (path, text)
        });
        made.into_iter().chain(kept)
    }

    /// Writes the site.
    ///
    /// # Errors
    /// Where the folder is not empty, or the disk says no; then nothing of it stays.
    pub fn write(&self) -> Result<(), NotMade> {
        self.judge()?;
        let mut written = Vec::new();
        let result = self.write_all(&mut written);
        if result.is_err() {
            // What cannot be taken away either is no site yet, since the settings come last.
            written.iter().rev().for_each(|path| remove(path));
        }
        result
    }

    fn judge(&self) -> Result<(), NotMade> {
        let folder = &self.folder;
        let at = |error| NotMade::Disk { path: folder.clone(), error };
        match fs::metadata(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(at(error)),
            Ok(meta) if !meta.is_dir() => return Err(NotMade::NotFolder(folder.clone())),
            Ok(_) => {}
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).map_err(at)? {
            names.push(entry.map_err(at)?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        if names.iter().any(|name| name == SETTINGS) {
            return Err(NotMade::Site(folder.clone()));
        }
        match names.into_iter().find(|name| !NOTHING.contains(&name.as_str())) {
            Some(found) => Err(NotMade::NotEmpty { folder: folder.clone(), found }),
            None => Ok(()),
        }
    }

    fn write_all(&self, written: &mut Vec<PathBuf>) -> Result<(), NotMade> {
        for (path, text) in self.files() {
            let path = self.folder.join(path);
            if let Some(around) = path.parent() {
                make_folders(around, written)?;
            }
            written.push(path.clone());
            write_new(&path, &text).map_err(|error| NotMade::Disk { path, error })?;
        }
        Ok(())
    }
}

/// Makes a folder and those around it, and notes those that were not there.
fn make_folders(folder: &Path, made: &mut Vec<PathBuf>) -> Result<(), NotMade> {
    let missing: Vec<&Path> =
        folder.ancestors().take_while(|around| !around.as_os_str().is_empty() && !around.exists()).collect();
    for path in missing.into_iter().rev() {
        fs::create_dir(path).map_err(|error| NotMade::Disk { path: path.to_owned(), error })?;
        made.push(path.to_owned());
    }
    Ok(())
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

fn remove(path: &Path) {
    // A file, or a folder that is empty again.
    let _ = fs::remove_file(path).or_else(|_| fs::remove_dir(path));
}

/// A folder's name as a title: `my-site` is "My site".
fn spelled_out(name: &str) -> String {
    let words = name
        .split(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '-' | '_' | '.'))
        .filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "New site".to_owned(),
    }
}

impl fmt::Display for NotMade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotMade::NotEmpty { folder, found } => {
                let folder = folder.display();
                write!(f, "{folder} is not empty (it holds {found}); name a folder that is new or empty")
            }
            NotMade::Site(folder) => {
                let folder = folder.display();
                write!(f, "{folder} holds a site already; to see it: framewright serve {folder} --open")
            }
            NotMade::NotFolder(path) => write!(f, "{} is a file; name a folder that is new or empty", path.display()),
            NotMade::Disk { path, error } => {
                write!(f, "cannot write {}: {error}; nothing was made", path.display())
            }
        }
    }
}

impl std::error::Error for NotMade {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Drafts;
    use crate::model::Kind;
    use crate::source::{Disk, Memory};

    fn site(title: Option<&str>) -> Memory {
        let new = NewSite::new(Path::new("my-site"), title);
        Memory { files: new.files().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect() }
    }

    #[test]
    fn a_new_site_has_no_finding_and_one_of_each_kind() {
        for title in [None, Some("Pay: \"a start\" & it's #1"), Some("no"), Some("日本")] {
            let world = site(title);
            for drafts in [Drafts::Shown, Drafts::Hidden] {
                let (site, found) = crate::read(&world, drafts);
                assert!(found.is_empty(), "{title:?} {drafts:?}: {found:?}");
                assert_eq!(site.settings.title.plain, title.unwrap_or("My site"));
                assert_eq!(site.settings.id, "my-site");
            }
            let (site, _) = crate::read(&world, Drafts::Shown);
            assert!(Kind::ALL.into_iter().all(|kind| site.of_kind(kind).count() == 1));
        }
    }

    #[test]
    fn a_demonstration_has_no_finding_and_says_that_it_is_invented() {
        for demo in Demo::ALL {
            let new = NewSite { demo: Some(demo), ..NewSite::new(Path::new("try"), None) };
            let files = new.files().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect();
            let world = Memory { files };
            let (site, found) = crate::read(&world, Drafts::Hidden);
            assert!(found.is_empty(), "{found:?}");
            let mark = match demo {
                Demo::Team => "Sample: ",
                Demo::Collaborative => "Invented: ",
            };
            for entry in site.entries.iter().filter(|entry| !matches!(entry.kind, Kind::Term | Kind::Page)) {
                assert!(entry.title.plain.starts_with(mark), "{}", entry.id);
            }
        }
    }

    #[test]
    fn what_is_a_sample_says_so_and_is_a_draft() {
        let (site, _) = crate::read(&site(None), Drafts::Hidden);
        for entry in &site.entries {
            let says = entry.title.plain.starts_with("Sample: ");
            assert_eq!(entry.draft, says, "{}", entry.id);
            assert_eq!(entry.draft, !matches!(entry.kind, Kind::Page | Kind::Term), "{}", entry.id);
        }
    }

    #[test]
    fn a_demonstration_is_published_and_its_team_disagrees() {
        let new = NewSite { demo: Some(Demo::Team), ..NewSite::new(Path::new("my-demo"), None) };
        let files: std::collections::BTreeMap<&str, String> = new.files().collect();
        let world = Memory {
            files: files.iter().map(|(path, text)| ((*path).to_owned(), text.clone().into_bytes())).collect(),
        };
        let (site, found) = crate::read(&world, Drafts::Hidden);
        assert!(found.is_empty(), "{found:?}");
        assert!(site.entries.iter().all(|entry| !entry.draft));
        let guides = crate::answers::report::asked(&site);
        let asked = &guides["paid-time"];
        let saved: Vec<&String> =
            files.iter().filter(|(path, _)| path.starts_with("responses/")).map(|(_, text)| text).collect();
        assert_eq!(saved.len(), 8);
        let mut levels = std::collections::BTreeSet::new();
        for text in &saved {
            let file = crate::answers::read(text.as_bytes()).unwrap();
            let round = &file[0].rounds()[0];
            assert_eq!(round.member("site").and_then(|id| id.text()), Some("my-demo"));
            assert!(text.contains("(invented)"));
            let sheets = round.member("sheets").and_then(|sheets| sheets.object()).unwrap();
            let sheet = sheets.values().next().unwrap();
            assert!(sheet.object().unwrap().keys().all(|item| asked.drivers.contains_key(&item.0)), "{text}");
            levels.insert(sheet.member("on-schedule").unwrap().member("level").unwrap().canonical());
        }
        assert!(levels.len() > 2, "they see it differently");
    }

    #[test]
    fn the_teams_of_a_demonstration_are_counted_and_answered_what_is_asked() {
        let new = NewSite { demo: Some(Demo::Collaborative), ..NewSite::new(Path::new("my-demo"), None) };
        let files = new.files().map(|(path, text)| (path.to_owned(), text.into_bytes()));
        let world = Memory { files: files.collect() };
        let edition = crate::graph::Edition { drafts: Drafts::Hidden, audience: crate::graph::Audience::Private };
        let (site, found) = crate::read(&world, edition);
        assert!(found.is_empty(), "{found:?}");
        let all = site.roll_ups.values().next().unwrap();
        assert_eq!((all.read, all.counted), (21, 20));
        let told: Vec<_> = all.tables.iter().map(|table| table.about as usize).collect();
        assert_eq!(told, [0, 1, 2, 3]);
        let cells = || all.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        assert!(cells().any(Option::is_none) && cells().flatten().count() > 30);
        // The wording hashes are those of what the guide asks.
        let guides = crate::answers::report::asked(&site);
        let oak = crate::answers::read(&world.files["responses/oak.framewright.json"]).unwrap();
        let sheets = oak[0].rounds()[1].member("sheets").and_then(|sheets| sheets.object()).unwrap();
        for sheet in sheets.values() {
            for item in &guides["ready-for-steady-teams"].items {
                let hash = crate::answers::definition::wording(&item.text);
                let own = sheet.member(&item.id).and_then(|own| own.member("wording")).unwrap().canonical();
                assert!(own.contains(&hash), "{}", item.id);
            }
        }
    }

    #[test]
    fn names_become_titles_and_ids() {
        let of = |folder, title| {
            let NewSite { title, id, .. } = NewSite::new(Path::new(folder), title);
            (title, id)
        };
        assert_eq!(of("my_new-site", None), ("My new site".to_owned(), "my-new-site".to_owned()));
        assert_eq!(of("x", Some("Strong Start")), ("Strong Start".to_owned(), "x".to_owned()));
        assert_eq!(of("/", None), ("New site".to_owned(), "new-site".to_owned()));
        assert_eq!(of("日本", Some("日本")).1, "site");
    }

    #[test]
    fn it_is_written_into_an_empty_folder_alone() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("deep/site");
        let new = NewSite::new(&folder, None);
        new.write().unwrap();
        let (_, found) = crate::read(&Disk::open(&folder).unwrap(), Drafts::Shown);
        assert!(found.is_empty());
        assert!(matches!(new.write(), Err(NotMade::Site(_))));
        fs::remove_file(folder.join(SETTINGS)).unwrap();
        assert!(matches!(new.write(), Err(NotMade::NotEmpty { .. })));
        let file = NewSite::new(&folder.join(".gitignore"), None);
        assert!(matches!(file.write(), Err(NotMade::NotFolder(_))));
        let cloned = temporary.path().join("cloned");
        fs::create_dir_all(cloned.join(".git")).unwrap();
        NewSite::new(&cloned, None).write().unwrap();
    }

    #[test]
    fn nothing_stays_of_a_site_that_could_not_be_made() {
        let temporary = tempfile::tempdir().unwrap();
        // Inside a file there is no room for a folder.
        let file = temporary.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(NewSite::new(&file.join("x/site"), None).write().is_err());
        assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 1);
    }
}
