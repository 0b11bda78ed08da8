//! Replies and notes.

use jiff::civil::DateTime;
use model::ids::{CustomFieldId, TicketId, TicketNoteId, TicketReplyId};
use model::support::ticket::{Answerer, status_after_reply};
use ports::payment::masked_card_numbers;
use serde_json::json;
use store::support::attachments::Owner;
use store::support::notes::{self, NoteRow};
use store::support::replies::{self, ReplyRow};
use store::support::statuses;
use store::support::tickets::{self, TicketRow};

use super::access;
use super::authors::{self, Author, Named};
use super::files::{self, Sent};
use super::mails;
use super::open::set_fields;
use super::time::stated;
use crate::people::custom_fields::Due;
use crate::system::templates::TICKET_RESPONSE;
use crate::{Act, Result, invalid, not_found};

/// The mail about an answer of the staff.
pub const TICKET_REPLY: &str = "Support Ticket Reply";

/// A reply to add.
#[derive(Debug, Clone)]
pub struct NewReply {
    /// To which ticket.
    pub ticket: TicketId,
    /// The text.
    pub message: String,
    /// The text is Markdown.
    pub markdown: bool,
    /// Who writes; staff when a sign-in name is given.
    pub named: Named,
    /// The status afterwards, if not the usual one.
    pub status: Option<String>,
    /// When it was written, in the company's time; now if not said.
    pub created: Option<DateTime>,
    /// Values of the department's custom fields.
    pub custom_fields: Vec<(CustomFieldId, String)>,
    /// Files.
    pub files: Vec<Sent>,
    /// No mail is sent.
    pub silent: bool,
}

/// A note to add.
#[derive(Debug, Clone)]
pub struct NewNote {
    /// To which ticket, as it was found.
    pub ticket: TicketId,
    /// The text.
    pub message: String,
    /// The text is Markdown.
    pub markdown: bool,
    /// When it was written, in the company's time; now if not said.
    pub created: Option<DateTime>,
    /// Files.
    pub files: Vec<Sent>,
}

/// Adds a reply (`https://developers.whmcs.com/api-reference/addticketreply/`).
///
/// # Errors
/// Refused when the ticket does not exist or the writer has nothing to do with it.
pub async fn reply(act: &mut Act, new: NewReply) -> Result<TicketReplyId> {
    let new = NewReply { message: masked_card_numbers(&new.message), ..new };
    let no_ticket = || not_found("Ticket ID not found");
    let caller = act.caller.clone();
    let seen = access::find(&mut act.conn, &caller, new.ticket).await?.ok_or_else(no_ticket)?;
    let by = writer(act, &seen, &new.named).await?;
    let at = stated(act, new.created, "Reply creation date cannot be in the future")?;
    files::check(act, &new.files)?;
    if !by.is_staff() {
        let bytes = files::bytes_of(&new.files);
        files::check_room(act, seen.client_id, "attachments", bytes).await?;
    }
    let mut ticket = access::hold(&mut act.conn, &caller, &seen).await?.ok_or_else(no_ticket)?;
    let before = ticket.status.clone();
    let answerer = if by.is_staff() { Answerer::Staff } else { Answerer::Client };
    ticket.status = match &new.status {
        Some(status) => known_status(act, status, "Invalid Ticket Status").await?,
        None => status_after_reply(answerer).to_owned(),
    };
    let row = row(&ticket, &by, &new, at);
    let id = replies::add(&mut act.conn, &row).await?;
    files::keep(act, ticket.id, Owner::Reply(id), &new.files).await?;
    ticket.last_reply_at = ticket.last_reply_at.max(at);
    ticket.client_unread = by.is_staff();
    tickets::save(&mut act.conn, &ticket).await?;
    set_fields(act, ticket.id, ticket.department_id, &new.custom_fields, Due::Kept).await?;
    let changes = [("status", json!(before), json!(ticket.status))];
    act.changed("ticket", ticket.id, &changes).await?;
    tell(act, &ticket, &by, id, &new).await?;
    Ok(id)
}

/// Adds a note that only the staff sees
/// (`https://developers.whmcs.com/api-reference/addticketnote/`).
///
/// # Errors
/// Refused to others than the staff, and when the ticket does not exist.
pub async fn note(act: &mut Act, new: NewNote) -> Result<TicketNoteId> {
    let by = authors::member_of_staff(act, None).await?;
    let caller = act.caller.clone();
    let ticket = access::lock(&mut act.conn, &caller, new.ticket).await?;
    let ticket = ticket.ok_or_else(|| not_found("Ticket ID not found"))?;
    let at = stated(act, new.created, "Ticket creation date cannot be in the future")?;
    files::check(act, &new.files)?;
    let row = NoteRow {
        id: TicketNoteId(0),
        ticket_id: ticket.id,
        staff_id: by.staff,
        staff_name: by.staff_name,
        at,
        message: masked_card_numbers(&new.message),
        markdown: new.markdown,
        attachments_removed: false,
    };
    let id = notes::add(&mut act.conn, &row).await?;
    files::keep(act, ticket.id, Owner::Note(id), &new.files).await?;
    act.log(client_of(&ticket), format!("Ticket Note Added - Ticket ID: {}", ticket.mask)).await?;
    act.event("TicketNoteAdded", client_of(&ticket), &json!({ "ticket": ticket.id.0 })).await?;
    Ok(id)
}

/// The status as it is written; refused when there is none like it.
///
/// # Errors
/// Refused with the sentence.
pub(super) async fn known_status(
    act: &mut Act,
    text: &str,
    said: impl Into<std::borrow::Cow<'static, str>>,
) -> Result<String> {
    let known = statuses::all(&mut act.conn).await?;
    let found = known.into_iter().find(|row| row.title.eq_ignore_ascii_case(text.trim()));
    found.map(|row| row.title).ok_or_else(|| invalid("status", said.into()))
}

/// The client of a ticket, for logs and events; `None` for a guest's.
pub(super) fn client_of(ticket: &TicketRow) -> Option<model::ids::ClientId> {
    (ticket.client_id.0 != 0).then_some(ticket.client_id)
}

/// Who writes: staff by sign-in name; the ticket's client; else a guest.
async fn writer(act: &mut Act, ticket: &TicketRow, named: &Named) -> Result<Author> {
    if act.caller.actor.is_office()
        && let Some(username) = named.staff_username.as_deref()
    {
        return authors::member_of_staff(act, Some(username)).await;
    }
    let by = authors::client_or_guest(act, named).await?;
    if by.client.0 != 0 && ticket.client_id.0 != 0 && by.client != ticket.client_id {
        return Err(not_found("Client ID Not Found"));
    }
    Ok(by)
}

fn row(ticket: &TicketRow, by: &Author, new: &NewReply, at: i64) -> ReplyRow {
    ReplyRow {
        id: TicketReplyId(0),
        ticket_id: ticket.id,
        opening: false,
        client_id: by.client,
        contact_id: by.contact,
        user_id: by.user,
        staff_id: by.staff,
        staff_name: by.staff_name.clone(),
        name: by.name.clone(),
        email: by.email.clone(),
        at,
        message: new.message.clone(),
        markdown: new.markdown,
        rating: 0,
        attachments_removed: false,
    }
}

async fn tell(
    act: &mut Act,
    ticket: &TicketRow,
    by: &Author,
    reply: TicketReplyId,
    new: &NewReply,
) -> Result<()> {
    let client = client_of(ticket);
    let payload = json!({ "ticket": ticket.id.0, "reply": reply.0 });
    if !by.is_staff() {
        act.log(client, format!("New Support Ticket Response - Ticket ID: {}", ticket.mask))
            .await?;
        act.event("TicketUserReplied", client, &payload).await?;
        if new.silent {
            return Ok(());
        }
        let key = format!("ticket.staff.reply:{reply}");
        return mails::tell_staff(act, TICKET_RESPONSE, ticket, &new.message, &key).await;
    }
    let words =
        format!("New Ticket Response made by {} - Ticket ID: {}", by.staff_name, ticket.mask);
    act.log(client, words).await?;
    act.event("TicketStaffReplied", client, &payload).await?;
    if new.silent {
        return Ok(());
    }
    mails::about(act, TICKET_REPLY, ticket, Some(&new.message)).await
}
