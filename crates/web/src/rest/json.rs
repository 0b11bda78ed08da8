//! What is answered, as JSON. Written into one piece of memory that grows by doubling: axum's own
//! begins with 128 bytes of a kind that is slower to write to, and lists have ten thousand.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as ApiResponse, StatusCode};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::problem::Problem;
use crate::whmcs::CallError;

/// Room that most answers find enough (bytes).
const USUAL: usize = 4096;

/// A JSON answer.
#[derive(Debug)]
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        let mut bytes = Vec::with_capacity(USUAL);
        let written = serde_json::to_writer(&mut bytes, &self.0);
        written_or_broken(written.map(|()| bytes))
    }
}

fn written_or_broken(written: serde_json::Result<Vec<u8>>) -> Response {
    match written {
        Ok(bytes) => ([(CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(error) => Problem::from(CallError::Broken(error.into())).into_response(),
    }
}

impl<T: JsonSchema> OperationOutput for Json<T> {
    type Inner = T;

    fn operation_response(ctx: &mut GenContext, op: &mut Operation) -> Option<ApiResponse> {
        axum::Json::<T>::operation_response(ctx, op)
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        op: &mut Operation,
    ) -> Vec<(Option<StatusCode>, ApiResponse)> {
        axum::Json::<T>::inferred_responses(ctx, op)
    }
}
