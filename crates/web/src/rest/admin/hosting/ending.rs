//! The end of anybody's service, as its client said it in another way.

use axum::extract::State;
use axum::response::NoContent;

use crate::App;
use crate::rest::accepted::Accepted;
use crate::rest::admin::owners;
use crate::rest::body::Body;
use crate::rest::hosting::cancel::{self, Cancellation};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::StaffSession;

pub(in crate::rest::admin) async fn create(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Cancellation>,
) -> Result<Accepted, Problem> {
    cancel::wished(&owners::of_service(&app, &session, id).await?, id, input).await
}

pub(in crate::rest::admin) async fn withdraw(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<NoContent, Problem> {
    cancel::kept(&owners::of_service(&app, &session, id).await?, id).await
}
