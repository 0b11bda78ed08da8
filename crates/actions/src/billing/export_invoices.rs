//! `ExportInvoices`: many invoices as one file. Our own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::billing::documents;
use engine::{Cx, Result, invalid};
use model::people::full_name;
use protocol::{ExportInvoices, ExportInvoicesResponse, Invoice};
use store::billing::lists::{Listed, StatusIs};

use super::get_invoices::{listed, status_is};
use crate::wire::{given, id};
use crate::{csv, zip};

/// Rows of a table at most; more are asked for by days.
const ROWS_MAX: i64 = 10_000;
/// Documents of a ZIP at most: each is set anew.
const FILES_MAX: i64 = 200;

const TITLES: [&str; 16] = [
    "Id", "Number", "Client", "Name", "Company", "Date", "Due", "Paid", "Status", "Subtotal",
    "Tax", "Tax 2", "Total", "To pay", "Currency", "Gateway",
];

pub(super) async fn export_invoices(
    cx: &Cx,
    call: ExportInvoices,
) -> Result<ExportInvoicesResponse> {
    let as_pdf = match call.format.as_deref().map(str::trim) {
        None | Some("" | "csv") => false,
        Some("pdf") => true,
        Some(_) => return Err(invalid("format", "Invalid format: csv or pdf")),
    };
    let today = cx.engine.today().await?;
    let status = match call.status.as_deref().map(str::trim) {
        // A draft is no document yet, and goes to no bookkeeper.
        None | Some("") => Some(StatusIs::Issued),
        Some(word) => status_is(word, today),
    };
    let wanted = Listed {
        client: call.userid.filter(|id| *id > 0).map(id),
        status: status.ok_or_else(|| invalid("status", "No invoice has this status"))?,
        from: call.datefrom.and_then(|day| day.0),
        to: call.dateto.and_then(|day| day.0),
        gateway: given(call.paymentmethod.as_deref()),
        ..Listed::default()
    };
    if wanted.from.zip(wanted.to).is_some_and(|(from, to)| to < from) {
        return Err(invalid("dateto", "The last day is before the first one"));
    }
    let settings = cx.engine.settings().await?;
    let limit = if as_pdf { FILES_MAX } else { ROWS_MAX };
    let mut conn = cx.read().await?;
    let (invoices, total) = listed(cx, &mut conn, &settings, &wanted, (0, limit)).await?;
    drop(conn);
    if total > limit {
        let said = format!("These are {total} invoices, and a file holds {limit}: choose days");
        return Err(invalid("datefrom", said));
    }
    let (bytes, kind, end) = if as_pdf {
        (pdfs(cx, &invoices).await?, "application/zip", "zip")
    } else {
        let rows: Vec<_> = invoices.iter().map(row).collect();
        (csv::table(&TITLES, &rows).into_bytes(), "text/csv; charset=utf-8", "csv")
    };
    Ok(ExportInvoicesResponse {
        filename: format!("invoices-{today}.{end}").into(),
        contenttype: kind.into(),
        numinvoices: invoices.len().into(),
        data: STANDARD.encode(bytes).into(),
    })
}

fn row(of: &Invoice) -> Vec<String> {
    vec![
        of.id.to_string(),
        of.invoicenum.to_string(),
        of.userid.to_string(),
        full_name(&of.firstname, &of.lastname),
        of.companyname.to_string(),
        of.date.to_string(),
        of.duedate.to_string(),
        of.datepaid.0.map_or_else(String::new, |_| of.datepaid.to_string()),
        of.status.to_string(),
        of.subtotal.to_string(),
        of.tax.to_string(),
        of.tax2.to_string(),
        of.total.to_string(),
        to_pay(of),
        of.currencycode.to_string(),
        of.paymentmethod.to_string(),
    ]
}

/// What is still to be paid: nothing of what is settled or withdrawn.
fn to_pay(of: &Invoice) -> String {
    if matches!(&*of.status, "Paid" | "Cancelled" | "Refunded") {
        let zeros = |(_, after): (&str, &str)| format!("0.{}", "0".repeat(after.len()));
        return of.total.as_str().split_once('.').map_or_else(|| "0".to_owned(), zeros);
    }
    of.balance.as_ref().unwrap_or(&of.total).to_string()
}

async fn pdfs(cx: &Cx, invoices: &[Invoice]) -> Result<Vec<u8>> {
    let mut files = zip::Writer::default();
    for invoice in invoices.iter().filter(|invoice| &*invoice.status != "Draft") {
        let number = u64::try_from(invoice.id.0).unwrap_or_default();
        let file = documents::invoice_pdf(&cx.engine, id(number)).await?;
        files.add(&file.name, &file.bytes)?;
    }
    files.finish()
}
