//! A credit note as it is put on paper.

use ports::documents::{CreditNoteDocument, Line};
use store::Conn;
use store::billing::credit_notes::{self, CreditNoteRow, Reason};
use store::billing::{invoice_items, invoices, payers};

use super::house::House;
use super::{invoice, party};
use crate::billing::bill::label;
use crate::billing::similar::grouped;
use crate::{Engine, Fault, Result};

/// Puts a credit note on paper; `None` when there is none of the id.
///
/// # Errors
/// When the database fails.
pub async fn credit_note(
    engine: &Engine,
    c: &mut Conn,
    id: i64,
) -> Result<Option<CreditNoteDocument>> {
    let Some(note) = credit_notes::by_id(c, id).await? else { return Ok(None) };
    let row = invoices::by_id(c, note.invoice_id).await?;
    let row = row.ok_or_else(|| Fault::broken(format!("no invoice {}", note.invoice_id)))?;
    let house = House::read(engine, c).await?;
    let payer = payers::by_id(c, note.client_id).await?;
    let [seller, buyer] = party::both(&row.parties, &house.settings, payer.as_ref());
    let amount = |minor| house.amount(minor, note.currency_id);
    let lines = if is_whole(&note) {
        let lines = invoice_items::of_invoice(c, row.id).await?;
        let lines = grouped(&house.settings, &lines);
        lines.iter().map(|(count, item)| invoice::line(&house, &row, *count, item)).collect()
    } else {
        let description = format!("{} - Invoice #{}", note.reason, label(&row));
        let amount = amount(note.subtotal_minor)?;
        Ok(vec![Line { description, period: String::new(), amount }])
    };
    let levels = [
        (row.tax_name.as_str(), row.tax_rate, note.tax_minor),
        (row.tax_name2.as_str(), row.tax_rate2, note.tax2_minor),
    ];
    Ok(Some(CreditNoteDocument {
        sheet: house.sheet(c, note.client_id).await?,
        seller,
        buyer,
        issued_on: house.date(note.issued_on),
        invoice: label(&row),
        invoiced_on: house.date(row.issued_on),
        lines: lines?,
        subtotal: amount(note.subtotal_minor)?,
        taxes: house.taxes(levels, note.currency_id)?,
        total: amount(note.total_minor)?,
        tax_note: row.tax_note.clone(),
        number: note.number,
    }))
}

/// Whether it takes back the whole of an invoice, and so all of its lines.
pub(super) fn is_whole(note: &CreditNoteRow) -> bool {
    let whole = [Reason::Split, Reason::Merged, Reason::Shortened];
    whole.iter().any(|reason| reason.word() == note.reason)
}
