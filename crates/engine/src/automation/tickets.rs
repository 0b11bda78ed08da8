//! Tickets that nobody answered are closed, where their status says so.

use model::ids::TicketId;
use model::support::ticket::CLOSED;
use store::Conn;
use store::support::tickets;

use super::Item;
use super::run::{Candidate, Scope};
use crate::support::edit::{Changes, update};
use crate::system::settings::TICKET_CLOSE_HOURS;
use crate::system::templates;
use crate::{Act, Result};

fn before(scope: &Scope) -> Option<i64> {
    let hours = scope.settings.number(TICKET_CLOSE_HOURS).filter(|hours| *hours > 0)?;
    Some(scope.instant() - hours.checked_mul(3_600)?)
}

/// Tickets that were idle for too long.
pub(super) async fn find(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let Some(before) = before(scope) else { return Ok(Vec::new()) };
    let found = tickets::idle_since(c, before, scope.client).await?;
    Ok(found.into_iter().map(|(id, client)| Candidate::of(id, client)).collect())
}

/// Closes one.
pub(super) async fn one(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let Some(before) = before(scope) else { return Ok(Vec::new()) };
    let Some(row) = tickets::lock(&mut act.conn, TicketId(id)).await? else {
        return Ok(Vec::new());
    };
    if row.last_reply_at >= before || row.status == CLOSED {
        return Ok(Vec::new());
    }
    let changes = Changes { status: Some(CLOSED.to_owned()), ..Changes::default() };
    update(act, row.id, changes).await?;
    templates::send_if_possible(act, "Support Ticket Auto Close Notification", id).await?;
    let item = Item::new("close ticket", scope.today, row.client_id, row.id, row.mask);
    Ok(vec![Item { client: item.client.filter(|client| client.0 > 0), ..item }])
}
