//! Changing tickets and messages, merging tickets, blocking senders.

use jiff::civil::DateTime;
use model::ids::{ClientId, CustomFieldId, DepartmentId, StaffId, TicketId, TicketReplyId};
use model::people::email::is_address;
use model::support::ticket::{CLOSED, TicketPriority};
use ports::payment::masked_card_numbers;
use serde_json::{Value, json};
use store::people::{clients, staff};
use store::support::tickets::{self, TicketRow};
use store::support::{departments, replies, spam_filters, statuses, tags};

use super::access;
use super::mails;
use super::messages::{client_of, known_status};
use super::open::set_fields;
use super::time::stated;
use crate::people::custom_fields::Due;
use crate::{Act, Result, conflict, invalid, not_allowed, not_found};

/// What is to change about a ticket.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Who answers.
    pub department: Option<DepartmentId>,
    /// A title of the statuses.
    pub status: Option<String>,
    /// One line.
    pub subject: Option<String>,
    /// Whose it is.
    pub client: Option<ClientId>,
    /// A guest's name.
    pub name: Option<String>,
    /// A guest's address.
    pub email: Option<String>,
    /// CSV of addresses that get copies.
    pub cc: Option<String>,
    /// How urgent it is.
    pub priority: Option<TicketPriority>,
    /// When it was opened, in the company's time.
    pub created: Option<DateTime>,
    /// Who of the staff looks after it; `Some(None)` for nobody.
    pub flag: Option<Option<StaffId>>,
    /// The opening message.
    pub message: Option<String>,
    /// The opening message is Markdown.
    pub markdown: Option<bool>,
    /// Values of the department's custom fields.
    pub custom_fields: Vec<(CustomFieldId, String)>,
    /// The client may not close it.
    pub prevent_client_closure: Option<bool>,
}

/// Changes a ticket (`https://developers.whmcs.com/api-reference/updateticket/`).
///
/// # Errors
/// Refused when the ticket or something named does not exist, or the client may not close it.
pub async fn update(act: &mut Act, id: TicketId, changes: Changes) -> Result<()> {
    let caller = act.caller.clone();
    let before = access::lock(&mut act.conn, &caller, id).await?;
    let before = before.ok_or_else(|| not_found("Ticket ID Not Found"))?;
    let mut row = before.clone();
    change_places(act, &mut row, &changes).await?;
    change_people(act, &mut row, &changes).await?;
    if let Some(subject) = changes.subject.filter(|text| !text.trim().is_empty()) {
        row.subject = masked_card_numbers(subject.trim());
    }
    row.priority = changes.priority.unwrap_or(row.priority);
    row.prevent_client_closure =
        changes.prevent_client_closure.unwrap_or(row.prevent_client_closure);
    if changes.created.is_some() {
        let too_late = "Ticket creation date cannot be in the future";
        row.opened_at = stated(act, changes.created, too_late)?;
        row.last_reply_at = row.last_reply_at.max(row.opened_at);
    }
    tickets::save(&mut act.conn, &row).await?;
    if changes.message.is_some() || changes.markdown.is_some() || changes.created.is_some() {
        change_opening(act, &row, changes.message.as_deref(), changes.markdown).await?;
    }
    set_fields(act, row.id, row.department_id, &changes.custom_fields, Due::Kept).await?;
    tell(act, &before, &row).await
}

async fn change_places(act: &mut Act, row: &mut TicketRow, changes: &Changes) -> Result<()> {
    if let Some(department) = changes.department {
        let found = departments::by_id(&mut act.conn, department).await?;
        found.ok_or_else(|| not_found("Department ID Not Found"))?;
        row.department_id = department;
    }
    let Some(status) = &changes.status else { return Ok(()) };
    let known = statuses::all(&mut act.conn).await?;
    let titles: Vec<String> = known.into_iter().map(|status| status.title).collect();
    let said = format!("Invalid Ticket Status. Valid statuses are: {}", titles.join(","));
    row.status = known_status(act, status, said).await?;
    if row.status == CLOSED && row.prevent_client_closure && !act.caller.actor.is_office() {
        return Err(not_allowed("This ticket cannot be closed by the client"));
    }
    Ok(())
}

async fn change_people(act: &mut Act, row: &mut TicketRow, changes: &Changes) -> Result<()> {
    // A guest's ticket is listed with the client 0, which changes nothing when it is sent back.
    if let Some(client) = changes.client.filter(|client| *client != row.client_id) {
        let found = clients::by_id(&mut act.conn, client).await?;
        found.ok_or_else(|| not_found("Client ID Not Found"))?;
        (row.client_id, row.contact_id, row.user_id) = (client, 0, 0);
        row.service.clear();
    }
    if let Some(name) = &changes.name {
        row.name.clone_from(name);
    }
    if let Some(email) = &changes.email {
        if !email.is_empty() && !is_address(email) {
            return Err(invalid("email", "Email Address Invalid"));
        }
        row.email.clone_from(email);
    }
    if let Some(cc) = &changes.cc {
        let mut addresses = cc.split(',').map(str::trim).filter(|each| !each.is_empty());
        if !addresses.all(is_address) {
            return Err(invalid("cc", "Email Address Invalid"));
        }
        row.cc.clone_from(cc);
    }
    match changes.flag {
        Some(Some(id)) if staff::by_id(&mut act.conn, id).await?.is_none() => {
            return Err(not_found("Admin ID Not Found"));
        }
        Some(flag) => row.flag_staff_id = flag.unwrap_or(StaffId(0)),
        None => {}
    }
    Ok(())
}

async fn change_opening(
    act: &mut Act,
    row: &TicketRow,
    message: Option<&str>,
    markdown: Option<bool>,
) -> Result<()> {
    let Some(opening) = replies::opening_of(&mut act.conn, row.id).await? else { return Ok(()) };
    let message = masked_card_numbers(message.unwrap_or(&opening.message));
    let markdown = markdown.unwrap_or(opening.markdown);
    Ok(replies::save(&mut act.conn, opening.id, &message, markdown, row.opened_at).await?)
}

async fn tell(act: &mut Act, before: &TicketRow, after: &TicketRow) -> Result<()> {
    let client = client_of(after);
    let payload = json!({ "ticket": after.id.0 });
    let pairs: [(&str, Value, Value); 9] = [
        ("department_id", json!(before.department_id.0), json!(after.department_id.0)),
        ("status", json!(before.status), json!(after.status)),
        ("subject", json!(before.subject), json!(after.subject)),
        ("client_id", json!(before.client_id.0), json!(after.client_id.0)),
        ("name", json!(before.name), json!(after.name)),
        ("email", json!(before.email), json!(after.email)),
        ("cc", json!(before.cc), json!(after.cc)),
        ("priority", json!(before.priority.to_string()), json!(after.priority.to_string())),
        ("flag_staff_id", json!(before.flag_staff_id.0), json!(after.flag_staff_id.0)),
    ];
    act.changed("ticket", after.id, &pairs).await?;
    act.log(client, format!("Ticket Updated - Ticket ID: {}", after.mask)).await?;
    if before.department_id != after.department_id {
        act.event("TicketDepartmentChanged", client, &payload).await?;
    }
    if before.flag_staff_id != after.flag_staff_id {
        act.event("TicketFlagged", client, &payload).await?;
    }
    if before.status != after.status {
        let kind = if after.status == CLOSED { "TicketClosed" } else { "TicketStatusChanged" };
        act.event(kind, client, &payload).await?;
        // A client who closed it has seen it; a guest cannot say how it went.
        if after.status == CLOSED && client.is_some() && act.caller.actor.is_office() {
            mails::ask_how_it_went(act, after).await?;
        }
    }
    Ok(())
}

/// Changes the text of a reply
/// (`https://developers.whmcs.com/api-reference/updateticketreply/`).
///
/// # Errors
/// Refused when there is no such reply.
pub async fn update_reply(
    act: &mut Act,
    id: TicketReplyId,
    message: &str,
    markdown: Option<bool>,
    created: Option<DateTime>,
) -> Result<()> {
    let no_reply = || not_found("Reply ID Not Found");
    let reply = replies::by_id(&mut act.conn, id).await?;
    let reply = reply.filter(|reply| !reply.opening).ok_or_else(no_reply)?;
    let caller = act.caller.clone();
    let ticket = access::lock(&mut act.conn, &caller, reply.ticket_id).await?;
    let mut ticket = ticket.ok_or_else(no_reply)?;
    let at = match created {
        Some(_) => stated(act, created, "Reply creation date cannot be in the future")?,
        None => reply.at,
    };
    let markdown = markdown.unwrap_or(reply.markdown);
    let message = masked_card_numbers(message);
    replies::save(&mut act.conn, id, &message, markdown, at).await?;
    if let Some(last) = replies::last_at(&mut act.conn, ticket.id).await? {
        ticket.last_reply_at = last;
        tickets::save(&mut act.conn, &ticket).await?;
    }
    let texts = [("message", json!(reply.message), json!(message))];
    act.changed("ticket_reply", id, &texts).await?;
    let words = format!("Ticket Reply Updated - Ticket ID: {}", ticket.mask);
    act.log(client_of(&ticket), words).await
}

/// Makes tickets part of another one
/// (`https://developers.whmcs.com/api-reference/mergeticket/`).
///
/// # Errors
/// Refused when one of them does not exist, is the same, or is another client's.
pub async fn merge(
    act: &mut Act,
    into: TicketId,
    others: &[TicketId],
    new_subject: Option<String>,
) -> Result<TicketId> {
    let caller = act.caller.clone();
    let target = access::lock(&mut act.conn, &caller, into).await?;
    let mut target = target.ok_or_else(|| not_found("Ticket ID Invalid"))?;
    if others.is_empty() {
        return Err(invalid("mergeticketids", "Merge Ticket IDs Required"));
    }
    let mut parts = Vec::new();
    let mut wrong = Vec::new();
    for id in others {
        let row = access::lock_itself(&mut act.conn, &caller, *id).await?;
        match row.filter(|row| row.merged_into.is_none() && is_of_the_same(&target, row)) {
            Some(row) => parts.push(row),
            None => wrong.push(id.to_string()),
        }
    }
    if !wrong.is_empty() {
        let said = format!("Invalid Merge Ticket IDs: {}", wrong.join(", "));
        return Err(invalid("mergeticketids", said));
    }
    for part in parts {
        tickets::merge(&mut act.conn, part.id, target.id, CLOSED).await?;
        tags::copy(&mut act.conn, part.id, target.id).await?;
        target.last_reply_at = target.last_reply_at.max(part.last_reply_at);
        let words = format!("Merged Ticket {} into Ticket {}", part.mask, target.mask);
        act.log(client_of(&target), words).await?;
        let payload = json!({ "ticket": target.id.0, "merged": part.id.0 });
        act.event("TicketMerged", client_of(&target), &payload).await?;
    }
    if let Some(subject) = new_subject.filter(|text| !text.trim().is_empty()) {
        target.subject = subject.trim().to_owned();
    }
    tickets::save(&mut act.conn, &target).await?;
    Ok(target.id)
}

/// Whether merging shows nobody what was written by somebody else.
fn is_of_the_same(target: &TicketRow, part: &TicketRow) -> bool {
    let same_client = target.client_id == part.client_id;
    let part_is_a_guests = part.client_id.0 == 0;
    target.id != part.id && (same_client || part_is_a_guests)
}

/// Blocks the guest who wrote a ticket
/// (`https://developers.whmcs.com/api-reference/blockticketsender/`).
///
/// # Errors
/// Refused when the ticket does not exist or is a client's.
pub async fn block_sender(act: &mut Act, id: TicketId) -> Result<()> {
    let caller = act.caller.clone();
    let row = access::lock_itself(&mut act.conn, &caller, id).await?;
    let row = row.ok_or_else(|| not_found("Ticket ID Not Found"))?;
    if row.client_id.0 != 0 || row.email.is_empty() {
        return Err(conflict("A Client Cannot Be Blocked"));
    }
    let at = act.at();
    spam_filters::add(&mut act.conn, spam_filters::SENDER, &row.email, at).await?;
    act.log(None, format!("Blocked Ticket Sender {} - Ticket ID: {}", row.email, row.mask)).await
}
