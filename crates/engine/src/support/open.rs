//! Opening a ticket.

use jiff::civil::DateTime;
use model::ids::{
    ClientId, CustomFieldId, DepartmentId, DomainId, ServiceId, StaffId, TicketId, TicketReplyId,
};
use model::support::ticket::{OPEN, TicketPriority, number};
use model::word::Word as _;
use ports::payment::masked_card_numbers;
use serde_json::json;
use store::domains::names;
use store::hosting::services;
use store::people::custom_fields::{self, Kind};
use store::support::attachments::Owner;
use store::support::departments::{self, DepartmentRow};
use store::support::replies::{self, ReplyRow};
use store::support::tickets::{self, TicketRow};

use super::authors::{self, Author, Named};
use super::files::{self, Sent};
use super::mails;
use super::messages::known_status;
use super::time::stated;
use crate::people::custom_fields::{Due, Given, check_answers, set_among};
use crate::system::settings::TICKET_MASK;
use crate::system::templates::TICKET_CREATED;
use crate::{Act, Result, invalid, limit, not_allowed, not_found};

/// Tries at a free number before giving up.
const NUMBER_TRIES_MAX: usize = 50;
/// Letters of the secret part of a ticket's address: 95 bits.
pub(super) const ACCESS_KEY_LENGTH: usize = 16;
/// Tickets under one guest's address in a day; beyond them no mail goes out, since anybody can
/// give anybody's address.
const GUEST_MAILS_PER_DAY_MAX: i64 = 20;
const DAY_SECONDS: i64 = 86_400;

/// The mail about a new ticket.
pub const TICKET_OPENED: &str = "Support Ticket Opened";
/// The same when the staff opened it.
pub const TICKET_OPENED_BY_STAFF: &str = "Support Ticket Opened by Admin";

/// A ticket to open.
#[derive(Debug, Clone)]
pub struct NewTicket {
    /// Who answers.
    pub department: DepartmentId,
    /// One line.
    pub subject: String,
    /// The opening message.
    pub message: String,
    /// The message is Markdown.
    pub markdown: bool,
    /// Whose ticket it is.
    pub named: Named,
    /// The staff opens it for the client or guest.
    pub by_staff: bool,
    /// How urgent; medium if not said.
    pub priority: Option<TicketPriority>,
    /// How it stands; open if not said. For the staff to say.
    pub status: Option<String>,
    /// When it was opened, in the company's time; now if not said.
    pub created: Option<DateTime>,
    /// The service it is about.
    pub service: Option<ServiceId>,
    /// The domain it is about.
    pub domain: Option<DomainId>,
    /// Values of the department's custom fields.
    pub custom_fields: Vec<(CustomFieldId, String)>,
    /// Files of the opening message.
    pub files: Vec<Sent>,
    /// The client may not close it; as the department says if not said.
    pub prevent_client_closure: Option<bool>,
    /// No mail is sent.
    pub silent: bool,
}

/// Opens a ticket (`https://developers.whmcs.com/api-reference/openticket/`).
///
/// # Errors
/// Refused when somebody or something named does not exist or is not the client's.
pub async fn open(act: &mut Act, new: NewTicket) -> Result<TicketRow> {
    let new = NewTicket {
        subject: masked_card_numbers(&new.subject),
        message: masked_card_numbers(&new.message),
        ..new
    };
    let owner = authors::client_or_guest(act, &new.named).await?;
    let department = department(act, new.department, &owner).await?;
    let service = about(act, owner.client, new.service, new.domain).await?;
    let at = stated(act, new.created, "Ticket creation date cannot be in the future")?;
    files::check(act, &new.files)?;
    if !new.by_staff {
        let bytes = files::bytes_of(&new.files);
        files::check_room(act, owner.client, "attachments", bytes).await?;
    }
    let status = status(act, new.status.as_deref()).await?;
    let writer = if new.by_staff { Some(authors::member_of_staff(act, None).await?) } else { None };
    let row = TicketRow {
        id: TicketId(0),
        mask: String::new(),
        access_key: act.engine.world().chance.base62(ACCESS_KEY_LENGTH),
        department_id: department.id,
        client_id: owner.client,
        contact_id: owner.contact,
        user_id: owner.user,
        name: owner.name.clone(),
        email: owner.email.clone(),
        cc: String::new(),
        subject: new.subject.trim().to_owned(),
        status,
        priority: new.priority.unwrap_or(TicketPriority::Medium),
        service,
        flag_staff_id: StaffId(0),
        client_unread: writer.is_some(),
        staff_name: writer.as_ref().map(|by| by.staff_name.clone()).unwrap_or_default(),
        prevent_client_closure: new
            .prevent_client_closure
            .unwrap_or(department.prevent_client_closure),
        merged_into: None,
        opened_at: at,
        last_reply_at: at,
    };
    let row = with_number(act, row).await?;
    let reply = message(writer.as_ref().unwrap_or(&owner), &row, &new);
    let reply = replies::add(&mut act.conn, &reply).await?;
    files::keep(act, row.id, Owner::Reply(reply), &new.files).await?;
    set_fields(act, row.id, department.id, &new.custom_fields, Due::All).await?;
    tell(act, &row, owner.is_guest(), &new).await?;
    if !new.by_staff && !new.silent {
        tell_staff(act, &row, &new.message).await?;
    }
    Ok(row)
}

/// The status of a new ticket.
async fn status(act: &mut Act, wanted: Option<&str>) -> Result<String> {
    let Some(wanted) = wanted.map(str::trim).filter(|wanted| !wanted.is_empty()) else {
        return Ok(OPEN.to_owned());
    };
    if !act.caller.actor.is_office() {
        return Err(not_allowed("Only staff may say how a ticket stands"));
    }
    known_status(act, wanted, "Invalid Ticket Status").await
}

/// Reads a priority from the wire.
///
/// # Errors
/// Refused when it is none.
pub fn priority(text: &str) -> Result<TicketPriority> {
    TicketPriority::from_word(text).ok_or_else(|| {
        invalid("priority", "Invalid Ticket Priority. Valid priorities are: Low,Medium,High")
    })
}

/// Keeps the values of custom fields that the department has. Of the office others are not looked
/// at; a client or guest is refused them, and what it leaves out though it is `due`.
///
/// # Errors
/// Invalid, naming the field as `customfields[id]`.
pub(super) async fn set_fields(
    act: &mut Act,
    ticket: TicketId,
    department: DepartmentId,
    given: &Given,
    due: Due,
) -> Result<()> {
    let office = act.caller.actor.is_office();
    if given.is_empty() && (office || due == Due::Kept) {
        return Ok(());
    }
    let fields = custom_fields::of(&mut act.conn, Kind::Support, department.0).await?;
    if !office {
        check_answers(&fields, given, due)?;
    }
    set_among(act, &fields, ticket.0, given).await.map(drop)
}

async fn department(act: &mut Act, id: DepartmentId, owner: &Author) -> Result<DepartmentRow> {
    let row = departments::by_id(&mut act.conn, id).await?;
    let office = act.caller.actor.is_office();
    row.filter(|row| office || !(row.hidden || row.clients_only && owner.is_guest()))
        .ok_or_else(|| not_found("Department ID not found"))
}

/// What the ticket is about, if it is the client's.
async fn about(
    act: &mut Act,
    client: ClientId,
    service: Option<ServiceId>,
    domain: Option<DomainId>,
) -> Result<String> {
    if let Some(id) = service {
        let row = services::by_id(&mut act.conn, id).await?;
        row.filter(|row| row.client_id == client)
            .ok_or_else(|| not_found("Service ID Not Found"))?;
        return Ok(format!("S{id}"));
    }
    if let Some(id) = domain {
        let row = names::by_id(&mut act.conn, id).await?;
        row.filter(|row| row.client_id == client)
            .ok_or_else(|| not_found("Domain ID Not Found"))?;
        return Ok(format!("D{id}"));
    }
    Ok(String::new())
}

/// Adds the ticket under a number that is free.
pub(super) async fn with_number(act: &mut Act, mut row: TicketRow) -> Result<TicketRow> {
    let mask = act.settings.text(TICKET_MASK).to_owned();
    for _ in 0..NUMBER_TRIES_MAX {
        let next = match mask.contains("%i") {
            true => tickets::last_id(&mut act.conn).await? + 1,
            false => 0,
        };
        let chance = &act.engine.world().chance;
        let draw = |below: u8| draw_below(below, || chance.number());
        row.mask = number(&mask, TicketId(next), act.today(), draw);
        if let Some(id) = tickets::add(&mut act.conn, &row).await? {
            row.id = id;
            return Ok(row);
        }
    }
    Err(limit("Unable to generate ticket number"))
}

/// A number below `below`, from 64 random bits: the bias is far below notice.
fn draw_below(below: u8, random: impl Fn() -> u64) -> u8 {
    u8::try_from(random() % u64::from(below.max(1))).unwrap_or(0)
}

fn message(by: &Author, ticket: &TicketRow, new: &NewTicket) -> ReplyRow {
    ReplyRow {
        id: TicketReplyId(0),
        ticket_id: ticket.id,
        opening: true,
        client_id: by.client,
        contact_id: by.contact,
        user_id: by.user,
        staff_id: by.staff,
        staff_name: by.staff_name.clone(),
        name: by.name.clone(),
        email: by.email.clone(),
        at: ticket.opened_at,
        message: new.message.clone(),
        markdown: new.markdown,
        rating: 0,
        attachments_removed: false,
    }
}

/// Tells the staff of the department that somebody opened a ticket.
pub(super) async fn tell_staff(act: &mut Act, row: &TicketRow, message: &str) -> Result<()> {
    let key = format!("ticket.staff:{}", row.id);
    mails::tell_staff(act, TICKET_CREATED, row, message, &key).await
}

async fn tell(act: &mut Act, row: &TicketRow, guest: bool, new: &NewTicket) -> Result<()> {
    let client = (!guest).then_some(row.client_id);
    act.log(client, format!("New Support Ticket Opened - Ticket ID: {}", row.mask)).await?;
    let payload =
        json!({ "ticket": row.id.0, "mask": row.mask, "department": row.department_id.0 });
    act.event("TicketOpened", client, &payload).await?;
    if new.silent {
        return Ok(());
    }
    let since = act.at() - DAY_SECONDS;
    if guest
        && tickets::opened_by_guest_since(&mut act.conn, &row.email, since).await?
            > GUEST_MAILS_PER_DAY_MAX
    {
        return Ok(());
    }
    let message = new.by_staff.then_some(new.message.as_str());
    let template = if new.by_staff { TICKET_OPENED_BY_STAFF } else { TICKET_OPENED };
    mails::about(act, template, row, message).await
}
