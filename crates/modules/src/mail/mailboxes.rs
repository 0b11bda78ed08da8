//! `mailbox`: mail is fetched from mailboxes over IMAP (RFC 3501, RFC 9051) or POP3 (RFC 1939),
//! over TLS unless told otherwise.
//!
//! A handful of commands is all that is needed of either protocol, so they are spoken here: the
//! libraries for them bring twenty crates along.

mod imap;
mod pop3;
mod talk;

use std::sync::Arc;

use ports::mail::MailSecurity;
use ports::mailbox::{MailboxAccount, MailboxProtocol, Mailboxes, OpenMailbox};
use ports::{Asking, PortError};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;

use self::talk::Talk;

pub(super) const MODULE: &str = "mailbox";

/// Messages that are looked at each time a mailbox is opened, the oldest first.
const WAITING_MAX: usize = 500;

/// The way to mailboxes on mail servers.
pub struct MailServerBoxes {
    tls: Arc<ClientConfig>,
}

impl MailServerBoxes {
    /// Servers are known by certificates of the authorities that this machine trusts.
    ///
    /// # Errors
    /// Configuration when there are none.
    pub fn new() -> Result<Self, PortError> {
        let config = ClientConfig::builder().with_platform_verifier().map_err(wrong_tls)?;
        Ok(Self { tls: Arc::new(config.with_no_client_auth()) })
    }

    /// Servers are known by certificates of an authority of the company's own, in PEM.
    ///
    /// # Errors
    /// Configuration when it cannot be read.
    pub fn trusting(authority: &[u8]) -> Result<Self, PortError> {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(authority) {
            roots.add(certificate.map_err(wrong_tls)?).map_err(wrong_tls)?;
        }
        let config = ClientConfig::builder().with_root_certificates(roots);
        Ok(Self { tls: Arc::new(config.with_no_client_auth()) })
    }

    async fn enter(&self, account: &MailboxAccount) -> Result<Box<dyn OpenMailbox>, PortError> {
        let odd = |text: &str| text.is_empty() || text.contains(char::is_control);
        if odd(&account.user) || odd(account.password.expose()) {
            return Err(wrong("mailboxuser or mailboxpass", "it is empty or has a line break"));
        }
        let talk = Talk::connect(account, &self.tls).await?;
        let secure = account.security == MailSecurity::StartTls;
        match account.protocol {
            MailboxProtocol::Imap => {
                let mut imap = imap::Imap::greeted(talk).await?;
                if secure {
                    imap = imap.secured(&account.host, &self.tls).await?;
                }
                imap.sign_in(account).await?;
                Ok(Box::new(imap))
            }
            MailboxProtocol::Pop3 => {
                let mut pop3 = pop3::Pop3::greeted(talk).await?;
                if secure {
                    pop3 = pop3.secured(&account.host, &self.tls).await?;
                }
                pop3.sign_in(account).await?;
                Ok(Box::new(pop3))
            }
        }
    }
}

impl Mailboxes for MailServerBoxes {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn open<'a>(&'a self, account: &'a MailboxAccount) -> Asking<'a, Box<dyn OpenMailbox>> {
        Box::pin(self.enter(account))
    }
}

fn wrong_tls(error: impl ToString) -> PortError {
    wrong("certificates", error)
}

fn wrong(setting: &str, why: impl ToString) -> PortError {
    PortError::Configuration { module: MODULE, setting: setting.to_owned(), why: why.to_string() }
}
