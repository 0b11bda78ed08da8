//! Tickets. A WHMCS keeps the message that opens a ticket with the ticket, and gives numbers to the
//! replies alone; here it is a reply. It gets a number behind all of theirs.

use std::collections::BTreeSet;

use model::people::email::fold;
use protocol::wire::NumText;
use protocol::{GetTicket, GetTicketResponse, GetTickets, GetTicketsResponse, TicketReply};
use store::system::imports::{self, Put};

use super::files::{self, Attached};
use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::people::{Fields, values};
use crate::reading::{PAGE, Page, Pages, ask_kind};

const TICKETS: &str = "tickets";
const OPENINGS: &str = "messages that open tickets";
/// What the WHMCS calls somebody who acts for a client without owning it.
const AUTHORIZED: &str = "Authorized User";

/// What of a ticket is written when all replies are.
struct Later {
    ticket: i64,
    opening: Option<Entry>,
    files: Vec<Attached>,
}

pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    let fields = Fields::read(moving, "support").await?;
    let mut later = Vec::new();
    let mut pages = Pages::of(TICKETS);
    let call = |start, rows| GetTickets {
        limitstart: Some(start),
        limitnum: Some(rows),
        ignore_dept_assignments: true.into(),
        ..GetTickets::default()
    };
    let rows = |answer: GetTicketsResponse| Page {
        rows: answer.tickets.0.ticket.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
        let fresh = moving.unknown(TICKETS, ids, |id| *id).await?;
        let told = ask_kind(moving, TICKETS, details(&fresh)).await?;
        super::learn_departments(moving, &told).await?;
        let mut entries = Vec::with_capacity(told.len());
        for (_, row) in &told {
            let users = users(moving, row).await?;
            entries.push(ticket(moving, row, &users, &fields)?);
            later.push(put_off(moving, row, &users));
        }
        moving.write(TICKETS, entries).await?;
    }
    finish(moving, later).await
}

/// The opening messages and the files, also those of a move that was interrupted before them.
async fn finish(moving: &mut Moving<'_>, later: Vec<Later>) -> Result<()> {
    let mut act = moving.act().await?;
    imports::count_on(&mut act.conn, &["ticket_replies"]).await?;
    act.commit().await?;
    let asked: BTreeSet<i64> = later.iter().map(|later| later.ticket).collect();
    write(moving, later).await?;
    let done = moving.brought(files::WHOLE).await?;
    let rest = moving.brought(TICKETS).await?;
    let rest = rest.into_iter().filter(|id| !done.contains(id) && !asked.contains(id));
    let rest: Vec<i64> = rest.collect();
    let size = usize::try_from(PAGE).unwrap_or(1);
    for page in rest.chunks(size) {
        let told = ask_kind(moving, OPENINGS, details(page)).await?;
        let mut later = Vec::with_capacity(told.len());
        for (_, row) in &told {
            let users = users(moving, row).await?;
            later.push(put_off(moving, row, &users));
        }
        write(moving, later).await?;
    }
    Ok(())
}

async fn write(moving: &mut Moving<'_>, later: Vec<Later>) -> Result<()> {
    let here = moving.brought(TICKETS).await?;
    let mut openings = Vec::with_capacity(later.len());
    let mut attached = Vec::with_capacity(later.len());
    for later in later.into_iter().filter(|later| here.contains(&later.ticket)) {
        openings.extend(later.opening);
        attached.push((later.ticket, later.files));
    }
    moving.write(OPENINGS, openings).await?;
    files::bring(moving, attached).await
}

fn details(ids: &[i64]) -> Vec<(i64, GetTicket)> {
    let call = |id: &i64| {
        let ticketid = u64::try_from(*id).ok();
        (*id, GetTicket { ticketid, ..GetTicket::default() })
    };
    ids.iter().map(call).collect()
}

/// The users behind the addresses of those who write for a client without owning it.
async fn users(moving: &Moving<'_>, row: &GetTicketResponse) -> Result<Vec<(String, i64)>> {
    let mut found = Vec::new();
    let replies = row.replies.reply.iter();
    let writers = replies.map(|reply| (&reply.requestor_type, &reply.requestor_email));
    for (kind, email) in writers.chain([(&row.requestor_type, &row.requestor_email)]) {
        if kind.0 != AUTHORIZED || found.iter().any(|(known, _)| *known == email.0) {
            continue;
        }
        let mut conn = moving.engine.read().await?;
        let user = store::people::users::by_email(&mut conn, &moving.plain(email)).await?;
        found.extend(user.map(|user| (email.0.clone(), user.id.0)));
    }
    Ok(found)
}

fn user(users: &[(String, i64)], kind: &str, email: &str) -> i64 {
    let found = users.iter().find(|(known, _)| known == email && kind == AUTHORIZED);
    found.map_or(0, |(_, user)| *user)
}

fn ticket(
    moving: &Moving<'_>,
    row: &GetTicketResponse,
    users: &[(String, i64)],
    fields: &Fields,
) -> Result<Entry> {
    let id = number(row);
    let subject = moving.plain(&row.subject);
    let (name, email) = guest(moving, row.userid, &row.name, &row.email);
    let opened = moving.instant(row.date).unwrap_or_default();
    let key = if row.c.is_empty() { moving.uuid() } else { row.c.0.clone() };
    let entry = Entry::of("tickets", id)
        .set("mask", row.tid.0.clone())
        .set("access_key", key)
        .set("department_id", row.deptid.0)
        .set("client_id", row.userid.0)
        .set("contact_id", row.contactid.0)
        .set("user_id", user(users, &row.requestor_type, &row.requestor_email))
        .set("name", name)
        .set("email_folded", fold(&email))
        .set("email", email)
        .set("cc", row.cc.0.clone())
        .set("subject_folded", subject.to_lowercase())
        .set("subject", subject)
        .set("status", moving.plain(&row.status))
        .set("priority", row.priority.0.clone())
        .set("service", row.service.0.clone())
        .set("staff_name", moving.plain(&row.admin))
        .set("opened_at", opened)
        .set("last_reply_at", moving.instant(row.lastreply).unwrap_or(opened));
    let replies = row.replies.reply.iter().filter(|reply| reply.replyid.0 > 0);
    let replies = replies.map(|reply| message(moving, id, reply, users).set("id", reply.replyid.0));
    let notes = row.notes.note.iter().map(|note| {
        Put::into("ticket_notes")
            .set("id", note.noteid.0)
            .set("ticket_id", id)
            .set("staff_name", moving.plain(&note.admin))
            .set("at", moving.instant(note.date).unwrap_or_default())
            .set("message", moving.plain(&note.message))
            .set("attachments_removed", note.attachments_removed.0)
    });
    let given = row.customfields.iter().flat_map(|fields| fields.customfield.iter());
    let given = given.map(|field| (field.id.0, field.value.0.clone()));
    let given = values(moving, fields, id, given)?;
    Ok(entry.all(replies.collect::<Vec<_>>()).all(notes.collect::<Vec<_>>()).all(given))
}

fn message(moving: &Moving<'_>, ticket: i64, row: &TicketReply, users: &[(String, i64)]) -> Put {
    let (name, email) = guest(moving, row.userid, &row.requestor_name, &row.requestor_email);
    let by_staff = !row.admin.is_empty();
    Put::into("ticket_replies")
        .set("ticket_id", ticket)
        .set("client_id", if by_staff { 0 } else { row.userid.0 })
        .set("contact_id", row.contactid.0)
        .set("user_id", user(users, &row.requestor_type, &row.requestor_email))
        .set("staff_name", moving.plain(&row.admin))
        .set("name", if by_staff { String::new() } else { name })
        .set("email", if by_staff { String::new() } else { email })
        .set("at", moving.instant(row.date).unwrap_or_default())
        .set("message", moving.plain(&row.message))
        .set("rating", row.rating.map_or(0, |rating| rating.0.clamp(0, 5)))
        .set("attachments_removed", row.attachments_removed.0)
}

/// Name and address of somebody who is no client; a client has them by itself.
fn guest(moving: &Moving<'_>, client: NumText, name: &str, email: &str) -> (String, String) {
    match client.0 {
        0 => (moving.plain(name), moving.plain(email)),
        _ => (String::new(), String::new()),
    }
}

fn put_off(moving: &Moving<'_>, row: &GetTicketResponse, users: &[(String, i64)]) -> Later {
    let ticket = number(row);
    let opening = row.replies.reply.iter().find(|reply| reply.replyid.0 == 0).map(|reply| {
        let put = message(moving, ticket, reply, users).set("opening", true);
        Entry::bare(ticket).row(put)
    });
    Later { ticket, opening, files: files::of(ticket, row) }
}

fn number(row: &GetTicketResponse) -> i64 {
    if row.ticketid.0 > 0 { row.ticketid.0 } else { row.id.0 }
}
