//! Tickets, and what clients say of them.

use protocol::{GetMailImportLog, GetSupportStatuses, GetTicketFeedback, GetTickets};

use super::filters::{self, Whose};
use super::{or, total, words};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::Ask;
use crate::pages::admin::table::{Bulk, Cell, Row, Table, column};
use crate::pages::filters::ago;

pub(in crate::pages::admin) async fn tickets(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let Whose { id: client, notice } = filters::whose(desk, ask).await;
    let call = wanted(ask, client);
    let states = desk.maybe(GetSupportStatuses::default());
    let (found, states) = tokio::join!(desk.call(call), states);
    let found = found?;
    let now = protocol::wire::WireDateTime::from(desk.now()).to_string();
    let rows = found.tickets.0.ticket.into_iter().map(|row| {
        let href = format!("/admin/tickets/{}", row.id.0);
        let asker = or(&row.requestor_name, or(&row.owner_name, &row.name));
        let asker = or(asker, or(&row.email, "Somebody")).to_owned();
        let person = match row.userid.id() {
            Some(client) => Cell::person(&asker).to(format!("/admin/clients/{client}")),
            None => Cell::person(&asker),
        };
        let cells = vec![
            Cell::main(or(&row.subject, "Without a subject"))
                .small(format!("#{}", row.tid))
                .to(&href),
            person,
            Cell::badge(or(&row.priority, "Medium")),
            Cell::badge(or(&row.status, "Unknown")),
            Cell::moment(&row.lastreply).said(ago(&row.lastreply.to_string(), &now)),
        ];
        Row { id: row.id.0, href, cells }
    });
    let mut statuses = words(&["Awaiting Reply", "All Active Tickets", "My Flagged Tickets"]);
    if let Some(states) = states {
        statuses.extend(states.statuses.0.status.iter().map(|row| row.title.to_string()));
    }
    Ok(Table {
        path: "/admin/tickets",
        title: "Tickets",
        lead: "What clients and others ask",
        columns: vec![
            column("Ticket").by("subject"),
            column("From"),
            column("Priority").by("priority"),
            column("Status").by("status"),
            column("Last reply").by("lastreply"),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses,
        filters: filters::tickets(desk, ask).await,
        notice,
        search: "Part of a subject",
        bulk: vec![
            Bulk::of("close", "Close"),
            Bulk::of("merge", "Merge"),
            Bulk::of("block", "Block senders").danger(),
            Bulk::of("delete", "Delete").danger(),
        ],
        beyond: true,
        new: Some(("/admin/tickets/new", "Open ticket")),
        empty: "No ticket is like that.",
        ..Table::default()
    })
}

fn wanted(ask: &Ask, clientid: Option<u64>) -> GetTickets {
    let (orderby, order) = ask.sort();
    GetTickets {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        deptid: ask.number("department"),
        clientid,
        status: ask.status(),
        subject: ask.q(),
        tag: ask.text("tag"),
        priority: ask.text("priority"),
        flag: ask.number("staff"),
        datefrom: ask.day("from"),
        dateto: ask.day("to"),
        orderby,
        order,
        ..GetTickets::default()
    }
}

pub(in crate::pages::admin) async fn feedback(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetTicketFeedback {
        ticketid: ask.id("ticket"),
        limitstart: ask.start(),
        limitnum: ask.rows(),
    };
    let found = desk.call(call).await?;
    let rows = found.feedback.0.entry.0.into_iter().map(|row| {
        let href = format!("/admin/tickets/{}", row.ticketid);
        let cells = vec![
            Cell::main(or(&row.subject, "Without a subject"))
                .small(format!("#{}", row.tid))
                .to(&href),
            Cell::number(format!("{} of 5", row.rating)),
            Cell::text(or(&row.comments, "–")),
            Cell::moment(&row.date),
        ];
        Row { id: row.ticketid.0, href, cells }
    });
    Ok(Table {
        path: "/admin/feedback",
        title: "Ticket feedback",
        lead: "What clients say of how their tickets went",
        columns: vec![column("Ticket"), column("Rating").end(), column("Comments"), column("When")],
        rows: rows.collect(),
        total: total(found.totalresults),
        empty: "Nobody said anything yet.",
        ..Table::default()
    })
}

pub(in crate::pages::admin) async fn mail_import(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetMailImportLog {
        outcome: ask.status(),
        search: ask.q(),
        limitstart: ask.start(),
        limitnum: ask.rows(),
        ..GetMailImportLog::default()
    };
    let found = desk.call(call).await?;
    let rows = found.mails.0.mail.0.into_iter().map(|row| {
        let href = format!("/admin/mail-import/{}", row.logid.0);
        let cells = vec![
            Cell::main(or(&row.subject, "No subject")).small(format!("to {}", row.to)).to(&href),
            Cell::text(or(&row.name, &row.email)).small(&*row.email),
            Cell::badge(&*row.outcome).small(&*row.status),
            Cell::moment(&row.date),
        ];
        Row { id: row.logid.0, href, cells }
    });
    Ok(Table {
        path: "/admin/mail-import",
        title: "Ticket mail import log",
        lead: "What arrived by mail, and what became of it",
        columns: vec![column("Mail"), column("From"), column("Outcome"), column("When")],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: words(&["Imported", "Refused", "Noted"]),
        search: "Part of a sender, address or subject",
        empty: "No mail is like that.",
        ..Table::default()
    })
}
