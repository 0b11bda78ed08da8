//! How long anybody's domain name goes on.

use axum::Json;
use axum::extract::State;

use crate::App;
use crate::rest::admin::owners;
use crate::rest::body::Body;
use crate::rest::created::{Created, MadeOrTried};
use crate::rest::domains::renewing::{self, AutoRenewal, NewRenewal, Renewal};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::StaffSession;

pub(in crate::rest::admin) async fn set_auto(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<AutoRenewal>,
) -> Result<Json<AutoRenewal>, Problem> {
    renewing::go_on(&owners::of_domain(&app, &session, id).await?, id, input).await
}

pub(in crate::rest::admin) async fn renew(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<NewRenewal>,
) -> Result<MadeOrTried<Renewal>, Problem> {
    let door = owners::of_domain(&app, &session, id).await?;
    let body = renewing::ordered(&door, id, input).await?;
    if session.caller.dry_run {
        return Ok(MadeOrTried::Tried);
    }
    let location = format!("/api/v1/admin/orders/{}", body.order_id);
    Ok(MadeOrTried::Made(Created { location, body }))
}
