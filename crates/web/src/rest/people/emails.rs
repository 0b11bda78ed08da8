//! Mails that were written to the client.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::{GetEmails, SentEmail};
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::for_client::ForClient;
use crate::rest::money::{key, moment};
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::Query;
use crate::session::ClientSession;

/// A mail that was written to the client.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Email {
    id: u64,
    subject: String,
    /// HTML that others wrote: show it in a sandbox only.
    message: String,
    to: String,
    /// In the company's time zone.
    at: Option<String>,
    is_pending: bool,
    has_failed: bool,
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Email>>, Problem> {
    written(&session.door(&app, ClientPermission::Emails)?, &paging).await
}

pub(in crate::rest) async fn written(
    door: &ForClient,
    paging: &Paging,
) -> Result<Json<Page<Email>>, Problem> {
    let window = paging.window()?;
    let (limitstart, limitnum) = window.asked();
    let answer = door.emails(GetEmails { limitstart, limitnum, ..GetEmails::default() }).await?;
    Ok(Json(window.page(answer.emails.0.email.0, answer.totalresults.0).map(email)))
}

fn email(row: SentEmail) -> Email {
    Email {
        id: key(row.id.0),
        subject: row.subject.0,
        message: row.message.0,
        to: row.to.0,
        at: moment(row.date),
        is_pending: row.pending.0,
        has_failed: row.failed.0,
    }
}
