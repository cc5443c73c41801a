//! A report in, its CSV for spreadsheets out: one number a line. No field is taken for a formula.

use super::{Report, word};
use crate::theme::Words;

/// Writes the report. Numbers that may not be shown are left empty, and said to be.
pub(super) fn write(report: &Report, words: &Words) -> String {
    let heads =
        ["report_guide", "report_by", "report_row", "report_rounds", "report_level", "report_answers", "report_hidden"];
    let mut out = String::from('\u{feff}');
    line(&mut out, heads.map(|key| word(words, key)));
    for guide in &report.guides {
        for table in &guide.tables {
            for row in &table.rows {
                for (level, answers) in guide.levels.iter().zip(&row.answers) {
                    let number = answers.map_or(String::new(), |answers| answers.to_string());
                    let hidden = if answers.is_none() { word(words, "report_yes") } else { "" };
                    let rounds = row.rounds.to_string();
                    let by = word(words, table.dimension.word());
                    line(&mut out, [&guide.title, by, &row.title, &rounds, level, &number, hidden]);
                }
            }
        }
        for changed in &guide.changed {
            let rounds = changed.rounds.to_string();
            line(&mut out, [&guide.title, word(words, changed.drift.word()), &changed.title, &rounds, "", "", ""]);
        }
    }
    out
}

/// A line, as RFC 4180 has it.
fn line<const N: usize>(out: &mut String, fields: [&str; N]) {
    for (at, field) in fields.into_iter().enumerate() {
        out.push_str(if at > 0 { "," } else { "" });
        out.push_str(&quoted(field));
    }
    out.push_str("\r\n");
}

/// What spreadsheets take for the beginning of a formula, in narrow and in wide letters; the browser's tables know the
/// same.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '|', '%', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A field in quotes where it needs them. A spreadsheet would reckon with what begins like a formula, also behind white
/// space: an apostrophe in front makes it text.
fn quoted(field: &str) -> String {
    let begins = field.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').starts_with(FORMULA);
    let formula = begins || field.starts_with(['\t', '\r', '\n']);
    let safe = if formula { format!("'{field}") } else { field.to_owned() };
    if safe.contains([',', '"', '\n', '\r', ';']) || formula {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_a_formula() {
        for (field, safe) in [
            ("plain", "plain"),
            ("a, \"b\"", "\"a, \"\"b\"\"\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            (" +1", "\"' +1\""),
            ("-1", "\"'-1\""),
            ("@x", "\"'@x\""),
            ("\tx", "\"'\tx\""),
            ("|x", "\"'|x\""),
            ("\u{feff}=1", "\"'\u{feff}=1\""),
            ("a-b", "a-b"),
        ] {
            assert_eq!(quoted(field), safe);
        }
    }
}
