//! Clients, as staff sees them.

use axum::Json;
use axum::extract::State;
use protocol::{ClientSummary, GetClients, GetClientsDetails};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::money::{date, key, text};
use crate::rest::page::{Page, Window};
use crate::rest::people::profile::{Profile, profile};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;

/// Which clients.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = r"^[0-9a-f]{1,15}$"))]
    cursor: Option<String>,
    /// The beginning of an e-mail address or a name.
    #[schemars(length(max = 200))]
    search: Option<String>,
    /// Only this status.
    status: Option<Status>,
}

/// Whether a client may buy.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
enum Status {
    Active,
    Inactive,
    Closed,
}

/// A client in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Client {
    id: u64,
    first_name: String,
    last_name: String,
    company_name: Option<String>,
    email: String,
    status: String,
    group_id: Option<u64>,
    signed_up_on: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<Client>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let call = GetClients {
        limitstart,
        limitnum,
        search: which.search,
        status: which.status.map(|status| format!("{status:?}")),
        ..GetClients::default()
    };
    let answer = session.call(&app, call).await?;
    Ok(Json(window.page(answer.clients.0.client.0, answer.totalresults.0).map(client)))
}

pub(super) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Profile>, Problem> {
    let call = GetClientsDetails { clientid: Some(id), ..GetClientsDetails::default() };
    Ok(Json(profile(session.call(&app, call).await?.client)))
}

fn client(row: ClientSummary) -> Client {
    Client {
        id: key(row.id.0),
        company_name: text(&row.companyname),
        group_id: row.groupid.id(),
        signed_up_on: date(row.datecreated),
        first_name: row.firstname.0,
        last_name: row.lastname.0,
        email: row.email.0,
        status: row.status.0,
    }
}
