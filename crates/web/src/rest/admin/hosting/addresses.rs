//! What the addresses of anybody's service are called in reverse DNS.

use axum::Json;
use axum::extract::State;

use crate::App;
use crate::rest::admin::owners;
use crate::rest::body::Body;
use crate::rest::hosting::reverse_dns::{self, NewName, ReverseDns};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::StaffSession;

pub(in crate::rest::admin) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<ReverseDns>, Problem> {
    reverse_dns::names(&owners::of_service(&app, &session, id).await?, id).await
}

pub(in crate::rest::admin) async fn set(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<NewName>,
) -> Result<Json<ReverseDns>, Problem> {
    reverse_dns::name(&owners::of_service(&app, &session, id).await?, id, input).await
}
