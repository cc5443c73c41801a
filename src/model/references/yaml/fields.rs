//! The fields and kinds that hayagriva's format knows, and those of other formats that people write instead.

use crate::model::references::{DATE_HELP, URL_HELP};

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Kind,
    Text,
    Date,
    People,
    Roles,
    Publisher,
    Number,
    Url,
    Serial,
    Plain,
    Parent,
}

/// Every field of the format.
pub(super) const FIELDS: [(&str, Shape); 30] = [
    ("type", Shape::Kind),
    ("title", Shape::Text),
    ("author", Shape::People),
    ("date", Shape::Date),
    ("editor", Shape::People),
    ("affiliated", Shape::Roles),
    ("publisher", Shape::Publisher),
    ("location", Shape::Text),
    ("organization", Shape::Text),
    ("issue", Shape::Number),
    ("chapter", Shape::Number),
    ("volume", Shape::Number),
    ("volume-total", Shape::Number),
    ("edition", Shape::Number),
    ("page-range", Shape::Number),
    ("page-total", Shape::Number),
    ("time-range", Shape::Plain),
    ("runtime", Shape::Plain),
    ("url", Shape::Url),
    ("serial-number", Shape::Serial),
    ("serial", Shape::Serial),
    ("language", Shape::Plain),
    ("archive", Shape::Text),
    ("archive-location", Shape::Text),
    ("call-number", Shape::Text),
    ("note", Shape::Text),
    ("abstract", Shape::Text),
    ("genre", Shape::Text),
    ("parent", Shape::Parent),
    ("parents", Shape::Parent),
];

/// Every kind of work.
pub(super) const KINDS: [&str; 30] = [
    "article",
    "chapter",
    "entry",
    "anthos",
    "report",
    "thesis",
    "web",
    "scene",
    "artwork",
    "patent",
    "case",
    "newspaper",
    "legislation",
    "manuscript",
    "post",
    "misc",
    "performance",
    "periodical",
    "proceedings",
    "book",
    "blog",
    "reference",
    "conference",
    "anthology",
    "repository",
    "thread",
    "video",
    "audio",
    "exhibition",
    "original",
];

/// Fields of other formats, and what to write here instead.
pub(super) const FOREIGN: [(&str, &str); 20] = [
    ("authors", "write \"author\""),
    ("editors", "write \"editor\""),
    ("year", "write \"date\""),
    ("issued", "write \"date\""),
    ("pages", "write \"page-range\""),
    ("page", "write \"page-range\""),
    ("journal", "put the journal under \"parent\", as its \"title\""),
    ("journaltitle", "put the journal under \"parent\", as its \"title\""),
    ("container-title", "put the journal or book under \"parent\", as its \"title\""),
    ("booktitle", "put the book under \"parent\", as its \"title\""),
    ("number", "write \"issue\", or \"serial-number\" for a report"),
    ("institution", "write \"publisher\""),
    ("school", "write \"publisher\""),
    ("address", "write \"publisher\" with \"name\" and \"location\""),
    ("publisher-place", "write \"publisher\" with \"name\" and \"location\""),
    ("urldate", "write \"url\" with \"value\" and \"date\""),
    ("accessed", "write \"url\" with \"value\" and \"date\""),
    ("keywords", "take it out"),
    ("subtitle", "write it in \"title\", after a colon"),
    ("annote", "write \"note\""),
];

/// What people besides authors and editors did.
pub(super) const ROLES: [&str; 20] = [
    "translator",
    "afterword",
    "foreword",
    "introduction",
    "annotator",
    "commentator",
    "holder",
    "compiler",
    "founder",
    "collaborator",
    "organizer",
    "cast-member",
    "composer",
    "producer",
    "executive-producer",
    "writer",
    "cinematography",
    "director",
    "illustrator",
    "narrator",
];
/// Schemes of numbers that stand under `serial-number`.
pub(super) const SERIALS: [&str; 6] = ["doi", "isbn", "issn", "pmid", "pmcid", "arxiv"];

/// What a field should look like.
pub(super) fn expectation(name: &str) -> &'static str {
    match FIELDS.iter().find(|(field, _)| *field == name).map(|(_, shape)| *shape) {
        Some(Shape::Date) => DATE_HELP,
        Some(Shape::Url) => URL_HELP,
        Some(Shape::Number) => "write a number, such as 12 or 12-15",
        Some(Shape::Plain) if name == "language" => "write a language code, such as en or es-MX",
        Some(Shape::Plain) => "write hours, minutes and seconds in quotes, such as \"01:42:21\"",
        Some(Shape::Parent) => "check the fields below it",
        _ => "check how it is written",
    }
}
