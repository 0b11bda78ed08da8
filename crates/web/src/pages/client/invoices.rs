//! Invoices: the list, and one as a document that prints well.

use axum::extract::{Path, Query};
use model::people::address::town_lines;
use model::people::permission::ClientPermission;
use protocol::wire::{Amount, Num};
use protocol::{
    ClientDetails, CreditNote, GetConfigurationValue, GetInvoiceResponse, GetInvoices, InvoiceLine,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::Shown;
use super::explained::{self, Explained};
use super::frame::Member;
use super::home::{number, today};
use super::kept;
use super::list::{ROWS, Wanted};
use super::paying::by_hand;
use crate::for_client::ForClient;
use crate::pages::countries;
use crate::pages::filled::Filled;
use crate::pages::language::{plain, tell, tell_with};
use crate::pages::papers;
use crate::pages::sorry::{Sorry, missing};
use crate::pages::view::{self, is_something};
use crate::pages::words::{Money, in_parts, rate_text, with_days};
use crate::whmcs::{CallError, Whmcs};

/// The statuses that a list can be cut to.
const STATUSES: [&str; 5] = ["Unpaid", "Paid", "Cancelled", "Refunded", "Collections"];

/// `GET /billing/invoices`
pub(super) async fn list(here: Member, Query(wanted): Query<Wanted>) -> Shown {
    let door = here.door(ClientPermission::Invoices)?;
    let status = STATUSES.iter().find(|status| status.eq_ignore_ascii_case(&wanted.status));
    let call = GetInvoices {
        status: status.map(|status| (*status).to_owned()),
        limitstart: Some(wanted.start()),
        limitnum: Some(ROWS),
        orderby: Some("id".to_owned()),
        order: Some("desc".to_owned()),
        ..GetInvoices::default()
    };
    let (money, today) = (here.money().await?, today(&here).await);
    let found = door.invoices(call).await?;
    let pages = wanted.pages("/billing/invoices", found.totalresults.0);
    let rows: Vec<Value> = found
        .invoices
        .0
        .invoice
        .into_iter()
        .map(|row| {
            let late = row.status == "Unpaid" && row.duedate.0.is_some_and(|due| due < today);
            json!({
                "id": row.id.0,
                "number": number(&row),
                "date": row.date.to_string(),
                "due": row.duedate.to_string(),
                "total": money.of(&row.total),
                "status": row.status.to_string(),
                "shown": if late { "Overdue" } else { &row.status },
            })
        })
        .collect();
    here.page("client/invoices.html", &tell("invoices"))
        .nav("billing")
        .show(json!({
            "rows": rows,
            "pages": pages,
            "statuses": STATUSES,
            "status": status,
            "paper": papers::are_made(here.app.whmcs()),
        }))
        .await
}

/// `GET /billing/invoices/{id}`
pub(super) async fn detail(here: Member, Path(id): Path<u64>) -> Shown {
    show(&here, id, Filled::default()).await
}

/// `GET /billing/invoices/{id}/pdf`
pub(super) async fn pdf(here: Member, Path(id): Path<u64>) -> Shown {
    let made = here.door(ClientPermission::Invoices)?.invoice_pdf(id).await?;
    papers::file(&made.filename, &made.data).ok_or_else(missing)
}

/// `GET /billing/credit-notes/{id}/pdf`
pub(super) async fn credit_note_pdf(here: Member, Path(id): Path<u64>) -> Shown {
    let made = here.door(ClientPermission::Invoices)?.credit_note_pdf(id).await?;
    papers::file(&made.filename, &made.data).ok_or_else(missing)
}

/// `GET /billing/invoices/{id}/xml`
pub(super) async fn xml(here: Member, Path(id): Path<u64>) -> Shown {
    let made = here.door(ClientPermission::Invoices)?.invoice_xml(id).await?;
    papers::xml(&made.filename, &made.data).ok_or_else(missing)
}

/// `GET /billing/credit-notes/{id}/xml`
pub(super) async fn credit_note_xml(here: Member, Path(id): Path<u64>) -> Shown {
    let made = here.door(ClientPermission::Invoices)?.credit_note_xml(id).await?;
    papers::xml(&made.filename, &made.data).ok_or_else(missing)
}

/// What was taken back of an invoice; nothing where no WHMCS of ours is behind.
async fn credit_notes(here: &Member, door: &ForClient, id: u64, money: &Money) -> Vec<Value> {
    if here.app.whmcs().is_remote() {
        return Vec::new();
    }
    let rows = door.credit_notes(id).await.unwrap_or_default();
    let shown = |row: CreditNote| {
        json!({
            "id": row.id.0,
            "number": row.creditnotenum.to_string(),
            "date": row.date.to_string(),
            "total": money.of(&row.total),
        })
    };
    rows.into_iter().map(shown).collect()
}

/// One invoice, with the payment form as it was filled in.
pub(super) async fn show(here: &Member, id: u64, filled: Filled) -> Shown {
    let door = here.door(ClientPermission::Invoices)?;
    let invoice = door.invoice(id).await?;
    let money = here.money().await?;
    let client = door.details().await?;
    let how = explained::of_invoice(&door, id, &money).await;
    let mut document = document(&invoice, how, &money);
    let methods = view::methods(&here.app, &here.session.caller).await?;
    for payment in &mut document.payments {
        if let Some(method) = methods.iter().find(|method| method.module == payment.gateway) {
            payment.gateway.clone_from(&method.name);
        }
    }
    let paying = paying(&door, &invoice, &client, &money, &methods).await?;
    let proofs = match &paying {
        Some(_) if is_by_hand(here, &invoice.paymentmethod) => {
            super::proofs::of_invoice(&door, id).await
        }
        _ => None,
    };
    let by_hand = match &paying {
        Some(_) => by_hand(here, &methods, &invoice.paymentmethod).await,
        None => Vec::new(),
    };
    let title = tell_with("invoice-numbered", &[("number", document.number.clone().into())]);
    let mut payer = payer(&client);
    let own = invoice.clientfields.iter().flat_map(|text| text.lines());
    payer.extend(own.map(str::to_owned));
    let seller = seller(here).await;
    let good = filled.is_good();
    here.page("client/invoice.html", &title)
        .nav("billing")
        .crumb(&tell("invoices"), "/billing/invoices")
        .crumb(&document.number, "")
        .unless(good)
        .show(json!({
            "invoice": document,
            "combined": invoice.combinedin.and_then(Num::id),
            "payer": payer,
            "seller": seller,
            "seller_tax": invoice.sellertaxid.as_deref(),
            "tax_note": invoice.taxnote.as_deref(),
            "paying": paying,
            "proofs": proofs,
            "by_hand": by_hand,
            "notes": credit_notes(here, &door, id, &money).await,
            "filled": filled,
            "paper": papers::are_made(here.app.whmcs()),
            "electronic": papers::are_electronic(here.app.whmcs()).await,
        }))
        .await
}

/// Whether a gateway is paid outside of any system, as far as our own engine knows it.
fn is_by_hand(here: &Member, gateway: &str) -> bool {
    match here.app.whmcs() {
        Whmcs::Engine(actions) => {
            let known = actions.engine().world().gateways.get(gateway);
            known.is_some_and(|gateway| gateway.capabilities().manual)
        }
        Whmcs::Remote(_) => false,
    }
}

/// An invoice as a document.
#[derive(Debug, Serialize)]
struct Document {
    id: i64,
    number: String,
    status: String,
    date: String,
    due: String,
    paid_at: String,
    lines: Vec<Line>,
    subtotal: String,
    taxes: Vec<(String, String)>,
    /// How these came about, a sentence each.
    taxes_how: Vec<String>,
    credit: Option<String>,
    total: String,
    balance: String,
    open: bool,
    method: String,
    notes: String,
    payments: Vec<Payment>,
}

#[derive(Debug, Serialize)]
struct Line {
    text: String,
    /// The days of its period, in brackets; empty for none.
    period: String,
    /// What stands behind them.
    rest: String,
    amount: String,
    /// How the amount came about and how it was taxed, step by step.
    how: Vec<(String, String)>,
    /// It stands for several equal lines; `how` is about one of them.
    several: bool,
    /// The invoice that it pays, of an invoice over several others.
    pays: Option<u64>,
}

#[derive(Debug, Serialize)]
struct Payment {
    date: String,
    gateway: String,
    reference: String,
    amount: String,
}

fn document(invoice: &GetInvoiceResponse, mut how: Explained, money: &Money) -> Document {
    let rates = [
        ("1", invoice.taxname.as_deref(), &invoice.taxrate, &invoice.tax),
        ("2", invoice.taxname2.as_deref(), &invoice.taxrate2, &invoice.tax2),
    ];
    let tax = |(level, name, rate, _): (&str, Option<&str>, &Amount, &Amount)| {
        explained::label(level, name.unwrap_or_default(), rate_text(rate.as_str()))
    };
    let label = match &*invoice.invoicenum {
        "" => invoice.invoiceid.to_string(),
        number => number.to_owned(),
    };
    let lines = invoice.items.0.item.iter().map(|line| {
        let [text, period, rest] = in_parts(&line.description, [line.periodfrom, line.periodto]);
        Line {
            text: counted(line, text),
            period,
            rest,
            amount: money.of(&line.amount),
            how: how.lines.remove(&line.id.0).unwrap_or_default(),
            several: line.quantity.is_some_and(|count| count.0 > 1),
            pays: line.relid.id().filter(|_| line.r#type == "Invoice"),
        }
    });
    let lines = lines.collect();
    let payments = invoice.transactions.0.transaction.iter().map(|row| Payment {
        date: row.date.to_string(),
        gateway: row.gateway.to_string(),
        reference: row.transid.to_string(),
        amount: if is_something(&row.amountout) {
            money.text(&format!("-{}", row.amountout))
        } else {
            money.of(&row.amountin)
        },
    });
    Document {
        id: invoice.invoiceid.0,
        number: label,
        status: invoice.status.to_string(),
        date: invoice.date.to_string(),
        due: invoice.duedate.to_string(),
        paid_at: invoice.datepaid.to_string(),
        lines,
        subtotal: money.of(&invoice.subtotal),
        taxes: rates
            .into_iter()
            .filter(|(.., tax)| is_something(tax))
            .map(|level| (tax(level), money.of(level.3)))
            .collect(),
        taxes_how: how.taxes,
        credit: is_something(&invoice.credit).then(|| money.text(&format!("-{}", invoice.credit))),
        total: money.of(&invoice.total),
        balance: money.of(&invoice.balance),
        open: invoice.status == "Unpaid" && is_something(&invoice.balance),
        method: invoice.paymentmethod.to_string(),
        notes: invoice.notes.to_string(),
        payments: payments.collect(),
    }
}

/// What a line says, with its days in the language of the page.
pub(crate) fn line_text(line: &InvoiceLine) -> String {
    counted(line, with_days(&line.description, [line.periodfrom, line.periodto]))
}

/// With the number of equal lines that it stands for.
fn counted(line: &InvoiceLine, text: String) -> String {
    match line.quantity.map_or(1, |count| count.0) {
        1 => text,
        count => format!("{count} × {text}"),
    }
}

/// Ways to pay what is open; nothing for an invoice that is not to be paid.
async fn paying(
    door: &ForClient,
    invoice: &GetInvoiceResponse,
    client: &ClientDetails,
    money: &Money,
    methods: &[view::MethodView],
) -> Result<Option<Value>, Sorry> {
    if invoice.status != "Unpaid" || !is_something(&invoice.balance) {
        return Ok(None);
    }
    let kept = kept::chargeable(door, methods).await?;
    let credit = is_something(&client.credit).then(|| money.of(&client.credit));
    let method = &*invoice.paymentmethod;
    // What is kept first, unless the invoice is to be paid in another way.
    let agreed = methods.iter().find(|each| each.module == method);
    let by_card = agreed.is_none_or(|each| each.card || each.keeps);
    let usual = agreed.or(methods.first()).map(|each| each.module.clone()).unwrap_or_default();
    let preferred = kept::first(&kept).filter(|_| by_card).unwrap_or(usual);
    Ok(Some(json!({
        "preferred": preferred,
        "methods": methods,
        "kept": kept,
        "credit": credit,
        "method": method,
        "keeps": methods.iter().any(|method| method.keeps),
    })))
}

/// Who pays, line by line.
fn payer(client: &ClientDetails) -> Vec<String> {
    let above = [
        client.companyname.to_string(),
        format!("{} {}", client.firstname, client.lastname),
        client.address1.to_string(),
        client.address2.to_string(),
    ];
    let town = town_lines(&client.city, &client.state, &client.postcode, &client.countrycode);
    let below = [country(client), client.tax_id.to_string()];
    let lines = above.into_iter().chain(town).chain(below).map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// The country in the language of the page; as it was said where no catalogue has it.
fn country(client: &ClientDetails) -> String {
    match &*client.countrycode {
        "" => client.countryname.to_string(),
        code => countries::name(code).unwrap_or_else(|| client.countryname.to_string()),
    }
}

/// Who is paid, line by line; just the name where no address is set.
async fn seller(here: &Member) -> Vec<String> {
    let call = GetConfigurationValue { setting: "InvoicePayTo".to_owned() };
    let answer: Result<_, CallError> = here.app.whmcs().call(&here.session.caller, call).await;
    let text = answer.map(|answer| answer.value.to_string()).unwrap_or_default();
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The amount that a form names, if it is one.
pub(super) fn amount(text: &str) -> Option<Amount> {
    let text = plain(text).ok()?;
    let is_unsigned = !text.starts_with(['-', '+']);
    is_unsigned.then(|| Amount::parse(&text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn an_amount_that_is_named_is_not_below_zero() {
        for (typed, expected) in [
            ("25.50", Some("25.50")),
            ("25,5", Some("25.5")),
            ("1,234", None),
            ("-5", None),
            ("+5", None),
            ("", None),
            ("abc", None),
        ] {
            let read = amount(typed).map(|amount| amount.as_str().to_owned());
            assert_eq!(read.as_deref(), expected, "{typed}");
        }
    }
}
