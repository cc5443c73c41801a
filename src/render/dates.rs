//! Dates in words, as exactly as they are known.

use super::views::DateView;
use crate::model::Date;

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// A date for people, in the page's language, and for machines.
pub(super) fn view(date: Date, language: &str) -> DateView {
    DateView { iso: date.to_string(), words: words(date, language) }
}

/// A date as a reference list has it: the year first.
pub(super) fn cited(date: Date, language: &str) -> String {
    let Some(month) = date.month else { return date.year.to_string() };
    let at = usize::from(month) - 1;
    let day = date.day.map_or(String::new(), |day| format!("{day}"));
    match language.split('-').next().unwrap_or(language) {
        "en" => format!("{}, {} {day}", date.year, ENGLISH[at]).trim_end().to_owned(),
        "es" if day.is_empty() => format!("{}, {}", date.year, SPANISH[at]),
        "es" => format!("{}, {day} de {}", date.year, SPANISH[at]),
        _ => date.to_string(),
    }
}

fn words(date: Date, language: &str) -> String {
    let Some(month) = date.month else { return date.year.to_string() };
    let at = usize::from(month) - 1;
    match (language.split('-').next().unwrap_or(language), date.day) {
        ("en", None) => format!("{} {}", ENGLISH[at], date.year),
        ("en", Some(day)) => format!("{} {day}, {}", ENGLISH[at], date.year),
        ("es", None) => format!("{} de {}", SPANISH[at], date.year),
        ("es", Some(day)) => format!("{day} de {} de {}", SPANISH[at], date.year),
        // Every reader understands the international form.
        _ => date.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_exactly_as_known() {
        let words = |text, language| view(Date::parse(text).unwrap(), language).words;
        assert_eq!(words("2025", "en"), "2025");
        assert_eq!(words("2025-04", "en"), "April 2025");
        assert_eq!(words("2025-04-21", "en"), "April 21, 2025");
        assert_eq!(words("2025-04-01", "es"), "1 de abril de 2025");
        assert_eq!(words("2025-04", "fr"), "2025-04");
    }

    #[test]
    fn a_reference_list_has_the_year_first() {
        let cited = |text, language| cited(Date::parse(text).unwrap(), language);
        assert_eq!(cited("2025", "en"), "2025");
        assert_eq!(cited("2025-04", "en-US"), "2025, April");
        assert_eq!(cited("2025-04-21", "en"), "2025, April 21");
        assert_eq!(cited("2025-04-21", "es"), "2025, 21 de abril");
        assert_eq!(cited("2025-04", "es"), "2025, abril");
        assert_eq!(cited("2025-04", "fr"), "2025-04");
    }
}
