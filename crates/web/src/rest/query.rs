//! What stands in the address: parameters of the query and ids of the path.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::SchemaObject;
use aide::openapi::{Operation, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle};
use aide::operation::{ParamLocation, add_parameters, parameters_from_schema};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use protocol::wire::Flag;
use schemars::{JsonSchema, json_schema};
use serde::de::DeserializeOwned;

use super::bounds;
use super::problem::Problem;
use super::sentences::plain;
use crate::App;

/// The parameters of the query; unknown and repeated ones are refused by name.
#[derive(Debug)]
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned + JsonSchema + 'static> FromRequestParts<App> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let text = parts.uri.query().unwrap_or_default();
        let pairs = form_urlencoded::parse(text.as_bytes());
        let pairs = serde_urlencoded::Deserializer::new(pairs);
        let read = serde_path_to_error::deserialize(pairs).map_err(|error| {
            let path = error.path().to_string();
            let detail = error.into_inner().to_string();
            let name = match path.trim_matches('.') {
                // serde names it in its sentence only: duplicate field `limit`.
                "" => detail.split('`').nth(1).unwrap_or_default(),
                name => name,
            };
            Problem::invalid(format!("?{name}"), plain(&detail))
        })?;
        let bounds = bounds::of::<T>();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            bounds.hold_parameter(&name, &value)?;
        }
        Ok(Self(read))
    }
}

impl<T: JsonSchema> OperationInput for Query<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        let schema = ctx.schema.subschema_for::<T>();
        let parameters = parameters_from_schema(ctx, schema, ParamLocation::Query);
        add_parameters(ctx, operation, parameters);
    }
}

/// The one of the known words that a parameter means, in whichever case it is written.
pub(crate) fn meant(name: &str, asked: &str, known: &[String]) -> Result<String, Problem> {
    let found = known.iter().find(|word| word.eq_ignore_ascii_case(asked)).cloned();
    found.ok_or_else(|| {
        Problem::invalid(format!("?{name}"), format!("must be one of {}", known.join(", ")))
    })
}

/// A name that a list is limited to: the whole of it, or by `search` its beginning.
pub(crate) fn name_or_beginning(
    parameter: &str,
    whole: Option<String>,
    search: Option<String>,
) -> Result<(Option<String>, Flag), Problem> {
    match (whole, search) {
        (Some(_), Some(_)) => {
            Err(Problem::invalid("?search", format!("must not be sent together with {parameter}")))
        }
        (whole, None) => Ok((whole, Flag(false))),
        (None, search) => Ok((search, Flag(true))),
    }
}

macro_rules! ids {
    ($($(#[doc = $what:literal])+ $id:ident $name:literal,)*) => {$(
        $(#[doc = $what])+
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct $id(pub(crate) u64);

        impl FromRequestParts<App> for $id {
            type Rejection = Problem;

            async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
                let params = RawPathParams::from_request_parts(parts, app).await;
                let found = params.ok().and_then(|params| named($name, &params));
                found.map(Self).ok_or_else(Problem::not_found)
            }
        }

        impl OperationInput for $id {
            fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
                let schema = json_schema!({ "type": "integer", "format": "int64", "minimum": 1 });
                add_path(ctx, operation, $name, schema);
            }
        }
    )*};
}

// What cannot be an id belongs to nobody, like an id that does not exist.
ids! {
    /// The id in the path.
    Id "id",
    /// The id of a contact of the client in the path.
    ContactOf "contact_id",
    /// The id of an invitation of the client in the path.
    InvitationOf "invitation_id",
    /// The id of a pay method of the client in the path.
    PayMethodOf "pay_method_id",
    /// The id of a user of the client in the path.
    UserOf "user_id",
}

fn named(name: &str, params: &RawPathParams) -> Option<u64> {
    params.iter().find(|(each, _)| *each == name).and_then(|(_, value)| read(value))
}

/// Only the one spelling of each id, within what a database counts to.
fn read(text: &str) -> Option<u64> {
    let id: u64 = text.parse().ok()?;
    (id > 0 && i64::try_from(id).is_ok() && id.to_string() == text).then_some(id)
}

/// Describes a parameter of the path.
pub(crate) fn add_path(
    ctx: &mut GenContext,
    operation: &mut Operation,
    name: &str,
    json_schema: schemars::Schema,
) {
    let schema = SchemaObject { json_schema, example: None, external_docs: None };
    let parameter_data = ParameterData {
        name: name.to_owned(),
        description: None,
        required: true,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema),
        example: None,
        examples: Default::default(),
        explode: None,
        extensions: Default::default(),
    };
    let parameter = Parameter::Path { parameter_data, style: PathStyle::Simple };
    add_parameters(ctx, operation, [parameter]);
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn ids_have_one_spelling() {
        for (text, expected) in [
            ("7", Some(7)),
            ("9223372036854775807", Some(9_223_372_036_854_775_807)),
            ("9223372036854775808", None),
            ("0", None),
            ("-1", None),
            ("+7", None),
            ("07", None),
            ("7 ", None),
            ("7a", None),
            ("", None),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }
}
