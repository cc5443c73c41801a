//! hayagriva's YAML in, references out: the tree is checked field by field, then given to hayagriva as JSON.
//! Never lets hayagriva see the file's own YAML.

use std::collections::BTreeMap;

use hayagriva::types::EntryType;
use hayagriva::{Entry, Library};
use serde_json::{Map, Value as Json, json};

use super::{
    DATE_HELP, Faults, MOST_REFERENCES, Reference, URL_HELP, check_key, date_trouble, fenced, is_name, quoted,
    too_many, url_trouble,
};
use crate::diag::{Code, Fault, nearest, suggestion};
use crate::parse::yaml::{Mapping, Node, Scalar, Value, parse};
use crate::text::{Span, Spanned};

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Kind,
    Text,
    Date,
    People,
    Roles,
    Publisher,
    Number,
    Url,
    Serial,
    Plain,
    Parent,
}

/// Every field of the format.
const FIELDS: [(&str, Shape); 30] = [
    ("type", Shape::Kind),
    ("title", Shape::Text),
    ("author", Shape::People),
    ("date", Shape::Date),
    ("editor", Shape::People),
    ("affiliated", Shape::Roles),
    ("publisher", Shape::Publisher),
    ("location", Shape::Text),
    ("organization", Shape::Text),
    ("issue", Shape::Number),
    ("chapter", Shape::Number),
    ("volume", Shape::Number),
    ("volume-total", Shape::Number),
    ("edition", Shape::Number),
    ("page-range", Shape::Number),
    ("page-total", Shape::Number),
    ("time-range", Shape::Plain),
    ("runtime", Shape::Plain),
    ("url", Shape::Url),
    ("serial-number", Shape::Serial),
    ("serial", Shape::Serial),
    ("language", Shape::Plain),
    ("archive", Shape::Text),
    ("archive-location", Shape::Text),
    ("call-number", Shape::Text),
    ("note", Shape::Text),
    ("abstract", Shape::Text),
    ("genre", Shape::Text),
    ("parent", Shape::Parent),
    ("parents", Shape::Parent),
];

/// Every kind of work.
const KINDS: [&str; 30] = [
    "article",
    "chapter",
    "entry",
    "anthos",
    "report",
    "thesis",
    "web",
    "scene",
    "artwork",
    "patent",
    "case",
    "newspaper",
    "legislation",
    "manuscript",
    "post",
    "misc",
    "performance",
    "periodical",
    "proceedings",
    "book",
    "blog",
    "reference",
    "conference",
    "anthology",
    "repository",
    "thread",
    "video",
    "audio",
    "exhibition",
    "original",
];

/// Fields of other formats, and what to write here instead.
const FOREIGN: [(&str, &str); 20] = [
    ("authors", "write \"author\""),
    ("editors", "write \"editor\""),
    ("year", "write \"date\""),
    ("issued", "write \"date\""),
    ("pages", "write \"page-range\""),
    ("page", "write \"page-range\""),
    ("journal", "put the journal under \"parent\", as its \"title\""),
    ("journaltitle", "put the journal under \"parent\", as its \"title\""),
    ("container-title", "put the journal or book under \"parent\", as its \"title\""),
    ("booktitle", "put the book under \"parent\", as its \"title\""),
    ("number", "write \"issue\", or \"serial-number\" for a report"),
    ("institution", "write \"publisher\""),
    ("school", "write \"publisher\""),
    ("address", "write \"publisher\" with \"name\" and \"location\""),
    ("publisher-place", "write \"publisher\" with \"name\" and \"location\""),
    ("urldate", "write \"url\" with \"value\" and \"date\""),
    ("accessed", "write \"url\" with \"value\" and \"date\""),
    ("keywords", "take it out"),
    ("subtitle", "write it in \"title\", after a colon"),
    ("annote", "write \"note\""),
];

/// What people besides authors and editors did.
const ROLES: [&str; 20] = [
    "translator",
    "afterword",
    "foreword",
    "introduction",
    "annotator",
    "commentator",
    "holder",
    "compiler",
    "founder",
    "collaborator",
    "organizer",
    "cast-member",
    "composer",
    "producer",
    "executive-producer",
    "writer",
    "cinematography",
    "director",
    "illustrator",
    "narrator",
];
/// Schemes of numbers that stand under `serial-number`.
const SERIALS: [&str; 6] = ["doi", "isbn", "issn", "pmid", "pmcid", "arxiv"];
/// How deep works may stand in works, and how many at one level: an article, its issue, its journal, a series.
const DEEPEST: usize = 4;
const MOST_PARENTS: usize = 4;
/// Names that one list may hold; physics has articles with three thousand.
const MOST_NAMES: usize = 5_000;

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

/// A field's value as JSON, or nothing where it was found wrong.
fn value(faults: &mut Faults, shape: Shape, name: &Spanned<String>, node: &Node, place: Place) -> Option<Json> {
    match shape {
        Shape::Kind => {
            let written = scalar(faults, name, node)?;
            kind(faults, written, node.span)
        }
        Shape::Text => text(faults, name, node),
        Shape::Date => date(faults, name, node),
        Shape::People => people(faults, name, node),
        Shape::Roles => some(each(node).filter_map(|item| role(faults, name, item)).collect()),
        Shape::Publisher => publisher(faults, name, node),
        Shape::Url => url(faults, name, node),
        Shape::Serial => serial(faults, name, node),
        Shape::Number | Shape::Plain => Some(json!(scalar(faults, name, node)?.text.trim())),
        Shape::Parent => parents(faults, name, node, place),
    }
}

fn some(list: Vec<Json>) -> Option<Json> {
    (!list.is_empty()).then_some(Json::Array(list))
}

/// The items of a list, or the one value that stands for a list of one.
fn each(node: &Node) -> impl Iterator<Item = &Node> {
    node.list().unwrap_or(std::slice::from_ref(node)).iter().take(MOST_NAMES)
}

fn scalar<'n>(faults: &mut Faults, name: &Spanned<String>, node: &'n Node) -> Option<&'n Scalar> {
    let scalar = node.scalar();
    if scalar.is_none() {
        let cause = format!("the field {} holds {} where a text should stand", quoted(name), node.value.noun());
        faults.bad(node.span, cause, "write one text after the colon");
    }
    scalar
}

/// The keys under a field, those told of that are not among `known`.
fn keys<'n>(
    faults: &mut Faults,
    name: &Spanned<String>,
    fields: &'n Mapping,
    known: &'static [&'static str],
) -> Vec<(&'static str, &'n Spanned<String>, &'n Node)> {
    let mut found = Vec::new();
    for (key, node) in &fields.entries {
        match known.iter().find(|known| **known == key.value) {
            Some(known) if !node.is_absent() => found.push((*known, key, node)),
            Some(_) => {}
            None => {
                let cause = format!("the field {} has no part {}", quoted(name), quoted(key));
                let otherwise = format!("use {}", known.join(", "));
                let near = if is_name(key) { key.value.as_str() } else { "" };
                faults.bad(key.span, cause, suggestion(near, known.iter().copied(), &otherwise));
            }
        }
    }
    found
}

fn kind(faults: &mut Faults, written: &Scalar, span: Span) -> Option<Json> {
    let lower = written.text.trim().to_ascii_lowercase();
    if KINDS.contains(&lower.as_str()) {
        return Some(json!(lower));
    }
    let otherwise = format!("use one of {}", KINDS.join(", "));
    let help = match lower.as_str() {
        "website" | "webpage" | "online" => "did you mean \"web\"?".to_owned(),
        "journal" | "journal-article" => "did you mean \"article\"?".to_owned(),
        name if is_name(name) => suggestion(name, KINDS, &otherwise),
        _ => otherwise,
    };
    faults.bad(span, format!("references have no type {}", quoted(&written.text)), help);
    None
}

/// A text in hayagriva's own notation, where braces keep the case and dollars mean formulas, which we have not.
fn text(faults: &mut Faults, name: &Spanned<String>, node: &Node) -> Option<Json> {
    let Some(fields) = node.map() else {
        return notation(faults, name, node, false);
    };
    let parts = keys(faults, name, fields, &["value", "short", "verbatim"]);
    let verbatim = parts.iter().any(|(part, _, node)| *part == "verbatim" && truth(faults, node));
    let mut json = Map::new();
    for (part, key, node) in parts {
        if part != "verbatim"
            && let Some(text) = notation(faults, key, node, verbatim)
        {
            json.insert(part.to_owned(), text);
        }
    }
    if !fields.mentions("value") {
        let cause = format!("the field {} has no \"value\"", quoted(name));
        faults.bad(name.span, cause, "write the text itself after \"value:\"");
    }
    match (json.len(), json.remove("value")?) {
        (1, value) => Some(value),
        (_, value) => Some(json!({ "value": value, "short": json.remove("short") })),
    }
}

fn truth(faults: &mut Faults, node: &Node) -> bool {
    let word = node.scalar().map_or("", |scalar| scalar.text.as_str());
    if !matches!(word, "true" | "false") {
        faults.bad(node.span, format!("{} is neither true nor false", quoted(word)), "write true or false");
    }
    word == "true"
}

fn notation(faults: &mut Faults, name: &Spanned<String>, node: &Node, verbatim: bool) -> Option<Json> {
    let written = scalar(faults, name, node)?.text.trim();
    if verbatim {
        // hayagriva ignores the word "verbatim"; braces, which mean the same, it obeys.
        let escaped = written.replace('\\', "\\\\").replace('{', "\\{").replace('}', "\\}").replace('$', "\\$");
        return Some(Json::String(format!("{{{escaped}}}")));
    }
    let mut depth = 0usize;
    let mut out = String::with_capacity(written.len());
    let mut characters = written.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' => {
                out.push('\\');
                out.extend(characters.next_if(|next| matches!(next, '\\' | '{' | '}' | '$')).or(Some('\\')));
                continue;
            }
            '$' => out.push('\\'),
            '{' => depth += 1,
            '}' if depth == 0 => {
                let cause = format!("the field {} has a closing brace that nothing opens", quoted(name));
                faults.bad(node.span, cause, "open it with \"{\", or take it out");
                return None;
            }
            '}' => depth -= 1,
            _ => {}
        }
        out.push(c);
    }
    Some(Json::String(out))
}

fn date(faults: &mut Faults, name: &Spanned<String>, node: &Node) -> Option<Json> {
    if let Some(fields) = node.map() {
        let parts = keys(faults, name, fields, &["year", "month", "day", "approximate", "season"]);
        let numbers = parts.iter().filter_map(|(part, _, node)| {
            let word = node.scalar()?.text.trim();
            let json = word.parse::<i32>().map(Json::from).or_else(|_| word.parse::<bool>().map(Json::from));
            Some(((*part).to_owned(), json.ok()?))
        });
        return Some(Json::Object(numbers.collect()));
    }
    let written = scalar(faults, name, node)?.text.trim();
    match date_trouble(written.trim_start_matches('~')) {
        None => Some(json!(written)),
        Some(why) => {
            faults.bad(node.span, format!("{} is no date: {why}", quoted(written)), DATE_HELP);
            None
        }
    }
}

fn people(faults: &mut Faults, name: &Spanned<String>, node: &Node) -> Option<Json> {
    some(each(node).filter_map(|person| one_person(faults, name, person)).collect())
}

fn one_person(faults: &mut Faults, name: &Spanned<String>, node: &Node) -> Option<Json> {
    match &node.value {
        Value::Scalar(written) => person(faults, written.text.trim(), node.span),
        Value::Map(fields) => {
            let known = &["name", "given-name", "prefix", "suffix", "alias", "comma-suffix"];
            let mut json = Map::new();
            for (part, key, node) in keys(faults, name, fields, known) {
                let value = match part {
                    "comma-suffix" => Json::Bool(truth(faults, node)),
                    _ => json!(scalar(faults, key, node)?.text.trim()),
                };
                json.insert(part.to_owned(), value);
            }
            if !fields.mentions("name") {
                let cause = format!("a person in {} has no \"name\"", quoted(name));
                faults.bad(
                    node.span,
                    cause,
                    "write the family name, or the whole name of an organisation, as \"name\"",
                );
                return None;
            }
            Some(Json::Object(json))
        }
        Value::List(_) => {
            let cause = format!("the field {} holds a list in a list", quoted(name));
            faults.bad(node.span, cause, "write each name after a hyphen of its own");
            None
        }
    }
}

/// A name as `Family, Given` or `Family, Jr., Given`. Without a comma it is one whole name, of an organisation say:
/// hayagriva would take "Center for the" in front of "Study" for a prefix such as "van der".
fn person(faults: &mut Faults, written: &str, span: Span) -> Option<Json> {
    let cause = match written.matches(',').count() {
        _ if written.is_empty() => "a name is empty".to_owned(),
        0 => return Some(json!({ "name": written })),
        1 | 2 if written.split(',').any(|part| part.trim().is_empty()) => {
            format!("the name {} lacks a part beside its comma", quoted(written))
        }
        1 | 2 => return Some(json!(written)),
        _ => format!("the name {} has too many commas", quoted(written)),
    };
    let help = "write each person as \"Family, Given\"; write an organisation with a comma as \"name: …\"";
    faults.bad(span, cause, help);
    None
}

fn role(faults: &mut Faults, name: &Spanned<String>, node: &Node) -> Option<Json> {
    let Some(fields) = node.map() else {
        let cause = format!("the field {} needs \"role\" and \"names\"", quoted(name));
        faults.bad(node.span, cause, "write \"role: translator\" and \"names: …\" below it");
        return None;
    };
    let mut json = Map::new();
    for (part, key, node) in keys(faults, name, fields, &["role", "names"]) {
        if part == "names" {
            json.insert(part.to_owned(), people(faults, key, node)?);
            continue;
        }
        let written = scalar(faults, key, node)?.text.trim();
        let Some(role) =
            ROLES.iter().find(|role| role.replace('-', "").eq_ignore_ascii_case(&written.replace('-', "")))
        else {
            let near = if is_name(written) { written } else { "" };
            let help = suggestion(near, ROLES, &format!("use one of {}", ROLES.join(", ")));
            faults.bad(node.span, format!("references have no role {}", quoted(written)), help);
            return None;
        };
        json.insert(part.to_owned(), json!(role));
    }
    (json.len() == 2).then_some(Json::Object(json))
}

fn publisher(faults: &mut Faults, name: &Spanned<String>, node: &Node) -> Option<Json> {
    let Some(fields) = node.map().filter(|fields| !fields.mentions("value")) else {
        return Some(json!({ "name": text(faults, name, node)? }));
    };
    let parts = keys(faults, name, fields, &["name", "location"]);
    let texts = parts.into_iter().filter_map(|(part, key, node)| Some((part.to_owned(), text(faults, key, node)?)));
    Some(Json::Object(texts.collect()))
}

fn url(faults: &mut Faults, name: &Spanned<String>, node: &Node) -> Option<Json> {
    let Some(fields) = node.map() else {
        return address(faults, name, node);
    };
    let mut json = Map::new();
    for (part, key, node) in keys(faults, name, fields, &["value", "date"]) {
        let value = if part == "date" { date(faults, key, node) } else { address(faults, key, node) };
        json.extend(value.map(|value| (part.to_owned(), value)));
    }
    json.contains_key("value").then_some(Json::Object(json))
}

fn address(faults: &mut Faults, name: &Spanned<String>, node: &Node) -> Option<Json> {
    let written = scalar(faults, name, node)?.text.trim();
    match url_trouble(written) {
        None => Some(json!(written)),
        Some(cause) => {
            faults.bad(node.span, cause, URL_HELP);
            None
        }
    }
}

fn serial(faults: &mut Faults, name: &Spanned<String>, node: &Node) -> Option<Json> {
    let Some(fields) = node.map() else {
        return Some(json!(scalar(faults, name, node)?.text.trim()));
    };
    let numbers = fields.entries.iter().filter_map(|(key, node)| {
        Some((key.value.to_ascii_lowercase(), json!(scalar(faults, key, node)?.text.trim())))
    });
    some_map(numbers.collect())
}

fn some_map(map: Map<String, Json>) -> Option<Json> {
    (!map.is_empty()).then_some(Json::Object(map))
}

fn parents(faults: &mut Faults, name: &Spanned<String>, node: &Node, place: Place) -> Option<Json> {
    let count = node.list().map_or(1, <[Node]>::len);
    if place.depth + 1 > DEEPEST || count > MOST_PARENTS {
        let cause = format!("the reference {} is part of too many works", quoted(place.key));
        faults.bad(name.span, cause, "keep the journal or book that it stands in, and that one's series");
        return None;
    }
    let mut found = Vec::new();
    for item in each(node) {
        match item.map() {
            Some(fields) => {
                found.push(Json::Object(work(faults, fields, Place { depth: place.depth + 1, ..place })));
            }
            None => {
                let cause = format!("the field {} is {}, not a group of fields", quoted(name), item.value.noun());
                faults.bad(
                    item.span,
                    cause,
                    "write the fields of the journal or book below it, indented: title, volume",
                );
            }
        }
    }
    some(found)
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

/// What a field should look like.
fn expectation(name: &str) -> &'static str {
    match FIELDS.iter().find(|(field, _)| *field == name).map(|(_, shape)| *shape) {
        Some(Shape::Date) => DATE_HELP,
        Some(Shape::Url) => URL_HELP,
        Some(Shape::Number) => "write a number, such as 12 or 12-15",
        Some(Shape::Plain) if name == "language" => "write a language code, such as en or es-MX",
        Some(Shape::Plain) => "write hours, minutes and seconds in quotes, such as \"01:42:21\"",
        Some(Shape::Parent) => "check the fields below it",
        _ => "check how it is written",
    }
}
