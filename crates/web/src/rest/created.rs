//! The answer to whatever makes something: 201, and where it is.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as ApiResponse, StatusCode as Status};
use axum::Json;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// Something that was made.
#[derive(Debug)]
pub(super) struct Created<T> {
    /// Where it is.
    pub(super) location: String,
    /// What it is.
    pub(super) body: T,
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let mut response = (StatusCode::CREATED, Json(self.body)).into_response();
        if let Ok(location) = HeaderValue::from_str(&self.location) {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    }
}

/// What staff makes, or tried to make: with `Hostler-Dry-Run` there is nothing to show, and 204.
#[derive(Debug)]
pub(super) enum MadeOrTried<T> {
    /// It is there.
    Made(Created<T>),
    /// It could be made.
    Tried,
}

impl<T: Serialize> IntoResponse for MadeOrTried<T> {
    fn into_response(self) -> Response {
        match self {
            Self::Made(made) => made.into_response(),
            Self::Tried => StatusCode::NO_CONTENT.into_response(),
        }
    }
}

impl<T: JsonSchema> OperationOutput for MadeOrTried<T> {
    type Inner = T;

    fn operation_response(ctx: &mut GenContext, op: &mut Operation) -> Option<ApiResponse> {
        Created::<T>::operation_response(ctx, op)
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        op: &mut Operation,
    ) -> Vec<(Option<Status>, ApiResponse)> {
        let description = "A dry run: it could be made, and nothing was kept.".to_owned();
        let tried = ApiResponse { description, ..ApiResponse::default() };
        let mut responses = Created::<T>::inferred_responses(ctx, op);
        responses.push((Some(Status::Code(204)), tried));
        responses
    }
}

impl<T: JsonSchema> OperationOutput for Created<T> {
    type Inner = T;

    fn operation_response(ctx: &mut GenContext, op: &mut Operation) -> Option<ApiResponse> {
        Json::<T>::operation_response(ctx, op)
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        op: &mut Operation,
    ) -> Vec<(Option<Status>, ApiResponse)> {
        let response = Self::operation_response(ctx, op);
        response.map(|each| (Some(Status::Code(201)), each)).into_iter().collect()
    }
}
