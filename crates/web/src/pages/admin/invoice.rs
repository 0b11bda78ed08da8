//! One invoice: its lines, what was paid, and what can be done.

mod change;
mod new;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use model::money::ExchangeRate;
use protocol::wire::Amount;
use protocol::{
    CreditNote, Currency, GetCreditNotePdf, GetCreditNoteXml, GetCreditNotes, GetCurrencies,
    GetInvoice, GetInvoiceExplanation, GetInvoicePdf, GetInvoiceResponse, GetInvoiceXml,
};
use serde_json::{Value, json};

use super::desk::Desk;
use super::fail::Fail;
use super::form::Problems;
use super::{client, names, pick};
use crate::App;
use crate::pages::filters::money_text;
use crate::pages::papers;
use crate::pages::words::rate_text;
use crate::routing::{get, post};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/invoices/new", get(new::form).merge(post(new::submit)))
        .route("/admin/invoices/{id}", get(page).merge(post(change::submit)))
        .route("/admin/invoices/{id}/pdf", get(pdf))
        .route("/admin/invoices/{id}/xml", get(xml))
        .route("/admin/credit-notes/{id}/pdf", get(credit_note_pdf))
        .route("/admin/credit-notes/{id}/xml", get(credit_note_xml))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    show(&desk, id, None, Problems::default()).await
}

async fn pdf(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let made = desk.call(GetInvoicePdf { invoiceid: id }).await?;
    papers::file(&made.filename, &made.data).ok_or_else(|| Fail::missing(&desk))
}

async fn credit_note_pdf(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let made = desk.call(GetCreditNotePdf { creditnoteid: id }).await?;
    papers::file(&made.filename, &made.data).ok_or_else(|| Fail::missing(&desk))
}

async fn xml(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let made = desk.call(GetInvoiceXml { invoiceid: id }).await?;
    papers::xml(&made.filename, &made.data).ok_or_else(|| Fail::missing(&desk))
}

async fn credit_note_xml(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let made = desk.call(GetCreditNoteXml { creditnoteid: id }).await?;
    papers::xml(&made.filename, &made.data).ok_or_else(|| Fail::missing(&desk))
}

async fn show(
    desk: &Desk,
    id: u64,
    typed: Option<BTreeMap<String, String>>,
    problems: Problems,
) -> Result<Response, Fail> {
    let invoice = desk.call(GetInvoice { invoiceid: id }).await?;
    let owner = client::owner(desk, invoice.userid.0).await;
    let currencies = desk.maybe(GetCurrencies {}).await;
    let currencies = currencies.map(|found| found.currencies.0.currency.0).unwrap_or_default();
    let code = owner.as_ref().and_then(|owner| owner["currency_code"].as_str());
    let currency = currencies.iter().find(|row| Some(&*row.code) == code).or(currencies.first());
    let (prefix, suffix) =
        currency.map(|row| (row.prefix.to_string(), row.suffix.to_string())).unwrap_or_default();
    let late =
        invoice.status == "Unpaid" && invoice.duedate.0.is_some_and(|due| due < desk.now().date());
    // Each form has fields of its own: what was typed belongs back into the same one.
    let verb = typed.as_ref().and_then(|typed| typed.get("do")).cloned().unwrap_or_default();
    let typed = typed.unwrap_or_default();
    let fields = if verb == "edit" {
        typed.clone()
    } else {
        let text = [
            ("date", invoice.date.to_string()),
            ("duedate", invoice.duedate.to_string()),
            ("paymentmethod", invoice.paymentmethod.to_string()),
            ("notes", invoice.notes.to_string()),
        ];
        text.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    };
    let gateways = pick::gateways(desk, "None").await;
    let usual = match &*invoice.paymentmethod {
        "" => gateways.get(1).map(|(module, _)| module.clone()).unwrap_or_default(),
        module => module.to_owned(),
    };
    let status = problems.status();
    let number =
        if invoice.invoicenum.is_empty() { id.to_string() } else { invoice.invoicenum.to_string() };
    let shown = |amount: &Amount| money_text(amount.as_str(), &prefix, &suffix);
    let view = json!({
        "refundable": refundable(&invoice, shown),
        "notes": credit_notes(desk, id, &invoice.status).await,
        "label": names::label(&invoice.invoicenum, invoice.invoiceid.0, &invoice.status),
        "late": late,
        "rates": ([&invoice.taxrate, &invoice.taxrate2].map(|rate| rate_text(rate.as_str()))),
        "prefix": prefix,
        "suffix": suffix,
        "client": owner,
        "rate": exchange_rate(&invoice, currency, &currencies),
        "lines": invoice.items.0.item.0,
        "explained": explained(desk, id).await,
        "payments": invoice.transactions.0.transaction.0,
        "gateways": gateways,
        "usual": usual,
        "fields": fields,
        "taxed": pick::taxed_by_hand(desk).await,
        "typed": typed,
        "verb": verb,
        "problems": problems,
        "today": desk.now().date().to_string(),
        "paper": desk.may("GetInvoicePdf") && papers::are_made(desk.app().whmcs()),
        "electronic": desk.may("GetInvoiceXml") && papers::are_electronic(desk.app().whmcs()).await,
        "invoice": invoice,
    });
    Ok(desk.page(status, "admin/invoice.html", &format!("Invoice {number}"), view).await)
}

/// What was taken back of it, where its status can come of that.
async fn credit_notes(desk: &Desk, id: u64, status: &str) -> Vec<CreditNote> {
    let call = GetCreditNotes { invoiceid: Some(id), ..GetCreditNotes::default() };
    let found = match status {
        "Cancelled" | "Paid" | "Refunded" => desk.maybe(call).await,
        _ => None,
    };
    found.map(|found| found.creditnotes.0.creditnote.0).unwrap_or_default()
}

/// What the currency was worth when the invoice was made, where that is not the default one.
fn exchange_rate(
    invoice: &GetInvoiceResponse,
    currency: Option<&Currency>,
    currencies: &[Currency],
) -> Option<String> {
    let (rate, own) = (invoice.exchangerate.as_ref()?, currency?);
    let is_default =
        |row: &&Currency| ExchangeRate::parse(row.rate.as_str()) == Ok(ExchangeRate::ONE);
    let default = currencies.iter().find(is_default)?;
    Some(format!("{rate} {} for 1 {}", own.code, default.code))
}

/// How the lines came about, by their numbers, and the sentences about the taxes.
async fn explained(desk: &Desk, id: u64) -> Value {
    let found = desk.maybe(GetInvoiceExplanation { invoiceid: id }).await;
    let (taxes, lines) =
        found.map(|found| (found.taxes.0.tax, found.lines.0.line)).unwrap_or_default();
    let lines: BTreeMap<String, Value> = lines
        .iter()
        .map(|line| {
            let steps = line.pricesteps.0.step.iter().chain(line.taxsteps.0.step.iter());
            let steps: Vec<_> = steps.map(|step| (&step.what, &step.amount)).collect();
            (line.id.0.to_string(), json!(steps))
        })
        .collect();
    let taxes: Vec<_> = taxes.iter().map(|tax| tax.text.to_string()).collect();
    json!({ "taxes": taxes, "lines": lines })
}

/// How a refund stays with the client.
const CREDIT: (&str, &str) = ("credit", "As credit");

/// What can still be given back and how; none when nothing can.
fn refundable(invoice: &GetInvoiceResponse, shown: impl Fn(&Amount) -> String) -> Option<Value> {
    let all = shown(invoice.refundable.as_ref()?);
    let Some(money) = invoice.refundablemoney.as_ref().map(&shown) else {
        return Some(json!({ "said": all, "ways": [CREDIT] }));
    };
    let said = match money == all {
        true => all,
        false => format!("{all} as credit, of which {money} as money"),
    };
    let by_hand = ("manual", "Only book it: the money is given back by hand");
    let ways = match invoice.refundsthroughgateway {
        Some(_) => vec![("gateway", "Through the gateway"), CREDIT, by_hand],
        // By hand is how it goes back then, so that stands first.
        None => vec![by_hand, CREDIT],
    };
    Some(json!({ "said": said, "ways": ways }))
}
