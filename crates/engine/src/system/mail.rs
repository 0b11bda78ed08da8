//! Mail as a job: enqueued in the act that causes it, handed to the mailer after the commit.

use ports::mail::{Mail, MailOutcome, Mailbox};
use serde::{Deserialize, Serialize};
use store::system::jobs::Claimed;

use super::settings;
use crate::jobs::Ending;
use crate::{Act, Engine, Fault, Job, Result, invalid};

/// A mail to send.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewMail {
    /// The recipient's address.
    pub to: String,
    /// The recipient's name; may be empty.
    pub to_name: String,
    /// Addresses that get a copy.
    pub cc: Vec<String>,
    /// One line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same in HTML, if there is one.
    pub html: Option<String>,
}

/// Enqueues a mail; with a key it is sent once, however often it is asked for.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(act: &mut Act, mail: &NewMail, unique_key: Option<String>) -> Result<()> {
    let payload = serde_json::to_value(mail)?;
    act.enqueue(Job { kind: "mail", payload, unique_key }).await
}

/// The job `mail`. A second attempt has the same message id, so that it is shown once.
pub(crate) async fn send(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let new: NewMail = serde_json::from_str(&job.payload)
        .map_err(|error| invalid("payload", format!("not a mail: {error}")))?;
    let settings = engine.settings().await?;
    let from = settings.text(settings::COMPANY_EMAIL);
    let host = from.rsplit_once('@').map_or("localhost", |(_, host)| host);
    let mail = Mail {
        message_id: format!("<hostler-job-{}@{host}>", job.id),
        from: Mailbox::new(settings.text(settings::COMPANY_NAME), from),
        to: vec![Mailbox::new(new.to_name, new.to)],
        cc: new.cc.into_iter().map(|address| Mailbox::new("", address)).collect(),
        subject: new.subject,
        text: new.text,
        html: new.html,
        headers: vec![("Auto-Submitted".to_owned(), "auto-generated".to_owned())],
        ..Mail::default()
    };
    match engine.world().mailer.send(mail).await {
        Ok(MailOutcome::Accepted) => Ok(Ending::Done),
        Ok(MailOutcome::Later(refused)) => Err(Fault::broken(refused.to_string())),
        Ok(MailOutcome::Refused(refused)) => Err(invalid("to", refused.to_string())),
        Err(error) => Err(Fault::broken(error)),
    }
}
