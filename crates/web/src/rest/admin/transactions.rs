//! Movements of money of all clients.

use axum::Json;
use axum::extract::State;
use protocol::GetTransactions;
use schemars::JsonSchema;
use serde::Deserialize;

use super::codes::Codes;
use super::limits::heeded;
use crate::App;
use crate::rest::billing::transactions::{Transaction, transaction};
use crate::rest::inputs::{Day, Limit};
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::Query;
use crate::session::StaffSession;

/// Which movements of money.
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
    /// Only of this invoice.
    #[schemars(range(min = 1))]
    invoice_id: Option<u64>,
    /// Only with this number of the gateway.
    #[schemars(length(max = 200))]
    reference: Option<String>,
    /// Only through this gateway.
    #[schemars(length(min = 1, max = 50))]
    gateway: Option<String>,
    /// Only on this day or later.
    from: Option<Day>,
    /// Only on this day or earlier.
    to: Option<Day>,
    /// Only of so much or more, in or out.
    amount_from: Option<Limit>,
    /// Only of so much or less, in or out.
    amount_to: Option<Limit>,
}

pub(super) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<Transaction>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let call = GetTransactions {
        clientid: which.client_id,
        invoiceid: which.invoice_id,
        transid: which.reference,
        gateway: which.gateway,
        datefrom: which.from.map(Day::wire),
        dateto: which.to.map(Day::wire),
        amountfrom: which.amount_from.map(Limit::wire),
        amountto: which.amount_to.map(Limit::wire),
        ..GetTransactions::default()
    };
    let call = heeded(&app, call).await?;
    let mut rows = session.call(&app, call).await?.transactions.0.transaction.0;
    rows.sort_by_key(|row| std::cmp::Reverse(row.id));
    let page = window.cut(rows);
    // The wire names the currency of a movement only where no client stands behind it.
    let mut codes = Codes::default();
    for row in &page.items {
        codes.learn(&app, &session, row.userid.0, row.currency.0).await?;
    }
    Ok(Json(page.map(|row| transaction(&row, codes.known(row.userid.0, row.currency.0)))))
}
