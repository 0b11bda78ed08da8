//! `ExportCreditNotes`: many credit notes as one file, as `ExportInvoices` gives the invoices. Our
//! own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::billing::documents;
use engine::system::currencies::Currencies;
use engine::{Cx, Result};
use model::people::full_name;
use protocol::{ExportCreditNotes, ExportCreditNotesResponse};
use store::billing::credit_notes::{self, ExportedRow, Wanted};

use super::export_invoices::{Held, about, check_room, days, held, limit};
use super::shown::{minor, percent};
use crate::wire::id;
use crate::{csv, zip};

const TITLES: [&str; 17] = [
    "Id",
    "Number",
    "Client",
    "Name",
    "Company",
    "Date",
    "Invoice id",
    "Invoice",
    "Invoice date",
    "Reason",
    "Subtotal",
    "Tax rate",
    "Tax",
    "Tax rate 2",
    "Tax 2",
    "Total",
    "Currency",
];

pub(super) async fn export_credit_notes(
    cx: &Cx,
    call: ExportCreditNotes,
) -> Result<ExportCreditNotesResponse> {
    let held = held(call.format.as_deref())?;
    let (from, to) = days(call.datefrom, call.dateto)?;
    let client = call.userid.filter(|id| *id > 0).map(id);
    let wanted = Wanted { client, from, to, ..Wanted::default() };
    let limit = limit(held);
    let mut conn = cx.read().await?;
    let (notes, total) = credit_notes::exported(&mut conn, wanted, limit).await?;
    let currencies = Currencies::read(&mut conn).await?;
    // The connection goes back before the documents are set.
    drop(conn);
    check_room(total, limit, "credit notes")?;
    let bytes = if held == Held::Table {
        let rows = notes.iter().map(|note| row(note, &currencies)).collect::<Result<Vec<_>>>()?;
        csv::table(&TITLES, &rows).into_bytes()
    } else {
        files(cx, &notes, held).await?
    };
    let (kind, end) = held.form();
    let today = cx.engine.today().await?;
    Ok(ExportCreditNotesResponse {
        filename: format!("credit-notes-{today}.{end}").into(),
        contenttype: kind.into(),
        numcreditnotes: notes.len().into(),
        data: STANDARD.encode(bytes).into(),
    })
}

/// What goes back is above zero, as on the document itself; the rates are those of the invoice.
fn row(of: &ExportedRow, currencies: &Currencies) -> Result<Vec<String>> {
    let currency = currencies.currency(of.currency_id)?;
    let amount = |value| minor(value, currency).to_string();
    Ok(vec![
        of.id.to_string(),
        of.number.clone(),
        of.client_id.to_string(),
        full_name(&of.first_name, &of.last_name),
        of.company.clone(),
        of.issued_on.to_string(),
        of.invoice_id.to_string(),
        of.invoice_number.clone(),
        of.invoiced_on.to_string(),
        of.reason.clone(),
        amount(of.subtotal_minor),
        percent(of.tax_rate).to_string(),
        amount(of.tax_minor),
        percent(of.tax_rate2).to_string(),
        amount(of.tax2_minor),
        amount(of.total_minor),
        currency.code().to_owned(),
    ])
}

async fn files(cx: &Cx, notes: &[ExportedRow], held: Held) -> Result<Vec<u8>> {
    let mut files = zip::Writer::default();
    for note in notes {
        let file = if held == Held::Pdfs {
            documents::credit_note_pdf(&cx.engine, note.id).await?
        } else {
            let made = documents::credit_note_xml(&cx.engine, note.id).await;
            made.map_err(|fault| about(&format!("Credit note {}", note.number), fault))?
        };
        files.add(&file.name, &file.bytes)?;
    }
    files.finish()
}
