//! The words of the theme, by language.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use tera::Value;

use super::{Part, of_folder, said};
use crate::diag::{Code, Fault, Findings};
use crate::parse::yaml::{self, Parsed, Value as YamlValue};

/// Words and phrases by key.
pub type Words = BTreeMap<String, String>;

/// The word for a language in that language.
pub const LANGUAGE_NAME: &str = "language_name";

/// The list that stands behind all others.
const ENGLISH: &str = "en.yaml";

/// The words of a language: what the site's list says, before what the theme's says. What neither says is said in
/// English, save what a language calls itself.
#[derive(Clone)]
pub(super) struct Language {
    /// The theme's list, if it has one of that name.
    list: String,
    own: Words,
    /// Made when something is said in it: a site has one language, mostly.
    said: OnceLock<Said>,
    /// Of these, what the self-assessment says; once a guide is shown in it.
    app: OnceLock<said::Said>,
}

/// Words, and the same as templates take them.
#[derive(Clone)]
struct Said {
    words: Words,
    value: Value,
}

impl Language {
    fn of(list: &str) -> Language {
        Language { list: list.to_owned(), own: Words::new(), said: OnceLock::new(), app: OnceLock::new() }
    }

    /// The same, with other words for some things.
    pub fn saying(self, others: &Words) -> Language {
        let own = self.own.into_iter().chain(others.clone()).collect();
        Language { own, ..Language::of(&self.list) }
    }

    /// What is said in a language that has no words: the same, save what this language calls itself.
    pub fn for_one_without_words(&self) -> Language {
        let mut own = self.own.clone();
        own.remove(LANGUAGE_NAME);
        Language { own, ..Language::of("") }
    }

    pub fn words(&self) -> &Words {
        &self.said().words
    }

    pub fn value(&self) -> &Value {
        &self.said().value
    }

    /// What the self-assessment says, divided by the script of a guide's page.
    pub fn of_app(&self, script: &[u8]) -> &said::Said {
        self.app.get_or_init(|| said::divided(self.words(), &String::from_utf8_lossy(script)))
    }

    fn said(&self) -> &Said {
        self.said.get_or_init(|| {
            let mut words = english().clone();
            if self.list != ENGLISH {
                words.remove(LANGUAGE_NAME);
                words.extend(embedded(&self.list));
            }
            words.extend(self.own.clone());
            Said { value: Value::from_serializable(&words), words }
        })
    }
}

/// The words of a language, or of the one that it is a variety of: `es` for `es-MX`.
pub(super) fn near<'a>(languages: &'a BTreeMap<String, Language>, language: &str) -> Option<&'a Language> {
    languages.get(language).or_else(|| languages.get(language.split('-').next()?))
}

/// Reads `words/en.yaml` and its like: a flat list of keys and texts.
pub(super) fn read(found: &mut Findings, parts: &BTreeMap<String, Part>) -> BTreeMap<String, Language> {
    let mut languages = BTreeMap::new();
    for (name, part) in of_folder(parts, "words/") {
        let Some(code) = name.strip_suffix(".yaml") else { continue };
        let mut language = Language::of(name);
        // The theme's own lists are sound.
        if let Some(file) = part.file {
            let (own, faults) = list(&part.text);
            language = language.saying(&own);
            faults.into_iter().for_each(|fault| found.report(file, fault));
        }
        languages.insert(code.to_owned(), language);
    }
    languages
}

/// The words of a list, and what is wrong with it.
fn list(text: &str) -> (Words, Vec<Fault>) {
    let Parsed { root, mut faults } = yaml::parse(text, 0);
    let mut words = Words::new();
    for (key, node) in root.entries {
        match node.value {
            YamlValue::Scalar(text) => drop(words.insert(key.value, text.text)),
            YamlValue::List(_) | YamlValue::Map(_) => {
                let cause = format!("\"{}\" is no text", key.value);
                faults.push(Fault::new(Code::WrongType, node.span, cause, "write one text behind each key"));
            }
        }
    }
    (words, faults)
}

/// The words of the default theme, for what has no site.
pub fn english() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| embedded(ENGLISH));
    &WORDS
}

/// The default theme's words of a language.
fn embedded(name: &str) -> Words {
    let file = super::Embedded::get(&format!("words/{name}"));
    file.map(|file| list(&String::from_utf8_lossy(&file.data)).0).unwrap_or_default()
}

/// A phrase with its blanks filled: `fill("{n} of {total}", &[("n", "1"), ("total", "9")])`.
pub fn fill(phrase: &str, blanks: &[(&str, &str)]) -> String {
    blanks.iter().fold(phrase.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
