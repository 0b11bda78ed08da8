//! Invoices of all clients.

use axum::Json;
use axum::extract::State;
use protocol::wire::{Amount, WireDateTime};
use protocol::{
    AddInvoicePayment, CreateInvoice, GetClientsDetails, GetInvoice, GetInvoiceExplanation,
    GetInvoices, NewInvoiceLine, RefundInvoice, UpdateInvoice,
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::limits::heeded;
use crate::App;
use crate::rest::billing::explanation::{Explanation, explanation};
use crate::rest::billing::invoices::{Invoice, InvoiceSummary, Sort, Status, invoice, summary};
use crate::rest::body::Body;
use crate::rest::created::{Created, MadeOrTried};
use crate::rest::inputs::{AMOUNT, Day, Limit, POSITIVE};
use crate::rest::money::key;
use crate::rest::page::{Page, Window};
use crate::rest::patch::{Patch, emptied};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[
    ("transid", "reference"),
    ("userid", "client_id"),
    ("duedate", "due_on"),
    ("paymentmethod", "payment_method"),
    ("sendinvoice", "send"),
    ("item", "lines"),
];

/// Which invoices.
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
    /// Only this status.
    status: Option<Status>,
    /// Only whose number begins so.
    #[schemars(length(min = 1, max = 100))]
    number: Option<String>,
    /// Only of this day or later.
    from: Option<Day>,
    /// Only of this day or earlier.
    to: Option<Day>,
    /// Only due on this day or later.
    due_from: Option<Day>,
    /// Only due on this day or earlier.
    due_to: Option<Day>,
    /// Only over so much or more, after credit.
    total_from: Option<Limit>,
    /// Only over so much or less, after credit.
    total_to: Option<Limit>,
    /// Only to be paid by this, one of `GET /payment-methods`.
    #[schemars(length(min = 1, max = 50))]
    payment_method: Option<String>,
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
    #[schemars(regex(pattern = AMOUNT))]
    amount: Option<String>,
    /// What the gateway kept of it.
    #[schemars(regex(pattern = AMOUNT))]
    fees: Option<String>,
    /// today if absent.
    date: Option<Day>,
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
        invoicenum: which.number,
        paymentmethod: which.payment_method,
        datefrom: which.from.map(Day::wire),
        dateto: which.to.map(Day::wire),
        duedatefrom: which.due_from.map(Day::wire),
        duedateto: which.due_to.map(Day::wire),
        totalfrom: which.total_from.map(Limit::wire),
        totalto: which.total_to.map(Limit::wire),
        orderby: Some(orderby.to_owned()),
        order: Some(order.to_owned()),
        ..GetInvoices::default()
    };
    let answer = session.call(&app, heeded(&app, call).await?).await?;
    let page = window.page(answer.invoices.0.invoice.0, answer.totalresults.0);
    Ok(Json(page.map(|row| summary(row.into()))))
}

pub(super) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Invoice>, Problem> {
    Ok(Json(one(&app, &session, id).await?))
}

/// An invoice to be written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewInvoice {
    #[schemars(range(min = 1))]
    client_id: u64,
    #[schemars(length(min = 1, max = 200))]
    lines: Vec<NewLine>,
    /// today if absent.
    date: Option<Day>,
    /// as the house does it if absent.
    due_on: Option<Day>,
    /// One of `GET /payment-methods`.
    #[schemars(length(max = 50))]
    payment_method: Option<String>,
    #[schemars(length(max = 60_000))]
    notes: Option<String>,
    /// Not shown to the client, and without a number, until it is published.
    #[serde(default)]
    is_draft: bool,
    /// Mail it to the client.
    #[serde(default)]
    send: bool,
    /// Pay it from the client's credit as far as that goes.
    #[serde(default)]
    apply_credit: bool,
}

/// A line to be written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLine {
    #[schemars(length(min = 1, max = 2000))]
    description: String,
    /// As a decimal number in the client's currency.
    #[schemars(regex(pattern = r"^-?[0-9]{1,12}(\.[0-9]{1,4})?$"))]
    amount: String,
    /// As the house says if absent.
    is_taxed: Option<bool>,
}

/// What may change about an invoice; what is absent stays as it is, and null empties the notes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    status: Option<Status>,
    due_on: Option<Day>,
    /// One of `GET /payment-methods`.
    #[schemars(length(min = 1, max = 50))]
    payment_method: Option<String>,
    #[serde(default)]
    #[schemars(length(max = 60_000))]
    notes: Patch<String>,
    /// Make a draft an invoice.
    #[serde(default)]
    publish: bool,
}

/// Money to give back.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Refund {
    how: How,
    /// As a decimal number in the invoice's currency; all that was paid if absent.
    #[schemars(regex(pattern = POSITIVE))]
    amount: Option<String>,
    /// Which payment, by the gateway's own number of it; needed when there are several.
    #[schemars(length(max = 200))]
    reference: Option<String>,
}

/// How money is given back.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum How {
    /// Through the gateway it came by.
    Gateway,
    /// By hand; it is only noted.
    Manual,
    /// To the client's credit.
    Credit,
}

pub(super) async fn create(
    State(app): State<App>,
    session: StaffSession,
    Body(input): Body<NewInvoice>,
) -> Result<MadeOrTried<Invoice>, Problem> {
    let mut lines = Vec::new();
    for (index, line) in input.lines.into_iter().enumerate() {
        lines.push(NewInvoiceLine {
            description: Some(line.description),
            amount: amount(Some(line.amount), &format!("/lines/{index}/amount"))?,
            taxed: line.is_taxed.map(protocol::wire::Flag),
        });
    }
    let call = CreateInvoice {
        userid: input.client_id,
        draft: input.is_draft.into(),
        sendinvoice: input.send.into(),
        paymentmethod: input.payment_method,
        date: input.date.map(Day::wire),
        duedate: input.due_on.map(Day::wire),
        notes: input.notes,
        item: lines.into(),
        autoapplycredit: input.apply_credit.into(),
        ..CreateInvoice::default()
    };
    let made = session.call(&app, call).await;
    let made = made.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    let id = key(made.invoiceid.0);
    if session.caller.dry_run {
        return Ok(MadeOrTried::Tried);
    }
    let body = one(&app, &session, id).await?;
    let location = format!("/api/v1/admin/invoices/{id}");
    Ok(MadeOrTried::Made(Created { location, body }))
}

pub(super) async fn change(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Change>,
) -> Result<Json<Invoice>, Problem> {
    let call = UpdateInvoice {
        invoiceid: id,
        status: input.status.map(|status| status.word().to_owned()),
        duedate: input.due_on.map(Day::wire),
        paymentmethod: input.payment_method,
        unset: emptied([("notes", &input.notes)]),
        notes: input.notes.text(),
        publish: input.publish.then(|| true.into()),
        ..UpdateInvoice::default()
    };
    let done = session.call(&app, call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn refund(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Refund>,
) -> Result<Json<Invoice>, Problem> {
    let how = match input.how {
        How::Gateway => "gateway",
        How::Manual => "manual",
        How::Credit => "credit",
    };
    let call = RefundInvoice {
        invoiceid: id,
        amount: amount(input.amount, "/amount")?,
        r#type: how.to_owned(),
        transid: input.reference,
    };
    let done = session.call(&app, call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(one(&app, &session, id).await?))
}

fn amount(text: Option<String>, at: &str) -> Result<Option<Amount>, Problem> {
    text.map(|text| Amount::parse(&text).map_err(|why| Problem::invalid(at, why))).transpose()
}

pub(super) async fn pay(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Received>,
) -> Result<Json<Invoice>, Problem> {
    let date = input.date.map(Day::wire);
    let date = date.and_then(|date| date.0).map(|date| date.at(0, 0, 0, 0));
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

pub(super) async fn explain(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Explanation>, Problem> {
    let row = session.call(&app, GetInvoiceExplanation { invoiceid: id }).await?;
    let code = currency_of(&app, &session, row.userid.0).await?;
    Ok(Json(explanation(&row, &code)))
}

async fn one(app: &App, session: &StaffSession, id: u64) -> Result<Invoice, Problem> {
    let row = session.call(app, GetInvoice { invoiceid: id }).await?;
    let code = currency_of(app, session, row.userid.0).await?;
    Ok(invoice(row, &code))
}

async fn currency_of(app: &App, session: &StaffSession, client: i64) -> Result<String, Problem> {
    let clientid = Some(key(client));
    let call = GetClientsDetails { clientid, ..GetClientsDetails::default() };
    Ok(session.call(app, call).await?.client.currency_code.0)
}
