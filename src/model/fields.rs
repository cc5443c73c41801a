//! A spanned YAML mapping and a list of keys in, checked values out. Never asks whether a name exists.

use std::collections::BTreeMap;

use super::date::Date;
use super::kinds::{Key, Named, Shape};
use super::places::PlaceId;
use super::{Inline, Name};
use crate::diag::{Code, Fault, nearest};
use crate::parse::markdown::Fragment;
use crate::parse::yaml::{Mapping, Node, Value as Yaml};
use crate::text::{Span, Spanned};

/// The values of a mapping that fit their keys. What does not fit is a fault and stands for absent.
#[derive(Debug, Default)]
pub(super) struct Fields {
    values: BTreeMap<&'static str, Value>,
}

/// A checked value.
#[derive(Debug)]
pub(super) enum Value {
    Inline(Inline),
    /// Text, ids, addresses, colours, paths and names: checked for form, kept as written.
    Text(Name),
    Date(Spanned<Date>),
    Count(Spanned<u32>),
    Number(f64),
    Flag(bool),
    Place(PlaceId),
    List(Vec<Value>),
    Record(Fields),
    Map(Vec<(Name, Value)>),
}

impl Fields {
    fn take<T>(&mut self, key: &str, fits: impl FnOnce(Value) -> Option<T>) -> Option<T> {
        self.values.remove(key).and_then(fits)
    }

    pub fn inline(&mut self, key: &str) -> Option<Inline> {
        self.take(key, Value::into_inline)
    }

    pub fn text(&mut self, key: &str) -> Option<Name> {
        self.take(key, Value::into_text)
    }

    pub fn date(&mut self, key: &str) -> Option<Spanned<Date>> {
        self.take(key, |value| if let Value::Date(date) = value { Some(date) } else { None })
    }

    pub fn count(&mut self, key: &str) -> Option<Spanned<u32>> {
        self.take(key, |value| if let Value::Count(count) = value { Some(count) } else { None })
    }

    pub fn number(&mut self, key: &str) -> Option<f64> {
        self.take(key, |value| if let Value::Number(number) = value { Some(number) } else { None })
    }

    pub fn flag(&mut self, key: &str) -> Option<bool> {
        self.take(key, |value| if let Value::Flag(flag) = value { Some(flag) } else { None })
    }

    pub fn place(&mut self, key: &str) -> Option<PlaceId> {
        self.take(key, |value| if let Value::Place(place) = value { Some(place) } else { None })
    }

    pub fn record(&mut self, key: &str) -> Option<Fields> {
        self.take(key, |value| if let Value::Record(fields) = value { Some(fields) } else { None })
    }

    pub fn list<T>(&mut self, key: &str, each: impl Fn(Value) -> Option<T>) -> Vec<T> {
        let list = self.take(key, |value| if let Value::List(list) = value { Some(list) } else { None });
        list.into_iter().flatten().filter_map(each).collect()
    }

    pub fn records<T>(&mut self, key: &str, each: impl Fn(Fields) -> Option<T>) -> Vec<T> {
        self.list(key, |value| if let Value::Record(fields) = value { each(fields) } else { None })
    }

    pub fn map(&mut self, key: &str) -> Vec<(Name, Value)> {
        self.take(key, |value| if let Value::Map(map) = value { Some(map) } else { None }).unwrap_or_default()
    }
}

impl Value {
    pub fn into_inline(self) -> Option<Inline> {
        if let Value::Inline(inline) = self { Some(inline) } else { None }
    }

    pub fn into_text(self) -> Option<Name> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    pub fn into_count(self) -> Option<Spanned<u32>> {
        if let Value::Count(count) = self { Some(count) } else { None }
    }

    pub fn into_record(self) -> Option<Fields> {
        if let Value::Record(fields) = self { Some(fields) } else { None }
    }
}

/// Unknown keys of one file that are told.
const MOST: usize = 300;

/// Which keys a mapping must have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    All,
    /// A translation takes from its original what it does not say anew.
    TitleAlone,
    Nothing,
}

/// Checks mappings of one file; gathers its faults and the fragments of its inline values.
pub(super) struct Checker {
    pub faults: Vec<Fault>,
    pub fragments: Vec<Fragment>,
}

impl Checker {
    pub(super) fn fault(&mut self, code: Code, span: Span, cause: String, help: impl Into<String>) {
        self.faults.push(Fault::new(code, span, cause, help));
    }

    /// Checks the keys of a whole file. Missing ones are told of the file.
    pub fn file(&mut self, keys: &[&'static Key], mapping: &Mapping, demand: Demand, what: &str) -> Fields {
        self.mapping(keys, mapping, Span::file(), demand, what)
    }

    fn mapping(
        &mut self,
        keys: &[&'static Key],
        mapping: &Mapping,
        missing_at: Span,
        demand: Demand,
        what: &str,
    ) -> Fields {
        let mut fields = Fields::default();
        let mut misspelt: Vec<&str> = Vec::new();
        for (name, node) in &mapping.entries {
            match keys.iter().find(|key| key.name == name.value) {
                // A key left blank is a key left out; `require` tells of those that may not be.
                Some(_) if is_absent(node) => {}
                Some(key) => {
                    if let Some(value) = self.value(key.shape, node, key) {
                        fields.values.insert(key.name, value);
                    }
                }
                // Nobody mends more in one sitting, and each costs a search for what was meant.
                None if self.faults.len() > MOST => {}
                None => misspelt.extend(self.unknown_key(keys, mapping, name, what)),
            }
        }
        let demanded = |key: &Key| match demand {
            Demand::All => key.required,
            Demand::TitleAlone => key.name == "title",
            Demand::Nothing => false,
        };
        for key in keys.iter().filter(|key| demanded(key) && !misspelt.contains(&key.name)) {
            self.require(key, mapping, missing_at, what);
        }
        fields
    }

    /// Tells of a key that does not exist; the one that was meant, where there is one.
    fn unknown_key(
        &mut self,
        keys: &[&'static Key],
        mapping: &Mapping,
        name: &Name,
        what: &str,
    ) -> Option<&'static str> {
        let free = keys.iter().map(|key| key.name).filter(|key| mapping.find(key).is_none());
        let near = nearest(&name.value, free);
        let all = || keys.iter().map(|key| key.name).collect::<Vec<_>>().join(", ");
        let help = match near {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("{what} takes: {}", all()),
        };
        self.fault(Code::UnknownKey, name.span, format!("{what} has no key \"{}\"", name.value), help);
        near
    }

    fn require(&mut self, key: &Key, mapping: &Mapping, missing_at: Span, what: &str) {
        if mapping.broken.iter().any(|broken| broken == key.name) {
            return;
        }
        let help = format!("add {}: {}", key.name, key.sample);
        match mapping.find(key.name) {
            None => self.fault(Code::MissingKey, missing_at, format!("{what} needs the key \"{}\"", key.name), help),
            Some((_, node)) if is_absent(node) => {
                self.fault(Code::MissingKey, node.span, format!("the key \"{}\" has no value", key.name), help);
            }
            Some(_) => {}
        }
    }

    /// Checks one value against its shape.
    fn value(&mut self, shape: Shape, node: &Node, key: &Key) -> Option<Value> {
        match shape {
            Shape::List(each) => self.list(*each, node, key),
            Shape::Record(keys) => self.record((shape, keys), node, key),
            Shape::Map(each) => self.map(*each, node, key),
            _ => {
                let Yaml::Scalar(scalar) = &node.value else {
                    let is_text = matches!(shape, Shape::Inline | Shape::Text);
                    if let Some(fault) = colon_in_item(node).filter(|_| is_text) {
                        self.faults.push(fault);
                        return None;
                    }
                    let cause = format!("{} is {}, not {}", subject(shape, key), found(node), shape_words(shape));
                    let help = match &node.value {
                        Yaml::List(_) if is_text => "text that begins with [ stands between quotes: \"[…]\"".to_owned(),
                        _ => format!("write {}: {}", key.name, key.sample),
                    };
                    self.fault(Code::WrongType, node.span, cause, help);
                    return None;
                };
                self.scalar(shape, scalar, node.span, key)
            }
        }
    }

    fn list(&mut self, each: Shape, node: &Node, key: &Key) -> Option<Value> {
        let Yaml::List(nodes) = &node.value else {
            // A dash without its space is told where it stands.
            let glued = |text: &str| text.starts_with('-') && !text.starts_with("- ");
            if matches!(&node.value, Yaml::Scalar(scalar) if scalar.plain && glued(&scalar.text)) {
                return None;
            }
            let cause = format!("\"{}\" is {}, not a list", key.name, found(node));
            let fault = Fault::new(Code::WrongType, node.span, cause, self.list_help(node, key));
            let bare = matches!(&node.value, Yaml::Scalar(scalar) if scalar.verbatim == Some(node.span) && !scalar.text.contains([',', '[', ']', '{', '}', ':', '#']));
            self.faults.push(match &node.value {
                Yaml::Scalar(scalar) if bare => fault.mended(node.span, format!("[{}]", scalar.text)),
                _ => fault,
            });
            return None;
        };
        let mut values = Vec::with_capacity(nodes.len());
        for node in nodes {
            if is_absent(node) {
                self.fault(
                    Code::WrongType,
                    node.span,
                    format!("an item of \"{}\" has no value", key.name),
                    "delete its dash, or write the value behind it",
                );
            } else {
                values.extend(self.value(each, node, key));
            }
        }
        self.unique_ids(nodes, key);
        Some(Value::List(values))
    }

    fn list_help(&self, node: &Node, key: &Key) -> String {
        match &node.value {
            Yaml::Scalar(scalar) if scalar.text.starts_with(['-', '–', '—', '•', '*']) => {
                "begin each item with a hyphen and a space: - One".to_owned()
            }
            Yaml::Scalar(scalar) => format!("write one item a line, each behind a hyphen: - {}", scalar.text),
            Yaml::List(_) | Yaml::Map(_) => format!("write {}: {}", key.name, key.sample),
        }
    }

    /// The `id`s of a list's records are unique in the list.
    fn unique_ids(&mut self, nodes: &[Node], key: &Key) {
        let mut seen = BTreeMap::new();
        for node in nodes {
            let Yaml::Map(mapping) = &node.value else { continue };
            let Some((_, Node { value: Yaml::Scalar(id), span })) = mapping.find("id") else { continue };
            if seen.insert(id.text.to_lowercase(), ()).is_some() {
                let cause = format!("id \"{}\" is given twice in \"{}\"", id.text, key.name);
                self.fault(Code::DuplicateId, *span, cause, "give the later one another id");
            }
        }
    }

    fn record(&mut self, (shape, keys): (Shape, &'static [Key]), node: &Node, key: &Key) -> Option<Value> {
        let Yaml::Map(mapping) = &node.value else {
            let cause = format!("{} is {}, not a group of keys", subject(shape, key), found(node));
            self.fault(Code::WrongType, node.span, cause, format!("write {}: {}", key.name, key.sample));
            return None;
        };
        let keys: Vec<&'static Key> = keys.iter().collect();
        let what = format!("an item of \"{}\"", key.name);
        let what = if matches!(key.shape, Shape::List(_) | Shape::Map(_)) { what } else { format!("\"{}\"", key.name) };
        Some(Value::Record(self.mapping(&keys, mapping, node.span, Demand::All, &what)))
    }

    fn map(&mut self, each: Shape, node: &Node, key: &Key) -> Option<Value> {
        let Yaml::Map(mapping) = &node.value else {
            let cause = format!("\"{}\" is {}, not a group of names with values", key.name, found(node));
            self.fault(Code::WrongType, node.span, cause, format!("write {}: {}", key.name, key.sample));
            return None;
        };
        let mut values = Vec::new();
        for (name, node) in mapping.entries.iter().filter(|(_, node)| !is_absent(node)) {
            if let Some(value) = self.value(each, node, key) {
                values.push((name.clone(), value));
            }
        }
        Some(Value::Map(values))
    }
}

/// An item of a list that is text with a colon, which YAML takes for a key with a value.
fn colon_in_item(node: &Node) -> Option<Fault> {
    let Yaml::Map(mapping) = &node.value else { return None };
    let [(key, Node { value: Yaml::Scalar(value), .. })] = mapping.entries.as_slice() else { return None };
    let text = format!("{}: {}", key.value, value.text);
    let cause = format!("the colon makes \"{}\" a key, where text is expected", key.value);
    let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let help = format!("put the text between quotes: {quoted}");
    Some(Fault::new(Code::YamlColon, key.span, cause, help).mended(node.span, quoted))
}

fn is_absent(node: &Node) -> bool {
    match &node.value {
        Yaml::Scalar(scalar) => scalar.text.trim().is_empty(),
        Yaml::List(list) => list.is_empty(),
        Yaml::Map(_) => false,
    }
}

/// What a message speaks of: the value of a key, or an item of its list.
fn subject(shape: Shape, key: &Key) -> String {
    if key.shape == shape { format!("\"{}\"", key.name) } else { format!("an item of \"{}\"", key.name) }
}

fn found(node: &Node) -> &'static str {
    match &node.value {
        Yaml::Scalar(_) => "a single value",
        Yaml::List(_) => "a list",
        Yaml::Map(_) => "a group of keys",
    }
}

/// A shape in words, for messages and the manual.
pub fn shape_words(shape: Shape) -> &'static str {
    match shape {
        Shape::Inline => "text, with inline Markdown",
        Shape::Text => "text",
        Shape::Id => "an id",
        Shape::Date => "a date",
        Shape::Count => "a whole number",
        Shape::Number => "a number",
        Shape::Choice(_) => "a word of a list",
        Shape::Flag => "true or false",
        Shape::Place => "a place code",
        Shape::Url => "a web address",
        Shape::Address => "an address of this site",
        Shape::Color => "a colour",
        Shape::Language => "a language code",
        Shape::File => "a file",
        Shape::Name(Named::Citation) => "a key of the bibliography",
        Shape::Name(_) => "the name of an entry",
        Shape::List(_) => "a list",
        Shape::Record(_) => "a group of keys",
        Shape::Map(_) => "names with values",
    }
}
