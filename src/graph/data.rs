//! What sites reported in, checked against the roster out: for each measure its points, those of small groups marked.
//! In the public edition nothing else than what may be published is in the site at all.

use std::collections::{BTreeMap, BTreeSet};

use super::names::Names;
use super::{Audience, EntryId, Placed};
use crate::diag::{Code, FileId, Findings, suggestion};
use crate::model::{Collaborative, Data, Date, Details, Kind, Measure, Reported};
use crate::text::{Span, Spanned};

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
    let mut seen = BTreeSet::new();
    for file in files {
        let Some((id, details)) = owner(found, names, &file) else { continue };
        let Some(at) = details.measures.iter().position(|measure| measure.id.value == file.measure) else {
            let ids = details.measures.iter().map(|measure| measure.id.value.as_str());
            let help = suggestion(&file.measure, ids, "add it to measures, or give the file the name of one");
            let cause = format!("\"{}\" has no measure \"{}\"", file.collaborative, file.measure);
            found.add(Code::UnknownMeasure, (file.file, Span::file()), cause, help);
            continue;
        };
        if !seen.insert((id, at)) {
            let cause = format!("another file holds what was reported of \"{}\", too", file.measure);
            found.add(Code::DuplicateId, (file.file, Span::file()), cause, "put all rows into one of the two files");
            continue;
        }
        let measure = &details.measures[at];
        let is_known = !is_torn(found, names.entries[id.0 as usize].file);
        let mut checker = Checker { found, file: file.file, details, measure, is_known };
        let series = checker.series(&file.data);
        match audience {
            Audience::Private => drop(all.insert((id, at as u32), series)),
            Audience::Public if measure.public => drop(all.insert((id, at as u32), public(series))),
            Audience::Public => {}
        }
    }
    all
}

/// True for a file whose front matter lacks what stands in it: it is no YAML, or a key or an item of it is not taken.
fn is_torn(found: &Findings, file: FileId) -> bool {
    let is_torn = |code: Code| {
        let yaml = matches!(code, Code::YamlColon | Code::YamlTab | Code::YamlCurlyQuote | Code::YamlWord);
        yaml || matches!(
            code,
            Code::YamlSyntax | Code::DuplicateId | Code::MissingKey | Code::WrongType | Code::UnknownKey
        )
    };
    found.iter().any(|finding| finding.file == file && is_torn(finding.fault.code))
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
    /// False where the front matter of the collaborative could not be read as it was meant.
    is_known: bool,
}

/// A time at which a site is not expected to report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Odd {
    BeforeJoined,
    AfterLeft,
    LongBeforePeriod,
    AfterPeriod,
}

/// What several rows have in common is told once, at the first of them, with the number of the others.
struct Told<'a> {
    first: &'a Reported,
    others: usize,
}

impl<'a> Told<'a> {
    fn new(first: &'a Reported) -> Self {
        Told { first, others: 0 }
    }

    /// How many more rows there are, for the end of a cause.
    fn rows(&self) -> String {
        match self.others {
            0 => String::new(),
            1 => ", as in one more row".to_owned(),
            others => format!(", as in {others} more rows"),
        }
    }
}

impl Checker<'_> {
    fn series(&mut self, data: &Data) -> Series {
        let mut points: BTreeMap<(usize, Date), Point> = BTreeMap::new();
        let mut strangers: BTreeMap<&str, Told<'_>> = BTreeMap::new();
        let mut odd: BTreeMap<(usize, Odd), Told<'_>> = BTreeMap::new();
        for row in &data.rows {
            let Some(site) = self.details.site(&row.site.value) else {
                strangers.entry(&row.site.value).and_modify(|told| told.others += 1).or_insert(Told::new(row));
                continue;
            };
            let date = row.date.value;
            if let Some(time) = self.odd(date, site) {
                odd.entry((site, time)).and_modify(|told| told.others += 1).or_insert(Told::new(row));
            }
            let same = points.range((site, Date { day: None, ..date })..).map(|(key, _)| *key);
            let month =
                |other: &(usize, Date)| other.0 == site && (other.1.year, other.1.month) == (date.year, date.month);
            let clash = |other: &(usize, Date)| other.1 == date || other.1.day.is_none() || date.day.is_none();
            if let Some((_, other)) = same.take_while(month).find(clash) {
                let cause = match other == date {
                    true => format!("\"{}\" has another row for {date}", row.site.value),
                    false => format!("\"{}\" has another row for {other}, and this one is for {date}", row.site.value),
                };
                self.fault(Code::DuplicateRow, row.site.span, cause, "keep one of the two, or mend its date");
                continue;
            }
            let value = self.value(row);
            let (note, is_astronomical) = (row.note.clone(), row.is_astronomical);
            points.insert((site, date), Point { site, date, value, note, is_astronomical });
        }
        strangers.into_iter().for_each(|(name, told)| self.stranger(name, &told));
        odd.into_iter().for_each(|((site, time), told)| self.out_of_time(site, time, &told));
        self.percentages(data);
        self.scale(data);
        self.signs(data);
        points.into_values().collect()
    }

    fn fault(&mut self, code: Code, span: Span, cause: String, help: impl Into<String>) {
        self.found.add(code, (self.file, span), cause, help);
    }

    /// A site that is not on the roster. Of a roster that could not be read, nobody is a stranger.
    fn stranger(&mut self, name: &str, told: &Told<'_>) {
        if !self.is_known {
            return;
        }
        let ids = self.details.sites.iter().map(|site| site.id.value.as_str());
        let help = suggestion(name, ids, "add it to sites in the collaborative's front matter");
        let cause = format!("no site \"{name}\"{}", told.rows());
        self.fault(Code::UnknownSite, told.first.site.span, cause, help);
    }

    /// A site reports while it takes part, and in the period; a year before it there may be a baseline. Times that end
    /// before they start, which is told where they stand, expect nothing.
    fn odd(&self, date: Date, site: usize) -> Option<Odd> {
        let site = &self.details.sites[site];
        let Collaborative { start, end, .. } = self.details;
        let ordered = |from: Option<Spanned<Date>>, to: Option<Spanned<Date>>| {
            from.zip(to).is_none_or(|(from, to)| from.earliest() <= to.latest())
        };
        if ordered(site.joined, site.left) {
            if site.joined.is_some_and(|joined| date.latest() < joined.earliest()) {
                return Some(Odd::BeforeJoined);
            }
            if site.left.is_some_and(|left| date.earliest() > left.latest()) {
                return Some(Odd::AfterLeft);
            }
        }
        match ordered(*start, *end) {
            true if start.is_some_and(|start| date.year + 1 < start.year) => Some(Odd::LongBeforePeriod),
            true if end.is_some_and(|end| date.earliest() > end.latest()) => Some(Odd::AfterPeriod),
            true | false => None,
        }
    }

    fn out_of_time(&mut self, site: usize, time: Odd, told: &Told<'_>) {
        let Collaborative { start, end, sites, .. } = self.details;
        let (date, site) = (told.first.date.value, &sites[site]);
        let (name, when) = (&site.id.value, |date: Option<Spanned<Date>>| {
            date.map_or_else(String::new, |date| date.value.to_string())
        });
        let cause = match time {
            Odd::BeforeJoined => format!("{date} is before \"{name}\" joined ({})", when(site.joined)),
            Odd::AfterLeft => format!("{date} is after \"{name}\" left ({})", when(site.left)),
            Odd::LongBeforePeriod => format!("{date} is long before the period, which begins in {}", when(*start)),
            Odd::AfterPeriod => format!("{date} is after the period, which ends in {}", when(*end)),
        };
        let help = "check the date, and the dates in the front matter";
        self.fault(Code::UnlikelyData, told.first.date.span, format!("{cause}{}", told.rows()), help);
    }

    fn value(&mut self, row: &Reported) -> Value {
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

    /// Per cent signs belong to a measure that counts in per cent.
    fn percentages(&mut self, data: &Data) {
        let mut signs = data.rows.iter().filter(|row| row.percent.is_some());
        let Some(first) = signs.next().filter(|_| !self.measure.is_percent()) else { return };
        let told = Told { first, others: signs.count() };
        let unit = self.measure.unit.as_deref().unwrap_or("nothing in particular");
        let (measure, rows) = (&self.measure.id.value, told.rows());
        let cause = format!("a percentage, and the measure \"{measure}\" counts {unit}{rows}");
        let help = "write unit: percent in the measure, or the number without %";
        self.fault(Code::BadNumber, first.percent.unwrap_or(first.site.span), cause, help);
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

    /// A minus among numbers that begin at 0 is a slip.
    fn signs(&mut self, data: &Data) {
        let amounts = |row: &Reported| [row.value.filter(|_| !self.measure.is_percent()), row.numerator];
        let all: Vec<Spanned<f64>> = data.rows.iter().flat_map(amounts).flatten().collect();
        let below: Vec<Spanned<f64>> = all.iter().copied().filter(|number| number.value < 0.0).collect();
        if 4 * below.len() > all.len() {
            return;
        }
        for number in below {
            let cause = format!("{} among numbers that begin at 0", number.value);
            self.fault(Code::UnlikelyData, number.span, cause, "look whether the minus belongs there");
        }
    }
}
