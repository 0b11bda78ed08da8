//! A page of a list as the body of an answer. Lists are long, so they are written with less work
//! than other answers, into room that is there at once.

mod json;

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as ApiResponse, StatusCode as Status};
use axum::Json;
use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::page::Page;
use super::problem::Problem;
use crate::whmcs::CallError;

/// Room for what stands around the rows (bytes).
const AROUND: usize = 128;
/// Room for a row (bytes).
const ROW: usize = 448;

/// What an answer says.
#[derive(Debug)]
pub(super) struct Written<T>(pub(super) T);

impl<T: Serialize> IntoResponse for Written<Page<T>> {
    fn into_response(self) -> Response {
        match json::written(&self.0, AROUND + self.0.items.len() * ROW) {
            Ok(bytes) => {
                let mut response = Response::new(Body::from(bytes));
                let kind = HeaderValue::from_static("application/json");
                response.headers_mut().insert(CONTENT_TYPE, kind);
                response
            }
            // No type of ours has a value that cannot be written.
            Err(error) => Problem::from(CallError::Broken(error.into())).into_response(),
        }
    }
}

/// It is described as any other answer in JSON.
impl<T: JsonSchema> OperationOutput for Written<T> {
    type Inner = T;

    fn operation_response(
        context: &mut GenContext,
        operation: &mut Operation,
    ) -> Option<ApiResponse> {
        Json::<T>::operation_response(context, operation)
    }

    fn inferred_responses(
        context: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<Status>, ApiResponse)> {
        Json::<T>::inferred_responses(context, operation)
    }
}
