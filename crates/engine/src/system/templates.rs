//! Mails made of templates: which one, about what, and its fields filled in.

mod fields;
mod fill;

use std::collections::BTreeMap;

use store::people::staff;
use store::system::email_templates::{self, TemplateRow};

use super::mail::{NewMail, enqueue};
use super::settings::{COMPANY_EMAIL, COMPANY_NAME, SYSTEM_URL};
use crate::{Act, Result, invalid, not_found, not_now};

pub use fill::{fill, plain};

/// What a mail may be about; also the types of templates.
pub const KINDS: &[&str] = &["general", "product", "domain", "invoice", "support", "affiliate"];

/// What to send.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// Sends a mail about a thing to the client whose it is, once the act is committed.
///
/// `id` is a client, service, domain, invoice, ticket or affiliate, as the message's kind says;
/// `extra` adds fields or replaces those of the thing.
///
/// # Errors
/// The vendor's sentences of `SendEmail` (`https://developers.whmcs.com/api-reference/sendemail/`).
pub async fn send(
    act: &mut Act,
    message: &Message,
    id: Option<i64>,
    extra: &BTreeMap<String, String>,
) -> Result<()> {
    let (kind, subject, body) = match message {
        Message::Named(name) => {
            let row = template(act, name, "").await?;
            (row.r#type, row.subject, row.message)
        }
        Message::Custom { kind, subject, body } => (kind.clone(), subject.clone(), body.clone()),
    };
    let id = id.ok_or_else(|| invalid("id", "A related ID is required"))?;
    let about = fields::about(act, &kind, id).await?;
    let about = about.ok_or_else(|| not_found("Sending Failed. Please see documentation."))?;
    let (subject, body) = match message {
        Message::Named(name) if !about.language.is_empty() => {
            let row = template(act, name, &about.language).await?;
            (row.subject, row.message)
        }
        _ => (subject, body),
    };
    let mut fields = common(act);
    fields.extend(about.fields);
    fields.extend(extra.iter().map(|(name, value)| (name.clone(), value.clone())));
    let mail = NewMail {
        to: about.email,
        to_name: about.name,
        client: about.client.map(i64::from),
        ..written(&subject, &body, &fields)
    };
    enqueue(act, &mail, None).await?;
    act.log(about.client, format!("Email Sent to {} ({})", mail.to_name, mail.subject)).await
}

/// Sends a mail to every member of staff who may sign in.
///
/// # Errors
/// `Email Template not found`; not-now when there is nobody to write to.
pub async fn send_to_staff(
    act: &mut Act,
    message: &Message,
    extra: &BTreeMap<String, String>,
) -> Result<()> {
    let (subject, body) = match message {
        Message::Named(name) => {
            let row = template(act, name, "").await?;
            (row.subject, row.message)
        }
        Message::Custom { subject, body, .. } => (subject.clone(), body.clone()),
    };
    let mut fields = common(act);
    fields.extend(extra.iter().map(|(name, value)| (name.clone(), value.clone())));
    let members = staff::all(&mut act.conn).await?;
    for member in members.into_iter().filter(|member| !member.disabled) {
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
    // A field with a line break would end the subject early.
    let subject = fill(subject, fields).replace(['\r', '\n'], " ");
    let body = fill(body, fields);
    let html = body.contains("</") || body.contains("<br") || body.contains("<p>");
    NewMail {
        subject,
        text: if html { plain(&body) } else { body.clone() },
        html: html.then_some(body),
        ..NewMail::default()
    }
}

/// The fields that every mail has.
fn common(act: &Act) -> BTreeMap<String, String> {
    let company = act.settings.text(COMPANY_NAME);
    let pairs = [
        ("company_name", company.to_owned()),
        ("company_email", act.settings.text(COMPANY_EMAIL).to_owned()),
        ("whmcs_url", act.settings.text(SYSTEM_URL).to_owned()),
        ("signature", company.to_owned()),
        ("date", act.today().to_string()),
    ];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
