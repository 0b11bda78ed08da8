//! Who of the staff has a ticket open, at whichever node: a row that counts for some seconds.
//!
//! It is looked at all the time and worth nothing tomorrow, so it stands in no log.

use model::ids::{StaffId, TicketId};
use model::people::full_name;
use store::people::staff;
use store::support::ticket_readers;

use super::access;
use crate::{Cx, Result, not_found};

/// For so long somebody counts as a reader after the last note, in seconds: pages look every ten.
const THERE_SECONDS: i64 = 40;
/// A note younger than this is not written again, in seconds.
const NOTED_SECONDS: i64 = 15;

/// Notes that somebody has closed a ticket; where it is open in another page, that page notes it
/// again.
///
/// # Errors
/// When the database fails.
pub async fn leave(cx: &Cx, ticket: TicketId, reader: StaffId) -> Result<()> {
    let mut act = cx.act("NoteTicketReader").await?;
    ticket_readers::gone(&mut act.conn, ticket, reader).await?;
    act.commit().await
}

/// Notes that somebody has a ticket open, and gives the names of the others who do.
///
/// # Errors
/// `Ticket ID Not Found`, `Admin ID Not Found`.
pub async fn note(cx: &Cx, ticket: TicketId, reader: StaffId) -> Result<Vec<String>> {
    let now = cx.engine.now().as_second();
    let mut c = cx.read().await?;
    let there = ticket_readers::since(&mut c, ticket, now - THERE_SECONDS).await?;
    let own = there.iter().find(|row| row.staff_id == reader);
    if own.is_none_or(|row| row.seen_at <= now - NOTED_SECONDS) {
        if access::find(&mut c, &cx.caller, ticket).await?.is_none() {
            return Err(not_found("Ticket ID Not Found"));
        }
        if staff::by_id(&mut c, reader).await?.is_none() {
            return Err(not_found("Admin ID Not Found"));
        }
        drop(c);
        let mut act = cx.act("NoteTicketReader").await?;
        ticket_readers::forget(&mut act.conn, now - THERE_SECONDS).await?;
        ticket_readers::seen(&mut act.conn, ticket, reader, now).await?;
        act.commit().await?;
    }
    let others = there.into_iter().filter(|row| row.staff_id != reader);
    Ok(others.map(|row| full_name(&row.first_name, &row.last_name)).collect())
}
