//! Two values of one shape in, one out that holds what both say. The order of merging and its repetition change
//! nothing; what is not known is kept.

use super::definition::FILE;
use super::json::{Json, Object, units};
use super::shape::{Record, Shape};

/// Merges two teams' files of one round. Members that neither side knows are merged too.
pub fn merge(a: Json, b: Json) -> Json {
    shaped(Some(&Shape::Record(&FILE)), a, b)
}

fn shaped(shape: Option<&Shape>, a: Json, b: Json) -> Json {
    match (shape, a, b) {
        (Some(Shape::Record(record)), Json::Object(a), Json::Object(b)) => {
            members(a, b, |name| field(record, name).map(|field| &field.shape))
        }
        (
            Some(Shape::ById(_, inner) | Shape::ByDay(inner) | Shape::ByName(inner)),
            Json::Object(a),
            Json::Object(b),
        ) => members(a, b, |_| Some(*inner)),
        (Some(Shape::Register(_)), Json::Object(a), Json::Object(b)) => register(a, b),
        (_, a, b) => unknown(a, b),
    }
}

fn field<'a>(record: &'a Record, name: &str) -> Option<&'a super::shape::Field> {
    record.fields.iter().find(|field| field.name == name)
}

fn members<'s>(mut a: Object, b: Object, shape: impl Fn(&str) -> Option<&'s Shape>) -> Json {
    for (name, theirs) in b {
        let merged = match a.remove(&name) {
            Some(ours) => shaped(shape(&name.0), ours, theirs),
            None => theirs,
        };
        a.insert(name, merged);
    }
    Json::Object(a)
}

/// Values that no definition speaks of: objects member by member, of others the one whose text is the greater. An
/// object is greater than anything else, so that it does not matter which two come together first.
fn unknown(a: Json, b: Json) -> Json {
    match (a, b) {
        (Json::Object(a), Json::Object(b)) => members(a, b, |_| None),
        (a, b) if a == b => a,
        (a, b) => {
            if units(&a.canonical(), &b.canonical()).is_lt() {
                b
            } else {
                a
            }
        }
    }
}

/// The higher counter wins whole; with equal counters all values stand beside one another until a person chooses.
fn register(mut a: Object, mut b: Object) -> Json {
    let (first, second) = (take(&mut a), take(&mut b));
    let (Some((ours, mut values)), Some((theirs, more))) = (first, second) else {
        // Whatever this is, it is no register: read lets no such file in.
        return members(a, b, |_| None);
    };
    let counter = ours.max(theirs);
    if theirs > ours {
        values = more;
    } else if theirs == ours {
        values.extend(more);
    }
    let Json::Object(mut merged) = members(a, b, |_| None) else { return Json::Null };
    merged.insert("counter".into(), Json::Number(counter));
    merged.insert("values".into(), Json::List(united(values)));
    Json::Object(merged)
}

/// Takes counter and values out of a register.
fn take(register: &mut Object) -> Option<(f64, Vec<Json>)> {
    match (register.remove(&"counter".into())?, register.remove(&"values".into())?) {
        (Json::Number(counter), Json::List(values)) => Some((counter, values)),
        _ => None,
    }
}

/// Each value of each device once, by device and then by value.
fn united(values: Vec<Json>) -> Vec<Json> {
    let key = |value: &Json| {
        let device = value.member("device").and_then(Json::text).unwrap_or("").to_owned();
        (device, value.member("value").map(Json::canonical).unwrap_or_default())
    };
    let mut keyed: Vec<((String, String), Json)> = values.into_iter().map(|value| (key(&value), value)).collect();
    keyed.sort_by(|((a, x), _), ((b, y), _)| units(a, b).then_with(|| units(x, y)));
    let mut united: Vec<((String, String), Json)> = Vec::with_capacity(keyed.len());
    for (key, value) in keyed {
        match united.last_mut().filter(|(last, _)| *last == key) {
            Some((_, same)) => *same = unknown(std::mem::replace(same, Json::Null), value),
            None => united.push((key, value)),
        }
    }
    united.into_iter().map(|(_, value)| value).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::json::Name;
    use super::*;

    fn register_of(counter: u8, values: &[(u8, u8)], more: &Json) -> Json {
        let value = |(device, value): &(u8, u8)| {
            let members = [
                ("device", Json::Text(format!("d-{device}"))),
                ("value", if *value == 0 { Json::Null } else { Json::Text(format!("v{value}")) }),
            ];
            Json::Object(members.into_iter().map(|(name, value)| (Name::from(name), value)).collect())
        };
        let mut list: Vec<Json> = values.iter().map(value).collect();
        list = united(list);
        let members =
            [("counter", Json::Number(f64::from(counter))), ("values", Json::List(list)), ("later", more.clone())];
        Json::Object(members.into_iter().map(|(name, value)| (Name::from(name), value)).collect())
    }

    fn anything() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::Flag),
            (-2i32..3).prop_map(|number| Json::Number(f64::from(number))),
            "[ab\u{fb00}😀]{0,2}".prop_map(Json::Text),
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..3).prop_map(Json::List),
                proptest::collection::btree_map("[ab]", inner, 0..3)
                    .prop_map(|all| Json::Object(all.into_iter().map(|(name, value)| (Name(name), value)).collect())),
            ]
        })
    }

    prop_compose! {
        /// A file with a few of everything that is merged differently.
        fn file()(
            title in (1u8..4, proptest::collection::vec((0u8..3, 0u8..3), 1..3)),
            levels in proptest::collection::vec((0u8..3, 1u8..4, (0u8..3, 0u8..3)), 0..6),
            previous in proptest::option::of(0u8..3),
            more in anything(),
            other in anything(),
        ) -> Json {
            let object = |members: Vec<(String, Json)>| {
                Json::Object(members.into_iter().map(|(name, value)| (Name(name), value)).collect())
            };
            let mut round = vec![
                ("id".to_owned(), Json::Text("r-1".to_owned())),
                ("title".to_owned(), register_of(title.0, &title.1, &more)),
            ];
            round.extend(previous.map(|number| ("previous".to_owned(), Json::Text(format!("r-{number}")))));
            let sheet = |(member, counter, value): &(u8, u8, (u8, u8))| {
                let level = object(vec![("level".to_owned(), register_of(*counter, &[*value], &Json::Null))]);
                (format!("m-{member}"), object(vec![("who".to_owned(), level)]))
            };
            object(vec![
                ("round".to_owned(), object(round)),
                ("sheets".to_owned(), object(levels.iter().map(sheet).collect())),
                ("later".to_owned(), other),
            ])
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn order_grouping_and_repetition_change_nothing(a in file(), b in file(), c in file()) {
            let two = |a: &Json, b: &Json| merge(a.clone(), b.clone());
            prop_assert_eq!(two(&a, &b), two(&b, &a));
            prop_assert_eq!(two(&two(&a, &b), &c), two(&a, &two(&b, &c)));
            prop_assert_eq!(two(&a, &a), a.clone());
            let all = two(&a, &b);
            prop_assert_eq!(two(&all, &b), all);
        }

        #[test]
        fn what_is_written_is_read_again(value in anything()) {
            prop_assert_eq!(super::super::json::parse(&value.pretty()).unwrap(), value.clone());
            prop_assert_eq!(super::super::json::parse(&value.canonical()).unwrap(), value);
        }
    }
}
