//! Mails about tickets to whoever's they are.

use std::collections::BTreeMap;

use store::support::tickets::TicketRow;

use super::open::TICKET_OPENED;
use crate::system::settings::SYSTEM_URL;
use crate::system::templates::send_with_if_possible;
use crate::{Act, Actor, Result};

/// Sends a template about a ticket, with the address under which also a guest reads it.
///
/// Only what the staff wrote goes along: what a guest wrote would let anybody send anything to
/// any address.
pub(super) async fn about(
    act: &mut Act,
    template: &str,
    ticket: &TicketRow,
    by_staff: Option<&str>,
) -> Result<()> {
    let stranger = matches!(act.caller.actor, Actor::Visitor);
    send(act, template, ticket, by_staff, stranger).await
}

/// Says that a ticket was opened by mail: the sender of a mail has proved as little as a visitor.
pub(super) async fn opened_by_mail(act: &mut Act, ticket: &TicketRow) -> Result<()> {
    send(act, TICKET_OPENED, ticket, None, ticket.client_id.0 == 0).await
}

async fn send(
    act: &mut Act,
    template: &str,
    ticket: &TicketRow,
    by_staff: Option<&str>,
    stranger: bool,
) -> Result<()> {
    let url = format!(
        "{}viewticket.php?tid={}&c={}",
        act.settings.text(SYSTEM_URL),
        ticket.mask,
        ticket.access_key
    );
    let message = by_staff.unwrap_or_default().to_owned();
    let mut extra =
        BTreeMap::from([("ticket_url".to_owned(), url), ("ticket_message".to_owned(), message)]);
    if stranger {
        // Nobody has proved to own the address: not a word of the form goes there.
        extra.insert("ticket_subject".to_owned(), "Your request".to_owned());
        extra.insert("client_name".to_owned(), "customer".to_owned());
    }
    send_with_if_possible(act, template, ticket.id.0, &extra).await
}
