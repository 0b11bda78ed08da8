//! Credit notes, which only a Hostler has: what they are about is in the journal of their invoices.

use protocol::{CreditNote, GetCreditNotes, GetCreditNotesResponse};
use store::billing::counters;

use super::numbers::digits_at_end;
use crate::amounts::minor;
use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{Page, Pages};

const KIND: &str = "credit notes";
/// The counter of their numbers.
const COUNTER: &str = "credit note";

/// Brings in every credit note; numbers go on above theirs.
pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    if !moving.ours {
        return Ok(());
    }
    let (mut pages, mut last) = (Pages::of(KIND), 0);
    while let Some(rows) = pages.next(moving, call, answered).await? {
        let numbers = rows.iter().map(|row| digits_at_end(&row.creditnotenum));
        last = numbers.fold(last, i64::max);
        let rows = moving.unknown(KIND, rows, |row| row.id.0).await?;
        let mut entries = Vec::new();
        for row in &rows {
            entries.push(entry(moving, row)?);
        }
        moving.write(KIND, entries).await?;
    }
    let mut act = moving.act().await?;
    counters::at_least(&mut act.conn, COUNTER, last.saturating_add(1)).await?;
    Ok(act.commit().await?)
}

fn call(start: u64, rows: u64) -> GetCreditNotes {
    GetCreditNotes { limitstart: Some(start), limitnum: Some(rows), ..GetCreditNotes::default() }
}

fn answered(answer: GetCreditNotesResponse) -> Page<CreditNote> {
    Page { rows: answer.creditnotes.0.creditnote.0, of: answer.totalresults.0 }
}

fn entry(moving: &Moving<'_>, told: &CreditNote) -> Result<Entry> {
    let currencies = moving.currencies();
    let named = currencies.by_code(&told.currency);
    let currency_id = named.map_or(currencies.default_row()?.id, |row| row.id);
    let currency = currencies.currency(currency_id)?;
    let read = |amount| minor(amount, currency);
    let today = moving.zone.to_datetime(moving.engine.now()).date();
    let issued_on = told.date.0.unwrap_or(today);
    Ok(Entry::of("credit_notes", told.id.0)
        .set("number", told.creditnotenum.0.clone())
        .set("invoice_id", told.invoiceid.0)
        .set("client_id", told.userid.0)
        .set("currency_id", currency_id)
        .set("issued_on", issued_on)
        .set("subtotal_minor", read(&told.subtotal))
        .set("tax_minor", read(&told.tax))
        .set("tax2_minor", read(&told.tax2))
        .set("total_minor", read(&told.total))
        .set("reason", told.reason.0.clone())
        .set("created_at", moving.midnight(issued_on)))
}
