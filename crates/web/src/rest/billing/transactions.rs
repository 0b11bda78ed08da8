//! Movements of money.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::Transaction as Row;
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::rest::money::{Money, key, moment, sum, text};
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::Query;
use crate::session::ClientSession;

/// A movement of money.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Transaction {
    id: u64,
    /// In the company's time zone.
    at: Option<String>,
    description: Option<String>,
    gateway: Option<String>,
    /// The gateway's own number of it.
    reference: Option<String>,
    invoice_id: Option<u64>,
    amount_in: Money,
    amount_out: Money,
    fees: Money,
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Transaction>>, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let window = paging.window()?;
    let rows = door.transactions().await?;
    let code = door.currency().await?;
    Ok(Json(window.cut(rows).map(|row| transaction(&row, &code))))
}

pub(in crate::rest) fn transaction(row: &Row, code: &str) -> Transaction {
    Transaction {
        id: key(row.id.0),
        at: moment(row.date),
        description: text(&row.description),
        gateway: text(&row.gateway),
        reference: text(&row.transid),
        invoice_id: row.invoiceid.id(),
        amount_in: sum(&row.amountin, code),
        amount_out: sum(&row.amountout, code),
        fees: sum(&row.fees, code),
    }
}
