//! What a client keeps to pay with.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::rest::money::{key, text};
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::Query;
use crate::session::ClientSession;

/// A card or bank account that the client keeps.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PayMethod {
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
    let door = session.door(&app, ClientPermission::Invoices)?;
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
