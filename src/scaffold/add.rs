//! A kind and values in, a new entry out: its keys are those of the table of kinds, its names are looked up in the site
//! before anything is written. Never asks, never overwrites.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{skeleton, yaml};
use crate::diag::{Code, FileId, Findings, Level, Texts};
use crate::graph::{Drafts, Site};
use crate::model::{Details, Key, Kind, Named, PlaceId, Shape, keys_of};
use crate::source::{CONTENT, Files, Listed, World};
use crate::text::{is_id, slug};

/// Longest id made of a title, in characters: it becomes a part of addresses that people read.
const LONGEST: usize = 60;

/// One value as the command line takes it: a key, or a part of a key that has keys of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Without the dashes in front: `demonstrates`, `period-start`.
    pub name: String,
    pub key: &'static Key,
    /// The part of the key that it sets, such as the start of a period.
    pub part: Option<&'static Key>,
    pub required: bool,
}

impl Flag {
    fn of(key: &'static Key, part: Option<&'static Key>) -> Flag {
        let name = match part {
            Some(part) => format!("{}-{}", key.name, part.name),
            None => key.name.to_owned(),
        };
        let required = key.required && part.is_none_or(|part| part.required);
        Flag { name: name.replace('_', "-"), key, part, required }
    }

    /// What its values are.
    pub fn shape(&self) -> Shape {
        self.part.unwrap_or(self.key).shape
    }

    /// One line on what it means.
    pub fn about(&self) -> &'static str {
        self.part.unwrap_or(self.key).about
    }

    /// How a value looks on a command line.
    pub fn placeholder(&self) -> &'static str {
        match self.shape() {
            Shape::List(each) => one_word(*each),
            other => one_word(other),
        }
    }

    /// A value as one would type it.
    pub fn sample(&self) -> String {
        let sample = self.part.unwrap_or(self.key).sample;
        match self.shape() {
            Shape::List(Shape::Record(_)) | Shape::Map(_) => self.placeholder().to_owned(),
            Shape::List(_) => sample.trim_matches(['[', ']']).to_owned(),
            _ => sample.to_owned(),
        }
    }

    /// True where it may be given more than once.
    pub fn repeats(&self) -> bool {
        matches!(self.shape(), Shape::List(_) | Shape::Map(_))
    }

    /// True where one value may hold several, with commas between them; a sentence has commas of its own.
    pub fn splits(&self) -> bool {
        matches!(self.shape(), Shape::List(Shape::Name(_) | Shape::Text | Shape::Id | Shape::Address | Shape::Place))
    }
}

fn one_word(shape: Shape) -> &'static str {
    match shape {
        Shape::Inline | Shape::Text => "TEXT",
        Shape::Id => "ID",
        Shape::Date => "DATE",
        Shape::Count | Shape::Number => "NUMBER",
        Shape::Choice(_) => "WORD",
        Shape::Flag => "true|false",
        Shape::Place => "CODE",
        Shape::Url => "URL",
        Shape::Address => "ADDRESS",
        Shape::Color => "COLOR",
        Shape::Language => "LANGUAGE",
        Shape::File => "FILE",
        Shape::Name(Named::Citation) => "CITATION",
        Shape::Name(_) => "NAME",
        Shape::Record(_) => "[ID=]TITLE",
        Shape::Map(_) => "NAME=VALUE",
        Shape::List(_) => "LIST",
    }
}

/// Every flag of a kind, in the order of the table.
pub fn flags(kind: Kind) -> Vec<Flag> {
    let of = |key: &'static Key| match key.shape {
        Shape::Record(parts) => parts.iter().map(|part| Flag::of(key, Some(part))).collect(),
        _ => vec![Flag::of(key, None)],
    };
    keys_of(kind).flat_map(of).collect()
}

/// What a person asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub kind: Kind,
    /// Made of the title where it is not given.
    pub id: Option<String>,
    /// Values by the name of their flag.
    pub values: BTreeMap<String, Vec<String>>,
}

impl Wanted {
    fn has(&self, flag: &str) -> bool {
        self.values.get(flag).is_some_and(|values| values.iter().any(|value| !value.trim().is_empty()))
    }

    /// The values of a flag, those with commas taken apart.
    fn values_of(&self, flag: &Flag) -> Vec<String> {
        let given = self.values.get(&flag.name).into_iter().flatten();
        let bare = |value: &str| value.trim().trim_start_matches('[').trim_end_matches(']').to_owned();
        let all: Vec<String> = if flag.splits() {
            given
                .flat_map(|value| bare(value).split(',').map(|one| one.trim().to_owned()).collect::<Vec<_>>())
                .collect()
        } else {
            given.map(|value| value.trim().to_owned()).collect()
        };
        all.into_iter().filter(|value| !value.is_empty()).collect()
    }

    /// The id: the one given, or that of the title.
    fn id(&self) -> Result<String, Obstacle> {
        if let Some(id) = &self.id {
            return if is_id(id) { Ok(id.clone()) } else { Err(Obstacle::BadId { id: id.clone(), near: slug(id) }) };
        }
        let title = self.values.get("title").and_then(|titles| titles.last()).map_or("", String::as_str);
        let whole = slug(title);
        let short = match whole.get(..LONGEST) {
            Some(start) if whole.len() > LONGEST => start.rsplit_once('-').map_or(start, |(words, _)| words),
            _ => &whole,
        };
        if short.is_empty() { Err(Obstacle::NoId { title: title.to_owned() }) } else { Ok(short.to_owned()) }
    }
}

/// The flags that are still needed, each group of those of which one is enough.
pub fn missing(wanted: &Wanted) -> Vec<Vec<Flag>> {
    let all = flags(wanted.kind);
    let required = all.iter().filter(|flag| flag.required && !wanted.has(&flag.name));
    let mut missing: Vec<Vec<Flag>> = required.map(|flag| vec![flag.clone()]).collect();
    // The table cannot say "one of these": a guide belongs to a brief or to a collaborative.
    let either = ["brief", "collaborative"];
    if wanted.kind == Kind::Guide && either.iter().all(|flag| !wanted.has(flag)) {
        missing.push(all.into_iter().filter(|flag| either.contains(&flag.name.as_str())).collect());
    }
    missing
}

/// The names that a flag may take in this site; empty where it takes no names.
pub fn names(site: &Site, shape: Shape) -> Vec<String> {
    let shape = if let Shape::List(each) = shape { *each } else { shape };
    let Shape::Name(named) = shape else {
        return if shape == Shape::Place {
            PlaceId::all().map(|place| place.code().to_owned()).collect()
        } else {
            Vec::new()
        };
    };
    let of = |kind| originals(site, kind);
    match named {
        Named::Framework => of(Kind::Framework),
        Named::Driver => of(Kind::Driver),
        Named::AnyDriver => of(Kind::Driver).into_iter().chain(secondaries(site)).collect(),
        Named::Brief => of(Kind::Brief),
        Named::Guide => of(Kind::Guide),
        Named::Collaborative => of(Kind::Collaborative),
        Named::Group => groups(site),
        Named::Scale => site.settings.scales.keys().cloned().collect(),
        Named::Citation => site.references.iter().map(|reference| reference.key.value.clone()).collect(),
        // They are those of the entry itself.
        Named::Track => Vec::new(),
    }
}

fn originals(site: &Site, kind: Kind) -> Vec<String> {
    let originals = site.entries.iter().filter(|entry| entry.kind == kind && entry.language.is_none());
    originals.map(|entry| entry.id.clone()).collect()
}

fn secondaries(site: &Site) -> impl Iterator<Item = String> {
    site.secondaries.iter().filter_map(|secondary| match &site.entry(secondary.driver).details {
        Details::Driver(driver) => driver.secondary.get(secondary.index).map(|label| label.id.value.clone()),
        _ => None,
    })
}

fn groups(site: &Site) -> Vec<String> {
    let groups = site.entries.iter().filter_map(|entry| match &entry.details {
        Details::Framework(framework) => Some(framework.groups.iter().map(|group| group.id.value.clone())),
        _ => None,
    });
    groups.flatten().collect()
}

/// An entry that would give no error: where it goes, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Relative to the site, `/`-separated.
    pub path: String,
    pub text: String,
    /// How another entry names it between double brackets.
    pub link: String,
    pub draft: bool,
}

/// Why an entry is not written.
pub enum Obstacle {
    BadId {
        id: String,
        near: String,
    },
    /// The title has no Latin letter or digit to make an id of.
    NoId {
        title: String,
    },
    /// An entry of this kind and id is there, in this file.
    Taken {
        path: String,
    },
    /// It would give these errors, told of the files with the entry among them.
    Faulty {
        found: Findings,
        files: Files,
    },
    Disk {
        path: PathBuf,
        error: io::Error,
    },
}

/// The id of an entry and the file that it goes to, as far as nothing stands there.
///
/// # Errors
/// Where there is no id, or another entry has it.
pub fn place(site: &Site, wanted: &Wanted) -> Result<(String, String), Obstacle> {
    let (kind, id) = (wanted.kind, wanted.id()?);
    let path = format!("{CONTENT}{}/{id}.md", kind.folder());
    match taken(site, kind, &id, &path) {
        Some(path) => Err(Obstacle::Taken { path }),
        None => Ok((id, path)),
    }
}

/// Plans an entry and tries it out in memory. `site` is the one that `world` gives, whatever its findings.
///
/// # Errors
/// Where it would give errors, in its own file or in another, or overwrite one.
pub fn plan(world: &dyn World, (site, before): (&Site, &Findings), wanted: &Wanted) -> Result<Planned, Obstacle> {
    let (id, path) = place(site, wanted)?;
    let text = format!("---\n{}---\n\n{}", front_matter(wanted), skeleton::body(site, wanted));
    let overlay = Overlay { base: world, path: &path, bytes: text.as_bytes() };
    let (with, after) = crate::read(&overlay, Drafts::Shown);
    let known = told(before, &site.files);
    let fresh = after.iter().filter(|finding| {
        let told = (with.files.path(finding.file).to_owned(), finding.fault.code, finding.fault.cause.clone());
        finding.fault.code.level() == Level::Error && !known.contains(&told)
    });
    let mut found = Findings::new();
    found.extend(fresh.cloned());
    if !found.is_empty() {
        return Err(Obstacle::Faulty { found, files: with.files });
    }
    let shared = site.entries.iter().any(|entry| entry.id == id && entry.language.is_none());
    let link = if shared { format!("{}/{id}", wanted.kind.word()) } else { id };
    Ok(Planned { path, text, link, draft: is_draft(wanted) })
}

fn taken(site: &Site, kind: Kind, id: &str, path: &str) -> Option<String> {
    let path_of = |file: FileId| site.files.path(file).to_owned();
    let entry = site.entries.iter().find(|entry| entry.kind == kind && entry.id == id && entry.language.is_none());
    entry.map(|entry| path_of(entry.file)).or_else(|| site.files.find(path).map(path_of))
}

/// Findings by what they say, since the numbers of files and the places change with a new file.
fn told(found: &Findings, files: &dyn Texts) -> BTreeSet<(String, Code, String)> {
    let told = |finding: &crate::diag::Finding| {
        (files.path(finding.file).to_owned(), finding.fault.code, finding.fault.cause.clone())
    };
    found.iter().map(told).collect()
}

/// Writes a planned entry into a site's folder, and says where.
///
/// # Errors
/// Where a file stands there already, or the disk says no.
pub fn write(folder: &Path, planned: &Planned) -> Result<PathBuf, Obstacle> {
    let path = folder.join(&planned.path);
    let write = || -> io::Result<()> {
        let around = path.parent().unwrap_or(folder);
        fs::create_dir_all(around)?;
        if !fs::canonicalize(around)?.starts_with(fs::canonicalize(folder)?) {
            return Err(io::Error::other("its folder is a link that leads out of the site"));
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        // Half an entry would only be in the way.
        file.write_all(planned.text.as_bytes()).inspect_err(|_| drop(fs::remove_file(&path)))
    };
    match write() {
        Ok(()) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Obstacle::Taken { path: planned.path.clone() })
        }
        Err(error) => Err(Obstacle::Disk { path, error }),
    }
}

/// A new entry is a draft unless its author says otherwise: it is not finished.
fn is_draft(wanted: &Wanted) -> bool {
    wanted.values.get("draft").and_then(|values| values.last()).is_none_or(|value| value.trim() == "true")
}

fn front_matter(wanted: &Wanted) -> String {
    let mut lines = String::new();
    for key in keys_of(wanted.kind) {
        let values: Vec<(Flag, Vec<String>)> = flags(wanted.kind)
            .into_iter()
            .filter(|flag| flag.key.name == key.name)
            .map(|flag| (flag.clone(), wanted.values_of(&flag)))
            .filter(|(_, values)| !values.is_empty())
            .collect();
        match values.as_slice() {
            [] if key.name == "draft" => lines.push_str("draft: true\n"),
            [] => {}
            [(flag, values)] if flag.part.is_none() => lines.push_str(&value(key, values)),
            parts => lines.push_str(&record(key, parts)),
        }
    }
    lines
}

/// The lines of one key.
fn value(key: &Key, values: &[String]) -> String {
    let name = key.name;
    match key.shape {
        Shape::List(Shape::Record(_)) => format!("{name}:\n{}", labelled(values)),
        Shape::List(_) => {
            let items: String = values.iter().map(|value| format!("  - {}\n", yaml::scalar(value))).collect();
            format!("{name}:\n{items}")
        }
        Shape::Map(_) => {
            let pairs = values.iter().map(|value| value.split_once('=').unwrap_or((value, "")));
            let lines = pairs.map(|(name, value)| format!("  {}: {}\n", yaml::scalar(name), yaml::scalar(value)));
            format!("{name}:\n{}", lines.collect::<String>())
        }
        _ => {
            let value = values.last().map_or("", String::as_str);
            // Between quotes these would be words.
            let bare = key.shape == Shape::Flag && matches!(value, "true" | "false");
            format!("{name}: {}\n", if bare { value.to_owned() } else { yaml::scalar(value) })
        }
    }
}

fn record(key: &Key, parts: &[(Flag, Vec<String>)]) -> String {
    let line = |(flag, values): &(Flag, Vec<String>)| {
        let name = flag.part.map_or("", |part| part.name);
        format!("  {name}: {}\n", yaml::scalar(values.last().map_or("", String::as_str)))
    };
    format!("{}:\n{}", key.name, parts.iter().map(line).collect::<String>())
}

/// Items with an id and a title, given as `stay=Educators who stay`, or as a title that the id is made of.
fn labelled(values: &[String]) -> String {
    let mut items = String::new();
    for (at, value) in values.iter().enumerate() {
        let given = value.split_once('=').filter(|(id, _)| is_id(id.trim()));
        let (id, title) = match given {
            Some((id, title)) => (id.trim().to_owned(), title.trim()),
            None => (slug(value), value.as_str()),
        };
        let id = if id.is_empty() { format!("item-{}", at + 1) } else { id };
        items.push_str(&format!("  - id: {id}\n    title: {}\n", yaml::scalar(title)));
    }
    items
}

/// A site with one more file.
struct Overlay<'a> {
    base: &'a dyn World,
    path: &'a str,
    bytes: &'a [u8],
}

impl World for Overlay<'_> {
    fn list(&self) -> Vec<Listed> {
        let mut listed = self.base.list();
        listed.push(Listed::File { path: self.path.to_owned(), size: self.bytes.len() as u64, stamp: None });
        listed
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        if path == self.path { Ok(self.bytes.to_vec()) } else { self.base.read(path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scaffold::NewSite;
    use crate::source::{Disk, Memory};

    fn world() -> Memory {
        let new = NewSite::new(Path::new("site"), None);
        Memory { files: new.files().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect() }
    }

    fn wanted(kind: Kind, values: &[(&str, &str)]) -> Wanted {
        let mut wanted = Wanted { kind, id: None, values: BTreeMap::new() };
        for (flag, value) in values {
            wanted.values.entry((*flag).to_owned()).or_default().push((*value).to_owned());
        }
        wanted
    }

    fn planned(kind: Kind, values: &[(&str, &str)]) -> Result<Planned, String> {
        let world = world();
        let (site, found) = crate::read(&world, Drafts::Shown);
        plan(&world, (&site, &found), &wanted(kind, values)).map_err(|obstacle| match obstacle {
            Obstacle::BadId { near, .. } => format!("bad id, near {near}"),
            Obstacle::NoId { .. } => "no id".to_owned(),
            Obstacle::Taken { path } => format!("taken: {path}"),
            Obstacle::Faulty { found, files } => {
                let told = found.iter().map(|finding| {
                    format!("{}: {}; {}", files.path(finding.file), finding.fault.cause, finding.fault.help)
                });
                told.collect::<Vec<_>>().join("\n")
            }
            Obstacle::Disk { error, .. } => error.to_string(),
        })
    }

    /// Values that each kind needs, in a new site.
    fn enough(kind: Kind) -> Vec<(&'static str, &'static str)> {
        let own: &[(&str, &str)] = match kind {
            Kind::Framework => {
                &[("aims", "Fair pay"), ("aims", "stay=Educators who stay: all"), ("drivers-total", "9")]
            }
            Kind::Driver => {
                &[("framework", "strong-start"), ("group", "foundations"), ("secondary", "Fair pay: a start")]
            }
            Kind::Brief => &[
                ("driver", "paid-time"),
                ("date", "2025-04"),
                ("summary", "Pay: a start."),
                ("takeaways", "One, two"),
                ("takeaways", "No"),
            ],
            Kind::Example => &[
                ("place", "US-NM"),
                ("demonstrates", "protected-hours, paid-time"),
                ("demonstrates", "floating-staff"),
                ("sources", "rivera-2024"),
            ],
            Kind::Guide => &[("brief", "paid-time")],
            Kind::Collaborative => &[
                ("period-start", "2023-01"),
                ("period-end", "2024-06"),
                ("tracks", "public=Public programs"),
                ("planned-sites", "public=6"),
                ("team-size-max", "8"),
                ("events", "First session"),
            ],
            Kind::Term => &[("also", "CCR&R, resource agency"), ("also", "no")],
            Kind::Page => &[],
        };
        [("title", "Fair Pay: \"a\" start")].into_iter().chain(own.iter().copied()).collect()
    }

    #[test]
    fn each_kind_can_be_added_and_gives_no_finding() {
        for kind in Kind::ALL {
            let planned = planned(kind, &enough(kind)).unwrap_or_else(|trouble| panic!("{kind:?}: {trouble}"));
            assert_eq!(planned.path, format!("content/{}/fair-pay-a-start.md", kind.folder()));
            let mut world = world();
            world.files.insert(planned.path.clone(), planned.text.clone().into_bytes());
            for drafts in [Drafts::Shown, Drafts::Hidden] {
                let (site, found) = crate::read(&world, drafts);
                assert!(found.is_empty(), "{kind:?}: {found:?}\n{}", planned.text);
                let entry = site.entries.iter().find(|entry| entry.kind == kind && entry.id == "fair-pay-a-start");
                assert!(entry.is_some_and(|entry| entry.draft && entry.title.plain == "Fair Pay: \"a\" start"));
            }
        }
    }

    #[test]
    fn the_text_is_as_an_author_would_write_it() {
        let text = planned(Kind::Example, &enough(Kind::Example)).unwrap().text;
        let front = "---\ntitle: 'Fair Pay: \"a\" start'\nplace: US-NM\ndemonstrates:\n  - protected-hours\n  - paid-time\n  - floating-staff\nsources:\n  - rivera-2024\ndraft: true\n---\n\n";
        assert!(text.starts_with(front), "{text}");
        let text = planned(Kind::Collaborative, &enough(Kind::Collaborative)).unwrap().text;
        assert!(
            text.contains(
                "period:\n  start: 2023-01\n  end: 2024-06\ntracks:\n  - id: public\n    title: Public programs\n"
            ),
            "{text}"
        );
        let text = planned(Kind::Page, &[("title", "A"), ("draft", "false")]).unwrap().text;
        assert!(text.starts_with("---\ntitle: A\ndraft: false\n---\n"), "{text}");
    }

    #[test]
    fn what_is_missing_is_named() {
        let names = |kind, values: &[(&str, &str)]| {
            let missing = missing(&wanted(kind, values)).into_iter();
            missing
                .map(|group| group.into_iter().map(|flag| flag.name).collect::<Vec<_>>().join("|"))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(Kind::Brief, &[("title", "Pay")]), ["driver", "date", "summary"]);
        assert_eq!(names(Kind::Guide, &[("title", " ")]), ["title", "brief|collaborative"]);
        assert_eq!(names(Kind::Collaborative, &[("title", "x")]), ["period-start", "period-end"]);
        for kind in Kind::ALL {
            assert_eq!(names(kind, &enough(kind)), [""; 0]);
        }
    }

    #[test]
    fn unknown_names_get_the_suggestion_of_the_checker() {
        let brief =
            |driver| planned(Kind::Brief, &[("title", "x"), ("driver", driver), ("date", "2025"), ("summary", "x")]);
        let told = brief("piad-time").unwrap_err();
        assert_eq!(told, "content/briefs/x.md: no driver \"piad-time\"; did you mean \"paid-time\"?");
        let told =
            planned(Kind::Example, &[("title", "x"), ("place", "NM"), ("demonstrates", "paid-time")]).unwrap_err();
        assert_eq!(told, "content/examples/x.md: no place \"NM\"; did you mean \"US-NM\"?");
    }

    #[test]
    fn nothing_is_overwritten_and_no_other_file_is_harmed() {
        let told = planned(Kind::Term, &[("title", "Primary Driver")]).unwrap_err();
        assert_eq!(told, "taken: content/terms/primary-driver.md");
        // A second entry of this id would make [[about]] mean two things.
        let told = planned(Kind::Term, &[("title", "About")]).unwrap_err();
        assert!(told.starts_with("content/terms/primary-driver.md: \"about\" names 2 entries"), "{told}");
        assert_eq!(planned(Kind::Term, &[("title", "日本")]).unwrap_err(), "no id");
        assert_eq!(planned(Kind::Term, &[("title", "Paid time")]).unwrap().link, "term/paid-time");
    }

    #[test]
    fn an_entry_is_written_once() {
        let folder = tempfile::tempdir().unwrap();
        let planned = planned(Kind::Page, &[("title", "Contact")]).unwrap();
        assert!(write(folder.path(), &planned).is_ok());
        assert_eq!(
            Disk::open(folder.path()).unwrap().read("content/pages/contact.md").unwrap(),
            planned.text.as_bytes()
        );
        assert!(matches!(write(folder.path(), &planned), Err(Obstacle::Taken { .. })));
    }

    #[test]
    fn ids_of_long_titles_end_with_a_word() {
        let title = "What it takes to keep educators who are glad to stay in their work for years";
        let id = wanted(Kind::Page, &[("title", title)]).id().unwrap_or_default();
        assert_eq!(id, "what-it-takes-to-keep-educators-who-are-glad-to-stay-in");
    }

    #[test]
    fn flags_follow_the_table() {
        for kind in Kind::ALL {
            let names: Vec<String> = flags(kind).into_iter().map(|flag| flag.name).collect();
            let unique: BTreeSet<&String> = names.iter().collect();
            assert_eq!(names.len(), unique.len());
            assert!(names.iter().all(|name| !["id", "site", "format", "strict", "help"].contains(&name.as_str())));
        }
    }
}
