//! Which tickets a caller may touch.

use model::ids::TicketId;
use store::Conn;
use store::support::tickets::{self, TicketRow};
use subtle::ConstantTimeEq as _;

use crate::{Actor, Caller, Result};

/// Merged tickets lead to the one they became part of; a longer chain would be a circle.
const MERGES_MAX: usize = 16;

/// The ticket, or the one it was merged into, if the caller may see it.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, caller: &Caller, id: TicketId) -> Result<Option<TicketRow>> {
    let mut found = tickets::by_id(c, id).await?;
    for _ in 0..MERGES_MAX {
        let Some(into) = found.as_ref().and_then(|row| row.merged_into) else { break };
        found = tickets::by_id(c, into).await?;
    }
    Ok(found.filter(|row| is_visible(caller, row)))
}

/// The same by what people quote.
///
/// # Errors
/// When the database fails.
pub async fn find_by_mask(c: &mut Conn, caller: &Caller, mask: &str) -> Result<Option<TicketRow>> {
    match tickets::by_mask(c, mask).await? {
        Some(row) => find(c, caller, row.id).await,
        None => Ok(None),
    }
}

/// The ticket for a change, locked, if it is not merged and the caller may see it.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, caller: &Caller, id: TicketId) -> Result<Option<TicketRow>> {
    match find(c, caller, id).await? {
        Some(seen) => hold(c, caller, &seen).await,
        None => Ok(None),
    }
}

/// The same for a ticket that was just found: it may have been merged, or have become another
/// client's, while it was waited for.
///
/// # Errors
/// When the database fails.
pub async fn hold(c: &mut Conn, caller: &Caller, seen: &TicketRow) -> Result<Option<TicketRow>> {
    let row = tickets::lock(c, seen.id).await?;
    Ok(row.filter(|row| row.merged_into.is_none() && is_visible(caller, row)))
}

/// Whether a guest who names the secret part of the address may read the ticket.
#[must_use]
pub fn opens(row: &TicketRow, key: &str) -> bool {
    row.access_key.as_bytes().ct_eq(key.as_bytes()).into()
}

/// A client sees its own tickets; the door of a visitor has compared the key.
fn is_visible(caller: &Caller, row: &TicketRow) -> bool {
    match &caller.actor {
        Actor::Client { client, .. } => row.client_id == *client,
        _ => true,
    }
}
