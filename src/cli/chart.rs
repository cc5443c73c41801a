//! A table of dates and numbers in, a run chart or what its rules say out. Needs no site.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use framewright::chart::{self, Digits, Look, Reading, Runs, Series};
use framewright::diag::{FileId, Findings, Format, Texts};
use framewright::model::observed;
use framewright::parse::table::table;
use framewright::text::Text;
use framewright::theme;
use serde::Serialize;

use super::args::Chart;
use super::streams::{self, Stream};
use super::{Failure, Status};

/// The one file of this run.
struct Sheet {
    name: String,
    text: Text,
}

impl Texts for Sheet {
    fn path(&self, _: FileId) -> &str {
        &self.name
    }

    fn text(&self, _: FileId) -> Option<&Text> {
        Some(&self.text)
    }
}

/// Largest table that is read, in bytes.
const LIMIT: usize = 8 << 20;

/// Draws the chart of a table, or tells what the rules say of it.
pub fn chart(settings: &Chart) -> Result<Status, Failure> {
    let sheet = read(&settings.file)?;
    let observed = observed(&table(sheet.text.as_str()));
    if !observed.faults.is_empty() {
        let mut found = Findings::new();
        observed.faults.into_iter().for_each(|fault| found.report(FileId(0), fault));
        found.sort();
        streams::findings(Stream::Error, settings.format, &found, &sheet)?;
        return Ok(Status::Findings);
    }
    let (mut points, mut events) = (Vec::new(), Vec::new());
    // What is typed is newer than what a file says.
    let baseline = settings.baseline.or(observed.baseline);
    for (at, one) in observed.observations.into_iter().enumerate() {
        let label = one.date.to_string();
        events.extend(one.note.map(|text| chart::Event { at: at as f64, label: label.clone(), text }));
        points.push(chart::Point { label, value: one.value, is_astronomical: one.is_astronomical });
    }
    let series = Series {
        title: settings.title.clone().unwrap_or_else(|| title(&settings.file)),
        unit: if observed.is_percent { "%".to_owned() } else { String::new() },
        points,
        baseline,
        target: settings.target,
        events,
        digits: Digits::Full,
    };
    if let Some(points) = settings.baseline.filter(|points| *points > series.points.len()) {
        let there = super::counted(series.points.len(), "point");
        return Err(Failure::Usage(format!("a baseline of {points} points needs as many; the table has {there}")));
    }
    let Some(reading) = series.read() else {
        return Err(Failure::Content(format!("{} has no number to draw; write one below \"value\"", sheet.name)));
    };
    tell(settings, &series, &reading)
}

fn tell(settings: &Chart, series: &Series, reading: &Reading) -> Result<Status, Failure> {
    let words = theme::english();
    let phrase = |key: &str, blanks: &[(&str, &str)]| theme::fill(words.get(key).map_or(key, String::as_str), blanks);
    let said = chart::plain(series, reading, &phrase);
    let text = if settings.format == Format::Json {
        serde_json::to_string_pretty(&Told::of(series, reading, &said))
            .map_err(|error| Failure::Machine(error.to_string()))?
    } else {
        chart::draw(series, reading, Look::File, (&said, &phrase)).trim_end().to_owned()
    };
    match &settings.out {
        Some(out) => {
            fs::write(out, format!("{text}\n"))
                .map_err(|error| Failure::Machine(format!("{} cannot be written: {error}", out.display())))?;
            streams::note(&said);
        }
        None => streams::say(&text)?,
    }
    Ok(Status::Fine)
}

/// The table of a file; of standard input for `-`.
fn read(file: &Path) -> Result<Sheet, Failure> {
    let is_input = file == Path::new("-");
    let name = if is_input { "standard input".to_owned() } else { file.display().to_string().replace('\\', "/") };
    let unread = |error: io::Error| Failure::Usage(format!("{name} cannot be read: {error}"));
    let mut bytes = Vec::new();
    let most = LIMIT as u64 + 1;
    if is_input {
        io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(unread)?;
    } else {
        fs::File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes)).map_err(unread)?;
    }
    if bytes.len() > LIMIT {
        return Err(Failure::Usage(format!("{name} is larger than {} MB; is it a CSV file?", LIMIT >> 20)));
    }
    // Old spreadsheets write a code page of their own: what is no UTF-8 may be in a note, and dates and numbers are
    // the same in all of them.
    let (text, _) = Text::decode(&bytes);
    Ok(Sheet { name, text })
}

/// A title of a file's name.
fn title(file: &Path) -> String {
    match file.file_stem() {
        Some(stem) if file != Path::new("-") => stem.to_string_lossy().replace(['-', '_'], " "),
        Some(_) | None => "Run chart".to_owned(),
    }
}

/// What the rules say, for other programs. Rules that wait for more points say nothing: null.
#[derive(Serialize)]
struct Told<'a> {
    title: &'a str,
    unit: &'a str,
    n: usize,
    /// Points off the median.
    useful: usize,
    median: f64,
    /// Points that the median is frozen on; null for all.
    baseline: Option<usize>,
    target: Option<f64>,
    runs: usize,
    lower: Option<usize>,
    upper: Option<usize>,
    longest: usize,
    longest_limit: Option<usize>,
    crossings: usize,
    crossings_limit: Option<usize>,
    shift: bool,
    trend: bool,
    astronomical: bool,
    too_few_runs: Option<bool>,
    too_many_runs: Option<bool>,
    too_long_run: Option<bool>,
    too_few_crossings: Option<bool>,
    /// Of each signal its points, by their numbers from 1.
    points: Signals,
    verdict: &'a str,
    data: Vec<Datum<'a>>,
}

#[derive(Serialize)]
struct Signals {
    shift: Vec<Vec<usize>>,
    trend: Vec<Vec<usize>>,
    astronomical: Vec<usize>,
}

#[derive(Serialize)]
struct Datum<'a> {
    number: usize,
    date: &'a str,
    value: f64,
    note: Option<&'a str>,
}

impl<'a> Told<'a> {
    fn of(series: &'a Series, reading: &Reading, verdict: &'a str) -> Told<'a> {
        let notes: BTreeMap<usize, &str> =
            series.events.iter().map(|event| (event.at as usize, event.text.as_str())).collect();
        let limits = reading.limits;
        let runs = reading.too_few_or_many();
        let numbers = |points: &Vec<usize>| points.iter().map(|at| at + 1).collect::<Vec<usize>>();
        Told {
            title: &series.title,
            unit: &series.unit,
            n: reading.n,
            useful: reading.useful,
            median: reading.median,
            baseline: reading.baseline,
            target: series.target,
            runs: reading.runs,
            lower: limits.map(|limits| limits.lower),
            upper: limits.map(|limits| limits.upper),
            longest: reading.longest,
            longest_limit: limits.map(|limits| limits.longest),
            crossings: reading.crossings,
            crossings_limit: limits.map(|limits| limits.crossings),
            shift: !reading.shifts.is_empty(),
            trend: !reading.trends.is_empty(),
            astronomical: !reading.astronomical.is_empty(),
            too_few_runs: runs.map(|runs| runs == Runs::TooFew),
            too_many_runs: runs.map(|runs| runs == Runs::TooMany),
            too_long_run: reading.is_too_long(),
            too_few_crossings: reading.crosses_too_little(),
            points: Signals {
                shift: reading.shifts.iter().map(numbers).collect(),
                trend: reading.trends.iter().map(numbers).collect(),
                astronomical: numbers(&reading.astronomical),
            },
            verdict,
            data: series
                .points
                .iter()
                .enumerate()
                .map(|(at, point)| Datum {
                    number: at + 1,
                    date: &point.label,
                    value: point.value,
                    note: notes.get(&at).copied(),
                })
                .collect(),
        }
    }
}
