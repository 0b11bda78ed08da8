//! Domains.

use model::domains::name::for_people;
use protocol::GetClientsDomains;

use super::filters::{self, Whose};
use super::{or, total, words};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::Ask;
use crate::pages::admin::names::Names;
use crate::pages::admin::pick;
use crate::pages::admin::table::{Bulk, Cell, Row, Table, column};

/// The states of a domain.
pub(in crate::pages::admin) const DOMAIN_STATES: &[&str] = &[
    "Pending",
    "Pending Registration",
    "Pending Transfer",
    "Active",
    "Grace",
    "Redemption",
    "Expired",
    "Transferred Away",
    "Cancelled",
    "Fraud",
];

pub(in crate::pages::admin) async fn domains(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let (orderby, order) = ask.sort();
    let Whose { id: clientid, notice } = filters::whose(desk, ask).await;
    let call = GetClientsDomains {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        clientid,
        registrar: ask.text("registrar"),
        tld: ask.text("tld"),
        paymentmethod: ask.text("gateway"),
        domain: ask.q(),
        beginning: true.into(),
        status: ask.status(),
        nextduedate: ask.day("due"),
        orderby,
        order,
        ..GetClientsDomains::default()
    };
    let found = desk.call(call).await?;
    let found_rows = found.domains.0.domain.0;
    let (names, registrars) = tokio::join!(
        Names::of(desk, found_rows.iter().map(|row| row.userid.0)),
        pick::registrars(desk)
    );
    let rows = found_rows.into_iter().map(|row| {
        let href = format!("/admin/domains/{}", row.id.0);
        let cells = vec![
            Cell::main(for_people(&row.domainname)).small(&*row.regtype).to(&href),
            names.cell(row.userid.0),
            Cell::text(or(pick::name_of(&registrars, &row.registrar), "–")),
            Cell::day(&row.nextduedate),
            Cell::day(&row.expirydate),
            Cell::badge(or(&row.status, "Unknown")),
            names.money(row.userid.0, row.recurringamount.as_str()),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/domains",
        title: "Domains",
        lead: "Names that are registered, moved or renewed for clients",
        columns: vec![
            column("Domain").by("domain"),
            column("Client"),
            column("Registrar"),
            column("Next due").by("nextduedate"),
            column("Expires").by("expirydate"),
            column("Status").by("status"),
            column("Recurring").by("recurringamount").end(),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: words(DOMAIN_STATES),
        filters: filters::domains(desk, ask).await,
        notice,
        search: "Beginning of a domain name",
        bulk: vec![
            Bulk::of("renew", "Renew"),
            Bulk::of("lock", "Lock"),
            Bulk::of("unlock", "Unlock"),
            Bulk::of("autorenew", "Renew automatically"),
            Bulk::of("expire", "Let expire").danger(),
        ],
        beyond: true,
        new: Some(("/admin/orders/new", "Add order")),
        empty: "No domain is like that.",
        ..Table::default()
    })
}
