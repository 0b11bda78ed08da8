//! `SplitInvoice`, `MergeInvoices`, `GetCreditNotes`: our own.

use engine::billing::mail::{self, Occasion};
use engine::billing::reissue;
use engine::system::currencies::Currencies;
use engine::{Act, Cx, Result, invalid};
use model::ids::InvoiceId;
use protocol::wire::Flag;
use protocol::{
    CreditNote, GetCreditNotes, GetCreditNotesResponse, MergeInvoices, MergeInvoicesResponse,
    SplitInvoice, SplitInvoiceResponse,
};
use store::billing::credit_notes::{self, CreditNoteRow, Wanted};

use super::shown::{invoice_id, minor};
use crate::Registry;
use crate::wire::{date, day, id, number, page};

/// Invoices that may become one at once.
const MERGED_MAX: usize = 100;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: SplitInvoice| Box::pin(split_invoice(act, call)))
        .write(|act, call: MergeInvoices| Box::pin(merge_invoices(act, call)))
        .read(|cx, call: GetCreditNotes| Box::pin(get_credit_notes(cx, call)))
}

async fn split_invoice(act: &mut Act, call: SplitInvoice) -> Result<SplitInvoiceResponse> {
    let old = invoice_id(call.invoiceid);
    let lines: Vec<_> = call.lineitemids.0.iter().map(|line| id(*line)).collect();
    let due = call.duedate.and_then(|day| day.0);
    let split = reissue::split(act, old, &lines, due).await?;
    tell(act, call.sendinvoice, &[split.kept, split.moved]).await?;
    let note = credit_notes::of_invoice(&mut act.conn, old).await?.pop();
    Ok(SplitInvoiceResponse {
        invoiceid: split.kept.0.into(),
        newinvoiceid: split.moved.0.into(),
        creditnotenum: note.map(|note| note.number).unwrap_or_default().into(),
    })
}

async fn merge_invoices(act: &mut Act, call: MergeInvoices) -> Result<MergeInvoicesResponse> {
    if call.invoiceids.0.len() > MERGED_MAX {
        return Err(invalid("invoiceids", format!("Choose {MERGED_MAX} invoices at most")));
    }
    let ids: Vec<_> = call.invoiceids.0.iter().map(|id| invoice_id(*id)).collect();
    let due = call.duedate.and_then(|day| day.0);
    let made = reissue::merge(act, &ids, due).await?;
    tell(act, call.sendinvoice, &[made]).await?;
    Ok(MergeInvoicesResponse { invoiceid: made.0.into() })
}

async fn tell(act: &mut Act, wanted: Flag, invoices: &[InvoiceId]) -> Result<()> {
    for id in invoices.iter().filter(|_| wanted.0) {
        mail::about(act, Occasion::Created, *id).await?;
    }
    Ok(())
}

async fn get_credit_notes(cx: &Cx, call: GetCreditNotes) -> Result<GetCreditNotesResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let mut c = cx.read().await?;
    let wanted = Wanted {
        id: call.creditnoteid.map(number),
        client: call.userid.map(id),
        invoice: call.invoiceid.map(id),
        from: day(call.datefrom),
        to: day(call.dateto),
    };
    let (rows, total) = credit_notes::page(&mut c, wanted, start, limit).await?;
    let currencies = Currencies::read(&mut c).await?;
    let shown = |row: CreditNoteRow| -> Result<CreditNote> {
        let currency = currencies.currency(row.currency_id)?;
        let amount = |value| minor(value, currency);
        Ok(CreditNote {
            id: row.id.into(),
            creditnotenum: row.number.into(),
            invoiceid: row.invoice_id.0.into(),
            userid: row.client_id.0.into(),
            date: date(Some(row.issued_on)),
            subtotal: amount(row.subtotal_minor),
            tax: amount(row.tax_minor),
            tax2: amount(row.tax2_minor),
            total: amount(row.total_minor),
            currency: currency.code().into(),
            reason: row.reason.into(),
        })
    };
    let notes = rows.into_iter().map(shown).collect::<Result<Vec<_>>>()?;
    Ok(GetCreditNotesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: notes.len().into(),
        creditnotes: notes.into_iter().collect(),
    })
}
