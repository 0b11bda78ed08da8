//! Answers as bytes: JSON, XML and NVP on the server, and reading JSON on the client.

mod entities;
mod json;
mod nvp;
mod parse;
pub(crate) mod quick;
mod trail;
mod xml;

pub use json::{error_json, json};
pub use nvp::{error_nvp, nvp};
pub use parse::{AnswerError, parse, parse_with, read};
pub use xml::{error_xml, xml};

use serde::Serialize;
use serde_json::Value;

use crate::ToJson;

/// What is sent when a value cannot be serialized, which no type of this crate does.
const BROKEN: &str = "Error generating JSON encoded response";

/// What every registrar's refusal is called; what it said stands beside it as `error`.
pub const REGISTRAR_ERROR: &str = "Registrar Error Message";

/// Writes one JSON value behind what is in the buffer.
#[doc(hidden)]
pub fn write<T: Serialize>(out: &mut Vec<u8>, answer: &T) -> Result<(), serde_json::Error> {
    serde_json::to_writer(out, answer)
}

/// The text of an answer as JSON, without `result`.
///
/// # Errors
/// When a value cannot be serialized, which no type of this crate does.
pub fn text(answer: &dyn ToJson) -> Result<String, serde_json::Error> {
    let mut out = Vec::new();
    answer.write_json(&mut out)?;
    String::from_utf8(out).map_err(serde::ser::Error::custom)
}

/// The keys of an answer as a tree, for the two formats that are not streamed.
fn tree(answer: &dyn ToJson) -> Result<Vec<(String, Value)>, String> {
    let mut out = Vec::new();
    let read = answer.write_json(&mut out).and_then(|()| serde_json::from_slice(&out));
    match read {
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

impl ToJson for Value {
    fn write_json(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        write(out, self)
    }
}
