//! A field's value in, the same as JSON out, or what is wrong with it.

use serde_json::{Map, Value as Json, json};

use super::fields::{KINDS, ROLES, Shape};
use super::{Place, work};
use crate::diag::suggestion;
use crate::model::references::{DATE_HELP, Faults, URL_HELP, date_trouble, is_name, quoted, url_trouble};
use crate::parse::yaml::{Mapping, Node, Scalar, Value};
use crate::text::{Span, Spanned};

/// How deep works may stand in works, and how many at one level: an article, its issue, its journal, a series.
const DEEPEST: usize = 4;
const MOST_PARENTS: usize = 4;
/// Names that one list may hold; physics has articles with three thousand.
const MOST_NAMES: usize = 5_000;

/// A field's value as JSON, or nothing where it was found wrong.
pub(super) fn value(
    faults: &mut Faults,
    shape: Shape,
    name: &Spanned<String>,
    node: &Node,
    place: Place,
) -> Option<Json> {
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
pub(super) fn each(node: &Node) -> impl Iterator<Item = &Node> {
    node.list().unwrap_or(std::slice::from_ref(node)).iter().take(MOST_NAMES)
}

pub(super) fn scalar<'n>(faults: &mut Faults, name: &Spanned<String>, node: &'n Node) -> Option<&'n Scalar> {
    let scalar = node.scalar();
    if scalar.is_none() {
        let cause = format!("the field {} holds {} where a text should stand", quoted(name), node.value.noun());
        faults.bad(node.span, cause, "write one text after the colon");
    }
    scalar
}

/// The keys under a field, those told of that are not among `known`.
pub(super) fn keys<'n>(
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
