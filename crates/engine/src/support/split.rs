//! Part of a ticket becomes a ticket of its own; and the words that tickets are marked with.

use model::ids::{TicketId, TicketReplyId};
use serde_json::json;
use store::support::replies;
use store::support::tags;
use store::support::tickets::{self, TicketRow};

use super::access;
use super::messages::client_of;
use super::open::{ACCESS_KEY_LENGTH, with_number};
use crate::{Act, Result, invalid, not_found};

/// Tags of a ticket at most.
const TAGS_MAX: usize = 20;
/// Letters of a tag at most.
const TAG_LETTERS_MAX: usize = 40;

/// Takes messages out of a ticket: they become one of the same people, in the same department. The
/// oldest of them opens it.
///
/// # Errors
/// Not found for an unknown ticket; invalid without messages, and for one that is not of this
/// ticket or opened it.
pub async fn split(
    act: &mut Act,
    id: TicketId,
    messages: &[TicketReplyId],
    subject: Option<&str>,
) -> Result<TicketRow> {
    let caller = act.caller.clone();
    let ticket = access::lock(&mut act.conn, &caller, id).await?;
    let mut ticket = ticket.ok_or_else(|| not_found("Ticket ID Not Found"))?;
    let mut moved = Vec::new();
    for message in messages {
        let row = replies::by_id(&mut act.conn, *message).await?;
        let row = row.filter(|row| row.ticket_id == ticket.id && !row.opening);
        let wrong = || invalid("replyids", format!("Reply ID {message} Is Not One To Take Out"));
        moved.push(row.ok_or_else(wrong)?);
    }
    moved.sort_by_key(|row| (row.at, row.id));
    moved.dedup_by_key(|row| row.id);
    let (Some(first), Some(last)) = (moved.first(), moved.last()) else {
        return Err(invalid("replyids", "Reply IDs Required"));
    };
    let named = subject.map(str::trim).filter(|text| !text.is_empty());
    let new = TicketRow {
        access_key: act.engine.world().chance.base62(ACCESS_KEY_LENGTH),
        subject: named.unwrap_or(&ticket.subject).to_owned(),
        staff_name: first.staff_name.clone(),
        opened_at: first.at,
        last_reply_at: last.at,
        ..ticket.clone()
    };
    let new = with_number(act, new).await?;
    for row in &moved {
        replies::give_to(&mut act.conn, row.id, new.id, row.id == first.id).await?;
    }
    tags::copy(&mut act.conn, ticket.id, new.id).await?;
    ticket.last_reply_at =
        replies::last_at(&mut act.conn, ticket.id).await?.unwrap_or(ticket.opened_at);
    tickets::save(&mut act.conn, &ticket).await?;
    let numbers: Vec<i64> = moved.iter().map(|row| row.id.0).collect();
    act.changed("ticket", ticket.id, &[("split", json!(numbers), json!(new.id.0))]).await?;
    let words = format!("Ticket {} Split Off Ticket {}", new.mask, ticket.mask);
    act.log(client_of(&ticket), words).await?;
    let payload = json!({ "ticket": ticket.id.0, "new": new.id.0 });
    act.event("TicketSplit", client_of(&ticket), &payload).await?;
    Ok(new)
}

/// Marks a ticket with exactly these words; gives them as they are kept.
///
/// # Errors
/// Not found for an unknown ticket; invalid for too many words, or too long ones.
pub async fn tag(act: &mut Act, id: TicketId, words: &[String]) -> Result<Vec<String>> {
    let caller = act.caller.clone();
    let ticket = access::lock(&mut act.conn, &caller, id).await?;
    let ticket = ticket.ok_or_else(|| not_found("Ticket ID Not Found"))?;
    let tidy = |word: &String| word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let mut new: Vec<String> = words.iter().map(tidy).filter(|word| !word.is_empty()).collect();
    new.sort();
    new.dedup();
    if new.len() > TAGS_MAX {
        return Err(invalid("tags", format!("A ticket has at most {TAGS_MAX} tags")));
    }
    if let Some(long) = new.iter().find(|word| word.chars().count() > TAG_LETTERS_MAX) {
        let why = format!("A tag has at most {TAG_LETTERS_MAX} letters: {long}");
        return Err(invalid("tags", why));
    }
    let before = tags::of(&mut act.conn, ticket.id).await?;
    if before != new {
        tags::set(&mut act.conn, ticket.id, &new).await?;
        act.changed("ticket", ticket.id, &[("tags", json!(before), json!(new))]).await?;
        act.log(client_of(&ticket), format!("Ticket Tagged - Ticket ID: {}", ticket.mask)).await?;
    }
    Ok(new)
}
