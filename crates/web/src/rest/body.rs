//! Bodies of requests: JSON that is understood completely, or a problem that names the field.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, RequestBody, SchemaObject};
use aide::operation::set_body;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use futures::future::BoxFuture;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::bounds;
use super::problem::{Code, Problem};
use super::sentences::plain;
use crate::App;

/// A JSON body.
#[derive(Debug)]
pub(crate) struct Body<T>(pub(crate) T);

/// A JSON body that may be left out.
#[derive(Debug)]
pub(crate) struct MaybeBody<T>(pub(crate) T);

impl<T: DeserializeOwned + JsonSchema + 'static> FromRequest<App> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let bytes = json_of(request, app).await?;
        if bytes.is_empty() {
            return Err(Problem::new(Code::MalformedRequest, "A JSON body is missing."));
        }
        read(&bytes).map(Self)
    }
}

impl<T: DeserializeOwned + JsonSchema + 'static> FromRequest<App> for MaybeBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let bytes = json_of(request, app).await?;
        read(if bytes.is_empty() { b"{}" } else { &bytes }).map(Self)
    }
}

/// The bytes of a body that is said to be JSON, or that is not there.
fn json_of(request: Request, app: &App) -> BoxFuture<'_, Result<Bytes, Problem>> {
    Box::pin(read_json(request, app))
}

async fn read_json(request: Request, app: &App) -> Result<Bytes, Problem> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let stated = kind.map(is_json);
    let bytes = Bytes::from_request(request, app).await.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Problem::new(Code::TooLarge, "The body is larger than is read here.")
        } else {
            Problem::new(Code::MalformedRequest, "The body ended too early.")
        }
    })?;
    if stated == Some(false) || (stated.is_none() && !bytes.is_empty()) {
        let detail = "The body must be sent as application/json.";
        return Err(Problem::new(Code::UnsupportedMediaType, detail));
    }
    Ok(bytes)
}

fn is_json(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// Reads JSON: what is no JSON at all is a malformed request, what does not fit an invalid input.
fn read<T: DeserializeOwned + JsonSchema + 'static>(bytes: &[u8]) -> Result<T, Problem> {
    // serde would take a list for an object whose names are left out.
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
        let other: Result<Value, _> = serde_json::from_slice(bytes);
        return Err(match other {
            Ok(_) => Problem::invalid("", "must be an object"),
            Err(error) => malformed(&error),
        });
    }
    let mut whole: Value = serde_json::from_slice(bytes).map_err(|error| malformed(&error))?;
    // One of the databases cannot keep the character, so nobody may send it.
    if let Some(pointer) = nul_at(&whole, String::new()) {
        return Err(Problem::invalid(pointer, "must not contain the character NUL"));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let read = match serde_path_to_error::deserialize(&mut deserializer) {
        Ok(read) => read,
        // In JSON `1.0` is a whole number too.
        Err(error) if error.inner().to_string().starts_with(FLOATING) => {
            without_fractions(&mut whole);
            serde_path_to_error::deserialize(&whole).map_err(said)?
        }
        Err(error) => return Err(said(error)),
    };
    bounds::of::<T>().hold(&whole)?;
    Ok(read)
}

/// How serde begins to refuse a number with a fraction where a whole one is wanted.
const FLOATING: &str = "invalid type: floating point";
/// Beyond this, floating point does not tell neighbouring numbers apart.
const EXACT_MAX: f64 = 9_007_199_254_740_992.0;

/// Writes whole numbers without the fraction that they do not have.
fn without_fractions(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let float = number.as_f64().filter(|float| float.fract() == 0.0);
            let text =
                float.filter(|float| float.abs() <= EXACT_MAX).map(|float| format!("{float:.0}"));
            if let Some(whole) = text.and_then(|text| text.parse::<i64>().ok()) {
                *value = whole.into();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(without_fractions),
        Value::Object(entries) => entries.values_mut().for_each(without_fractions),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

fn said(error: serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let path = error.path().to_string();
    let inner = error.into_inner();
    if inner.is_data() { misfit(&path, &inner) } else { malformed(&inner) }
}

/// Where the character NUL stands.
fn nul_at(value: &Value, at: String) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then_some(at),
        Value::Array(values) => {
            let mut places = values.iter().enumerate();
            places.find_map(|(index, value)| nul_at(value, format!("{at}/{index}")))
        }
        Value::Object(entries) => entries.iter().find_map(|(name, value)| {
            if name.contains('\0') {
                Some(at.clone())
            } else {
                nul_at(value, format!("{at}/{name}"))
            }
        }),
        _ => None,
    }
}

fn malformed(error: &serde_json::Error) -> Problem {
    let detail = format!("The body is not JSON: {error}.");
    Problem::new(Code::MalformedRequest, detail)
}

fn misfit(path: &str, error: &serde_json::Error) -> Problem {
    let text = error.to_string();
    // serde appends where in the bytes it stopped; the pointer says it better.
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(before, _)| before);
    // A missing field is reported at its parent.
    let missing = text.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    let mut pointer = pointer(path);
    if let Some(field) = missing {
        pointer = format!("{pointer}/{field}");
    }
    Problem::invalid(pointer, plain(text))
}

/// `items[0].cycle` as RFC 6901 says it.
fn pointer(path: &str) -> String {
    let steps = path.split(['.', '[']).map(|step| step.trim_end_matches(']'));
    steps.filter(|step| !step.is_empty() && *step != "?").fold(String::new(), |text, step| {
        format!("{text}/{}", step.replace('~', "~0").replace('/', "~1"))
    })
}

impl<T: JsonSchema> OperationInput for Body<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        describe::<T>(ctx, operation, true);
    }
}

impl<T: JsonSchema> OperationInput for MaybeBody<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        describe::<T>(ctx, operation, false);
    }
}

fn describe<T: JsonSchema>(ctx: &mut GenContext, operation: &mut Operation, required: bool) {
    let json_schema = ctx.schema.subschema_for::<T>();
    let schema = SchemaObject { json_schema, example: None, external_docs: None };
    let media = MediaType { schema: Some(schema), ..MediaType::default() };
    let content = [("application/json".to_owned(), media)].into_iter().collect();
    set_body(ctx, operation, RequestBody { content, required, ..RequestBody::default() });
}

#[cfg(test)]
mod tests {
    use super::{is_json, read};
    use schemars::JsonSchema;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Order {
        #[expect(dead_code, reason = "only read")]
        items: Vec<Item>,
    }

    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Item {
        #[expect(dead_code, reason = "only read")]
        #[schemars(range(max = 999))]
        product: u32,
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, status, pointer) in [
            (r#"{"items":[{"product":1}]}"#, 0, ""),
            (r#"{"items":[{"product":1},{"product":"x"}]}"#, 422, "/items/1/product"),
            (r#"{"items":[{"product":-1}]}"#, 422, "/items/0/product"),
            (r#"{"items":[{"product":2.0}]}"#, 0, ""),
            (r#"{"items":[{"product":2.5}]}"#, 422, "/items/0/product"),
            (r#"{"items":[{"product":1000}]}"#, 422, "/items/0/product"),
            (r#"{"items":[],"items":[]}"#, 422, ""),
            (r#"{"items":[{}]}"#, 422, "/items/0/product"),
            (r#"{"items":[],"total":1}"#, 422, "/total"),
            ("{}", 422, "/items"),
            (r#"{"items":[{"product":"a\u0000"}]}"#, 422, "/items/0/product"),
            (r#"{"a\u0000":1}"#, 422, ""),
            (r#"{"items":["\\u0000"]}"#, 422, "/items/0"),
            ("[1", 400, ""),
            ("[[]]", 422, ""),
            ("", 400, ""),
            (r#"{"items":[]} x"#, 400, ""),
        ] {
            let found = read::<Order>(text.as_bytes()).err().map(|p| serde_json::json!(p));
            let said = |name: &str| found.as_ref().map(|p| p[name].clone()).unwrap_or_default();
            assert_eq!(said("status").as_u64().unwrap_or(0), status, "{text}");
            let at = said("errors")[0]["pointer"].as_str().unwrap_or_default().to_owned();
            assert_eq!(at, pointer, "{text}");
        }
    }

    #[test]
    fn json_has_several_names() {
        for (kind, expected) in [
            ("application/json", true),
            ("application/json; charset=utf-8", true),
            ("application/merge-patch+json", true),
            ("application/x-www-form-urlencoded", false),
            ("text/plain", false),
            ("multipart/form-data; boundary=x", false),
        ] {
            assert_eq!(is_json(kind), expected, "{kind}");
        }
    }
}
