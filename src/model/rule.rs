//! A recurrence rule of RFC 5545 as it is written in, checked and in one spelling out. Never lists occurrences:
//! calendars do.
//!
//! Events last whole days here, so that parts which speak of hours are refused, and `UNTIL` is a day. What calendar
//! programs are known to read in different ways is refused, too.

use borsh::{BorshDeserialize, BorshSerialize};

use super::Date;

/// A rule that calendars understand.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Rule {
    pub frequency: Frequency,
    /// Every so many days, weeks, months or years; 1 where nothing is said.
    pub interval: u32,
    /// True where the rule says itself when it ends.
    pub ends: bool,
    /// In capital letters, without spaces and without the name in front.
    pub text: String,
    days: Vec<Day>,
    days_of_month: Vec<i32>,
    months: Vec<i32>,
    /// Which of the days that it names in a month or year it takes, from 1, or from the last one where it is negative.
    picks: Vec<i32>,
    until: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// A day of the week; of those in a month or year, which, counted from its end where it is negative. 0 for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
struct Day {
    nth: i32,
    /// From Monday, which is 0.
    weekday: u8,
}

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Why a text is no rule: the cause, and the next step.
type NoRule = (String, String);

impl Rule {
    /// Reads a rule, with or without `RRULE:` in front.
    ///
    /// # Errors
    /// The cause and the next step, where it is not one that a calendar takes.
    pub fn parse(written: &str) -> Result<Rule, NoRule> {
        let upper: String = written.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        let text = upper.strip_prefix("RRULE:").unwrap_or(&upper).trim_end_matches(';').to_owned();
        let mut rule = Rule {
            frequency: Frequency::Daily,
            interval: 1,
            ends: false,
            days: Vec::new(),
            days_of_month: Vec::new(),
            months: Vec::new(),
            picks: Vec::new(),
            until: None,
            text: String::new(),
        };
        let mut seen: Vec<&str> = Vec::new();
        for part in text.split(';') {
            let Some((name, value)) = part.split_once('=') else {
                return Err((format!("\"{part}\" is no part of a rule"), SAMPLE.to_owned()));
            };
            if seen.contains(&name) {
                return Err((format!("{name} stands twice in the rule"), "delete one of the two".to_owned()));
            }
            rule.take(name, value)?;
            seen.push(name);
        }
        if !seen.contains(&"FREQ") {
            return Err((format!("the rule \"{written}\" does not say how often"), SAMPLE.to_owned()));
        }
        if seen.contains(&"COUNT") && seen.contains(&"UNTIL") {
            let help = "a rule ends after COUNT times or on the day UNTIL: delete one of the two";
            return Err(("the rule has both COUNT and UNTIL".to_owned(), help.to_owned()));
        }
        rule.ends = seen.contains(&"COUNT") || seen.contains(&"UNTIL");
        rule.fits_its_frequency()?;
        rule.reads_alike()?;
        rule.text = text;
        Ok(rule)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), NoRule> {
        match name {
            "FREQ" => {
                self.frequency = match value {
                    "DAILY" => Frequency::Daily,
                    "WEEKLY" => Frequency::Weekly,
                    "MONTHLY" => Frequency::Monthly,
                    "YEARLY" => Frequency::Yearly,
                    _ => {
                        let help = "write FREQ=DAILY, WEEKLY, MONTHLY or YEARLY; every other month is \
                                    FREQ=MONTHLY;INTERVAL=2";
                        return Err((format!("no calendar knows the frequency \"{value}\""), help.to_owned()));
                    }
                }
            }
            "INTERVAL" => self.interval = positive(name, value)?,
            "COUNT" => drop(positive(name, value)?),
            "UNTIL" => self.until = Some(until(value)?),
            "BYDAY" => self.days = each(value, day)?,
            "BYMONTHDAY" => self.days_of_month = each(value, |text| number(name, text, 31))?,
            "BYMONTH" => self.months = each(value, |text| number(name, text, 12))?,
            "BYSETPOS" => self.picks = each(value, |text| number(name, text, 366))?,
            "WKST" => drop(day(value)?),
            _ => {
                let known = "FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, WKST";
                return Err((format!("a rule has no part \"{name}\" here"), format!("a rule takes: {known}")));
            }
        }
        Ok(())
    }

    /// Combinations that RFC 5545 forbids.
    fn fits_its_frequency(&self) -> Result<(), NoRule> {
        let counted = self.days.iter().any(|day| day.nth != 0);
        let weekly = matches!(self.frequency, Frequency::Weekly | Frequency::Daily);
        if counted && weekly {
            let help = "write FREQ=MONTHLY for the second Tuesday of each month, or BYDAY=TU for every one";
            return Err(("only a monthly or yearly rule may count the days of BYDAY".to_owned(), help.to_owned()));
        }
        if !self.days_of_month.is_empty() && self.frequency == Frequency::Weekly {
            let help = "write FREQ=MONTHLY, or leave BYMONTHDAY out";
            return Err(("a weekly rule has no BYMONTHDAY".to_owned(), help.to_owned()));
        }
        Ok(())
    }

    /// What is a rule by the standard, and is read by one calendar program in another way than by the next.
    fn reads_alike(&self) -> Result<(), NoRule> {
        let in_one_month = match self.frequency {
            Frequency::Monthly => true,
            Frequency::Yearly => self.months.len() == 1,
            Frequency::Daily | Frequency::Weekly => false,
        };
        if !self.picks.is_empty() && (!in_one_month || self.days.is_empty() && self.days_of_month.is_empty()) {
            let help = "write it with FREQ=MONTHLY and the days to choose from: \
                        FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1 is the first working day";
            return Err(("BYSETPOS chooses among days of a month, and none are named".to_owned(), help.to_owned()));
        }
        if !self.days_of_month.is_empty() && self.frequency == Frequency::Yearly && self.months.is_empty() {
            let cause = "calendars differ in how they read a yearly rule with BYMONTHDAY and without BYMONTH";
            return Err((cause.to_owned(), "say in which month: add BYMONTH=4, or write FREQ=MONTHLY".to_owned()));
        }
        Ok(())
    }

    /// True where a date may be the first one of the rule; a date without a day may always.
    pub fn begins_on(&self, date: Date) -> bool {
        let Some(day) = date.day else { return true };
        if self.until.is_some_and(|until| until.latest() < date.earliest()) || !self.names(date) {
            return false;
        }
        // Only days of one month are chosen among.
        let named: Vec<u8> = (1..=date.days_in_month() as u8)
            .filter(|other| self.picks.is_empty() || self.names(Date { day: Some(*other), ..date }))
            .collect();
        let Some(at) = named.iter().position(|other| *other == day) else { return false };
        let (from_start, from_end) = (at as i32 + 1, at as i32 - named.len() as i32);
        self.picks.is_empty() || self.picks.contains(&from_start) || self.picks.contains(&from_end)
    }

    /// True where a day is one of those that the rule names, before any are chosen among them.
    fn names(&self, date: Date) -> bool {
        let (Some(weekday), Some(day), Some(month)) = (date.weekday(), date.day, date.month) else { return true };
        let last = i32::from(date.days_in_month());
        let (day, month) = (i32::from(day), i32::from(month));
        // A yearly rule counts days of the week in the year, unless it names months.
        let (place, all) = match self.frequency == Frequency::Yearly && self.months.is_empty() {
            true => (days_before(date) + day, days_before(Date { year: date.year, month: Some(12), day: None }) + 31),
            false => (day, last),
        };
        let (nth, from_end) = ((place - 1) / 7 + 1, -((all - place) / 7 + 1));
        let named = |one: &Day| one.weekday == weekday && [0, nth, from_end].contains(&one.nth);
        let in_month = |one: &i32| *one == day || *one == day - last - 1;
        (self.days.is_empty() || self.days.iter().any(named))
            && (self.days_of_month.is_empty() || self.days_of_month.iter().any(in_month))
            && (self.months.is_empty() || self.months.contains(&month))
    }
}

/// Days of a year before the month of a date.
fn days_before(date: Date) -> i32 {
    let month = |month| i32::from(Date { month: Some(month), day: None, ..date }.days_in_month());
    (1..date.month.unwrap_or(1)).map(month).sum()
}

const SAMPLE: &str = "write it as calendars have it: FREQ=MONTHLY, or FREQ=MONTHLY;BYDAY=2TU for the second Tuesday";

fn positive(name: &str, value: &str) -> Result<u32, NoRule> {
    let number = value.parse().ok().filter(|number| (1..=1000).contains(number));
    number.ok_or_else(|| (format!("{name} is \"{value}\""), format!("write a whole number from 1: {name}=2")))
}

fn number(name: &str, value: &str, most: i32) -> Result<i32, NoRule> {
    let number = value.parse::<i32>().ok().filter(|number| *number != 0 && number.abs() <= most);
    let number = number.filter(|number| *number > 0 || name != "BYMONTH");
    number.ok_or_else(|| (format!("{name} holds \"{value}\""), format!("write a whole number up to {most}: {name}=1")))
}

fn until(value: &str) -> Result<Date, NoRule> {
    let digits = value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit());
    let day = digits.then(|| format!("{}-{}-{}", &value[..4], &value[4..6], &value[6..]));
    match day.map(|day| Date::parse(&day)) {
        Some(Ok(day)) => Ok(day),
        Some(Err(_)) | None => {
            let help = "write the last day as year, month and day without hyphens: UNTIL=20240630";
            Err((format!("UNTIL is \"{value}\", which is no day"), help.to_owned()))
        }
    }
}

fn day(value: &str) -> Result<Day, NoRule> {
    let wrong = || {
        let help = "write MO, TU, WE, TH, FR, SA or SU; 2TU is the second Tuesday, -1FR the last Friday";
        (format!("\"{value}\" is no day of the week"), help.to_owned())
    };
    let split = value.len().checked_sub(2).filter(|at| value.is_char_boundary(*at)).ok_or_else(wrong)?;
    let (nth, name) = value.split_at(split);
    let weekday = WEEKDAYS.iter().position(|known| *known == name).ok_or_else(wrong)? as u8;
    let nth = if nth.is_empty() { 0 } else { number("BYDAY", nth.trim_start_matches('+'), 53).map_err(|_| wrong())? };
    Ok(Day { nth, weekday })
}

fn each<T>(value: &str, one: impl Fn(&str) -> Result<T, NoRule>) -> Result<Vec<T>, NoRule> {
    value.split(',').map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Rule {
        Rule::parse(text).unwrap_or_else(|(cause, _)| panic!("{text}: {cause}"))
    }

    #[test]
    fn rules_are_read_in_any_spelling() {
        let every_other = rule("rrule:freq=monthly; interval=2;");
        assert_eq!(every_other.text, "FREQ=MONTHLY;INTERVAL=2");
        assert_eq!((every_other.frequency, every_other.interval, every_other.ends), (Frequency::Monthly, 2, false));
        assert!(rule("FREQ=WEEKLY;COUNT=10").ends && rule("FREQ=DAILY;UNTIL=20240229").ends);
    }

    #[test]
    fn what_no_calendar_takes_is_told() {
        for wrong in [
            "",
            "monthly",
            "INTERVAL=2",
            "FREQ=BIMONTHLY",
            "FREQ=HOURLY",
            "FREQ=MONTHLY;BYDAY=XX",
            "FREQ=MONTHLY;BYDAY=0TU",
            "FREQ=MONTHLY;BYDAY=é",
            "FREQ=WEEKLY;BYDAY=2TU",
            "FREQ=WEEKLY;BYMONTHDAY=3",
            "FREQ=MONTHLY;INTERVAL=0",
            "FREQ=MONTHLY;UNTIL=2024-06-30",
            "FREQ=MONTHLY;UNTIL=20240631",
            "FREQ=MONTHLY;COUNT=3;UNTIL=20240630",
            "FREQ=MONTHLY;FREQ=DAILY",
            "FREQ=MONTHLY;BYHOUR=9",
            "FREQ=YEARLY;BYMONTH=-1",
            "FREQ=YEARLY;BYMONTHDAY=3",
            "FREQ=YEARLY;BYDAY=MO;BYSETPOS=1",
            "FREQ=MONTHLY;BYSETPOS=1",
            "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1",
        ] {
            assert!(Rule::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_rule_begins_on_a_day_that_it_names() {
        let date = |text| Date::parse(text).unwrap();
        let second_tuesday = rule("FREQ=MONTHLY;BYDAY=2TU");
        assert!(second_tuesday.begins_on(date("2023-02-14")));
        assert!(!second_tuesday.begins_on(date("2023-02-07")) && !second_tuesday.begins_on(date("2023-02-15")));
        assert!(second_tuesday.begins_on(date("2023-02")));
        assert!(rule("FREQ=MONTHLY;BYDAY=-1FR").begins_on(date("2024-02-23")));
        assert!(!rule("FREQ=MONTHLY;BYDAY=-1FR").begins_on(date("2024-02-16")));
        assert!(rule("FREQ=MONTHLY;BYMONTHDAY=-1").begins_on(date("2024-02-29")));
        assert!(rule("FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=1").begins_on(date("2023-02-01")));
        assert!(!rule("FREQ=YEARLY;BYMONTH=3").begins_on(date("2023-02-01")));
        // The first of them in the month, not any of them.
        assert!(!rule("FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=1").begins_on(date("2023-02-06")));
        assert!(rule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1").begins_on(date("2023-09-29")));
        // A yearly rule counts in the year, or in the months that it names.
        assert!(rule("FREQ=YEARLY;BYDAY=2MO").begins_on(date("2024-01-08")));
        assert!(!rule("FREQ=YEARLY;BYDAY=2MO").begins_on(date("2024-04-08")));
        assert!(rule("FREQ=YEARLY;BYDAY=2MO;BYMONTH=4").begins_on(date("2024-04-08")));
        assert!(rule("FREQ=YEARLY;BYDAY=-1MO").begins_on(date("2024-12-30")));
        assert!(rule("FREQ=YEARLY;BYDAY=53MO").begins_on(date("2024-12-30")));
        assert!(rule("FREQ=WEEKLY;UNTIL=20240108").begins_on(date("2024-01-08")));
        assert!(!rule("FREQ=WEEKLY;UNTIL=20240107").begins_on(date("2024-01-08")));
    }
}
