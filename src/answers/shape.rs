//! The shape of JSON data, told as a value; and data in, what is wrong with it out.

use super::json::Json;
use crate::text::is_id;

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    Text,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// This number alone.
    Version(u32),
    Number,
    Flag,
    /// `2026-11-25`, or empty where no day is known.
    Day,
    /// An id that begins with this: `m-`; with nothing, that of an item, a guide or a site.
    Id(&'static str),
    Nullable(&'static Shape),
    List(&'static Shape),
    Record(&'static Record),
    /// Values by id; the ids begin with this.
    ById(&'static str, &'static Shape),
    /// Values by day.
    ByDay(&'static Shape),
    /// Values by any name.
    ByName(&'static Shape),
    /// A field that several may have written at once. `null` clears it.
    Register(&'static Shape),
}

/// An object with these members. It may have others, which are kept.
#[derive(Debug)]
pub struct Record {
    /// Its name among the definitions of the schema.
    pub name: &'static str,
    pub about: &'static str,
    pub fields: &'static [Field],
}

/// A member of a record.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub shape: Shape,
    pub need: Need,
    pub about: &'static str,
}

/// Whether a member must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Must,
    May,
}

/// A place in data that is not as it should be: the names that lead there, and what should stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    pub path: Vec<String>,
    pub wanted: String,
}

/// The largest counter: beyond it, a browser cannot count one by one.
pub const COUNTED: f64 = 9_007_199_254_740_991.0;

/// Everything that is not of a shape.
pub fn check(shape: &Shape, value: &Json) -> Vec<Flaw> {
    let mut checker = Checker { path: Vec::new(), flaws: Vec::new() };
    checker.check(shape, value);
    checker.flaws
}

struct Checker {
    path: Vec<String>,
    flaws: Vec<Flaw>,
}

impl Checker {
    fn wrong(&mut self, wanted: impl Into<String>) {
        self.flaws.push(Flaw { path: self.path.clone(), wanted: wanted.into() });
    }

    fn require(&mut self, holds: bool, wanted: &str) {
        if !holds {
            self.wrong(wanted);
        }
    }

    fn within(&mut self, step: &str, act: impl FnOnce(&mut Self)) {
        self.path.push(step.to_owned());
        act(self);
        self.path.pop();
    }

    fn check(&mut self, shape: &Shape, value: &Json) {
        match shape {
            Shape::Text => self.require(value.text().is_some(), "a text"),
            Shape::OneOf(words) => {
                let known = value.text().is_some_and(|text| words.contains(&text));
                self.require(known, &format!("one of: {}", words.join(", ")));
            }
            Shape::Version(version) => {
                self.require(value.number() == Some(f64::from(*version)), &format!("the number {version}"));
            }
            Shape::Number => self.require(value.number().is_some(), "a number"),
            Shape::Flag => self.require(matches!(value, Json::Flag(_)), "true or false"),
            Shape::Day => {
                let day = value.text().is_some_and(|text| text.is_empty() || is_day(text));
                self.require(day, "a day such as 2026-11-25, or an empty text");
            }
            Shape::Id(prefix) => {
                let id = value.text().is_some_and(|text| begins(prefix, text));
                self.require(id, &wanted_id(prefix));
            }
            Shape::Nullable(inner) if *value == Json::Null => {
                let _ = inner;
            }
            Shape::Nullable(inner) => self.check(inner, value),
            Shape::List(inner) => match value {
                Json::List(values) => {
                    for (at, value) in values.iter().enumerate() {
                        self.within(&at.to_string(), |checker| checker.check(inner, value));
                    }
                }
                _ => self.wrong("a list"),
            },
            Shape::Record(record) => self.record(record, value),
            Shape::ById(prefix, inner) => {
                self.members(inner, value, |name| begins(prefix, name), &wanted_id(prefix));
            }
            Shape::ByDay(inner) => self.members(inner, value, is_day, "a day such as 2026-11-25 as its name"),
            Shape::ByName(inner) => self.members(inner, value, |_| true, ""),
            Shape::Register(inner) => self.register(inner, value),
        }
    }

    fn record(&mut self, record: &Record, value: &Json) {
        let Some(members) = value.object() else { return self.wrong("an object") };
        for field in record.fields {
            match members.get(&field.name.into()) {
                Some(value) => self.within(field.name, |checker| checker.check(&field.shape, value)),
                None if field.need == Need::Must => self.wrong(format!("the member \"{}\"", field.name)),
                None => {}
            }
        }
    }

    fn members(&mut self, inner: &Shape, value: &Json, is_name: impl Fn(&str) -> bool, wanted: &str) {
        let Some(members) = value.object() else { return self.wrong("an object") };
        for (name, value) in members {
            self.within(&name.0, |checker| {
                checker.require(is_name(&name.0), wanted);
                checker.check(inner, value);
            });
        }
    }

    fn register(&mut self, inner: &Shape, value: &Json) {
        if value.object().is_none() {
            return self.wrong("a counter and values");
        }
        let counter = value.member("counter").and_then(Json::number);
        let whole = counter.is_some_and(|counter| (1.0..=COUNTED).contains(&counter) && counter.fract() == 0.0);
        self.within("counter", |checker| checker.require(whole, "a whole number from 1 on"));
        let Some(Json::List(values)) = value.member("values").filter(|values| **values != Json::List(Vec::new()))
        else {
            return self.within("values", |checker| checker.wrong("a list with a value"));
        };
        self.path.push("values".to_owned());
        for (at, value) in values.iter().enumerate() {
            self.within(&at.to_string(), |checker| {
                let device = value.member("device").and_then(Json::text).is_some_and(is_device);
                checker.require(device, "a device such as d-9f2c41ab");
                match value.member("value") {
                    None => checker.wrong("the member \"value\""),
                    Some(Json::Null) => {}
                    Some(value) => checker.within("value", |checker| checker.check(inner, value)),
                }
            });
        }
        self.path.pop();
    }
}

fn wanted_id(prefix: &str) -> String {
    match prefix {
        "" => "an id of small letters, digits and hyphens".to_owned(),
        prefix => format!("an id that begins with {prefix}"),
    }
}

/// True for an id with such a beginning.
fn begins(prefix: &str, name: &str) -> bool {
    is_id(name) && name.len() <= 200 && name.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty())
}

/// True for the id of a browser's profile.
fn is_device(name: &str) -> bool {
    let rest = name.strip_prefix("d-").unwrap_or("");
    (1..=64).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// True for a day as it is written in files.
fn is_day(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| {
        text.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit())).and_then(|part| part.parse().ok())
    };
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0_u32,
    };
    text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-' && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for day in ["2024-02-29", "2000-02-29", "2026-11-25"] {
            assert!(is_day(day), "{day}");
        }
        for other in [
            "2023-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-1-01",
            "2026-00-01",
            "2026-04-31",
            "+026-04-01",
            "é26-04-01",
        ] {
            assert!(!is_day(other), "{other}");
        }
    }

    #[test]
    fn ids_and_devices_have_their_forms() {
        assert!(begins("m-", "m-a1") && begins("", "who-comes") && is_device("d-0") && is_device("d-9f2c41ab"));
        assert!(!begins("m-", "m-") && !begins("m-", "r-a") && !begins("", "Who") && !begins("", "__proto__"));
        assert!(!is_device("d-") && !is_device("9f2c") && !is_device("d-A"));
    }
}
