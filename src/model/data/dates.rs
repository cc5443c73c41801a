//! A date as a spreadsheet wrote it in, the month or the day that it means out.

use crate::diag::{Code, Fault};
use crate::model::Date;
use crate::text::Spanned;

/// Which of two numbers is the month, where a table leaves it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    MonthFirst,
    DayFirst,
    /// Nothing in the table tells, or it tells both.
    Unknown,
}

impl Order {
    /// What all dates of a table tell together: somewhere a number is too large for a month.
    pub fn of(dates: impl Iterator<Item = String>) -> Order {
        let (mut month_first, mut day_first) = (false, false);
        for date in dates {
            if let Some([first, second, _]) = parts(&date, '/') {
                month_first |= first <= 12 && second > 12;
                day_first |= first > 12 && second <= 12;
            }
        }
        match (month_first, day_first) {
            (true, false) => Order::MonthFirst,
            (false, true) => Order::DayFirst,
            (true, true) | (false, false) => Order::Unknown,
        }
    }
}

/// Reads `2023-04`, `2023-04-30`, `4/30/2023`, `30.04.2023`, `04/2023`, `Apr-23`, `April 2023`.
pub(super) fn read(cell: &Spanned<String>, order: Order) -> Result<Date, Fault> {
    let text = without_time(&cell.value);
    let wrong = |cause: String, help: String| Fault::new(Code::BadDate, cell.span, cause, help);
    let date = match Date::parse(text) {
        Ok(date) => Some(date),
        Err(no_date) => local(text, order).map_err(|(cause, help)| wrong(cause, help))?.or(no_date.meant),
    };
    match date {
        Some(date) if date.month.is_some() => Ok(date),
        Some(date) => {
            let cause = format!("\"{date}\" is a year without a month");
            Err(wrong(cause, "write the month, or the day: 2023-04 or 2023-04-30".to_owned()))
        }
        None => {
            let cause = format!("\"{}\" is no date", cell.value);
            Err(wrong(cause, "write a month or a day: 2023-04 or 2023-04-30".to_owned()))
        }
    }
}

/// `2023-04-30 00:00:00` is a day.
fn without_time(text: &str) -> &str {
    match text.split_once([' ', 'T']) {
        Some((day, time)) if time.starts_with(|c: char| c.is_ascii_digit()) && time.contains(':') => day,
        Some(_) | None => text,
    }
}

/// The forms of single countries and of Excel; the cause and the next step where one could mean two days.
fn local(text: &str, order: Order) -> Result<Option<Date>, (String, String)> {
    if let Some([day, month, year]) = parts(text, '.') {
        return Ok(date(year, month, Some(day)));
    }
    if let Some([first, second, year]) = parts(text, '/') {
        let (us, other) = (date(year, first, Some(second)), date(year, second, Some(first)));
        return match (us, other, order) {
            (Some(us), Some(other), Order::Unknown) if us != other => {
                let cause = format!("\"{text}\" could be {us} or {other}");
                Err((cause, format!("write the year first: {us}")))
            }
            (Some(us), _, Order::MonthFirst | Order::Unknown) => Ok(Some(us)),
            (_, Some(other), Order::DayFirst | Order::Unknown) => Ok(Some(other)),
            (_, _, Order::MonthFirst | Order::DayFirst | Order::Unknown) => Ok(None),
        };
    }
    if let Some((month, year)) = text.split_once('/')
        && year.len() == 4
    {
        return Ok(month.parse().ok().zip(year.parse().ok()).and_then(|(month, year)| date(year, month, None)));
    }
    if let Some((month, year)) = text.split_once(['-', ' '])
        && year.len() == 2
        && month.chars().all(char::is_alphabetic)
        && let Ok(year) = year.parse::<u16>()
    {
        // Excel shows a month like that.
        return Ok(Date::parse(&format!("{month} {}", 2000 + year)).err().and_then(|no_date| no_date.meant));
    }
    serial(text)
}

/// A day as Excel counts it, where its cell lost the form of a date.
fn serial(text: &str) -> Result<Option<Date>, (String, String)> {
    let days = text.parse::<u32>().ok().filter(|days| (30_000..80_000).contains(days));
    let first = Date { year: 1899, month: Some(12), day: Some(30) };
    match days.and_then(|days| first.plus_days(days)) {
        Some(date) => {
            let cause = format!("\"{text}\" is a date as Excel counts days: {date}");
            Err((cause, format!("write {date}, or give the column the format of a date before you save it")))
        }
        None => Ok(None),
    }
}

/// Three numbers, of which the last is a year.
fn parts(text: &str, between: char) -> Option<[u16; 3]> {
    let mut numbers = text.split(between).map(|part| part.trim().parse::<u16>().ok());
    let (Some(first), Some(second), Some(third), None) =
        (numbers.next()?, numbers.next()?, numbers.next()?, numbers.next())
    else {
        return None;
    };
    let year = if third < 100 { 2000 + third } else { third };
    Some([first, second, year])
}

fn date(year: u16, month: u16, day: Option<u16>) -> Option<Date> {
    let day = day.map_or(String::new(), |day| format!("-{day:02}"));
    Date::parse(&format!("{year:04}-{month:02}{day}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn told(text: &str, order: Order) -> Result<String, String> {
        let cell = Spanned::new(text.to_owned(), Span::file());
        read(&cell, order).map(|date| date.to_string()).map_err(|fault| fault.cause)
    }

    #[test]
    fn dates_of_several_countries() {
        for (text, expected) in [
            ("2023-04", "2023-04"),
            ("2023-04-30", "2023-04-30"),
            ("2023-04-30 00:00:00", "2023-04-30"),
            ("4/30/2023", "2023-04-30"),
            ("30/4/2023", "2023-04-30"),
            ("4/4/23", "2023-04-04"),
            ("30.04.2023", "2023-04-30"),
            ("04/2023", "2023-04"),
            ("Apr-23", "2023-04"),
            ("April 2023", "2023-04"),
            ("30 April 2023", "2023-04-30"),
        ] {
            assert_eq!(told(text, Order::Unknown), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn one_date_tells_how_the_others_are_meant() {
        let order = |dates: &[&str]| Order::of(dates.iter().map(|date| (*date).to_owned()));
        assert_eq!(order(&["4/5/2023", "4/30/2023"]), Order::MonthFirst);
        assert_eq!(order(&["4/5/2023", "30/4/2023"]), Order::DayFirst);
        assert_eq!(order(&["4/5/2023", "30/4/2023", "4/30/2023"]), Order::Unknown);
        assert_eq!(told("4/5/2023", Order::MonthFirst), Ok("2023-04-05".into()));
        assert_eq!(told("4/5/2023", Order::DayFirst), Ok("2023-05-04".into()));
        assert_eq!(told("4/5/2023", Order::Unknown), Err("\"4/5/2023\" could be 2023-04-05 or 2023-05-04".into()));
    }

    #[test]
    fn what_is_no_month_is_told() {
        for (text, cause) in [
            ("2023", "\"2023\" is a year without a month"),
            ("45046", "\"45046\" is a date as Excel counts days: 2023-04-30"),
            ("23-Apr", "\"23-Apr\" is no date"),
            ("2023-13", "\"2023-13\" is no date"),
            ("soon", "\"soon\" is no date"),
        ] {
            assert_eq!(told(text, Order::Unknown), Err(cause.to_owned()), "{text}");
        }
    }
}
