//! The rules for run charts by the vectors that the browser is held to as well: worked examples, edges, series at random
//! and limits, all worked out by a program that shares no code with either.

use std::fs;
use std::path::Path;

use framewright::chart::{Limits, Reading};
use serde_json::{Value, json};

fn vectors(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/chart/{name}.json"));
    serde_json::from_str(&fs::read_to_string(file).expect("vectors")).expect("JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn count(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|count| usize::try_from(count).ok())
}

/// A reading as vectors write it, but for the median, which is a number and not a text.
fn flat(reading: &Reading) -> Value {
    let limit = |of: fn(&Limits) -> usize| reading.limits.as_ref().map(of);
    json!({
        "n": reading.n, "useful": reading.useful, "runs": reading.runs,
        "longest": reading.longest, "crossings": reading.crossings,
        "lower": limit(|limits| limits.lower), "upper": limit(|limits| limits.upper),
        "longest_limit": limit(|limits| limits.longest), "crossings_limit": limit(|limits| limits.crossings),
        "shifts": reading.shifts, "trends": reading.trends, "astronomical": reading.astronomical,
    })
}

#[test]
fn series_are_read_as_the_shared_vectors_say() {
    for name in ["worked-examples", "edges", "at-random"] {
        let vectors = vectors(name);
        let series = list(&vectors["series"]);
        assert!(series.len() >= 8, "{name}");
        for one in series {
            let values: Vec<f64> = list(&one["values"]).iter().filter_map(Value::as_f64).collect();
            let marked: Vec<usize> = list(&one["astronomical"]).iter().filter_map(count).collect();
            let reading = Reading::of(&values, count(&one["baseline"]), &marked);
            let mut expected = one["expected"].clone();
            let median = expected.as_object_mut().and_then(|expected| expected.remove("median"));
            let medians = reading.as_ref().map(|reading| reading.median).zip(median.as_ref().and_then(Value::as_f64));
            // Reading a number from JSON may change its last binary digit.
            let is_same = medians.is_some_and(|(a, b)| (a - b).abs() <= b.abs() * 1e-12);
            assert!(is_same || reading.is_none() && median.is_none(), "{medians:?} of {one}");
            assert_eq!(reading.as_ref().map_or(Value::Null, flat), expected, "{one}");
        }
    }
}

#[test]
fn limits_are_those_of_the_shared_vectors() {
    let vectors = vectors("limits");
    let all = list(&vectors["limits"]);
    assert!(all.len() > 100);
    for row in all {
        let numbers: Vec<usize> = list(row).iter().filter_map(count).collect();
        let Limits { lower, upper, longest, crossings } = Limits::of(numbers[0]);
        assert_eq!(numbers[1..], [lower, upper, longest, crossings], "{row}");
    }
}
