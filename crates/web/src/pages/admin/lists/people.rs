//! Clients, and the users who act for them.

use protocol::{GetClients, GetEmailTemplates, GetUsers};

use super::{filters, or, total, words};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::Ask;
use crate::pages::admin::names::Names;
use crate::pages::admin::pick;
use crate::pages::admin::table::{Bulk, Cell, Row, Table, column};

pub(in crate::pages::admin) async fn clients(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let (orderby, sorting) = ask.sort();
    let call = GetClients {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        status: ask.status(),
        search: ask.q(),
        orderby,
        sorting,
        groupid: ask.number("group"),
        country: ask.text("country"),
        currency: ask.number("currency"),
        paymentmethod: ask.text("gateway"),
    };
    let (found, bulk) = tokio::join!(desk.call(call), together(desk));
    let found = found?;
    let rows = found.clients.0.client.into_iter().map(|row| {
        let href = format!("/admin/clients/{}", row.id.0);
        let name = format!("{} {}", row.firstname, row.lastname);
        let cells = vec![
            Cell::person(name.trim()).small(&*row.companyname).to(&href),
            Cell::number(row.id.0).to(&href),
            Cell::text(&*row.email).to(format!("mailto:{}", row.email)),
            Cell::day(&row.datecreated),
            Cell::badge(or(&row.status, "Unknown")),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/clients",
        title: "Clients",
        lead: "Everybody who has an account, with a company or without",
        columns: vec![
            column("Client").by("lastname"),
            column("Id").by("id").end(),
            column("E-mail").by("email"),
            column("Since").by("datecreated"),
            column("Status").by("status"),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: words(&["Active", "Inactive", "Closed"]),
        filters: filters::clients(desk, ask).await,
        search: "Beginning of a name, company or e-mail address, or 5 digits of a telephone number",
        bulk,
        beyond: true,
        new: Some(("/admin/clients/new", "Add client")),
        empty: "No client is like that.",
        ..Table::default()
    })
}

/// What can be done with several clients.
async fn together(desk: &Desk) -> Vec<Bulk> {
    let general = GetEmailTemplates { r#type: Some("general".to_owned()), language: None };
    let (groups, mails) = tokio::join!(pick::client_groups(desk), desk.maybe(general));
    let mails = mails.map(|found| found.emailtemplates.0.emailtemplate.0).unwrap_or_default();
    let mails = mails.iter().map(|row| (row.name.to_string(), row.name.to_string())).collect();
    vec![
        Bulk::of("mail", "Send mail").to("Mail to send", mails),
        Bulk::of("group", "Move to group").to("Group to move to", groups),
        Bulk::of("status", "Set status").to("Status to set", pick::words(&["Active", "Inactive"])),
        Bulk::of("close", "Close").danger(),
    ]
}

pub(in crate::pages::admin) async fn users(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let (_, sorting) = ask.sort();
    let call = GetUsers {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        sorting,
        search: ask.q(),
        userid: None,
    };
    let found = desk.call(call).await?;
    let clients = found.users.0.iter().flat_map(|row| &row.clients.0);
    let ids: Vec<i64> = clients.map(|one| one.id.0).collect();
    let names = Names::of(desk, ids).await;
    let rows = found.users.0.into_iter().map(|row| {
        let href = format!("/admin/users/{}", row.id.0);
        let name = format!("{} {}", row.firstname, row.lastname);
        let accounts = match &row.clients.0[..] {
            [] => Cell::text("Nobody"),
            [one] => names.cell(one.id.0).small(if one.isOwner.0 { "Owner" } else { "" }),
            several => Cell::text(format!("{} clients", several.len())),
        };
        let cells = vec![
            Cell::person(name.trim()).to(&href),
            Cell::number(row.id.0).to(&href),
            Cell::text(&*row.email).to(format!("mailto:{}", row.email)),
            accounts,
            Cell::day(&row.datecreated),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/users",
        title: "Users",
        lead: "Who signs in, and for which clients",
        columns: vec![
            column("User"),
            column("Id").by("id").end(),
            column("E-mail"),
            column("Acts for"),
            column("Since"),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        search: "Beginning of a name or e-mail address",
        new: Some(("/admin/users/new", "Add user")),
        empty: "No user is like that.",
        ..Table::default()
    })
}
