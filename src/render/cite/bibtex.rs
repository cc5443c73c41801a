//! A work in, its BibTeX entry out, read alike by BibTeX, BibLaTeX and reference managers.

use std::fmt::Write as _;

use super::{Day, Form, Person, Work, line};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The entry. Its kind is one that classic BibTeX has, save `@online`, which it takes for `@misc`.
pub(super) fn write(work: &Work) -> String {
    let mut out = format!("@{}{{{},\n", kind(work), work.key);
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "  {name} = {{{value}}},");
        }
    };
    field("author", &people(&work.authors));
    field("editor", &people(&work.editors));
    // In braces of its own, so that no style changes its capitals.
    field("title", &braced(&work.title));
    field(holder(work.form), &braced(&work.container));
    field("type", &genre(work));
    field("edition", &escaped(&work.edition));
    field("volume", &escaped(&work.volume));
    let number = if work.form == Form::Article && !work.issue.is_empty() { &work.issue } else { &work.number };
    field("number", &escaped(if number.is_empty() { &work.issue } else { number }));
    field("pages", &escaped(&work.pages).replace('-', "--"));
    field(publishing(work.form), &escaped(&work.publisher));
    field("address", &escaped(&work.place));
    dated(&mut out, work.date);
    let mut field = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "  {name} = {{{value}}},");
        }
    };
    field("doi", &verbatim(&work.doi));
    field("isbn", &escaped(&work.isbn));
    field("issn", &escaped(&work.issn));
    field("url", &verbatim(&work.url));
    field("urldate", &work.seen.map(iso).unwrap_or_default());
    field("language", &escaped(&work.language));
    field("note", &escaped(&work.note));
    out.push_str("}\n");
    out
}

fn kind(work: &Work) -> &'static str {
    match work.form {
        Form::Article | Form::NewsArticle => "article",
        Form::Paper => "inproceedings",
        Form::Chapter => "incollection",
        Form::Book => "book",
        Form::Proceedings => "proceedings",
        Form::Report => "techreport",
        Form::Thesis if work.genre.to_lowercase().contains("master") => "mastersthesis",
        Form::Thesis => "phdthesis",
        Form::WebPage | Form::Post => "online",
        Form::Manuscript => "unpublished",
        Form::Patent | Form::Legislation | Form::Case | Form::Software => "misc",
        Form::Video | Form::Audio | Form::Other => "misc",
    }
}

/// The field for what holds the work.
fn holder(form: Form) -> &'static str {
    match form {
        Form::Article | Form::NewsArticle => "journal",
        Form::Paper | Form::Chapter => "booktitle",
        // A site's title; BibLaTeX prints it, and no style takes it for the work's own.
        Form::WebPage | Form::Post => "organization",
        Form::Book | Form::Proceedings | Form::Report | Form::Thesis | Form::Patent => "series",
        Form::Legislation | Form::Case | Form::Manuscript | Form::Software => "series",
        Form::Video | Form::Audio | Form::Other => "series",
    }
}

/// The field for who published it.
fn publishing(form: Form) -> &'static str {
    match form {
        Form::Report => "institution",
        Form::Thesis => "school",
        Form::Article | Form::NewsArticle | Form::Paper | Form::Chapter | Form::Book | Form::Proceedings => "publisher",
        Form::WebPage | Form::Post | Form::Patent | Form::Legislation | Form::Case | Form::Manuscript => "publisher",
        Form::Software | Form::Video | Form::Audio | Form::Other => "publisher",
    }
}

/// What the kind of entry says already need not be said again.
fn genre(work: &Work) -> String {
    let said = matches!(work.genre.as_str(), "Doctoral dissertation" | "Master's thesis");
    if said && work.form == Form::Thesis { String::new() } else { escaped(&work.genre) }
}

fn dated(out: &mut String, date: Option<Day>) {
    let Some(Day { year, month, day }) = date else { return };
    let _ = writeln!(out, "  year = {{{year}}},");
    // A month's name is a macro, so that each style writes it in its own way.
    if let Some(month) = month.and_then(|month| MONTHS.get(usize::from(month).wrapping_sub(1))) {
        let _ = writeln!(out, "  month = {month},");
        if let Some(day) = day {
            let _ = writeln!(out, "  day = {{{day}}},");
        }
    }
}

fn iso(day: Day) -> String {
    let part = |part: Option<u8>| part.map_or(String::new(), |part| format!("-{part:02}"));
    format!("{:04}{}{}", day.year, part(day.month), part(day.day))
}

fn people(people: &[Person]) -> String {
    let name = |person: &Person| match person {
        Person::Named { family, given, suffix } => {
            let suffix = if suffix.is_empty() { String::new() } else { format!("{}, ", part(suffix)) };
            format!("{}, {suffix}{}", part(family), part(given))
        }
        Person::Whole(name) => braced(name),
        Person::Others => "others".to_owned(),
    };
    people.iter().map(name).collect::<Vec<_>>().join(" and ")
}

/// A part of a name; in braces where a comma or "and" in it would end it.
fn part(name: &str) -> String {
    let ends = name.contains(',') || name.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    if ends { braced(name) } else { escaped(name) }
}

fn braced(text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { format!("{{{}}}", escaped(text)) }
}

/// Text without what TeX would take for commands. Braces stand as words: BibTeX counts even those behind a backslash.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in line(text).chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '$' | '&' | '%' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// An address or a number that TeX's `url` takes as it stands; only what would end the field is encoded.
fn verbatim(address: &str) -> String {
    line(address).replace('\\', "%5C").replace('{', "%7B").replace('}', "%7D").replace(' ', "%20")
}
