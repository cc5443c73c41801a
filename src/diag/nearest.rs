//! The one name that a misspelt one probably meant, or none.

use crate::text::fold;

/// The candidate nearest to `name`, or none that is near enough to be meant. Ties go to the first in order.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = comparable(name);
    let most = match wanted.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        length => length / 3,
    };
    let distance = |candidate: &str| strsim::damerau_levenshtein(&wanted, &comparable(candidate));
    candidates
        .into_iter()
        .map(|candidate| (distance(candidate), candidate))
        .filter(|&(away, candidate)| away <= most || is_part(&wanted, &comparable(candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// The next step for an unknown name: the one that was probably meant, or what to do instead.
pub fn suggestion<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    match nearest(name, candidates) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => otherwise.to_owned(),
    }
}

/// Spaces, underscores and hyphens are one to a reader, and so is case.
fn comparable(name: &str) -> String {
    fold(name).replace([' ', '_'], "-")
}

/// A name that was cut short or lengthened by whole words is near, however long the rest.
fn is_part(wanted: &str, candidate: &str) -> bool {
    let (short, long) = if wanted.len() < candidate.len() { (wanted, candidate) } else { (candidate, wanted) };
    short.len() >= 4
        && (long.strip_prefix(short).is_some_and(|rest| rest.starts_with('-'))
            || long.strip_suffix(short).is_some_and(|rest| rest.ends_with('-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRIVERS: [&str; 3] = ["collaboration", "compensation", "regular-meetings"];

    #[test]
    fn one_near_name_or_none() {
        assert_eq!(nearest("colaboration", DRIVERS), Some("collaboration"));
        assert_eq!(nearest("Regular Meetings", DRIVERS), Some("regular-meetings"));
        assert_eq!(nearest("meetings", DRIVERS), Some("regular-meetings"));
        assert_eq!(nearest("zzz", DRIVERS), None);
        assert_eq!(nearest("", DRIVERS), None);
    }
}
