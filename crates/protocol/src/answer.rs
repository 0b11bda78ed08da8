//! Answers as bytes: JSON, XML and NVP on the server, and reading JSON on the client.

mod entities;
mod json;
mod nvp;
mod parse;
mod trail;
mod xml;

pub use json::{error_json, json};
pub use nvp::{error_nvp, nvp};
pub use parse::{AnswerError, parse, read};
pub use xml::{error_xml, xml};

use serde::Serialize;
use serde_json::Value;

/// What is sent when a value cannot be serialized, which no type of this crate does.
const BROKEN: &str = "Error generating JSON encoded response";

/// The keys of an answer as a tree, for the two formats that are not streamed.
fn tree<T: Serialize>(answer: &T) -> Result<Vec<(String, Value)>, String> {
    match serde_json::to_value(answer) {
        Ok(Value::Object(entries)) => Ok(entries.into_iter().collect()),
        Ok(Value::Null) => Ok(Vec::new()),
        Ok(_) => Err(BROKEN.to_owned()),
        Err(why) => Err(format!("{BROKEN}: {why}")),
    }
}

/// A scalar as PHP prints it.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => "1".to_owned(),
        _ => String::new(),
    }
}
