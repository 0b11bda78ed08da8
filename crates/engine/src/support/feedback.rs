//! What clients say of the answers they got.

use model::ids::{TicketId, TicketReplyId};
use model::support::ticket::CLOSED;
use serde_json::json;
use store::support::{feedback, replies};

use super::access;
use super::messages::client_of;
use crate::{Act, Result, conflict, invalid, not_found};

/// Letters of a comment at most.
const COMMENT_LETTERS_MAX: usize = 5_000;

/// Says how helpful a reply of the staff was, from 1 to 5.
///
/// # Errors
/// Refused when the ticket or reply is not the caller's, or nobody of the staff wrote it.
pub async fn rate(act: &mut Act, ticket: TicketId, id: TicketReplyId, rating: u64) -> Result<()> {
    let rating = stars(rating)?;
    let caller = act.caller.clone();
    let row = access::lock(&mut act.conn, &caller, ticket).await?;
    let row = row.ok_or_else(|| not_found("Ticket ID Not Found"))?;
    let reply = replies::by_id(&mut act.conn, id).await?;
    let reply = reply.filter(|reply| reply.ticket_id == row.id && !reply.opening);
    let reply = reply.ok_or_else(|| not_found("Reply ID Not Found"))?;
    if reply.staff_id.0 == 0 && reply.staff_name.is_empty() {
        return Err(conflict("Only replies of the staff are rated"));
    }
    feedback::rate(&mut act.conn, id, rating).await?;
    let pair = [("rating", json!(reply.rating), json!(rating))];
    act.changed("ticket_reply", id, &pair).await?;
    let payload = json!({ "ticket": row.id.0, "reply": id.0, "rating": rating });
    act.event("TicketReplyRated", client_of(&row), &payload).await
}

/// Says how a closed ticket went, from 1 to 5; said again, it replaces what was said before.
///
/// # Errors
/// Refused when the ticket is not the caller's, or still open.
pub async fn say(act: &mut Act, ticket: TicketId, rating: u64, comments: &str) -> Result<()> {
    let rating = stars(rating)?;
    let comments = comments.trim();
    if comments.chars().count() > COMMENT_LETTERS_MAX {
        return Err(invalid("comments", format!("At most {COMMENT_LETTERS_MAX} letters")));
    }
    let caller = act.caller.clone();
    let row = access::lock(&mut act.conn, &caller, ticket).await?;
    let row = row.ok_or_else(|| not_found("Ticket ID Not Found"))?;
    if row.status != CLOSED {
        return Err(conflict("Only a closed ticket is rated"));
    }
    let at = act.at();
    feedback::put(&mut act.conn, row.id, row.client_id, rating, comments, at).await?;
    let words = format!("Ticket Feedback Given: {rating} of 5 - Ticket ID: {}", row.mask);
    act.log(client_of(&row), words).await?;
    let payload = json!({ "ticket": row.id.0, "rating": rating });
    act.event("TicketFeedbackGiven", client_of(&row), &payload).await
}

fn stars(rating: u64) -> Result<i64> {
    let number = i64::try_from(rating).unwrap_or_default();
    if (1..=5).contains(&number) {
        Ok(number)
    } else {
        Err(invalid("rating", "A rating is from 1 to 5"))
    }
}
