//! Findings in, words out: drawn for authors, one line each for scripts, JSON, GitHub and SARIF for machines.
//! Never decides what is wrong, never knows where the words go.

mod github;
mod human;
mod json;
mod sarif;
mod short;

use std::borrow::Cow;
use std::fmt;
use std::io::{self, BufWriter, Write};
use std::str::FromStr;

use super::{Finding, Findings, Located, Texts};

/// A way to print findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Drawn with the line they stand on, and a summary.
    Human,
    /// `path:line:column: level[code]: cause; next step`, one line each.
    Short,
    /// One array of objects.
    Json,
    /// Workflow commands, which GitHub shows beside the lines of a pull request.
    Github,
    /// SARIF 2.1.0, which code scanning and editors read.
    Sarif,
}

impl Format {
    /// Every format, in the order of the manual.
    pub const ALL: &'static [Format] = &[Format::Human, Format::Short, Format::Json, Format::Github, Format::Sarif];

    /// The word that `--format` takes.
    pub fn name(self) -> &'static str {
        match self {
            Format::Human => "human",
            Format::Short => "short",
            Format::Json => "json",
            Format::Github => "github",
            Format::Sarif => "sarif",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Format::ALL.iter().copied().find(|format| format.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
            format!("no format \"{name}\"; choose one of {}", names.join(", "))
        })
    }
}

/// Prints findings that have been sorted. `color` counts for the human format alone.
///
/// # Errors
/// Those of writing to `out`.
pub fn print(
    out: &mut dyn Write,
    format: Format,
    color: bool,
    findings: &Findings,
    texts: &dyn Texts,
) -> io::Result<()> {
    // Standard output writes through at every line end; ten thousand findings are better sent in blocks.
    let mut out = BufWriter::new(out);
    match format {
        Format::Human => human::print(&mut out, color, findings, texts)?,
        Format::Short => short::print(&mut out, findings, texts)?,
        Format::Json => json::print(&mut out, findings, texts)?,
        Format::Github => github::print(&mut out, findings, texts)?,
        Format::Sarif => sarif::print(&mut out, findings, texts)?,
    }
    out.flush()
}

/// A finding with its place, whose end never stands before its start, whatever a stale span says.
fn locate<'a>(finding: &'a Finding, texts: &'a dyn Texts) -> Located<'a> {
    let located = finding.located(texts);
    Located { end: located.end.max(located.start), ..located }
}

/// Cause and next step, as one phrase.
fn message(found: &Located<'_>) -> String {
    if found.help.is_empty() { found.cause.to_owned() } else { format!("{}; {}", found.cause, found.help) }
}

/// The text without anything that ends a line, turns its direction around or otherwise steers a terminal.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(steers) { Cow::Owned(text.replace(steers, " ")) } else { Cow::Borrowed(text) }
}

fn steers(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::super::{Code, FileId};
    use super::*;
    use crate::text::{Span, Text};

    /// Files in memory.
    struct Shelf(Vec<(&'static str, Option<Text>)>);

    impl Texts for Shelf {
        fn path(&self, file: FileId) -> &str {
            self.0[file.0 as usize].0
        }
        fn text(&self, file: FileId) -> Option<&Text> {
            self.0[file.0 as usize].1.as_ref()
        }
    }

    fn printed(format: Format, findings: &Findings, texts: &Shelf) -> String {
        let mut out = Vec::new();
        print(&mut out, format, false, findings, texts).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// An error with a next step, and a warning without one in a file without text.
    fn two() -> (Findings, Shelf) {
        let text = Text::new("---\ntitle: Pay\ndriver: colaboration\n---\n");
        let texts = Shelf(vec![("content/briefs/pay.md", Some(text)), ("content/50%, a:b.bib", None)]);
        let mut findings = Findings::new();
        let (cause, help) = ("no driver \"colaboration\"", "did you mean \"collaboration\"?");
        findings.add(Code::UnknownDriver, (FileId(0), Span::new(23, 35)), cause, help);
        findings.add(Code::UnusedReference, (FileId(1), Span::file()), "\"ana-2020\" is never cited", "");
        (findings, texts)
    }

    #[test]
    fn formats_are_known_by_their_names() {
        for &format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        let error = "xml".parse::<Format>().unwrap_err();
        assert_eq!(error, "no format \"xml\"; choose one of human, short, json, github, sarif");
    }

    #[test]
    fn human() {
        let (findings, texts) = two();
        let expected = "\
error[unknown-driver]: no driver \"colaboration\"
 --> content/briefs/pay.md:3:9
  |
3 | driver: colaboration
  |         ^^^^^^^^^^^^
  |
  = help: did you mean \"collaboration\"?

warning[unused-reference]: \"ana-2020\" is never cited
--> content/50%, a:b.bib:1:1

1 error and 1 warning in 2 files. For more about one, run: framewright explain CODE
";
        assert_eq!(printed(Format::Human, &findings, &texts), expected);
    }

    #[test]
    fn short() {
        let (findings, texts) = two();
        let expected = "\
content/briefs/pay.md:3:9: error[unknown-driver]: no driver \"colaboration\"; did you mean \"collaboration\"?
content/50%, a:b.bib:1:1: warning[unused-reference]: \"ana-2020\" is never cited
";
        assert_eq!(printed(Format::Short, &findings, &texts), expected);
    }

    #[test]
    fn json() {
        let (findings, texts) = two();
        let expected = r#"[
  {
    "code": "unknown-driver",
    "level": "error",
    "file": "content/briefs/pay.md",
    "line": 3,
    "column": 9,
    "end_line": 3,
    "end_column": 21,
    "message": "no driver \"colaboration\"",
    "help": "did you mean \"collaboration\"?"
  },
  {
    "code": "unused-reference",
    "level": "warning",
    "file": "content/50%, a:b.bib",
    "line": 1,
    "column": 1,
    "end_line": 1,
    "end_column": 1,
    "message": "\"ana-2020\" is never cited",
    "help": ""
  }
]
"#;
        assert_eq!(printed(Format::Json, &findings, &texts), expected);
    }

    #[test]
    fn github() {
        let (findings, texts) = two();
        let expected = "\
::error file=content/briefs/pay.md,line=3,col=9,endLine=3,endColumn=21,title=unknown-driver\
::no driver \"colaboration\"; did you mean \"collaboration\"?
::warning file=content/50%25%2C a%3Ab.bib,line=1,col=1,endLine=1,endColumn=1,title=unused-reference\
::\"ana-2020\" is never cited
";
        assert_eq!(printed(Format::Github, &findings, &texts), expected);
    }

    #[test]
    fn sarif() {
        let (findings, texts) = two();
        let log: serde_json::Value = serde_json::from_str(&printed(Format::Sarif, &findings, &texts)).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let rules = &run["tool"]["driver"]["rules"];
        assert_eq!((&rules[0]["id"], &rules[1]["id"]), (&"unknown-driver".into(), &"unused-reference".into()));
        assert_eq!(rules[1]["defaultConfiguration"]["level"], "warning");
        let result = &run["results"][0];
        assert_eq!((&result["ruleId"], &result["ruleIndex"]), (&"unknown-driver".into(), &0.into()));
        assert_eq!(result["message"]["text"], "no driver \"colaboration\"; did you mean \"collaboration\"?");
        let place = &result["locations"][0]["physicalLocation"];
        let region = serde_json::json!({"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 21});
        assert_eq!(place["region"], region);
        let place = &run["results"][1]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "content/50%25%2C%20a%3Ab.bib");
    }

    #[test]
    fn no_finding_is_no_word_and_an_empty_list() {
        let texts = Shelf(Vec::new());
        for (format, expected) in
            [(Format::Human, ""), (Format::Short, ""), (Format::Json, "[]\n"), (Format::Github, "")]
        {
            assert_eq!(printed(format, &Findings::new(), &texts), expected);
        }
        assert!(printed(Format::Sarif, &Findings::new(), &texts).contains("\"results\": []"));
    }

    /// Nothing that is written in a file, a name or a message may steer a terminal or start a line of its own.
    #[test]
    fn nothing_hostile_gets_through() {
        let hostile = "a\u{1b}[31m\r\nb\u{7}\u{9b}2J\u{85}\u{2028}\tc\u{0}\u{7f}%";
        let texts = Shelf(vec![("x\n::error::\u{1b}.md", Some(Text::new(hostile)))]);
        let mut findings = Findings::new();
        findings.add(Code::ControlCharacter, (FileId(0), Span::new(1, 2)), hostile, hostile);
        findings.add(Code::ControlCharacter, (FileId(0), Span::new(9, 10)), hostile, hostile);
        for &format in Format::ALL {
            let printed = printed(format, &findings, &texts);
            assert!(!printed.contains(|c: char| c.is_control() && c != '\n'), "{format}: {printed:?}");
        }
        assert_eq!(printed(Format::Short, &findings, &texts).lines().count(), 2);
        assert_eq!(printed(Format::Github, &findings, &texts).lines().count(), 2);
        assert!(printed(Format::Human, &findings, &texts).contains("2 | b␇�2J��    c␀␡%"));
    }

    fn columns(line: &str) -> usize {
        let width = |c: char| match c {
            '\u{301}' => 0,
            '日' => 2,
            _ => 1,
        };
        line.chars().map(width).sum()
    }

    #[test]
    fn any_span_is_drawn() {
        let samples = ["", "\n", "é", "a\n\nb", "日本語 text\tend\n", "e\u{301}\u{200d}x", "\u{202e}abc\n日"];
        let long = ["word ".repeat(900), "日".repeat(900), " ".repeat(900), "\u{301}".repeat(900), "\t".repeat(900)];
        for sample in samples.into_iter().chain(long.iter().map(String::as_str)) {
            let texts = Shelf(vec![("x.md", Some(Text::new(sample)))]);
            let length = sample.len() as u32;
            let mut offsets: Vec<u32> = (0..length.min(24)).collect();
            offsets.extend([length / 2, length.saturating_sub(1), length, length + 1, length + 9, u32::MAX]);
            let mut findings = Findings::new();
            for &start in &offsets {
                for &end in &offsets {
                    findings.add(Code::BadLink, (FileId(0), Span { start, end }), "x", "y");
                }
            }
            for &format in Format::ALL {
                let printed = printed(format, &findings, &texts);
                assert!(format != Format::Human || printed.lines().all(|line| columns(line) <= 90), "{printed}");
            }
        }
    }
}
