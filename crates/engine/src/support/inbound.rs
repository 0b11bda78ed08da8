//! Mail that arrives: an answer in its ticket, a new ticket, or a line in the log that says why.

mod automatic;
mod brakes;
mod html;
mod message;
mod report;
mod sender;
pub mod status;
mod text;
mod tickets;
mod wrapping;
#[cfg(test)]
mod zoo;

use model::ids::{DepartmentId, EmailId, TicketId};
use ports::payment::masked_card_numbers;
use store::people::emails;
use store::support::departments::{self, DepartmentRow};
use store::support::inbound_mails::{self, Ended, InboundMailRow, New};

use self::message::Incoming;
use crate::system::references::Reference;
use crate::{Act, Fault, Result, conflict, not_found};

pub use self::wrapping::MAIL_BYTES_MAX;

/// Larger mails that are not imported are not kept either.
const KEPT_BYTES_MAX: usize = 10 * 1024 * 1024;

/// It is part of a ticket.
pub const IMPORTED: &str = "Imported";
/// It was turned away.
pub const REFUSED: &str = "Refused";
/// It told the house something.
pub const NOTED: &str = "Noted";

/// A mail as it came.
#[derive(Debug, Clone, Default)]
pub struct Arrived {
    /// RFC 5322.
    pub raw: Vec<u8>,
    /// The address it came to, where that is known.
    pub recipient: Option<String>,
    /// The department from whose mailbox it is.
    pub department: Option<DepartmentId>,
    /// It is larger than any mail may be, and this is only its beginning.
    pub is_too_large: bool,
}

/// What became of a mail.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its line in the log.
    pub row: InboundMailRow,
    /// It had come before, and this time nothing happened.
    pub is_copy: bool,
}

/// What a mail led to.
struct Outcome {
    outcome: &'static str,
    status: String,
    department: DepartmentId,
    ticket: Option<TicketId>,
    answered: bool,
}

impl Outcome {
    fn new(outcome: &'static str, status: impl Into<String>) -> Self {
        let department = DepartmentId(0);
        Self { outcome, status: status.into(), department, ticket: None, answered: false }
    }

    fn refused(status: impl Into<String>) -> Self {
        Self::new(REFUSED, status)
    }
}

/// Whether what would turn a mail away is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Checks {
    All,
    /// A person has looked at it.
    None,
}

/// Takes a mail in. Whatever it is, it ends in the log; the same mail has one effect.
///
/// # Errors
/// When the database fails: then the mail is to come again.
pub async fn receive(act: &mut Act, arrived: Arrived) -> Result<Received> {
    // Of the beginning of a mail only the headers say something.
    let read = if arrived.is_too_large { None } else { message::read(&arrived.raw) };
    let shown = read.clone().unwrap_or_else(|| message::read_headers(&arrived.raw));
    let fingerprint = message::fingerprint(&shown, &arrived.raw);
    let to = arrived.recipient.clone().or_else(|| shown.recipients.first().cloned());
    let new = New {
        fingerprint: &fingerprint,
        at: act.at(),
        message_id: &shown.message_id,
        from_name: &shown.from_name,
        from_address: &shown.from,
        to_address: &text::line(&to.unwrap_or_default(), 250),
        subject: &masked_card_numbers(&shown.subject),
    };
    let Some(id) = inbound_mails::add(&mut act.conn, &new).await? else {
        let row = inbound_mails::came_again(&mut act.conn, &fingerprint).await?;
        return Ok(Received { row, is_copy: true });
    };
    let outcome = match &read {
        _ if arrived.is_too_large || arrived.raw.len() > MAIL_BYTES_MAX => {
            Outcome::refused(status::TOO_LARGE)
        }
        None => Outcome::refused(status::UNREADABLE),
        Some(mail) => judged(act, id, mail, &arrived, Checks::All).await?,
    };
    end(act, id, outcome, arrived.raw).await
}

/// Imports a mail of the log that was turned away, whatever turned it away.
///
/// # Errors
/// Not found; conflict when it is imported already, or not kept.
pub async fn import_anyway(
    act: &mut Act,
    id: i64,
    department: Option<DepartmentId>,
) -> Result<Received> {
    let kept = inbound_mails::lock(&mut act.conn, id).await?;
    let (outcome, raw) = kept.ok_or_else(|| not_found("Mail Import Log Entry Not Found"))?;
    if outcome == IMPORTED {
        return Err(conflict("The message is imported already"));
    }
    let raw = raw.ok_or_else(|| conflict("The message is not kept any more"))?;
    let mail = message::read(&raw).ok_or_else(|| conflict("The message cannot be read"))?;
    let row = inbound_mails::by_id(&mut act.conn, id).await?;
    let recipient = row.map(|row| row.to_address).filter(|to| !to.is_empty());
    let arrived = Arrived { recipient, department, ..Arrived::default() };
    let outcome = judged(act, id, &mail, &arrived, Checks::None).await?;
    if outcome.outcome != IMPORTED {
        return Err(conflict(outcome.status));
    }
    act.log(None, format!("Imported a Refused Mail - Log ID: {id}")).await?;
    end(act, id, outcome, raw).await
}

/// The text and the names of the files of a mail that is kept.
///
/// # Errors
/// When the database fails.
pub async fn kept_text(c: &mut store::Conn, id: i64) -> Result<Option<(String, Vec<String>)>> {
    let raw = inbound_mails::raw(c, id).await?;
    let mail = raw.as_deref().and_then(message::read);
    Ok(mail.map(|mail| (mail.text, mail.files.into_iter().map(|file| file.name).collect())))
}

async fn end(act: &mut Act, id: i64, outcome: Outcome, raw: Vec<u8>) -> Result<Received> {
    let whole = outcome.status != status::TOO_LARGE && raw.len() <= KEPT_BYTES_MAX;
    let keep = outcome.outcome == REFUSED && whole;
    let ended = Ended {
        outcome: outcome.outcome,
        status: &outcome.status,
        department: outcome.department,
        ticket: outcome.ticket,
        answered: outcome.answered,
        raw: keep.then_some(raw),
    };
    inbound_mails::end(&mut act.conn, id, ended).await?;
    let row = inbound_mails::by_id(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| Fault::broken("the line of the mail is gone"))?;
    Ok(Received { row, is_copy: false })
}

/// What a mail leads to. A refusal of the tickets is one of the mail: it must not come again.
async fn judged(
    act: &mut Act,
    id: i64,
    mail: &Incoming,
    arrived: &Arrived,
    checks: Checks,
) -> Result<Outcome> {
    let all = departments::all(&mut act.conn).await?;
    if checks == Checks::All {
        if let Some(report) = &mail.report {
            return reported(act, report).await;
        }
        if let Some(why) = brakes::refusal(act, mail, &all).await? {
            return Ok(Outcome::refused(why));
        }
    }
    match tickets::place(act, id, mail, department(arrived, mail, &all), checks).await {
        Err(Fault::Refused(refusal)) => Ok(Outcome::refused(refusal.said.into_owned())),
        placed => placed,
    }
}

/// The department for which a mail is: by the address it came to, else by those it names, else
/// the one from whose mailbox it is.
fn department<'d>(
    arrived: &Arrived,
    mail: &Incoming,
    all: &'d [DepartmentRow],
) -> Option<&'d DepartmentRow> {
    use model::people::email::fold;
    let own =
        |to: &str| all.iter().find(|row| !row.email.is_empty() && fold(&row.email) == fold(to));
    let given = arrived.recipient.iter().map(String::as_str);
    let named = given.chain(mail.recipients.iter().map(String::as_str)).find_map(own);
    named.or_else(|| all.iter().find(|row| Some(row.id) == arrived.department))
}

/// Notes in the list of mails that one came back.
async fn reported(act: &mut Act, report: &report::Report) -> Result<Outcome> {
    let read = |id: &String| Reference::read(act.engine.secrets(), id);
    let about = report.about.iter().find_map(read).filter(|_| report.failed);
    let Some(about) = about else { return Ok(Outcome::new(NOTED, status::REPORT)) };
    let at = act.at();
    if about.email > 0 {
        emails::came_back(&mut act.conn, EmailId(about.email), &report.reason, at).await?;
    }
    let ticket = Some(TicketId(about.ticket)).filter(|ticket| ticket.0 > 0);
    Ok(Outcome { ticket, ..Outcome::new(NOTED, status::CAME_BACK) })
}
