//! `framewright.yaml` in, settings out.

use std::collections::BTreeMap;

use super::fields::{Checker, Demand, Value};
use super::kinds::{Kind, SETTINGS};
use super::{Inline, Name};
use crate::diag::{Code, Fault, nearest};
use crate::parse::markdown::{Fragment, inline};
use crate::parse::yaml;
use crate::text::{Span, Text};

/// What holds for the whole site.
#[derive(Debug)]
pub struct Settings {
    pub title: Inline,
    /// True where the file could not be read, so that what it says is not known.
    pub unread: bool,
    /// Saved answers are filed under it.
    pub id: String,
    pub language: String,
    /// Where the site will stand, with a `/` at its end.
    pub base_url: Option<String>,
    pub publisher: Publisher,
    pub theme: Name,
    /// Colours by name, as `#` and hexadecimal digits.
    pub colors: BTreeMap<String, Name>,
    pub scales: BTreeMap<String, Scale>,
    /// Other words for the kinds, by the kind's word or folder.
    pub labels: BTreeMap<String, String>,
    /// The title's fragment and those of scales.
    pub fragments: Vec<Fragment>,
}

#[derive(Debug, Default)]
pub struct Publisher {
    pub name: Option<String>,
    pub url: Option<String>,
    pub logo: Option<Name>,
}

/// Levels from least to most, and whose they are.
#[derive(Debug)]
pub struct Scale {
    pub note: Option<Inline>,
    pub levels: Vec<Level>,
}

#[derive(Debug)]
pub struct Level {
    pub id: String,
    pub label: Inline,
}

/// Reads the settings. Faults leave the best reading of the rest.
pub fn settings(text: &Text) -> (Settings, Vec<Fault>) {
    let mut parsed = yaml::parse(text.as_str(), 0);
    let mut checker = Checker { faults: Vec::new(), fragments: Vec::new() };
    let keys: Vec<_> = SETTINGS.iter().collect();
    let mut fields = checker.file(&keys, &parsed.root, Demand::All, "framewright.yaml");
    let mut publisher = fields.record("publisher").unwrap_or_default();
    let publisher = Publisher {
        name: publisher.text("name").map(|name| name.value),
        url: publisher.text("url").map(|url| url.value),
        logo: publisher.text("logo"),
    };
    let title = fields.inline("title").unwrap_or_else(|| unnamed(&mut checker));
    let labels = labels(&mut checker, fields.map("labels"));
    let mut reserved = Vec::new();
    let settings = Settings {
        title,
        unread: parsed.root.entries.is_empty(),
        id: fields.text("id").map_or_else(|| "site".to_owned(), |id| id.value),
        language: fields.text("language").map_or_else(|| "en".to_owned(), |language| language.value),
        base_url: fields.text("base_url").map(|url| format!("{}/", url.value.trim_end_matches('/'))),
        publisher,
        theme: fields.text("theme").unwrap_or_else(|| Name::new("default".to_owned(), Span::file())),
        colors: fields
            .map("colors")
            .into_iter()
            .filter_map(|(name, value)| Some((name.value, value.into_text()?)))
            .collect(),
        scales: fields
            .map("scales")
            .into_iter()
            .filter_map(|(name, value)| Some((name.value, scale(&mut reserved, value)?)))
            .collect(),
        labels,
        fragments: checker.fragments,
    };
    checker.faults.extend(reserved.iter().map(no_level));
    parsed.faults.append(&mut checker.faults);
    (settings, parsed.faults)
}

fn unnamed(checker: &mut Checker) -> Inline {
    let (fragment, _) = inline("Untitled", &[], Span::file());
    checker.fragments.push(fragment);
    Inline { fragment: super::FragmentId(checker.fragments.len() as u32 - 1), plain: "Untitled".to_owned() }
}

/// Reasons for no level, which stand beside the levels of every scale.
pub const APART: [&str; 2] = ["not-discussed", "not-applicable"];

/// Reads a scale; ids that no level can have go to `reserved`.
fn scale(reserved: &mut Vec<Name>, value: Value) -> Option<Scale> {
    let mut fields = value.into_record()?;
    let note = fields.inline("note");
    let level = |mut level: super::fields::Fields| Some((level.text("id")?, level.inline("label")?));
    let levels: Vec<(Name, Inline)> = fields.records("levels", level);
    reserved.extend(levels.iter().map(|(id, _)| id).filter(|id| APART.contains(&id.value.as_str())).cloned());
    Some(Scale { note, levels: levels.into_iter().map(|(id, label)| Level { id: id.value, label }).collect() })
}

fn no_level(id: &Name) -> Fault {
    let cause = format!("\"{}\" is no level: every guide has it apart from the levels", id.value);
    Fault::new(Code::BadId, id.span, cause, "delete it, or choose another id for the level")
}

/// Labels are given by kind, in the singular (`brief`) or the plural (`briefs`).
fn labels(checker: &mut Checker, labels: Vec<(Name, Value)>) -> BTreeMap<String, String> {
    let words = || Kind::ALL.iter().flat_map(|kind| [kind.word(), kind.folder()]).chain(["place", "places"]);
    let mut known = BTreeMap::new();
    for (name, value) in labels {
        if words().any(|word| word == name.value) {
            known.extend(value.into_text().map(|label| (name.value, label.value)));
            continue;
        }
        let help = match nearest(&name.value, words()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("labels takes: {}", words().collect::<Vec<_>>().join(", ")),
        };
        checker.faults.push(Fault::new(Code::UnknownKey, name.span, format!("no kind \"{}\"", name.value), help));
    }
    known
}
