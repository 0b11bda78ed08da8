//! `GET /admin/invoice-files` and `/admin/credit-note-files`: invoices or credit notes of some days
//! in one file: their PDFs or electronic invoices in a ZIP, or a table.

use std::collections::BTreeMap;

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::ToSpan as _;
use model::billing::invoice::InvoiceStatus;
use model::word::Word as _;
use protocol::{ExportCreditNotes, ExportInvoices};
use serde_json::json;

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Problems, Tried};
use crate::pages::admin::pick::{self, Choice};
use crate::pages::papers;
use crate::rest::support::files::disposition;

/// What a form asks for.
#[derive(Clone, Copy)]
struct Kind {
    path: &'static str,
    what: &'static str,
    /// Credit notes have no status, and are not paid.
    are_invoices: bool,
}

const INVOICES: Kind = Kind { path: "/admin/invoice-files", what: "Invoices", are_invoices: true };
const CREDIT_NOTES: Kind =
    Kind { path: "/admin/credit-note-files", what: "Credit notes", are_invoices: false };

/// The form, and with a `format` the file. The fields are named as on the wire.
pub(super) async fn invoices(desk: Desk) -> Result<Response, Fail> {
    let query = desk.query();
    if query.text("format").is_empty() {
        return Ok(form(&desk, INVOICES, last_month(&desk), Problems::default()).await);
    }
    match desk.submit::<ExportInvoices>(&query).await? {
        Tried::Done(made) => file(&desk, &made.filename, &made.contenttype, &made.data),
        Tried::Again(problems) => Ok(form(&desk, INVOICES, query.fields(), problems).await),
    }
}

/// The same of credit notes.
pub(super) async fn credit_notes(desk: Desk) -> Result<Response, Fail> {
    let query = desk.query();
    if query.text("format").is_empty() {
        return Ok(form(&desk, CREDIT_NOTES, last_month(&desk), Problems::default()).await);
    }
    match desk.submit::<ExportCreditNotes>(&query).await? {
        Tried::Done(made) => file(&desk, &made.filename, &made.contenttype, &made.data),
        Tried::Again(problems) => Ok(form(&desk, CREDIT_NOTES, query.fields(), problems).await),
    }
}

fn file(desk: &Desk, name: &str, kind: &str, data: &str) -> Result<Response, Fail> {
    let bytes = BASE64.decode(data.as_bytes()).map_err(|_| Fail::missing(desk))?;
    let head = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, disposition(name)),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((head, bytes).into_response())
}

/// The days that a form begins with: those of the last whole month.
fn last_month(desk: &Desk) -> BTreeMap<String, String> {
    let last = desk.now().date().first_of_month().saturating_sub(1.day());
    let days = [("datefrom", last.first_of_month()), ("dateto", last)];
    days.into_iter().map(|(name, day)| (name.to_owned(), day.to_string())).collect()
}

async fn form(
    desk: &Desk,
    kind: Kind,
    fields: BTreeMap<String, String>,
    problems: Problems,
) -> Response {
    let (statuses, gateways) = if kind.are_invoices {
        (statuses(), pick::gateways(desk, "Any way to pay").await)
    } else {
        (Vec::new(), Vec::new())
    };
    let view = json!({
        "path": kind.path,
        "what": kind.what,
        "fields": fields,
        "problems": problems,
        "statuses": statuses,
        "gateways": gateways,
        "paper": papers::are_made(desk.app().whmcs()),
        "electronic": papers::are_electronic(desk.app().whmcs()).await,
    });
    let title = format!("{} as files", kind.what);
    desk.page(problems.status(), "admin/invoice_files.html", &title, view).await
}

/// Any, each that an issued invoice can have, and overdue.
fn statuses() -> Vec<Choice> {
    let issued = InvoiceStatus::ALL.iter().filter(|status| status.is_issued());
    let words = issued.map(|status| status.word()).chain(["Overdue"]);
    let choices = words.map(|word| (word.to_owned(), word.to_owned()));
    std::iter::once((String::new(), "Any status".to_owned())).chain(choices).collect()
}
