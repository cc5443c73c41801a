//! A round and what its guide asks by now in, the answers to other words and to what is no longer asked out. Never
//! judges an answer.

use std::collections::BTreeMap;

use super::wording::{Asked, Worded};
use crate::answers::json::Json;

/// How what was answered differs from what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drift {
    /// It is asked in other words, in every language of the guide.
    Reworded,
    /// It is no longer asked.
    Dropped,
}

/// An item or action whose answers in a round differ from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drifted {
    pub drift: Drift,
    pub item: String,
    /// How many answers, with what was agreed.
    pub answers: usize,
    /// The names that lead to the first of them in the round.
    pub path: Vec<String>,
}

/// What differs, in the order of the guide; what it no longer asks comes last.
pub fn drifted(asked: &Asked, round: &Json) -> Vec<Drifted> {
    let mut found: BTreeMap<(Drift, usize, &str), Drifted> = BTreeMap::new();
    for (path, item, sheet) in sheets(round) {
        let worded = asked.words.get(item);
        let Some(drift) = drift(worded, sheet) else { continue };
        let place = worded.map_or(usize::MAX, |worded| worded.place);
        let one = || Drifted {
            drift,
            item: item.to_owned(),
            answers: 0,
            path: path.into_iter().map(str::to_owned).collect(),
        };
        found.entry((drift, place, item)).or_insert_with(one).answers += 1;
    }
    found.into_values().collect()
}

/// Every answer of a round with its item and the names that lead to it: the members' in order, then what was agreed.
fn sheets(round: &Json) -> impl Iterator<Item = (Vec<&str>, &str, &Json)> {
    let given = members(round.member("sheets")).flat_map(|(member, sheet)| {
        members(Some(sheet)).map(move |(item, one)| (vec!["sheets", member, item], item, one))
    });
    given.chain(members(round.member("agreed")).map(|(item, one)| (vec!["agreed", item], item, one)))
}

fn members(object: Option<&Json>) -> impl Iterator<Item = (&str, &Json)> {
    object.and_then(Json::object).into_iter().flatten().map(|(name, value)| (name.0.as_str(), value))
}

fn drift(worded: Option<&Worded>, sheet: &Json) -> Option<Drift> {
    if !is_answered(sheet) {
        return None;
    }
    let Some(worded) = worded else { return Some(Drift::Dropped) };
    let mut given = values(sheet, "wording").filter_map(Json::text).filter(|hash| !hash.is_empty()).peekable();
    // An answer that does not say what it was given to may be one to these words.
    given.peek()?;
    (!given.any(|hash| worded.hashes.contains(hash))).then_some(Drift::Reworded)
}

/// Whether an item is answered, as the browser sees it: in words, by a level, or by saying why it does not apply.
fn is_answered(sheet: &Json) -> bool {
    let says = |name: &str| values(sheet, name).filter_map(Json::text).any(|text| !text.trim().is_empty());
    let apart = || values(sheet, "state").any(|state| state.text() == Some("not-applicable"));
    says("answer") || says("level") || apart() && says("note")
}

/// The values of a register.
fn values<'a>(sheet: &'a Json, name: &str) -> impl Iterator<Item = &'a Json> {
    let list = match sheet.member(name).and_then(|register| register.member("values")) {
        Some(Json::List(values)) => values.as_slice(),
        _ => &[],
    };
    list.iter().filter_map(|value| value.member("value"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::answers::json::parse;

    fn asked() -> Asked {
        let worded = |(place, id): (usize, &str)| {
            let hashes = BTreeSet::from([format!("{id}-en"), format!("{id}-es")]);
            (id.to_owned(), Worded { place, text: id.to_uppercase(), hashes })
        };
        Asked {
            title: "G".to_owned(),
            levels: Vec::new(),
            drivers: BTreeMap::new(),
            items: Vec::new(),
            words: ["who", "act"].into_iter().enumerate().map(worded).collect(),
            roster: Vec::new(),
        }
    }

    /// A part of a sheet, from fields and their values.
    fn sheet(fields: &[(&str, &str)]) -> String {
        let field = |(name, value): &(&str, &str)| {
            format!("\"{name}\":{{\"counter\":1,\"values\":[{{\"device\":\"d-a\",\"value\":\"{value}\"}}]}}")
        };
        format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(","))
    }

    /// What differs in a round of one member, as `item drift answers path`.
    fn told(items: &[(&str, &str)], agreed: &[(&str, &str)]) -> Vec<String> {
        let object = |all: &[(&str, &str)]| {
            let members: Vec<String> = all.iter().map(|(item, sheet)| format!("\"{item}\":{sheet}")).collect();
            format!("{{{}}}", members.join(","))
        };
        let text = format!("{{\"sheets\":{{\"m-a\":{}}},\"agreed\":{}}}", object(items), object(agreed));
        let round = parse(&text).unwrap();
        let line = |one: Drifted| format!("{} {:?} {} {}", one.item, one.drift, one.answers, one.path.join("."));
        drifted(&asked(), &round).into_iter().map(line).collect()
    }

    #[test]
    fn what_is_worded_anew_or_gone_is_told_in_the_order_of_the_guide() {
        let old = sheet(&[("answer", "Yes"), ("wording", "before")]);
        let items = [("act", &*old), ("gone", &old), ("who", &old)];
        assert_eq!(
            told(&items, &[("who", &old)]),
            ["who Reworded 2 sheets.m-a.who", "act Reworded 1 sheets.m-a.act", "gone Dropped 1 sheets.m-a.gone"]
        );
        assert_eq!(told(&[], &[("gone", &old)]), ["gone Dropped 1 agreed.gone"]);
    }

    #[test]
    fn what_stands_is_not_told() {
        for fields in [
            &[("answer", "Sí"), ("wording", "who-es")][..],
            &[("level", "low"), ("wording", "who-en")],
            // Not an answer, or not known to what.
            &[("answer", " "), ("wording", "before")],
            &[("state", "not-discussed"), ("note", "n"), ("wording", "before")],
            &[("answer", "Yes")],
            &[("answer", "Yes"), ("wording", "")],
        ] {
            assert!(told(&[("who", &sheet(fields))], &[]).is_empty(), "{fields:?}");
        }
        let apart = sheet(&[("state", "not-applicable"), ("note", "n"), ("wording", "before")]);
        assert_eq!(told(&[("who", &apart)], &[]).len(), 1);
        assert!(told(&[("constructor", &sheet(&[]))], &[]).is_empty());
    }

    #[test]
    fn of_wordings_at_odds_one_that_stands_is_enough() {
        let both = "{\"answer\":{\"counter\":1,\"values\":[{\"device\":\"d-a\",\"value\":\"Yes\"}]},\"wording\":{\"counter\":2,\
                    \"values\":[{\"device\":\"d-a\",\"value\":\"before\"},{\"device\":\"d-b\",\"value\":\"who-en\"}]}}";
        assert!(told(&[("who", both)], &[]).is_empty());
    }
}
