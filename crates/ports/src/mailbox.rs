//! Fetching mail from mailboxes.

use crate::mail::MailSecurity;
use crate::{Asking, PortError, Secret};

/// Opens mailboxes on mail servers.
pub trait Mailboxes: Send + Sync {
    /// System name of the module.
    fn module(&self) -> &'static str;

    /// Signs in.
    ///
    /// Configuration when the server knows no such user or password, or has another certificate;
    /// not sent when it cannot be reached.
    fn open<'a>(&'a self, account: &'a MailboxAccount) -> Asking<'a, Box<dyn OpenMailbox>>;
}

/// A mailbox that is open. What is removed is gone for certain only after [`OpenMailbox::close`].
pub trait OpenMailbox: Send {
    /// The messages that are there, oldest first.
    fn waiting(&mut self) -> Asking<'_, Vec<WaitingMail>>;

    /// The bytes of a message, never more than so many; `None` when it is gone.
    fn message<'a>(&'a mut self, mail: &'a WaitingMail, most: usize)
    -> Asking<'a, Option<Vec<u8>>>;

    /// Removes a message; one that is gone is no error.
    fn remove<'a>(&'a mut self, mail: &'a WaitingMail) -> Asking<'a, ()>;

    /// Makes the removals last and says goodbye.
    fn close(self: Box<Self>) -> Asking<'static, ()>;
}

/// How mailboxes are spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailboxProtocol {
    /// RFC 9051, RFC 3501.
    Imap,
    /// RFC 1939.
    Pop3,
}

impl MailboxProtocol {
    /// From `imap` or `pop3`, in any case.
    pub fn parse(text: &str) -> Option<MailboxProtocol> {
        match text.trim().to_ascii_lowercase().as_str() {
            "imap" => Some(MailboxProtocol::Imap),
            "pop3" => Some(MailboxProtocol::Pop3),
            _ => None,
        }
    }

    /// The word in settings and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            MailboxProtocol::Imap => "imap",
            MailboxProtocol::Pop3 => "pop3",
        }
    }

    /// The port that servers usually listen on (RFC 8314).
    pub fn usual_port(self, security: MailSecurity) -> u16 {
        match (self, security) {
            (MailboxProtocol::Imap, MailSecurity::Tls) => 993,
            (MailboxProtocol::Imap, _) => 143,
            (MailboxProtocol::Pop3, MailSecurity::Tls) => 995,
            (MailboxProtocol::Pop3, _) => 110,
        }
    }
}

/// A mailbox, and how it is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxAccount {
    /// How it is spoken to.
    pub protocol: MailboxProtocol,
    /// The server's name, which its certificate must have.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way is secured.
    pub security: MailSecurity,
    /// Who signs in.
    pub user: String,
    /// The password of that user.
    pub password: Secret,
}

/// A message in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingMail {
    /// The server's number for it, while the mailbox is open.
    pub number: u32,
    /// How large it is, in bytes.
    pub bytes: u64,
}

/// Opens no mailbox.
pub struct NoMailboxes;

impl Mailboxes for NoMailboxes {
    fn module(&self) -> &'static str {
        "none"
    }

    fn open<'a>(&'a self, _: &'a MailboxAccount) -> Asking<'a, Box<dyn OpenMailbox>> {
        crate::ready(Err(PortError::Unsupported { module: "none", capability: "mailboxes" }))
    }
}
