//! Invoices.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::wire::{Num, Short};
use protocol::{GetInvoiceResponse, GetInvoices, InvoiceLine, InvoiceRow as Row};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::transactions::{Transaction, transaction};
use crate::App;
use crate::rest::inputs::{Day, Limit};
use crate::rest::money::{IsoDay, Money, date, key, moment, sum, text, word};
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::rest::written::Written;
use crate::session::ClientSession;

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

/// What became of an invoice.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub(in crate::rest) enum Status {
    Unpaid,
    Overdue,
    Paid,
    Cancelled,
    Refunded,
    Collections,
    #[serde(rename = "Payment Pending")]
    PaymentPending,
}

/// By what invoices are sorted.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub(in crate::rest) enum Sort {
    #[serde(rename = "id")]
    Id,
    #[serde(rename = "-id")]
    IdDown,
    #[serde(rename = "date")]
    Date,
    #[serde(rename = "-date")]
    DateDown,
    #[serde(rename = "due_on")]
    Due,
    #[serde(rename = "-due_on")]
    DueDown,
    #[serde(rename = "total")]
    Total,
    #[serde(rename = "-total")]
    TotalDown,
}

/// An invoice in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct InvoiceSummary {
    id: u64,
    /// The number shown to people; null until it has one.
    #[schemars(with = "Option<String>")]
    number: Option<Short>,
    /// `Unpaid`, `Paid`, `Cancelled`, `Refunded`, `Collections` or `Payment Pending`.
    #[schemars(with = "String")]
    status: Short,
    #[schemars(with = "Option<String>")]
    date: IsoDay,
    #[schemars(with = "Option<String>")]
    due_on: IsoDay,
    /// In the company's time zone.
    paid_at: Option<String>,
    subtotal: Money,
    tax: Money,
    tax2: Money,
    /// Paid from the client's credit.
    credit: Money,
    total: Money,
    #[schemars(with = "Option<String>")]
    payment_method: Option<Short>,
}

/// An invoice.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Invoice {
    id: u64,
    /// The number shown to people; null until it has one.
    number: Option<String>,
    /// `Unpaid`, `Paid`, `Cancelled`, `Refunded`, `Collections` or `Payment Pending`.
    status: String,
    date: Option<String>,
    due_on: Option<String>,
    /// In the company's time zone.
    paid_at: Option<String>,
    subtotal: Money,
    tax: Money,
    tax2: Money,
    /// Per cent, as a decimal number.
    tax_rate: String,
    /// Per cent, as a decimal number.
    tax2_rate: String,
    /// Paid from the client's credit.
    credit: Money,
    total: Money,
    /// Still to be paid.
    balance: Money,
    /// Units of its currency for one of the company's own when it was made, as a decimal number;
    /// null where that is the company's own, and for older ones.
    exchange_rate: Option<String>,
    payment_method: Option<String>,
    notes: Option<String>,
    /// The invoice over several others that asks for this one too, or was paid for it.
    combined_in: Option<u64>,
    lines: Vec<Line>,
    transactions: Vec<Transaction>,
}

/// A line of an invoice.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Line {
    id: u64,
    kind: Option<String>,
    /// The id of the service, addon or domain.
    related_id: Option<u64>,
    /// With the days of its period as the company writes dates.
    description: String,
    /// How many equal lines it stands for, with all of which its amount is.
    quantity: i64,
    amount: Money,
    is_taxed: bool,
    /// The first day of the period that it is for.
    period_from: Option<String>,
    /// The last day of it.
    period_to: Option<String>,
}

impl Sort {
    pub(in crate::rest) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Id => ("id", "asc"),
            Self::IdDown => ("id", "desc"),
            Self::Date => ("date", "asc"),
            Self::DateDown => ("date", "desc"),
            Self::Due => ("duedate", "asc"),
            Self::DueDown => ("duedate", "desc"),
            Self::Total => ("total", "asc"),
            Self::TotalDown => ("total", "desc"),
        }
    }
}

impl Status {
    pub(in crate::rest) const fn word(self) -> &'static str {
        match self {
            Self::Unpaid => "Unpaid",
            Self::Overdue => "Overdue",
            Self::Paid => "Paid",
            Self::Cancelled => "Cancelled",
            Self::Refunded => "Refunded",
            Self::Collections => "Collections",
            Self::PaymentPending => "Payment Pending",
        }
    }
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Query(which): Query<Which>,
) -> Result<Written<Page<InvoiceSummary>>, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (start, limit) = window.asked();
    let (orderby, order) = which.sort.unwrap_or(Sort::DateDown).words();
    let call = GetInvoices {
        limitstart: start,
        limitnum: limit,
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
    let answer = door.invoice_rows(call).await?;
    let mut page = window.page(answer.rows, answer.totalresults.0);
    // A draft is no invoice yet; the rows of the page were counted before.
    page.items.retain(|row| row.status != "Draft");
    Ok(Written(page.map(summary)))
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Invoice>, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let row = door.invoice(id).await?;
    Ok(Json(invoice(row, &door.currency().await?)))
}

pub(in crate::rest) fn summary(row: Row) -> InvoiceSummary {
    let code = &row.currencycode;
    InvoiceSummary {
        id: key(row.id.0),
        date: IsoDay(row.date),
        due_on: IsoDay(row.duedate),
        paid_at: moment(row.datepaid),
        subtotal: sum(&row.subtotal, code),
        tax: sum(&row.tax, code),
        tax2: sum(&row.tax2, code),
        credit: sum(&row.credit, code),
        total: sum(&row.total, code),
        number: word(row.invoicenum),
        payment_method: word(row.paymentmethod),
        status: row.status,
    }
}

pub(in crate::rest) fn invoice(row: GetInvoiceResponse, code: &str) -> Invoice {
    Invoice {
        id: key(row.invoiceid.0),
        number: text(&row.invoicenum),
        date: date(row.date),
        due_on: date(row.duedate),
        paid_at: moment(row.datepaid),
        subtotal: sum(&row.subtotal, code),
        tax: sum(&row.tax, code),
        tax2: sum(&row.tax2, code),
        tax_rate: row.taxrate.to_string(),
        tax2_rate: row.taxrate2.to_string(),
        credit: sum(&row.credit, code),
        total: sum(&row.total, code),
        balance: sum(&row.balance, code),
        exchange_rate: row.exchangerate.as_ref().map(ToString::to_string),
        payment_method: text(&row.paymentmethod),
        notes: text(&row.notes),
        combined_in: row.combinedin.and_then(Num::id),
        lines: row.items.item.iter().map(|each| line(each, code)).collect(),
        transactions: row
            .transactions
            .transaction
            .iter()
            .map(|each| transaction(each, code))
            .collect(),
        status: row.status.0,
    }
}

fn line(row: &InvoiceLine, code: &str) -> Line {
    Line {
        id: key(row.id.0),
        kind: text(&row.r#type),
        related_id: row.relid.id(),
        description: row.description.0.clone(),
        quantity: row.quantity.map_or(1, |count| count.0),
        amount: sum(&row.amount, code),
        is_taxed: row.taxed.0,
        period_from: row.periodfrom.and_then(date),
        period_to: row.periodto.and_then(date),
    }
}
