//! A number as a spreadsheet wrote it in, its value out.

use crate::diag::{Code, Fault};
use crate::text::{Span, Spanned};

/// A number, and where a `%` stands behind it.
pub(super) struct Read {
    pub number: Spanned<f64>,
    pub percent: Option<Span>,
}

/// Reads `85`, `85.5`, `85,5`, `1,200`, `1 200`, `85%`. `separator` is what stands between two cells: where it is not a
/// comma, a comma belongs to numbers.
pub(super) fn read(cell: &Spanned<String>, separator: char) -> Result<Read, Fault> {
    let text = cell.value.as_str();
    let bare = text.trim_end_matches('%').trim_end();
    let percent = (bare.len() < text.len()).then_some(cell.span);
    let joined: String = bare.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'')).collect();
    let plain = plain(&joined, separator).map_err(|other| two_meanings(cell, other))?;
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite());
    let digits = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    match number.filter(|_| digits) {
        Some(number) => Ok(Read { number: Spanned::new(number, cell.span), percent }),
        None => {
            let cause = format!("\"{text}\" is no number");
            let help = "leave the cell empty where nothing was reported, and say why in the column note";
            Err(Fault::new(Code::BadNumber, cell.span, cause, help))
        }
    }
}

/// Digits with at most a point among them; or the other thing that the text may mean.
fn plain(text: &str, separator: char) -> Result<String, String> {
    let last = text.rfind(['.', ',']);
    let Some(last) = last else { return Ok(text.to_owned()) };
    let mark = text.as_bytes()[last] as char;
    let other = if mark == ',' { '.' } else { ',' };
    let (before, after) = (&text[..last], &text[last + 1..]);
    let whole = text.replace([',', '.'], "");
    // With both, the last one stands before the decimals.
    if before.contains(other) {
        return Ok(format!("{}.{after}", before.replace(other, "")));
    }
    let repeated = before.contains(mark);
    let grouped = after.len() == 3 && (1..=3).contains(&before.trim_start_matches('-').len());
    match (mark, repeated, grouped) {
        (_, true, _) => Ok(whole),
        // A thousand in one country is one in the next.
        (',', false, true) if separator == ',' => Ok(whole),
        (',', false, true) => Err(format!("{before}.{after}")),
        ('.', false, true) if separator == ';' => Err(format!("{before}.{after}")),
        (_, false, _) => Ok(format!("{before}.{after}")),
    }
}

fn two_meanings(cell: &Spanned<String>, decimal: String) -> Fault {
    let whole = decimal.replace('.', "");
    let cause = format!("\"{}\" could be {whole} or {decimal}", cell.value);
    Fault::new(Code::BadNumber, cell.span, cause, format!("write {whole}, or with another decimal: {decimal}0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str, separator: char) -> Option<f64> {
        read(&Spanned::new(text.to_owned(), Span::file()), separator).ok().map(|read| read.number.value)
    }

    #[test]
    fn numbers_of_several_countries() {
        for (text, separator, value) in [
            ("85", ',', 85.0),
            ("-3.25", ',', -3.25),
            ("85,5", ';', 85.5),
            ("85,5", ',', 85.5),
            ("1,200", ',', 1200.0),
            ("1,234,567", ';', 1_234_567.0),
            ("1,234.5", ',', 1234.5),
            ("1.234,5", ';', 1234.5),
            ("1 200", ';', 1200.0),
            ("12\u{a0}000,5", ';', 12_000.5),
            ("0.125", ',', 0.125),
            ("85 %", ',', 85.0),
        ] {
            assert_eq!(number(text, separator), Some(value), "{text}");
        }
    }

    #[test]
    fn what_could_be_two_numbers_is_none() {
        for (text, separator) in
            [("1,200", ';'), ("1.200", ';'), ("n/a", ','), ("<10", ','), ("", ','), ("1e5", ','), ("--", ',')]
        {
            assert_eq!(number(text, separator), None, "{text}");
        }
    }
}
