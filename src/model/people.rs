//! A measure in, whether its values count people out: where they may, few of them are not for everybody to see.

use super::Measure;
use crate::text::fold;

/// First words of units that measure something else than people: times, shares and money, in English and in Spanish.
const NOT_PEOPLE: [&str; 37] = [
    "%",
    "percent",
    "per",
    "por",
    "percentage",
    "porcentaje",
    "rate",
    "ratio",
    "score",
    "points",
    "puntos",
    "minute",
    "minutes",
    "minutos",
    "hour",
    "hours",
    "horas",
    "day",
    "days",
    "días",
    "week",
    "weeks",
    "semanas",
    "month",
    "months",
    "meses",
    "year",
    "years",
    "años",
    "$",
    "usd",
    "dollar",
    "dollars",
    "dólares",
    "€",
    "euro",
    "euros",
];

impl Measure {
    /// True where a value without a denominator is a number of people, or may be: what is not known to be something
    /// else is taken for people.
    pub fn counts_people(&self) -> bool {
        let unit = self.unit.as_deref().map(fold).unwrap_or_default();
        let first = unit.split_whitespace().next().unwrap_or("");
        self.people.unwrap_or(!NOT_PEOPLE.contains(&first))
    }
}
