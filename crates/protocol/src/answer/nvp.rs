//! NVP answers, the oldest format: `key=value;` with brackets and HTML entities (quirks 3).

use serde_json::Value;

use super::{entities::escape, scalar, tree};
use crate::ToJson;

/// A successful answer.
pub fn nvp(answer: &dyn ToJson) -> Vec<u8> {
    match tree(answer) {
        Err(message) => error_nvp(&message, None),
        Ok(entries) => {
            let mut out = String::from("result=success;");
            for (key, value) in &entries {
                pair(key, value, &mut out);
            }
            out.into_bytes()
        }
    }
}

/// A refused answer.
pub fn error_nvp(message: &str, detail: Option<&str>) -> Vec<u8> {
    let mut out = String::from("result=error;");
    pair("message", &Value::String(message.to_owned()), &mut out);
    if let Some(detail) = detail {
        pair("error", &Value::String(detail.to_owned()), &mut out);
    }
    out.into_bytes()
}

fn pair(name: &str, value: &Value, out: &mut String) {
    match value {
        Value::Array(rows) => {
            for (index, row) in rows.iter().enumerate() {
                pair(&format!("{name}[{index}]"), row, out);
            }
        }
        Value::Object(entries) => {
            for (key, value) in entries {
                pair(&format!("{name}[{key}]"), value, out);
            }
        }
        value => {
            out.push_str(name);
            out.push('=');
            escape(&scalar(value), out);
            out.push(';');
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn pairs() {
        for (answer, expect) in [
            (json!({}), "result=success;"),
            (json!({"name": "O'Hara"}), "result=success;name=O&#039;Hara;"),
            (
                json!({"credits": {"credit": [{"id": 1}]}, "empty": []}),
                "result=success;credits[credit][0][id]=1;",
            ),
        ] {
            assert_eq!(String::from_utf8(super::nvp(&answer)).unwrap(), expect);
        }
        assert_eq!(super::error_nvp("No", None), b"result=error;message=No;");
        let with_detail = super::error_nvp("No", Some("why"));
        assert_eq!(with_detail, b"result=error;message=No;error=why;");
    }
}
