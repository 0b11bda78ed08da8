//! A mailer that keeps what it is given.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use super::Faults;
use crate::mail::{MadeMailKey, Mail, MailKeys, MailOutcome, MailServer, MailServers, Mailer};
use crate::{Asking, PortError, Refused, held, ready};

/// A mailer with an outbox in memory.
#[derive(Debug, Default)]
pub struct FakeMailer {
    outbox: Mutex<Vec<Mail>>,
    answers: Mutex<VecDeque<MailOutcome>>,
    /// Mishaps to order.
    pub faults: Arc<Faults>,
}

impl FakeMailer {
    /// A mailer with mishaps shared with others.
    pub fn with_faults(faults: Arc<Faults>) -> FakeMailer {
        FakeMailer { faults, ..FakeMailer::default() }
    }

    /// The next mail is answered so; several answers are given one after the other.
    pub fn answer_next(&self, outcome: MailOutcome) {
        held(&self.answers).push_back(outcome);
    }

    /// Every accepted mail, oldest first.
    pub fn outbox(&self) -> Vec<Mail> {
        held(&self.outbox).clone()
    }

    /// Every accepted mail, oldest first; the outbox is empty afterwards.
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut *held(&self.outbox))
    }

    /// The subjects of the accepted mails, oldest first.
    pub fn subjects(&self) -> Vec<String> {
        held(&self.outbox).iter().map(|mail| mail.subject.clone()).collect()
    }

    fn accept(&self, mail: Mail) -> MailOutcome {
        if let Some(fault) = mail.fault() {
            return MailOutcome::Refused(fault);
        }
        let outcome = held(&self.answers).pop_front().unwrap_or(MailOutcome::Accepted);
        if outcome == MailOutcome::Accepted {
            held(&self.outbox).push(mail);
        }
        outcome
    }
}

impl Mailer for FakeMailer {
    fn module(&self) -> &'static str {
        "fakemail"
    }

    fn send(&self, mail: Mail) -> Asking<'_, MailOutcome> {
        ready(self.faults.around(self.module(), || Ok(self.accept(mail))))
    }
}

/// Keys for mails whose halves are words.
#[derive(Debug, Clone, Copy, Default)]
pub struct FakeMailKeys;

impl MailKeys for FakeMailKeys {
    fn make(&self) -> Asking<'_, MadeMailKey> {
        ready(self.read("PRIVATE KEY made here").map_err(|no| PortError::NotSent {
            module: "fakemail",
            why: no.message,
            retry_after_seconds: None,
        }))
    }

    fn read(&self, pem: &str) -> Result<MadeMailKey, Refused> {
        if !pem.contains("PRIVATE KEY") {
            return Err(Refused::new("bad_key", "This is no key"));
        }
        Ok(MadeMailKey { private: pem.into(), public: "Z2l2ZW4=".to_owned() })
    }
}

/// Mail servers that all end in one outbox.
pub struct FakeMailServers {
    mailer: Arc<FakeMailer>,
    asked: Mutex<Vec<MailServer>>,
}

impl FakeMailServers {
    /// Servers whose mails a mailer gets.
    pub fn over(mailer: Arc<FakeMailer>) -> FakeMailServers {
        FakeMailServers { mailer, asked: Mutex::default() }
    }

    /// The servers that were asked for, oldest first.
    pub fn asked(&self) -> Vec<MailServer> {
        held(&self.asked).clone()
    }
}

impl MailServers for FakeMailServers {
    fn mailer(&self, server: &MailServer) -> Result<Arc<dyn Mailer>, PortError> {
        held(&self.asked).push(server.clone());
        Ok(self.mailer.clone())
    }
}
