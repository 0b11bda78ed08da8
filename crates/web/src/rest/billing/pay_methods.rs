//! What a client keeps to pay with.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use model::people::permission::ClientPermission;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::for_client::ForClient;
use crate::rest::body::Body;
use crate::rest::money::{key, text};
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::ClientSession;

/// A card or bank account that the client keeps.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct PayMethod {
    id: u64,
    /// Such as `CreditCard`, `RemoteCreditCard` or `BankAccount`.
    kind: String,
    description: Option<String>,
    gateway: Option<String>,
    card_type: Option<String>,
    card_last_four: Option<String>,
    /// As printed on the card.
    expiry_date: Option<String>,
    bank_name: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<PayMethod>>, Problem> {
    listed(&session.door(&app, ClientPermission::Invoices)?, &paging).await
}

pub(in crate::rest) async fn listed(
    door: &ForClient,
    paging: &Paging,
) -> Result<Json<Page<PayMethod>>, Problem> {
    let window = paging.window()?;
    let rows = door.pay_methods().await?.into_iter().map(|row| PayMethod {
        id: key(row.id.0),
        description: text(&row.description),
        gateway: text(&row.gateway_name),
        card_type: row.card_type.as_ref().and_then(text),
        card_last_four: row.card_last_four.as_ref().and_then(text),
        expiry_date: row.expiry_date.as_ref().and_then(text),
        bank_name: row.bank_name.as_ref().and_then(text),
        kind: row.r#type.0,
    });
    Ok(Json(window.cut(rows.collect())))
}

/// A change of what a client keeps to pay with. Cards and accounts themselves are given to their
/// gateway, never to this API.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct Change {
    /// Charge this one first from now on; another one takes its place only when it is chosen.
    is_default: bool,
}

pub(super) async fn change(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<Change>,
) -> Result<NoContent, Problem> {
    preferred(&session.door(&app, ClientPermission::Invoices)?, id, &input).await
}

pub(in crate::rest) async fn preferred(
    door: &ForClient,
    id: u64,
    input: &Change,
) -> Result<NoContent, Problem> {
    if !input.is_default {
        return Err(Problem::invalid("/is_default", "must be true: choose another one instead"));
    }
    door.prefer_card(id).await?;
    Ok(NoContent)
}

pub(super) async fn delete(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<NoContent, Problem> {
    forgotten(&session.door(&app, ClientPermission::Invoices)?, id).await
}

pub(in crate::rest) async fn forgotten(door: &ForClient, id: u64) -> Result<NoContent, Problem> {
    door.forget_card(id).await?;
    Ok(NoContent)
}
