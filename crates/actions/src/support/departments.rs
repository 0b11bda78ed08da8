//! `GetSupportDepartments`, `GetSupportStatuses` and `GetTicketCounts`.

use engine::{Actor, Cx, Result};
use protocol::wire::{Many, Named};
use protocol::{
    GetSupportDepartments, GetSupportDepartmentsResponse, GetSupportStatuses,
    GetSupportStatusesResponse, GetTicketCounts, GetTicketCountsResponse, SupportDepartment,
    SupportDepartments, SupportStatusCount, SupportStatuses, TicketStatusCount,
};
use store::Conn;
use store::support::departments::{self, CountedRow};
use store::support::{statuses, ticket_lists};

use super::lists::{ignores, only_own_departments};
use crate::Registry;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetSupportDepartments| Box::pin(get_support_departments(cx, call)))
        .read(|cx, call: GetSupportStatuses| Box::pin(get_support_statuses(cx, call)))
        .read(|cx, call: GetTicketCounts| Box::pin(get_ticket_counts(cx, call)))
}

async fn get_support_departments(
    cx: &Cx,
    call: GetSupportDepartments,
) -> Result<GetSupportDepartmentsResponse> {
    let mut conn = cx.read().await?;
    let rows = seen(&mut conn, cx, call.ignore_dept_assignments.0).await?;
    let department: Vec<SupportDepartment> = rows
        .into_iter()
        .map(|row| SupportDepartment {
            id: row.id.0.into(),
            name: row.name.into(),
            awaitingreply: row.awaiting.into(),
            opentickets: row.open.into(),
            hidden: row.hidden.then(|| true.into()),
            clientsonly: row.clients_only.then(|| true.into()),
        })
        .collect();
    Ok(GetSupportDepartmentsResponse {
        totalresults: department.len().into(),
        departments: SupportDepartments { department: department.into() }.into(),
    })
}

async fn get_support_statuses(
    cx: &Cx,
    call: GetSupportStatuses,
) -> Result<GetSupportStatusesResponse> {
    let mut conn = cx.read().await?;
    let departments: Vec<i64> = call.deptid.map(id).into_iter().collect();
    let rows = statuses::counted(&mut conn, &departments).await?;
    let status: Vec<SupportStatusCount> = rows
        .into_iter()
        .map(|row| SupportStatusCount {
            title: row.title.into(),
            count: row.tickets.into(),
            color: row.colour.into(),
        })
        .collect();
    Ok(GetSupportStatusesResponse {
        totalresults: status.len().into(),
        statuses: SupportStatuses { status: status.into() }.into(),
    })
}

async fn get_ticket_counts(cx: &Cx, call: GetTicketCounts) -> Result<GetTicketCountsResponse> {
    let mut conn = cx.read().await?;
    let ignore = ignores(cx, call.ignoreDepartmentAssignments.0);
    let rows = seen(&mut conn, cx, ignore).await?;
    let departments: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let flagged = match cx.caller.actor.staff() {
        Some(staff) => ticket_lists::flagged_for(&mut conn, staff).await?,
        None => 0,
    };
    let status = match call.includeCountsByStatus.0 {
        true => Some(by_status(&mut conn, &departments).await?),
        false => None,
    };
    Ok(GetTicketCountsResponse {
        filteredDepartments: Many(departments.into_iter().map(Into::into).collect()),
        allActive: rows.iter().map(|row| row.open).sum::<i64>().into(),
        awaitingReply: rows.iter().map(|row| row.awaiting).sum::<i64>().into(),
        flaggedTickets: flagged.into(),
        status,
    })
}

/// The departments that the caller sees: its own, or all; clients and guests not the hidden ones.
async fn seen(conn: &mut Conn, cx: &Cx, ignore: bool) -> Result<Vec<CountedRow>> {
    let mut rows = departments::counted(conn).await?;
    if let Some(staff) = only_own_departments(conn, cx, ignore).await? {
        let own = departments::of_staff(conn, staff).await?;
        rows.retain(|row| own.contains(&row.id));
    }
    if !cx.caller.actor.is_office() {
        let guest = !matches!(cx.caller.actor, Actor::Client { .. });
        rows.retain(|row| !(row.hidden || guest && row.clients_only));
    }
    Ok(rows)
}

async fn by_status(conn: &mut Conn, departments: &[i64]) -> Result<Named<TicketStatusCount>> {
    let mut named = Named::default();
    for row in statuses::counted(conn, departments).await? {
        let slug: String =
            row.title.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let count = TicketStatusCount { title: row.title.into(), count: row.tickets.into() };
        named.push(slug, count);
    }
    Ok(named)
}
