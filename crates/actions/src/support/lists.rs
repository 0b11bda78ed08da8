//! `GetTickets`.

use std::collections::HashMap;

use engine::system::settings::Settings;
use engine::{Actor, Cx, Result};
use model::ids::{StaffId, TicketId};
use model::support::ticket::TicketPriority;
use protocol::{GetTickets, GetTicketsResponse, Ticket, Tickets};
use store::Conn;
use store::order::Order;
use store::support::attachments::{self, AttachmentRow};
use store::support::ticket_lists::{self, Listed, ListedRow, Status, TicketsBy};
use store::support::{departments, statuses};

use super::attachments::{list, old_list};
use super::requestor::{Requestor, Writer, full};
use crate::Registry;
use crate::wire::{as_kept, days, id, moment, order, page, word};

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetTickets| Box::pin(get_tickets(cx, call)))
}

/// What tickets can be sorted by.
const ORDERS: [(&str, TicketsBy); 5] = [
    ("lastreply", TicketsBy::LastReply),
    ("date", TicketsBy::Opened),
    ("subject", TicketsBy::Subject),
    ("priority", TicketsBy::Priority),
    ("status", TicketsBy::Status),
];
/// The order of a call that asks for none.
const LAST: Order<TicketsBy> = Order { by: TicketsBy::LastReply, descending: true };

/// Tickets that were merged are found in what they became part of.
async fn get_tickets(cx: &Cx, call: GetTickets) -> Result<GetTicketsResponse> {
    let settings = cx.engine.settings().await?;
    let mut conn = cx.read().await?;
    let (offset, limit) = page(call.limitstart, call.limitnum);
    let tag = call.tag.map(|tag| tag.trim().to_lowercase());
    let title = title_of(&mut conn, call.status.as_deref().unwrap_or_default().trim()).await?;
    let (from, before) = days(&settings, call.datefrom, call.dateto);
    let priority = word::<TicketPriority>(call.priority.as_deref());
    let ignore = ignores(cx, call.ignore_dept_assignments.0);
    let wanted = Listed {
        department: call.deptid.map(id),
        of_staff: only_own_departments(&mut conn, cx, ignore).await?,
        client: match cx.caller.actor {
            Actor::Client { client, .. } => Some(client),
            _ => call.clientid.map(id),
        },
        email: call.email.as_deref(),
        status: status_of(cx, &title),
        subject: call.subject.as_deref(),
        tag: tag.as_deref().filter(|tag| !tag.is_empty()),
        priority: priority.as_deref(),
        flagged: call.flag.map(id),
        from,
        before,
        order: Some(order(&ORDERS, (call.orderby.as_deref(), call.order.as_deref()), LAST)),
    };
    let (rows, total) = ticket_lists::list(&mut conn, &wanted, offset, limit).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let mut files: HashMap<TicketId, Vec<AttachmentRow>> = HashMap::new();
    for file in attachments::of_openings(&mut conn, &ids).await? {
        files.entry(file.ticket_id).or_default().push(file);
    }
    let ticket: Vec<Ticket> = rows
        .iter()
        .map(|row| wire(&settings, row, files.get(&row.id).map_or(&[], Vec::as_slice)))
        .collect();
    Ok(GetTicketsResponse {
        totalresults: total.into(),
        startnumber: offset.into(),
        numreturned: ticket.len().into(),
        tickets: Tickets { ticket: ticket.into() }.into(),
    })
}

/// Whether the departments of a caller are left aside where tickets are listed. A program may ask
/// that, as at the vendor; a member of staff may not, for they are what it sees.
pub(super) fn ignores(cx: &Cx, asked: bool) -> bool {
    asked && !matches!(cx.caller.actor, Actor::Staff { .. })
}

/// The member of staff who sees only some departments; `None` for who sees all.
pub(super) async fn only_own_departments(
    conn: &mut Conn,
    cx: &Cx,
    ignore: bool,
) -> Result<Option<StaffId>> {
    let Some(staff) = cx.caller.actor.staff().filter(|_| !ignore) else { return Ok(None) };
    let own = departments::of_staff(conn, staff).await?;
    Ok((!own.is_empty()).then_some(staff))
}

/// The title of a status as it is kept, in whatever case it was asked for.
async fn title_of(conn: &mut Conn, word: &str) -> Result<String> {
    if word.is_empty() {
        return Ok(String::new());
    }
    Ok(as_kept(statuses::all(conn).await?.into_iter().map(|row| row.title), word))
}

/// The statuses of a filter; `None` for all of them.
fn status_of<'a>(cx: &Cx, status: &'a str) -> Option<Status<'a>> {
    match status {
        "" => None,
        text if text.eq_ignore_ascii_case("Awaiting Reply") => Some(Status::Awaiting),
        text if text.eq_ignore_ascii_case("All Active Tickets") => Some(Status::Active),
        text if text.eq_ignore_ascii_case("My Flagged Tickets") => {
            Some(Status::FlaggedFor(cx.caller.actor.staff().unwrap_or(StaffId(-1))))
        }
        text => Some(Status::Title(text)),
    }
}

/// Who a ticket is of; not the member of staff who opened it.
pub(super) fn requestor(row: &ListedRow) -> Requestor {
    let writer = Writer {
        client: row.client_id.0,
        contact: row.contact_id,
        user: row.user_id,
        owner_user: row.owner_user_id,
        staff_name: "",
        guest_name: &row.name,
        guest_email: &row.email,
        first_name: &row.by_first_name,
        last_name: &row.by_last_name,
        email: &row.by_email,
    };
    writer.requestor()
}

fn wire(settings: &Settings, row: &ListedRow, files: &[AttachmentRow]) -> Ticket {
    let by = requestor(row);
    let owner_name = full(&row.client_first_name, &row.client_last_name);
    Ticket {
        id: row.id.0.into(),
        tid: (&row.mask).into(),
        deptid: row.department_id.0.into(),
        userid: row.client_id.0.into(),
        name: (&by.name).into(),
        owner_name: if row.client_id.0 == 0 { (&by.name).into() } else { owner_name.into() },
        email: (&by.email).into(),
        requestor_name: by.name.into(),
        requestor_email: by.email.into(),
        requestor_type: by.kind.into(),
        cc: (&row.cc).into(),
        c: (&row.access_key).into(),
        date: moment(settings, Some(row.opened_at)),
        subject: (&row.subject).into(),
        status: (&row.status).into(),
        priority: row.priority.to_string().into(),
        admin: (&row.staff_name).into(),
        attachment: old_list(files.iter()).into(),
        attachments: list(files.iter()),
        attachments_removed: false.into(),
        lastreply: moment(settings, Some(row.last_reply_at)),
        flag: row.flag_staff_id.0.into(),
        service: (&row.service).into(),
    }
}
