//! XML answers: lists are repeated elements, emptiness is an empty element (quirks 3).

use serde_json::Value;

use super::{entities::escape, scalar, tree};
use crate::ToJson;

/// A successful answer; the vendor writes the action in lower case.
pub fn xml(action: &str, version: &str, answer: &dyn ToJson) -> Vec<u8> {
    match tree(answer) {
        Err(message) => error_xml(action, version, &message, None),
        Ok(entries) => document(action, version, |out| {
            element("result", &Value::String("success".to_owned()), out);
            for (key, value) in &entries {
                match value {
                    Value::Array(rows) if rows.is_empty() => element(key, &Value::Null, out),
                    value => element(key, value, out),
                }
            }
        }),
    }
}

/// A refused answer.
pub fn error_xml(action: &str, version: &str, message: &str, detail: Option<&str>) -> Vec<u8> {
    document(action, version, |out| {
        element("result", &Value::String("error".to_owned()), out);
        element("message", &Value::String(message.to_owned()), out);
        if let Some(detail) = detail {
            element("error", &Value::String(detail.to_owned()), out);
        }
    })
}

fn document(action: &str, version: &str, inside: impl FnOnce(&mut String)) -> Vec<u8> {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<whmcsapi version=\"");
    escape(version, &mut out);
    out.push_str("\">\n");
    element("action", &Value::String(action.to_lowercase()), &mut out);
    inside(&mut out);
    out.push_str("</whmcsapi>\n");
    out.into_bytes()
}

fn element(key: &str, value: &Value, out: &mut String) {
    let name = element_name(key);
    match value {
        Value::Array(rows) => {
            for row in rows {
                element(key, row, out);
            }
        }
        Value::Object(entries) => {
            out.push_str(&format!("<{name}>\n"));
            for (key, value) in entries {
                element(key, value, out);
            }
            out.push_str(&format!("</{name}>\n"));
        }
        value => {
            out.push_str(&format!("<{name}>"));
            escape(&scalar(value), out);
            out.push_str(&format!("</{name}>\n"));
        }
    }
}

/// A key as an element's name: keys that are data (years, days, domains) may not be one.
fn element_name(key: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut name: String = key.chars().map(|c| if allowed(c) { c } else { '_' }).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        name.insert(0, '_');
    }
    name
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    fn check(answer: serde_json::Value, expect: &str) {
        let bytes = super::xml("GetThings", "8.13.1", &answer);
        let expect = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<whmcsapi version=\"8.13.1\">\n\
             <action>getthings</action>\n<result>success</result>\n{expect}</whmcsapi>\n"
        );
        assert_eq!(String::from_utf8(bytes).unwrap(), expect);
    }

    #[test]
    fn lists_are_repeated_elements() {
        check(json!({}), "");
        check(
            json!({"a": "x<&>\"'\u{1}", "b": true, "c": null, "d": 1.5}),
            "<a>x&lt;&amp;&gt;&quot;&#039;\u{fffd}</a>\n<b>1</b>\n<c></c>\n<d>1.5</d>\n",
        );
        check(
            json!({"invoices": {"invoice": [{"id": 1}, {"id": 2}]}}),
            "<invoices>\n<invoice>\n<id>1</id>\n</invoice>\n<invoice>\n<id>2</id>\n</invoice>\n</invoices>\n",
        );
        check(json!({"invoices": {"invoice": []}}), "<invoices>\n</invoices>\n");
        check(json!({"users": []}), "<users></users>\n");
        check(json!({"1": "a", "a b": "c"}), "<_1>a</_1>\n<a_b>c</a_b>\n");
    }
}
