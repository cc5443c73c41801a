//! What sites reported in, checked against the roster out: for each measure its points, those of small groups marked.
//! In the public edition nothing else than what may be published is in the site at all.

use std::collections::BTreeMap;

use super::names::Names;
use super::{Audience, EntryId, Placed};
use crate::diag::{Code, FileId, Findings, suggestion};
use crate::model::{Collaborative, Data, Date, Details, Kind, Measure, Name, Reported};
use crate::text::Span;

/// A file of data, read.
pub struct DataFile {
    pub file: FileId,
    /// The collaborative that its folder names.
    pub collaborative: String,
    /// The measure that it is named after.
    pub measure: String,
    pub data: Data,
}

/// What was reported of a measure, by site and date.
pub type Series = Vec<Point>;

/// What one site reported at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its index in the roster.
    pub site: usize,
    pub date: Date,
    pub value: Value,
    pub note: Option<String>,
    /// True where a person marked it as obviously different from all others.
    pub is_astronomical: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A row without a value.
    Missing,
    /// About too few people to be shown to everybody. The public edition does not hold what it is.
    Small(Option<Number>),
    Number(Number),
}

/// A value, and what it is made of where that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    pub value: f64,
    /// Numerator and denominator.
    pub of: Option<(f64, f64)>,
}

impl Value {
    /// What everybody may see.
    pub fn shown(self) -> Option<Number> {
        match self {
            Value::Number(number) => Some(number),
            Value::Small(_) | Value::Missing => None,
        }
    }

    /// What is known to this edition.
    pub fn known(self) -> Option<Number> {
        match self {
            Value::Number(number) => Some(number),
            Value::Small(number) => number,
            Value::Missing => None,
        }
    }
}

/// The points of each measure: collaborative, and index among its measures.
pub type All = BTreeMap<(EntryId, u32), Series>;

/// Checks all data, and keeps what the edition may hold.
pub(super) fn link(found: &mut Findings, names: &Names<'_>, audience: Audience, files: Vec<DataFile>) -> All {
    let mut all = All::new();
    for file in files {
        let Some((id, details)) = owner(found, names, &file) else { continue };
        let Some(at) = details.measures.iter().position(|measure| measure.id.value == file.measure) else {
            let ids = details.measures.iter().map(|measure| measure.id.value.as_str());
            let help = suggestion(&file.measure, ids, "add it to measures, or give the file the name of one");
            let cause = format!("\"{}\" has no measure \"{}\"", file.collaborative, file.measure);
            found.add(Code::UnknownMeasure, (file.file, Span::file()), cause, help);
            continue;
        };
        let measure = &details.measures[at];
        let mut checker = Checker { found, file: file.file, details, measure };
        let series = checker.series(&file.data);
        match audience {
            Audience::Private => drop(all.insert((id, at as u32), series)),
            Audience::Public if measure.public => drop(all.insert((id, at as u32), public(series))),
            Audience::Public => {}
        }
    }
    all
}

/// The collaborative whose data a file holds.
fn owner<'a>(found: &mut Findings, names: &Names<'a>, file: &DataFile) -> Option<(EntryId, &'a Collaborative)> {
    match names.entry(Kind::Collaborative, &file.collaborative) {
        Err((code, cause, help)) => {
            found.add(code, (file.file, Span::file()), cause, help);
            None
        }
        Ok(id) => details(&names.entries[id.0 as usize]).map(|details| (id, details)),
    }
}

fn details(entry: &Placed) -> Option<&Collaborative> {
    match &entry.details {
        Details::Collaborative(details) => Some(details),
        Details::Framework(_) | Details::Driver(_) | Details::Brief(_) | Details::Example(_) => None,
        Details::Guide(_) | Details::Term(_) | Details::Page => None,
    }
}

/// Without what is about small groups, and without what was written beside it.
fn public(series: Series) -> Series {
    let open = |point: Point| match point.value {
        Value::Small(_) => Point { value: Value::Small(None), note: None, is_astronomical: false, ..point },
        Value::Number(_) | Value::Missing => point,
    };
    series.into_iter().map(open).collect()
}

/// Checks the rows of one file.
struct Checker<'a> {
    found: &'a mut Findings,
    file: FileId,
    details: &'a Collaborative,
    measure: &'a Measure,
}

impl Checker<'_> {
    fn series(&mut self, data: &Data) -> Series {
        let mut points: BTreeMap<(usize, Date), Point> = BTreeMap::new();
        for row in &data.rows {
            let Some(site) = self.site(&row.site) else { continue };
            let date = row.date.value;
            self.time(row, site);
            let same = points.range((site, Date { day: None, ..date })..).map(|(key, _)| *key);
            let month =
                |other: &(usize, Date)| other.0 == site && (other.1.year, other.1.month) == (date.year, date.month);
            let clash = |other: &(usize, Date)| other.1 == date || other.1.day.is_none() || date.day.is_none();
            if same.take_while(month).any(|other| clash(&other)) {
                let cause = format!("\"{}\" has another row for {date}", row.site.value);
                self.fault(Code::DuplicateRow, row.site.span, cause, "keep one of the two, or mend its date");
                continue;
            }
            let value = self.value(row);
            let (note, is_astronomical) = (row.note.clone(), row.is_astronomical);
            points.insert((site, date), Point { site, date, value, note, is_astronomical });
        }
        self.scale(data);
        points.into_values().collect()
    }

    fn fault(&mut self, code: Code, span: Span, cause: String, help: impl Into<String>) {
        self.found.add(code, (self.file, span), cause, help);
    }

    fn site(&mut self, name: &Name) -> Option<usize> {
        let at = self.details.site(&name.value);
        if at.is_none() {
            let ids = self.details.sites.iter().map(|site| site.id.value.as_str());
            let help = suggestion(&name.value, ids, "add it to sites in the collaborative's front matter");
            self.fault(Code::UnknownSite, name.span, format!("no site \"{}\"", name.value), help);
        }
        at
    }

    /// A site reports while it takes part, and in the period; a year before it there may be a baseline.
    fn time(&mut self, row: &Reported, site: usize) {
        let (date, site) = (row.date.value, &self.details.sites[site]);
        let name = &row.site.value;
        let early = self.details.start.filter(|start| date.year + 1 < start.year);
        let late = self.details.end.filter(|end| date.earliest() > end.latest());
        let cause = if let Some(joined) = site.joined.filter(|joined| date.latest() < joined.earliest()) {
            format!("{date} is before \"{name}\" joined ({})", joined.value)
        } else if let Some(left) = site.left.filter(|left| date.earliest() > left.latest()) {
            format!("{date} is after \"{name}\" left ({})", left.value)
        } else if let Some(start) = early {
            format!("{date} is long before the period, which begins in {}", start.value)
        } else if let Some(end) = late {
            format!("{date} is after the period, which ends in {}", end.value)
        } else {
            return;
        };
        self.fault(Code::UnlikelyData, row.date.span, cause, "check the date, and the dates in the front matter");
    }

    fn value(&mut self, row: &Reported) -> Value {
        if let Some(span) = row.percent.filter(|_| !self.measure.is_percent()) {
            let unit = self.measure.unit.as_deref().unwrap_or("nothing in particular");
            let cause = format!("a percentage, and the measure \"{}\" counts {unit}", self.measure.id.value);
            self.fault(Code::BadNumber, span, cause, "write unit: percent in the measure, or the number without %");
        }
        let of = match (row.numerator, row.denominator) {
            (Some(_), Some(denominator)) if denominator.value <= 0.0 => {
                let cause = format!("nothing can be a part of {}", denominator.value);
                self.fault(Code::BadNumber, denominator.span, cause, "leave both cells empty where there was nobody");
                return Value::Missing;
            }
            (Some(numerator), Some(denominator)) => {
                if self.measure.is_percent() && numerator.value > denominator.value {
                    let cause = format!("{} out of {}", numerator.value, denominator.value);
                    let help = "the numerator is a part of the denominator: are the two exchanged?";
                    self.fault(Code::BadNumber, numerator.span, cause, help);
                }
                Some((numerator.value, denominator.value))
            }
            (Some(alone), None) | (None, Some(alone)) => {
                let missing = if row.numerator.is_some() { "denominator" } else { "numerator" };
                let cause = format!("the row has no {missing}");
                self.fault(
                    Code::BadNumber,
                    alone.span,
                    cause,
                    format!("write the {missing}, or leave both cells empty"),
                );
                return Value::Missing;
            }
            (None, None) => None,
        };
        let whole = if self.measure.is_percent() { 100.0 } else { 1.0 };
        let made = of.map(|(numerator, denominator)| whole * numerator / denominator);
        self.agree(row, made);
        let Some(value) = made.or(row.value.map(|value| value.value)) else { return Value::Missing };
        let number = Number { value, of };
        let people = match of {
            Some((_, denominator)) => Some(denominator),
            None => self.measure.counts_people().then_some(value),
        };
        match people {
            Some(people) if people < f64::from(self.details.suppress_under) => Value::Small(Some(number)),
            Some(_) | None => Value::Number(number),
        }
    }

    /// A value beside its parts says the same as they do.
    fn agree(&mut self, row: &Reported, made: Option<f64>) {
        if let (Some(value), Some(made)) = (row.value, made)
            && (value.value - made).abs() > 0.51
        {
            let cause = format!("the value is {}, and its parts make {made:.1}", value.value);
            self.fault(Code::UnlikelyData, value.span, cause, "mend one of the three, or leave the value out");
        }
    }

    /// Percentages between 0 and 100, and not some of them as parts of 1.
    fn scale(&mut self, data: &Data) {
        if !self.measure.is_percent() {
            return;
        }
        let values = || data.rows.iter().filter_map(|row| row.value);
        let most_are_large = values().filter(|value| value.value > 1.0).count() * 2 > values().count();
        for value in values() {
            let number = value.value;
            let help = "write percentages as numbers from 0 to 100";
            if !(0.0..=100.0).contains(&number) {
                self.fault(Code::UnlikelyData, value.span, format!("{number} percent"), help);
            } else if most_are_large && number > 0.0 && number < 1.0 {
                let cause = format!("{number} among percentages such as {}", (number * 100.0).round());
                self.fault(Code::UnlikelyData, value.span, cause, help);
            }
        }
    }
}
