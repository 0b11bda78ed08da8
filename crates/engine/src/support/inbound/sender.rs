//! Who wrote a mail, and whether it has a part in a ticket.
//!
//! An address in a mail proves nothing. It decides in whose name a message is kept, never what its
//! sender may read: answers go to the people of the ticket only.

use model::ids::{ContactId, UserId};
use model::people::email::fold;
use store::people::{clients, contacts, staff, user_clients, users};
use store::support::tickets::TicketRow;

use super::message::Incoming;
use crate::support::access;
use crate::support::authors::Named;
use crate::{Act, Allowed, Result};

/// As whom the sender writes in a ticket; `None` when it has no part in it.
///
/// `of_staff` says that the mail answers one of ours to the staff, which only who got that can.
/// Without it nobody writes as staff, not even into its own ticket.
pub(super) async fn part_in(
    act: &mut Act,
    ticket: &TicketRow,
    mail: &Incoming,
    of_staff: bool,
) -> Result<Option<Named>> {
    if of_staff && let Some(named) = member_of_staff(act, ticket, mail).await? {
        return Ok(Some(named));
    }
    let from = fold(&mail.from);
    if ticket.client_id.0 > 0 {
        if let Some(named) = of_client(act, ticket, &from).await? {
            return Ok(Some(named));
        }
    } else if fold(&ticket.email) == from {
        return Ok(Some(guest(mail)));
    }
    let has_copies = ticket.cc.split(',').any(|copy| fold(copy) == from);
    Ok(has_copies.then(|| guest(mail)))
}

/// The client in whose name a new ticket is opened; `None` when nobody has the address.
pub(super) async fn client(act: &mut Act, mail: &Incoming) -> Result<Option<Named>> {
    let c = &mut act.conn;
    if let Some(row) = clients::by_email(c, &mail.from).await? {
        return Ok(Some(Named { client: Some(row.id), ..Named::default() }));
    }
    if let Some(user) = users::by_email(c, &mail.from).await?
        && let Some(tie) = user_clients::of_user(c, user.id).await?.into_iter().next()
    {
        let named = Named { client: Some(tie.client_id), user: Some(user.id), ..Named::default() };
        return Ok(Some(named));
    }
    let contact = contacts::by_email(c, &mail.from).await?;
    Ok(contact.map(|row| Named {
        client: Some(row.client_id),
        contact: Some(row.id),
        ..Named::default()
    }))
}

/// The sender as somebody who is no client.
pub(super) fn guest(mail: &Incoming) -> Named {
    let name = match mail.from_name.as_str() {
        "" => mail.from.split('@').next().unwrap_or_default(),
        name => name,
    };
    Named { name: Some(name.to_owned()), email: Some(mail.from.clone()), ..Named::default() }
}

async fn member_of_staff(
    act: &mut Act,
    ticket: &TicketRow,
    mail: &Incoming,
) -> Result<Option<Named>> {
    let Some(row) = staff::sign_in(&mut act.conn, &mail.from).await? else { return Ok(None) };
    let may = fold(&row.email) == fold(&mail.from)
        && !row.disabled
        && Allowed::from_json(&row.actions).permits("AddTicketReply");
    if !may || !access::looks_after(&mut act.conn, row.id, ticket).await? {
        return Ok(None);
    }
    Ok(Some(Named { staff_username: Some(row.username), ..Named::default() }))
}

async fn of_client(act: &mut Act, ticket: &TicketRow, from: &str) -> Result<Option<Named>> {
    let client = Some(ticket.client_id);
    let row = clients::by_id(&mut act.conn, ticket.client_id).await?;
    if row.is_some_and(|row| fold(&row.email) == from) {
        return Ok(Some(Named { client, ..Named::default() }));
    }
    let users = user_clients::of_client(&mut act.conn, ticket.client_id).await?;
    let user: Option<UserId> =
        users.into_iter().find(|row| fold(&row.email) == from).map(|row| row.user_id);
    if user.is_some() {
        return Ok(Some(Named { client, user, ..Named::default() }));
    }
    let contacts = contacts::of_client(&mut act.conn, ticket.client_id).await?;
    let contact: Option<ContactId> =
        contacts.into_iter().find(|row| fold(&row.email) == from).map(|row| row.id);
    Ok(contact.map(|contact| Named { client, contact: Some(contact), ..Named::default() }))
}
