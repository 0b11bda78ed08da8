//! What a client that staff names keeps to pay with.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;

use crate::App;
use crate::rest::admin::owners;
use crate::rest::billing::pay_methods::{self, Change, PayMethod};
use crate::rest::body::Body;
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, PayMethodOf, Query};
use crate::session::StaffSession;

pub(in crate::rest::admin) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<PayMethod>>, Problem> {
    pay_methods::listed(&owners::of_client(&app, &session, client).await?, &paging).await
}

pub(in crate::rest::admin) async fn change(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    PayMethodOf(id): PayMethodOf,
    Body(input): Body<Change>,
) -> Result<NoContent, Problem> {
    let door = owners::of_client(&app, &session, client).await?;
    pay_methods::preferred(&door, id, &input).await
}

pub(in crate::rest::admin) async fn delete(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    PayMethodOf(id): PayMethodOf,
) -> Result<NoContent, Problem> {
    pay_methods::forgotten(&owners::of_client(&app, &session, client).await?, id).await
}
