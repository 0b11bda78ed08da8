//! Invoices that a client makes itself: one that becomes credit, one that pays several others.

use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::wire::Amount;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::body::Body;
use crate::rest::created::Created;
use crate::rest::inputs::POSITIVE;
use crate::rest::problem::Problem;
use crate::session::ClientSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] =
    &[("paymentmethod", "payment_method"), ("invoiceids", "invoice_ids")];

/// Credit to be bought.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFunds {
    /// As a decimal number in the client's currency, within the limits of the house.
    #[schemars(regex(pattern = POSITIVE))]
    amount: String,
    /// One of `GET /payment-methods`; the client's own if absent.
    #[schemars(length(max = 50))]
    payment_method: Option<String>,
}

/// Invoices to be paid by one payment.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Several {
    /// Two unpaid invoices or more.
    #[schemars(length(min = 2, max = 100))]
    invoice_ids: Vec<u64>,
}

/// The invoice that was made.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct InvoiceId {
    id: u64,
}

pub(super) async fn add(
    State(app): State<App>,
    session: ClientSession,
    Body(input): Body<NewFunds>,
) -> Result<Created<InvoiceId>, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let amount = Amount::parse(&input.amount).map_err(|why| Problem::invalid("/amount", why))?;
    let made = door.add_funds(amount, input.payment_method).await;
    made.map(at).map_err(|error| Problem::from(error).renamed(WIRE_NAMES))
}

pub(super) async fn combine(
    State(app): State<App>,
    session: ClientSession,
    Body(input): Body<Several>,
) -> Result<Created<InvoiceId>, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let made = door.combine(input.invoice_ids).await;
    made.map(at).map_err(|error| Problem::from(error).renamed(WIRE_NAMES))
}

fn at(id: u64) -> Created<InvoiceId> {
    Created { location: format!("/api/v1/invoices/{id}"), body: InvoiceId { id } }
}
