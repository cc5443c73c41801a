//! A guide's outline in, its actions and items out; and the braces of briefs, which are read alike.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::{Demand, Fields};
use super::kinds::Kind;
use super::{Action, Guide, GuideItem, ItemForm, Name};
use crate::diag::{Code, Fault, nearest};
use crate::parse::markdown::{Attribute, Item, Outline};
use crate::text::{Span, slug};

/// Reads a guide from its keys and its body.
pub(super) fn guide(faults: &mut Vec<Fault>, fields: &mut Fields, outline: &Outline, demand: Demand) -> Guide {
    let (brief, collaborative) = (fields.text("brief"), fields.text("collaborative"));
    if brief.is_none() && collaborative.is_none() && demand == Demand::All {
        let help = "add brief: or collaborative: with the id of the entry that it belongs to";
        faults.push(Fault::new(
            Code::MissingKey,
            Span::file(),
            "a guide needs the key \"brief\" or \"collaborative\"",
            help,
        ));
    }
    let drivers = heading_drivers(faults, Kind::Guide, outline);
    let driver_of = |heading: u32| {
        let at = drivers.binary_search_by_key(&heading, |(at, _)| *at).ok()?;
        Some(drivers[at].1.clone())
    };
    let headings = outline.headings.iter().enumerate().filter(|(_, heading)| heading.level == 2);
    let actions: Vec<Action> =
        headings.map(|(at, _)| Action { heading: at as u32, driver: driver_of(at as u32) }).collect();
    let items = items(faults, outline, &actions);
    let scale = fields.text("scale");
    let rated = items.iter().find(|item| item.form != ItemForm::Question);
    if let Some(item) = rated.filter(|_| scale.is_none() && demand == Demand::All) {
        let span = outline.items[item.item as usize].span;
        let help = "add scale: with the name of a scale in framewright.yaml, or end the item in a question mark";
        faults.push(Fault::new(Code::MissingScale, span, "this item is rated, but the guide names no scale", help));
    }
    Guide { brief, collaborative, scale, actions, items }
}

fn items(faults: &mut Vec<Fault>, outline: &Outline, actions: &[Action]) -> Vec<GuideItem> {
    let mut taken: BTreeSet<String> =
        outline.items.iter().filter_map(|item| Some(item.id.as_ref()?.value.clone())).collect();
    taken.extend(outline.headings.iter().map(|heading| heading.id.value.clone()));
    // The number that each id has come to, so that a thousand equal items need a thousand looks.
    let mut numbers = BTreeMap::new();
    let mut items = Vec::new();
    for (at, item) in outline.items.iter().enumerate() {
        let action = item.action.and_then(|at| actions.binary_search_by_key(&at, |action| action.heading).ok());
        let Some(action) = action else {
            // A list before the first action is introduction, unless its items have ids.
            if let Some(id) = &item.id {
                let cause = format!("item \"{}\" stands before the first action", id.value);
                faults.push(Fault::new(
                    Code::ItemOutsideAction,
                    item.span,
                    cause,
                    "put a heading ## above it, which names the action",
                ));
            }
            continue;
        };
        if item.id.is_none() {
            faults.push(missing_id(item, &mut taken, &mut numbers));
        } else if item.text.is_empty() {
            let help = "write what is asked or stated before its id";
            faults.push(Fault::new(Code::EmptyHeading, item.span, "an item without words", help));
        }
        let (driver, rated) = item_attributes(faults, item);
        let form = match (item.text.ends_with(['?', '？']), rated) {
            (true, false) => ItemForm::Question,
            (true, true) => ItemForm::RatedQuestion,
            (false, _) => ItemForm::Statement,
        };
        let driver = driver.or_else(|| actions[action].driver.clone());
        items.push(GuideItem { item: at as u32, action, form, driver });
    }
    items
}

/// The id that `--fix` writes: the first words of the item, unlike any other id of the file.
fn missing_id(item: &Item, taken: &mut BTreeSet<String>, numbers: &mut BTreeMap<String, u32>) -> Fault {
    let words: Vec<String> = item.text.split_whitespace().map(slug).filter(|word| !word.is_empty()).take(4).collect();
    let base = if words.is_empty() { "item".to_owned() } else { words.join("-") };
    let mut id = base.clone();
    let number = numbers.entry(base.clone()).or_insert(1);
    while !taken.insert(id.clone()) {
        *number += 1;
        id = format!("{base}-{number}");
    }
    let shown: String = item.text.chars().take(40).collect();
    let cause = format!("item \"{shown}\" has no id; answers are filed under it");
    let fault = Fault::new(Code::MissingItemId, item.span, cause, format!("write {{#{id}}} at its end"));
    if item.text.is_empty() {
        return Fault { help: "write its words and its id behind the dash".to_owned(), ..fault };
    }
    match item.attributes.first() {
        // The braces are there already: the id goes in front.
        Some(first) => fault.mended(Span::at(first.key.span.start as usize), format!("#{id} ")),
        None => fault.mended(Span::at(item.end), format!(" {{#{id}}}")),
    }
}

fn item_attributes(faults: &mut Vec<Fault>, item: &Item) -> (Option<Name>, bool) {
    let mut driver = None;
    let mut rated = false;
    for attribute in &item.attributes {
        match (attribute.key.value.as_str(), &attribute.value) {
            ("driver", Some(name)) if !name.value.is_empty() && driver.is_none() => driver = Some(name.clone()),
            ("rated", None) => rated = true,
            _ => faults.push(unknown(attribute, &["driver", "rated"])),
        }
    }
    (driver, rated)
}

/// The `driver=` of headings: strategies of a brief, actions of a guide.
pub(super) fn heading_drivers(faults: &mut Vec<Fault>, kind: Kind, outline: &Outline) -> Vec<(u32, Name)> {
    let mut drivers: Vec<(u32, Name)> = Vec::new();
    for (at, heading) in outline.headings.iter().enumerate() {
        for attribute in &heading.attributes {
            match (attribute.key.value.as_str(), &attribute.value) {
                ("driver", Some(name)) if !name.value.is_empty() && (kind == Kind::Brief || heading.level == 2) => {
                    drivers.push((at as u32, name.clone()));
                }
                ("driver", Some(name)) if !name.value.is_empty() => faults.push(misplaced(&attribute.key, kind)),
                ("rated", None) => faults.push(misplaced(&attribute.key, kind)),
                _ => faults.push(unknown(attribute, &["driver"])),
            }
        }
    }
    drivers
}

fn unknown(attribute: &Attribute, known: &[&str]) -> Fault {
    let key = &attribute.key;
    if known.contains(&key.value.as_str()) {
        let (cause, help) = match &attribute.value {
            Some(name) if key.value == "driver" && !name.value.is_empty() => {
                ("\"driver\" is written twice".to_owned(), "name one secondary driver")
            }
            Some(_) if key.value == "rated" => ("\"rated\" takes no value".to_owned(), "write {#id rated}"),
            _ => (format!("\"{}\" has no value", key.value), "write driver=… with the id of a secondary driver"),
        };
        return Fault::new(Code::UnknownAttribute, key.span, cause, help);
    }
    let help = match nearest(&key.value, known.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("the braces take #id and {}", known.join(", ")),
    };
    Fault::new(Code::UnknownAttribute, key.span, format!("no attribute \"{}\"", key.value), help)
}

/// Items have attributes in guides alone.
pub(super) fn no_item_attributes(faults: &mut Vec<Fault>, kind: Kind, outline: &Outline) {
    for attribute in outline.items.iter().flat_map(|item| &item.attributes) {
        faults.push(misplaced(&attribute.key, kind));
    }
}

/// An attribute where it means nothing.
pub(super) fn misplaced(key: &Name, kind: Kind) -> Fault {
    let cause = format!("\"{}\" means nothing here", key.value);
    let help = match (key.value.as_str(), kind) {
        ("driver", Kind::Guide) => "driver= belongs to an action (##) or an item",
        ("driver", _) => "driver= belongs to a brief's heading, or to an action or item of a guide",
        ("rated", _) => "rated belongs to an item of a guide",
        _ => "a heading here takes only {#id}",
    };
    Fault::new(Code::MisplacedAttribute, key.span, cause, help)
}
