//! Invoices of all clients.

use axum::Json;
use axum::extract::State;
use protocol::wire::{Amount, WireDateTime};
use protocol::{AddInvoicePayment, GetClientsDetails, GetInvoice, GetInvoices};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::rest::billing::invoices::{Invoice, InvoiceSummary, Sort, Status, invoice, summary};
use crate::rest::body::Body;
use crate::rest::money::key;
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[("transid", "reference")];

/// Which invoices.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = r"^[0-9a-f]{1,15}$"))]
    cursor: Option<String>,
    /// Only of this client.
    #[schemars(range(min = 1))]
    client_id: Option<u64>,
    /// Only this status.
    status: Option<Status>,
    /// In which order; a minus turns it round. `-date` if absent.
    sort: Option<Sort>,
}

/// A payment that came in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Received {
    /// One of `GET /payment-methods`.
    #[schemars(length(min = 1, max = 50))]
    gateway: String,
    /// The gateway's or the bank's own number of it.
    #[schemars(length(min = 1, max = 200))]
    reference: String,
    /// As a decimal number in the invoice's currency; the whole balance if absent.
    #[schemars(regex(pattern = r"^[0-9]+(\.[0-9]+)?$"))]
    amount: Option<String>,
    /// What the gateway kept of it.
    #[schemars(regex(pattern = r"^[0-9]+(\.[0-9]+)?$"))]
    fees: Option<String>,
    /// Such as `2026-01-31`; today if absent.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    date: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<InvoiceSummary>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let (orderby, order) = which.sort.unwrap_or(Sort::DateDown).words();
    let call = GetInvoices {
        limitstart,
        limitnum,
        userid: which.client_id,
        status: which.status.map(|status| status.word().to_owned()),
        orderby: Some(orderby.to_owned()),
        order: Some(order.to_owned()),
    };
    let answer = session.call(&app, call).await?;
    Ok(Json(window.page(answer.invoices.0.invoice.0, answer.totalresults.0).map(summary)))
}

pub(super) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Invoice>, Problem> {
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn pay(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Received>,
) -> Result<Json<Invoice>, Problem> {
    let amount = |text: Option<String>, at: &str| {
        text.map(|text| Amount::parse(&text).map_err(|why| Problem::invalid(at, why))).transpose()
    };
    let date = match input.date.as_deref().map(str::parse::<jiff::civil::Date>) {
        None => None,
        Some(Ok(date)) => Some(date.at(0, 0, 0, 0)),
        Some(Err(_)) => return Err(Problem::invalid("/date", "must be such as 2026-01-31")),
    };
    let call = AddInvoicePayment {
        invoiceid: id,
        transid: Some(input.reference),
        gateway: input.gateway,
        date: WireDateTime(date),
        amount: amount(input.amount, "/amount")?,
        fees: amount(input.fees, "/fees")?,
        noemail: false.into(),
    };
    let done = session.call(&app, call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(one(&app, &session, id).await?))
}

async fn one(app: &App, session: &StaffSession, id: u64) -> Result<Invoice, Problem> {
    let row = session.call(app, GetInvoice { invoiceid: id }).await?;
    let clientid = Some(key(row.userid.0));
    let call = GetClientsDetails { clientid, ..GetClientsDetails::default() };
    let code = session.call(app, call).await?.client.currency_code.0;
    Ok(invoice(row, &code))
}
