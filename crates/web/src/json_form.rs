//! Parameters given as JSON, as the forms that actions read.

use protocol::Form;
use serde_json::{Map, Value};

/// Deeper parameters are refused.
const DEPTH_MAX: usize = 8;

/// JSON as a form says it: `{"item": [{"a": 1}]}` is `item[0][a]=1`.
pub(crate) fn form_of(parameters: Map<String, Value>) -> Result<Form, String> {
    let mut pairs = Vec::new();
    for (name, value) in parameters {
        if name.is_empty() || name.contains(['[', ']']) {
            return Err(format!("{name:?} is not the name of a parameter"));
        }
        flatten(&name, value, 0, &mut pairs)?;
    }
    Form::from_pairs(pairs).map_err(|error| error.to_string())
}

fn flatten(
    name: &str,
    value: Value,
    depth: usize,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), String> {
    if depth > DEPTH_MAX {
        return Err(format!("{name} is nested too deeply"));
    }
    match value {
        Value::Null => {}
        Value::Bool(flag) => pairs.push((name.to_owned(), flag.to_string())),
        Value::Number(number) => pairs.push((name.to_owned(), number.to_string())),
        Value::String(text) => pairs.push((name.to_owned(), text)),
        Value::Array(values) => {
            for (index, value) in values.into_iter().enumerate() {
                flatten(&format!("{name}[{index}]"), value, depth + 1, pairs)?;
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                if key.contains(['[', ']']) {
                    return Err(format!("{key:?} is not the name of a parameter"));
                }
                flatten(&format!("{name}[{key}]"), value, depth + 1, pairs)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::form_of;
    use serde_json::json;

    #[test]
    fn json_becomes_a_form() {
        let mut input = json!({"a": 1, "b": ["x", {"c": true}], "n": null, "t": "1 & 2"});
        let input = std::mem::take(input.as_object_mut().unwrap());
        let pairs = form_of(input).unwrap().into_pairs();
        let found: Vec<_> = pairs.iter().collect();
        assert_eq!(found, [("a", "1"), ("b[0]", "x"), ("b[1][c]", "true"), ("t", "1 & 2")]);
        for odd in [json!({"a[b]": 1}), json!({"": 1}), json!({"a": {"]": 1}})] {
            assert!(form_of(odd.as_object().unwrap().clone()).is_err(), "{odd}");
        }
    }
}
