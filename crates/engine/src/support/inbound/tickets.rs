//! Where a mail belongs: into the ticket that it answers, if its sender has a part in it, or into a
//! new one.

use std::collections::BTreeMap;

use model::ids::{ClientId, TicketId};
use store::support::departments::DepartmentRow;
use store::support::inbound_mails;
use store::support::tickets::TicketRow;

use super::message::Incoming;
use super::text::{ticket_in, without_ticket};
use super::{Checks, IMPORTED, Outcome, brakes, sender, status};
use crate::support::access;
use crate::support::authors::Named;
use crate::support::files::{
    FILE_BYTES_MAX, FILES_MAX, MESSAGE_BYTES_MAX, Sent, is_allowed_name, room,
};
use crate::support::mails;
use crate::support::messages::{NewReply, reply};
use crate::support::open::{NewTicket, open, tell_staff};
use crate::system::mail::AboutTicket;
use crate::system::references::Reference;
use crate::system::templates::send_to_address;
use crate::{Act, Result};

/// Told to people whom a department does not know.
const CLIENTS_ONLY_MAIL: &str = "Clients Only Bounce Message";
/// Told to people who would open a ticket where answers only are taken.
const REPLIES_ONLY_MAIL: &str = "Replies Only Bounce Message";
const NO_SUBJECT: &str = "No Subject";
const NO_TEXT: &str = "(This message has no text.)";

/// Puts a mail of a line of the log where it belongs.
pub(super) async fn place(
    act: &mut Act,
    id: i64,
    mail: &Incoming,
    department: Option<&DepartmentRow>,
    checks: Checks,
) -> Result<Outcome> {
    if let Some((ticket, named)) = answered(act, mail).await? {
        return answer(act, mail, ticket, named).await;
    }
    let Some(department) = department else { return Ok(Outcome::refused(status::NO_DEPARTMENT)) };
    let client = sender::client(act, mail).await?;
    if checks == Checks::All {
        let why = match department {
            row if row.replies_only => Some((status::REPLIES_ONLY, REPLIES_ONLY_MAIL)),
            row if row.clients_only && client.is_none() => {
                Some((status::CLIENTS_ONLY, CLIENTS_ONLY_MAIL))
            }
            _ => None,
        };
        if let Some((status, template)) = why {
            let answered = turn_down(act, mail, department, template).await?;
            let refused = Outcome::refused(status);
            return Ok(Outcome { department: department.id, answered, ..refused });
        }
    }
    let named = client.unwrap_or_else(|| sender::guest(mail));
    opened(act, id, mail, department, named).await
}

/// The ticket that a mail answers, and as whom: by the identity of one of our mails, else by the
/// number in the subject. A number can be guessed and an identity not, but both need a sender who
/// has a part in the ticket.
async fn answered(act: &mut Act, mail: &Incoming) -> Result<Option<(TicketRow, Named)>> {
    let secrets = act.engine.secrets();
    let read = mail.references.iter().filter_map(|id| Reference::read(secrets, id));
    let about: Vec<Reference> = read.filter(|found| found.ticket > 0).collect();
    let caller = act.caller.clone();
    for found in about {
        let row = access::find(&mut act.conn, &caller, TicketId(found.ticket)).await?;
        if let Some(row) = row
            && let Some(named) = sender::part_in(act, &row, mail, found.to_staff).await?
        {
            return Ok(Some((row, named)));
        }
    }
    let Some(mask) = ticket_in(&mail.subject) else { return Ok(None) };
    let Some(row) = access::find_by_mask(&mut act.conn, &caller, mask).await? else {
        return Ok(None);
    };
    let named = sender::part_in(act, &row, mail, false).await?;
    Ok(named.map(|named| (row, named)))
}

async fn answer(
    act: &mut Act,
    mail: &Incoming,
    ticket: TicketRow,
    named: Named,
) -> Result<Outcome> {
    let by_staff = named.staff_username.is_some();
    let room = if by_staff { None } else { room(act, ticket.client_id).await? };
    let (files, message) = taken(act, mail, by_staff, room);
    let new = NewReply {
        ticket: ticket.id,
        message,
        markdown: false,
        named,
        status: None,
        created: None,
        custom_fields: Vec::new(),
        files,
        silent: false,
    };
    reply(act, new).await?;
    let (department, ticket) = (ticket.department_id, Some(ticket.id));
    Ok(Outcome { department, ticket, ..Outcome::new(IMPORTED, status::REPLIED) })
}

async fn opened(
    act: &mut Act,
    id: i64,
    mail: &Incoming,
    department: &DepartmentRow,
    named: Named,
) -> Result<Outcome> {
    let subject = match without_ticket(&mail.subject) {
        subject if subject.is_empty() => NO_SUBJECT.to_owned(),
        subject => subject,
    };
    let room = room(act, named.client.unwrap_or(ClientId(0))).await?;
    let (files, message) = taken(act, mail, false, room);
    let said = message.clone();
    let new = NewTicket {
        department: department.id,
        subject,
        message,
        markdown: false,
        named,
        by_staff: false,
        priority: None,
        status: None,
        created: None,
        service: None,
        domain: None,
        custom_fields: Vec::new(),
        files,
        prevent_client_closure: None,
        // What is said, and to whom, is decided here.
        silent: true,
    };
    let ticket = open(act, new).await?;
    // What is said next answers this mail.
    inbound_mails::belongs_to(&mut act.conn, id, ticket.id).await?;
    tell_staff(act, &ticket, &said).await?;
    let answered = brakes::may_answer(act, mail).await?;
    if answered {
        mails::opened_by_mail(act, &ticket).await?;
    }
    let opened = Outcome::new(IMPORTED, status::OPENED);
    Ok(Outcome { department: department.id, ticket: Some(ticket.id), answered, ..opened })
}

/// Tells the sender why nothing came of its mail; whether it was told.
async fn turn_down(
    act: &mut Act,
    mail: &Incoming,
    department: &DepartmentRow,
    template: &str,
) -> Result<bool> {
    if !brakes::may_answer(act, mail).await? {
        return Ok(false);
    }
    // Nobody has proved to own the address: not a word of the mail goes there.
    let fields = BTreeMap::from([
        ("client_name".to_owned(), "customer".to_owned()),
        ("department_name".to_owned(), department.name.clone()),
    ]);
    let about = AboutTicket { from: department.email.clone(), ..AboutTicket::default() };
    send_to_address(act, template, (&mail.from, ""), &fields, about).await?;
    Ok(true)
}

/// The files that are kept, and the text, which says what was left out.
fn taken(act: &Act, mail: &Incoming, by_staff: bool, room: Option<usize>) -> (Vec<Sent>, String) {
    let (mut kept, mut bytes) = (Vec::new(), 0_usize);
    let mut text = match mail.text.trim() {
        "" => NO_TEXT.to_owned(),
        _ => mail.text.clone(),
    };
    for file in &mail.files {
        let why = if !by_staff && !is_allowed_name(act, &file.name) {
            "this type of file is not accepted"
        } else if kept.len() >= FILES_MAX {
            "there were too many files"
        } else if file.bytes.len() > FILE_BYTES_MAX || bytes + file.bytes.len() > MESSAGE_BYTES_MAX
        {
            "it was too large"
        } else if room.is_some_and(|room| bytes + file.bytes.len() > room) {
            "there is no room left for this client's files"
        } else {
            bytes += file.bytes.len();
            kept.push(file.clone());
            continue;
        };
        let name = crate::support::files::clean(&file.name);
        text.push_str(&format!("\n\n[The file {name} was left out: {why}.]"));
    }
    (kept, text)
}
