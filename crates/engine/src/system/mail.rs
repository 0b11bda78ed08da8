//! Mail as a job: enqueued in the act that causes it, handed to the mailer after the commit.

use model::ids::{ClientId, EmailId, InvoiceId, JobId, QuoteId};
use ports::mail::{Attachment, Mail, MailOutcome, Mailbox};
use serde::{Deserialize, Serialize};
use store::people::emails::{self, ToSend};
use store::system::jobs::{self, Claimed};

use super::letter::{self, Letter};
use super::references::Reference;
use super::{mail_keys, mail_server, settings};
use crate::act::Asked;
use crate::billing::documents;
use crate::jobs::Ending;
use crate::jobs::targets::{LEFT_ALONE, MAIL_SERVER};
use crate::{Act, Engine, Fault, Result, invalid};

/// The job that sends a mail.
pub(crate) const KIND: &str = "mail";
/// Between the addresses of a list.
const COMMA: &str = ",";

/// A mail to send.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewMail {
    /// The recipient's address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// The recipient's name; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to_name: String,
    /// Addresses that get a copy.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<String>,
    /// One line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// The plain text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The same in HTML, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// Documents that go with it, made when it is sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Paper>,
    /// The client it is written to, who finds it in the list of its mails.
    pub client: Option<i64>,
    /// Its number in that list, once it is enqueued.
    pub log_id: Option<i64>,
    /// What makes it part of the conversation about a ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<AboutTicket>,
    /// A member of the staff wrote it, so it is no automatic mail.
    pub by_hand: bool,
}

/// What makes a mail part of the conversation about a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AboutTicket {
    /// The ticket by its number in the database.
    pub ticket: i64,
    /// The address of its department, to which answers go; empty for the company's.
    pub from: String,
    /// The identity of the mail that it answers, without brackets; empty for none.
    pub answers: String,
    /// It goes to the staff: who answers it may write as staff.
    pub to_staff: bool,
}

/// A document that goes with a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paper {
    /// An invoice by its number in the database.
    Invoice(i64),
    /// A credit note by its number in the database.
    CreditNote(i64),
    /// A quote by its number.
    Quote(i64),
}

/// Enqueues a mail; with a key it is sent once, however often it is asked for.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(act: &mut Act, mail: &NewMail, unique_key: Option<String>) -> Result<()> {
    act.note_mail(mail.clone(), unique_key.map(Once::by)).await
}

/// What has a mail be sent once.
#[derive(Debug)]
pub(crate) struct Once {
    key: String,
    /// It names what this very act has made: nobody can have used it.
    is_new: bool,
}

impl Once {
    /// By a key that may have been used before.
    pub(crate) const fn by(key: String) -> Self {
        Self { key, is_new: false }
    }

    /// By the key of what this act has made, for which nobody looks.
    pub(crate) const fn by_new(key: String) -> Self {
        Self { key, is_new: true }
    }
}

/// A mail for the queue.
#[derive(Debug)]
pub(crate) struct Queued {
    /// What the queue keeps of it, as JSON.
    pub(crate) payload: String,
    /// It is sent once.
    pub(crate) unique_key: Option<String>,
    /// What a report says of it.
    pub(crate) asked: Asked,
}

/// Writes mails into the lists of their clients' mails, and gives what is to be enqueued: nothing
/// for a mail whose key was used before.
pub(crate) async fn written(
    act: &mut Act,
    mails: Vec<(NewMail, Option<Once>)>,
) -> Result<Vec<Queued>> {
    if mails.is_empty() {
        return Ok(Vec::new());
    }
    let keyed = mails.iter().filter_map(|(_, once)| once.as_ref());
    let keys: Vec<&str> = keyed.filter(|it| !it.is_new).map(|it| it.key.as_str()).collect();
    let mut known = jobs::known_keys(&mut act.conn, &keys).await?;
    let mut is_new = |once: &Option<Once>| {
        once.as_ref().is_none_or(|it| it.is_new || known.insert(it.key.clone()))
    };
    let (mut mails, once): (Vec<_>, Vec<_>) =
        mails.into_iter().filter(|(_, once)| is_new(once)).unzip();
    list(act, &mut mails).await?;
    let keys = once.into_iter().map(|once| once.map(|it| it.key));
    mails.into_iter().zip(keys).map(|(mail, key)| queued(mail, key)).collect()
}

/// The queue keeps all of a mail, or what its list does not have.
fn queued(mail: NewMail, unique_key: Option<String>) -> Result<Queued> {
    let client = mail.client.map(ClientId);
    let payload = if mail.log_id.is_some() {
        serde_json::to_string(&NewMail {
            to: String::new(),
            to_name: String::new(),
            cc: Vec::new(),
            subject: String::new(),
            text: String::new(),
            html: None,
            ..mail
        })?
    } else {
        serde_json::to_string(&mail)?
    };
    let asked = Asked::Mail { to: mail.to, subject: mail.subject, client };
    Ok(Queued { payload, unique_key, asked })
}

/// Writes mails to clients into the lists of these clients' mails, and their numbers there into
/// the mails.
pub(crate) async fn list(act: &mut Act, mails: &mut [NewMail]) -> Result<()> {
    let at = act.at();
    let copies: Vec<String> = mails.iter().map(|mail| mail.cc.join(COMMA)).collect();
    let listed = mails.iter().zip(&copies).filter_map(|(mail, cc)| {
        Some(emails::New {
            client: ClientId(mail.client?),
            to: &mail.to,
            cc,
            subject: &mail.subject,
            to_name: &mail.to_name,
            message: mail.html.as_deref().unwrap_or(&mail.text),
            plain: mail.html.as_ref().map(|_| mail.text.as_str()),
            at,
        })
    });
    let ids = emails::add(&mut act.conn, &listed.collect::<Vec<_>>()).await?;
    let to_clients = mails.iter_mut().filter(|mail| mail.client.is_some());
    for (mail, id) in to_clients.zip(ids) {
        mail.log_id = Some(id.0);
    }
    Ok(())
}

/// The job `mail`. A second attempt has the same message id, so that it is shown once.
pub(crate) async fn send(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let new: NewMail = serde_json::from_str(&job.payload)
        .map_err(|error| invalid("payload", format!("not a mail: {error}")))?;
    match whole(engine, new).await? {
        Some(new) => deliver_noted(engine, job.id, new).await,
        // Its client was erased: there is nobody to write to.
        None => Ok(Ending::Done),
    }
}

/// A mail of the queue with what its list keeps of it; `None` when that was erased.
async fn whole(engine: &Engine, new: NewMail) -> Result<Option<NewMail>> {
    let Some(id) = new.log_id.filter(|_| new.to.is_empty()) else { return Ok(Some(new)) };
    let Some(row) = emails::to_send(&mut engine.read().await?, EmailId(id)).await? else {
        return Ok(None);
    };
    let (text, html) = match row.plain {
        Some(plain) => (plain, Some(row.message)),
        None => (row.message, None),
    };
    let cc = row.cc.split(COMMA).filter(|each| !each.is_empty()).map(str::to_owned).collect();
    let ToSend { to_address: to, to_name, subject, .. } = row;
    Ok(Some(NewMail { to, to_name, cc, subject, text, html, ..new }))
}

/// [`deliver`], and what became of it noted in the list of the client's mails.
pub(crate) async fn deliver_noted(engine: &Engine, job: JobId, new: NewMail) -> Result<Ending> {
    let log_id = new.log_id.map(EmailId);
    let ended = deliver(engine, job, new).await;
    if let Some(id) = log_id
        && !matches!(ended, Ok(Ending::Later { .. }))
    {
        // The mail is out: that its list could not be written is no reason to send it again.
        if let Err(error) = note(engine, id, ended.as_ref().err()).await {
            tracing::warn!(%error, mail = id.0, "what became of a mail could not be noted");
        }
    }
    ended
}

/// Notes in the list of the client's mails what became of one.
async fn note(engine: &Engine, id: EmailId, fault: Option<&Fault>) -> Result<()> {
    let now = engine.now().as_second();
    let mut conn = engine.db().write().await?;
    match fault {
        None => emails::sent(&mut conn, id, now).await?,
        Some(fault) => emails::failed(&mut conn, id, &fault.to_string(), now).await?,
    };
    Ok(conn.commit().await?)
}

/// Hands a mail to the mailer; the message id is the job's, so that a repetition is shown once.
pub(crate) async fn deliver(engine: &Engine, job: JobId, new: NewMail) -> Result<Ending> {
    let later = |after| Ok(Ending::Later { why: LEFT_ALONE.to_owned(), after });
    if let Some(after) = engine.targets().left_alone(MAIL_SERVER, engine.now()) {
        return later(after);
    }
    let settings = engine.settings().await?;
    let about = new.about.clone().unwrap_or_default();
    let from = match about.from.as_str() {
        "" => settings.text(settings::COMPANY_EMAIL),
        from => from,
    };
    let host = from.rsplit_once('@').map_or("localhost", |(_, host)| host);
    let email = new.log_id.unwrap_or_default();
    let (ticket, to_staff) = (about.ticket, about.to_staff);
    let reference = Reference { job: job.0, email, ticket, to_staff };
    let mail = Mail {
        message_id: reference.identity(engine.secrets(), host),
        from: Mailbox::new(settings.text(settings::COMPANY_NAME), from),
        to: vec![Mailbox::new(one_line(&new.to_name), new.to)],
        cc: new.cc.into_iter().map(|address| Mailbox::new("", address)).collect(),
        subject: one_line(&new.subject),
        html: letter::sent(
            &settings,
            Letter { subject: &new.subject, text: &new.text, html: new.html.as_deref() },
        ),
        text: new.text,
        attachments: attached(engine, &new.papers).await,
        headers: headers(engine, &about, new.by_hand, host),
        signed_with: mail_keys::of_sender(engine, from).await?,
        ..Mail::default()
    };
    let mailer = mail_server::mailer(engine, &settings)?;
    match engine.targets().call(MAIL_SERVER, engine.now(), || mailer.send(mail)).await {
        Err(after) => later(after),
        Ok(Ok(MailOutcome::Accepted)) => Ok(Ending::Done),
        Ok(Ok(MailOutcome::Later(refused))) => Err(Fault::broken(refused.to_string())),
        Ok(Ok(MailOutcome::Refused(refused))) => Err(invalid("to", refused.to_string())),
        Ok(Err(error)) => Err(Fault::broken(error)),
    }
}

/// What says that nobody wrote it (RFC 3834), and which conversation it belongs to: every mail
/// about a ticket has the same root, so that mail programs show them as one.
fn headers(
    engine: &Engine,
    about: &AboutTicket,
    by_hand: bool,
    host: &str,
) -> Vec<(String, String)> {
    let mut headers = Vec::new();
    if !by_hand {
        headers.push(("Auto-Submitted".to_owned(), "auto-generated".to_owned()));
    }
    if about.ticket > 0 {
        let root = Reference::root(about.ticket).identity(engine.secrets(), host);
        let (answers, chain) = match about.answers.as_str() {
            "" => (root.clone(), root),
            id => (format!("<{id}>"), format!("{root} <{id}>")),
        };
        headers.push(("In-Reply-To".to_owned(), answers));
        headers.push(("References".to_owned(), chain));
    }
    headers
}

/// The files of a mail. One that cannot be made is no reason to hold the mail back.
async fn attached(engine: &Engine, papers: &[Paper]) -> Vec<Attachment> {
    let mut files = Vec::new();
    if engine.world().documents.is_none() {
        return files;
    }
    for paper in papers {
        let made = match paper {
            Paper::Invoice(id) => documents::invoice_pdf(engine, InvoiceId(*id)).await,
            Paper::CreditNote(id) => documents::credit_note_pdf(engine, *id).await,
            Paper::Quote(id) => documents::quote_pdf(engine, QuoteId(*id)).await,
        };
        match made {
            Ok(file) => files.push(Attachment {
                name: file.name,
                media_type: "application/pdf".to_owned(),
                bytes: file.bytes,
            }),
            Err(error) => tracing::warn!(%error, ?paper, "a mail goes without its document"),
        }
    }
    files
}

/// What people call themselves and their things, as it may stand in a header.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

#[cfg(test)]
mod tests {
    use model::ids::ClientId;
    use serde_json::{Value, json};

    use super::{Asked, NewMail, Paper, queued};

    fn mail(log_id: Option<i64>) -> NewMail {
        NewMail {
            to: "a@example.com".to_owned(),
            to_name: "Ada".to_owned(),
            cc: vec!["b@example.com".to_owned()],
            subject: "Hello".to_owned(),
            text: "Text".to_owned(),
            html: Some("<p>Text</p>".to_owned()),
            papers: vec![Paper::Invoice(7)],
            client: Some(3),
            log_id,
            about: None,
            by_hand: true,
        }
    }

    #[test]
    fn the_queue_keeps_what_the_list_does_not_have() {
        let rest = json!({ "papers": [{ "Invoice": 7 }], "client": 3, "by_hand": true });
        for (log_id, listed) in [(None, false), (Some(9), true)] {
            let queued = queued(mail(log_id), Some("key".to_owned())).unwrap();
            let Asked::Mail { to, subject, client } = queued.asked else { panic!("no mail") };
            assert_eq!((to.as_str(), subject.as_str()), ("a@example.com", "Hello"));
            assert_eq!((client, queued.unique_key.as_deref()), (Some(ClientId(3)), Some("key")));
            let kept: NewMail = serde_json::from_str(&queued.payload).unwrap();
            assert_eq!(kept == mail(log_id), !listed, "{kept:?}");
            let mut kept: Value = serde_json::from_str(&queued.payload).unwrap();
            let kept = kept.as_object_mut().unwrap();
            assert_eq!(kept.remove("log_id"), Some(json!(log_id)));
            if listed {
                assert_eq!(Value::Object(kept.clone()), rest);
            }
        }
    }
}
