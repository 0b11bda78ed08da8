//! What is turned away before anybody reads it: what programs wrote, what is not wanted, and what
//! comes too often.

use model::people::email::{fold, is_address};
use store::support::departments::DepartmentRow;
use store::support::inbound_mails;
use store::support::spam_filters::{self, PHRASE, SUBJECT};

use super::automatic::is_forged;
use super::message::Incoming;
use super::status;
use crate::system::references::Reference;
use crate::system::settings::{COMPANY_EMAIL, TICKET_MAIL_JUDGE, TICKET_MAIL_LIMIT};
use crate::{Act, Result};

/// In which the mails of a sender are counted.
const WINDOW_SECONDS: i64 = 15 * 60;
/// The most mails that go to one address by themselves in an hour and in a day (S41).
const ANSWERS_PER_HOUR_MAX: i64 = 1;
const ANSWERS_PER_DAY_MAX: i64 = 20;

/// Why a mail is turned away, if it is.
pub(super) async fn refusal(
    act: &mut Act,
    mail: &Incoming,
    departments: &[DepartmentRow],
) -> Result<Option<&'static str>> {
    if !is_address(&mail.from) {
        return Ok(Some(status::NO_SENDER));
    }
    if is_ours(act, mail, departments) {
        return Ok(Some(status::OWN));
    }
    if mail.automatic.is_some() {
        return Ok(Some(status::AUTOMATIC));
    }
    if is_forged(&mail.verdicts, act.settings.text(TICKET_MAIL_JUDGE)) {
        return Ok(Some(status::FORGED));
    }
    if let Some(why) = unwanted(act, mail).await? {
        return Ok(Some(why));
    }
    let most = act.settings.number(TICKET_MAIL_LIMIT).unwrap_or(i64::MAX);
    let since = act.at() - WINDOW_SECONDS;
    let count = inbound_mails::imported_since(&mut act.conn, &fold(&mail.from), since).await?;
    Ok((count >= most).then_some(status::TOO_MANY))
}

/// Whether a mail may go back to the sender by itself.
pub(super) async fn may_answer(act: &mut Act, mail: &Incoming) -> Result<bool> {
    if mail.over_a_list || mail.automatic.is_some() || !is_address(&mail.from) {
        return Ok(false);
    }
    let (from, at) = (fold(&mail.from), act.at());
    let hour = inbound_mails::answered_since(&mut act.conn, &from, at - 3_600).await?;
    let day = inbound_mails::answered_since(&mut act.conn, &from, at - 86_400).await?;
    Ok(hour < ANSWERS_PER_HOUR_MAX && day < ANSWERS_PER_DAY_MAX)
}

/// Whether the house wrote it: one of its addresses, or the identity of one of its mails.
fn is_ours(act: &Act, mail: &Incoming, departments: &[DepartmentRow]) -> bool {
    let from = fold(&mail.from);
    let company = fold(act.settings.text(COMPANY_EMAIL));
    departments.iter().any(|row| fold(&row.email) == from)
        || company == from
        || Reference::read(act.engine.secrets(), &mail.message_id).is_some()
}

async fn unwanted(act: &mut Act, mail: &Incoming) -> Result<Option<&'static str>> {
    let c = &mut act.conn;
    let of_sender = spam_filters::of_sender(c, &mail.from).await?;
    let (subject, text) = (mail.subject.to_lowercase(), mail.text.to_lowercase());
    let all = if of_sender.is_some() { Vec::new() } else { spam_filters::all(c).await? };
    let holds = |row: &spam_filters::SpamFilterRow| match row.kind.as_str() {
        SUBJECT => subject.contains(&row.content_folded),
        PHRASE => text.contains(&row.content_folded),
        _ => false,
    };
    let Some(found) = of_sender.or_else(|| all.into_iter().find(holds)) else { return Ok(None) };
    spam_filters::hit(c, found.id).await?;
    Ok(Some(match found.kind.as_str() {
        SUBJECT => status::SUBJECT,
        PHRASE => status::PHRASE,
        _ => status::SENDER,
    }))
}
