//! `GET /admin/invoice-files`: invoices of some days in one file, their PDFs in a ZIP or a table.

use std::collections::BTreeMap;

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::ToSpan as _;
use model::billing::invoice::InvoiceStatus;
use model::word::Word as _;
use protocol::{ExportInvoices, ExportInvoicesResponse};
use serde_json::json;

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Problems, Tried};
use crate::pages::admin::pick::{self, Choice};
use crate::pages::papers;
use crate::rest::support::files::disposition;

/// The form, and with a `format` the file. The fields are named as on the wire.
pub(super) async fn page(desk: Desk) -> Result<Response, Fail> {
    let query = desk.query();
    if query.text("format").is_empty() {
        return Ok(form(&desk, last_month(&desk), Problems::default()).await);
    }
    match desk.submit::<ExportInvoices>(&query).await? {
        Tried::Done(made) => file(&made).ok_or_else(|| Fail::missing(&desk)),
        Tried::Again(problems) => Ok(form(&desk, query.fields(), problems).await),
    }
}

fn file(made: &ExportInvoicesResponse) -> Option<Response> {
    let bytes = BASE64.decode(made.data.as_bytes()).ok()?;
    let head = [
        (CONTENT_TYPE, made.contenttype.to_string()),
        (CONTENT_DISPOSITION, disposition(&made.filename)),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Some((head, bytes).into_response())
}

/// The days that a form begins with: those of the last whole month.
fn last_month(desk: &Desk) -> BTreeMap<String, String> {
    let last = desk.now().date().first_of_month().saturating_sub(1.day());
    let days = [("datefrom", last.first_of_month()), ("dateto", last)];
    days.into_iter().map(|(name, day)| (name.to_owned(), day.to_string())).collect()
}

async fn form(desk: &Desk, fields: BTreeMap<String, String>, problems: Problems) -> Response {
    let view = json!({
        "fields": fields,
        "problems": problems,
        "statuses": statuses(),
        "gateways": pick::gateways(desk, "Any way to pay").await,
        "paper": papers::are_made(desk.app().whmcs()),
    });
    let status = problems.status();
    desk.page(status, "admin/invoice_files.html", "Invoices as files", view).await
}

/// Any, each that an issued invoice can have, and overdue.
fn statuses() -> Vec<Choice> {
    let issued = InvoiceStatus::ALL.iter().filter(|status| status.is_issued());
    let words = issued.map(|status| status.word()).chain(["Overdue"]);
    let choices = words.map(|word| (word.to_owned(), word.to_owned()));
    std::iter::once((String::new(), "Any status".to_owned())).chain(choices).collect()
}
