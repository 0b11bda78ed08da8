//! The files that came with tickets, one by one: they may be large.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::support::files::{self, Sent};
use model::ids::{TicketId, TicketNoteId, TicketReplyId};
use protocol::wire::Many;
use protocol::{GetTicketAttachment, GetTicketResponse, TicketAttachment};
use store::support::attachments::Owner;
use store::support::replies;
use store::system::imports;

use crate::error::Result;
use crate::moving::Moving;
use crate::reading::ask_maybe;

const FILES: &str = "files of tickets";
/// The kind under which tickets are noted whose files all came.
pub(super) const WHOLE: &str = "tickets with their files";

/// A file that came with a ticket.
pub(super) struct Attached {
    /// `ticket`, `reply` or `note`.
    with: &'static str,
    /// Its number.
    id: i64,
    index: i64,
    name: String,
}

/// The files of a ticket.
pub(super) fn of(ticket: i64, row: &GetTicketResponse) -> Vec<Attached> {
    let mut found = Vec::new();
    for reply in row.replies.reply.iter() {
        let (with, id) = match reply.replyid.0 {
            0 => ("ticket", ticket),
            id => ("reply", id),
        };
        found.extend(each(with, id, &reply.attachments));
    }
    for note in row.notes.note.iter() {
        found.extend(each("note", note.noteid.0, &note.attachments));
    }
    found
}

fn each(with: &'static str, id: i64, files: &Many<TicketAttachment>) -> Vec<Attached> {
    let file = |(index, file): (i64, &TicketAttachment)| Attached {
        with,
        id,
        index,
        name: file.filename.0.clone(),
    };
    (0..).zip(files.iter()).map(file).collect()
}

pub(super) async fn bring(
    moving: &mut Moving<'_>,
    tickets: Vec<(i64, Vec<Attached>)>,
) -> Result<()> {
    let of = i64::try_from(tickets.iter().map(|(_, files)| files.len()).sum::<usize>());
    let (mut done, of) = (0, of.unwrap_or_default());
    for (ticket, attached) in tickets {
        for file in &attached {
            one(moving, ticket, file).await?;
            done += 1;
            moving.tell(FILES, done, of);
        }
        let mut act = moving.act().await?;
        let at = act.at();
        let named = ticket.to_string();
        if imports::find(&mut act.conn, WHOLE, &named).await?.is_none() {
            imports::add(&mut act.conn, WHOLE, &named, ticket, at).await?;
        }
        act.commit().await?;
    }
    Ok(())
}

async fn one(moving: &mut Moving<'_>, ticket: i64, file: &Attached) -> Result<()> {
    let named = format!("{} {} {}", file.with, file.id, file.index);
    moving.report.of(FILES).read += 1;
    let mut conn = moving.engine.read().await?;
    if imports::find(&mut conn, FILES, &named).await?.is_some() {
        moving.report.of(FILES).known += 1;
        return Ok(());
    }
    let owner = match file.with {
        "note" => Some(Owner::Note(TicketNoteId(file.id))),
        "reply" => Some(Owner::Reply(TicketReplyId(file.id))),
        _ => {
            replies::opening_of(&mut conn, TicketId(ticket)).await?.map(|row| Owner::Reply(row.id))
        }
    };
    drop(conn);
    let call = GetTicketAttachment {
        relatedid: u64::try_from(file.id).unwrap_or_default(),
        r#type: file.with.to_owned(),
        index: u64::try_from(file.index).unwrap_or_default(),
    };
    let answer = ask_maybe(moving, call).await?;
    let bytes = answer.and_then(|answer| STANDARD.decode(answer.data.as_bytes()).ok());
    let (Some(owner), Some(bytes)) = (owner, bytes) else {
        moving.report.leave(FILES, named, format!("{}: the WHMCS does not hand it out", file.name));
        return Ok(());
    };
    let mut act = moving.act().await?;
    let at = act.at();
    let sent = [Sent { name: file.name.clone(), bytes }];
    files::keep(&mut act, TicketId(ticket), owner, &sent).await?;
    imports::add(&mut act.conn, FILES, &named, ticket, at).await?;
    act.commit().await?;
    moving.report.of(FILES).brought += 1;
    Ok(())
}
