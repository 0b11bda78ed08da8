//! What anybody's service used, day by day.

use axum::Json;
use axum::extract::State;

use crate::App;
use crate::rest::admin::owners;
use crate::rest::hosting::usage::{self, ServiceUsage, Span};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;

pub(in crate::rest::admin) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Query(span): Query<Span>,
) -> Result<Json<ServiceUsage>, Problem> {
    usage::used(&owners::of_service(&app, &session, id).await?, id, &span).await
}
