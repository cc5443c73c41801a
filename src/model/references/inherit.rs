//! BibTeX entries in, what each takes from the entries that it names out.
//! Never follows a circle, never copies without a bound.

use std::collections::BTreeMap;

use super::scan::{RawEntry, RawField};
use super::{Faults, is_name, quoted};
use crate::diag::suggestion;
use crate::text::Spanned;

/// How many entries stand behind one another: a chapter, its volume, its set.
const DEEPEST: usize = 3;
/// What inheritance may copy in one file, in bytes.
const MOST_COPIED: usize = 1 << 20;

/// Fields that are an entry's own and never its parts'.
const OWN: [&str; 20] = [
    "title",
    "subtitle",
    "titleaddon",
    "shorttitle",
    "author",
    "crossref",
    "xref",
    "xdata",
    "ids",
    "doi",
    "url",
    "urldate",
    "eprint",
    "pages",
    "note",
    "abstract",
    "keywords",
    "file",
    "annotation",
    "annote",
];

/// Finds entries by key, and keeps the account of what was copied.
pub(super) struct Family<'e, 't> {
    by_key: BTreeMap<&'t str, &'e RawEntry<'t>>,
    copied: usize,
}

impl<'e, 't> Family<'e, 't> {
    pub fn new(entries: &'e [RawEntry<'t>]) -> Self {
        let mut by_key = BTreeMap::new();
        for entry in entries {
            by_key.entry(entry.key.value).or_insert(entry);
        }
        Family { by_key, copied: 0 }
    }

    /// The fields that an entry has from others, nearest first; its own win over them.
    pub fn inherited(&mut self, entry: &'e RawEntry<'t>, faults: &mut Faults) -> Vec<(String, Spanned<String>)> {
        let mut found = Vec::new();
        let mut seen = vec![entry.key.value];
        let mut next: Vec<(&RawEntry, &RawField)> = links(entry).collect();
        while let Some((child, link)) = next.pop() {
            for name in link.value.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                let Some(&parent) = self.by_key.get(name) else {
                    self.unknown(name, link, faults);
                    continue;
                };
                if seen.contains(&parent.key.value) || seen.len() > DEEPEST {
                    let cause = format!(
                        "the reference {} takes fields from too many others, or from itself",
                        quoted(entry.key.value)
                    );
                    faults.bad(link.value.span, cause, "write the fields out");
                    return found;
                }
                seen.push(parent.key.value);
                self.copied += parent.fields.iter().map(|field| field.value.len()).sum::<usize>();
                if self.copied > MOST_COPIED {
                    return found;
                }
                found.extend(parent.fields.iter().filter_map(|field| passed(child, link, parent, field)));
                next.extend(links(parent));
            }
        }
        found
    }

    fn unknown(&self, name: &str, link: &RawField, faults: &mut Faults) {
        let near = if is_name(name) { name } else { "" };
        let help =
            suggestion(near, self.by_key.keys().copied().collect::<std::collections::BTreeSet<_>>(), "check the key");
        let cause = format!("there is no reference {} to take fields from", quoted(name));
        faults.bad(link.value.span, cause, help);
    }
}

fn links<'e, 't>(entry: &'e RawEntry<'t>) -> impl Iterator<Item = (&'e RawEntry<'t>, &'e RawField)> {
    let link = |field: &&RawField| matches!(field.name.as_str(), "crossref" | "xdata");
    entry.fields.iter().filter(link).map(move |field| (entry, field))
}

/// A field as the child has it: the title of a book is the book title of its chapters.
fn passed(child: &RawEntry, link: &RawField, parent: &RawEntry, field: &RawField) -> Option<(String, Spanned<String>)> {
    let name = field.name.as_str();
    if link.name.as_str() == "xdata" {
        return Some((name.to_owned(), field.value.clone()));
    }
    let periodical = parent.kind.eq_ignore_ascii_case("periodical");
    let container = match (name, periodical) {
        ("title", true) => "journaltitle",
        ("subtitle", true) => "journalsubtitle",
        ("title", false) => "booktitle",
        ("subtitle", false) => "booksubtitle",
        ("author", false) if child.kind.eq_ignore_ascii_case("inbook") => "author",
        _ if OWN.contains(&name) => return None,
        _ => name,
    };
    Some((container.to_owned(), field.value.clone()))
}
