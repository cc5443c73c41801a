//! The bytes of a saved file in, its rounds out, or what is wrong with it; and rounds of several files put together.

use std::collections::BTreeMap;

use super::definition::{ANSWERS, ARCHIVE, FILE, ROUNDS, VERSION};
use super::json::{self, Json, Trouble};
use super::merge::merge;
use super::shape::{Flaw, Shape, check};
use crate::diag::{Code, Fault};
use crate::text::{Span, Text};

/// The most that a saved file has, in bytes.
pub const LIMIT: usize = 16 << 20;

/// How many faults of one file are told.
const MOST: usize = 20;

/// A saved file that is sound: one round, or several in one.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    Round(Json),
    Archive(Json),
}

/// Which sitting of which team a file is about.
type Sitting = (String, String, String);

/// Reads a saved file.
///
/// # Errors
/// What is wrong with it, each with its place in the text as [`Text::decode`] reads it.
pub fn read(bytes: &[u8]) -> Result<Saved, Vec<Fault>> {
    if bytes.len() > LIMIT {
        let cause = format!("the file has {} MB; saved answers have up to {}", bytes.len() >> 20, LIMIT >> 20);
        return Err(vec![Fault::new(Code::FileTooLarge, Span::file(), cause, "look whether it is the right file")]);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}'),
        Err(_) => {
            let help = "save it from the guide's page again";
            return Err(vec![Fault::new(Code::NotUtf8, Span::file(), "the file is not in UTF-8", help)]);
        }
    };
    let value = json::parse(text).map_err(|_| vec![syntax(bytes)])?;
    let saved = match value.member("format").and_then(Json::text) {
        Some(ARCHIVE) => Saved::Archive(value),
        Some(ANSWERS) => Saved::Round(value),
        _ => {
            let cause = "these are no saved answers: \"format\" is not framewright-answers";
            let help = "choose a file whose name ends in .framewright.json";
            return Err(vec![Fault::new(Code::BadAnswers, Span::file(), cause, help)]);
        }
    };
    judge(bytes, saved)
}

/// The fault of a text that is no JSON, in the text as findings show it.
fn syntax(bytes: &[u8]) -> Fault {
    let (text, _) = Text::decode(bytes);
    let help = "save it from the guide's page again; a file that was cut or edited may be restored from an older one";
    match json::parse(text.as_str()) {
        Err((Trouble::Syntax(wanted), span)) => {
            Fault::new(Code::BadJson, span, format!("this is no JSON: {wanted} should stand here"), help)
        }
        Err((Trouble::TooDeep, span)) => {
            let cause = format!("more than {} levels of nesting", json::DEPTH);
            Fault::new(Code::TooDeep, span, cause, "look whether it is the right file")
        }
        Err((Trouble::TooLong, span)) => {
            let cause = format!("a text of more than {} characters", json::LENGTH);
            Fault::new(Code::TooMuch, span, cause, "keep long texts in files of their own, and link to them")
        }
        Err((Trouble::Twice, span)) => Fault::new(Code::BadJson, span, "this name is there twice", help),
        Ok(_) => Fault::new(Code::BadJson, Span::file(), "this is no JSON", help),
    }
}

fn judge(bytes: &[u8], saved: Saved) -> Result<Saved, Vec<Fault>> {
    let (shape, value) = match &saved {
        Saved::Round(value) => (&FILE, value),
        Saved::Archive(value) => (&ROUNDS, value),
    };
    let inner = value.member("rounds").and_then(|rounds| match rounds {
        Json::List(rounds) => Some(rounds.as_slice()),
        _ => None,
    });
    let newer =
        |value: &Json| value.member("version").and_then(Json::number).is_some_and(|own| own > f64::from(VERSION));
    let mut places = vec![(value, vec!["version".to_owned()])];
    for (at, round) in inner.unwrap_or_default().iter().enumerate() {
        places.push((round, vec!["rounds".to_owned(), at.to_string(), "version".to_owned()]));
    }
    let text = std::cell::LazyCell::new(|| Text::decode(bytes).0);
    if let Some((_, path)) = places.iter().find(|(value, _)| newer(value)) {
        let cause = "this file was made by a newer Framewright; nothing was changed";
        let span = json::place(text.as_str(), path);
        return Err(vec![Fault::new(Code::NewerAnswers, span, cause, "install the newest version, and try again")]);
    }
    let flaws = check(&Shape::Record(shape), value);
    if flaws.is_empty() {
        return Ok(saved);
    }
    let fault = |Flaw { path, wanted }: &Flaw| {
        let shown = if path.is_empty() { "the file".to_owned() } else { format!("\"{}\"", shortened(&path.join("."))) };
        let span = json::place(text.as_str(), path);
        let help = "save the file from the guide's page again, or restore an older one";
        Fault::new(Code::BadAnswers, span, format!("{shown} is not as saved answers are: it needs {wanted}"), help)
    };
    Err(flaws.iter().take(MOST).map(fault).collect())
}

/// A path as findings show it, whatever a file calls its members.
fn shortened(path: &str) -> String {
    let harmless = path.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let short: String = harmless.take(120).collect();
    if short.len() < path.len() { format!("{short}…") } else { short }
}

impl Saved {
    /// Each round of the file.
    pub fn rounds(&self) -> &[Json] {
        match self {
            Saved::Round(round) => std::slice::from_ref(round),
            Saved::Archive(archive) => match archive.member("rounds") {
                Some(Json::List(rounds)) => rounds,
                _ => &[],
            },
        }
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        match self {
            Saved::Round(value) | Saved::Archive(value) => value.pretty(),
        }
    }
}

/// The site, the guide and the round of a team's file.
pub(super) fn sitting(round: &Json) -> Sitting {
    let text = |value: Option<&Json>| value.and_then(Json::text).unwrap_or("").to_owned();
    let id = round.member("round").and_then(|round| round.member("id"));
    (text(round.member("site")), text(round.member("guide")), text(id))
}

/// Puts files together: those of one round into one, and with an archive among them all rounds of a site into an
/// archive.
///
/// # Errors
/// The number of the first file that belongs to another site, guide or round, and a sentence that says so.
pub fn together(files: Vec<Saved>) -> Result<Saved, (usize, String)> {
    let archives = files.iter().any(|file| matches!(file, Saved::Archive(_)));
    let mut rounds: BTreeMap<Sitting, Json> = BTreeMap::new();
    let mut around = Json::empty();
    for (number, file) in files.into_iter().enumerate() {
        for round in file.rounds() {
            let own = sitting(round);
            if let Some(other) = rounds.keys().next().filter(|other| !belongs(archives, other, &own)) {
                return Err((number, foreign(other, &own)));
            }
            let merged = match rounds.remove(&own) {
                Some(other) => merge(other, round.clone()),
                None => round.clone(),
            };
            rounds.insert(own, merged);
        }
        if let Saved::Archive(Json::Object(mut archive)) = file {
            archive.remove(&"rounds".into());
            around = merge(around, Json::Object(archive));
        }
    }
    if !archives {
        return Ok(Saved::Round(rounds.into_values().next().unwrap_or(Json::Null)));
    }
    if let Json::Object(members) = &mut around {
        members.insert("rounds".into(), Json::List(rounds.into_values().collect()));
    }
    Ok(Saved::Archive(around))
}

fn belongs(archives: bool, other: &Sitting, own: &Sitting) -> bool {
    if archives { other.0 == own.0 } else { other == own }
}

fn foreign(other: &Sitting, own: &Sitting) -> String {
    let parts = [("site", &other.0, &own.0), ("guide", &other.1, &own.1), ("round", &other.2, &own.2)];
    let (what, first, this) = parts.into_iter().find(|(_, a, b)| a != b).unwrap_or(parts[2]);
    format!("the files before this one are of the {what} \"{first}\", this one is of \"{this}\"; nothing was changed")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"{"format":"framewright-answers","version":1,"site":"s","guide":"g",
  "round":{"id":"r-1","title":{"counter":1,"values":[{"device":"d-0","value":"First"}]}},
  "sheets":{"m-a":{"who":{"level":{"counter":1,"values":[{"device":"d-1","value":null}]}}}}}"#;

    /// Findings as `line:column code cause`.
    fn faults(text: &str) -> Vec<String> {
        let (decoded, _) = Text::decode(text.as_bytes());
        let told = |fault: &Fault| {
            let place = decoded.place(fault.span.start);
            format!("{}:{} {}: {}", place.line, place.column, fault.code.id(), fault.cause)
        };
        read(text.as_bytes()).err().unwrap_or_default().iter().map(told).collect()
    }

    #[test]
    fn a_sound_file_is_read_and_written_as_it_is() {
        let saved = read(SOUND.as_bytes()).unwrap();
        assert_eq!(read(saved.text().as_bytes()).unwrap(), saved);
        assert_eq!(read(format!("\u{feff}{SOUND}").as_bytes()).unwrap(), saved);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let changed = |from: &str, to: &str| faults(&SOUND.replacen(from, to, 1));
        assert_eq!(
            changed("\"version\":1", "\"version\":2"),
            ["1:43 newer-answers: this file was made by a newer Framewright; nothing was changed"]
        );
        assert_eq!(
            changed("\"counter\":1", "\"counter\":0"),
            [
                "2:42 bad-answers: \"round.title.counter\" is not as saved answers are: it needs a whole number from 1 on"
            ]
        );
        assert_eq!(changed("\"m-a\"", "\"__proto__\"").len(), 1);
        assert_eq!(changed("\"value\":null", "\"value\":7")[0].split(':').next(), Some("3"));
        assert_eq!(changed("framewright-answers", "other")[0].split(' ').nth(1), Some("bad-answers:"));
        assert_eq!(changed("[{\"device\"", "[{\"device").len(), 1);
        assert_eq!(faults("")[0], "1:1 bad-json: this is no JSON: a value should stand here");
        assert_eq!(read(&[0xff, 0xfe, 0x00]).unwrap_err()[0].code, Code::NotUtf8);
        assert_eq!(read(&vec![b' '; LIMIT + 1]).unwrap_err()[0].code, Code::FileTooLarge);
        assert_eq!(read("[".repeat(1 << 20).as_bytes()).unwrap_err()[0].code, Code::TooDeep);
    }

    #[test]
    fn files_of_another_round_are_refused_and_archives_take_them() {
        let other = SOUND.replace("r-1", "r-2");
        let (one, two) = (read(SOUND.as_bytes()).unwrap(), read(other.as_bytes()).unwrap());
        let (number, sentence) = together(vec![one.clone(), two.clone()]).unwrap_err();
        assert_eq!((number, sentence.contains("round \"r-1\"")), (1, true));
        let archive =
            format!("{{\"format\":\"framewright-archive\",\"version\":1,\"site\":\"s\",\"rounds\":[{SOUND}]}}");
        let archive = read(archive.as_bytes()).unwrap();
        let all = together(vec![two.clone(), archive.clone(), one.clone()]).unwrap();
        assert_eq!(all.rounds().len(), 2);
        assert_eq!(all, together(vec![one, two, archive]).unwrap());
        assert!(read(all.text().as_bytes()).is_ok());
    }
}
