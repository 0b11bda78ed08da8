//! Clients, as staff sees them.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use protocol::wire::Flag;
use protocol::{
    AddClient, ClientDetails, ClientSummary, GetClients, GetClientsDetails, UpdateClient,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rest::body::Body;
use crate::rest::created::{Created, MadeOrTried};
use crate::rest::fields::given;
use crate::rest::inputs::{CountryCode, EMAIL};
use crate::rest::money::{date, key, text};
use crate::rest::page::{Page, Window};
use crate::rest::people::WIRE_NAMES;
use crate::rest::people::profile::{Change, Profile, profile, wire};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;
use crate::{App, asked};

/// Which clients.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
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

/// A client whom staff adds, and the user who owns it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewClient {
    #[schemars(length(min = 1, max = 100))]
    first_name: String,
    #[schemars(length(min = 1, max = 100))]
    last_name: String,
    #[schemars(length(max = 254), regex(pattern = EMAIL))]
    email: String,
    /// For the log-in of the owner.
    #[schemars(length(min = 8, max = 200))]
    password: String,
    #[schemars(length(max = 200))]
    company_name: Option<String>,
    #[schemars(length(max = 200))]
    address1: Option<String>,
    #[schemars(length(max = 200))]
    address2: Option<String>,
    #[schemars(length(max = 100))]
    city: Option<String>,
    #[schemars(length(max = 100))]
    state: Option<String>,
    #[schemars(length(max = 20))]
    postcode: Option<String>,
    country: Option<CountryCode>,
    #[schemars(length(max = 40))]
    phone_number: Option<String>,
    #[schemars(length(max = 50))]
    tax_id: Option<String>,
    /// The id of one of `GET /currencies`; the house's own if absent.
    #[schemars(range(min = 1))]
    currency_id: Option<u64>,
    #[schemars(range(min = 1))]
    group_id: Option<u64>,
    #[schemars(length(max = 60_000))]
    notes: Option<String>,
    /// By the id of a custom field of clients: what is filled in.
    #[serde(default)]
    fields: BTreeMap<String, String>,
}

/// What only staff may change of a client; what is absent or null stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    status: Option<Status>,
    #[schemars(range(min = 1))]
    group_id: Option<u64>,
    #[schemars(length(max = 60_000))]
    notes: Option<String>,
    is_tax_exempt: Option<bool>,
    has_separate_invoices: Option<bool>,
    /// Day of the month on which renewals are due together: 1 to 31, 0 for what the group or the
    /// house says, -1 for none.
    #[schemars(range(min = -1, max = 31))]
    billing_day: Option<i64>,
    gets_late_fees: Option<bool>,
    gets_due_notices: Option<bool>,
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
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn create(
    State(app): State<App>,
    session: StaffSession,
    Body(input): Body<NewClient>,
) -> Result<MadeOrTried<Profile>, Problem> {
    let call = AddClient {
        firstname: Some(input.first_name),
        lastname: Some(input.last_name),
        email: Some(input.email),
        password2: Some(input.password.into()),
        companyname: input.company_name,
        address1: input.address1,
        address2: input.address2,
        city: input.city,
        state: input.state,
        postcode: input.postcode,
        country: input.country.map(CountryCode::wire),
        phonenumber: input.phone_number,
        tax_id: input.tax_id,
        currency: input.currency_id,
        groupid: input.group_id,
        notes: input.notes,
        customfields: given(&input.fields)?,
        // Staff knows what it leaves out.
        skipvalidation: Flag(true),
        ..AddClient::default()
    };
    let made = session.call(&app, call).await;
    let made = made.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    let id = key(made.clientid.0);
    if session.caller.dry_run {
        return Ok(MadeOrTried::Tried);
    }
    let body = one(&app, &session, id).await?;
    let location = format!("/api/v1/admin/clients/{id}");
    Ok(MadeOrTried::Made(Created { location, body }))
}

pub(super) async fn update(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Change>,
) -> Result<Json<Profile>, Problem> {
    // Who may not see a client is told so before anything is changed.
    details(&app, &session, id).await?;
    let call = UpdateClient { clientid: Some(id), ..wire(input)? };
    let done = session.call(&app, call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn set(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Settings>,
) -> Result<Json<Profile>, Problem> {
    details(&app, &session, id).await?;
    let call = UpdateClient {
        clientid: Some(id),
        status: input.status.map(|status| format!("{status:?}")),
        groupid: input.group_id,
        notes: input.notes,
        taxexempt: input.is_tax_exempt.map(Flag),
        separateinvoices: input.has_separate_invoices.map(Flag),
        billingday: input.billing_day,
        latefeeoveride: input.gets_late_fees.map(|gets| Flag(!gets)),
        overideduenotices: input.gets_due_notices.map(|gets| Flag(!gets)),
        skipvalidation: Flag(true),
        ..UpdateClient::default()
    };
    let done = session.call(&app, call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(one(&app, &session, id).await?))
}

async fn one(app: &App, session: &StaffSession, id: u64) -> Result<Profile, Problem> {
    let asks = asked::of_clients_for_staff(app, &session.caller).await?;
    Ok(profile(details(app, session, id).await?, asks))
}

async fn details(app: &App, session: &StaffSession, id: u64) -> Result<ClientDetails, Problem> {
    let call = GetClientsDetails { clientid: Some(id), ..GetClientsDetails::default() };
    Ok(session.call(app, call).await?.client)
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
