//! Mails that were written to a client that staff names.

use axum::Json;
use axum::extract::State;

use crate::App;
use crate::rest::admin::owners;
use crate::rest::page::{Page, Paging};
use crate::rest::people::emails::{self, Email};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;

pub(in crate::rest::admin) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Email>>, Problem> {
    emails::written(&owners::of_client(&app, &session, client).await?, &paging).await
}
