//! Mails made of templates: which one, about what, and its fields filled in.

mod fields;
mod fill;
mod known;

use std::collections::BTreeMap;

use model::ids::{ClientId, DepartmentId};
use serde::{Deserialize, Serialize};
use store::people::staff;
use store::people::users::UserRow;
use store::support::departments;
use store::system::email_templates::{self, TemplateRow};
use store::system::jobs::Claimed;

use super::mail::{AboutTicket, NewMail, deliver_noted, enqueue, list};
use crate::jobs::Ending;
use crate::{Act, Door, Engine, Fault, Job, Result, invalid, not_found, not_now};

pub use fill::{fill, plain};
pub use known::{
    EMAIL_VERIFICATION, PASSWORD_RESET, check_for_client, check_for_template, of_template,
    own_fields,
};

use fields::common;

/// What a mail may be about; also the types of templates.
pub const KINDS: &[&str] = &["general", "product", "domain", "invoice", "support", "affiliate"];

/// What stands in the list of a client's mails in the place of a password.
const MASK: &str = "********";
/// The one field that must not be kept anywhere in the clear.
const PASSWORD: &str = "service_password";

/// What to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message {
    /// A template by its name.
    Named(String),
    /// A text of the caller's own.
    Custom {
        /// What it is about, one of [`KINDS`].
        kind: String,
        /// One line, with fields.
        subject: String,
        /// Text or HTML, with fields.
        body: String,
    },
}

/// A mail about a thing that is written when it is sent: the job `mail.template`.
#[derive(Debug, Serialize, Deserialize)]
struct Letter {
    message: Message,
    id: i64,
    extra: BTreeMap<String, String>,
    log_id: Option<i64>,
}

/// Sends a mail about a thing to the client whose it is, once the act is committed.
///
/// `id` is a client, service, domain, invoice, ticket or affiliate, as the message's kind says;
/// `extra` adds fields or replaces those of the thing. A mail with a password is written when it
/// is sent, so that the password is kept neither in the queue nor in the list of mails.
///
/// # Errors
/// The vendor's sentences of `SendEmail` (`https://developers.whmcs.com/api-reference/sendemail/`).
pub async fn send(
    act: &mut Act,
    message: &Message,
    id: Option<i64>,
    extra: &BTreeMap<String, String>,
) -> Result<()> {
    let (kind, subject, body) = written_as(act, message, "").await?;
    let secret = subject.contains(PASSWORD) || body.contains(PASSWORD);
    let known = KINDS.contains(&kind.as_str());
    let id = id.filter(|_| known).ok_or_else(|| invalid("id", "A related ID is required"))?;
    let mut shown = extra.clone();
    if secret {
        shown.insert(PASSWORD.to_owned(), MASK.to_owned());
    }
    let mut mail = compose(act, message, id, &shown).await?;
    let client = mail.client.map(ClientId);
    let line = format!("Email Sent to {} ({})", mail.to_name, mail.subject);
    if secret {
        list(act, std::slice::from_mut(&mut mail)).await?;
        let (message, extra, log_id) = (message.clone(), extra.clone(), mail.log_id);
        let letter = Letter { message, id, extra, log_id };
        let payload = serde_json::to_value(letter)?;
        act.enqueue(Job { kind: "mail.template", payload, unique_key: None }).await?;
    } else {
        enqueue(act, &mail, None).await?;
    }
    act.log(client, line).await
}

/// [`send`] for what happens by itself: a template that is missing or switched off is no reason
/// for the thing itself not to happen.
///
/// # Errors
/// When the database fails.
pub async fn send_if_possible(act: &mut Act, name: &str, id: i64) -> Result<()> {
    send_with_if_possible(act, name, id, &BTreeMap::new()).await
}

/// [`send_if_possible`] with further fields.
///
/// # Errors
/// When the database fails.
pub async fn send_with_if_possible(
    act: &mut Act,
    name: &str,
    id: i64,
    extra: &BTreeMap<String, String>,
) -> Result<()> {
    match send(act, &Message::Named(name.to_owned()), Some(id), extra).await {
        Err(Fault::Refused(refusal)) => {
            act.log(None, format!("Email Sending Failed - {name} - {refusal}")).await
        }
        other => other,
    }
}

/// The job `mail.template`.
pub(crate) async fn work(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let letter: Letter = serde_json::from_str(&job.payload)
        .map_err(|error| invalid("payload", format!("not a mail: {error}")))?;
    let mut act = engine.begin_system(Door::Automation, "SendEmail").await?;
    let mail = compose(&mut act, &letter.message, letter.id, &letter.extra).await?;
    drop(act);
    deliver_noted(engine, job.id, NewMail { log_id: letter.log_id, ..mail }).await
}

/// Writes a mail in the language of the one it goes to.
async fn compose(
    act: &mut Act,
    message: &Message,
    id: i64,
    extra: &BTreeMap<String, String>,
) -> Result<NewMail> {
    let (kind, ..) = written_as(act, message, "").await?;
    let about = fields::about(act, &kind, id).await?;
    let about = about.ok_or_else(|| not_found("Sending Failed. Please see documentation."))?;
    let (_, subject, body) = written_as(act, message, &about.language).await?;
    let mut fields = common(act);
    fields.extend(about.fields);
    fields.extend(extra.iter().map(|(name, value)| (name.clone(), value.clone())));
    let title = one_line(&subject, &fields);
    if is_html(&body) {
        // Names and subjects that clients choose are text, also where the mail is HTML.
        fields.iter_mut().filter(|(name, _)| !extra.contains_key(*name)).for_each(|(_, value)| {
            *value = escape(value);
        });
    }
    Ok(NewMail {
        to: about.email,
        to_name: about.name,
        client: about.client.map(i64::from),
        cc: about.cc,
        about: about.ticket,
        // What the staff wrote into a ticket, and not what the house says by itself.
        by_hand: extra.get("ticket_message").is_some_and(|text| !text.is_empty()),
        subject: title,
        ..written(&subject, &body, &fields)
    })
}

/// Sends a template to an address that has to do with nothing of ours.
///
/// # Errors
/// When the database fails; a template that is missing or switched off is no error.
pub(crate) async fn send_to_address(
    act: &mut Act,
    name: &str,
    to: (&str, &str),
    extra: &BTreeMap<String, String>,
    about: AboutTicket,
) -> Result<()> {
    let (_, subject, body) = match written_as(act, &Message::Named(name.to_owned()), "").await {
        Err(Fault::Refused(_)) => return Ok(()),
        written => written?,
    };
    let mut fields = common(act);
    fields.extend(extra.iter().map(|(name, value)| (name.clone(), value.clone())));
    let mail = NewMail {
        to: to.0.to_owned(),
        to_name: to.1.to_owned(),
        about: Some(about),
        ..written(&subject, &body, &fields)
    };
    enqueue(act, &mail, None).await
}

/// A mail to a user about its own sign-in, in the words of a template and with a link as the field
/// `link.0`. Nothing when the template is missing or switched off, or has lost the link: nobody is
/// locked out by a template.
///
/// # Errors
/// When the database fails.
pub(crate) async fn to_user(
    act: &mut Act,
    name: &str,
    user: &UserRow,
    link: (&str, &str),
) -> Result<Option<NewMail>> {
    let row = email_templates::find(&mut act.conn, name, &user.language).await?;
    let Some(row) = row.filter(|row| !row.disabled) else { return Ok(None) };
    let mut fields = fields::of_user(act, user);
    let subject = one_line(&row.subject, &fields);
    if is_html(&row.message) {
        fields.values_mut().for_each(|value| *value = escape(value));
    }
    fields.insert(link.0.to_owned(), link.1.to_owned());
    let mail = NewMail {
        to: user.email.clone(),
        to_name: format!("{} {}", user.first_name, user.last_name).trim().to_owned(),
        subject,
        ..written(&row.subject, &row.message, &fields)
    };
    let whole = mail.html.as_ref().unwrap_or(&mail.text);
    Ok(whole.contains(link.1).then_some(mail))
}

/// Kind, subject and body of a message, before its fields are filled in.
async fn written_as(
    act: &mut Act,
    message: &Message,
    language: &str,
) -> Result<(String, String, String)> {
    Ok(match message {
        Message::Named(name) => {
            let row = template(act, name, language).await?;
            (row.r#type, row.subject, row.message)
        }
        Message::Custom { kind, subject, body } => (kind.clone(), subject.clone(), body.clone()),
    })
}

/// Sends a mail to every member of staff who may sign in, or to those of a department.
///
/// # Errors
/// `Email Template not found`; no such department; not-now when there is nobody to write to.
pub async fn send_to_staff(
    act: &mut Act,
    message: &Message,
    department: Option<DepartmentId>,
    extra: &BTreeMap<String, String>,
) -> Result<()> {
    if let Some(department) = department {
        let found = departments::by_id(&mut act.conn, department).await?;
        found.ok_or_else(|| not_found("Department ID not found"))?;
    }
    let (_, subject, body) = written_as(act, message, "").await?;
    let mut fields = common(act);
    fields.extend(extra.iter().map(|(name, value)| (name.clone(), value.clone())));
    let members = staff::all(&mut act.conn).await?;
    for member in members.into_iter().filter(|member| !member.disabled) {
        // Who is in no department looks after all of them.
        let own = departments::of_staff(&mut act.conn, member.id).await?;
        if department.is_some_and(|wanted| !own.is_empty() && !own.contains(&wanted)) {
            continue;
        }
        let mail = NewMail {
            to: member.email,
            to_name: format!("{} {}", member.first_name, member.last_name).trim().to_owned(),
            ..written(&subject, &body, &fields)
        };
        enqueue(act, &mail, None).await?;
    }
    Ok(())
}

async fn template(act: &mut Act, name: &str, language: &str) -> Result<TemplateRow> {
    let row = email_templates::find(&mut act.conn, name, language).await?;
    let row = row.ok_or_else(|| not_found("Email Template not found"))?;
    if row.disabled { Err(not_now("Email Template is disabled")) } else { Ok(row) }
}

fn written(subject: &str, body: &str, fields: &BTreeMap<String, String>) -> NewMail {
    // Whether it is HTML is for the template to say, not for what is filled in.
    let html = is_html(body);
    let body = fill(body, fields);
    NewMail {
        subject: one_line(subject, fields),
        text: if html { plain(&body) } else { body.clone() },
        html: html.then_some(body),
        ..NewMail::default()
    }
}

/// A subject; a field with a line break would end it early.
fn one_line(subject: &str, fields: &BTreeMap<String, String>) -> String {
    fill(subject, fields).replace(char::is_control, " ")
}

fn is_html(body: &str) -> bool {
    body.contains("</") || body.contains("<br") || body.contains("<p>")
}

fn escape(text: &str) -> String {
    let entities = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")];
    entities.iter().fold(text.to_owned(), |text, (c, entity)| text.replace(c, entity))
}
