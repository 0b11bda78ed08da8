//! The answer to what will be done, if there is anything to do: 202, and nothing else.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as ApiResponse, StatusCode as Status};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Nothing more is said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Accepted;

impl IntoResponse for Accepted {
    fn into_response(self) -> Response {
        StatusCode::ACCEPTED.into_response()
    }
}

impl OperationOutput for Accepted {
    type Inner = ();

    fn inferred_responses(
        _: &mut GenContext,
        _: &mut Operation,
    ) -> Vec<(Option<Status>, ApiResponse)> {
        let description = "It will be done.".to_owned();
        vec![(Some(Status::Code(202)), ApiResponse { description, ..ApiResponse::default() })]
    }
}
