//! What the registry of anybody's domain name is told of the keys that sign it.

use axum::Json;
use axum::extract::State;

use crate::App;
use crate::rest::admin::owners;
use crate::rest::body::Body;
use crate::rest::domains::keys::{self, DsRecords};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::StaffSession;

pub(in crate::rest::admin) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<DsRecords>, Problem> {
    keys::published(&owners::of_domain(&app, &session, id).await?, id).await
}

pub(in crate::rest::admin) async fn set(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<DsRecords>,
) -> Result<Json<DsRecords>, Problem> {
    keys::publish(&owners::of_domain(&app, &session, id).await?, id, &input).await
}
