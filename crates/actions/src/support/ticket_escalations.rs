//! `AddTicketEscalation`, `UpdateTicketEscalation`, `DeleteTicketEscalation`,
//! `GetTicketEscalations`: our own.

use engine::system::edits;
use engine::{Act, Cx, Result, invalid, not_found};
use model::ids::StaffId;
use protocol::{
    AddTicketEscalation, AddTicketEscalationResponse, DeleteTicketEscalation,
    DeleteTicketEscalationResponse, GetTicketEscalations, GetTicketEscalationsResponse,
    TicketEscalation, UpdateTicketEscalation, UpdateTicketEscalationResponse,
};
use store::edits::things::TICKET_ESCALATION;
use store::people::staff;
use store::support::statuses;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{id, number, page};

const PRIORITIES: &[&str] = &["", "Low", "Medium", "High"];

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddTicketEscalation| Box::pin(add_ticket_escalation(act, call)))
        .write(|act, call: UpdateTicketEscalation| Box::pin(update_ticket_escalation(act, call)))
        .write(|act, call: DeleteTicketEscalation| Box::pin(delete_ticket_escalation(act, call)))
        .read(|cx, call: GetTicketEscalations| Box::pin(get_ticket_escalations(cx, call)))
}

async fn add_ticket_escalation(
    act: &mut Act,
    call: AddTicketEscalation,
) -> Result<AddTicketEscalationResponse> {
    check(act, call.tostatus.as_deref(), call.flag, call.notify.as_deref()).await?;
    let fields = Fields::new()
        .needed("name", call.name)?
        .text("departments", call.departments)
        .text("statuses", call.statuses)
        .text("priorities", call.priorities)
        .number("minutes", Some(call.minutes))
        .reference("to_department_id", call.todeptid)
        .text("to_status", call.tostatus)
        .word("to_priority", "topriority", call.topriority, PRIORITIES)?
        .number("flag_staff_id", call.flag)
        .text("notify_staff", call.notify)
        .text("reply", call.reply);
    let id = edits::add(act, &TICKET_ESCALATION, fields.done()).await?;
    Ok(AddTicketEscalationResponse { escalationid: id.into() })
}

async fn update_ticket_escalation(
    act: &mut Act,
    call: UpdateTicketEscalation,
) -> Result<UpdateTicketEscalationResponse> {
    check(act, call.tostatus.as_deref(), call.flag, call.notify.as_deref()).await?;
    let fields = match call.name {
        Some(name) => Fields::new().needed("name", name)?,
        None => Fields::new(),
    };
    let fields = fields
        .text("departments", call.departments)
        .text("statuses", call.statuses)
        .text("priorities", call.priorities)
        .number("minutes", call.minutes)
        .reference("to_department_id", call.todeptid)
        .text("to_status", call.tostatus)
        .word("to_priority", "topriority", call.topriority, PRIORITIES)?
        .number("flag_staff_id", call.flag)
        .text("notify_staff", call.notify)
        .text("reply", call.reply);
    edits::change(act, &TICKET_ESCALATION, number(call.escalationid), fields.done()).await?;
    Ok(UpdateTicketEscalationResponse { escalationid: call.escalationid.into() })
}

/// A rule that names nobody or no status would fail when it is needed.
async fn check(
    act: &mut Act,
    status: Option<&str>,
    flag: Option<u64>,
    notify: Option<&str>,
) -> Result<()> {
    if let Some(status) = status.filter(|status| !status.is_empty()) {
        let known = statuses::all(&mut act.conn).await?;
        if !known.iter().any(|row| row.title == status) {
            return Err(invalid("tostatus", "Invalid Ticket Status"));
        }
    }
    let mut staff_ids: Vec<u64> = flag.into_iter().filter(|id| *id > 0).collect();
    for each in notify.unwrap_or_default().split(',').map(str::trim) {
        if !each.is_empty() {
            let wrong = || invalid("notify", "Parameter 'notify' must be ids of staff");
            staff_ids.push(each.parse().map_err(|_| wrong())?);
        }
    }
    for staff_id in staff_ids {
        let found = staff::by_id(&mut act.conn, id::<StaffId>(staff_id)).await?;
        found.ok_or_else(|| not_found("Admin ID Not Found"))?;
    }
    Ok(())
}

async fn delete_ticket_escalation(
    act: &mut Act,
    call: DeleteTicketEscalation,
) -> Result<DeleteTicketEscalationResponse> {
    edits::remove(act, &TICKET_ESCALATION, number(call.escalationid)).await?;
    Ok(DeleteTicketEscalationResponse { escalationid: call.escalationid.into() })
}

async fn get_ticket_escalations(
    cx: &Cx,
    call: GetTicketEscalations,
) -> Result<GetTicketEscalationsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let (rows, total) =
        edits::page(&mut cx.read().await?, &TICKET_ESCALATION, start, limit).await?;
    Ok(GetTicketEscalationsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        escalations: rows
            .iter()
            .map(|row| TicketEscalation {
                escalationid: row.id.into(),
                name: row.text("name").into(),
                departments: row.text("departments").into(),
                statuses: row.text("statuses").into(),
                priorities: row.text("priorities").into(),
                minutes: row.number("minutes").into(),
                todeptid: row.number("to_department_id").into(),
                tostatus: row.text("to_status").into(),
                topriority: row.text("to_priority").into(),
                flag: row.number("flag_staff_id").into(),
                notify: row.text("notify_staff").into(),
                reply: row.text("reply").into(),
            })
            .collect(),
    })
}
