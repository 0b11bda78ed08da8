//! `ExportInvoices`: many invoices as one file. Our own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::billing::documents;
use engine::{Cx, Fault, Refusal, Result, invalid};
use jiff::civil::Date;
use model::people::full_name;
use protocol::wire::WireDate;
use protocol::{ExportInvoices, ExportInvoicesResponse, Invoice};
use store::billing::lists::{Listed, StatusIs};

use super::get_invoices::{listed, status_is};
use crate::wire::{day, given, id};
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
    let held = held(call.format.as_deref())?;
    let (from, to) = days(call.datefrom, call.dateto)?;
    let today = cx.engine.today().await?;
    let status = match call.status.as_deref().map(str::trim) {
        // A draft is no document yet, and goes to no bookkeeper.
        None | Some("") => Some(StatusIs::Issued),
        Some(word) => status_is(word, today),
    };
    let wanted = Listed {
        client: call.userid.filter(|id| *id > 0).map(id),
        status: status.ok_or_else(|| invalid("status", "No invoice has this status"))?,
        from,
        to,
        gateway: given(call.paymentmethod.as_deref()),
        ..Listed::default()
    };
    let settings = cx.engine.settings().await?;
    let limit = limit(held);
    let mut conn = cx.read().await?;
    let (invoices, total) = listed(cx, &mut conn, &settings, &wanted, (0, limit)).await?;
    drop(conn);
    check_room(total, limit, "invoices")?;
    let bytes = if held == Held::Table {
        let rows: Vec<_> = invoices.iter().map(row).collect();
        csv::table(&TITLES, &rows).into_bytes()
    } else {
        files(cx, &invoices, held).await?
    };
    let (kind, end) = held.form();
    Ok(ExportInvoicesResponse {
        filename: format!("invoices-{today}.{end}").into(),
        contenttype: kind.into(),
        numinvoices: invoices.len().into(),
        data: STANDARD.encode(bytes).into(),
    })
}

/// What a file of many documents holds: a table of them, or each of them in one of its forms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Table,
    Pdfs,
    ElectronicInvoices,
}

impl Held {
    /// The media type of the file, and how its name ends.
    pub(super) const fn form(self) -> (&'static str, &'static str) {
        match self {
            Self::Table => ("text/csv; charset=utf-8", "csv"),
            Self::Pdfs | Self::ElectronicInvoices => ("application/zip", "zip"),
        }
    }
}

/// What is asked for.
pub(super) fn held(format: Option<&str>) -> Result<Held> {
    match format.map(str::trim) {
        None | Some("" | "csv") => Ok(Held::Table),
        Some("pdf") => Ok(Held::Pdfs),
        Some("xml") => Ok(Held::ElectronicInvoices),
        Some(_) => Err(invalid("format", "Invalid format: csv, pdf or xml")),
    }
}

/// The first and the last day of a file.
pub(super) fn days(
    from: Option<WireDate>,
    to: Option<WireDate>,
) -> Result<(Option<Date>, Option<Date>)> {
    let (from, to) = (day(from), day(to));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err(invalid("dateto", "The last day is before the first one"));
    }
    Ok((from, to))
}

/// How many documents a file holds.
pub(super) const fn limit(held: Held) -> i64 {
    match held {
        Held::Table => ROWS_MAX,
        Held::Pdfs | Held::ElectronicInvoices => FILES_MAX,
    }
}

/// A refusal with the document that it is about, of which there are many.
pub(super) fn about(document: &str, fault: Fault) -> Fault {
    match fault {
        Fault::Refused(refusal) => {
            let said = format!("{document}: {}", refusal.said).into();
            Fault::Refused(Refusal { said, ..refusal })
        }
        broken @ Fault::Broken(_) => broken,
    }
}

/// Refuses more of them than a file holds.
pub(super) fn check_room(total: i64, limit: i64, what: &str) -> Result<()> {
    if total > limit {
        let said = format!("These are {total} {what}, and a file holds {limit}: choose days");
        return Err(invalid("datefrom", said));
    }
    Ok(())
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

/// Those that can be no electronic invoice are not among such: they are none to the tax office.
async fn files(cx: &Cx, invoices: &[Invoice], held: Held) -> Result<Vec<u8>> {
    let mut files = zip::Writer::default();
    for invoice in invoices.iter().filter(|invoice| &*invoice.status != "Draft") {
        let number = u64::try_from(invoice.id.0).unwrap_or_default();
        let file = if held == Held::Pdfs {
            Some(documents::invoice_pdf(&cx.engine, id(number)).await?)
        } else {
            let made = documents::invoice_xml_if_any(&cx.engine, id(number)).await;
            made.map_err(|fault| about(&format!("Invoice ID {number}"), fault))?
        };
        if let Some(file) = file {
            files.add(&file.name, &file.bytes)?;
        }
    }
    files.finish()
}
