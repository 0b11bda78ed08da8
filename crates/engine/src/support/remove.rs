//! Deleting tickets, replies and notes.

use model::ids::{TicketId, TicketNoteId, TicketReplyId};
use serde_json::json;
use store::people::custom_fields::{self, Kind};
use store::support::tickets::{self, TicketRow};
use store::support::{notes, replies};

use super::access;
use super::messages::client_of;
use crate::{Act, Result, not_allowed, not_found};

/// Deletes a ticket with everything in it
/// (`https://developers.whmcs.com/api-reference/deleteticket/`).
///
/// # Errors
/// Refused with the sentence when there is no such ticket, and to others than the staff.
pub async fn ticket(act: &mut Act, id: TicketId, no_ticket: &'static str) -> Result<()> {
    let row = lock(act, id).await?.ok_or_else(|| not_found(no_ticket))?;
    custom_fields::remove(&mut act.conn, Kind::Support, id.0).await?;
    tickets::delete(&mut act.conn, id).await?;
    act.log(client_of(&row), format!("Deleted Ticket - Ticket ID: {}", row.mask)).await?;
    let payload = json!({ "ticket": id.0, "mask": row.mask });
    act.event("TicketDeleted", client_of(&row), &payload).await
}

/// Deletes a reply (`https://developers.whmcs.com/api-reference/deleteticketreply/`).
///
/// # Errors
/// Refused when there is no such ticket, or the reply is not one of it, and to others than the
/// staff.
pub async fn reply(act: &mut Act, ticket: TicketId, id: TicketReplyId) -> Result<()> {
    let mut row = lock(act, ticket).await?.ok_or_else(|| not_found("Ticket ID Not Found"))?;
    let reply = replies::by_id(&mut act.conn, id).await?;
    let reply = reply.filter(|reply| reply.ticket_id == ticket && !reply.opening);
    let reply = reply.ok_or_else(|| not_found("Reply ID Not Found"))?;
    replies::delete(&mut act.conn, id).await?;
    if let Some(last) = replies::last_at(&mut act.conn, ticket).await? {
        row.last_reply_at = last;
        tickets::save(&mut act.conn, &row).await?;
    }
    let texts = [("message", json!(reply.message), json!(null))];
    act.changed("ticket_reply", id, &texts).await?;
    let words = format!("Deleted Ticket Reply - Ticket ID: {}, Reply ID: {id}", row.mask);
    act.log(client_of(&row), words).await?;
    let payload = json!({ "ticket": ticket.0, "reply": id.0 });
    act.event("TicketReplyDeleted", client_of(&row), &payload).await
}

/// Deletes a note (`https://developers.whmcs.com/api-reference/deleteticketnote/`).
///
/// # Errors
/// Refused when there is no such note, and to others than the staff.
pub async fn note(act: &mut Act, id: TicketNoteId) -> Result<()> {
    let note = notes::by_id(&mut act.conn, id).await?;
    let note = note.ok_or_else(|| not_found("Note ID Not Found"))?;
    let row = lock(act, note.ticket_id).await?.ok_or_else(|| not_found("Note ID Not Found"))?;
    notes::delete(&mut act.conn, id).await?;
    act.changed("ticket_note", id, &[("message", json!(note.message), json!(null))]).await?;
    act.log(client_of(&row), format!("Deleted Ticket Note - Ticket ID: {}", row.mask)).await
}

async fn lock(act: &mut Act, id: TicketId) -> Result<Option<TicketRow>> {
    if !act.caller.actor.is_office() {
        return Err(not_allowed("Only staff may delete"));
    }
    let caller = act.caller.clone();
    access::lock_itself(&mut act.conn, &caller, id).await
}
