//! Invoices, transactions, quotes.

use protocol::{GetCurrencies, GetInvoices, GetQuotes, GetTransactions};

use super::filters::{self, Whose};
use super::{or, total, words};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::Ask;
use crate::pages::admin::names::{Names, amount_in, label};
use crate::pages::admin::pick;
use crate::pages::admin::table::{Bulk, Cell, Column, Row, Table, column};
use crate::pages::filters::money_text;

/// Every state of an invoice, and `Overdue`, which is unpaid and late.
const STATES: &[&str] = &[
    "Draft",
    "Unpaid",
    "Overdue",
    "Paid",
    "Payment Pending",
    "Collections",
    "Refunded",
    "Cancelled",
];

/// The states of the invoice of an order: all but what is only said of some of them.
pub(super) const PAYMENTS: &[&str] =
    &["Draft", "Unpaid", "Paid", "Payment Pending", "Collections", "Refunded", "Cancelled"];

pub(in crate::pages::admin) async fn invoices(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let Whose { id: client, notice } = filters::whose(desk, ask).await;
    let found = desk.call(wanted(ask, client)).await?;
    let today = desk.now().date();
    let gateways = pick::gateways(desk, "").await;
    let rows = found.invoices.0.invoice.into_iter().map(|row| {
        let href = format!("/admin/invoices/{}", row.id.0);
        let late = row.status == "Unpaid" && row.duedate.0.is_some_and(|due| due < today);
        let status = if late { "Overdue" } else { or(&row.status, "Unknown") };
        let name = format!("{} {}", row.firstname, row.lastname);
        let total = money_text(row.total.as_str(), &row.currencyprefix, &row.currencysuffix);
        let cells = vec![
            Cell::main(label(&row.invoicenum, row.id.0, &row.status)).to(&href),
            Cell::person(or(&name, "Deleted client"))
                .small(&*row.companyname)
                .to(format!("/admin/clients/{}", row.userid.0)),
            Cell::day(&row.date),
            Cell::day(&row.duedate),
            Cell::text(or(pick::name_of(&gateways, &row.paymentmethod), "–")),
            Cell::badge(status),
            Cell::money(total, row.total.as_str(), &row.currencycode),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/invoices",
        title: "Invoices",
        lead: "What is owed, was paid, or is still being written",
        columns: vec![
            column("Invoice").by("id"),
            column("Client"),
            column("Date").by("date"),
            column("Due").by("duedate"),
            column("Payment method"),
            column("Status").by("status"),
            column("Total").by("total").end(),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: words(STATES),
        filters: filters::invoices(&gateways),
        notice,
        search: "A number, or the beginning of a client's name, company or address",
        bulk: vec![
            Bulk::of("publish", "Publish"),
            Bulk::of("paid", "Mark paid"),
            Bulk::of("remind", "Send reminder"),
            Bulk::of("capture", "Capture payment"),
            Bulk::of("merge", "Merge"),
            Bulk::of("duplicate", "Duplicate"),
            Bulk::of("cancel", "Cancel").danger(),
        ],
        beyond: true,
        new: Some(("/admin/invoices/new", "New invoice")),
        empty: "No invoice is like that.",
        ..Table::default()
    })
}

fn wanted(ask: &Ask, userid: Option<u64>) -> GetInvoices {
    let (orderby, order) = ask.sort();
    // Who is late the longest comes first; of all others the newest.
    let late = ask.status().is_some_and(|status| status == "Overdue");
    let usual = if late { ("duedate", "asc") } else { ("id", "desc") };
    GetInvoices {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        userid,
        status: ask.status(),
        orderby: orderby.or(Some(usual.0.to_owned())),
        order: order.or(Some(usual.1.to_owned())),
        duedate: ask.day("due"),
        search: ask.q(),
        invoicenum: ask.text("number"),
        paymentmethod: ask.text("gateway"),
        datefrom: ask.day("from"),
        dateto: ask.day("to"),
        duedatefrom: ask.day("due_from"),
        duedateto: ask.day("due_to"),
        datepaidfrom: ask.day("paid_from"),
        datepaidto: ask.day("paid_to"),
        totalfrom: ask.amount("total_from"),
        totalto: ask.amount("total_to"),
        ..GetInvoices::default()
    }
}

fn wanted_movements(ask: &Ask, clientid: Option<u64>) -> GetTransactions {
    // A direction alone is no wish: the column is said with it.
    let (orderby, order) = match ask.sort() {
        (None, _) => (Some("id".to_owned()), Some("desc".to_owned())),
        chosen => chosen,
    };
    GetTransactions {
        clientid,
        invoiceid: ask.numbered("invoice"),
        transid: ask.q(),
        beginning: true.into(),
        transactionid: None,
        limitstart: ask.start(),
        limitnum: ask.rows(),
        orderby,
        order,
        gateway: ask.text("gateway"),
        datefrom: ask.day("from"),
        dateto: ask.day("to"),
        amountfrom: ask.amount("amount_from"),
        amountto: ask.amount("amount_to"),
    }
}

pub(in crate::pages::admin) async fn transactions(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let Whose { id: client, notice } = filters::whose(desk, ask).await;
    let call = wanted_movements(ask, client);
    let (found, known) = tokio::join!(desk.call(call), desk.maybe(GetCurrencies {}));
    let known = known.map(|found| found.currencies.0.currency.0).unwrap_or_default();
    let found = found?;
    let all = total(found.totalresults);
    let mut rows = found.transactions.0.transaction.0;
    // Another WHMCS knows no pages of transactions and gives them all, oldest first.
    if u64::try_from(rows.len()).is_ok_and(|given| Some(given) > ask.rows()) {
        rows.reverse();
        rows = ask.cut(rows).0;
    }
    let names = Names::of(desk, rows.iter().map(|row| row.userid.0)).await;
    let gateways = pick::gateways(desk, "").await;
    let rows = rows.into_iter().map(|row| {
        let href = format!("/admin/transactions/{}", row.id.0);
        let invoice = match row.invoiceid.id() {
            Some(id) => Cell::text(format!("#{id}")).to(format!("/admin/invoices/{id}")),
            None => Cell::text("–"),
        };
        let currency = known.iter().find(|each| each.id.0 == row.currency.0);
        let amount = |text: &str| match currency {
            Some(_) => amount_in(currency, text),
            None => names.money(row.userid.0, text),
        };
        let cells = vec![
            Cell::main(or(&row.transid, "Without a number"))
                .small(or(&row.description, &row.gateway))
                .to(&href),
            Cell::moment(&row.date),
            names.cell(row.userid.0),
            invoice,
            Cell::text(or(pick::name_of(&gateways, &row.gateway), "–")),
            amount(row.amountin.as_str()),
            amount(row.fees.as_str()),
            amount(row.amountout.as_str()),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/transactions",
        title: "Transactions",
        lead: "Money that came in and went out",
        columns: movements(),
        rows: rows.collect(),
        total: all,
        filters: filters::transactions(&gateways),
        notice,
        search: "Beginning of a transaction's number",
        new: Some(("/admin/transactions/new", "New transaction")),
        empty: "No money moved like that.",
        ..Table::default()
    })
}

fn movements() -> Vec<Column> {
    vec![
        column("Transaction"),
        column("Date").by("date"),
        column("Client"),
        column("Invoice"),
        column("Gateway"),
        column("In").by("amountin").end(),
        column("Fees").end(),
        column("Out").end(),
    ]
}

pub(in crate::pages::admin) async fn quotes(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let (orderby, order) = ask.sort();
    let call = GetQuotes {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        userid: ask.id("client"),
        subject: ask.q(),
        part: true.into(),
        stage: ask.status(),
        orderby,
        order,
        ..GetQuotes::default()
    };
    let (found, known) = tokio::join!(desk.call(call), desk.maybe(GetCurrencies {}));
    let known = known.map(|found| found.currencies.0.currency.0).unwrap_or_default();
    let found = found?;
    let rows = found.quotes.0.quote.into_iter().map(|row| {
        let href = format!("/admin/quotes/{}", row.id.0);
        let name = match &row.client {
            Some(client) => format!("{} {}", client.firstname, client.lastname),
            None => format!("{} {}", row.firstname, row.lastname),
        };
        let currency = known.iter().find(|each| each.id.0 == row.currency.0);
        let cells = vec![
            Cell::main(or(&row.subject, "Without a subject"))
                .small(format!("#{}", row.id.0))
                .to(&href),
            Cell::person(or(&name, "A prospect")),
            Cell::day(&row.datecreated),
            Cell::day(&row.validuntil),
            Cell::badge(or(&row.stage, "Unknown")),
            amount_in(currency, row.total.as_str()),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/quotes",
        title: "Quotes",
        lead: "Proposals, before they are invoices",
        columns: vec![
            column("Quote").by("subject"),
            column("For"),
            column("Made").by("datecreated"),
            column("Valid until").by("validuntil"),
            column("Stage").by("stage"),
            column("Total").by("total").end(),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: words(&["Draft", "Delivered", "On Hold", "Accepted", "Lost", "Dead"]),
        search: "Part of a subject",
        new: Some(("/admin/quotes/new", "New quote")),
        empty: "No quote is like that.",
        ..Table::default()
    })
}
