//! Movements of money.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::{GetTransactions, Transaction as Row};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::inputs::{Day, Limit};
use crate::rest::money::{Money, key, moment, sum, text};
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::Query;
use crate::session::ClientSession;

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
    /// Only with this number of the gateway.
    #[schemars(length(min = 1, max = 200))]
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
    Query(which): Query<Which>,
) -> Result<Json<Page<Transaction>>, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let call = GetTransactions {
        transid: which.reference,
        gateway: which.gateway,
        datefrom: which.from.map(Day::wire),
        dateto: which.to.map(Day::wire),
        amountfrom: which.amount_from.map(Limit::wire),
        amountto: which.amount_to.map(Limit::wire),
        ..GetTransactions::default()
    };
    let rows = door.transactions(call).await?;
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
