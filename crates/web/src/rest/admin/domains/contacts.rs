//! Who stands behind anybody's domain name at the registry.

use axum::Json;
use axum::extract::State;

use crate::App;
use crate::rest::admin::owners;
use crate::rest::body::Body;
use crate::rest::domains::contacts::{self, Contacts};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::StaffSession;

pub(in crate::rest::admin) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Contacts>, Problem> {
    contacts::behind(&owners::of_domain(&app, &session, id).await?, id).await
}

pub(in crate::rest::admin) async fn set(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Contacts>,
) -> Result<Json<Contacts>, Problem> {
    contacts::put_behind(&owners::of_domain(&app, &session, id).await?, id, input).await
}
