//! An entry's fields in, hayagriva's reading of them out: brought to BibLaTeX's own names, checked, written anew and given
//! to biblatex.

use std::collections::BTreeMap;
use std::ops::Range;

use hayagriva::Entry;
use hayagriva::io::{BibLaTeXError, from_biblatex_str};

use super::names::{FIELDS, LITERAL};
use crate::model::references::{DATE_HELP, Faults, URL_HELP, date_trouble, fenced, quoted, tex, url_trouble};
use crate::text::{Span, Spanned};

/// An entry on its way to biblatex.
pub(super) struct Draft {
    pub kind: String,
    pub fields: BTreeMap<String, Spanned<String>>,
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
    pub fn modernise(&mut self) {
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
    pub fn check(&mut self, faults: &mut Faults) {
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
    pub fn escape(&mut self) {
        for (name, value) in &mut self.fields {
            match name.as_str() {
                "url" | "doi" | "eprint" => {}
                name if LITERAL.contains(&name) => value.value = format!("{{{}}}", tex::plain_formulas(value)),
                _ => value.value = tex::plain_formulas(value),
            }
        }
    }

    /// biblatex's reading of the entry. A field that it refuses is told of and left out.
    pub fn read(&mut self, key: &Spanned<String>, faults: &mut Faults) -> Option<Entry> {
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
