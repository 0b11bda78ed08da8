//! Services and domain names of everybody.

use axum::Json;
use axum::extract::State;
use protocol::{
    ClientDomain, ClientService, GetClientsDomains, GetClientsProducts, ModuleCreate,
    ModuleSuspend, ModuleTerminate, ModuleUnsuspend,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::codes::Codes;
use super::limits::heeded;
use crate::App;
use crate::rest::body::Body;
use crate::rest::domains::names::{Domain, DomainStatus, domain};
use crate::rest::hosting::services::{Machine, Service, ServiceStatus, machine, service};
use crate::rest::inputs::Day;
use crate::rest::money::key;
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query, name_or_beginning};
use crate::session::StaffSession;

/// Which services.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only of this client.
    #[schemars(range(min = 1))]
    client_id: Option<u64>,
    /// Only of this product.
    #[schemars(range(min = 1))]
    product_id: Option<u64>,
    /// Only for this domain.
    #[schemars(length(max = 255))]
    domain: Option<String>,
    /// Only for domains or hosts that begin so.
    #[schemars(length(min = 1, max = 255))]
    search: Option<String>,
    /// Only this status.
    status: Option<ServiceStatus>,
    /// Only next due on this day or later.
    due_from: Option<Day>,
    /// Only next due on this day or earlier.
    due_to: Option<Day>,
    /// Only on this server.
    #[schemars(range(min = 1))]
    server_id: Option<u64>,
}

/// Which domain names.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WhichNames {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only of this client.
    #[schemars(range(min = 1))]
    client_id: Option<u64>,
    /// Only this name.
    #[schemars(length(max = 255))]
    name: Option<String>,
    /// Only names that begin so.
    #[schemars(length(min = 1, max = 255))]
    search: Option<String>,
    /// Only this status.
    status: Option<DomainStatus>,
    /// Only next due on this day or later.
    due_from: Option<Day>,
    /// Only next due on this day or earlier.
    due_to: Option<Day>,
    /// Only that expire on this day or later.
    expires_from: Option<Day>,
    /// Only that expire on this day or earlier.
    expires_to: Option<Day>,
    /// Only at this registrar (its module).
    #[schemars(length(min = 1, max = 50))]
    registrar: Option<String>,
}

/// A service, and whose it is.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Owned {
    client_id: u64,
    #[serde(flatten)]
    service: Service,
    /// Null for what is no machine.
    machine: Option<Machine>,
}

/// A domain name, and whose it is.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct OwnedName {
    client_id: u64,
    registrar: String,
    #[serde(flatten)]
    domain: Domain,
}

/// What is to become of a service at its provider.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    action: Move,
    /// Why it is suspended.
    #[schemars(length(max = 250))]
    reason: Option<String>,
}

/// What can become of a service at its provider.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Move {
    Create,
    Suspend,
    Unsuspend,
    Terminate,
}

pub(super) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<Owned>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let (domain, beginning) = name_or_beginning("domain", which.domain, which.search)?;
    let call = GetClientsProducts {
        limitstart,
        limitnum,
        clientid: which.client_id,
        pid: which.product_id,
        serverid: which.server_id,
        domain,
        beginning,
        status: which.status.map(|status| format!("{status:?}")),
        nextduedatefrom: which.due_from.map(Day::wire),
        nextduedateto: which.due_to.map(Day::wire),
        ..GetClientsProducts::default()
    };
    let answer = session.call(&app, heeded(&app, call).await?).await?;
    let mut codes = Codes::default();
    let mut owned = Vec::new();
    for row in answer.products.0.product.0 {
        let code = codes.of(&app, &session, row.clientid.0).await?;
        owned.push(with_owner(&app, row, &code));
    }
    Ok(Json(window.page(owned, answer.totalresults.0)))
}

pub(super) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Owned>, Problem> {
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn change(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Change>,
) -> Result<Json<Owned>, Problem> {
    match input.action {
        Move::Create => session.call(&app, ModuleCreate { serviceid: id }).await.map(drop)?,
        Move::Suspend => {
            let call = ModuleSuspend { serviceid: id, suspendreason: input.reason };
            session.call(&app, call).await.map(drop)?;
        }
        Move::Unsuspend => {
            session.call(&app, ModuleUnsuspend { serviceid: id }).await.map(drop)?;
        }
        Move::Terminate => {
            session.call(&app, ModuleTerminate { serviceid: id }).await.map(drop)?;
        }
    }
    Ok(Json(one(&app, &session, id).await?))
}

/// A service as the wire says it.
pub(super) async fn row_of(
    app: &App,
    session: &StaffSession,
    id: u64,
) -> Result<ClientService, Problem> {
    let call = GetClientsProducts { serviceid: Some(id), ..GetClientsProducts::default() };
    let rows = session.call(app, call).await?.products.0.product.0;
    let row = rows.into_iter().find(|row| row.id.id() == Some(id));
    row.ok_or_else(Problem::not_found)
}

pub(super) async fn one(app: &App, session: &StaffSession, id: u64) -> Result<Owned, Problem> {
    let row = row_of(app, session, id).await?;
    let code = Codes::default().of(app, session, row.clientid.0).await?;
    Ok(with_owner(app, row, &code))
}

fn with_owner(app: &App, row: ClientService, code: &str) -> Owned {
    let machine = machine(&app.0.cloud_fields, &row);
    Owned { client_id: key(row.clientid.0), machine, service: service(row, code) }
}

pub(super) async fn names(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<WhichNames>,
) -> Result<Json<Page<OwnedName>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let (name, beginning) = name_or_beginning("name", which.name, which.search)?;
    let call = GetClientsDomains {
        limitstart,
        limitnum,
        clientid: which.client_id,
        registrar: which.registrar,
        domain: name,
        beginning,
        status: which.status.map(|status| status.word().to_owned()),
        nextduedatefrom: which.due_from.map(Day::wire),
        nextduedateto: which.due_to.map(Day::wire),
        expirydatefrom: which.expires_from.map(Day::wire),
        expirydateto: which.expires_to.map(Day::wire),
        ..GetClientsDomains::default()
    };
    let answer = session.call(&app, heeded(&app, call).await?).await?;
    let mut codes = Codes::default();
    let mut owned = Vec::new();
    for row in answer.domains.0.domain.0 {
        let code = codes.of(&app, &session, row.userid.0).await?;
        owned.push(name_with_owner(row, &code));
    }
    Ok(Json(window.page(owned, answer.totalresults.0)))
}

pub(super) async fn name(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<OwnedName>, Problem> {
    Ok(Json(one_name(&app, &session, id).await?))
}

/// A domain name as the wire says it.
pub(super) async fn name_row_of(
    app: &App,
    session: &StaffSession,
    id: u64,
) -> Result<ClientDomain, Problem> {
    let call = GetClientsDomains { domainid: Some(id), ..GetClientsDomains::default() };
    let rows = session.call(app, call).await?.domains.0.domain.0;
    let row = rows.into_iter().find(|row| row.id.id() == Some(id));
    row.ok_or_else(Problem::not_found)
}

pub(super) async fn one_name(
    app: &App,
    session: &StaffSession,
    id: u64,
) -> Result<OwnedName, Problem> {
    let row = name_row_of(app, session, id).await?;
    let code = Codes::default().of(app, session, row.userid.0).await?;
    Ok(name_with_owner(row, &code))
}

fn name_with_owner(row: ClientDomain, code: &str) -> OwnedName {
    let (client_id, registrar) = (key(row.userid.0), row.registrar.0.clone());
    OwnedName { client_id, registrar, domain: domain(row, code) }
}
