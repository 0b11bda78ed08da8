//! What REST answers instead of a result: problem details (RFC 9457) with stable codes.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{
    MediaType, Operation, Response as ApiResponse, SchemaObject, StatusCode as Status,
};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::{Meaning, Refusal};
use schemars::JsonSchema;
use serde::Serialize;

use crate::fault;
use crate::session::limits::Left;
use crate::whmcs::CallError;

/// An answer that is not the result; boxed, because most answers are.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub(crate) struct Problem(Box<Details>);

/// What is said of a problem.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
struct Details {
    /// `urn:hostler:problem:` and the code.
    r#type: String,
    /// The code in words; the same for every problem of that code.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What happened, for people.
    detail: String,
    /// What happened, for programs. Codes are never renamed.
    code: Code,
    /// The inputs at fault.
    errors: Vec<FieldError>,
    /// Under which number the server's log tells more.
    #[serde(skip_serializing_if = "Option::is_none")]
    error_id: Option<String>,
    #[serde(skip)]
    limit: Option<Left>,
    #[serde(skip)]
    retry_after: Option<u64>,
}

/// An input that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct FieldError {
    /// Where in the body (RFC 6901), or the parameter's name after `?`.
    pointer: String,
    /// What is wrong with it.
    detail: String,
}

macro_rules! codes {
    ($($name:ident $status:ident $title:literal,)*) => {
        /// What happened, for programs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub(crate) enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// The HTTP status of every problem of this code.
            pub(crate) fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)* }
            }

            fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }
        }
    };
}

codes! {
    MalformedRequest BAD_REQUEST "The request cannot be read",
    NotAuthenticated UNAUTHORIZED "No valid session",
    WrongCredentials UNAUTHORIZED "The log-in is not right",
    NotPermitted FORBIDDEN "Not permitted",
    Banned FORBIDDEN "The address is banned",
    CrossSite FORBIDDEN "The request does not come from this site",
    SecondFactorRequired FORBIDDEN "A second factor is required",
    ProofRequired FORBIDDEN "A fresh proof of identity is required",
    NotFound NOT_FOUND "Not found",
    MethodNotAllowed METHOD_NOT_ALLOWED "Not a method of this resource",
    Conflict CONFLICT "It contradicts what exists",
    NotNow CONFLICT "Not possible in the present state",
    PreconditionFailed PRECONDITION_FAILED "It is not what it was",
    TooLarge PAYLOAD_TOO_LARGE "The request is too large",
    UnsupportedMediaType UNSUPPORTED_MEDIA_TYPE "Not a media type of this resource",
    InvalidInput UNPROCESSABLE_ENTITY "An input is wrong",
    TooMuch UNPROCESSABLE_ENTITY "More than is taken at once",
    RateLimited TOO_MANY_REQUESTS "Too many requests",
    Internal INTERNAL_SERVER_ERROR "It failed inside",
    NotOfferedByThisWhmcs NOT_IMPLEMENTED "The WHMCS behind does not offer this",
    UpstreamFailed BAD_GATEWAY "The WHMCS behind failed",
    UpstreamUnavailable SERVICE_UNAVAILABLE "The WHMCS behind is not available",
    UpstreamTimeout GATEWAY_TIMEOUT "The WHMCS behind did not answer in time",
    NoRoom INSUFFICIENT_STORAGE "There is no room to store it",
}

impl Code {
    /// The word on the wire.
    fn word(self) -> String {
        serde_json::to_value(self)
            .ok()
            .and_then(|word| word.as_str().map(str::to_owned))
            .unwrap_or_default()
    }
}

impl Problem {
    /// A problem with its sentence for people.
    pub(crate) fn new(code: Code, detail: impl Into<String>) -> Self {
        Self(Box::new(Details {
            r#type: format!("urn:hostler:problem:{}", code.word()),
            title: code.title().to_owned(),
            status: code.status().as_u16(),
            detail: detail.into(),
            code,
            errors: Vec::new(),
            error_id: None,
            limit: None,
            retry_after: None,
        }))
    }

    /// The one answer for every id that does not exist, or is not the caller's.
    pub(crate) fn not_found() -> Self {
        Self::new(Code::NotFound, "There is nothing here.")
    }

    /// The one answer for every token that is not believed.
    pub(crate) fn not_authenticated() -> Self {
        Self::new(Code::NotAuthenticated, "Please log in.")
    }

    /// The same problem, to be tried again after so many seconds.
    fn retry_after(mut self, seconds: u64) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// An input is wrong.
    pub(crate) fn invalid(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self::new(Code::InvalidInput, detail.clone()).at(pointer, detail)
    }

    /// The same problem naming an input.
    pub(crate) fn at(mut self, pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        self.0.errors.push(FieldError { pointer: pointer.into(), detail: detail.into() });
        self
    }

    /// The same problem, saying when to try again.
    pub(crate) fn with_limit(mut self, left: Left) -> Self {
        self.0.limit = Some(left);
        self
    }

    /// Says names of the WHMCS wire as this API says them; a field that the API does not have is
    /// not pointed at. Where our name ends in a slash, one of several is pointed at by its number.
    pub(crate) fn renamed(mut self, names: &[(&str, &str)]) -> Self {
        for error in &mut self.0.errors {
            // A field of several is pointed at as a whole: `customfields[3]`.
            let wire = error.pointer.trim_start_matches('/').to_owned();
            let (wire, number) = wire.split_once('[').unwrap_or((&wire, ""));
            if let Some((_, ours)) = names.iter().find(|(theirs, _)| *theirs == wire) {
                let slash = if ours.starts_with('?') { "" } else { "/" };
                let number = if ours.ends_with('/') { number.trim_end_matches(']') } else { "" };
                error.pointer = format!("{slash}{ours}{number}");
            }
        }
        self
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let said = refusal.said.into_owned();
        let code = match refusal.meaning {
            Meaning::NotFound => return Self::not_found(),
            Meaning::NotAllowed => Code::NotPermitted,
            Meaning::Invalid => Code::InvalidInput,
            Meaning::Conflict | Meaning::Registrar => Code::Conflict,
            Meaning::NotNow => Code::NotNow,
            Meaning::Limit => Code::RateLimited,
            Meaning::TooMuch => Code::TooMuch,
        };
        let problem = Self::new(code, said.clone());
        match refusal.field {
            Some(field) => problem.at(format!("/{field}"), said),
            None => problem,
        }
    }
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Refused(refusal) => refusal.into(),
            CallError::NotOffered(action) => Self::new(
                Code::NotOfferedByThisWhmcs,
                format!("The WHMCS behind this API has no {action}."),
            ),
            CallError::Unavailable { retry_after } => {
                let wait = retry_after.as_secs().max(1);
                Self::new(Code::UpstreamUnavailable, "Please try again later.").retry_after(wait)
            }
            CallError::TimedOut => Self::new(
                Code::UpstreamTimeout,
                "It did not answer in time. Before you repeat a change, look whether it was made.",
            ),
            CallError::NoRoom => Self::new(
                Code::NoRoom,
                "Nothing was changed. Reading goes on; please try again later.",
            ),
            CallError::BadAnswer(_) => {
                let mut problem = Self::new(Code::UpstreamFailed, "Please try again later.");
                problem.0.error_id = Some(fault::logged(&error));
                problem
            }
            CallError::Broken(_) => {
                let mut problem = Self::new(Code::Internal, "Please try again later.");
                problem.0.error_id = Some(fault::logged(&error));
                problem
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.0.code.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.0.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(left) = self.0.limit {
            left.write(headers);
        }
        if self.0.code == Code::NotAuthenticated {
            let bearer = HeaderValue::from_static("Bearer");
            headers.insert(WWW_AUTHENTICATE, bearer);
        }
        response
    }
}

impl OperationOutput for Problem {
    type Inner = Self;

    fn operation_response(ctx: &mut GenContext, _: &mut Operation) -> Option<ApiResponse> {
        let json_schema = ctx.schema.subschema_for::<Details>();
        let schema = SchemaObject { json_schema, example: None, external_docs: None };
        let media = MediaType { schema: Some(schema), ..MediaType::default() };
        Some(ApiResponse {
            description: "A problem (RFC 9457); see its code.".to_owned(),
            content: [("application/problem+json".to_owned(), media)].into_iter().collect(),
            ..ApiResponse::default()
        })
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<Status>, ApiResponse)> {
        Self::operation_response(ctx, operation).map(|each| (None, each)).into_iter().collect()
    }
}
