//! Sending mail.

use std::sync::Arc;

use crate::{Asking, PortError, Refused, Secret, ready};

/// Hands mail to the world.
pub trait Mailer: Send + Sync {
    /// System name of the module.
    fn module(&self) -> &'static str;

    /// Whether its mails leave the house; a mailer that only keeps them says no, so that nobody is
    /// told of a mail that went out.
    fn sends(&self) -> bool {
        true
    }

    /// Sends a mail. The same message id may be sent again after an unknown outcome: at worst it
    /// arrives twice, and mail programs show it once.
    fn send(&self, mail: Mail) -> Asking<'_, MailOutcome>;
}

/// Makes mailers for servers that the business settings name.
pub trait MailServers: Send + Sync {
    /// A mailer that connects to a server when there is a mail.
    ///
    /// # Errors
    /// Configuration when no such server can be spoken to.
    fn mailer(&self, server: &MailServer) -> Result<Arc<dyn Mailer>, PortError>;
}

/// Makes keys that mails are signed with (DKIM).
pub trait MailKeys: Send + Sync {
    /// A new RSA key of 2048 bits, the size that every receiver checks (RFC 8301 section 3.2).
    fn make(&self) -> Asking<'_, MadeMailKey>;

    /// A key that somebody has already, in PEM (PKCS#1 or PKCS#8).
    ///
    /// # Errors
    /// Why it is none.
    fn read(&self, pem: &str) -> Result<MadeMailKey, Refused>;
}

/// No keys: mails go out unsigned.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoMailKeys;

impl MailKeys for NoMailKeys {
    fn make(&self) -> Asking<'_, MadeMailKey> {
        ready(Err(PortError::Unsupported { module: "none", capability: "mail keys" }))
    }

    fn read(&self, _pem: &str) -> Result<MadeMailKey, Refused> {
        Err(Refused::new("unsupported", "This program cannot sign mails"))
    }
}

/// Both halves of a key that mails are signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeMailKey {
    /// The secret half in PEM (PKCS#1).
    pub private: Secret,
    /// The other half as the DNS publishes it: base64 of the DER (RFC 6376 section 3.6.1).
    pub public: String,
}

/// What a mail is signed with (RFC 6376).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailKey {
    /// The domain that vouches for the mail.
    pub domain: String,
    /// The name of the key below `_domainkey` of that domain.
    pub selector: String,
    /// The secret half in PEM (PKCS#1).
    pub private: Secret,
}

/// A mail server, and how it is spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Its name, which its certificate must have.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way is secured.
    pub security: MailSecurity,
    /// Who signs in; nobody if empty.
    pub user: String,
    /// The password of that user.
    pub password: Secret,
}

/// How the way to a mail server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailSecurity {
    /// TLS after `STARTTLS`, and nothing without it: usual on port 587.
    StartTls,
    /// TLS from the first byte: usual on port 465.
    Tls,
    /// In the clear: for a server on the same machine.
    None,
}

impl MailSecurity {
    /// From the words of the configuration: `starttls`, `tls` or `none`, in any case.
    pub fn parse(text: &str) -> Option<MailSecurity> {
        match text.trim().to_ascii_lowercase().as_str() {
            "starttls" => Some(MailSecurity::StartTls),
            "tls" => Some(MailSecurity::Tls),
            "none" => Some(MailSecurity::None),
            _ => None,
        }
    }
}

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mail {
    /// The identity of the mail, `<left@right>` (RFC 5322 section 3.6.4).
    pub message_id: String,
    /// Who writes.
    pub from: Mailbox,
    /// Where answers go, if not to the writer.
    pub reply_to: Option<Mailbox>,
    /// Who is written to.
    pub to: Vec<Mailbox>,
    /// Who gets a copy, seen by all.
    pub cc: Vec<Mailbox>,
    /// Who gets a copy, seen by no one.
    pub bcc: Vec<Mailbox>,
    /// One line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same in HTML, if there is one.
    pub html: Option<String>,
    /// Further headers by name (`In-Reply-To`, `Auto-Submitted`).
    pub headers: Vec<(String, String)>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// What it is signed with; unsigned if absent.
    pub signed_with: Option<MailKey>,
}

/// A mail address with the name of its owner.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mailbox {
    /// Shown name; may be empty.
    pub name: String,
    /// `local@domain`.
    pub address: String,
}

/// A file with a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name.
    pub name: String,
    /// Media type, `application/pdf`.
    pub media_type: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailOutcome {
    /// Another server has it now.
    Accepted,
    /// Not now (SMTP 4xx): try again later.
    Later(Refused),
    /// Never (SMTP 5xx, no recipient).
    Refused(Refused),
}

impl Mailbox {
    /// An address with a name.
    pub fn new(name: impl Into<String>, address: impl Into<String>) -> Mailbox {
        Mailbox { name: name.into(), address: address.into() }
    }
}

impl Mail {
    /// Everyone who is to get it, in order.
    pub fn recipients(&self) -> impl Iterator<Item = &Mailbox> {
        self.to.iter().chain(&self.cc).chain(&self.bcc)
    }

    /// Why it cannot be sent at all: every module refuses these the same way.
    ///
    /// A line break in a header would let a subject or name add headers of its own.
    pub fn fault(&self) -> Option<Refused> {
        if self.recipients().next().is_none() {
            return Some(Refused::new("no_recipient", "The mail has no recipient"));
        }
        let boxes = || self.recipients().chain([&self.from]).chain(&self.reply_to);
        let plain = |mailbox: &Mailbox| {
            let (local, domain) = mailbox.address.rsplit_once('@').unwrap_or_default();
            let odd =
                |each: char| each.is_whitespace() || each.is_control() || "<>,".contains(each);
            !local.is_empty() && !domain.is_empty() && !mailbox.address.contains(odd)
        };
        if let Some(bad) = boxes().find(|mailbox| !plain(mailbox)) {
            let message = format!("{:?} is not a mail address", bad.address);
            return Some(Refused::new("bad_address", message));
        }
        let names = boxes().map(|mailbox| mailbox.name.as_str());
        let headers = self.headers.iter().flat_map(|(name, value)| [name.as_str(), value]);
        let files = self.attachments.iter().flat_map(|file| [file.name.as_str(), &file.media_type]);
        let mut lines = names.chain(headers).chain(files).chain([&*self.subject, &self.message_id]);
        lines.any(|line| line.contains(char::is_control)).then(|| {
            Refused::new("control_character", "A header of the mail contains a line break")
        })
    }
}
