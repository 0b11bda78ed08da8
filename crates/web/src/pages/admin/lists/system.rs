//! The to-do list, the activity log and the module log.

use protocol::{GetActivityLog, GetModuleLog, GetToDoItemStatuses, GetToDoItems};

use super::{or, total, words};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::Ask;
use crate::pages::admin::table::{Cell, Row, Table, column};

pub(in crate::pages::admin) async fn todo(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetToDoItems { limitstart: ask.start(), limitnum: ask.rows(), status: ask.status() };
    let states = desk.maybe(GetToDoItemStatuses {});
    let (found, states) = tokio::join!(desk.call(call), states);
    let found = found?;
    let rows = found.items.0.item.into_iter().map(|row| {
        let href = format!("/admin/todo/{}", row.id.0);
        let cells = vec![
            Cell::main(or(&row.title, "Without a title")).small(&*row.description).to(&href),
            Cell::day(&row.date),
            Cell::day(&row.duedate),
            Cell::badge(or(&row.status, "New")),
        ];
        Row { id: row.id.0, href, cells }
    });
    let statuses = states.map(|found| {
        found.todoitemstatuses.0.status.iter().map(|row| row.r#type.to_string()).collect()
    });
    Ok(Table {
        path: "/admin/todo",
        title: "To-do list",
        lead: "What the staff wants to remember",
        columns: vec![column("To do"), column("From"), column("Due"), column("Status")],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: statuses.unwrap_or_default(),
        new: Some(("/admin/todo/new", "New to-do")),
        empty: "There is nothing to do.",
        ..Table::default()
    })
}

pub(in crate::pages::admin) async fn activity(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetActivityLog {
        limitstart: ask.start(),
        limitnum: ask.rows(),
        clientid: ask.id("client"),
        description: ask.q(),
        user: ask.text("user"),
        ..GetActivityLog::default()
    };
    let found = desk.call(call).await?;
    let rows = found.activity.0.entry.into_iter().map(|row| {
        let href = match row.clientId.id().or(row.userid.id()) {
            Some(client) => format!("/admin/clients/{client}"),
            None => String::new(),
        };
        let cells = vec![
            Cell::main(&*row.description).to(&href),
            Cell::moment(&row.date),
            Cell::text(or(&row.username, "System")),
            Cell::text(or(&row.ipaddress, "–")),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/activity",
        title: "Activity log",
        lead: "Who did what, and when",
        columns: vec![column("What"), column("When"), column("Who"), column("Address")],
        rows: rows.collect(),
        total: total(found.totalresults),
        search: "Part of a description",
        empty: "Nothing like that happened.",
        ..Table::default()
    })
}

pub(in crate::pages::admin) async fn module_log(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetModuleLog {
        outcome: ask.status(),
        module: ask.q(),
        clientid: ask.id("client"),
        target: ask.text("target"),
        limitstart: ask.start(),
        limitnum: ask.rows(),
        ..GetModuleLog::default()
    };
    let found = desk.call(call).await?;
    let rows = found.calls.0.call.0.into_iter().map(|row| {
        let href = format!("/admin/module-log/{}", row.logid.0);
        let cells = vec![
            Cell::main(format!("{}: {}", row.module, row.action)).small(&*row.r#type).to(&href),
            Cell::text(or(&row.target, "–")),
            Cell::badge(&*row.outcome),
            Cell::number(format!("{} ms", row.milliseconds)),
            Cell::moment(&row.date),
        ];
        Row { id: row.logid.0, href, cells }
    });
    Ok(Table {
        path: "/admin/module-log",
        title: "Module log",
        lead: "What modules were asked while the setting ModuleDebugMode is on",
        columns: vec![
            column("Call"),
            column("About"),
            column("Outcome"),
            column("Took").end(),
            column("When"),
        ],
        rows: rows.collect(),
        total: total(found.totalresults),
        statuses: words(&[
            "Done",
            "Pending",
            "Refused",
            "Unsupported",
            "Misconfigured",
            "Not Sent",
            "Unknown",
            "Abandoned",
        ]),
        search: "System name of a module",
        empty: "No call is like that.",
        ..Table::default()
    })
}
