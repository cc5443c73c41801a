//! A definition in, its JSON Schema out, as it is published with a site. Never says more than the definition does.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::definition::{FILE, ISLAND, ROUNDS};
use super::shape::{COUNTED, Need, Record, Shape};

/// A schema that a site publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Schema {
    /// Of a team's file, or of several in one.
    Answers,
    /// Of a guide's island.
    Guide,
}

/// The text of a schema, in the draft of 2020-12. `base_url` is the site's own address, where it knows it.
pub fn schema(schema: Schema, base_url: Option<&str>) -> String {
    let mut definitions = BTreeMap::new();
    let (name, title, root) = match schema {
        Schema::Answers => {
            let both = [reference(&mut definitions, &FILE), reference(&mut definitions, &ROUNDS)];
            ("answers-v1", "A team's saved answers", json!({ "oneOf": both }))
        }
        Schema::Guide => ("guide-v1", "What the browser knows of a guide", reference(&mut definitions, &ISLAND)),
    };
    let mut all = Map::new();
    all.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    if let Some(base) = base_url {
        all.insert("$id".to_owned(), json!(format!("{base}schemas/{name}.json")));
    }
    all.insert("title".to_owned(), json!(title));
    all.extend(root.as_object().cloned().unwrap_or_default());
    all.insert("$defs".to_owned(), definitions.into_iter().collect::<Map<String, Value>>().into());
    format!("{:#}\n", Value::Object(all))
}

/// A record by its name, which is defined beside all others.
fn reference(definitions: &mut BTreeMap<String, Value>, record: &'static Record) -> Value {
    if !definitions.contains_key(record.name) {
        // First the name, so that a record that holds itself ends.
        definitions.insert(record.name.to_owned(), Value::Null);
        let mut properties = Map::new();
        for field in record.fields {
            let mut value = value(definitions, &field.shape);
            value["description"] = json!(field.about);
            properties.insert(field.name.to_owned(), value);
        }
        let needed: Vec<&str> =
            record.fields.iter().filter(|field| field.need == Need::Must).map(|field| field.name).collect();
        let defined =
            json!({ "description": record.about, "type": "object", "required": needed, "properties": properties });
        definitions.insert(record.name.to_owned(), defined);
    }
    json!({ "$ref": format!("#/$defs/{}", record.name) })
}

fn value(definitions: &mut BTreeMap<String, Value>, shape: &Shape) -> Value {
    const DAY: &str = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
    match shape {
        Shape::Text => json!({ "type": "string", "maxLength": super::json::LENGTH }),
        Shape::OneOf([word]) => json!({ "const": word }),
        Shape::OneOf(words) => json!({ "enum": words }),
        Shape::Version(version) => json!({ "const": version }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Day => json!({ "type": "string", "pattern": format!("^({DAY})?$") }),
        Shape::Id(prefix) => json!({ "type": "string", "pattern": format!("^{prefix}[a-z0-9-]+$"), "maxLength": 200 }),
        Shape::Nullable(inner) => json!({ "anyOf": [value(definitions, inner), { "type": "null" }] }),
        Shape::List(inner) => json!({ "type": "array", "items": value(definitions, inner) }),
        Shape::Record(record) => reference(definitions, record),
        Shape::ById(prefix, inner) => json!({
            "type": "object",
            "propertyNames": { "pattern": format!("^{prefix}[a-z0-9-]+$"), "maxLength": 200 },
            "additionalProperties": value(definitions, inner),
        }),
        Shape::ByDay(inner) => json!({
            "type": "object",
            "propertyNames": { "pattern": format!("^{DAY}$") },
            "additionalProperties": value(definitions, inner),
        }),
        Shape::ByName(inner) => json!({ "type": "object", "additionalProperties": value(definitions, inner) }),
        Shape::Register(inner) => json!({
            "type": "object",
            "required": ["counter", "values"],
            "properties": {
                "counter": { "type": "integer", "minimum": 1, "maximum": COUNTED as u64 },
                "values": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["device", "value"],
                        "properties": {
                            "device": { "type": "string", "pattern": "^d-[a-z0-9]{1,64}$" },
                            "value": { "anyOf": [value(definitions, inner), { "type": "null" }] },
                        },
                    },
                },
            },
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_has_its_definition() {
        for one in [Schema::Answers, Schema::Guide] {
            let text = schema(one, Some("https://example.org/"));
            let parsed: Value = serde_json::from_str(&text).unwrap();
            let defined = parsed["$defs"].as_object().unwrap();
            for part in text.split("\"#/$defs/").skip(1) {
                let name = part.split('"').next().unwrap();
                assert!(defined[name].is_object(), "{name}");
            }
            assert!(parsed["$id"].as_str().unwrap().starts_with("https://example.org/schemas/"));
        }
    }
}
