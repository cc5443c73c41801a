//! A work in, its RIS record out: one tag a line, lines that end as the format's makers wrote them.

use std::fmt::Write as _;

use super::{Day, Form, Person, Work, line};

/// The record, with an empty line behind it.
pub(super) fn write(work: &Work) -> String {
    let mut out = String::new();
    let mut tag = |name: &str, value: &str| {
        let value = line(value);
        if !value.is_empty() {
            let _ = write!(out, "{name}  - {value}\r\n");
        }
    };
    tag("TY", kind(work.form));
    tag("ID", &work.key);
    work.authors.iter().for_each(|person| tag("AU", &name(person)));
    work.editors.iter().for_each(|person| tag(if work.authors.is_empty() { "AU" } else { "A2" }, &name(person)));
    tag("TI", &work.title);
    tag("T2", &work.container);
    if let Some(date) = work.date.filter(|date| date.year > 0) {
        tag("PY", &format!("{:04}", date.year));
        tag("DA", &date.month.map(|_| day(date)).unwrap_or_default());
    }
    tag("M3", &work.genre);
    tag("ET", &work.edition);
    tag("VL", &work.volume);
    tag("IS", if work.issue.is_empty() { &work.number } else { &work.issue });
    let (first, last) = work.pages.split_once('-').unwrap_or((&work.pages, ""));
    tag("SP", first);
    tag("EP", last);
    tag("PB", &work.publisher);
    tag("CY", &work.place);
    tag("SN", if work.isbn.is_empty() { &work.issn } else { &work.isbn });
    tag("DO", &work.doi);
    tag("UR", &work.url);
    tag("Y2", &work.seen.map(day).unwrap_or_default());
    tag("LA", &work.language);
    tag("N1", &work.note);
    out.push_str("ER  - \r\n\r\n");
    out
}

fn kind(form: Form) -> &'static str {
    match form {
        Form::Article => "JOUR",
        Form::NewsArticle => "NEWS",
        Form::Post => "BLOG",
        Form::Paper => "CPAPER",
        Form::Chapter => "CHAP",
        Form::Book => "BOOK",
        Form::Proceedings => "CONF",
        Form::Report => "RPRT",
        Form::Thesis => "THES",
        Form::WebPage => "ELEC",
        Form::Patent => "PAT",
        Form::Legislation => "STAT",
        Form::Case => "CASE",
        Form::Manuscript => "UNPB",
        Form::Software => "COMP",
        Form::Video => "VIDEO",
        Form::Audio => "SOUND",
        Form::Other => "GEN",
    }
}

fn name(person: &Person) -> String {
    match person {
        Person::Named { family, given, suffix } if suffix.is_empty() => format!("{family}, {given}"),
        Person::Named { family, given, suffix } => format!("{family}, {given}, {suffix}"),
        // A comma would part it into family and given name.
        Person::Whole(name) => name.replace(", ", " – ").replace(',', " "),
        Person::Others => String::new(),
    }
}

/// `2025/04/21`; what is not known stays empty between its strokes.
fn day(Day { year, month, day }: Day) -> String {
    let part = |part: Option<u8>| part.map_or(String::new(), |part| format!("{part:02}"));
    format!("{year:04}/{}/{}", part(month), part(day))
}
