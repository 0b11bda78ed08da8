//! Services, requests to cancel them, and module calls that failed.

use futures::future::join_all;
use model::domains::name::for_people;
use protocol::wire::Flag;
use protocol::{
    ClientService, GetCancelledPackages, GetClientsAddons, GetClientsProducts, GetModuleQueue,
};

use super::filters::{self, Whose};
use super::{or, total, words};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::Ask;
use crate::pages::admin::names::Names;
use crate::pages::admin::pick;
use crate::pages::admin::table::{Bulk, Cell, Row, Table, column};

/// The states of a service.
pub(in crate::pages::admin) const SERVICE_STATES: &[&str] =
    &["Pending", "Active", "Suspended", "Terminated", "Cancelled", "Fraud", "Completed"];

pub(in crate::pages::admin) async fn services(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let (orderby, order) = ask.sort();
    let Whose { id: clientid, notice } = filters::whose(desk, ask).await;
    let call = GetClientsProducts {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        clientid,
        pid: ask.number("product"),
        serverid: ask.number("server"),
        paymentmethod: ask.text("gateway"),
        billingcycle: ask.text("cycle"),
        domain: ask.q(),
        beginning: true.into(),
        status: ask.status(),
        nextduedate: ask.day("due"),
        orderby,
        order,
        ..GetClientsProducts::default()
    };
    let found = desk.call(call).await?;
    let found_rows = found.products.0.product.0;
    let names = Names::of(desk, found_rows.iter().map(|row| row.clientid.0)).await;
    let rows = found_rows.into_iter().map(|row| {
        let href = format!("/admin/services/{}", row.id.0);
        let cells = vec![
            Cell::main(or(&row.name, "Unknown product")).small(for_people(&row.domain)).to(&href),
            names.cell(row.clientid.0),
            Cell::text(or(&row.servername, "–")),
            Cell::text(&*row.billingcycle),
            Cell::day(&row.nextduedate),
            Cell::badge(or(&row.status, "Unknown")),
            names.money(row.clientid.0, row.recurringamount.as_str()),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/services",
        title: "Products & services",
        lead: "What clients have and pay for",
        columns: vec![
            column("Service").by("domain"),
            column("Client"),
            column("Server"),
            column("Cycle"),
            column("Next due").by("nextduedate"),
            column("Status").by("status"),
            column("Recurring").by("recurringamount").end(),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: words(SERVICE_STATES),
        filters: filters::services(desk, ask).await,
        notice,
        search: "Beginning of a domain or host name",
        bulk: vec![
            Bulk::of("suspend", "Suspend").danger(),
            Bulk::of("unsuspend", "Unsuspend"),
            Bulk::of("status", "Set status").to("Status to set", pick::words(SERVICE_STATES)),
            Bulk::of("terminate", "Terminate").danger(),
        ],
        beyond: true,
        new: Some(("/admin/orders/new", "Add order")),
        empty: "No service is like that.",
        ..Table::default()
    })
}

pub(in crate::pages::admin) async fn addons(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let Whose { id: clientid, notice } = filters::whose(desk, ask).await;
    let call = GetClientsAddons {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        clientid,
        addonid: ask.number("addon"),
        pid: ask.number("product"),
        paymentmethod: ask.text("gateway"),
        billingcycle: ask.text("cycle"),
        status: ask.status(),
        ..GetClientsAddons::default()
    };
    let found = desk.call(call).await?;
    let mut found_rows = found.addons.0.addon.0;
    // Another WHMCS knows no pages of addons and gives them all.
    if u64::try_from(found_rows.len()).is_ok_and(|given| Some(given) > ask.rows()) {
        found_rows = ask.cut(found_rows).0;
    }
    let names = Names::of(desk, found_rows.iter().map(|row| row.userid.0)).await;
    let rows = found_rows.into_iter().map(|row| {
        let href = format!("/admin/service-addons/{}", row.id.0);
        let cells = vec![
            Cell::main(or(&row.name, "Unknown addon"))
                .small(format!("of service {}", row.serviceid.0))
                .to(&href),
            names.cell(row.userid.0),
            Cell::text(&*row.billingcycle),
            Cell::day(&row.nextduedate),
            Cell::badge(or(&row.status, "Unknown")),
            names.money(row.userid.0, row.recurring.as_str()),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/service-addons",
        title: "Service addons",
        lead: "What clients have beside their services",
        columns: vec![
            column("Addon"),
            column("Client"),
            column("Cycle"),
            column("Next due"),
            column("Status"),
            column("Recurring").end(),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: words(SERVICE_STATES),
        filters: filters::addons(desk, ask).await,
        notice,
        empty: "No addon is like that.",
        ..Table::default()
    })
}

pub(in crate::pages::admin) async fn cancellations(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let (limitstart, limitnum) = (ask.start(), ask.rows());
    let call = GetCancelledPackages { limitstart, limitnum, serviceid: None, open: Flag(true) };
    let found = desk.call(call).await?;
    let found_rows = found.packages.0.package.0;
    let ids: Vec<i64> = found_rows.iter().map(|row| row.relid.0).collect();
    let services = join_all(ids.into_iter().map(|id| ending(desk, id))).await;
    let clients = services.iter().flatten().map(|service| service.clientid.0);
    let names = Names::of(desk, clients).await;
    let rows = found_rows.into_iter().zip(services).map(|(row, service)| {
        let href = format!("/admin/services/{}", row.relid.0);
        let number = format!("Service {}", row.relid.0);
        let (name, client) = match &service {
            Some(service) => {
                let name = Cell::main(or(&service.name, &number));
                (name.small(for_people(&service.domain)), names.cell(service.clientid.0))
            }
            None => (Cell::main(&number), Cell::text("–")),
        };
        let cells = vec![
            name.to(&href),
            client,
            Cell::text(&*row.r#type),
            Cell::text(or(&row.reason, "No reason given")),
            Cell::moment(&row.date),
        ];
        // What is withdrawn is the request of a service, of which one stands at most.
        Row { id: row.relid.0, href, cells }
    });
    Ok(Table {
        path: "/admin/cancellations",
        title: "Cancellation requests",
        lead: "Services that their clients want to end",
        columns: vec![
            column("Service"),
            column("Client"),
            column("When"),
            column("Reason"),
            column("Asked"),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        bulk: vec![Bulk::of("withdraw", "Withdraw")],
        empty: "Nobody wants to leave.",
        ..Table::default()
    })
}

/// The service that is to end, as far as the role may look.
async fn ending(desk: &Desk, id: i64) -> Option<ClientService> {
    let serviceid = Some(u64::try_from(id).ok()?);
    let call = GetClientsProducts { serviceid, ..GetClientsProducts::default() };
    desk.maybe(call).await?.products.0.product.0.into_iter().next()
}

pub(in crate::pages::admin) async fn queue(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let found =
        desk.call(GetModuleQueue { moduleName: ask.q(), ..GetModuleQueue::default() }).await?;
    let (rows, total) = ask.cut(found.queue.0);
    let rows = rows.into_iter().map(|row| {
        let href = match &*row.serviceType {
            "domain" => format!("/admin/domains/{}", row.serviceId.0),
            _ => format!("/admin/services/{}", row.serviceId.0),
        };
        let cells = vec![
            Cell::main(format!("{} {}", row.serviceType, row.serviceId.0))
                .small(&*row.moduleName)
                .to(&href),
            Cell::text(&*row.moduleAction),
            Cell::text(or(&row.lastAttemptError, "–")),
            Cell::number(row.numRetries.0),
            Cell::moment(&row.lastAttempt),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/module-queue",
        title: "Module queue",
        lead: "Calls of modules that failed and wait to be tried again",
        columns: vec![
            column("What for"),
            column("Action"),
            column("What went wrong"),
            column("Tries").end(),
            column("Last try"),
        ],
        rows: rows.collect(),
        total,
        search: "The name of a module",
        empty: "Every module did what it was asked to.",
        ..Table::default()
    })
}
