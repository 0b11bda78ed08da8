//! Mailboxes whose calls are kept. What is in a mail is no business of a log: only its length is.

use std::sync::Arc;

use super::places::Unshown;
use super::{About, Note, done};
use crate::Asking;
use crate::mailbox::{MailboxAccount, Mailboxes, OpenMailbox, WaitingMail};

struct Logged {
    inner: Arc<dyn Mailboxes>,
    note: Note,
}

/// One that is open.
struct Open {
    inner: Box<dyn OpenMailbox>,
    note: Note,
    target: String,
}

/// What is kept of one that was opened.
struct Opened(Box<dyn OpenMailbox>);

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a mailbox")
    }
}

pub(super) fn wrapped(inner: Arc<dyn Mailboxes>, note: Note) -> Arc<dyn Mailboxes> {
    Arc::new(Logged { inner, note })
}

impl Mailboxes for Logged {
    fn module(&self) -> &'static str {
        self.inner.module()
    }

    fn open<'a>(&'a self, account: &'a MailboxAccount) -> Asking<'a, Box<dyn OpenMailbox>> {
        let asking = self.inner.open(account);
        let opened: Asking<'a, Opened> = Box::pin(async move { asking.await.map(Opened) });
        let target = format!("{}@{}", account.user, account.host);
        let about = || {
            let secrets = vec![account.password.clone()];
            About { secrets, ..About::new(&target, account) }
        };
        let kept = self.note.kept("open", about, opened, done);
        let note = self.note.clone();
        Box::pin(async move {
            let Opened(inner) = kept.await?;
            let open: Box<dyn OpenMailbox> = Box::new(Open { inner, note, target });
            Ok(open)
        })
    }
}

impl OpenMailbox for Open {
    fn waiting(&mut self) -> Asking<'_, Vec<WaitingMail>> {
        let about = || About::new(&self.target, "what is waiting");
        self.note.kept("list", about, self.inner.waiting(), done)
    }

    fn message<'a>(
        &'a mut self,
        mail: &'a WaitingMail,
        most: usize,
    ) -> Asking<'a, Option<Vec<u8>>> {
        let asking = self.inner.message(mail, most);
        let unshown: Asking<'a, Unshown> = Box::pin(async move { asking.await.map(Unshown) });
        let about = || About::new(&self.target, mail);
        let kept = self.note.kept("fetch", about, unshown, done);
        Box::pin(async move { kept.await.map(|mail| mail.0) })
    }

    fn remove<'a>(&'a mut self, mail: &'a WaitingMail) -> Asking<'a, ()> {
        let about = || About::new(&self.target, mail);
        self.note.kept("remove", about, self.inner.remove(mail), done)
    }

    fn close(self: Box<Self>) -> Asking<'static, ()> {
        let Open { inner, note, target } = *self;
        note.kept("close", || About::new(target, "the end"), inner.close(), done)
    }
}
