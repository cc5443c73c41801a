//! The words of the theme, by language.

use std::collections::BTreeMap;

use super::{Part, of_folder};
use crate::diag::{Code, Fault, Findings};
use crate::parse::yaml::{self, Value};

/// Words and phrases by key.
pub type Words = BTreeMap<String, String>;

/// The word for a language in that language.
pub const LANGUAGE_NAME: &str = "language_name";

/// The list that stands behind all others.
const ENGLISH: &str = "en.yaml";

/// Reads `words/en.yaml` and its like: a flat list of keys and texts.
pub(super) fn read(found: &mut Findings, parts: &BTreeMap<String, Part>) -> BTreeMap<String, Words> {
    let english = english();
    let mut languages = BTreeMap::new();
    for (name, part) in of_folder(parts, "words/") {
        let Some(language) = name.strip_suffix(".yaml") else { continue };
        // A site's own list says only what it says otherwise, and what no list says in a language is said in English:
        // save what a language calls itself.
        let mut words = english.clone();
        if name != ENGLISH {
            words.remove(LANGUAGE_NAME);
            words.extend(embedded(name));
        }
        let parsed = match part.file {
            Some(_) => yaml::parse(&part.text, 0),
            // The theme's own list is in already.
            None => yaml::Parsed::default(),
        };
        let mut faults = parsed.faults;
        for (key, node) in parsed.root.entries {
            match node.value {
                Value::Scalar(text) => drop(words.insert(key.value, text.text)),
                Value::List(_) | Value::Map(_) => {
                    let cause = format!("\"{}\" is no text", key.value);
                    faults.push(Fault::new(Code::WrongType, node.span, cause, "write one text behind each key"));
                }
            }
        }
        if let Some(file) = part.file {
            faults.into_iter().for_each(|fault| found.report(file, fault));
        }
        languages.insert(language.to_owned(), words);
    }
    languages
}

/// The words of the default theme, for what has no site.
pub fn english() -> Words {
    embedded(ENGLISH)
}

/// The default theme's words of a language.
fn embedded(name: &str) -> Words {
    let Some(file) = super::Embedded::get(&format!("words/{name}")) else { return Words::new() };
    let parsed = yaml::parse(&String::from_utf8_lossy(&file.data), 0);
    let word = |(key, node): (crate::text::Spanned<String>, yaml::Node)| Some((key.value, node.scalar()?.text.clone()));
    parsed.root.entries.into_iter().filter_map(word).collect()
}

/// A phrase with its blanks filled: `fill("{n} of {total}", &[("n", "1"), ("total", "9")])`.
pub fn fill(phrase: &str, blanks: &[(&str, &str)]) -> String {
    blanks.iter().fold(phrase.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
