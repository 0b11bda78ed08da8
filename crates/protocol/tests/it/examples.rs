//! Every documented response, in shape: read, written again, and compared key by key.
//!
//! `examples.json` holds the keys and types of the vendor's examples with our own values.
//! Where our answer has another type than the example, `deviations.txt` says so and why.

use std::collections::BTreeMap;

use protocol::{Action, answer};
use serde_json::Value;

const EXAMPLES: &str = include_str!("examples.json");
const DEVIATIONS: &str = include_str!("deviations.txt");

/// Reads an example, writes it and lists the keys that are missing or of another type.
fn compare_action<A: Action>(examples: &BTreeMap<String, Value>, found: &mut Vec<String>) {
    let Some(example) = examples.get(A::NAME) else { return };
    let response = answer::parse::<A::Response>(example.to_string().as_bytes())
        .unwrap_or_else(|error| panic!("{}: {error}: {example}", A::NAME));
    let ours: Value = serde_json::from_slice(&answer::json(&response)).unwrap();
    compare(A::NAME, example, &ours, found);
    found.sort();
    found.dedup();
}

fn compare(path: &str, example: &Value, ours: &Value, found: &mut Vec<String>) {
    match (example, ours) {
        (Value::Object(example), Value::Object(ours)) => {
            for (key, value) in example {
                let path = format!("{path}.{key}");
                match ours.get(key) {
                    Some(ours) => compare(&path, value, ours, found),
                    None => found.push(format!("{path} {} missing", kind(value))),
                }
            }
        }
        (Value::Array(example), Value::Array(ours)) => {
            for (example, ours) in example.iter().zip(ours) {
                compare(&format!("{path}[]"), example, ours, found);
            }
        }
        (example, ours) if kind(example) == kind(ours) => {}
        (example, ours) => found.push(format!("{path} {} {}", kind(example), kind(ours))),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

macro_rules! compare_all {
    ($($action:path),* $(,)?) => {
        |examples: &BTreeMap<String, Value>, found: &mut Vec<String>| {
            $(compare_action::<$action>(examples, found);)*
        }
    };
}

#[test]
fn documented_examples_are_read_and_written_with_their_types() {
    let examples: BTreeMap<String, Value> = serde_json::from_str(EXAMPLES).unwrap();
    assert_eq!(examples.len(), 162);
    let mut found = Vec::new();
    protocol::for_each_action!(compare_all)(&examples, &mut found);
    let expect: Vec<&str> =
        DEVIATIONS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let unknown: Vec<&String> = found.iter().filter(|line| !expect.contains(&&***line)).collect();
    assert!(unknown.is_empty(), "not in deviations.txt:\n{unknown:#?}");
    let gone: Vec<&&str> =
        expect.iter().filter(|line| !found.iter().any(|f| f == **line)).collect();
    assert!(gone.is_empty(), "no longer so, take it out of deviations.txt:\n{gone:#?}");
}
