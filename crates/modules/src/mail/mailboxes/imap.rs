//! IMAP (RFC 3501; the commands used are the same in RFC 9051).

use std::sync::Arc;

use ports::mailbox::{MailboxAccount, OpenMailbox, WaitingMail};
use ports::{Asking, PortError};
use rustls::ClientConfig;

use super::talk::{Talk, unreadable};
use super::{WAITING_MAX, wrong};

/// Answers that one command may have: one for each message, and what the server says besides.
const ANSWERS_MAX: usize = 10_000;

/// A session.
pub(super) struct Imap {
    talk: Talk,
    commands: u32,
}

/// What a server said to a command.
#[derive(Default)]
struct Answer {
    /// The untagged lines, without the literals in them.
    lines: Vec<String>,
    /// The literals (RFC 3501 section 4.3), in order.
    literals: Vec<Vec<u8>>,
}

impl Imap {
    /// Hears the greeting.
    pub(super) async fn greeted(mut talk: Talk) -> Result<Self, PortError> {
        let greeting = talk.line().await?;
        if !greeting.to_ascii_uppercase().starts_with("* OK") {
            return Err(unreadable(greeting));
        }
        Ok(Self { talk, commands: 0 })
    }

    /// Goes on under TLS.
    pub(super) async fn secured(
        mut self,
        host: &str,
        tls: &Arc<ClientConfig>,
    ) -> Result<Self, PortError> {
        if let Err(said) = self.ask("STARTTLS", 0).await? {
            return Err(wrong("security", format!("the server offers no TLS: {said}")));
        }
        Ok(Self { talk: self.talk.secured(host, tls).await?, ..self })
    }

    /// Signs in and opens the mailbox. User and password go as literals, which may hold anything.
    pub(super) async fn sign_in(&mut self, account: &MailboxAccount) -> Result<(), PortError> {
        let (user, password) = (account.user.as_str(), account.password.expose());
        let tag = self.tag();
        let pieces =
            [format!("{tag} LOGIN {{{}}}", user.len()), format!("{user} {{{}}}", password.len())];
        for piece in pieces {
            self.talk.say(&piece).await?;
            if let Err(said) = self.invited(&tag).await? {
                return Err(wrong("user or password", said));
            }
        }
        self.talk.say(password).await?;
        if let Err(said) = self.answer(&tag, 0).await? {
            return Err(wrong("user or password", said));
        }
        self.ask("SELECT INBOX", 0).await?.map(drop).map_err(unreadable)
    }

    fn tag(&mut self) -> String {
        self.commands += 1;
        format!("h{}", self.commands)
    }

    /// Waits for the invitation to go on.
    async fn invited(&mut self, tag: &str) -> Result<Result<(), String>, PortError> {
        for _ in 0..ANSWERS_MAX {
            let line = self.talk.line().await?;
            if line.starts_with('+') {
                return Ok(Ok(()));
            }
            if let Some(said) = line.strip_prefix(&format!("{tag} ")) {
                return Ok(Err(said.to_owned()));
            }
        }
        Err(unreadable("no end of answers"))
    }

    /// What the server answers, or why it does not; of literals so many bytes are kept.
    async fn ask(
        &mut self,
        command: &str,
        most: usize,
    ) -> Result<Result<Answer, String>, PortError> {
        let tag = self.tag();
        self.talk.say(&format!("{tag} {command}")).await?;
        self.answer(&tag, most).await
    }

    async fn answer(
        &mut self,
        tag: &str,
        most: usize,
    ) -> Result<Result<Answer, String>, PortError> {
        let mut found = Answer::default();
        let end = format!("{tag} ");
        for _ in 0..ANSWERS_MAX {
            let mut line = self.talk.line().await?;
            if let Some(said) = line.strip_prefix(&end) {
                let is_ok = said.to_ascii_uppercase().starts_with("OK");
                return Ok(if is_ok { Ok(found) } else { Err(said.to_owned()) });
            }
            while let Some(count) = literal_at_end(&line) {
                found.literals.push(self.talk.bytes(count, most).await?);
                line.push_str(&self.talk.line().await?);
            }
            found.lines.push(line);
        }
        Err(unreadable("no end of answers"))
    }

    async fn list(&mut self) -> Result<Vec<WaitingMail>, PortError> {
        let answer = self.ask("UID SEARCH NOT DELETED", 0).await?.map_err(unreadable)?;
        let mut uids: Vec<u32> = answer.lines.iter().flat_map(|line| searched(line)).collect();
        uids.sort_unstable();
        uids.truncate(WAITING_MAX);
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let set: Vec<String> = uids.iter().map(ToString::to_string).collect();
        let command = format!("UID FETCH {} (UID RFC822.SIZE)", set.join(","));
        let answer = self.ask(&command, 0).await?.map_err(unreadable)?;
        let mut found: Vec<WaitingMail> =
            answer.lines.iter().filter_map(|line| sized(line)).collect();
        found.sort_unstable_by_key(|mail| mail.number);
        Ok(found)
    }

    async fn fetch(
        &mut self,
        mail: &WaitingMail,
        most: usize,
    ) -> Result<Option<Vec<u8>>, PortError> {
        let is_too_large = usize::try_from(mail.bytes).unwrap_or(usize::MAX) > most;
        let part = if is_too_large { format!("<0.{most}>") } else { String::new() };
        let command = format!("UID FETCH {} (UID BODY.PEEK[]{part})", mail.number);
        let answer = self.ask(&command, most).await?.map_err(unreadable)?;
        let quoted = || answer.lines.iter().find_map(|line| quoted_body(line));
        Ok(answer.literals.into_iter().next().or_else(quoted))
    }
}

impl OpenMailbox for Imap {
    fn waiting(&mut self) -> Asking<'_, Vec<WaitingMail>> {
        Box::pin(self.list())
    }

    fn message<'a>(
        &'a mut self,
        mail: &'a WaitingMail,
        most: usize,
    ) -> Asking<'a, Option<Vec<u8>>> {
        Box::pin(self.fetch(mail, most))
    }

    fn remove<'a>(&'a mut self, mail: &'a WaitingMail) -> Asking<'a, ()> {
        let command = format!("UID STORE {} +FLAGS.SILENT (\\Deleted)", mail.number);
        Box::pin(async move { self.ask(&command, 0).await?.map(drop).map_err(unreadable) })
    }

    fn close(mut self: Box<Self>) -> Asking<'static, ()> {
        Box::pin(async move {
            // It is this that removes what was marked.
            self.ask("CLOSE", 0).await?.map_err(unreadable)?;
            self.ask("LOGOUT", 0).await.map(drop)
        })
    }
}

/// The size of a literal that a line announces: `… {123}`.
fn literal_at_end(line: &str) -> Option<u64> {
    line.strip_suffix('}')?.rsplit_once('{')?.1.trim_end_matches('+').parse().ok()
}

/// The numbers of `* SEARCH 1 2 3`.
fn searched(line: &str) -> Vec<u32> {
    let words = line.strip_prefix("* SEARCH").unwrap_or_default().split(' ');
    words.filter_map(|word| word.parse().ok()).collect()
}

/// Number and size of `* 1 FETCH (UID 5 RFC822.SIZE 123)`, in any order.
fn sized(line: &str) -> Option<WaitingMail> {
    let (_, inside) = line.split_once(" FETCH (")?;
    let words: Vec<&str> = inside.trim_end_matches(')').split(' ').collect();
    let after = |name: &str| {
        let at = words.iter().position(|word| word.eq_ignore_ascii_case(name))?;
        words.get(at + 1).copied()
    };
    let number = after("UID")?.parse().ok()?;
    Some(WaitingMail { number, bytes: after("RFC822.SIZE")?.parse().ok()? })
}

/// A body that came as a quoted string, as short ones may.
fn quoted_body(line: &str) -> Option<Vec<u8>> {
    let (_, rest) = line.split_once(" FETCH (")?;
    let (_, rest) = rest.split_once("BODY[]")?;
    let mut inside = rest.split_once('"')?.1.chars();
    let mut body = String::new();
    loop {
        match inside.next()? {
            '"' => return Some(body.into_bytes()),
            '\\' => body.push(inside.next()?),
            c => body.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{literal_at_end, quoted_body, searched, sized};

    #[test]
    fn answers_are_taken_apart() {
        assert_eq!(searched("* SEARCH 3 1 22"), [3, 1, 22]);
        assert!(searched("* SEARCH").is_empty() && searched("* 5 EXISTS").is_empty());
        let mail = sized("* 1 FETCH (UID 5 RFC822.SIZE 123)").unwrap();
        assert_eq!((mail.number, mail.bytes), (5, 123));
        let mail = sized("* 1 FETCH (RFC822.SIZE 123 UID 5)").unwrap();
        assert_eq!((mail.number, mail.bytes), (5, 123));
        assert_eq!(sized("* 1 FETCH (FLAGS (\\Seen))"), None);
        for (line, count) in [
            ("* 1 FETCH (BODY[] {310}", Some(310)),
            ("* 1 FETCH (BODY[] {0}", Some(0)),
            ("* OK {no}", None),
            ("* OK", None),
        ] {
            assert_eq!(literal_at_end(line), count, "{line}");
        }
        assert_eq!(quoted_body("* 1 FETCH (BODY[] \"a \\\"b\\\"\" UID 5)").unwrap(), b"a \"b\"");
        assert_eq!(quoted_body("* 1 FETCH (BODY[] NIL)"), None);
    }
}
