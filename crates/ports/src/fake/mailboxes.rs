//! Mailboxes in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::Faults;
use crate::mailbox::{MailboxAccount, Mailboxes, OpenMailbox, WaitingMail};
use crate::{Asking, PortError, held, ready};

const MODULE: &str = "fakemailbox";
/// The password of every mailbox.
const PASSWORD: &str = "mailbox-pass";

/// Messages with their numbers, oldest first.
type Mailbox = Vec<(u32, Arc<[u8]>)>;

/// Mailboxes by the name of their user; all have the password `mailbox-pass`.
#[derive(Debug, Default, Clone)]
pub struct FakeMailboxes {
    kept: Arc<Mutex<BTreeMap<String, Mailbox>>>,
    faults: Arc<Faults>,
}

impl FakeMailboxes {
    /// Mailboxes with mishaps shared with others.
    pub fn with_faults(faults: Arc<Faults>) -> FakeMailboxes {
        FakeMailboxes { faults, ..FakeMailboxes::default() }
    }

    /// Puts a message into a mailbox.
    pub fn put(&self, user: &str, message: &[u8]) {
        self.put_many(user, message, 1);
    }

    /// Puts the same message into a mailbox so many times, in the memory of one.
    pub fn put_many(&self, user: &str, message: &[u8], times: u32) {
        let message: Arc<[u8]> = message.into();
        let mut kept = held(&self.kept);
        let mailbox = kept.entry(user.to_owned()).or_default();
        let first = mailbox.last().map_or(1, |(number, _)| number + 1);
        mailbox.extend((first..first + times).map(|number| (number, message.clone())));
    }

    /// How many messages a mailbox holds.
    pub fn count(&self, user: &str) -> usize {
        held(&self.kept).get(user).map_or(0, Vec::len)
    }
}

struct Open {
    of: FakeMailboxes,
    user: String,
    removed: Vec<u32>,
}

impl Mailboxes for FakeMailboxes {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn open<'a>(&'a self, account: &'a MailboxAccount) -> Asking<'a, Box<dyn OpenMailbox>> {
        let opened = || {
            if account.password.expose() != PASSWORD {
                let why = "no such user or password".to_owned();
                let setting = "mailboxuser or mailboxpass".to_owned();
                return Err(PortError::Configuration { module: MODULE, setting, why });
            }
            let (of, user) = (self.clone(), account.user.clone());
            Ok(Box::new(Open { of, user, removed: Vec::new() }) as Box<dyn OpenMailbox>)
        };
        ready(self.faults.around(MODULE, opened))
    }
}

impl OpenMailbox for Open {
    fn waiting(&mut self) -> Asking<'_, Vec<WaitingMail>> {
        let kept = held(&self.of.kept);
        let mails = kept.get(&self.user).into_iter().flatten();
        let waiting = mails.map(|(number, bytes)| WaitingMail {
            number: *number,
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        });
        ready(Ok(waiting.collect()))
    }

    fn message<'a>(
        &'a mut self,
        mail: &'a WaitingMail,
        most: usize,
    ) -> Asking<'a, Option<Vec<u8>>> {
        let kept = held(&self.of.kept);
        let mut mails = kept.get(&self.user).into_iter().flatten();
        let found = mails.find(|(number, _)| *number == mail.number);
        ready(Ok(found.map(|(_, bytes)| bytes.iter().copied().take(most).collect())))
    }

    fn remove<'a>(&'a mut self, mail: &'a WaitingMail) -> Asking<'a, ()> {
        self.removed.push(mail.number);
        ready(Ok(()))
    }

    fn close(self: Box<Self>) -> Asking<'static, ()> {
        if let Some(mails) = held(&self.of.kept).get_mut(&self.user) {
            mails.retain(|(number, _)| !self.removed.contains(number));
        }
        ready(Ok(()))
    }
}
