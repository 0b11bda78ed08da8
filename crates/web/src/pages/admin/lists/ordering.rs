//! Orders.

use protocol::{GetOrderStatuses, GetOrders};

use super::billing::PAYMENTS;
use super::filters::{self, Whose};
use super::{or, total};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::{Ask, NONE};
use crate::pages::admin::table::{Bulk, Cell, Row, Table, column};
use crate::pages::filters::money_text;

pub(in crate::pages::admin) async fn orders(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let Whose { id: client, notice } = filters::whose(desk, ask).await;
    let call = wanted(ask, client);
    let (found, states) = tokio::join!(desk.call(call), desk.maybe(GetOrderStatuses {}));
    let found = found?;
    let rows = found.orders.0.order.into_iter().map(|row| {
        let href = format!("/admin/orders/{}", row.id.0);
        let lines = &row.lineitems.0.lineitem;
        let first = lines.first().map(|line| line.product.to_string()).unwrap_or_default();
        let items = match lines.len() {
            0 | 1 => first,
            more => format!("{first} and {} more", more - 1),
        };
        let amount = money_text(row.amount.as_str(), &row.currencyprefix, &row.currencysuffix);
        let written = format!("{}{}", row.currencyprefix, row.currencysuffix);
        let currency = row.currencycode.as_ref().map_or(written.trim(), |code| code);
        let paid = row.paymentstatus.map(|text| text.to_string()).unwrap_or_default();
        let cells = vec![
            Cell::main(format!("#{}", row.id.0)).to(&href),
            Cell::moment(&row.date),
            Cell::person(or(&row.name, "Deleted client"))
                .to(format!("/admin/clients/{}", row.userid.0)),
            Cell::text(or(&items, "–")),
            Cell::badge(or(&paid, "No invoice")).small(&*row.paymentmethodname),
            Cell::badge(or(&row.status, "Unknown")),
            Cell::money(amount, row.amount.as_str(), currency),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/orders",
        title: "Orders",
        lead: "What was ordered and waits, runs or was turned down",
        columns: vec![
            column("Order").by("id"),
            column("Date").by("date"),
            column("Client"),
            column("What"),
            column("Payment"),
            column("Status").by("status"),
            column("Amount").by("amount").end(),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: states
            .map(|found| found.statuses.0.status.iter().map(|row| row.title.to_string()).collect())
            .unwrap_or_default(),
        filters: filters::orders(desk, ask, PAYMENTS).await,
        notice,
        search: "Id or ten-digit number of an order",
        bulk: vec![
            Bulk::of("accept", "Accept"),
            Bulk::of("cancel", "Cancel").danger(),
            Bulk::of("fraud", "Mark as fraud").danger(),
        ],
        beyond: true,
        new: Some(("/admin/orders/new", "Add order")),
        empty: "No order is like that.",
        ..Table::default()
    })
}

fn wanted(ask: &Ask, userid: Option<u64>) -> GetOrders {
    let (orderby, order) = ask.sort();
    GetOrders {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        status: ask.status(),
        id: ask.q().map(|text| number(&text)),
        anynumber: true.into(),
        userid,
        paymentmethod: ask.text("gateway"),
        paymentstatus: ask.text("payment"),
        datefrom: ask.day("from"),
        dateto: ask.day("to"),
        ipaddress: ask.text("ip"),
        orderby,
        order,
        ..GetOrders::default()
    }
}

/// The number that was typed; of a text that is none, one that finds nothing.
fn number(text: &str) -> u64 {
    text.trim_start_matches('#').trim().parse().unwrap_or(NONE).min(NONE)
}
