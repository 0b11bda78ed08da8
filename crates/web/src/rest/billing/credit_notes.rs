//! Credit notes: what was taken back of an invoice.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::CreditNote as Row;
use schemars::JsonSchema;
use serde::Serialize;

use super::papers::{EInvoice, Paper, paper};
use crate::App;
use crate::rest::money::{Money, date, sum};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// What was taken back of an invoice.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CreditNote {
    id: u64,
    number: String,
    invoice_id: u64,
    date: Option<String>,
    /// `Refund`, `Downgrade`, `Split`, `Merged` or `Shortened`.
    reason: String,
    subtotal: Money,
    tax: Money,
    tax2: Money,
    total: Money,
}

/// The credit notes of an invoice, newest first.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CreditNotes {
    data: Vec<CreditNote>,
}

pub(super) async fn of_invoice(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<CreditNotes>, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let rows = door.credit_notes(id).await?;
    Ok(Json(CreditNotes { data: rows.iter().map(shown).collect() }))
}

pub(super) async fn pdf(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Paper, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let file = door.credit_note_pdf(id).await?;
    paper(file.filename.0, &file.data)
}

pub(super) async fn xml(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<EInvoice, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let file = door.credit_note_xml(id).await?;
    paper(file.filename.0, &file.data).map(EInvoice)
}

fn shown(row: &Row) -> CreditNote {
    let code = &*row.currency;
    CreditNote {
        id: row.id.id().unwrap_or_default(),
        number: row.creditnotenum.to_string(),
        invoice_id: row.invoiceid.id().unwrap_or_default(),
        date: date(row.date),
        reason: row.reason.to_string(),
        subtotal: sum(&row.subtotal, code),
        tax: sum(&row.tax, code),
        tax2: sum(&row.tax2, code),
        total: sum(&row.total, code),
    }
}
