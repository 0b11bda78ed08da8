//! POP3 (RFC 1939, with STLS of RFC 2595).

use std::sync::Arc;

use ports::mailbox::{MailboxAccount, OpenMailbox, WaitingMail};
use ports::{Asking, PortError};
use rustls::ClientConfig;

use super::talk::{Talk, unreadable};
use super::{WAITING_MAX, wrong};

/// Bytes of a message that are read at once.
const PIECE_BYTES: usize = 64 * 1024;

/// A session.
pub(super) struct Pop3(Talk);

impl Pop3 {
    /// Hears the greeting.
    pub(super) async fn greeted(mut talk: Talk) -> Result<Self, PortError> {
        match accepted(&talk.line().await?) {
            Ok(_) => Ok(Self(talk)),
            Err(said) => Err(unreadable(said)),
        }
    }

    /// Goes on under TLS.
    pub(super) async fn secured(
        mut self,
        host: &str,
        tls: &Arc<ClientConfig>,
    ) -> Result<Self, PortError> {
        if let Err(said) = self.ask("STLS").await? {
            return Err(wrong("security", format!("the server offers no TLS: {said}")));
        }
        Ok(Self(self.0.secured(host, tls).await?))
    }

    /// Signs in.
    pub(super) async fn sign_in(&mut self, account: &MailboxAccount) -> Result<(), PortError> {
        for line in
            [format!("USER {}", account.user), format!("PASS {}", account.password.expose())]
        {
            if let Err(said) = self.ask(&line).await? {
                return Err(wrong("user or password", said));
            }
        }
        Ok(())
    }

    /// The rest of a `+OK`, or of a `-ERR`.
    async fn ask(&mut self, line: &str) -> Result<Result<String, String>, PortError> {
        self.0.say(line).await?;
        Ok(accepted(&self.0.line().await?))
    }

    async fn list(&mut self) -> Result<Vec<WaitingMail>, PortError> {
        self.ask("LIST").await?.map_err(unreadable)?;
        let mut found = Vec::new();
        loop {
            let line = self.0.line().await?;
            if line == "." {
                return Ok(found);
            }
            let (number, bytes) = line.split_once(' ').ok_or_else(|| unreadable(&line))?;
            let bytes = bytes.split(' ').next().unwrap_or_default();
            let number = number.parse().map_err(|_| unreadable(&line))?;
            let bytes = bytes.parse().map_err(|_| unreadable(&line))?;
            if found.len() < WAITING_MAX {
                found.push(WaitingMail { number, bytes });
            }
        }
    }

    async fn retrieve(
        &mut self,
        mail: &WaitingMail,
        most: usize,
    ) -> Result<Option<Vec<u8>>, PortError> {
        let is_too_large = usize::try_from(mail.bytes).unwrap_or(usize::MAX) > most;
        // Of what is too large the beginning is enough; a server may not know how to give that.
        let top = format!("TOP {} 0", mail.number);
        let given = is_too_large && self.ask(&top).await?.is_ok();
        if !given && self.ask(&format!("RETR {}", mail.number)).await?.is_err() {
            return Ok(None);
        }
        self.lines(most).await.map(Some)
    }

    /// Everything up to the line that is only a dot; a line that begins with one has it doubled.
    async fn lines(&mut self, most: usize) -> Result<Vec<u8>, PortError> {
        let mut bytes = Vec::new();
        let mut at_start = true;
        loop {
            let piece = self.0.piece(PIECE_BYTES).await?;
            if at_start && piece.trim_ascii_end() == b"." && piece.ends_with(b"\n") {
                return Ok(bytes);
            }
            let kept = match piece.strip_prefix(b".") {
                Some(rest) if at_start => rest,
                _ => &piece,
            };
            let room = most.saturating_sub(bytes.len());
            bytes.extend_from_slice(kept.get(..room.min(kept.len())).unwrap_or_default());
            at_start = piece.ends_with(b"\n");
        }
    }
}

impl OpenMailbox for Pop3 {
    fn waiting(&mut self) -> Asking<'_, Vec<WaitingMail>> {
        Box::pin(self.list())
    }

    fn message<'a>(
        &'a mut self,
        mail: &'a WaitingMail,
        most: usize,
    ) -> Asking<'a, Option<Vec<u8>>> {
        Box::pin(self.retrieve(mail, most))
    }

    fn remove<'a>(&'a mut self, mail: &'a WaitingMail) -> Asking<'a, ()> {
        // An error says that it is removed already.
        Box::pin(async move { self.ask(&format!("DELE {}", mail.number)).await.map(drop) })
    }

    fn close(mut self: Box<Self>) -> Asking<'static, ()> {
        Box::pin(async move { self.ask("QUIT").await?.map(drop).map_err(unreadable) })
    }
}

fn accepted(line: &str) -> Result<String, String> {
    match line.strip_prefix("+OK") {
        Some(rest) => Ok(rest.trim().to_owned()),
        None => Err(line.strip_prefix("-ERR").unwrap_or(line).trim().to_owned()),
    }
}
