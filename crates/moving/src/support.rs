//! Departments, statuses, tickets with all that was written and sent with them, answers that are
//! at hand, and announcements.

mod files;
mod more;
mod tickets;

use std::collections::{BTreeMap, BTreeSet};

use protocol::{
    GetSupportDepartmentDetails, GetSupportDepartments, GetSupportStatuses, GetTicketResponse,
    GetTicketStatuses, SupportDepartment, SupportDepartmentEntry, TicketStatusEntry,
};

use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{PAGE, ask};

const DEPARTMENTS: &str = "departments";
const STATUSES: &str = "ticket statuses";

/// The tables that are written with the numbers of the WHMCS.
pub(crate) const TABLES: &[&str] = &[
    "departments",
    "ticket_statuses",
    "tickets",
    "ticket_replies",
    "ticket_notes",
    "predefined_categories",
    "predefined_replies",
    "announcements",
];

pub(crate) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    departments(moving).await?;
    statuses(moving).await?;
    tickets::bring(moving).await?;
    more::bring(moving).await
}

async fn departments(moving: &mut Moving<'_>) -> Result<()> {
    let entries = match moving.ours {
        true => {
            let all = GetSupportDepartmentDetails { limitstart: None, limitnum: Some(PAGE) };
            let rows = ask(moving, all).await?.supportdepartments.0.supportdepartment.0;
            rows.iter().map(detailed).collect()
        }
        false => {
            let all = GetSupportDepartments { ignore_dept_assignments: true.into() };
            let rows = ask(moving, all).await?.departments.0.department.0;
            let each = (0..).zip(&rows);
            each.map(|(position, row)| department(moving, row, position)).collect()
        }
    };
    moving.write(DEPARTMENTS, entries).await
}

fn department(moving: &Moving<'_>, row: &SupportDepartment, position: i64) -> Entry {
    Entry::of("departments", row.id.0)
        .set("name", moving.plain(&row.name))
        .set("hidden", row.hidden.is_some_and(|flag| flag.0))
        .set("clients_only", row.clientsonly.is_some_and(|flag| flag.0))
        .set("position", position)
}

/// Departments that are gone there, of tickets that are not.
async fn learn_departments(
    moving: &mut Moving<'_>,
    tickets: &[(i64, GetTicketResponse)],
) -> Result<()> {
    let known = moving.brought(DEPARTMENTS).await?;
    let gone: BTreeMap<i64, &GetTicketResponse> = tickets
        .iter()
        .map(|(_, row)| (row.deptid.0, row))
        .filter(|(id, _)| !known.contains(id))
        .collect();
    for (id, row) in gone {
        let name = match row.deptname.is_empty() {
            true => format!("Department {id}"),
            false => moving.plain(&row.deptname),
        };
        let entry = Entry::of("departments", id).set("name", name).set("hidden", true);
        moving.write(DEPARTMENTS, vec![entry]).await?;
        moving.report.note(DEPARTMENTS, id, "it is gone there, but has tickets: it is hidden");
    }
    Ok(())
}

/// Its mailbox is not opened before somebody enters the password: nobody answers twice.
fn detailed(row: &SupportDepartmentEntry) -> Entry {
    Entry::of("departments", row.deptid.0)
        .set("name", row.name.0.clone())
        .set("description", row.description.0.clone())
        .set("email", row.email.0.clone())
        .set("hidden", row.hidden.0)
        .set("clients_only", row.clientsonly.0)
        .set("position", row.order.0)
        .set("prevent_client_closure", row.preventclientclosure.0)
        .set("replies_only", row.repliesonly.0)
}

/// Those that every house has are here already; the others come under their names.
async fn statuses(moving: &mut Moving<'_>) -> Result<()> {
    let mut conn = moving.engine.read().await?;
    let here = store::support::statuses::all(&mut conn).await?;
    drop(conn);
    let here: BTreeSet<String> = here.into_iter().map(|row| row.title).collect();
    if moving.ours {
        let all = GetTicketStatuses { limitstart: None, limitnum: Some(PAGE) };
        let rows = ask(moving, all).await?.statuses.0.ticketstatus.0;
        let new = rows.iter().filter(|row| !here.contains(&row.title.0));
        let entries = new.map(status).collect();
        return moving.write(STATUSES, entries).await;
    }
    let rows = ask(moving, GetSupportStatuses::default()).await?.statuses.0.status.0;
    let new = rows.iter().filter(|row| !here.contains(&row.title.0));
    let first = i64::try_from(here.len()).unwrap_or_default() + 1;
    let entries = (first..).zip(new).map(|(at, row)| {
        Entry::of("ticket_statuses", at)
            .set("title", moving.plain(&row.title))
            .set("colour", row.color.0.clone())
            .set("position", at)
            .set("show_active", true)
    });
    let entries = entries.collect();
    moving.write(STATUSES, entries).await
}

fn status(row: &TicketStatusEntry) -> Entry {
    Entry::of("ticket_statuses", row.statusid.0)
        .set("title", row.title.0.clone())
        .set("colour", row.color.0.clone())
        .set("position", row.order.0)
        .set("show_active", row.showactive.0)
        .set("show_awaiting", row.showawaiting.0)
        .set("auto_close", row.autoclose.0)
}
