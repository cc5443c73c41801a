//! A date as it is written in, as exactly as it is known out. Never looks at a clock.

use std::fmt;

use borsh::{BorshDeserialize, BorshSerialize};

/// A year, a year and month, or a day. Orders by time, the less exact first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct Date {
    pub year: u16,
    /// From 1.
    pub month: Option<u8>,
    /// From 1; only with a month.
    pub day: Option<u8>,
}

/// Why a text is no date; with the date that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoDate {
    pub meant: Option<Date>,
}

impl Date {
    /// Reads `2025`, `2025-04` or `2025-04-21`.
    pub fn parse(text: &str) -> Result<Date, NoDate> {
        let parts: Vec<&str> = text.split('-').collect();
        let exact = parts.iter().enumerate().all(|(at, part)| {
            part.len() == if at == 0 { 4 } else { 2 } && part.bytes().all(|byte| byte.is_ascii_digit())
        });
        match exact.then(|| numbers(&parts)).flatten().and_then(|numbers| Date::of(&numbers)) {
            Some(date) => Ok(date),
            None => Err(NoDate { meant: guess(text) }),
        }
    }

    fn of(numbers: &[u16]) -> Option<Date> {
        let (year, month, day) = match *numbers {
            [year] => (year, None, None),
            [year, month] => (year, Some(month), None),
            [year, month, day] => (year, Some(month), Some(day)),
            _ => return None,
        };
        let fits = year >= 1
            && month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| (1..=days_in(year, month.unwrap_or(0))).contains(&day));
        let small = |number: Option<u16>| number.and_then(|number| u8::try_from(number).ok());
        fits.then(|| Date { year, month: small(month), day: small(day) })
    }

    /// The last moment that the date may mean, for "does this end before that begins".
    pub fn latest(self) -> (u16, u8, u8) {
        (self.year, self.month.unwrap_or(12), self.day.unwrap_or(31))
    }

    /// The first moment that the date may mean.
    pub fn earliest(self) -> (u16, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The day of the week, from Monday, which is 0; none where no day is known.
    pub fn weekday(self) -> Option<u8> {
        // The first day that the count knows was a Thursday.
        Some((self.days_since_1970()? + 3).rem_euclid(7) as u8)
    }

    /// Days in its month; 31 where none is known.
    pub fn days_in_month(self) -> u16 {
        self.month.map_or(31, |month| days_in(self.year, u16::from(month)))
    }

    /// Months since the year 0, for a place on a line of months; none where no month is known.
    pub fn months(self) -> Option<u32> {
        Some(u32::from(self.year) * 12 + u32::from(self.month?) - 1)
    }

    /// The month that so many months since the year 0 lead to.
    pub fn of_months(months: u32) -> Date {
        Date { year: (months / 12) as u16, month: Some((months % 12) as u8 + 1), day: None }
    }

    /// So many days later; none where no day is known.
    pub fn plus_days(self, days: u32) -> Option<Date> {
        Some(of_days(self.days_since_1970()? + i64::from(days)))
    }

    /// By the proleptic Gregorian calendar.
    fn days_since_1970(self) -> Option<i64> {
        let (year, month, day) = (i64::from(self.year), i64::from(self.month?), i64::from(self.day?));
        // Years begin in March, so that the day that comes and goes is their last.
        let year = if month <= 2 { year - 1 } else { year };
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Some(year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468)
    }

    /// The full day for formats that have nothing less exact: the first one it may mean.
    pub fn first_day(self) -> String {
        let (year, month, day) = self.earliest();
        format!("{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

fn of_days(since_1970: i64) -> Date {
    let days = since_1970 + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    Date { year: year as u16, month: Some(month as u8), day: Some(day as u8) }
}

fn numbers(parts: &[&str]) -> Option<Vec<u16>> {
    parts.iter().map(|part| part.parse().ok()).collect()
}

fn days_in(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The date in `2025-4-1`, `2025/04/01`, `April 21, 2025` or `21 April 2025`; none where it could be two
/// (is `04/05/2025` in April or in May?).
fn guess(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month_at = words.iter().position(|word| month(word).is_some());
    if let Some(at) = month_at {
        let year = words.iter().filter(|word| word.len() == 4).find_map(|word| word.parse().ok())?;
        let day = words
            .iter()
            .enumerate()
            .find(|(other, word)| *other != at && word.len() <= 4 && word.parse::<u16>() != Ok(year));
        let day = day.and_then(|(_, word)| word.trim_end_matches(char::is_alphabetic).parse().ok());
        return Date::of(&[Some(year), month(words[at]), day].into_iter().flatten().collect::<Vec<_>>());
    }
    let first = words.first().filter(|word| word.len() == 4)?;
    first.parse::<u16>().ok()?;
    Date::of(&numbers(&words)?)
}

fn month(word: &str) -> Option<u16> {
    let short: String = word.chars().take(3).flat_map(char::to_lowercase).collect();
    let at = MONTHS.iter().position(|month| *month == short)?;
    word.chars().all(char::is_alphabetic).then_some(at as u16 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_they_are_written() {
        for text in ["2025", "2025-04", "2025-04-21", "2024-02-29"] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()), Ok(text.to_owned()));
        }
        assert!(Date::parse("2025").unwrap() < Date::parse("2025-01").unwrap());
    }

    #[test]
    fn days_are_counted_over_the_ends_of_months_and_years() {
        let date = |text| Date::parse(text).unwrap();
        let plus = |text, days| date(text).plus_days(days).map(|date| date.to_string());
        assert_eq!(plus("2024-02-28", 1), Some("2024-02-29".into()));
        assert_eq!(plus("2023-12-31", 1), Some("2024-01-01".into()));
        assert_eq!(plus("1969-12-31", 1), Some("1970-01-01".into()));
        assert_eq!(plus("2023-03-01", 366), Some("2024-03-01".into()));
        assert_eq!(plus("2023-03", 1), None);
        // The days on which the two sessions of spring 2023 and the end of the century fell.
        assert_eq!(date("2023-04-25").weekday(), Some(1));
        assert_eq!(date("2000-01-01").weekday(), Some(5));
        assert_eq!(date("2023").weekday(), None);
        assert_eq!(Date::of_months(date("2023-12").months().unwrap() + 1).to_string(), "2024-01");
    }

    #[test]
    fn other_spellings_are_guessed_where_they_mean_one_thing() {
        let meant = |text| Date::parse(text).unwrap_err().meant.map(|date| date.to_string());
        assert_eq!(meant("2025-4"), Some("2025-04".into()));
        assert_eq!(meant("2025/04/21"), Some("2025-04-21".into()));
        assert_eq!(meant("April 21, 2025"), Some("2025-04-21".into()));
        assert_eq!(meant("21st April 2025"), Some("2025-04-21".into()));
        assert_eq!(meant("Sept. 2024"), Some("2024-09".into()));
        for none in ["04/05/2025", "2025-13", "2025-02-30", "soon", "", "20255"] {
            assert_eq!(meant(none), None, "{none}");
        }
    }
}
