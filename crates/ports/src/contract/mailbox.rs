//! What every way to a mailbox must show.

use super::{answered, broken, names};
use crate::mailbox::{MailboxAccount, Mailboxes, OpenMailbox, WaitingMail};
use crate::{PortError, Secret};

/// Runs the suite on an account whose mailbox holds exactly these two messages, oldest first; it is
/// empty afterwards.
pub async fn run(mailboxes: &dyn Mailboxes, account: &MailboxAccount, messages: [&[u8]; 2]) {
    let name = mailboxes.module();
    names(name, name);
    let mut open = opened(mailboxes, account).await;
    let waiting = listed(name, &mut *open).await;
    assert_eq!(waiting.len(), 2, "{name}: both messages are listed");
    for (mail, bytes) in waiting.iter().zip(messages) {
        let got = answered(name, "a message", open.message(mail, usize::MAX).await);
        let same = got.as_deref().is_some_and(|got| without_end(got) == without_end(bytes));
        assert!(same, "{name}: a message comes as it was put there: {got:?}");
        let part = answered(name, "a part of it", open.message(mail, 10).await);
        assert!(part.is_some_and(|part| part.len() <= 10), "{name}: no more than asked for");
    }
    let Some(first) = waiting.first() else { return };
    answered(name, "removing", open.remove(first).await);
    answered(name, "removing it again", open.remove(first).await);
    answered(name, "goodbye", open.close().await);

    let mut open = opened(mailboxes, account).await;
    let left = listed(name, &mut *open).await;
    assert_eq!(left.len(), 1, "{name}: what was removed is gone");
    for mail in &left {
        let got = answered(name, "the other", open.message(mail, usize::MAX).await);
        let other = got.as_deref().map(without_end) == Some(without_end(messages[1]));
        assert!(other, "{name}: the other message stayed");
        answered(name, "removing", open.remove(mail).await);
    }
    answered(name, "goodbye", open.close().await);
    let mut open = opened(mailboxes, account).await;
    assert!(listed(name, &mut *open).await.is_empty(), "{name}: an empty mailbox is empty");
    answered(name, "goodbye", open.close().await);

    let wrong = MailboxAccount { password: Secret::new("wr0ng-password"), ..account.clone() };
    match mailboxes.open(&wrong).await.map(drop) {
        Err(error @ PortError::Configuration { .. }) => {
            assert!(!error.to_string().contains("wr0ng-password"), "{name}: {error}");
        }
        other => broken(name, "a wrong password is a fault of the settings", other),
    }
}

/// Servers differ in the line break at the very end.
fn without_end(bytes: &[u8]) -> &[u8] {
    bytes.trim_ascii_end()
}

async fn opened(mailboxes: &dyn Mailboxes, account: &MailboxAccount) -> Box<dyn OpenMailbox> {
    answered(mailboxes.module(), "opening", mailboxes.open(account).await)
}

async fn listed(name: &str, open: &mut dyn OpenMailbox) -> Vec<WaitingMail> {
    answered(name, "a list", open.waiting().await)
}
