//! BibTeX and BibLaTeX in, references out: each entry is scanned, checked, written anew and given to biblatex alone.
//! Never lets one entry spoil another.

use std::collections::BTreeMap;
use std::ops::Range;

use hayagriva::Entry;
use hayagriva::io::{BibLaTeXError, from_biblatex_str};

use super::inherit::Family;
use super::scan::{RawEntry, scan};
use super::{
    DATE_HELP, Faults, MOST_REFERENCES, Reference, URL_HELP, check_key, date_trouble, fenced, is_name, quoted, tex,
    too_many, url_trouble,
};
use crate::diag::{Code, Fault, nearest, suggestion};
use crate::text::{Span, Spanned};

/// Every kind of entry that BibTeX, BibLaTeX, its common styles and Zotero know.
const KINDS: [&str; 62] = [
    "article",
    "book",
    "booklet",
    "inbook",
    "incollection",
    "inproceedings",
    "conference",
    "manual",
    "mastersthesis",
    "phdthesis",
    "misc",
    "proceedings",
    "techreport",
    "unpublished",
    "mvbook",
    "bookinbook",
    "suppbook",
    "periodical",
    "suppperiodical",
    "collection",
    "mvcollection",
    "suppcollection",
    "reference",
    "mvreference",
    "inreference",
    "mvproceedings",
    "report",
    "patent",
    "thesis",
    "online",
    "electronic",
    "www",
    "software",
    "dataset",
    "set",
    "xdata",
    "artwork",
    "audio",
    "bibnote",
    "commentary",
    "image",
    "jurisdiction",
    "legislation",
    "legal",
    "letter",
    "movie",
    "music",
    "performance",
    "review",
    "standard",
    "video",
    "webpage",
    "newspaper",
    "magazine",
    "presentation",
    "talk",
    "film",
    "map",
    "preprint",
    "archive",
    "generic",
    "constitution",
];

/// Fields that shape the reference; everything else (files, keywords, abstracts) stays out of biblatex's way.
const FIELDS: [&str; 54] = [
    "author",
    "editor",
    "editortype",
    "editora",
    "editoratype",
    "editorb",
    "editorbtype",
    "editorc",
    "editorctype",
    "translator",
    "bookauthor",
    "holder",
    "title",
    "shorttitle",
    "maintitle",
    "booktitle",
    "journaltitle",
    "eventtitle",
    "eventdate",
    "venue",
    "issue",
    "issuetitle",
    "number",
    "volume",
    "volumes",
    "series",
    "edition",
    "chapter",
    "pages",
    "pagetotal",
    "version",
    "date",
    "year",
    "month",
    "day",
    "url",
    "urldate",
    "doi",
    "eprint",
    "eprinttype",
    "isbn",
    "issn",
    "publisher",
    "location",
    "organization",
    "institution",
    "type",
    "note",
    "language",
    "langid",
    "annotator",
    "commentator",
    "introduction",
    "foreword",
];

/// Lists of names of publishers and places, which biblatex would split at "and".
const LITERAL: [&str; 4] = ["publisher", "location", "organization", "institution"];

/// True for a kind of entry, in lower case.
pub(super) fn is_kind(kind: &str) -> bool {
    KINDS.contains(&kind)
}

/// Reads a bibliography in BibTeX or BibLaTeX.
pub fn read_bib(text: &str) -> (Vec<Reference>, Vec<Fault>) {
    let mut faults = Faults::new(Vec::new());
    let entries = scan(text, &mut faults);
    let mut family = Family::new(&entries);
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    let mut references = Vec::new();
    for raw in &entries {
        if faults.full() {
            break;
        }
        if references.len() == MOST_REFERENCES {
            faults.add(too_many(raw.key.span));
            break;
        }
        let kind = raw.kind.to_ascii_lowercase();
        if raw.key.value.is_empty() || matches!(kind.as_str(), "xdata" | "set" | "bibnote") {
            continue;
        }
        let key = raw.key.map(str::to_owned);
        check_key(&mut faults, &key);
        if let Some(first) = lines.insert(raw.key.value, raw.key.span.start as usize) {
            lines.insert(raw.key.value, first);
            faults.add(twice(text, &key, first));
            continue;
        }
        references.push(reference(&mut faults, &mut family, raw, key));
    }
    (references, faults.finish(Span::at(text.len())))
}

fn twice(text: &str, key: &Spanned<String>, first: usize) -> Fault {
    let line = 1 + text[..first].bytes().filter(|byte| *byte == b'\n').count();
    let cause = format!("the reference {} stands twice", quoted(key));
    let help = format!("take one out or give it another key; the first is on line {line}");
    Fault::new(Code::DuplicateReference, key.span, cause, help)
}

fn reference<'e, 't>(
    faults: &mut Faults,
    family: &mut Family<'e, 't>,
    raw: &'e RawEntry<'t>,
    key: Spanned<String>,
) -> Reference {
    let kind = kind(faults, raw);
    let mut fields: BTreeMap<String, Spanned<String>> = BTreeMap::new();
    for field in raw.fields.iter().filter(|field| !field.value.trim().is_empty()) {
        fields.insert(field.name.value.clone(), field.value.clone());
    }
    for (name, value) in family.inherited(raw, faults) {
        fields.entry(name).or_insert(value);
    }
    missing_title(faults, raw, &key, &fields);
    let mut draft = Draft { kind, fields };
    draft.modernise();
    draft.check(faults);
    draft.escape();
    match draft.read(&key, faults) {
        Some(entry) => Reference::new(key, entry),
        None => {
            faults.bad(
                key.span,
                format!("the reference {} can't be read", quoted(&key)),
                "check its braces and commas",
            );
            Reference::unread(key)
        }
    }
}

fn kind(faults: &mut Faults, raw: &RawEntry) -> String {
    let lower = raw.kind.to_ascii_lowercase();
    if is_kind(&lower) {
        return lower;
    }
    let near = if is_name(&lower) { lower.as_str() } else { "" };
    let otherwise = "use article, book, incollection, inproceedings, online, report, thesis or misc";
    let cause = format!("there is no kind of entry {}", quoted(&format!("@{}", raw.kind.value)));
    faults.bad(raw.kind.span, cause, suggestion(near, KINDS, otherwise));
    "misc".to_owned()
}

fn missing_title(
    faults: &mut Faults,
    raw: &RawEntry,
    key: &Spanned<String>,
    fields: &BTreeMap<String, Spanned<String>>,
) {
    let titles = ["title", "booktitle", "maintitle", "journaltitle", "shorttitle"];
    if raw.damaged || titles.iter().any(|title| fields.contains_key(*title)) {
        return;
    }
    let near = fields.keys().find(|name| is_name(name) && nearest(name, ["title"]).is_some());
    let help = match near {
        Some(near) => format!("did you mean \"title\" where \"{near}\" stands?"),
        None => "add title = {…}".to_owned(),
    };
    faults.bad(key.span, format!("the reference {} has no \"title\"", quoted(key)), help);
}

/// An entry on its way to biblatex.
struct Draft {
    kind: String,
    fields: BTreeMap<String, Spanned<String>>,
}

impl Draft {
    fn get(&self, name: &str) -> Option<&Spanned<String>> {
        self.fields.get(name)
    }

    fn set(&mut self, name: &str, value: Spanned<String>) {
        self.fields.insert(name.to_owned(), value);
    }

    /// Fills a field that is not there from the first of `others` that is.
    fn fall_back(&mut self, name: &str, others: &[&str]) {
        if self.get(name).is_none()
            && let Some(value) = others.iter().find_map(|other| self.fields.remove(*other))
        {
            self.set(name, value);
        }
    }

    fn default_type(&mut self, genre: &str) {
        let span = Span::default();
        self.fields.entry("type".to_owned()).or_insert_with(|| Spanned::new(genre.to_owned(), span));
    }

    /// BibTeX's older names, and what hayagriva would leave out or APA would not say.
    fn modernise(&mut self) {
        self.fall_back("journaltitle", &["journal"]);
        self.fall_back("location", &["address"]);
        self.fall_back("eprinttype", &["archiveprefix"]);
        for title in ["title", "booktitle", "journaltitle", "maintitle"] {
            let stem = title.strip_suffix("title").unwrap_or_default();
            if let Some(subtitle) = self.fields.remove(&format!("{stem}subtitle"))
                && let Some(title) = self.fields.get_mut(title)
            {
                title.value = tex::joined(title, &subtitle);
            }
        }
        if let Some(published) = self.fields.remove("howpublished")
            && self.get("url").is_none()
            && let Some(url) = tex::url_in(&published)
        {
            self.set("url", Spanned::new(url, published.span));
        }
        self.modern_type();
        if !matches!(self.kind.as_str(), "article" | "book" | "inproceedings" | "proceedings" | "patent") {
            self.fall_back("publisher", &["institution", "school", "organization"]);
        }
        for name in ["author", "editor", "translator"] {
            if let Some(people) = self.fields.get_mut(name) {
                people.value = people.trim().trim_end_matches(" and").to_owned();
            }
        }
    }

    fn modern_type(&mut self) {
        let genre = self.get("type").map(|genre| tex::bare(genre).to_ascii_lowercase());
        let known = match (self.kind.as_str(), genre.as_deref()) {
            (_, Some("phdthesis")) | ("phdthesis", None) => Some("Doctoral dissertation"),
            (_, Some("mathesis" | "mastersthesis")) | ("mastersthesis", None) => Some("Master's thesis"),
            ("software", None) => Some("Computer software"),
            ("dataset", None) => Some("Data set"),
            ("video" | "movie" | "film", None) => Some("Video"),
            _ => None,
        };
        match (known, genre.as_deref()) {
            (Some(known), _) => {
                self.fields.remove("type");
                self.default_type(known);
            }
            // BibTeX's word for any report, which APA does not say.
            (None, Some("techreport")) => {
                self.fields.remove("type");
            }
            _ => {}
        }
        self.kind = match self.kind.as_str() {
            "techreport" => "report",
            "phdthesis" | "mastersthesis" => "thesis",
            "webpage" => "online",
            "film" | "movie" => "video",
            other => other,
        }
        .to_owned();
    }

    /// Takes out what is wrong, each with its fault.
    fn check(&mut self, faults: &mut Faults) {
        for name in ["date", "urldate", "eventdate"] {
            if let Some(value) = self.fields.remove(name) {
                match edtf(&tex::bare(&value)) {
                    Ok(date) => self.set(name, Spanned::new(date, value.span)),
                    Err(why) => faults.bad(value.span, format!("{} is no date: {why}", quoted(&value)), DATE_HELP),
                }
            }
        }
        self.check_year(faults);
        self.check_month(faults);
        self.check_names(faults);
        if let Some(value) = self.fields.remove("url") {
            let url = tex::address(&value);
            match url_trouble(&url) {
                None => self.set("url", Spanned::new(url, value.span)),
                Some(cause) => faults.bad(value.span, cause, URL_HELP),
            }
        }
        if let Some(doi) = self.fields.get_mut("doi") {
            doi.value = tex::doi(doi);
        }
        if self.get("volumes").is_some_and(|value| tex::bare(value).parse::<u16>().is_err()) {
            self.fields.remove("volumes");
        }
    }

    fn check_year(&mut self, faults: &mut Faults) {
        let Some(value) = self.fields.remove("year") else { return };
        let year = tex::bare(&value);
        let digits = year.strip_prefix('-').unwrap_or(&year);
        if (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            self.set("year", Spanned::new(format!("{digits:0>4}"), value.span));
        } else if let Ok(date) = edtf(&year) {
            self.fields.entry("date".to_owned()).or_insert(Spanned::new(date, value.span));
        } else if !matches!(year.to_ascii_lowercase().as_str(), "n.d." | "nd" | "no date" | "") {
            let help = "write four digits; leave the year out where there is none, and the list says \"n.d.\"";
            faults.bad(value.span, format!("{} is no year", quoted(&year)), help);
        }
    }

    /// "Doe, Jane, Roe, Richard": BibTeX would make one person of them.
    fn check_names(&mut self, faults: &mut Faults) {
        for name in ["author", "editor", "translator"] {
            let Some(people) = self.get(name) else { continue };
            let crowded = tex::names(people).find(|person| tex::commas(person) > 2);
            if let Some(person) = crowded {
                let cause = format!("the name {} in {} has too many commas", quoted(person), quoted(name));
                faults.bad(people.span, cause, "write \"and\" between two names: {Doe, Jane and Roe, Richard}");
            }
        }
    }

    fn check_month(&mut self, faults: &mut Faults) {
        if self.get("year").is_none() || self.get("date").is_some() {
            for name in ["year", "month", "day"].iter().skip(usize::from(self.get("date").is_none())) {
                self.fields.remove(*name);
            }
            return;
        }
        let Some(value) = self.fields.remove("month") else {
            self.fields.remove("day");
            return;
        };
        let month = tex::bare(&value);
        let Some(number) = month_number(&month) else {
            self.fields.remove("day");
            let help = "write month = jan, or a number from 1 to 12";
            return faults.bad(value.span, format!("{} is no month", quoted(&month)), help);
        };
        self.set("month", Spanned::new(number.to_string(), value.span));
        if let Some(day) = self.fields.remove("day") {
            let written = tex::bare(&day);
            let year = self.get("year").map_or(String::new(), |year| year.value.clone());
            match date_trouble(&format!("{year}-{number:02}-{written:0>2}")) {
                None => self.set("day", Spanned::new(written, day.span)),
                Some(why) => faults.bad(day.span, format!("{} is no day: {why}", quoted(&written)), "write its number"),
            }
        }
    }

    /// Shields what LaTeX or biblatex would take for something else.
    fn escape(&mut self) {
        for (name, value) in &mut self.fields {
            match name.as_str() {
                "url" | "doi" | "eprint" => {}
                name if LITERAL.contains(&name) => value.value = format!("{{{}}}", tex::plain_formulas(value)),
                _ => value.value = tex::plain_formulas(value),
            }
        }
    }

    /// biblatex's reading of the entry. A field that it refuses is told of and left out.
    fn read(&mut self, key: &Spanned<String>, faults: &mut Faults) -> Option<Entry> {
        for _ in 0..4 {
            let (text, places) = self.written(&key.value);
            let refused = match fenced(|| Some(from_biblatex_str(&text)))? {
                Ok(library) => return self.compared(library.into_iter().next()?, faults),
                Err(errors) => errors.first().map(at)?,
            };
            let name = places.iter().find(|(_, place)| place.contains(&refused)).map(|(name, _)| name.clone())?;
            let value = self.fields.remove(&name)?;
            let cause = format!("the field {} can't be read: {}", quoted(&name), quoted(&value));
            faults.bad(value.span, cause, expectation(&name));
        }
        None
    }

    /// The entry as text, and where its fields stand there.
    fn written(&self, key: &str) -> (String, Vec<(String, Range<usize>)>) {
        let mut text = format!("@{}{{{key},\n", self.kind);
        let mut places = Vec::new();
        for (name, value) in self.fields.iter().filter(|(name, _)| FIELDS.contains(&name.as_str())) {
            let start = text.len();
            text.push_str(&format!("{name} = {{{}}},\n", value.value));
            places.push((name.clone(), start..text.len()));
        }
        text.push_str("}\n");
        (text, places)
    }

    /// Tells of what biblatex left out without a word.
    fn compared(&self, entry: Entry, faults: &mut Faults) -> Option<Entry> {
        if let Some(date) = self.get("date").or_else(|| self.get("year")).filter(|_| entry.date().is_none()) {
            faults.bad(date.span, format!("{} is no date", quoted(date)), DATE_HELP);
        }
        if let Some(url) = self.get("url").filter(|_| entry.url().is_none()) {
            faults.bad(url.span, format!("the url {} can't be read", quoted(url)), URL_HELP);
        }
        Some(entry)
    }
}

/// Where an error stands.
fn at(error: &BibLaTeXError) -> usize {
    match error {
        BibLaTeXError::Parse(error) => error.span.start,
        BibLaTeXError::Type(error) => error.span.start,
    }
}

/// What a field should look like.
fn expectation(name: &str) -> &'static str {
    match name {
        "author" | "editor" | "translator" | "bookauthor" | "holder" => {
            "write names as {Family, Given and Family, Given}, and an organisation in two pairs of braces"
        }
        _ => "check its braces, backslashes and dollar signs",
    }
}

/// A date of BibLaTeX as biblatex reads it without surprises: ranges stay, seasons become their year.
fn edtf(date: &str) -> Result<String, String> {
    let certain = date.trim_end_matches(['~', '?', '%']);
    let doubt = &date[certain.len()..];
    let parts: Vec<&str> = certain.split('/').collect();
    if parts.len() > 2 || parts.iter().all(|part| matches!(part.trim(), "" | "..")) {
        return Err("it is not written as year, year-month or year-month-day".to_owned());
    }
    let mut days = Vec::new();
    for part in parts {
        let day = part.split('T').next().unwrap_or_default().trim();
        let season = day
            .rsplit_once('-')
            .filter(|(year, season)| year.len() == 4 && matches!(*season, "21" | "22" | "23" | "24"));
        let day = season.map_or(day, |(year, _)| year);
        match date_trouble(day) {
            _ if matches!(day, "" | "..") => days.push(day.to_owned()),
            None => days.push(day.to_owned()),
            Some(why) => return Err(why),
        }
    }
    Ok(days.join("/") + doubt.get(..1).unwrap_or_default())
}

/// The number of a month by number, name or abbreviation.
fn month_number(month: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = month.trim_end_matches('.').to_ascii_lowercase();
    if let Ok(number) = lower.parse::<u32>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let named =
        |name: &&str| lower.len() >= 3 && name.starts_with(lower.as_str()) || lower == "sept" && **name == *"september";
    NAMES.iter().position(named).map(|index| index as u32 + 1)
}
