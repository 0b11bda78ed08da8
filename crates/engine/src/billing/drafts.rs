//! Drafts: made of other invoices, and deleted without a trace in the books.

use model::billing::invoice::InvoiceStatus;
use model::ids::InvoiceId;
use model::money::Money;
use serde_json::{Value, json};
use store::StoreError;
use store::billing::{drafts, invoice_items, invoices};

use super::issue::{LineKind, NewInvoice, NewLine, issue};
use crate::system::currencies::Currencies;
use crate::{Act, Fault, Result, conflict, not_found, not_now};

/// Deletes a draft; what was issued is a document and stays (B16).
///
/// # Errors
/// Not found; not now when it is no draft; conflict when something refers to it.
pub async fn delete(act: &mut Act, id: InvoiceId) -> Result<()> {
    let row = invoices::lock(&mut act.conn, id).await?.ok_or_else(unknown)?;
    if row.status != InvoiceStatus::Draft {
        return Err(not_now("The invoice was issued: cancel it instead"));
    }
    drafts::delete(&mut act.conn, id).await.map_err(|error| match error {
        StoreError::Constraint { .. } => conflict("Something refers to the draft"),
        other => other.into(),
    })?;
    act.changed("invoice", id, &[("total", json!(row.total_minor), Value::Null)]).await?;
    act.log(Some(row.client_id), format!("Deleted Draft Invoice - Invoice ID: {id}")).await
}

/// Makes a draft with the lines of an invoice, due as many days from today as that was. The lines
/// stand for nothing but their text: no period is claimed and nothing is renewed by paying it.
///
/// # Errors
/// Not found.
pub async fn duplicate(act: &mut Act, id: InvoiceId) -> Result<InvoiceId> {
    let row = invoices::by_id(&mut act.conn, id).await?.ok_or_else(unknown)?;
    let currency = Currencies::read(&mut act.conn).await?.currency(row.currency_id)?;
    let lines = invoice_items::of_invoice(&mut act.conn, id).await?;
    let lines = lines.into_iter().map(|line| {
        let amount = Money::from_minor(line.amount_minor, currency);
        let taxed = line.taxed;
        NewLine { taxed, ..NewLine::new(LineKind::Custom, 0, line.description, amount) }
    });
    let today = act.today();
    let term = row.due_on.since(row.issued_on).map_err(Fault::broken)?;
    let new = NewInvoice {
        client: row.client_id,
        lines: lines.collect(),
        issued_on: None,
        due_on: today.checked_add(term).map_err(Fault::broken)?,
        gateway: row.gateway,
        notes: row.notes,
        draft: true,
        apply_credit: false,
        tax_rates: None,
    };
    issue(act, new).await
}

fn unknown() -> Fault {
    not_found("Invoice ID Not Found")
}
