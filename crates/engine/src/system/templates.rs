//! Mails made of templates: which one, about what, and its fields filled in.

mod about;
mod fields;
mod fill;
mod known;
mod to_staff;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use model::ids::ClientId;
use serde::{Deserialize, Serialize};
use store::system::jobs::Claimed;

use super::mail::{AboutTicket, NewMail, Paper, deliver_noted, enqueue, list};
use super::settings::{ATTACH_PDF, Settings};
use crate::jobs::Ending;
use crate::{Act, Door, Engine, Fault, Job, Result, invalid, not_found};

pub(crate) use about::{About, asks_for_more, asks_how_to_pay};
pub(crate) use fields::{Addressee, House};
pub use fill::fill;
pub use known::{
    ADDRESS_ASKED, ADDRESS_CHANGED, CANCELLATION_CONFIRMATION, CLIENT_SIGNUP, EMAIL_VERIFICATION,
    FEEDBACK_REQUEST, INVITATION, INVOICE_CREATED, INVOICE_CREDITED, INVOICE_MODIFIED,
    INVOICE_REFUNDED, NEW_CANCELLATION, NEW_ORDER, ORDER_CONFIRMATION, PASSWORD_CHANGED,
    PASSWORD_RESET, PAYMENT_PROOF, PRICE_CHANGE, QUOTE_ACCEPTED, QUOTE_ACCEPTED_TO_STAFF,
    QUOTE_DELIVERY, SERVICE_CREATION_FAILED, SIGN_IN_ADDED, TICKET_CREATED, TICKET_RESPONSE,
    TRANSFER_CODE, TWO_FACTOR_OFF, TWO_FACTOR_ON, check_for_client, check_for_once,
    check_for_template, of_template, own_fields,
};
pub(crate) use to_staff::tell_staff;
pub use to_staff::{Circle, Concern, send_to_staff, tell_concerned};
pub(crate) use words::{Read, Template};

use words::{Values, Words};

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
/// `extra` adds fields or replaces those of the thing: text, unless the template says that a field
/// is HTML. A mail with a password is written when it is sent, so that the password is kept neither
/// in the queue nor in the list of mails.
///
/// # Errors
/// The vendor's sentences of `SendEmail` (`https://developers.whmcs.com/api-reference/sendemail/`).
pub async fn send(
    act: &mut Act,
    message: &Message,
    id: Option<i64>,
    extra: &BTreeMap<String, String>,
) -> Result<()> {
    let template = found(act, message).await?;
    template.words("")?;
    let secret = template.asks(PASSWORD);
    let known = KINDS.contains(&template.kind());
    let id = id.filter(|_| known).ok_or_else(|| invalid("id", "A related ID is required"))?;
    let mut shown = extra.clone();
    if secret {
        shown.insert(PASSWORD.to_owned(), MASK.to_owned());
    }
    let mut mail = read_and_written(act, &template, id, &shown).await?;
    // As the one that the house sends by itself.
    if matches!(message, Message::Named(name) if name == INVOICE_CREATED)
        && act.settings.on(ATTACH_PDF)
    {
        mail.papers = vec![Paper::Invoice(id)];
    }
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
    let template = found(&mut act, &letter.message).await?;
    let mail = read_and_written(&mut act, &template, letter.id, &letter.extra).await?;
    drop(act);
    deliver_noted(engine, job.id, NewMail { log_id: letter.log_id, ..mail }).await
}

/// The mail of a template about something in hand; nothing when the template is switched off.
///
/// # Errors
/// When the database fails.
pub(crate) async fn written(act: &mut Act, name: &str, about: &About) -> Result<Option<NewMail>> {
    let Some(template) = Template::named(act, name).await? else { return Ok(None) };
    Ok(written_by(&House::of(act), &template, about))
}

/// [`written`] by a template in hand.
pub(crate) fn written_by(house: &House, template: &Template, about: &About) -> Option<NewMail> {
    let words = template.words(about.language()).ok()?;
    Some(compose(house, words, about, &BTreeMap::new()))
}

/// The mail of a template about a thing of its kind, in the language of whom it goes to.
async fn read_and_written(
    act: &mut Act,
    template: &Template,
    id: i64,
    extra: &BTreeMap<String, String>,
) -> Result<NewMail> {
    let about = about::read(act, template, id).await?;
    let about = about.ok_or_else(|| not_found("Sending Failed. Please see documentation."))?;
    let words = template.words(about.language())?;
    Ok(compose(&House::of(act), words, &about, extra))
}

fn compose(
    house: &House,
    words: &Words,
    about: &About,
    extra: &BTreeMap<String, String>,
) -> NewMail {
    let known = |name: &str| about.value(house, name);
    NewMail {
        to: about.address().to_owned(),
        to_name: about.name(),
        client: about.to_client().map(i64::from),
        cc: about.cc.clone(),
        about: about.ticket.clone(),
        // What the staff wrote into a ticket, and not what the house says by itself.
        by_hand: extra.get("ticket_message").is_some_and(|text| !text.is_empty()),
        ..words.mail(&Values { given: extra, known: &known })
    }
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
    let Some(template) = Template::named(act, name).await? else { return Ok(()) };
    let Ok(words) = template.words("") else { return Ok(()) };
    let mail = of_house(act, words, extra, &[]);
    let (to, to_name) = (to.0.to_owned(), to.1.to_owned());
    let mail = NewMail { to, to_name, about: Some(about), ..mail };
    enqueue(act, &mail, None).await
}

/// A mail to a user in the words of a template, with a link and further fields. Nothing when the
/// template is missing or switched off, or has lost the link: nobody is locked out by a template.
///
/// # Errors
/// When the database fails.
pub(crate) async fn to_user(
    act: &mut Act,
    name: &str,
    user: &Addressee,
    link: (&str, &str),
    more: &[(&str, &str)],
) -> Result<Option<NewMail>> {
    let mail = told_user(act, name, user, &[more, &[link]].concat()).await?;
    let has_link = |mail: &NewMail| match &mail.html {
        Some(html) => html.contains(&*words::escape(link.1)),
        None => mail.text.contains(link.1),
    };
    Ok(mail.filter(has_link))
}

/// A mail to a user in the words of a template, with further fields. Nothing when the template is
/// missing or switched off.
///
/// # Errors
/// When the database fails.
pub(crate) async fn told_user(
    act: &mut Act,
    name: &str,
    user: &Addressee,
    more: &[(&str, &str)],
) -> Result<Option<NewMail>> {
    let Some(template) = Template::named(act, name).await? else { return Ok(None) };
    let Ok(words) = template.words(&user.language) else { return Ok(None) };
    let house = House::of(act);
    let known = |name: &str| {
        let own = more.iter().find(|(known, _)| *known == name);
        own.map(|(_, value)| (*value).to_owned())
            .or_else(|| fields::of_user(user, name))
            .or_else(|| fields::common(&house, name))
    };
    Ok(Some(NewMail {
        to: user.email.clone(),
        to_name: user.name(),
        ..words.mail(&Values { given: &BTreeMap::new(), known: &known })
    }))
}

/// A mail to somebody of whom nothing is known.
fn of_house(
    act: &Act,
    words: &Words,
    given: &BTreeMap<String, String>,
    more: &[(&str, String)],
) -> NewMail {
    let house = House::of(act);
    let known = |name: &str| {
        let own = more.iter().find(|(known, _)| *known == name);
        own.map(|(_, value)| value.clone()).or_else(|| fields::common(&house, name))
    };
    words.mail(&Values { given, known: &known })
}

/// Whether a template is switched off, so that its mail is not to be sent.
///
/// # Errors
/// When the database fails.
pub(crate) async fn is_off(act: &mut Act, name: &str) -> Result<bool> {
    let template = Template::named(act, name).await?;
    Ok(template.is_some_and(|template| template.is_off()))
}

/// A text with examples in place of its fields, as a mail, and the names of those.
#[must_use]
pub fn with_examples(settings: &Settings, subject: &str, body: &str) -> (NewMail, Vec<String>) {
    let words = Words::new(String::new(), false, (subject, body));
    let known = |name: &str| {
        let example = fields::of_house(settings, name);
        let example = example
            .or_else(|| known::example(name).map(|example| fields::dated(settings, example)));
        Some(example.unwrap_or_else(|| format!("[{name}]")))
    };
    let mail = words.mail(&Values { given: &BTreeMap::new(), known: &known });
    (mail, words.fields())
}

async fn found(act: &mut Act, message: &Message) -> Result<Arc<Template>> {
    match message {
        Message::Named(name) => {
            let template = Template::named(act, name).await?;
            template.ok_or_else(|| not_found("Email Template not found"))
        }
        Message::Custom { kind, subject, body } => {
            Ok(Arc::new(Template::custom(kind, subject, body)))
        }
    }
}
