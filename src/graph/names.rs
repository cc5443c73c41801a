//! Everything that has a name, and the one thing that a name means.

use super::table::Table;
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
    by_id: Table<'a, Meant>,
    secondaries: Table<'a, SecondaryId>,
    /// Terms by folded title and other spellings.
    spellings: Table<'a, Meant>,
    /// Primary drivers by secondary driver.
    parents: Vec<EntryId>,
}

/// The entries that one name means, in their order. Nearly always there is one.
struct Meant {
    first: EntryId,
    more: Vec<EntryId>,
}

impl Meant {
    fn only(first: EntryId) -> Meant {
        Meant { first, more: Vec::new() }
    }

    /// Adds an entry behind the others, unless it is among them.
    fn add(&mut self, id: EntryId) {
        if self.more.last().unwrap_or(&self.first) != &id {
            self.more.push(id);
        }
    }

    fn all(&self) -> impl Iterator<Item = EntryId> {
        std::iter::once(self.first).chain(self.more.iter().copied())
    }
}

/// The secondary driver at an index of a driver's list.
pub(super) fn labelled(entry: &Entry, index: usize) -> Option<&Labelled> {
    match &entry.details {
        Details::Driver(driver) => driver.secondary.get(index),
        Details::Framework(_) | Details::Brief(_) | Details::Example(_) | Details::Guide(_) => None,
        Details::Collaborative(_) | Details::Term(_) | Details::Page => None,
    }
}

/// Every folded title and other spelling of a term, with the term.
pub(super) fn spellings(entries: &[Placed]) -> Vec<(String, EntryId)> {
    let terms = entries.iter().enumerate().filter(|(_, entry)| entry.language.is_none());
    let spellings = terms.filter_map(|(at, entry)| match &entry.details {
        Details::Term(term) => Some((EntryId(at as u32), entry, term)),
        _ => None,
    });
    let folded = spellings.flat_map(|(id, entry, term)| {
        let also = term.also.iter().map(|name| fold(&name.value));
        also.chain([fold(&entry.title.plain)]).map(move |spelling| (spelling, id))
    });
    folded.collect()
}

impl<'a> Names<'a> {
    pub fn of(entries: &'a [Placed], secondaries: &[Secondary], spellings: &'a [(String, EntryId)]) -> Self {
        let mut names = Names {
            entries,
            by_id: Table::with_room(entries.len()),
            secondaries: Table::with_room(secondaries.len()),
            spellings: Table::with_room(spellings.len()),
            parents: secondaries.iter().map(|secondary| secondary.driver).collect(),
        };
        for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.language.is_none()) {
            let id = EntryId(at as u32);
            names.by_id.value(&entry.id, || Meant::only(id)).add(id);
        }
        for (spelling, id) in spellings {
            names.spellings.value(spelling, || Meant::only(*id)).add(*id);
        }
        for (at, secondary) in secondaries.iter().enumerate() {
            if let Some(label) = labelled(&entries[secondary.driver.0 as usize], secondary.index) {
                names.secondaries.value(&label.id.value, || SecondaryId(at as u32));
            }
        }
        names
    }

    fn of_kind(&self, kind: Kind, name: &str) -> Option<EntryId> {
        self.by_id.get(name)?.all().find(|id| self.entries[id.0 as usize].kind == kind)
    }

    // What is suggested for a name that means nothing: sorted, so that the nearest one is the same in every run.

    fn ids_of(&self, kind: Kind) -> impl Iterator<Item = &'a str> {
        let originals = self.entries.iter().filter(move |entry| entry.kind == kind && entry.language.is_none());
        originals.map(|entry| entry.id.as_str())
    }

    fn sorted<'b, V>(table: &Table<'b, V>) -> Vec<&'b str> {
        let mut names: Vec<&str> = table.names().collect();
        names.sort_unstable();
        names
    }

    /// An entry of a kind.
    pub fn entry(&self, kind: Kind, name: &str) -> Result<EntryId, Trouble> {
        self.of_kind(kind, name).ok_or_else(|| {
            let (word, ids) = (kind.word(), self.ids_of(kind));
            let name = name.strip_suffix(".md").unwrap_or(name);
            let otherwise = format!("add the file content/{}/{}.md, or name another", kind.folder(), shown_id(name));
            (unknown(kind), format!("no {word} \"{name}\""), suggestion(name, ids, &otherwise))
        })
    }

    pub fn secondary(&self, name: &str) -> Result<SecondaryId, Trouble> {
        self.secondaries.get(name).copied().ok_or_else(|| {
            let otherwise = "name a secondary driver from the list \"secondary\" of a driver";
            let help = suggestion(name, Self::sorted(&self.secondaries), otherwise);
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
        match (self.of_kind(Kind::Driver, name), self.secondaries.get(name)) {
            (Some(primary), None) => Ok(Primary(primary)),
            (None, Some(&secondary)) => Ok(Secondary(secondary)),
            (Some(_), Some(_)) => {
                let cause = format!("\"{name}\" is both a primary and a secondary driver");
                Err((Code::AmbiguousName, cause, format!("write driver/{name} or secondary/{name}")))
            }
            (None, None) => {
                let all = self.ids_of(Kind::Driver).chain(Self::sorted(&self.secondaries));
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
        let spelt = self.spellings.get(&folded(name));
        if let Some(named) = self.by_id.get(name) {
            let mut meant: Vec<EntryId> = named.all().collect();
            // A term may be called what an entry of another kind is named.
            if let ([one], Some(terms)) = (meant.as_slice(), spelt) {
                let one = *one;
                meant.extend(terms.all().filter(|term| *term != one));
            }
            return self.only(name, &meant);
        }
        if let Some(spelt) = spelt {
            return self.only(name, &spelt.all().collect::<Vec<_>>());
        }
        let secondary = self.secondaries.get(name).copied().map(Meaning::Secondary);
        secondary.ok_or_else(|| self.unknown_name(name))
    }

    fn only(&self, name: &str, meant: &[EntryId]) -> Result<Meaning, Trouble> {
        match meant {
            [one] => Ok(Meaning::Entry(*one)),
            many => Err(self.ambiguous(name, many)),
        }
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
        let originals = self.entries.iter().filter(|entry| entry.language.is_none());
        let full: Vec<String> = originals.map(|entry| format!("{}/{}", entry.kind.word(), entry.id)).collect();
        let secondaries = Self::sorted(&self.secondaries);
        let secondary: Vec<String> = secondaries.iter().map(|id| format!("secondary/{id}")).collect();
        let near = if name.contains('/') {
            nearest(name, full.iter().chain(&secondary).map(String::as_str)).map(str::to_owned)
        } else {
            let titles = Self::sorted(&self.spellings);
            let near = nearest(name, Self::sorted(&self.by_id).into_iter().chain(secondaries).chain(titles));
            near.map(|near| match (self.by_id.get(near), self.secondaries.get(near)) {
                // A name that is itself ambiguous would be no help.
                (Some(many), _) if !many.more.is_empty() => {
                    format!("{}/{near}", self.entries[many.first.0 as usize].kind.word())
                }
                (None, Some(_)) => format!("secondary/{near}"),
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
