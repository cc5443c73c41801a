//! The bytes of a saved file in, its rounds out, or what is wrong with it. Never guesses at what was cut off.

use super::definition::{ANSWERS, ARCHIVE, FILE, INVITATION, ROUNDS, VERSION};
use super::json::{self, Json, Placed, Trouble};
use super::pasted::{self, Part};
use super::shape::{Flaw, Shape, check};
use super::together::gathered;
use crate::diag::{Code, Fault};
use crate::source::ANSWERS_LIMIT;
use crate::text::{Span, Text};

/// The most that a saved file has, in bytes.
pub const LIMIT: usize = ANSWERS_LIMIT as usize;

/// How the names of texts end that may hold pasted answers.
const PASTED: &str = ".txt";

/// How many faults of one file are told.
const MOST: usize = 20;

/// A saved file that is sound: one round, or several in one.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    Round(Json),
    Archive(Json),
}

/// Reads a file: one that was saved, or a text into which answers were pasted, as a message is. Parts of one round that
/// are in one text come as one.
///
/// # Errors
/// What is wrong with it, each with its place in the text as [`Text::decode`] reads it.
pub fn read(bytes: &[u8]) -> Result<Vec<Saved>, Vec<Fault>> {
    if bytes.len() > LIMIT {
        let cause = format!("the file has {} MB; saved answers have up to {}", bytes.len() >> 20, LIMIT >> 20);
        return Err(vec![Fault::new(Code::FileTooLarge, Span::file(), cause, "look whether it is the right file")]);
    }
    let raw = std::str::from_utf8(bytes);
    if let Ok(raw) = raw
        && raw.trim_start_matches('\u{feff}').trim_start().starts_with('{')
    {
        // Places are those of the text in its normal form, which few files need.
        let placed = |faults| saved(Text::decode(bytes).0.as_str()).err().unwrap_or(faults);
        return saved(raw).map(|saved| vec![saved]).map_err(placed);
    }
    // Around pasted answers there may be anything, in any encoding.
    let (text, _) = Text::decode(bytes);
    let parts = pasted::parts(text.as_str());
    if !parts.is_empty() {
        return all(parts);
    }
    Err(vec![match raw {
        Err(_) => Fault::new(Code::NotUtf8, Span::file(), "the file is not in UTF-8", AGAIN),
        Ok(raw) if raw.trim().is_empty() => Fault::new(Code::BadAnswers, Span::file(), "the file is empty", AGAIN),
        Ok(_) => Fault::new(Code::BadAnswers, Span::file(), "there are no saved answers in this file", WHICH),
    }])
}

/// True for a text into which answers were pasted, whole or cut.
pub fn has_pasted(bytes: &[u8]) -> bool {
    !pasted::parts(Text::decode(bytes).0.as_str()).is_empty()
}

/// True for the name of a file as guides' pages save it: `oak.framewright.json`, or `oak.framewright (1).json` where a
/// browser had one of that name already.
pub fn is_saved_name(name: &str) -> bool {
    name.ends_with(".json") && name.contains(".framewright")
}

/// True for the name of a text that may hold pasted answers.
pub fn is_text_name(name: &str) -> bool {
    name.ends_with(PASTED)
}

/// A file's name without what all such names end with.
pub fn stem(name: &str) -> &str {
    name.split(".framewright").next().and_then(|stem| stem.strip_suffix(PASTED).or(Some(stem))).unwrap_or(name)
}

/// Where a member stands in the file of a round or an archive, in the text as [`Text::decode`] reads it; the whole file
/// where the answers were pasted.
pub fn place(text: &Text, path: &[String]) -> Span {
    let text = text.as_str();
    if text.trim_start().starts_with('{') { json::place(text, path) } else { Span::file() }
}

const AGAIN: &str = "save it from the guide's page again";

const WHICH: &str =
    "choose a file whose name ends in .framewright.json, or a text with all lines from \"framewright:\" to \":end\"";

/// All parts of a text, or what is wrong with any of them.
fn all(parts: Vec<Part>) -> Result<Vec<Saved>, Vec<Fault>> {
    let (mut sound, mut faults) = (Vec::new(), Vec::new());
    for Part { span, json } in parts {
        let within = |fault: Fault| Fault { span, cause: format!("in the pasted text, {}", fault.cause), ..fault };
        match json.map(|json| saved(&json)) {
            Ok(Ok(part)) => sound.push(part),
            Ok(Err(wrong)) => faults.extend(wrong.into_iter().map(within)),
            Err((span, cause)) => {
                let help = "copy all lines from \"framewright:\" to \":end\", or ask for the saved file";
                faults.push(Fault::new(Code::CutAnswers, span, cause, help));
            }
        }
    }
    if faults.is_empty() { Ok(gathered(sound)) } else { Err(faults) }
}

/// Reads the JSON of a round or of several.
fn saved(text: &str) -> Result<Saved, Vec<Fault>> {
    let text = text.trim_start_matches('\u{feff}');
    let value = json::parse(text).map_err(|placed| vec![syntax(placed)])?;
    let saved = match value.member("format").and_then(Json::text) {
        Some(ARCHIVE) => Saved::Archive(value),
        Some(ANSWERS) => Saved::Round(value),
        Some(INVITATION) => {
            let cause = "this is the invitation to a round, without answers";
            let help = "open it on the guide's page; choose the files that members have sent back";
            return Err(vec![Fault::new(Code::BadAnswers, Span::file(), cause, help)]);
        }
        _ => {
            let cause = "these are no saved answers: \"format\" is not framewright-answers";
            return Err(vec![Fault::new(Code::BadAnswers, Span::file(), cause, WHICH)]);
        }
    };
    judge(text, saved)
}

/// The fault of a text that is no JSON.
fn syntax((trouble, span): Placed) -> Fault {
    let help = "save it from the guide's page again; a file that was cut or edited may be restored from an older one";
    match trouble {
        Trouble::Syntax(wanted) => {
            Fault::new(Code::BadJson, span, format!("this is no JSON: {wanted} should stand here"), help)
        }
        Trouble::TooDeep => {
            let cause = format!("more than {} levels of nesting", json::DEPTH);
            Fault::new(Code::TooDeep, span, cause, "look whether it is the right file")
        }
        Trouble::TooLong => {
            let cause = format!("a text of more than {} characters", json::LENGTH);
            Fault::new(Code::TooMuch, span, cause, "keep long texts in files of their own, and link to them")
        }
        Trouble::Twice => Fault::new(Code::BadJson, span, "this name is there twice", help),
    }
}

fn judge(text: &str, saved: Saved) -> Result<Saved, Vec<Fault>> {
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
    if let Some((_, path)) = places.iter().find(|(value, _)| newer(value)) {
        let cause = "this file was made by a newer Framewright; nothing was changed";
        let span = json::place(text, path);
        return Err(vec![Fault::new(Code::NewerAnswers, span, cause, "install the newest version, and try again")]);
    }
    let flaws = check(&Shape::Record(shape), value);
    if flaws.is_empty() {
        return Ok(saved);
    }
    let fault = |Flaw { path, wanted }: &Flaw| {
        let shown = if path.is_empty() { "the file".to_owned() } else { format!("\"{}\"", shortened(&path.join("."))) };
        let span = json::place(text, path);
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub const SOUND: &str = r#"{"format":"framewright-answers","version":1,"site":"s","guide":"g",
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
        assert_eq!(read(saved[0].text().as_bytes()).unwrap(), saved);
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
        assert_eq!(faults("")[0], "1:1 bad-answers: the file is empty");
        assert_eq!(faults("Hello")[0], "1:1 bad-answers: there are no saved answers in this file");
        assert_eq!(faults("{")[0], "1:2 bad-json: this is no JSON: a name in quotes should stand here");
        assert_eq!(read(&[0xff, 0xfe, 0x00]).unwrap_err()[0].code, Code::NotUtf8);
        assert_eq!(read(&vec![b' '; LIMIT + 1]).unwrap_err()[0].code, Code::FileTooLarge);
        assert_eq!(read(format!("{{\"a\":{}", "[".repeat(1 << 20)).as_bytes()).unwrap_err()[0].code, Code::TooDeep);
    }
}
