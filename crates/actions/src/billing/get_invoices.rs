//! `GetInvoices`: a page of invoices.

use std::collections::{BTreeMap, BTreeSet};

use engine::system::currencies::Currencies;
use engine::system::settings::Settings;
use engine::{Cx, Result};
use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::word::Word as _;
use protocol::wire::Wrap;
use protocol::{GetInvoices, GetInvoicesResponse, Invoice, Invoices};
use store::Conn;
use store::billing::invoices::InvoiceRow;
use store::billing::lists::{self, InvoiceOrder, Listed, StatusIs};
use store::billing::payers;

use super::shown::{client_id, minor, percent};
use crate::wire::{date, day, days, given, least, moment, most, page};

/// Given name, family name and company by client.
type Names = BTreeMap<i64, [String; 3]>;

pub(super) async fn get_invoices(cx: &Cx, call: GetInvoices) -> Result<GetInvoicesResponse> {
    let settings = cx.engine.settings().await?;
    let today = cx.engine.today().await?;
    let (start, rows) = page(call.limitstart, call.limitnum);
    let text = |value: &Option<String>| value.as_deref().unwrap_or_default().trim().to_owned();
    let status = status_is(&text(&call.status), today);
    // No invoice has a status that does not exist.
    let Some(status) = status else { return Ok(empty(start)) };
    let (paid_from, paid_before) = days(&settings, call.datepaidfrom, call.datepaidto);
    let mut conn = cx.read().await?;
    let currencies = Currencies::recent(&cx.engine, &mut conn, std::iter::empty()).await?;
    let wanted = Listed {
        client: call.userid.filter(|id| *id > 0).map(client_id),
        status,
        from: day(call.datefrom),
        to: day(call.dateto),
        due_on: day(call.duedate),
        due_from: day(call.duedatefrom),
        due_to: day(call.duedateto),
        paid_from,
        paid_before,
        gateway: given(call.paymentmethod.as_deref()),
        number: given(call.invoicenum.as_deref()),
        least: &least("totalfrom", call.totalfrom.as_ref(), &currencies)?,
        most: &most("totalto", call.totalto.as_ref(), &currencies)?,
        search: call.search.as_deref(),
        combinable: call.combinable.0,
        order: order(&text(&call.orderby)),
        descending: text(&call.order).eq_ignore_ascii_case("desc"),
    };
    let (shown, total) = listed(cx, &mut conn, &settings, &wanted, (start, rows)).await?;
    Ok(GetInvoicesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: shown.len().into(),
        invoices: Wrap(Invoices { invoice: shown.into() }),
    })
}

/// A status as it is asked for; none for a word that is no status.
pub(super) fn status_is(word: &str, today: Date) -> Option<StatusIs> {
    match word {
        "" => Some(StatusIs::Any),
        word if word.eq_ignore_ascii_case("Overdue") => Some(StatusIs::OverdueOn(today)),
        word => InvoiceStatus::from_word(word).map(StatusIs::Stored),
    }
}

/// A page of invoices as the wire has them, and how many there are in all.
pub(super) async fn listed(
    cx: &Cx,
    conn: &mut Conn,
    settings: &Settings,
    wanted: &Listed<'_>,
    (start, rows): (i64, i64),
) -> Result<(Vec<Invoice>, i64)> {
    let (found, total) = lists::invoices(conn, wanted, start, rows).await?;
    let ids: BTreeSet<i64> = found.iter().map(|row| row.client_id.0).collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    let names = payers::names(conn, &ids).await?;
    let names: Names = names.into_iter().map(|(id, a, b, c)| (id, [a, b, c])).collect();
    let shown_in = found.iter().map(|row| row.currency_id);
    let currencies = Currencies::recent(&cx.engine, conn, shown_in).await?;
    let shown: Result<Vec<Invoice>> =
        found.into_iter().map(|row| show(row, &names, &currencies, settings)).collect();
    Ok((shown?, total))
}

fn empty(start: i64) -> GetInvoicesResponse {
    GetInvoicesResponse { startnumber: start.into(), ..GetInvoicesResponse::default() }
}

fn order(word: &str) -> InvoiceOrder {
    match word.to_ascii_lowercase().as_str() {
        "invoicenumber" | "invoicenum" => InvoiceOrder::Number,
        "date" => InvoiceOrder::Date,
        "duedate" => InvoiceOrder::DueDate,
        "total" => InvoiceOrder::Total,
        "status" => InvoiceOrder::Status,
        _ => InvoiceOrder::Id,
    }
}

fn show(
    row: InvoiceRow,
    names: &Names,
    currencies: &Currencies,
    settings: &Settings,
) -> Result<Invoice> {
    let currency = currencies.currency(row.currency_id)?;
    let words = currencies.row(row.currency_id);
    let amount = |value| minor(value, currency);
    let balance = amount(row.balance_minor());
    let at = |at| moment(settings, at);
    let [first, last, company] = names.get(&row.client_id.0).cloned().unwrap_or_default();
    Ok(Invoice {
        id: row.id.0.into(),
        userid: row.client_id.0.into(),
        firstname: first.into(),
        lastname: last.into(),
        companyname: company.into(),
        invoicenum: row.number.into(),
        date: date(Some(row.issued_on)),
        duedate: date(Some(row.due_on)),
        datepaid: at(row.paid_at),
        last_capture_attempt: at(row.last_capture_at),
        date_refunded: at(row.refunded_at),
        date_cancelled: at(row.cancelled_at),
        subtotal: amount(row.subtotal_minor),
        credit: amount(row.credit_minor),
        tax: amount(row.tax_minor),
        tax2: amount(row.tax2_minor),
        total: amount(row.total_minor - row.credit_minor),
        balance: Some(balance),
        taxrate: percent(row.tax_rate),
        taxrate2: percent(row.tax_rate2),
        status: row.status.word().into(),
        paymentmethod: row.gateway.into(),
        paymethodid: row.pay_method_id.map(|id| id.0.into()),
        notes: row.notes.into(),
        created_at: at(Some(row.created_at)),
        updated_at: at(Some(row.updated_at)),
        currencycode: words.map(|row| row.code.clone()).into(),
        currencyprefix: words.map(|row| row.prefix.clone()).into(),
        currencysuffix: words.map(|row| row.suffix.clone()).into(),
    })
}
