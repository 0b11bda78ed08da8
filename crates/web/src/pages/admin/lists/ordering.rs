//! Orders.

use protocol::{GetOrderStatuses, GetOrders};

use super::{or, total};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::Ask;
use crate::pages::admin::table::{Bulk, Cell, Row, Table, column};
use crate::pages::filters::money_text;
use crate::pages::words::moment;

pub(in crate::pages::admin) async fn orders(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetOrders {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        status: ask.status(),
        id: ask.q().and_then(|text| text.trim_start_matches('#').parse().ok()),
        userid: ask.id("client"),
        ..GetOrders::default()
    };
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
        let currency = format!("{}{}", row.currencyprefix, row.currencysuffix);
        let paid = row.paymentstatus.map(|text| text.to_string()).unwrap_or_default();
        let cells = vec![
            Cell::main(format!("#{}", row.id.0)).small(moment(&row.date.to_string())).to(&href),
            Cell::person(or(&row.name, "Nobody")).to(format!("/admin/clients/{}", row.userid.0)),
            Cell::text(or(&items, "–")),
            Cell::badge(or(&paid, "No invoice")).small(&*row.paymentmethodname),
            Cell::badge(or(&row.status, "Unknown")),
            Cell::money(amount, row.amount.as_str(), currency.trim()),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/orders",
        title: "Orders",
        lead: "What was ordered and waits, runs or was turned down",
        columns: vec![
            column("Order"),
            column("Client"),
            column("What"),
            column("Payment"),
            column("Status"),
            column("Amount").end(),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: states
            .map(|found| found.statuses.0.status.iter().map(|row| row.title.to_string()).collect())
            .unwrap_or_default(),
        search: "Number of an order",
        bulk: vec![
            Bulk { verb: "accept", label: "Accept", danger: false },
            Bulk { verb: "cancel", label: "Cancel", danger: true },
            Bulk { verb: "fraud", label: "Mark as fraud", danger: true },
        ],
        beyond: true,
        new: Some(("/admin/orders/new", "Add order")),
        empty: "No order is like that.",
        ..Table::default()
    })
}
