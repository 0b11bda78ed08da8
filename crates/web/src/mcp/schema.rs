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

/// An argument that the schema of a tool does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stray {
    /// The names and numbers that lead to it, the innermost first.
    path: Vec<String>,
    /// What is wrong with it, to be read after its name.
    why: &'static str,
}

impl Stray {
    fn new(why: &'static str) -> Self {
        Self { path: Vec::new(), why }
    }

    fn under(mut self, key: impl Into<String>) -> Self {
        self.path.push(key.into());
        self
    }

    /// Where it stands in the arguments (RFC 6901).
    pub(super) fn pointer(&self) -> String {
        let escaped = |key: &String| format!("/{}", key.replace('~', "~0").replace('/', "~1"));
        self.path.iter().rev().map(escaped).collect()
    }

    /// What is wrong, with the argument's name as the wire writes it: `item[0][amont]`.
    pub(super) fn said(&self) -> String {
        let mut keys = self.path.iter().rev();
        let first = keys.next().map(String::as_str).unwrap_or_default();
        let rest: String = keys.map(|key| format!("[{key}]")).collect();
        format!("{first}{rest} {}", self.why)
    }
}

/// The first argument that an action does not have. What is only misspelled would be ignored as
/// the wire ignores it: an invoice of nothing, an amount added that was to be taken away.
pub(super) fn stray(params: &[ParamInfo], given: &JsonObject) -> Option<Stray> {
    given.iter().find_map(|(name, value)| {
        let found = match params.iter().find(|param| param.name == name) {
            Some(param) => stray_within(param.kind, param.group, value),
            None => Some(Stray::new("is no argument of this tool")),
        };
        found.map(|stray| stray.under(name))
    })
}

/// The same below an argument of a kind as [`ParamInfo`] words it.
fn stray_within(kind: &str, group: &[ParamInfo], value: &Value) -> Option<Stray> {
    let list = kind.strip_prefix("list of ");
    let list = if kind == "numbered group" { Some("group") } else { list };
    // What the wire packs into one text may be said as it is.
    let packed = !group.is_empty() && kind.starts_with("base64 of ");
    let list = if packed { Some("group") } else { list };
    match value {
        Value::Array(values) => {
            let inner = list?;
            values.iter().enumerate().find_map(|(number, value)| {
                stray_within(inner, group, value).map(|stray| stray.under(number.to_string()))
            })
        }
        Value::Object(entries) if kind == "group" => stray(group, entries),
        Value::Object(entries) => {
            let inner = list.or_else(|| kind.strip_prefix("map of "))?;
            entries.iter().find_map(|(key, value)| {
                let is_place = list.is_none() || key.parse::<u32>().is_ok();
                let found = if is_place {
                    stray_within(inner, group, value)
                } else {
                    Some(Stray::new("is not a place in a list"))
                };
                found.map(|stray| stray.under(key))
            })
        }
        Value::String(_) | Value::Number(_) | Value::Bool(_) if kind == "numbered group" => {
            Some(Stray::new("is a list"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{DRY_RUN, IDEMPOTENCY_KEY, stray, tool};

    /// What stands in no schema is found, however deep it is.
    #[test]
    fn arguments_that_an_action_does_not_have_are_found() {
        for (action, given, pointer, said) in [
            ("CreateInvoice", json!({ "userid": 1, "item": [{ "amount": "1" }] }), "", ""),
            ("CreateInvoice", json!({ "item": { "0": { "amount": "1" } } }), "", ""),
            ("CreateInvoice", json!({ "item": null, "sendinvoice": true }), "", ""),
            (
                "CreateInvoice",
                json!({ "item": [{ "amount": "1" }, { "amont": "1" }] }),
                "/item/1/amont",
                "item[1][amont] is no argument of this tool",
            ),
            (
                "CreateInvoice",
                json!({ "item": { "amount": "1" } }),
                "/item/amount",
                "item[amount] is not a place in a list",
            ),
            ("CreateInvoice", json!({ "item": "x" }), "/item", "item is a list"),
            ("CreateInvoice", json!({ "a/b": 1 }), "/a~1b", "a/b is no argument of this tool"),
            ("AddCredit", json!({ "typ": 1 }), "/typ", "typ is no argument of this tool"),
            ("AddOrder", json!({ "pid": [1], "customfields": [{ "1": "x" }] }), "", ""),
            (
                "AddContact",
                json!({ "email_preferences": { "generl": 1 } }),
                "/email_preferences/generl",
                "email_preferences[generl] is no argument of this tool",
            ),
        ] {
            let action = protocol::find(action).unwrap();
            let found = stray(action.params, given.as_object().unwrap());
            let words = found.map(|it| (it.pointer(), it.said())).unwrap_or_default();
            assert_eq!(words, (pointer.to_owned(), said.to_owned()), "{given}");
        }
    }

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
