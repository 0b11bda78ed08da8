//! `GetTicketAttachment`, and files as the wire sends and shows them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::support::access;
use engine::support::files::Sent;
use engine::system::files;
use engine::{Cx, Result, invalid, not_found};
use model::ids::{TicketId, TicketNoteId, TicketReplyId};
use protocol::wire::{Group, Json64, List, Many};
use protocol::{GetTicketAttachment, GetTicketAttachmentResponse, NewAttachment, TicketAttachment};
use store::Conn;
use store::support::attachments::{self, AttachmentRow, Owner};
use store::support::{notes, replies};

use crate::Registry;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetTicketAttachment| Box::pin(get_ticket_attachment(cx, call)))
}

/// Where an attachment is looked for, and whether files were deleted from there.
struct Place {
    ticket: TicketId,
    owner: Owner,
    removed: bool,
}

async fn get_ticket_attachment(
    cx: &Cx,
    call: GetTicketAttachment,
) -> Result<GetTicketAttachmentResponse> {
    let mut conn = cx.read().await?;
    let place = match call.r#type.to_ascii_lowercase().as_str() {
        "ticket" => of_opening(&mut conn, id(call.relatedid)).await?,
        "reply" => of_reply(&mut conn, id(call.relatedid)).await?,
        "note" if cx.caller.actor.is_office() => of_note(&mut conn, id(call.relatedid)).await?,
        "note" => None,
        _ => return Err(invalid("type", "Invalid Type. Must be one of ticket, reply, note")),
    };
    let no_place = || not_found("Related ID Not Found");
    let place = place.ok_or_else(no_place)?;
    access::find(&mut conn, &cx.caller, place.ticket).await?.ok_or_else(no_place)?;
    let found = attachments::of(&mut conn, place.owner).await?;
    if found.is_empty() {
        let said = if place.removed { "Attachments Deleted" } else { "No Attachments Found" };
        return Err(not_found(said));
    }
    let index = usize::try_from(call.index).unwrap_or(usize::MAX);
    let file = found.into_iter().nth(index);
    let file = file.ok_or_else(|| invalid("index", "Invalid Attachment Index"))?;
    drop(conn);
    let bytes = files::bytes(&cx.engine, file.file_id).await?;
    Ok(GetTicketAttachmentResponse {
        filename: file.filename.into(),
        data: STANDARD.encode(bytes).into(),
    })
}

async fn of_opening(conn: &mut Conn, ticket: TicketId) -> Result<Option<Place>> {
    let row = replies::opening_of(conn, ticket).await?;
    Ok(row.map(|row| Place {
        ticket,
        owner: Owner::Reply(row.id),
        removed: row.attachments_removed,
    }))
}

async fn of_reply(conn: &mut Conn, reply: TicketReplyId) -> Result<Option<Place>> {
    let row = replies::by_id(conn, reply).await?;
    Ok(row.map(|row| Place {
        ticket: row.ticket_id,
        owner: Owner::Reply(row.id),
        removed: row.attachments_removed,
    }))
}

async fn of_note(conn: &mut Conn, note: TicketNoteId) -> Result<Option<Place>> {
    let row = notes::by_id(conn, note).await?;
    Ok(row.map(|row| Place {
        ticket: row.ticket_id,
        owner: Owner::Note(row.id),
        removed: row.attachments_removed,
    }))
}

/// The files of a request; their data is base64.
pub(super) fn sent(files: Option<Json64<List<Group<NewAttachment>>>>) -> Result<Vec<Sent>> {
    let files = files.map(|files| files.0.into_vec()).unwrap_or_default();
    files.into_iter().map(|Group(file)| one(file)).collect()
}

fn one(file: NewAttachment) -> Result<Sent> {
    let text: String = file.data.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = STANDARD
        .decode(text)
        .map_err(|_| invalid("attachments", "Parameter 'attachments' must hold base64"))?;
    Ok(Sent { name: file.name, bytes })
}

/// The old list of files: random names and the sender's, separated by `|`.
pub(super) fn old_list<'a>(files: impl Iterator<Item = &'a AttachmentRow>) -> String {
    // As much of the random name as tells files apart; the whole stays inside.
    let names = files.map(|file| {
        let random: String = file.name.chars().take(6).collect();
        format!("{random}_{}", file.filename)
    });
    names.collect::<Vec<_>>().join("|")
}

/// The list of files with the numbers that `GetTicketAttachment` takes.
pub(super) fn list<'a>(files: impl Iterator<Item = &'a AttachmentRow>) -> Many<TicketAttachment> {
    let rows = files.enumerate().map(|(index, file)| TicketAttachment {
        filename: (&file.filename).into(),
        index: index.into(),
    });
    Many(rows.collect())
}
