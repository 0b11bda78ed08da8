//! `outbox`: mails stay in memory, for a demo company that must not write to anybody.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use ports::mail::{Mail, MailOutcome, Mailer};
use ports::{Asking, ready};

/// Mails kept at most; the oldest go first.
const MAILS_MAX: usize = 500;

/// The mailer `outbox`.
#[derive(Debug, Default)]
pub struct OutboxMailer(Mutex<VecDeque<Mail>>);

impl OutboxMailer {
    /// The latest mails, oldest first.
    pub fn mails(&self) -> Vec<Mail> {
        let mails = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        mails.iter().cloned().collect()
    }

    fn keep(&self, mail: Mail) -> MailOutcome {
        if let Some(fault) = mail.fault() {
            return MailOutcome::Refused(fault);
        }
        // The text stays out of the log: mails hold passwords and links that sign in.
        tracing::debug!(id = mail.message_id, subject = mail.subject, "mail kept, not sent");
        let mut mails = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        mails.push_back(mail);
        if mails.len() > MAILS_MAX {
            mails.pop_front();
        }
        MailOutcome::Accepted
    }
}

impl Mailer for OutboxMailer {
    fn module(&self) -> &'static str {
        "outbox"
    }

    fn sends(&self) -> bool {
        false
    }

    fn send(&self, mail: Mail) -> Asking<'_, MailOutcome> {
        ready(Ok(self.keep(mail)))
    }
}
