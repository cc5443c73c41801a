//! A CSL style and an entry in, out a style that formats this entry in the same words with a tenth of the work.
//! Hayagriva itself is asked which tests of the style hold for the entry. Never formats, never guesses: what its
//! answers leave open stays in the style.

mod facts;
mod fold;
mod inline;
mod known;
mod substitutes;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use hayagriva::Entry;
use hayagriva::citationberg::IndependentStyle;
use hayagriva::types::Person;

use self::facts::{Fact, Question};

/// A style with its smaller forms, made as entries ask for them.
pub struct Specialist {
    whole: IndependentStyle,
    kinds: Question,
    /// The kinds that an entry is of, by what that depends on.
    answers: Memo<String>,
    /// By those kinds.
    branches: Memo<Branch>,
}

/// The style for entries of one kind, and its forms for those that have the same fields.
struct Branch {
    style: IndependentStyle,
    fields: Question,
    made: Memo<IndependentStyle>,
}

impl Specialist {
    pub fn new(mut style: IndependentStyle) -> Self {
        // The words of other languages are never looked for, and each small style has a copy.
        let english = |lang: &str| lang == "en" || lang == "en-US";
        style.locale.retain(|locale| locale.lang.as_ref().is_none_or(|lang| english(&lang.0)));
        let kinds = Question::new(&style, |fact| matches!(fact, Fact::Kind(_)));
        Specialist { whole: style, kinds, answers: Memo::default(), branches: Memo::default() }
    }

    /// The style with all that it has for every entry.
    pub fn whole(&self) -> &IndependentStyle {
        &self.whole
    }

    /// The style for this entry and those of its shape; `None` where only the whole style is right.
    pub fn style(&self, entry: &Entry) -> Option<Arc<IndependentStyle>> {
        if !named(entry) {
            return None;
        }
        let mut shape = String::new();
        describe(entry, &mut shape);
        let kinds = self.answers.get(&shape, || self.kinds.ask(entry))?;
        let branch = self.branches.get(&kinds, || Some(self.branch(&kinds)))?;
        let answer = branch.fields.ask(entry)?;
        branch.made.get(&answer, || Some(fold::by_fields(&branch.style, &branch.fields.facts(&answer))))
    }

    fn branch(&self, kinds: &str) -> Branch {
        let style = fold::by_kind(&self.whole, &self.kinds.facts(kinds));
        let fields = Question::new(&style, |fact| !matches!(fact, Fact::Kind(_)));
        Branch { style, fields, made: Memo::default() }
    }
}

/// What hayagriva's kinds of entry are told by: types and fields, of the entry and of what it is part of.
fn describe(entry: &Entry, shape: &mut String) {
    const FIELDS: [&str; 26] = [
        "title",
        "author",
        "date",
        "editor",
        "affiliated",
        "publisher",
        "location",
        "organization",
        "issue",
        "chapter",
        "volume",
        "volume-total",
        "edition",
        "page-range",
        "page-total",
        "time-range",
        "runtime",
        "url",
        "serial-number",
        "language",
        "archive",
        "archive-location",
        "call-number",
        "note",
        "abstract",
        "genre",
    ];
    let has = |field: &&str| if entry.has(field) { '1' } else { '0' };
    shape.push_str(&format!("{:?}", entry.entry_type()));
    shape.extend(FIELDS.iter().map(has));
    shape.push('(');
    entry.parents().iter().for_each(|parent| describe(parent, shape));
    shape.push(')');
}

/// True where each name is one that prints: hayagriva goes on to a substitute where it does not.
fn named(entry: &Entry) -> bool {
    let prints = |person: &Person| person.name.chars().any(char::is_alphabetic);
    let affiliated = entry.affiliated().unwrap_or_default().iter().flat_map(|group| &group.names);
    let people = entry.authors().into_iter().chain(entry.editors()).flatten();
    people.chain(affiliated).all(prints) && entry.parents().iter().all(named)
}

/// Values that were made before. A thread that failed while it held the lock left whole values behind.
struct Memo<T>(RwLock<BTreeMap<String, Arc<T>>>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Memo(RwLock::default())
    }
}

impl<T> Memo<T> {
    fn get(&self, key: &str, make: impl FnOnce() -> Option<T>) -> Option<Arc<T>> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
        known.or_else(|| {
            let made = Arc::new(make()?);
            self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), Arc::clone(&made));
            Some(made)
        })
    }
}

#[cfg(test)]
mod tests;
