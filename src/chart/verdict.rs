//! What the rules say in, sentences out. Never draws.

use super::{ENOUGH, Phrase, Reading, Runs, Series};

/// One sentence a signal; where there is none, one that says so. Rules that wait say that, last.
fn sentences(series: &Series, reading: &Reading, phrase: Phrase<'_>) -> Vec<String> {
    let mut said = Vec::new();
    let label = |at: &usize| series.points.get(*at).map_or("", |point| point.label.as_str());
    let value = |at: &usize| series.points.get(*at).map_or(0.0, |point| point.value);
    let stretch = |key: &str, points: &[usize]| {
        let (start, end) = (points.first().map_or("", label), points.last().map_or("", label));
        phrase(key, &[("n", &points.len().to_string()), ("start", start), ("end", end)])
    };
    for shift in &reading.shifts {
        let is_above = shift.first().is_some_and(|at| value(at) > reading.median);
        said.push(stretch(if is_above { "verdict_shift_above" } else { "verdict_shift_below" }, shift));
    }
    for trend in &reading.trends {
        let rises = trend.first().map(value) < trend.last().map(value);
        said.push(stretch(if rises { "verdict_trend_up" } else { "verdict_trend_down" }, trend));
    }
    said.extend(of_runs(reading, phrase));
    if !reading.astronomical.is_empty() {
        let list = reading.astronomical.iter().map(label).collect::<Vec<_>>().join(", ");
        said.push(phrase("verdict_astronomical", &[("list", &list)]));
    }
    if said.is_empty() {
        said.push(phrase(if reading.limits.is_some() { "verdict_none" } else { "verdict_none_yet" }, &[]));
    }
    if reading.limits.is_none() {
        let blanks = [("n", reading.useful.to_string()), ("enough", ENOUGH.to_string())];
        said.push(phrase("verdict_waiting", &blanks.each_ref().map(|(name, value)| (*name, value.as_str()))));
    }
    said
}

/// What the rules that count runs say; nothing as long as they wait.
fn of_runs(reading: &Reading, phrase: Phrase<'_>) -> Vec<String> {
    let Some(limits) = reading.limits else { return Vec::new() };
    let mut said = Vec::new();
    let numbers = [reading.runs, limits.lower, limits.upper].map(|number| number.to_string());
    let blanks = [("n", numbers[0].as_str()), ("lower", &numbers[1]), ("upper", &numbers[2])];
    match reading.too_few_or_many() {
        Some(Runs::TooFew) => said.push(phrase("verdict_few_runs", &blanks)),
        Some(Runs::TooMany) => said.push(phrase("verdict_many_runs", &blanks)),
        Some(Runs::Usual) | None => {}
    }
    let compared = |key: &str, number: usize, limit: usize| {
        phrase(key, &[("n", &number.to_string()), ("limit", &limit.to_string())])
    };
    if reading.is_too_long() == Some(true) {
        said.push(compared("verdict_long_run", reading.longest, limits.longest));
    }
    if reading.crosses_too_little() == Some(true) {
        said.push(compared("verdict_few_crossings", reading.crossings, limits.crossings));
    }
    said
}

/// The names of the signals, or that there is none: for where there is no room for sentences.
pub fn brief(reading: &Reading, phrase: Phrase<'_>) -> String {
    let of_anhoej = reading.is_too_long() == Some(true) || reading.crosses_too_little() == Some(true);
    let names = [
        (!reading.shifts.is_empty(), "signal_shift"),
        (!reading.trends.is_empty(), "signal_trend"),
        (matches!(reading.too_few_or_many(), Some(Runs::TooFew | Runs::TooMany)), "signal_runs"),
        (of_anhoej, "signal_anhoej"),
        (!reading.astronomical.is_empty(), "signal_astronomical"),
    ];
    let names: Vec<String> =
        names.into_iter().filter(|(is_there, _)| *is_there).map(|(_, key)| phrase(key, &[])).collect();
    match (names.is_empty(), reading.limits.is_some()) {
        (false, _) => phrase("signals", &[("list", &names.join(", "))]),
        (true, true) => phrase("signals_none", &[]),
        (true, false) => phrase("signals_none_yet", &[]),
    }
}

/// The verdict in one line.
pub fn plain(series: &Series, reading: &Reading, phrase: Phrase<'_>) -> String {
    let said = sentences(series, reading, phrase).join(" ");
    if reading.has_signal() { format!("{} {said}", phrase("verdict_signal", &[])) } else { said }
}
