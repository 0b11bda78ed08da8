//! `GetTicket` and `GetTicketNotes`.

use engine::people::custom_fields::{self, shown_name};
use engine::support::access;
use engine::system::settings::Settings;
use engine::{Cx, Result, not_found};
use protocol::wire::Wrap;
use protocol::{
    GetTicket, GetTicketNotes, GetTicketNotesResponse, GetTicketResponse, ListedTicketNote,
    NoteList, TicketField, TicketFields, TicketNote, TicketNotes, TicketReplies, TicketReply,
};
use store::Conn;
use store::people::custom_fields::{Kind, ValueRow};
use store::support::attachments::{self, AttachmentRow};
use store::support::notes::{self, NoteRow};
use store::support::replies::{self, NamedRow};
use store::support::ticket_lists::{self, ListedRow};

use super::attachments::{list, old_list};
use super::lists::requestor;
use super::requestor::Writer;
use crate::Registry;
use crate::wire::{id, moment};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetTicket| Box::pin(get_ticket(cx, call)))
        .read(|cx, call: GetTicketNotes| Box::pin(get_ticket_notes(cx, call)))
}

/// The opening message is the first reply and has the number 0. Notes are for the staff.
async fn get_ticket(cx: &Cx, call: GetTicket) -> Result<GetTicketResponse> {
    let settings = cx.engine.settings().await?;
    let mut conn = cx.read().await?;
    let found = match (call.ticketid, &call.ticketnum) {
        (Some(ticket), _) => access::find(&mut conn, &cx.caller, id(ticket)).await?,
        (None, Some(mask)) => access::find_by_mask(&mut conn, &cx.caller, mask).await?,
        (None, None) => None,
    };
    let no_ticket = || not_found("Ticket ID Not Found");
    let ticket = found.ok_or_else(no_ticket)?.id;
    let row = ticket_lists::one(&mut conn, ticket).await?.ok_or_else(no_ticket)?;
    let files = attachments::of_ticket(&mut conn, ticket).await?;
    let mut messages = replies::of_ticket(&mut conn, ticket).await?;
    if call.repliessort.is_some_and(|sort| sort.trim().eq_ignore_ascii_case("DESC")) {
        messages.reverse();
    }
    let notes = match cx.caller.actor.is_office() {
        true => notes::of_ticket(&mut conn, ticket).await?,
        false => Vec::new(),
    };
    let reply: Vec<_> =
        messages.iter().map(|message| wire_reply(&settings, &row, message, &files)).collect();
    let note: Vec<_> = notes.iter().map(|note| wire_note(&settings, note, &files)).collect();
    let answer = wire(&settings, &row);
    Ok(GetTicketResponse {
        customfields: fields(cx, &mut conn, &row).await?,
        replies: TicketReplies { reply: reply.into() }.into(),
        notes: TicketNotes { note: note.into() }.into(),
        ..answer
    })
}

/// What was filled in of the department's fields; those of the staff are for the staff.
async fn fields(cx: &Cx, c: &mut Conn, row: &ListedRow) -> Result<Option<Wrap<TicketFields>>> {
    let (department, ticket) = (row.department_id.0, row.id.0);
    let mut rows = custom_fields::values(&cx.engine, c, Kind::Support, department, ticket).await?;
    rows.retain(|row| !row.value.is_empty() && (cx.caller.actor.is_office() || !row.admin_only));
    if rows.is_empty() {
        return Ok(None);
    }
    let field = |row: ValueRow| TicketField {
        id: row.field_id.0.into(),
        name: shown_name(&row.name).into(),
        r#type: row.field_type.into(),
        value: row.value.into(),
        adminonly: row.admin_only.then(|| true.into()),
    };
    Ok(Some(rows.into_iter().map(field).collect()))
}

async fn get_ticket_notes(cx: &Cx, call: GetTicketNotes) -> Result<GetTicketNotesResponse> {
    let settings = cx.engine.settings().await?;
    let mut conn = cx.read().await?;
    let found = access::find(&mut conn, &cx.caller, id(call.ticketid)).await?;
    let ticket = found.filter(|_| cx.caller.actor.is_office());
    let ticket = ticket.ok_or_else(|| not_found("Ticket ID Not Found"))?.id;
    let files = attachments::of_ticket(&mut conn, ticket).await?;
    let rows = notes::of_ticket(&mut conn, ticket).await?;
    let note: Vec<ListedTicketNote> = rows
        .iter()
        .map(|row| ListedTicketNote {
            id: row.id.0.into(),
            admin: (&row.staff_name).into(),
            date: moment(&settings, Some(row.at)),
            message: (&row.message).into(),
            attachment: old_list(files.iter().filter(|f| f.note_id == Some(row.id))).into(),
            attachments_removed: row.attachments_removed.into(),
        })
        .collect();
    Ok(GetTicketNotesResponse {
        totalresults: note.len().into(),
        notes: NoteList { note: note.into() }.into(),
    })
}

fn wire(settings: &Settings, row: &ListedRow) -> GetTicketResponse {
    let by = requestor(row);
    GetTicketResponse {
        ticketid: row.id.0.into(),
        id: row.id.0.into(),
        tid: (&row.mask).into(),
        c: (&row.access_key).into(),
        deptid: row.department_id.0.into(),
        deptname: (&row.department_name).into(),
        userid: row.client_id.0.into(),
        contactid: row.contact_id.into(),
        name: (&by.name).into(),
        email: (&by.email).into(),
        requestor_name: by.name.into(),
        requestor_email: by.email.into(),
        requestor_type: by.kind.into(),
        cc: (&row.cc).into(),
        date: moment(settings, Some(row.opened_at)),
        subject: (&row.subject).into(),
        status: (&row.status).into(),
        priority: row.priority.to_string().into(),
        admin: (&row.staff_name).into(),
        lastreply: moment(settings, Some(row.last_reply_at)),
        flag: row.flag_staff_id.0.into(),
        service: (&row.service).into(),
        ..GetTicketResponse::default()
    }
}

fn wire_reply(
    settings: &Settings,
    ticket: &ListedRow,
    row: &NamedRow,
    files: &[AttachmentRow],
) -> TicketReply {
    let writer = Writer {
        client: row.client_id.0,
        contact: row.contact_id,
        user: row.user_id,
        owner_user: row.owner_user_id,
        staff_name: &row.staff_name,
        guest_name: &row.name,
        guest_email: &row.email,
        first_name: &row.by_first_name,
        last_name: &row.by_last_name,
        email: &row.by_email,
    };
    // A ticket that was given to another client is all that client's, as with the vendor.
    let given = row.opening && row.staff_name.is_empty() && row.client_id != ticket.client_id;
    let (client, contact, by) = if given {
        (ticket.client_id, ticket.contact_id, requestor(ticket))
    } else {
        (row.client_id, row.contact_id, writer.requestor())
    };
    // Names stand twice only for the opening message and for guests, as with the vendor.
    let of = if row.opening { Some(requestor(ticket)) } else { None };
    let (name, email) = match of {
        Some(of) => (of.name, of.email),
        None => (row.name.clone(), row.email.clone()),
    };
    let own = || files.iter().filter(|file| file.reply_id == Some(row.id));
    TicketReply {
        replyid: if row.opening { 0 } else { row.id.0 }.into(),
        userid: client.0.into(),
        contactid: contact.into(),
        name: name.into(),
        email: email.into(),
        requestor_name: by.name.into(),
        requestor_email: by.email.into(),
        requestor_type: by.kind.into(),
        date: moment(settings, Some(row.at)),
        message: (&row.message).into(),
        attachment: old_list(own()).into(),
        attachments: list(own()),
        attachments_removed: row.attachments_removed.into(),
        admin: (&row.staff_name).into(),
        rating: (!row.opening).then(|| row.rating.into()),
    }
}

fn wire_note(settings: &Settings, row: &NoteRow, files: &[AttachmentRow]) -> TicketNote {
    let own = || files.iter().filter(|file| file.note_id == Some(row.id));
    TicketNote {
        noteid: row.id.0.into(),
        date: moment(settings, Some(row.at)),
        message: (&row.message).into(),
        attachment: old_list(own()).into(),
        attachments: list(own()),
        attachments_removed: row.attachments_removed.into(),
        admin: (&row.staff_name).into(),
    }
}
