//! A work in, its item of CSL-JSON out, as Zotero, Pandoc and citation processors read it.

use serde::Serialize;

use super::{Day, Form, Person, Work, line};

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    editor: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Date>,
    #[serde(rename = "container-title", skip_serializing_if = "String::is_empty")]
    container: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    publisher: String,
    #[serde(rename = "publisher-place", skip_serializing_if = "String::is_empty")]
    place: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    genre: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    edition: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    volume: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    issue: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    page: String,
    #[serde(rename = "DOI", skip_serializing_if = "String::is_empty")]
    doi: String,
    #[serde(rename = "ISBN", skip_serializing_if = "String::is_empty")]
    isbn: String,
    #[serde(rename = "ISSN", skip_serializing_if = "String::is_empty")]
    issn: String,
    #[serde(rename = "URL", skip_serializing_if = "String::is_empty")]
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<Date>,
    #[serde(skip_serializing_if = "String::is_empty")]
    language: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Name<'a> {
    Whole {
        literal: &'a str,
    },
    Named {
        family: &'a str,
        given: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        suffix: &'a str,
    },
}

#[derive(Serialize)]
struct Date {
    #[serde(rename = "date-parts")]
    parts: [Vec<i32>; 1],
}

/// The item, as one object on lines of its own.
pub(super) fn write(work: &Work) -> String {
    let item = Item {
        id: &work.key,
        kind: kind(work.form),
        title: line(&work.title),
        author: names(&work.authors),
        editor: names(&work.editors),
        issued: work.date.map(date),
        container: line(&work.container),
        publisher: line(&work.publisher),
        place: line(&work.place),
        genre: line(&work.genre),
        edition: line(&work.edition),
        volume: line(&work.volume),
        issue: line(&work.issue),
        number: line(&work.number),
        page: line(&work.pages),
        doi: line(&work.doi),
        isbn: line(&work.isbn),
        issn: line(&work.issn),
        url: line(&work.url),
        accessed: work.seen.map(date),
        language: line(&work.language),
        note: line(&work.note),
    };
    // Texts and numbers alone: nothing that JSON could not hold.
    let mut text = serde_json::to_string_pretty(&item).unwrap_or_default();
    text.push('\n');
    text
}

/// Items as one list, which is what a file of CSL-JSON is.
pub(in crate::render) fn library<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<&str> = items.map(str::trim_end).collect();
    format!("[{}]\n", items.join(",\n"))
}

fn names(people: &[Person]) -> Vec<Name<'_>> {
    people.iter().filter_map(name).collect()
}

fn name(person: &Person) -> Option<Name<'_>> {
    match person {
        Person::Named { family, given, suffix } => Some(Name::Named { family, given, suffix }),
        Person::Whole(literal) => Some(Name::Whole { literal }),
        Person::Others => None,
    }
}

fn date(Day { year, month, day }: Day) -> Date {
    let parts = [Some(year), month.map(i32::from), day.map(i32::from)];
    Date { parts: [parts.into_iter().flatten().collect()] }
}

fn kind(form: Form) -> &'static str {
    match form {
        Form::Article => "article-journal",
        Form::NewsArticle => "article-newspaper",
        Form::Post => "post-weblog",
        Form::Paper => "paper-conference",
        Form::Chapter => "chapter",
        Form::Book | Form::Proceedings => "book",
        Form::Report => "report",
        Form::Thesis => "thesis",
        Form::WebPage => "webpage",
        Form::Patent => "patent",
        Form::Legislation => "legislation",
        Form::Case => "legal_case",
        Form::Manuscript => "manuscript",
        Form::Software => "software",
        Form::Video => "motion_picture",
        Form::Audio => "song",
        Form::Other => "document",
    }
}
