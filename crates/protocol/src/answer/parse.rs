//! Reading a server's JSON answer: success, refusal, or something that is neither.

use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

use crate::FromJson;
use crate::wire::Text;

/// The most characters of a body that are quoted in an error.
const EXCERPT_CHARS_MAX: usize = 200;

/// Why an answer gave no response.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// The server said no, in these words.
    #[error("{message}")]
    Refused {
        /// The server's own sentence.
        message: String,
    },
    /// The body ends in the middle; whether the action was done is not known.
    #[error("the answer is cut off")]
    Truncated,
    /// The body is not JSON, e.g. an HTML page of a proxy.
    #[error("the answer is not JSON: {excerpt}")]
    NotJson {
        /// The beginning of the body.
        excerpt: String,
    },
    /// The body is JSON but not this action's response.
    #[error("the answer has another form: {path}: {why}")]
    Unexpected {
        /// The keys that lead to what did not fit, e.g. `invoices.invoice[3].total`.
        path: String,
        /// What did not fit.
        why: String,
    },
}

/// The keys that tell success from refusal (quirks 2.1, 2.12, 2.13, 2.15).
#[derive(Deserialize, Default)]
#[serde(default)]
struct Head {
    result: Option<Text>,
    status: Option<serde_json::Value>,
    message: Option<Text>,
    warning: Option<Text>,
    error: Option<serde_json::Value>,
}

/// Reads a response; text that a module echoed before or behind the JSON is skipped (2.17).
pub fn parse<R: FromJson>(body: &[u8]) -> Result<R, AnswerError> {
    parse_with(body, R::from_json)
}

/// [`parse`] with the reader of a response that whoever asks needs not know.
pub fn parse_with<T>(
    body: &[u8],
    read: fn(&[u8]) -> serde_json::Result<T>,
) -> Result<T, AnswerError> {
    let body = accepted(body)?;
    read(body).map_err(|error| cause(body, &error))
}

/// The JSON of an answer, unless it says no.
fn accepted(body: &[u8]) -> Result<&[u8], AnswerError> {
    let body = json_part(body).ok_or_else(|| not_json(body))?;
    if says_success(body) {
        return Ok(body);
    }
    let head: Head = read(body).map_err(|error| cause(body, &error))?;
    let status = head.status.as_ref().and_then(serde_json::Value::as_str);
    let said = head.result.as_deref().or(status).unwrap_or_default();
    if said.eq_ignore_ascii_case("error") {
        let message = head.message.unwrap_or_else(|| "The action was refused".into());
        let mut message = String::from(message);
        // What a registrar said stands beside the message, which is the same for all of them.
        if let Some(detail) = head.error.as_ref().and_then(serde_json::Value::as_str)
            && !detail.is_empty()
            && message == super::REGISTRAR_ERROR
        {
            message = format!("{message}: {detail}");
        }
        return Err(AnswerError::Refused { message });
    }
    match (&head.result, status, head.warning) {
        (None, None, Some(warning)) => Err(AnswerError::Refused { message: warning.into() }),
        _ => Ok(body),
    }
}

/// Whether it begins as answers usually do; then nothing behind it is needed to tell what it is.
fn says_success(body: &[u8]) -> bool {
    let rest = body.strip_prefix(br#"{"result":"success""#);
    rest.is_some_and(|rest| matches!(rest.first(), Some(b',' | b'}')))
}

/// Reads one JSON value from the beginning; what follows it is not looked at.
///
/// It is read from text, which need not be looked at again string by string, and from nothing else:
/// each kind of source would have the readers of all answers compiled once more.
#[doc(hidden)]
pub fn read<R: DeserializeOwned>(body: &[u8]) -> serde_json::Result<R> {
    let text = text_of(body);
    let read = R::deserialize(Whole(&mut serde_json::Deserializer::from_str(text)));
    read.map_err(|error| why(body, text, error))
}

/// The body until its first byte that is no text.
fn text_of(body: &[u8]) -> &str {
    std::str::from_utf8(body).unwrap_or_else(|error| {
        let (text, _) = body.split_at(error.valid_up_to());
        std::str::from_utf8(text).unwrap_or_default()
    })
}

/// Why a value could not be read: where the text ends before the body, something is no text.
fn why(body: &[u8], text: &str, error: serde_json::Error) -> serde_json::Error {
    if !error.is_eof() || text.len() == body.len() {
        return error;
    }
    let read = serde_json::Value::deserialize(&mut serde_json::Deserializer::from_slice(body));
    read.err().unwrap_or(error)
}

/// An answer is an object: what stands for a struct elsewhere, as a list of its values, is none.
struct Whole<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Whole<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct enum identifier ignored_any
    }
}

fn cause(body: &[u8], error: &serde_json::Error) -> AnswerError {
    match error.classify() {
        serde_json::error::Category::Eof => AnswerError::Truncated,
        serde_json::error::Category::Data => {
            let path = super::trail::keys_to(body, error.line(), error.column());
            AnswerError::Unexpected { path, why: error.to_string() }
        }
        _ => not_json(body),
    }
}

/// The body from its first brace that can begin an answer.
fn json_part(body: &[u8]) -> Option<&[u8]> {
    let blank = |byte: &u8| byte.is_ascii_whitespace() || b"\xef\xbb\xbf".contains(byte);
    let start = body.iter().position(|byte| !blank(byte))?;
    if body[start] == b'{' {
        return Some(&body[start..]);
    }
    let mark = br#"{"result""#;
    let place = body.windows(mark.len()).position(|window| window == mark)?;
    Some(&body[place..])
}

fn not_json(body: &[u8]) -> AnswerError {
    let text = String::from_utf8_lossy(&body[..body.len().min(EXCERPT_CHARS_MAX * 4)]);
    AnswerError::NotJson { excerpt: text.trim().chars().take(EXCERPT_CHARS_MAX).collect() }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::{AnswerError, parse, read};
    use crate::FromJson;
    use crate::wire::{Num, Text};

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Made {
        invoiceid: Num,
        status: Text,
    }

    impl FromJson for Made {
        fn from_json(body: &[u8]) -> serde_json::Result<Self> {
            read(body)
        }
    }

    fn check(body: &str, expect: Result<i64, &str>) {
        let found = parse::<Made>(body.as_bytes());
        let found = found.map(|made| made.invoiceid.0).map_err(|error| error.to_string());
        assert_eq!(found, expect.map_err(str::to_owned), "for {body}");
    }

    #[test]
    fn success_and_refusal() {
        for (body, expect) in [
            (r#"{"result":"success","invoiceid":1}"#, Ok(1)),
            (r#"{"invoiceid":"1","result":"success","status":"error"}"#, Ok(1)),
            (r#"{"status":"success","invoiceid":1}"#, Ok(1)),
            (r#"{"invoiceid":1}"#, Ok(1)),
            (r#"{"result":"error","message":"Client ID Not Found"}"#, Err("Client ID Not Found")),
            (r#"{"status":"error","message":"No \u0022x\u0022"}"#, Err("No \"x\"")),
            (r#"{"result":"error"}"#, Err("The action was refused")),
            (r#"{"warning":"Payment failed"}"#, Err("Payment failed")),
        ] {
            check(body, expect);
        }
    }

    #[test]
    fn noise_around_the_answer() {
        check("\u{feff}\n {\"result\":\"success\",\"invoiceid\":2}\n", Ok(2));
        check("<b>Notice</b> {\"result\":\"success\",\"invoiceid\":3}<hr>", Ok(3));
        check("<html>{no}</html>", Err("the answer is not JSON: <html>{no}</html>"));
        check("", Err("the answer is not JSON: "));
        check("{\"result\":\"success\",\"invoiceid\":", Err("the answer is cut off"));
        check("{oops}", Err("the answer is not JSON: {oops}"));
        let odd = parse::<Made>(br#"{"result":"success","invoiceid":"x"}"#);
        assert!(matches!(odd, Err(AnswerError::Unexpected { .. })));
    }

    #[test]
    fn bytes_that_are_no_text() {
        let said = |body: &[u8]| parse::<Made>(body).map(|made| made.invoiceid.0);
        // Behind the answer nobody looks.
        assert_eq!(said(b"{\"result\":\"success\",\"invoiceid\":4}\xff"), Ok(4));
        let within = said(b"{\"result\":\"success\",\"status\":\"M\xfcller\",\"invoiceid\":4}");
        assert!(matches!(within, Err(AnswerError::NotJson { .. })), "{within:?}");
        let before = said(b"{\"result\":\"success\",\"invoiceid\":\"x\",\"status\":\"\xfc\"}");
        assert!(matches!(before, Err(AnswerError::Unexpected { .. })), "{before:?}");
    }

    #[test]
    fn an_answer_is_an_object() {
        for body in ["[1,2]", "7", "\"x\"", "null"] {
            assert!(read::<Made>(body.as_bytes()).is_err(), "{body}");
        }
    }
}
