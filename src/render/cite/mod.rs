//! A work in, what a reader takes along out: the same facts in BibTeX, RIS and CSL-JSON. The page's own entry is
//! made here too, in [`own`]. Never formats a work of the bibliography for reading (see `apa`), invents no fact.

mod bibtex;
mod csl;
mod own;
mod person;
mod ris;

use borsh::{BorshDeserialize, BorshSerialize};
use hayagriva::Entry;
use hayagriva::types::EntryType;

pub(super) use csl::library;
use person::Person;
pub(super) use person::is_person;

/// One work in the formats that reference managers read. Each text ends with its last line's end.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Exported {
    pub bibtex: String,
    pub ris: String,
    /// One object of CSL-JSON; a file holds a list of them.
    pub csl: String,
}

/// What sort of work it is, as far as the three formats tell sorts apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Article,
    NewsArticle,
    Post,
    Paper,
    Chapter,
    Book,
    Proceedings,
    Report,
    Thesis,
    WebPage,
    Patent,
    Legislation,
    Case,
    Manuscript,
    Software,
    Video,
    Audio,
    Other,
}

/// A date as exactly as it is known; month and day from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Day {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

/// What is known about a work; empty texts are what is not.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Work {
    key: String,
    form: Form,
    title: String,
    authors: Vec<Person>,
    editors: Vec<Person>,
    date: Option<Day>,
    /// The journal, book or site that holds it.
    container: String,
    publisher: String,
    place: String,
    volume: String,
    issue: String,
    /// With a hyphen between first and last.
    pages: String,
    edition: String,
    /// The number of a report and its like.
    number: String,
    genre: String,
    doi: String,
    isbn: String,
    issn: String,
    url: String,
    /// When the address was looked at.
    seen: Option<Day>,
    language: String,
    note: String,
}

/// A work of the bibliography in all formats.
pub(super) fn exported(entry: &Entry) -> Exported {
    Work::of(entry).exported()
}

impl Work {
    /// The work of which only this much is known.
    fn new(key: String, form: Form, title: String) -> Work {
        Work {
            key,
            form,
            title,
            authors: Vec::new(),
            editors: Vec::new(),
            date: None,
            container: String::new(),
            publisher: String::new(),
            place: String::new(),
            volume: String::new(),
            issue: String::new(),
            pages: String::new(),
            edition: String::new(),
            number: String::new(),
            genre: String::new(),
            doi: String::new(),
            isbn: String::new(),
            issn: String::new(),
            url: String::new(),
            seen: None,
            language: String::new(),
            note: String::new(),
        }
    }

    /// What the bibliography says about a work, its containers included.
    fn of(entry: &Entry) -> Work {
        let container = entry.parents().first();
        let title = entry.map(Entry::title).map(|title| title.value.to_string()).unwrap_or_default();
        let publisher = entry.map(Entry::publisher);
        let name = publisher.and_then(|publisher| publisher.name()).or_else(|| entry.map(Entry::organization));
        let place = publisher.and_then(|publisher| publisher.location()).or_else(|| entry.map(Entry::location));
        let persons = |people: Option<&[hayagriva::types::Person]>| -> Vec<Person> {
            people.unwrap_or_default().iter().map(Person::of).collect()
        };
        let serial = |name: &str| {
            entry.map(|entry| entry.keyed_serial_number(name).map(str::to_owned)).unwrap_or_default().trim().to_owned()
        };
        let url = entry.url_any();
        Work {
            authors: persons(entry.authors()),
            editors: persons(entry.map(|entry| entry.editors().filter(|editors| !editors.is_empty()))),
            date: entry.date_any().map(Day::of),
            container: container.and_then(Entry::title).map(|title| title.value.to_string()).unwrap_or_default(),
            publisher: name.map(|name| name.value.to_string()).unwrap_or_default(),
            place: place.map(|place| place.value.to_string()).unwrap_or_default(),
            volume: entry.map(Entry::volume).map(|volume| volume.to_str().into_owned()).unwrap_or_default(),
            issue: entry.map(Entry::issue).map(|issue| issue.to_str().into_owned()).unwrap_or_default(),
            pages: entry.map(Entry::page_range).map(|pages| hyphened(&pages.to_str())).unwrap_or_default(),
            edition: entry.map(Entry::edition).map(|edition| edition.to_str().into_owned()).unwrap_or_default(),
            genre: entry.genre().map(|genre| genre.value.to_string()).unwrap_or_default(),
            number: serial("serial"),
            doi: super::apa::bare_doi(&serial("doi")),
            isbn: serial("isbn"),
            issn: serial("issn"),
            url: url.map(|url| url.value.to_string()).unwrap_or_default(),
            seen: url.and_then(|url| url.visit_date.as_ref()).map(Day::of),
            language: entry.map(Entry::language).map(ToString::to_string).unwrap_or_default(),
            note: entry.note().map(|note| note.value.to_string()).unwrap_or_default(),
            ..Work::new(entry.key().to_owned(), Form::of(entry), title)
        }
    }

    fn exported(&self) -> Exported {
        Exported { bibtex: bibtex::write(self), ris: ris::write(self), csl: csl::write(self) }
    }
}

impl Form {
    fn of(entry: &Entry) -> Form {
        let container = entry.parents().first().map(Entry::entry_type);
        match (entry.entry_type(), container) {
            (EntryType::Article, Some(EntryType::Newspaper)) => Form::NewsArticle,
            (EntryType::Article, Some(EntryType::Proceedings | EntryType::Conference)) => Form::Paper,
            (EntryType::Article, Some(EntryType::Blog)) => Form::Post,
            (EntryType::Article, Some(EntryType::Web)) => Form::WebPage,
            (EntryType::Article | EntryType::Periodical | EntryType::Newspaper, _) => Form::Article,
            (EntryType::Chapter | EntryType::Entry | EntryType::Anthos, _) => Form::Chapter,
            (EntryType::Book | EntryType::Anthology | EntryType::Reference, _) => Form::Book,
            (EntryType::Proceedings, _) => Form::Proceedings,
            (EntryType::Conference, _) => Form::Paper,
            (EntryType::Report, _) => Form::Report,
            (EntryType::Thesis, _) => Form::Thesis,
            (EntryType::Web, _) => Form::WebPage,
            (EntryType::Blog | EntryType::Post | EntryType::Thread, _) => Form::Post,
            (EntryType::Patent, _) => Form::Patent,
            (EntryType::Legislation, _) => Form::Legislation,
            (EntryType::Case, _) => Form::Case,
            (EntryType::Manuscript, _) => Form::Manuscript,
            (EntryType::Repository, _) => Form::Software,
            (EntryType::Video | EntryType::Scene, _) => Form::Video,
            (EntryType::Audio, _) => Form::Audio,
            (EntryType::Artwork | EntryType::Performance | EntryType::Exhibition, _) => Form::Other,
            (EntryType::Misc | EntryType::Original, _) => Form::Other,
            // The list of kinds belongs to hayagriva and may grow.
            _ => Form::Other,
        }
    }
}

impl Day {
    /// hayagriva counts months and days from 0.
    fn of(date: &hayagriva::types::Date) -> Day {
        Day { year: date.year, month: date.month.map(|month| month + 1), day: date.day.map(|day| day + 1) }
    }
}

/// A range of pages with a hyphen where one dash or another stands.
fn hyphened(pages: &str) -> String {
    pages.replace(['–', '—', '\u{2010}', '\u{2011}'], "-").replace("--", "-")
}

/// A value as one line: line ends and tabs would begin something else.
fn line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
