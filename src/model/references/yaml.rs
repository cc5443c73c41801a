//! hayagriva's YAML in, references out: the tree is checked field by field, then given to hayagriva as JSON.
//! Never lets hayagriva see the file's own YAML.

mod fields;
mod values;

use std::collections::BTreeMap;

use hayagriva::types::EntryType;
use hayagriva::{Entry, Library};
use serde_json::{Map, Value as Json, json};

use fields::{FIELDS, FOREIGN, SERIALS, expectation};
use values::value;

use super::{Faults, MOST_REFERENCES, Reference, check_key, fenced, is_name, quoted, too_many};
use crate::diag::{Code, Fault, nearest};
use crate::parse::yaml::{Mapping, Node, parse};
use crate::text::{Span, Spanned};

/// Reads a bibliography in hayagriva's YAML.
pub fn read_yaml(text: &str) -> (Vec<Reference>, Vec<Fault>) {
    let parsed = parse(text, 0);
    let root = parsed.root;
    let mut faults = Faults::new(parsed.faults.into_iter().map(|fault| renamed(fault, &root)).collect());
    let mut references: Vec<Reference> = Vec::new();
    for (key, node) in &root.entries {
        if faults.full() {
            break;
        }
        if references.len() == MOST_REFERENCES {
            faults.add(too_many(key.span));
            break;
        }
        references.push(reference(&mut faults, key, node));
    }
    references.extend(unreadable(text, &root.broken));
    references.sort_by_key(|reference| reference.key.span);
    (references, faults.finish(Span::at(text.len())))
}

/// A key that stands twice at the top is a reference that stands twice.
fn renamed(fault: Fault, root: &Mapping) -> Fault {
    let inside = || {
        let at = fault.span.start;
        let before = root.entries.partition_point(|(key, _)| key.span.start <= at);
        before > 0 && root.entries[before - 1].1.span.range().contains(&(at as usize))
    };
    if fault.code != Code::DuplicateKey || inside() {
        return fault;
    }
    Fault { code: Code::DuplicateReference, ..fault }
}

/// References whose YAML was broken: their faults are told already, but their keys can be cited.
fn unreadable(text: &str, broken: &[String]) -> Vec<Reference> {
    let mut places: BTreeMap<&str, Span> = BTreeMap::new();
    let mut start = 0;
    for line in if broken.is_empty() { "" } else { text }.split_inclusive('\n') {
        if let Some((key, _)) = line.split_once(':') {
            places.entry(key.trim_end()).or_insert(Span::new(start, start + key.trim_end().len()));
        }
        start += line.len();
    }
    // Keys that stand further in are fields.
    let place = |key: &String| places.get(key.as_str()).map(|place| Spanned::new(key.clone(), *place));
    broken.iter().filter_map(place).take(MOST_REFERENCES).map(Reference::unread).collect()
}

fn reference(faults: &mut Faults, key: &Spanned<String>, node: &Node) -> Reference {
    check_key(faults, key);
    let Some(fields) = node.map() else {
        let cause = format!("the reference {} is {}, not a group of fields", quoted(key), node.value.noun());
        faults.bad(node.span, cause, "write its fields below it, indented: type, title, author, date");
        return Reference::unread(key.clone());
    };
    let json = work(faults, fields, Place { key, depth: 0 });
    let entry = entry(&key.value, &json).or_else(|| salvaged(faults, key, fields, json));
    match entry {
        Some(entry) => Reference::new(key.clone(), entry),
        None => {
            faults.bad(key.span, format!("the reference {} can't be read", quoted(key)), "");
            Reference::unread(key.clone())
        }
    }
}

/// Which work is read: the reference itself or one that it is part of.
#[derive(Clone, Copy)]
struct Place<'k> {
    key: &'k Spanned<String>,
    depth: usize,
}

/// One work's fields, those left out that are wrong.
fn work(faults: &mut Faults, fields: &Mapping, place: Place) -> Map<String, Json> {
    let mut json = Map::new();
    let mut unknown = Vec::new();
    for (name, node) in &fields.entries {
        match FIELDS.iter().find(|(field, _)| *field == name.value) {
            None => unknown.push(unknown_field(faults, name, node)),
            Some(_) if node.is_absent() => {
                let cause = format!("the field {} is empty", quoted(name));
                faults.bad(name.span, cause, "write its value after the colon, or take the field out");
            }
            Some((field, shape)) => {
                if let Some(value) = value(faults, *shape, name, node, place) {
                    json.insert((*field).to_owned(), value);
                }
            }
        }
    }
    if place.depth == 0 {
        missing(faults, fields, place.key, &unknown);
    }
    if !json.contains_key("type") && place.depth == 0 {
        json.insert("type".to_owned(), json!("misc"));
    }
    // An older spelling of the same field, which hayagriva does not know.
    if let Some(parents) = json.remove("parents") {
        json.entry("parent").or_insert(parents);
    }
    json
}

/// Tells of a field that the format does not have; gives the one that was probably meant.
fn unknown_field(faults: &mut Faults, name: &Spanned<String>, node: &Node) -> Option<&'static str> {
    let cause = format!("references have no field {}", quoted(name));
    let lower = name.value.to_ascii_lowercase();
    if SERIALS.contains(&lower.as_str()) {
        let help = format!("write \"serial-number\", and under it, indented, \"{lower}\"");
        let fault = Fault::new(Code::BadReference, name.span, cause, help);
        faults.add(match node.scalar().filter(|scalar| scalar.verbatim.is_some()) {
            Some(scalar) => {
                let whole = Span { start: name.span.start, end: node.span.end };
                fault.mended(whole, format!("serial-number: {{ {lower}: {} }}", json!(scalar.text)))
            }
            None => fault,
        });
        return None;
    }
    let known = FIELDS.iter().map(|(field, _)| *field).filter(|field| !matches!(*field, "serial" | "parents"));
    let foreign = FOREIGN.iter().find(|(field, _)| *field == lower).map(|(_, help)| (*help).to_owned());
    let near = is_name(name).then(|| nearest(name, known.clone())).flatten();
    let help = foreign.or_else(|| near.map(|near| format!("did you mean \"{near}\"?")));
    let otherwise = || format!("use one of {}", known.collect::<Vec<_>>().join(", "));
    faults.bad(name.span, cause, help.unwrap_or_else(otherwise));
    near
}

/// Tells of a work without kind or title, unless the misspelt one has been told of.
fn missing(faults: &mut Faults, fields: &Mapping, key: &Spanned<String>, unknown: &[Option<&'static str>]) {
    let told = |field: &'static str| fields.mentions(field) || unknown.contains(&Some(field));
    if !told("type") {
        let cause = format!("the reference {} has no \"type\"", quoted(key));
        faults.bad(key.span, cause, "add one: report, article, book, chapter, web, thesis, or another");
    }
    // A chapter or scene without a name of its own goes by the work that it is part of.
    let part = fields.get("type").and_then(Node::scalar).is_some_and(|kind| {
        ["chapter", "scene"].iter().any(|part| kind.text.eq_ignore_ascii_case(part)) && fields.mentions("parent")
    });
    if !told("title") && !part {
        faults.bad(key.span, format!("the reference {} has no \"title\"", quoted(key)), "add its title");
    }
}

/// hayagriva's reading of one entry. JSON cannot refer to itself, so it is as small as it looks.
fn entry(key: &str, fields: &Map<String, Json>) -> Option<Entry> {
    let document = Json::Object(Map::from_iter([(key.to_owned(), Json::Object(fields.clone()))])).to_string();
    let library: Library = fenced(|| serde_json::from_str(&document).ok())?;
    library.into_iter().next()
}

/// The entry without the fields that hayagriva refuses, each told of at its place.
fn salvaged(faults: &mut Faults, key: &Spanned<String>, fields: &Mapping, json: Map<String, Json>) -> Option<Entry> {
    let kind = json.get("type").cloned().unwrap_or(json!("misc"));
    let alone = |name: &str, value: &Json| {
        let map = Map::from_iter([("type".to_owned(), kind.clone()), (name.to_owned(), value.clone())]);
        entry(&key.value, &map).is_some()
    };
    let (right, wrong): (Map<_, _>, Map<_, _>) = json.into_iter().partition(|(name, value)| alone(name, value));
    for name in wrong.keys() {
        let Some((_, node)) = fields.find(name) else { continue };
        let written = node.scalar().map_or("", |scalar| scalar.text.as_str());
        let cause = match written {
            "" => format!("the field \"{name}\" can't be read"),
            _ => format!("the field \"{name}\" can't be read: {}", quoted(written)),
        };
        faults.bad(node.span, cause, expectation(name));
    }
    entry(&key.value, &right).or_else(|| Some(Entry::new(&key.value, EntryType::Misc)))
}
