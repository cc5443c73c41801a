//! One scalar of front matter or settings in, a checked value out: dates, numbers, places, addresses, colours.

use super::date::{Date, NoDate};
use super::fields::{Checker, Value};
use super::kinds::{Key, Shape};
use super::places::{self, PlaceId};
use super::{Alias, FragmentId, Inline, Name, language};
use crate::diag::{Code, Fault, nearest};
use crate::parse::markdown;
use crate::parse::yaml::{Scalar, is_yaml_word};
use crate::text::{Span, Spanned, is_id, slug};

impl Checker {
    pub(super) fn scalar(&mut self, shape: Shape, scalar: &Scalar, span: Span, key: &Key) -> Option<Value> {
        if scalar.plain && is_yaml_word(&scalar.text) && !matches!(shape, Shape::Flag | Shape::Id) {
            self.yaml_word(scalar, span, key);
            return None;
        }
        let text = || Spanned::new(scalar.text.trim().to_owned(), span);
        match shape {
            Shape::Inline => Some(Value::Inline(self.fragment(scalar, span))),
            Shape::Date => self.date(text(), key).map(Value::Date),
            Shape::Count => self.count(&text(), key).map(Value::Count),
            Shape::Number => self.number(&text(), key).map(Value::Number),
            Shape::Choice(words) => self.choice(text(), words, key).map(Value::Text),
            Shape::Flag => self.flag(&text(), key).map(Value::Flag),
            Shape::Place => self.place(&text()).map(Value::Place),
            Shape::Id => self.id(text(), key).map(Value::Text),
            Shape::Url => self.url(text(), key).map(Value::Text),
            Shape::Address => self.address(text()).map(Value::Text),
            Shape::Color => self.color(text(), key).map(Value::Text),
            Shape::Language => self.language(text()).map(Value::Text),
            Shape::Text | Shape::File | Shape::Name(_) => Some(Value::Text(text())),
            // These are no scalars; `value` has sent them elsewhere.
            Shape::List(_) | Shape::Record(_) | Shape::Map(_) => None,
        }
    }

    fn yaml_word(&mut self, scalar: &Scalar, span: Span, key: &Key) {
        let quoted = format!("\"{}\"", scalar.text);
        let cause = format!("YAML reads {} as true, false or nothing, not as text", scalar.text);
        let help = match key.shape {
            Shape::List(_) => format!("put it between quotes: - {quoted}"),
            _ => format!("put it between quotes: {}: {quoted}", key.name),
        };
        let fault = Fault::new(Code::YamlWord, span, cause, help);
        self.faults.push(fault.mended(span, quoted));
    }

    fn fragment(&mut self, scalar: &Scalar, span: Span) -> Inline {
        let (fragment, faults) = markdown::inline(&scalar.text, &scalar.lines, span);
        self.faults.extend(faults);
        self.fragments.push(fragment);
        Inline { fragment: FragmentId(self.fragments.len() as u32 - 1), plain: markdown::plain_inline(&scalar.text) }
    }

    fn date(&mut self, text: Name, key: &Key) -> Option<Spanned<Date>> {
        match Date::parse(&text.value) {
            Ok(date) => Some(text.map(|_| date)),
            Err(NoDate { meant }) => {
                let cause = format!("\"{}\" is no date", text.value);
                let help = match meant {
                    Some(date) => format!("write {}: {date}", key.name),
                    None => "write a year, a year and month or a day: 2025, 2025-04 or 2025-04-21".to_owned(),
                };
                let fault = Fault::new(Code::BadDate, text.span, cause, help);
                self.faults.push(match meant {
                    Some(date) => fault.mended(text.span, date.to_string()),
                    None => fault,
                });
                None
            }
        }
    }

    fn count(&mut self, text: &Name, key: &Key) -> Option<Spanned<u32>> {
        let count = text.value.parse().ok().filter(|_| text.value.bytes().all(|byte| byte.is_ascii_digit()));
        if count.is_none() {
            let cause = format!("\"{}\" is no whole number", text.value);
            self.fault(Code::WrongType, text.span, cause, format!("write digits: {}: {}", key.name, key.sample));
        }
        count.map(|count| Spanned::new(count, text.span))
    }

    fn number(&mut self, text: &Name, key: &Key) -> Option<f64> {
        let bare = text.value.trim_end_matches('%').trim_end();
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
        let number = bare.parse::<f64>().ok().filter(|number| number.is_finite() && bare.chars().all(plain));
        if number.is_none() {
            let cause = format!("\"{}\" is no number", text.value);
            self.fault(Code::WrongType, text.span, cause, format!("write digits: {}: {}", key.name, key.sample));
        }
        number
    }

    fn choice(&mut self, text: Name, words: &'static [&'static str], key: &Key) -> Option<Name> {
        if words.contains(&text.value.as_str()) {
            return Some(text);
        }
        let help = match nearest(&text.value, words.iter().copied()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("{} takes: {}", key.name, words.join(", ")),
        };
        self.fault(Code::WrongType, text.span, format!("\"{}\" takes no \"{}\"", key.name, text.value), help);
        None
    }

    fn flag(&mut self, text: &Name, key: &Key) -> Option<bool> {
        let meant = match text.value.to_ascii_lowercase().as_str() {
            "true" => true,
            "false" => false,
            "yes" | "on" | "y" => return self.flag_meant(text, key, true),
            "no" | "off" | "n" => return self.flag_meant(text, key, false),
            _ => {
                let cause = format!("\"{}\" is neither true nor false", text.value);
                self.fault(
                    Code::WrongType,
                    text.span,
                    cause,
                    format!("write {}: true or {}: false", key.name, key.name),
                );
                return None;
            }
        };
        Some(meant)
    }

    fn flag_meant(&mut self, text: &Name, key: &Key, meant: bool) -> Option<bool> {
        let cause = format!("YAML programs disagree about what {} means", text.value);
        let fault = Fault::new(Code::YamlWord, text.span, cause, format!("write {}: {meant}", key.name));
        self.faults.push(fault.mended(text.span, meant.to_string()));
        None
    }

    fn place(&mut self, text: &Name) -> Option<PlaceId> {
        let place = PlaceId::of_code(&text.value);
        if place.is_none() {
            let help = match places::meant(&text.value) {
                Some(code) => format!("did you mean \"{code}\"?"),
                None => "write the ISO 3166-2 code of a US state, district or territory, such as US-NM".to_owned(),
            };
            self.fault(Code::UnknownPlace, text.span, format!("no place \"{}\"", text.value), help);
        }
        place
    }

    fn id(&mut self, text: Name, key: &Key) -> Option<Name> {
        if is_id(&text.value) {
            return Some(text);
        }
        let cause = format!("id \"{}\" is not made of lower-case letters, digits and hyphens", text.value);
        let help = match slug(&text.value) {
            slug if slug.is_empty() => format!("write {}: {}", key.name, key.sample),
            slug => format!("write {}: {slug}", key.name),
        };
        self.fault(Code::BadId, text.span, cause, help);
        None
    }

    fn url(&mut self, text: Name, key: &Key) -> Option<Name> {
        if is_web_address(&text.value) {
            return Some(text);
        }
        let scheme = text.value.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        let is_scheme =
            |scheme: &str| scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) && !scheme.starts_with("http");
        if scheme.is_some_and(|scheme| is_scheme(&scheme)) {
            let cause = format!("\"{}\" is no address that a reader may be sent to", text.value);
            self.fault(Code::SchemeNotAllowed, text.span, cause, format!("start it with https://: {}", key.sample));
            return None;
        }
        let cause = format!("\"{}\" is no web address", text.value);
        self.fault(
            Code::BadAddress,
            text.span,
            cause,
            format!("write it with http:// or https:// in front: {}", key.sample),
        );
        None
    }

    fn address(&mut self, text: Name) -> Option<Name> {
        let path = text.value.split_once('#').map_or(text.value.as_str(), |(path, _)| path);
        let segments = || path.split('/').filter(|segment| !segment.is_empty());
        let plain = |segment: &str| segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte));
        // A place alone is one of the entry's own page.
        let alone = path.is_empty() && text.value.len() > 1;
        let good = path.starts_with('/')
            && segments()
                .all(|part| plain(part) && !part.starts_with('.') && part.len() <= 100 && part != "index.html")
            && !path.contains("//");
        if (alone || (good && segments().next().is_some())) && Alias::is_sound(&text.value) {
            return Some(text);
        }
        let cause = format!("\"{}\" is no address of this site", text.value);
        self.fault(
            Code::BadAddress,
            text.span,
            cause,
            "write the path that the old address had, such as /briefs/old-name/",
        );
        None
    }

    fn color(&mut self, text: Name, key: &Key) -> Option<Name> {
        let digits = text.value.strip_prefix('#').unwrap_or("");
        if matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Some(text);
        }
        let cause = format!("\"{}\" in \"{}\" is no colour", text.value, key.name);
        self.fault(
            Code::BadColor,
            text.span,
            cause,
            "write it between quotes as # and three or six hexadecimal digits: \"#1b5e4b\"",
        );
        None
    }

    fn language(&mut self, text: Name) -> Option<Name> {
        if language::is_language(&text.value) {
            return Some(text);
        }
        let cause = format!("no language has the code \"{}\"", text.value);
        self.fault(Code::UnknownLanguage, text.span, cause, "write a code of ISO 639-1, such as en or es");
        None
    }
}

/// An `http` or `https` address with a host and without white space.
pub fn is_web_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or("");
        !host.is_empty()
            && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'))
    })
}
