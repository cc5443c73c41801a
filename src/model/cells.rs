//! Cells of a table in, the dates and numbers that people's spreadsheets write out. What may mean two things is named,
//! not guessed, unless the rest of its column tells.

use super::Date;
use crate::diag::{Code, Fault};
use crate::text::Spanned;

/// How a column writes dates in numbers alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    /// 21/04/2025 stands in it, and 04/21/2025.
    day_first: bool,
    month_first: bool,
}

/// How a column writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Before the digits that are parts of one.
    decimal: char,
    /// True where neither a number of the column nor what separates its cells tells which sign that is.
    is_open: bool,
}

/// A number as it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// 45 for `45 %`.
    pub value: f64,
    /// True for one with a per cent sign.
    pub is_percent: bool,
}

type Cell<'a> = Spanned<&'a str>;

impl Dates {
    /// Learns from all dates of a column what each alone does not tell.
    pub fn of<'a>(cells: impl Iterator<Item = Cell<'a>>) -> Dates {
        let mut dates = Dates { day_first: false, month_first: false };
        for [first, second, _] in cells.filter_map(|cell| in_numbers(cell.value)) {
            dates.day_first |= first > 12 && second <= 12;
            dates.month_first |= second > 12 && first <= 12;
        }
        dates
    }

    /// A date: `2025-04-21`, `2025-04`, `April 21, 2025`, `21.4.2025`, or `4/21/2025` in a column that shows which is
    /// the month.
    pub fn read(self, cell: Cell<'_>) -> Result<Date, Fault> {
        let text = without_time(cell.value);
        let wrong = |cause: String, help: String| Err(Fault::new(Code::BadDate, cell.span, cause, help));
        let written = match Date::parse(text) {
            Ok(date) => return Ok(date),
            Err(no_date) => no_date.meant,
        };
        if let Some([first, second, year]) = in_numbers(text) {
            let [by_day, by_month] = [(second, first), (first, second)].map(|(month, day)| of(year, month, day));
            let is_dotted = text.contains('.');
            return match (by_day, by_month) {
                (Some(date), _) if is_dotted || (self.day_first && !self.month_first) => Ok(date),
                (_, Some(date)) if self.month_first && !self.day_first => Ok(date),
                (Some(date), None) | (None, Some(date)) => Ok(date),
                (Some(one), Some(other)) if one == other => Ok(one),
                (Some(other), Some(one)) => {
                    wrong(format!("\"{text}\" could be {one} or {other}"), format!("write the year first: {one}"))
                }
                (None, None) => wrong(format!("there is no day \"{text}\""), "write it as 2025-04-21".to_owned()),
            };
        }
        match (written.or_else(|| month_and_year(text)), serial(text)) {
            (Some(date), _) => Ok(date),
            (None, Some(date)) => wrong(
                format!("\"{text}\" is a date as Excel counts days: {date}"),
                format!("write {date}, or give the column the format of a date before you save it"),
            ),
            (None, None) => {
                wrong(format!("\"{text}\" is no date"), "write it as 2025-04-21, or 2025-04 for a month".to_owned())
            }
        }
    }
}

/// A date without the time of day that some programs add.
fn without_time(text: &str) -> &str {
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let time = text[day.len()..].trim_start_matches(['T', ' ']);
    let is_time = time.contains(':')
        && time.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'Z' | '+' | '-' | ' ' | 'A' | 'P' | 'M'));
    if is_time { day } else { text }
}

/// The numbers of `4/21/2025`, `21.4.25` and the like: two short ones, and the year.
fn in_numbers(text: &str) -> Option<[u16; 3]> {
    let parts: Vec<&str> = text.trim().trim_end_matches('.').split(['/', '.', '-']).map(str::trim).collect();
    let [first, second, year] = parts[..] else { return None };
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
        let fits = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse::<u16>().ok()).flatten()
    };
    let full = number(year, 4..=4).or_else(|| number(year, 2..=2).map(|year| year + 2000))?;
    Some([number(first, 1..=2)?, number(second, 1..=2)?, full])
}

/// A day as Excel counts it, where its cell lost the form of a date.
fn serial(text: &str) -> Option<Date> {
    let days = text.parse::<u32>().ok().filter(|days| (30_000..80_000).contains(days))?;
    Date { year: 1899, month: Some(12), day: Some(30) }.plus_days(days)
}

/// `04/2025`, `4.2025`, or `Apr-25` as Excel shows a month.
fn month_and_year(text: &str) -> Option<Date> {
    if let Some((month, year)) = text.split_once(['-', ' '])
        && year.len() == 2
        && month.chars().all(char::is_alphabetic)
        && let Ok(year) = year.parse::<u16>()
    {
        return Date::parse(&format!("{month} {}", 2000 + year)).err().and_then(|no_date| no_date.meant);
    }
    let (month, year) = text.split_once(['/', '.', '-'])?;
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = is_number(month) && is_number(year) && (1..=2).contains(&month.len()) && year.len() == 4;
    fits.then(|| Date::parse(&format!("{year}-{month:0>2}")).ok()).flatten()
}

fn of(year: u16, month: u16, day: u16) -> Option<Date> {
    Date::parse(&format!("{year:04}-{month:02}-{day:02}")).ok()
}

/// The largest number that a chart has room for.
const MOST: f64 = 1e12;

impl Numbers {
    /// Learns from all numbers of a column, and from what separates its cells, whether a comma divides or groups.
    pub fn of<'a>(separator: char, cells: impl Iterator<Item = Cell<'a>>) -> Numbers {
        let (mut comma, mut point) = (false, false);
        for cell in cells {
            let digits = bare(cell.value);
            comma |= divides(&digits, ',', '.');
            point |= divides(&digits, '.', ',');
        }
        // Where a comma is the decimal sign, spreadsheets separate cells by semicolons.
        let is_comma = if comma == point { separator == ';' } else { comma };
        Numbers { decimal: if is_comma { ',' } else { '.' }, is_open: !comma && !point && separator != ',' }
    }

    /// A number: `12.5`, `12,5`, `1 200`, `1,200`, `45 %`, `-3`, `1e3`.
    pub fn read(self, cell: Cell<'_>) -> Result<Amount, Fault> {
        let text = cell.value;
        let wrong = |cause: String, help: &str| Err(Fault::new(Code::BadNumber, cell.span, cause, help));
        if text.starts_with('#') {
            let cause = format!("\"{text}\" is a mistake of the spreadsheet");
            return wrong(cause, "mend its formula there, or leave the cell empty");
        }
        if text.starts_with('=') {
            let cause = format!("\"{text}\" is a formula");
            return wrong(cause, "save the sheet as CSV, which writes what the formula gives");
        }
        let digits = bare(text);
        if let Some((whole, parts)) = digits.split_once([',', '.']).filter(|_| self.is_open)
            && is_group_of_three(whole, parts)
        {
            let cause = format!("\"{text}\" could be {whole}{parts} or {whole}.{parts}");
            return wrong(cause, "write it without a sign between the thousands, or with fewer or more decimals");
        }
        let grouping = if self.decimal == ',' { '.' } else { ',' };
        match value(&digits, self.decimal, grouping) {
            Some(value) if value.abs() <= MOST => Ok(Amount { value, is_percent: text.trim_end().ends_with('%') }),
            Some(_) => wrong(format!("\"{text}\" is too large for a chart"), "use a larger unit"),
            None if value(&digits, grouping, self.decimal).is_some() => {
                let cause = format!("\"{text}\" has another decimal sign than this column");
                wrong(
                    cause,
                    if self.decimal == ',' {
                        "write a comma before the decimals"
                    } else {
                        "write a point before the decimals"
                    },
                )
            }
            None => {
                let cause = format!("\"{text}\" is no number");
                wrong(cause, "write digits, such as 12.5; leave the cell empty where nothing was measured")
            }
        }
    }
}

/// A number without its unit, spaces and grouping marks, with the usual minus.
fn bare(text: &str) -> String {
    let text = text.trim().trim_end_matches('%');
    let is_idle = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '$' | '€' | '£');
    text.chars().filter(|c| !is_idle(*c)).map(|c| if matches!(c, '−' | '–') { '-' } else { c }).collect()
}

/// True for `1` and `200`: a sign between them may stand between thousands, or before decimals.
fn is_group_of_three(whole: &str, parts: &str) -> bool {
    let whole = whole.trim_start_matches(['-', '+']);
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && all_digits(parts) && (1..=3).contains(&whole.len()) && whole != "0" && all_digits(whole)
}

/// True where a sign can only be the decimal one: other than three digits stand behind it, or a nought before it, or
/// the other sign; or where the other sign stands there twice, as only that between thousands does.
fn divides(digits: &str, sign: char, other: char) -> bool {
    if digits.matches(other).count() > 1 && !digits.contains(sign) {
        return true;
    }
    let Some((whole, parts)) = digits.rsplit_once(sign) else { return false };
    let whole = whole.trim_start_matches(['-', '+']);
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = all_digits(parts) && whole.chars().all(|c| c.is_ascii_digit() || c == other);
    is_number && (parts.len() != 3 || whole == "0" || whole.is_empty() || whole.contains(other) || whole.len() > 3)
}

/// True for the mark of a person, such as `x` or `yes`.
pub fn is_marked(text: &str) -> bool {
    !matches!(text.to_lowercase().as_str(), "" | "no" | "n" | "false" | "0")
}

/// The value of digits with a decimal sign, and with groups of three.
fn value(digits: &str, decimal: char, grouping: char) -> Option<f64> {
    let (number, power) = match digits.split_once(['e', 'E']) {
        Some((number, power)) => (number, Some(power)),
        None => (digits, None),
    };
    let (whole, parts) = number.split_once(decimal).unwrap_or((number, ""));
    let unsigned = whole.trim_start_matches(['-', '+']);
    let mut groups = unsigned.split(grouping);
    let first = groups.next().unwrap_or("");
    let mut are_threes = true;
    let mut any = false;
    groups.for_each(|group| (are_threes, any) = (are_threes && group.len() == 3, true));
    let is_grouped = !any || (are_threes && (1..=3).contains(&first.len()));
    let plain = unsigned.replace(grouping, "");
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_grouped
        || !all_digits(&plain)
        || !all_digits(parts)
        || (plain.is_empty() && parts.is_empty())
        || whole.len() - unsigned.len() > 1
    {
        return None;
    }
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let power = power.map(|power| format!("e{power}")).unwrap_or_default();
    format!("{sign}{plain}.{parts}0{power}").parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn cells<'a>(texts: &[&'a str]) -> Vec<Cell<'a>> {
        texts.iter().map(|text| Spanned::new(*text, Span::default())).collect()
    }

    fn dates(texts: &[&str]) -> Vec<String> {
        let cells = cells(texts);
        let dates = Dates::of(cells.iter().copied());
        cells.iter().map(|cell| dates.read(*cell).map_or_else(|fault| fault.cause, |date| date.to_string())).collect()
    }

    fn numbers(separator: char, texts: &[&str]) -> Vec<Result<f64, String>> {
        let cells = cells(texts);
        let numbers = Numbers::of(separator, cells.iter().copied());
        cells.iter().map(|cell| numbers.read(*cell).map(|amount| amount.value).map_err(|fault| fault.cause)).collect()
    }

    #[test]
    fn dates_are_read_as_they_are_written() {
        let written = [
            "2024-01-05",
            "2024-01",
            "2024-1-5",
            "January 5, 2024",
            "5 Jan 2024",
            "5.1.2024",
            "05.01.24",
            "2024-01-05T00:00:00",
            "2024-01-05 00:00",
            "2024/01/05",
            "01/2024",
            "13/01/2024",
        ];
        let read = dates(&written[..11]);
        assert_eq!(read[1], "2024-01");
        assert_eq!(read[10], "2024-01");
        assert!([0, 2, 3, 4, 5, 6, 7, 8, 9].iter().all(|at| read[*at] == "2024-01-05"), "{read:?}");
        assert_eq!(dates(&["13/01/2024", "02/01/2024"]), ["2024-01-13", "2024-01-02"]);
        assert_eq!(dates(&["1/13/2024", "02/01/2024"]), ["2024-01-13", "2024-02-01"]);
        assert_eq!(dates(&["05/05/2024"]), ["2024-05-05"]);
    }

    #[test]
    fn dates_that_may_be_two_are_named() {
        assert_eq!(dates(&["04/05/2024"]), ["\"04/05/2024\" could be 2024-04-05 or 2024-05-04"]);
        // Both ways stand in one column: what one of them alone allows is read, the rest is named.
        let both = dates(&["13/01/2024", "01/13/2024", "02/03/2024"]);
        assert_eq!(both, ["2024-01-13", "2024-01-13", "\"02/03/2024\" could be 2024-02-03 or 2024-03-02"]);
        assert_eq!(
            dates(&["soon", "30.2.2024", "45046", "23-Apr", "2023-13"]),
            [
                "\"soon\" is no date",
                "there is no day \"30.2.2024\"",
                "\"45046\" is a date as Excel counts days: 2023-04-30",
                "\"23-Apr\" is no date",
                "\"2023-13\" is no date"
            ]
        );
        assert_eq!(dates(&["Apr-23", "April 2023", "30 April 2023"]), ["2023-04", "2023-04", "2023-04-30"]);
    }

    #[test]
    fn numbers_are_read_as_their_column_writes_them() {
        assert_eq!(
            numbers(',', &["12.5", "1,200", "-3", "45 %", "1e3", "$1,234,567.5", ".5", "−2"]),
            [12.5, 1200.0, -3.0, 45.0, 1000.0, 1_234_567.5, 0.5, -2.0].map(Ok)
        );
        assert_eq!(numbers(';', &["12,5", "1.200", "1 200,75", "0,125"]), [12.5, 1200.0, 1200.75, 0.125].map(Ok));
        assert_eq!(numbers(';', &["12.5", "1,200"]), [12.5, 1200.0].map(Ok));
        assert_eq!(numbers(',', &["12,5", "1,200"]), [12.5, 1.2].map(Ok));
        assert_eq!(numbers('\t', &["1,200", "2.5"]), [1200.0, 2.5].map(Ok));
        assert_eq!(numbers(';', &["1,234,567", "1,200"]), [1_234_567.0, 1200.0].map(Ok));
        assert_eq!(numbers(',', &["1,200", "1.200"]), [1200.0, 1.2].map(Ok));
    }

    #[test]
    fn numbers_that_may_be_two_are_named() {
        for (separator, text) in [(';', "1,200"), (';', "1.200"), ('\t', "1,200"), ('\t', "-12.500")] {
            let digits: String = text.chars().filter(|c| !matches!(c, ',' | '.')).collect();
            let told = numbers(separator, &[text, "5", ""])[0].clone().unwrap_err();
            assert!(told.starts_with(&format!("\"{text}\" could be {digits} or ")), "{told}");
        }
    }

    #[test]
    fn what_is_no_number_is_named() {
        for text in [
            "n/a", "#DIV/0!", "=A1", "1-2", "--5", "NaN", "inf", "12.5.6", "1,2,3", "1e999", "", "%", "12e", "5 apples",
        ] {
            assert!(numbers(',', &["1.5", text])[1].is_err(), "{text}");
        }
        assert_eq!(
            numbers(',', &["1.5", "2.5", "3,25"])[2],
            Err("\"3,25\" has another decimal sign than this column".to_owned())
        );
    }
}
