//! `GetInvoice`: one invoice with its lines and transactions.

use engine::billing::gateways::{charges_by_itself, gives_back};
use engine::billing::similar::grouped;
use engine::billing::{edit, parties, refund};
use engine::system::currencies::Currencies;
use engine::system::settings::Settings;
use engine::{Cx, Result, not_found};
use model::money::Money;
use model::word::Word as _;
use protocol::wire::{Amount, EmptyOrWrap, Text, Wrap};
use protocol::{GetInvoice, GetInvoiceResponse, InvoiceLine, InvoiceLines, Transactions};
use store::billing::invoice_items::{self, InvoiceItemRow};
use store::billing::{invoices, transactions};

use super::shown::{invoice_id, minor, percent, recorded_rate, transaction};
use crate::wire::{amount, date, days_of, moment};

pub(super) async fn get_invoice(cx: &Cx, call: GetInvoice) -> Result<GetInvoiceResponse> {
    let settings = cx.engine.settings().await?;
    let mut conn = cx.read().await?;
    let row = invoices::by_id(&mut conn, invoice_id(call.invoiceid)).await?;
    let row = row.ok_or_else(|| not_found("Invoice ID Not Found"))?;
    let shown_in = std::iter::once(row.currency_id);
    let currencies = Currencies::recent(&cx.engine, &mut conn, shown_in).await?;
    let currency = currencies.currency(row.currency_id)?;
    let lines = invoice_items::of_invoice(&mut conn, row.id).await?;
    let money = transactions::of_invoice(&mut conn, row.id).await?;
    let combined = match money.is_empty() {
        true => invoice_items::combining(&mut conn, row.id).await?,
        false => None,
    };
    let paid = money.iter().filter(|row| row.amount_in_minor > 0 && !row.reference.is_empty());
    let through = paid.map(|row| &row.gateway).any(|module| gives_back(&cx.engine, module));
    let money: Result<Vec<_>> =
        money.into_iter().map(|row| transaction(row, &currencies, &settings)).collect();
    let left = refund::left(&mut conn, &row, &lines, currency).await?;
    let ccgateway = charges_by_itself(&cx.engine, &row.gateway);
    let shown = |value| minor(value, currency);
    let line = |(count, line): (i64, InvoiceItemRow)| shown_line(count, &line, shown, &settings);
    let shown_to_clients = grouped(&settings, &lines);
    let grouped = (shown_to_clients.len() < lines.len())
        .then(|| InvoiceLines { item: shown_to_clients.into_iter().map(line).collect() });
    let lines = lines.into_iter().map(|each| (1, each));
    Ok(GetInvoiceResponse {
        invoiceid: row.id.0.into(),
        invoicenum: row.number.clone().into(),
        userid: row.client_id.0.into(),
        date: date(Some(row.issued_on)),
        duedate: date(Some(row.due_on)),
        datepaid: moment(&settings, row.paid_at),
        lastcaptureattempt: moment(&settings, row.last_capture_at),
        subtotal: shown(row.subtotal_minor),
        credit: shown(row.credit_minor),
        tax: shown(row.tax_minor),
        tax2: shown(row.tax2_minor),
        total: shown(row.total_minor - row.credit_minor),
        balance: shown(row.balance_minor()),
        taxrate: percent(row.tax_rate),
        taxrate2: percent(row.tax_rate2),
        status: row.status.word().into(),
        paymentmethod: row.gateway.clone().into(),
        notes: row.notes.clone().into(),
        ccgateway: ccgateway.into(),
        taxname: said(&row.tax_name),
        taxname2: said(&row.tax_name2),
        taxnote: said(&row.tax_note),
        sellertaxid: seller_tax_id(&row.parties, &settings),
        exchangerate: recorded_rate(row.exchange_rate, row.currency_id, &currencies)?,
        refundable: above_zero(left.as_credit),
        refundablemoney: above_zero(left.as_money),
        refundsthroughgateway: (through && left.as_money.minor > 0).then(|| true.into()),
        linesfixed: (!edit::lines_can_change(&settings, row.status)).then(|| true.into()),
        clientfields: client_fields(&row.parties),
        combinedin: combined.map(|id| id.0.into()),
        grouped,
        items: Wrap(InvoiceLines { item: lines.map(line).collect() }),
        transactions: EmptyOrWrap(Transactions { transaction: money?.into() }),
    })
}

/// A line, or so many equal ones as one; with the sum of their amounts, in minor units.
fn shown_line(
    count: i64,
    line: &InvoiceItemRow,
    shown: impl Fn(i64) -> Amount,
    settings: &Settings,
) -> InvoiceLine {
    let [periodfrom, periodto] = days_of(line.period());
    InvoiceLine {
        id: line.id.0.into(),
        r#type: line.r#type.word().into(),
        relid: line.rel_id.into(),
        description: settings.line_shown(&line.description, line.period()).into(),
        amount: shown(line.amount_minor),
        taxed: line.taxed.into(),
        periodfrom,
        periodto,
        quantity: (count > 1).then(|| count.into()),
    }
}

/// The tax number of who sold.
fn seller_tax_id(parties: &str, settings: &Settings) -> Option<Text> {
    said(&parties::sold_by(parties::read(parties).seller, settings).tax_id)
}

/// A text, if it says something.
fn said(text: &str) -> Option<Text> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned().into())
}

/// What the snapshot of the client says beside the address.
fn client_fields(parties: &str) -> Option<Text> {
    let lines: Vec<String> = parties::read(parties).buyer.lines().collect();
    (!lines.is_empty()).then(|| lines.join("\n").into())
}

fn above_zero(money: Money) -> Option<Amount> {
    (money.minor > 0).then(|| amount(money))
}
