//! Mails about tickets to whoever's they are.

use std::collections::BTreeMap;

use model::people::full_name;
use store::people::clients;
use store::support::departments;
use store::support::tickets::TicketRow;

use super::open::TICKET_OPENED;
use crate::system::settings::SYSTEM_URL;
use crate::system::templates::{
    Concern, FEEDBACK_REQUEST, Template, send_with_if_possible, tell_concerned,
};
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

/// Asks how a closed ticket of a client went, once.
pub(super) async fn ask_how_it_went(act: &mut Act, ticket: &TicketRow) -> Result<()> {
    let template = Template::named(act, FEEDBACK_REQUEST).await?;
    // Switched off, it is no failure to be logged.
    if template.is_none_or(|template| template.is_off()) {
        return Ok(());
    }
    send(act, FEEDBACK_REQUEST, ticket, None, false).await
}

/// Tells the staff of the department who want to know what somebody wrote in a ticket.
pub(super) async fn tell_staff(
    act: &mut Act,
    template: &str,
    ticket: &TicketRow,
    message: &str,
    key: &str,
) -> Result<()> {
    let department = departments::by_id(&mut act.conn, ticket.department_id).await?;
    let department = department.map(|row| row.name).unwrap_or_default();
    let by = match clients::by_id(&mut act.conn, ticket.client_id).await? {
        Some(row) => full_name(&row.first_name, &row.last_name),
        None => ticket.name.clone(),
    };
    let link = format!("{}admin/tickets/{}", act.settings.text(SYSTEM_URL), ticket.id);
    let more = [
        ("client_id", ticket.client_id.to_string()),
        ("client_name", by),
        ("ticket_id", ticket.mask.clone()),
        ("ticket_subject", ticket.subject.clone()),
        ("ticket_priority", ticket.priority.to_string()),
        ("ticket_department", department),
        ("ticket_message", message.to_owned()),
        ("ticket_link", link),
    ];
    let concern = Concern::Support(ticket.department_id);
    tell_concerned(act, template, concern, &more, key).await
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
