//! Programs of others that are told what happens, and what happened.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use protocol::wire::Csv;
use protocol::{
    AddWebHook, DeleteWebHook, Event as EventRow, GetEvents, GetWebHookDeliveries, GetWebHooks,
    ReplayWebHook, UpdateWebHook, WebHook as Row, WebHookDelivery,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::App;
use crate::rest::body::{Body, MaybeBody};
use crate::rest::created::{Created, MadeOrTried};
use crate::rest::inputs::WEB_ADDRESS;
use crate::rest::money::{key, moment, text};
use crate::rest::page::{Page, Paging, Window};
use crate::rest::patch::{Patch, emptied};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;

/// A program to be told what happens.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewHook {
    /// Where it listens.
    #[schemars(length(min = 8, max = 2000), regex(pattern = WEB_ADDRESS))]
    url: String,
    /// Kinds of event such as `InvoicePaid`; all if absent or empty.
    #[serde(default)]
    #[schemars(length(max = 100), inner(regex(pattern = r"^([A-Za-z0-9]{1,100}|\*)$")))]
    events: Vec<String>,
    #[schemars(length(max = 250))]
    description: Option<String>,
}

/// What may change about it; what is absent stays as it is, and null empties the description.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    #[schemars(length(min = 8, max = 2000), regex(pattern = WEB_ADDRESS))]
    url: Option<String>,
    /// Kinds of event; all if empty.
    #[schemars(length(max = 100), inner(regex(pattern = r"^([A-Za-z0-9]{1,100}|\*)$")))]
    events: Option<Vec<String>>,
    #[serde(default)]
    #[schemars(length(max = 250))]
    description: Patch<String>,
    is_enabled: Option<bool>,
    /// Make a new secret; the old one is void at once.
    #[serde(default)]
    new_secret: bool,
}

/// A program that is told what happens.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Hook {
    id: u64,
    url: String,
    /// `*` for all.
    events: Vec<String>,
    description: Option<String>,
    is_enabled: bool,
    /// In the company's time zone.
    added_at: Option<String>,
    /// Events on their way.
    waiting: u64,
    /// Events that were given up.
    failed: u64,
}

/// A secret that is said only now: it signs what is sent, as
/// <https://www.standardwebhooks.com/> says.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Secret {
    id: u64,
    /// Null when it stays as it was.
    secret: Option<String>,
}

/// Which deliveries.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only in this state.
    status: Option<Progress>,
}

/// How far a delivery is.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[schemars(rename = "DeliveryStatus")]
enum Progress {
    Waiting,
    Sent,
    Failed,
}

/// An event on its way.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Delivery {
    id: u64,
    event_id: u64,
    kind: String,
    status: String,
    attempts: u64,
    /// What the address answered last.
    http_status: Option<u64>,
    error: Option<String>,
    /// In the company's time zone.
    at: Option<String>,
}

/// What to send again.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Again {
    /// This delivery only; all that were given up if absent.
    #[schemars(range(min = 1))]
    delivery_id: Option<u64>,
}

/// What is sent again.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Replayed {
    replayed: u64,
}

/// Which events.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WhichEvents {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before; keep the last one to go on later.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only this kind.
    #[schemars(length(max = 100))]
    kind: Option<String>,
    /// Only of this client.
    #[schemars(range(min = 1))]
    client_id: Option<u64>,
}

/// What happened, oldest first.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Events {
    items: Vec<Event>,
    /// Where to go on, also when nothing more has happened yet.
    next_cursor: String,
}

/// Something that happened.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Event {
    id: u64,
    kind: String,
    /// In the company's time zone.
    at: Option<String>,
    client_id: Option<u64>,
    /// What belongs to it; see its kind.
    data: Value,
}

pub(super) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Hook>>, Problem> {
    let window = paging.window()?;
    let rows = session.call(&app, GetWebHooks {}).await?.webhooks.0.webhook.0;
    Ok(Json(window.cut(rows).map(hook)))
}

pub(super) async fn create(
    State(app): State<App>,
    session: StaffSession,
    Body(input): Body<NewHook>,
) -> Result<MadeOrTried<Secret>, Problem> {
    let NewHook { url, events, description } = input;
    let call = AddWebHook { url, events: Csv(events), description };
    let made = session.call(&app, call).await?;
    if session.caller.dry_run {
        return Ok(MadeOrTried::Tried);
    }
    let id = key(made.webhookid.0);
    let body = Secret { id, secret: Some(made.secret.into_revealed()) };
    let location = format!("/api/v1/admin/web-hooks/{id}");
    Ok(MadeOrTried::Made(Created { location, body }))
}

pub(super) async fn change(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Change>,
) -> Result<Json<Secret>, Problem> {
    let all = |events: Vec<String>| match events.as_slice() {
        [] => "*".to_owned(),
        events => events.join(","),
    };
    let call = UpdateWebHook {
        webhookid: id,
        url: input.url,
        events: input.events.map(all),
        unset: emptied([("description", &input.description)]),
        description: input.description.text(),
        enabled: input.is_enabled.map(Into::into),
        newsecret: input.new_secret.into(),
    };
    let said = session.call(&app, call).await?;
    Ok(Json(Secret { id, secret: said.secret.map(protocol::wire::Secret::into_revealed) }))
}

pub(super) async fn delete(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<NoContent, Problem> {
    session.call(&app, DeleteWebHook { webhookid: id }).await?;
    Ok(NoContent)
}

pub(super) async fn deliveries(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Query(which): Query<Which>,
) -> Result<Json<Page<Delivery>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let status = which.status.map(|status| format!("{status:?}"));
    let call = GetWebHookDeliveries { webhookid: id, status, limitstart, limitnum };
    let answer = session.call(&app, call).await?;
    Ok(Json(window.page(answer.deliveries.0.delivery.0, answer.totalresults.0).map(delivery)))
}

pub(super) async fn replay(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    MaybeBody(input): MaybeBody<Again>,
) -> Result<Json<Replayed>, Problem> {
    let call = ReplayWebHook { webhookid: id, deliveryid: input.delivery_id };
    Ok(Json(Replayed { replayed: key(session.call(&app, call).await?.replayed.0) }))
}

pub(super) async fn events(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<WhichEvents>,
) -> Result<Json<Events>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let call = GetEvents {
        after: Some(window.start),
        kind: which.kind,
        clientid: which.client_id,
        limitnum: Some(window.limit),
        ..GetEvents::default()
    };
    let answer = session.call(&app, call).await?;
    let items = answer.events.0.event.0.into_iter().map(event).collect();
    Ok(Json(Events { items, next_cursor: format!("{:x}", key(answer.lastid.0)) }))
}

fn hook(row: Row) -> Hook {
    Hook {
        id: key(row.id.0),
        events: row.events.0,
        description: text(&row.description),
        is_enabled: row.enabled.0,
        added_at: moment(row.created),
        waiting: key(row.waiting.0),
        failed: key(row.failed.0),
        url: row.url.0,
    }
}

fn delivery(row: WebHookDelivery) -> Delivery {
    Delivery {
        id: key(row.id.0),
        event_id: key(row.eventid.0),
        attempts: key(row.attempts.0),
        http_status: row.httpstatus.id(),
        error: text(&row.error),
        at: moment(row.date),
        kind: row.kind.0,
        status: row.status.0,
    }
}

fn event(row: EventRow) -> Event {
    Event {
        id: key(row.id.0),
        at: moment(row.date),
        client_id: row.clientid.id(),
        data: serde_json::from_str(&row.data).unwrap_or_default(),
        kind: row.kind.0,
    }
}
