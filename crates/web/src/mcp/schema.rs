//! What an action takes, as the JSON Schema of a tool.

use protocol::{Access, ActionInfo, ParamInfo};
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde_json::{Map, Value, json};

use crate::session::who::IDEMPOTENCY_KEY_MAX;

/// The argument of every tool that writes: do all of it and keep nothing.
pub(super) const DRY_RUN: &str = "dry_run";
/// The argument of every tool that writes: with the same key it is done once.
pub(super) const IDEMPOTENCY_KEY: &str = "idempotency_key";

/// Beginnings of the names of actions that only add.
const ADDING: &[&str] = &["Add", "Create", "Log", "Open", "Send"];

/// An action as a tool.
pub(super) fn tool(action: &ActionInfo) -> Tool {
    let reads = action.access == Access::Read;
    let hints = ToolAnnotations::new().read_only(reads);
    let hints = if reads {
        hints
    } else {
        hints.destructive(!ADDING.iter().any(|word| action.name.starts_with(word)))
    };
    Tool::new(action.name, action.doc, input(action)).with_annotations(hints)
}

fn input(action: &ActionInfo) -> JsonObject {
    let mut properties = properties(action.params);
    if action.access == Access::Write {
        let dry = "Do everything, answer as if done, and keep nothing.";
        properties.insert(DRY_RUN.to_owned(), json!({ "type": "boolean", "description": dry }));
        let once = "Of your own choice: repeated with the same key, it is done once.";
        let key =
            json!({ "type": "string", "maxLength": IDEMPOTENCY_KEY_MAX, "description": once });
        properties.insert(IDEMPOTENCY_KEY.to_owned(), key);
    }
    object(properties, required(action.params))
}

fn properties(params: &[ParamInfo]) -> Map<String, Value> {
    params.iter().map(|param| (param.name.to_owned(), property(param))).collect()
}

fn required(params: &[ParamInfo]) -> Vec<&'static str> {
    params.iter().filter(|param| param.required).map(|param| param.name).collect()
}

fn object(properties: Map<String, Value>, required: Vec<&str>) -> JsonObject {
    let mut schema = JsonObject::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

fn property(param: &ParamInfo) -> Value {
    let mut schema = of_kind(param.kind, param.group);
    if !param.doc.is_empty() {
        schema["description"] = json!(param.doc);
    }
    schema
}

/// The schema of a kind as [`ParamInfo`] words it.
fn of_kind(kind: &str, group: &[ParamInfo]) -> Value {
    if let Some(inner) = kind.strip_prefix("list of ") {
        return json!({ "type": "array", "items": of_kind(inner, group) });
    }
    if let Some(inner) = kind.strip_prefix("map of ") {
        return json!({ "type": "object", "additionalProperties": of_kind(inner, group) });
    }
    let group = || Value::Object(object(properties(group), required(group)));
    match kind {
        "int" => json!({ "type": "integer" }),
        "flag" => json!({ "type": "boolean" }),
        "date" => json!({ "type": "string", "format": "date" }),
        "amount" => json!({ "type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$" }),
        "on or off" => json!({ "type": "string", "enum": ["on", "off"] }),
        "comma-separated int" => json!({ "type": "string", "pattern": "^[0-9]+(, ?[0-9]+)*$" }),
        "base64 of PHP serialize()" | "base64 of JSON" => json!({ "type": "object" }),
        "group" => group(),
        "numbered group" => json!({ "type": "array", "items": group() }),
        _ => json!({ "type": "string" }),
    }
}

#[cfg(test)]
mod tests {
    use super::{DRY_RUN, IDEMPOTENCY_KEY, tool};

    #[test]
    fn every_action_is_a_tool_that_clients_take() {
        for action in protocol::ACTIONS {
            let tool = tool(action);
            let fits = |c: char| c.is_ascii_alphanumeric() || c == '_';
            assert!(tool.name.len() <= 64 && tool.name.chars().all(fits), "{}", tool.name);
            assert!(!action.doc.is_empty(), "{} says nothing", action.name);
            let properties = tool.input_schema["properties"].as_object().unwrap();
            for param in action.params {
                assert!(properties.contains_key(param.name), "{} {}", action.name, param.name);
                let ours = [DRY_RUN, IDEMPOTENCY_KEY].contains(&param.name);
                assert!(!ours, "{} has a parameter of the door's own name", action.name);
            }
        }
    }

    #[test]
    fn what_only_reads_and_what_takes_away_say_so() {
        let hints = |name: &str| {
            let hints = tool(protocol::find(name).unwrap()).annotations.unwrap();
            (hints.read_only_hint, hints.destructive_hint)
        };
        assert_eq!(hints("GetInvoices"), (Some(true), None));
        assert_eq!(hints("AddClient"), (Some(false), Some(false)));
        assert_eq!(hints("DeleteClient"), (Some(false), Some(true)));
        assert_eq!(hints("UpdateInvoice"), (Some(false), Some(true)));
    }
}
