//! Which tickets a caller may touch.

use model::ids::{StaffId, TicketId};
use store::Conn;
use store::support::departments;
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
    seen(c, caller, found).await
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
        Some(found) => hold(c, caller, &found).await,
        None => Ok(None),
    }
}

/// The same for a ticket that was just found: it may have been merged, or have become another
/// client's, while it was waited for.
///
/// # Errors
/// When the database fails.
pub async fn hold(c: &mut Conn, caller: &Caller, before: &TicketRow) -> Result<Option<TicketRow>> {
    let row = tickets::lock(c, before.id).await?;
    seen(c, caller, row.filter(|row| row.merged_into.is_none())).await
}

/// The ticket itself, locked, if the caller may see it: also one that was merged.
///
/// # Errors
/// When the database fails.
pub async fn lock_itself(c: &mut Conn, caller: &Caller, id: TicketId) -> Result<Option<TicketRow>> {
    let row = tickets::lock(c, id).await?;
    seen(c, caller, row).await
}

/// The member of staff who asks, where it sees the tickets of some departments only. A program sees
/// those of all, as at the vendor: it has a role of its own, and says itself what it leaves out.
///
/// # Errors
/// When the database fails.
pub async fn limited(c: &mut Conn, caller: &Caller) -> Result<Option<StaffId>> {
    let Actor::Staff { id, .. } = caller.actor else { return Ok(None) };
    Ok((!departments::of_staff(c, id).await?.is_empty()).then_some(id))
}

/// Whether a member of staff looks after a ticket: it is one of its departments, of all where it
/// has none, or somebody gave the ticket to it.
///
/// # Errors
/// When the database fails.
pub async fn looks_after(c: &mut Conn, staff: StaffId, row: &TicketRow) -> Result<bool> {
    let own = departments::of_staff(c, staff).await?;
    Ok(own.is_empty() || own.contains(&row.department_id) || row.flag_staff_id == staff)
}

/// Whether a guest who names the secret part of the address may read the ticket.
#[must_use]
pub fn opens(row: &TicketRow, key: &str) -> bool {
    row.access_key.as_bytes().ct_eq(key.as_bytes()).into()
}

/// A client sees its own tickets, and staff those of its departments; the door of a visitor has
/// compared the key.
async fn seen(
    c: &mut Conn,
    caller: &Caller,
    found: Option<TicketRow>,
) -> Result<Option<TicketRow>> {
    let Some(row) = found else { return Ok(None) };
    let is_visible = match &caller.actor {
        Actor::Client { client, .. } => row.client_id == *client,
        Actor::Staff { id, .. } => looks_after(c, *id, &row).await?,
        _ => true,
    };
    Ok(is_visible.then_some(row))
}
