//! Credit notes: an issued invoice never changes (B16), so what is taken back of it is written on
//! a document of its own, with a number of its own (B17). It moves nothing itself: what it is about
//! is in the journal already, as a refund or as an invoice that was cancelled (B21).

use serde_json::json;
use store::billing::counters;
use store::billing::credit_notes::{self, CreditNoteRow, Reason};
use store::billing::invoices::InvoiceRow;

use super::refund::Parts;
use crate::{Act, Result};

/// Writes the credit note of what is taken back of an invoice. One that has no number yet, because
/// it gets its number with its payment, is no document that needs one; and where nothing that was
/// sold is taken back, there is nothing to correct.
///
/// # Errors
/// When the database fails.
pub(super) async fn write(
    act: &mut Act,
    invoice: &InvoiceRow,
    parts: Parts,
    reason: Reason,
) -> Result<()> {
    let total_minor = parts.net + parts.tax + parts.tax2;
    let id = invoice.id;
    if invoice.number.is_empty() || (total_minor == 0 && invoice.total_minor != 0) {
        return Ok(());
    }
    let number = counters::take(&mut act.conn, "credit note").await?;
    let note = CreditNoteRow {
        id: 0,
        number: format!("CN-{number}"),
        invoice_id: id,
        client_id: invoice.client_id,
        currency_id: invoice.currency_id,
        issued_on: act.today(),
        subtotal_minor: parts.net,
        tax_minor: parts.tax,
        tax2_minor: parts.tax2,
        total_minor,
        reason: reason.word().to_owned(),
        created_at: act.at(),
    };
    credit_notes::insert(&mut act.conn, &note).await?;
    let client = Some(invoice.client_id);
    let text = format!("Created Credit Note {} - Invoice ID: {id}", note.number);
    act.log(client, text).await?;
    let payload = json!({ "invoiceid": id.0, "number": note.number });
    act.event("CreditNoteCreated", client, &payload).await
}
