//! Everything that has a name, and the one thing that a name means.

use std::collections::BTreeMap;

use super::{EntryId, Figure, Placed, Secondary, SecondaryId};
use crate::diag::{Code, nearest, suggestion};
use crate::model::{Details, Entry, Kind, Labelled, PlaceId, place_meant};
use crate::text::{fold, folded};

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Entry(EntryId),
    Secondary(SecondaryId),
    Place(PlaceId),
    Figure(Figure),
}

/// Why a name means nothing, or too much: code, cause, next step.
pub(super) type Trouble = (Code, String, String);

/// All names of a site's originals.
pub(super) struct Names<'a> {
    pub entries: &'a [Placed],
    by_kind: BTreeMap<(Kind, &'a str), EntryId>,
    by_id: BTreeMap<&'a str, Vec<EntryId>>,
    pub secondaries: BTreeMap<&'a str, SecondaryId>,
    /// Terms by folded title and other spellings.
    spellings: BTreeMap<String, Vec<EntryId>>,
    /// Primary drivers by secondary driver.
    parents: Vec<EntryId>,
}

/// The secondary driver at an index of a driver's list.
pub(super) fn labelled(entry: &Entry, index: usize) -> Option<&Labelled> {
    match &entry.details {
        Details::Driver(driver) => driver.secondary.get(index),
        Details::Framework(_) | Details::Brief(_) | Details::Example(_) | Details::Guide(_) => None,
        Details::Collaborative(_) | Details::Term(_) | Details::Page => None,
    }
}

impl<'a> Names<'a> {
    pub fn of(entries: &'a [Placed], secondaries: &[Secondary]) -> Self {
        let mut names = Names {
            entries,
            by_kind: BTreeMap::new(),
            by_id: BTreeMap::new(),
            secondaries: BTreeMap::new(),
            spellings: BTreeMap::new(),
            parents: secondaries.iter().map(|secondary| secondary.driver).collect(),
        };
        for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.language.is_none()) {
            let id = EntryId(at as u32);
            names.by_kind.entry((entry.kind, &entry.id)).or_insert(id);
            names.by_id.entry(&entry.id).or_default().push(id);
            if let Details::Term(term) = &entry.details {
                let also = term.also.iter().map(|name| fold(&name.value));
                for spelling in also.chain([fold(&entry.title.plain)]) {
                    let meant = names.spellings.entry(spelling).or_default();
                    if meant.last() != Some(&id) {
                        meant.push(id);
                    }
                }
            }
        }
        for (at, secondary) in secondaries.iter().enumerate() {
            if let Some(label) = labelled(&entries[secondary.driver.0 as usize], secondary.index) {
                names.secondaries.entry(&label.id.value).or_insert(SecondaryId(at as u32));
            }
        }
        names
    }

    /// An entry of a kind.
    pub fn entry(&self, kind: Kind, name: &str) -> Result<EntryId, Trouble> {
        self.by_kind.get(&(kind, name)).copied().ok_or_else(|| {
            let word = kind.word();
            let ids = self.by_kind.keys().filter(|(other, _)| *other == kind).map(|(_, id)| *id);
            let name = name.strip_suffix(".md").unwrap_or(name);
            let otherwise = format!("add the file content/{}/{}.md, or name another", kind.folder(), shown_id(name));
            (unknown(kind), format!("no {word} \"{name}\""), suggestion(name, ids, &otherwise))
        })
    }

    pub fn secondary(&self, name: &str) -> Result<SecondaryId, Trouble> {
        self.secondaries.get(name).copied().ok_or_else(|| {
            let otherwise = "name a secondary driver from the list \"secondary\" of a driver";
            let help = suggestion(name, self.secondaries.keys().copied(), otherwise);
            (Code::UnknownDriver, format!("no secondary driver \"{name}\""), help)
        })
    }

    /// A primary or a secondary driver.
    pub fn driver(&self, name: &str) -> Result<super::DriverRef, Trouble> {
        use super::DriverRef::{Primary, Secondary};
        if let Some(primary) = name.strip_prefix("driver/") {
            return self.entry(Kind::Driver, primary).map(Primary);
        }
        if let Some(secondary) = name.strip_prefix("secondary/") {
            return self.secondary(secondary).map(Secondary);
        }
        match (self.by_kind.get(&(Kind::Driver, name)), self.secondaries.get(name)) {
            (Some(&primary), None) => Ok(Primary(primary)),
            (None, Some(&secondary)) => Ok(Secondary(secondary)),
            (Some(_), Some(_)) => {
                let cause = format!("\"{name}\" is both a primary and a secondary driver");
                Err((Code::AmbiguousName, cause, format!("write driver/{name} or secondary/{name}")))
            }
            (None, None) => {
                let primary = self.by_kind.keys().filter(|(kind, _)| *kind == Kind::Driver).map(|(_, id)| *id);
                let all = primary.chain(self.secondaries.keys().copied());
                let help = suggestion(name, all, "name a driver, or a secondary driver of one");
                Err((Code::UnknownDriver, format!("no driver \"{name}\""), help))
            }
        }
    }

    /// What stands between double brackets, without its anchor.
    pub fn anything(&self, name: &str) -> Result<Meaning, Trouble> {
        match name.split_once('/') {
            Some((prefix, rest)) => self.with_kind(name, prefix, rest),
            None => self.bare(name),
        }
    }

    fn with_kind(&self, name: &str, prefix: &str, rest: &str) -> Result<Meaning, Trouble> {
        if let Some(kind) = Kind::of_word(prefix) {
            return self.entry(kind, rest).map(Meaning::Entry);
        }
        match prefix {
            "secondary" => self.secondary(rest).map(Meaning::Secondary),
            "place" => PlaceId::of_code(rest).map(Meaning::Place).ok_or_else(|| {
                let help = match place_meant(rest) {
                    Some(code) => format!("did you mean \"place/{code}\"?"),
                    None => "write an ISO 3166-2 code, such as place/US-NM".to_owned(),
                };
                (Code::UnknownPlace, format!("no place \"{rest}\""), help)
            }),
            "figure" => figure(rest).map(Meaning::Figure),
            _ => Err(self.unknown_name(name)),
        }
    }

    fn bare(&self, name: &str) -> Result<Meaning, Trouble> {
        match self.by_id.get(name).map(Vec::as_slice) {
            Some([one]) => {
                // A term may be called what an entry of another kind is named.
                let terms = self.spellings.get(&*folded(name)).into_iter().flatten().copied();
                let meant: Vec<EntryId> = std::iter::once(*one).chain(terms.filter(|term| term != one)).collect();
                return if meant.len() == 1 { Ok(Meaning::Entry(*one)) } else { Err(self.ambiguous(name, &meant)) };
            }
            Some(many) => return Err(self.ambiguous(name, many)),
            None => {}
        }
        match self.spellings.get(&*folded(name)).map(Vec::as_slice) {
            Some([one]) => return Ok(Meaning::Entry(*one)),
            Some(many) => return Err(self.ambiguous(name, many)),
            None => {}
        }
        let secondary = self.secondaries.get(name).copied().map(Meaning::Secondary);
        secondary.ok_or_else(|| self.unknown_name(name))
    }

    fn ambiguous(&self, name: &str, many: &[EntryId]) -> Trouble {
        let candidate = |id: &EntryId| {
            let entry = &self.entries[id.0 as usize];
            format!("{}/{}", entry.kind.word(), entry.id)
        };
        let candidates: Vec<String> = many.iter().map(candidate).collect();
        let help = format!("write one of: {}", candidates.join(", "));
        (Code::AmbiguousName, format!("\"{name}\" names {} entries", many.len()), help)
    }

    fn unknown_name(&self, name: &str) -> Trouble {
        let full: Vec<String> = self.by_kind.keys().map(|(kind, id)| format!("{}/{id}", kind.word())).collect();
        let secondary: Vec<String> = self.secondaries.keys().map(|id| format!("secondary/{id}")).collect();
        let titles = self.spellings.keys().map(String::as_str);
        let near = if name.contains('/') {
            nearest(name, full.iter().chain(&secondary).map(String::as_str)).map(str::to_owned)
        } else {
            let near = nearest(name, self.by_id.keys().copied().chain(self.secondaries.keys().copied()).chain(titles));
            near.map(|near| match (self.by_id.get(near), self.secondaries.contains_key(near)) {
                // A name that is itself ambiguous would be no help.
                (Some(many), _) if many.len() > 1 => format!("{}/{near}", self.entries[many[0].0 as usize].kind.word()),
                (None, true) => format!("secondary/{near}"),
                _ => near.to_owned(),
            })
        };
        let help = match near {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => "name an entry by its id, or by kind and id, as in [[brief/collaboration]]".to_owned(),
        };
        (Code::UnknownName, format!("nothing is named \"{name}\""), help)
    }
}

fn figure(name: &str) -> Result<Figure, Trouble> {
    Figure::ALL.into_iter().find(|figure| figure.name() == name).ok_or_else(|| {
        let names = Figure::ALL.map(Figure::name);
        let otherwise = format!("the figures are: {}", names.join(", "));
        (Code::UnknownFigure, format!("no figure \"{name}\""), suggestion(name, names, &otherwise))
    })
}

fn unknown(kind: Kind) -> Code {
    match kind {
        Kind::Framework => Code::UnknownFramework,
        Kind::Driver => Code::UnknownDriver,
        Kind::Brief => Code::UnknownBrief,
        Kind::Example => Code::UnknownExample,
        Kind::Guide => Code::UnknownGuide,
        Kind::Collaborative => Code::UnknownCollaborative,
        Kind::Term => Code::UnknownTerm,
        Kind::Page => Code::UnknownPage,
    }
}

fn shown_id(name: &str) -> String {
    let slug = crate::text::slug(name);
    if slug.is_empty() { "name".to_owned() } else { slug }
}

impl Names<'_> {
    /// The primary driver of a secondary one.
    pub fn driver_of(&self, id: SecondaryId) -> EntryId {
        self.parents[id.0 as usize]
    }
}
