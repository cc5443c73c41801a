//! BibTeX and BibLaTeX in, references out: each entry is scanned, checked, written anew and given to biblatex alone.
//! Never lets one entry spoil another.

mod draft;
mod names;

use std::collections::BTreeMap;

use draft::Draft;
use names::KINDS;
pub(super) use names::is_kind;

use super::inherit::Family;
use super::scan::{RawEntry, scan};
use super::{Faults, MOST_REFERENCES, Reference, check_key, is_name, quoted, too_many};
use crate::diag::{Code, Fault, nearest, suggestion};
use crate::text::{Span, Spanned};

/// Reads a bibliography in BibTeX or BibLaTeX.
pub fn read_bib(text: &str) -> (Vec<Reference>, Vec<Fault>) {
    let mut faults = Faults::new(Vec::new());
    let entries = scan(text, &mut faults);
    let mut family = Family::new(&entries);
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    let mut references = Vec::new();
    for raw in &entries {
        if faults.full() {
            break;
        }
        if references.len() == MOST_REFERENCES {
            faults.add(too_many(raw.key.span));
            break;
        }
        let kind = raw.kind.to_ascii_lowercase();
        if raw.key.value.is_empty() || matches!(kind.as_str(), "xdata" | "set" | "bibnote") {
            continue;
        }
        let key = raw.key.map(str::to_owned);
        check_key(&mut faults, &key);
        if let Some(first) = lines.insert(raw.key.value, raw.key.span.start as usize) {
            lines.insert(raw.key.value, first);
            faults.add(twice(text, &key, first));
            continue;
        }
        references.push(reference(&mut faults, &mut family, raw, key));
    }
    (references, faults.finish(Span::at(text.len())))
}

fn twice(text: &str, key: &Spanned<String>, first: usize) -> Fault {
    let line = 1 + text[..first].bytes().filter(|byte| *byte == b'\n').count();
    let cause = format!("the reference {} stands twice", quoted(key));
    let help = format!("take one out or give it another key; the first is on line {line}");
    Fault::new(Code::DuplicateReference, key.span, cause, help)
}

fn reference<'e, 't>(
    faults: &mut Faults,
    family: &mut Family<'e, 't>,
    raw: &'e RawEntry<'t>,
    key: Spanned<String>,
) -> Reference {
    let kind = kind(faults, raw);
    let mut fields: BTreeMap<String, Spanned<String>> = BTreeMap::new();
    for field in raw.fields.iter().filter(|field| !field.value.trim().is_empty()) {
        fields.insert(field.name.value.clone(), field.value.clone());
    }
    for (name, value) in family.inherited(raw, faults) {
        fields.entry(name).or_insert(value);
    }
    missing_title(faults, raw, &key, &fields);
    let mut draft = Draft { kind, fields };
    draft.modernise();
    draft.check(faults);
    draft.escape();
    match draft.read(&key, faults) {
        Some(entry) => Reference::new(key, entry),
        None => {
            faults.bad(
                key.span,
                format!("the reference {} can't be read", quoted(&key)),
                "check its braces and commas",
            );
            Reference::unread(key)
        }
    }
}

fn kind(faults: &mut Faults, raw: &RawEntry) -> String {
    let lower = raw.kind.to_ascii_lowercase();
    if is_kind(&lower) {
        return lower;
    }
    let near = if is_name(&lower) { lower.as_str() } else { "" };
    let otherwise = "use article, book, incollection, inproceedings, online, report, thesis or misc";
    let cause = format!("there is no kind of entry {}", quoted(&format!("@{}", raw.kind.value)));
    faults.bad(raw.kind.span, cause, suggestion(near, KINDS, otherwise));
    "misc".to_owned()
}

fn missing_title(
    faults: &mut Faults,
    raw: &RawEntry,
    key: &Spanned<String>,
    fields: &BTreeMap<String, Spanned<String>>,
) {
    let titles = ["title", "booktitle", "maintitle", "journaltitle", "shorttitle"];
    if raw.damaged || titles.iter().any(|title| fields.contains_key(*title)) {
        return;
    }
    let near = fields.keys().find(|name| is_name(name) && nearest(name, ["title"]).is_some());
    let help = match near {
        Some(near) => format!("did you mean \"title\" where \"{near}\" stands?"),
        None => "add title = {…}".to_owned(),
    };
    faults.bad(key.span, format!("the reference {} has no \"title\"", quoted(key)), help);
}
