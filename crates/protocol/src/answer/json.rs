//! JSON answers: `{"result":"success",…}` with the fields of the response spliced in.

use super::BROKEN;
use crate::ToJson;

const SUCCESS: &[u8] = br#"{"result":"success""#;

/// A successful answer; the response is written straight behind the `result` key.
pub fn json(answer: &dyn ToJson) -> Vec<u8> {
    let mut out = SUCCESS.to_vec();
    if let Err(why) = answer.write_json(&mut out) {
        return error_json(&format!("{BROKEN}: {why}"), None);
    }
    match &out[SUCCESS.len()..] {
        b"{}" => {
            out.remove(SUCCESS.len());
        }
        [b'{', ..] => out[SUCCESS.len()] = b',',
        b"null" => {
            out.truncate(SUCCESS.len());
            out.push(b'}');
        }
        _ => return error_json(BROKEN, None),
    }
    out
}

/// A refused answer: `{"result":"error","message":"…"}` (quirk 2.1).
pub fn error_json(message: &str, detail: Option<&str>) -> Vec<u8> {
    let mut error = serde_json::json!({ "result": "error", "message": message });
    if let Some(detail) = detail {
        error["error"] = detail.into();
    }
    error.to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    #[derive(Serialize)]
    struct Empty {}

    #[derive(Serialize)]
    struct Invoice {
        invoiceid: u64,
        status: &'static str,
    }

    fn check<T: Serialize>(answer: &T, expect: &str) {
        let answer = serde_json::to_value(answer).unwrap();
        assert_eq!(String::from_utf8(super::json(&answer)).unwrap(), expect);
    }

    #[test]
    fn the_fields_are_spliced_in() {
        let invoice = Invoice { invoiceid: 1, status: "Paid" };
        check(&invoice, r#"{"result":"success","invoiceid":1,"status":"Paid"}"#);
        check(&Empty {}, r#"{"result":"success"}"#);
        check(&(), r#"{"result":"success"}"#);
        check(&7, r#"{"result":"error","message":"Error generating JSON encoded response"}"#);
        let error = super::error_json("Say \"no\"", None);
        assert_eq!(error, br#"{"result":"error","message":"Say \"no\""}"#);
    }
}
