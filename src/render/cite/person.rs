//! Names in, persons and organisations out. Never makes a person of what may be an organisation.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Who made a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Person {
    /// Someone with a family name, which has `van` and the like in front; other parts may be empty.
    Named { family: String, given: String, suffix: String },
    /// An organisation, or a name that is best left as it is written.
    Whole(String),
    /// "and others".
    Others,
}

/// Words that a person's name does not have, in lower case: of organisations, and those that join their names.
static OF_ORGANISATIONS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| WORDS.split_whitespace().collect());

const WORDS: &str = "agencia agency alliance asociación association board bureau center centre centro \
    coalition collaborative college comisión commission committee community consejo council departamento department \
    education equipo foundation fundación government group grupo health inc inc. initiative institute institution \
    instituto llc ministerio ministry network office oficina organization partners partnership program programa \
    programme project proyecto red research school service services society state states team universidad university \
    & and at e for in of on para the to y";

/// Words that belong to the family name behind them.
const PARTICLES: [&str; 14] =
    ["af", "da", "de", "del", "della", "den", "der", "di", "dos", "la", "ten", "ter", "van", "von"];

impl Person {
    /// A person of the bibliography.
    pub fn of(person: &hayagriva::types::Person) -> Person {
        let family = match person.prefix.as_deref().filter(|prefix| !prefix.is_empty()) {
            Some(prefix) => format!("{prefix} {}", person.name),
            None => person.name.clone(),
        };
        match person.given_name.as_deref().filter(|given| !given.is_empty()) {
            None if family == "others" => Person::Others,
            None => Person::Whole(family),
            Some(given) => {
                let suffix = person.suffix.clone().unwrap_or_default();
                Person::Named { family, given: given.to_owned(), suffix }
            }
        }
    }

    /// An author as an entry names one: `Jane Q. Doe`, `Doe, Jane Q.`, or an organisation.
    pub fn written(name: &str) -> Person {
        let words: Vec<&str> = name.split_whitespace().collect();
        let whole = || Person::Whole(words.join(" "));
        let named = |family: &[&str], given: &[&str]| Person::Named {
            family: family.join(" "),
            given: given.join(" "),
            suffix: String::new(),
        };
        if is_organisation(&words) {
            return whole();
        }
        if let Some((family, given)) = name.split_once(',') {
            let split = |part: &'_ str| part.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ");
            let (family, given) = (split(family), split(given));
            return if given.is_empty() || given.contains(',') { whole() } else { named(&[&family], &[&given]) };
        }
        let (1.., Some(last)) = (words.len().saturating_sub(1), words.len().checked_sub(1)) else { return whole() };
        // "Maria de la Cruz": what leads to the last name belongs to it.
        let particles =
            words[1..last].iter().rev().take_while(|word| PARTICLES.contains(&word.to_lowercase().as_str()));
        let start = last - particles.count();
        named(&words[start..], &words[..start])
    }

    /// As a list for reading begins with it: "Doe, J. Q.".
    pub fn inverted(&self) -> String {
        match self {
            Person::Named { family, given, suffix } => {
                let initials: Vec<String> = given.split_whitespace().filter_map(initial).collect();
                let suffix = if suffix.is_empty() { String::new() } else { format!(", {suffix}") };
                format!("{family}, {}{suffix}", initials.join(" "))
            }
            Person::Whole(name) => name.clone(),
            Person::Others => "et al.".to_owned(),
        }
    }
}

/// True for a name that a person may have.
pub(in crate::render) fn is_person(name: &str) -> bool {
    matches!(Person::written(name), Person::Named { .. })
}

fn is_organisation(words: &[&str]) -> bool {
    let lower = |word: &str| word.trim_matches([',', '(', ')']).to_lowercase();
    let known = |word: &&str| OF_ORGANISATIONS.contains(lower(word).as_str());
    let odd = |word: &&str| word.chars().any(|c| c.is_ascii_digit() || matches!(c, '/' | '@' | ':'));
    // Two capitals side by side, as in WHO or NCWWI, are no given name; "JD" may be.
    let short = |word: &&str| word.len() > 2 && word.chars().all(char::is_uppercase);
    words.len() < 2 || words.len() > 6 || words.iter().any(|word| known(word) || odd(word) || short(word))
}

/// "Jean-Luc" is "J.-L.", and "Q." stays.
fn initial(name: &str) -> Option<String> {
    let parts = name.split('-').filter_map(|part| part.chars().find(|c| c.is_alphabetic()));
    let initials: Vec<String> = parts.map(|first| format!("{}.", first.to_uppercase())).collect();
    (!initials.is_empty()).then(|| initials.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_told_from_organisations() {
        let inverted = |name: &str| Person::written(name).inverted();
        assert_eq!(inverted("Jane Q. Doe"), "Doe, J. Q.");
        assert_eq!(inverted("García López, Ana"), "García López, A.");
        assert_eq!(inverted("Jean-Luc Picard"), "Picard, J.-L.");
        assert_eq!(inverted("Maria de la Cruz"), "de la Cruz, M.");
        assert_eq!(inverted("Vincent van Gogh"), "van Gogh, V.");
        for whole in ["Framewright", "Center for Change", "National Workforce Center", "NCWWI Staff", "Smith & Sons"] {
            assert_eq!(Person::written(whole), Person::Whole(whole.to_owned()));
        }
        assert_eq!(Person::written(""), Person::Whole(String::new()));
    }
}
