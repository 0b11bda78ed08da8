//! Mails to clients.

use model::ids::{ClientId, EmailId};
use model::people::email::fold;

use crate::filter::Filter;
use crate::{Conn, Result, Row, args, values};

/// One mail. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct EmailRow {
    /// Its number on the wire.
    pub id: EmailId,
    /// To whom.
    pub client_id: ClientId,
    /// The address.
    pub to_address: String,
    /// CSV of further addresses.
    pub cc: String,
    /// The subject.
    pub subject: String,
    /// The text, HTML when there was any.
    pub message: String,
    /// When it was written.
    pub created_at: i64,
    /// When the mail server took it.
    pub sent_at: Option<i64>,
    /// When it was last refused.
    pub failed_at: Option<i64>,
    /// Why.
    pub failure: String,
    /// How often it was tried.
    pub attempts: i64,
}

/// A mail that is about to be sent.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// To whom.
    pub client: ClientId,
    /// The address.
    pub to: &'a str,
    /// CSV of further addresses.
    pub cc: &'a str,
    /// The subject.
    pub subject: &'a str,
    /// The recipient's name; may be empty.
    pub to_name: &'a str,
    /// The text, HTML when there is any.
    pub message: &'a str,
    /// The plain text, when the message is HTML.
    pub plain: Option<&'a str>,
    /// Unix seconds.
    pub at: i64,
}

/// What is needed to send a mail.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ToSend {
    /// The address.
    pub to_address: String,
    /// The recipient's name; may be empty.
    pub to_name: String,
    /// CSV of further addresses.
    pub cc: String,
    /// The subject.
    pub subject: String,
    /// The text, HTML when there is any.
    pub message: String,
    /// The plain text, when the message is HTML.
    pub plain: Option<String>,
}

/// Keeps mails; their numbers, in order.
///
/// # Errors
/// A constraint when a client does not exist.
pub async fn add(c: &mut Conn, mails: &[New<'_>]) -> Result<Vec<EmailId>> {
    let sql = "insert into emails (client_id, to_address, cc, subject, subject_folded, message,
        created_at, to_name, plain) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let rows = mails.iter().map(|mail| {
        let New { client, to, cc, subject, to_name, message, plain, at } = *mail;
        let plain = plain.map(str::to_owned);
        values![client, to, cc, subject, fold(subject), message, at, to_name, plain]
    });
    let ids = c.insert_numbered(sql, &rows.collect::<Vec<_>>()).await?;
    Ok(ids.into_iter().map(EmailId).collect())
}

/// A mail that is to be sent; `None` when it was erased meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn to_send(c: &mut Conn, id: EmailId) -> Result<Option<ToSend>> {
    let sql = "select to_address, to_name, cc, subject, message, plain from emails where id = $1";
    c.maybe(sql, args![id]).await
}

/// Notes that the mail server took a mail; `false` when the mail was erased meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn sent(c: &mut Conn, id: EmailId, at: i64) -> Result<bool> {
    let sql = "update emails set sent_at = $2, attempts = attempts + 1 where id = $1";
    Ok(c.exec(sql, args![id, at]).await? == 1)
}

/// Notes that a mail could not be sent; `false` when the mail was erased meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn failed(c: &mut Conn, id: EmailId, why: &str, at: i64) -> Result<bool> {
    let sql = "update emails set failed_at = $2, failure = $3, attempts = attempts + 1
               where id = $1";
    Ok(c.exec(sql, args![id, at, why]).await? == 1)
}

/// Notes that a mail came back undelivered after the mail server had taken it; `false` when the
/// mail was erased meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn came_back(c: &mut Conn, id: EmailId, why: &str, at: i64) -> Result<bool> {
    let sql = "update emails set sent_at = null, failed_at = $2, failure = $3 where id = $1";
    Ok(c.exec(sql, args![id, at, why]).await? == 1)
}

/// One page of the mails to a client, the newest first, and the number of all that match: written
/// at `at` exactly, with `subject` (folded) in the subject.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    client: ClientId,
    at: Option<i64>,
    subject: Option<&str>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<EmailRow>, i64)> {
    // Text is found by cutting it at the wanted piece: the one way both databases share.
    let filter = Filter::new()
        .and("client_id = ?", client)
        .and_some("created_at = ?", at)
        .and_some("replace(subject_folded, ?, '') <> subject_folded", subject);
    let total = c.scalar(&filter.sql("select count(*) from emails"), filter.args()).await?;
    let (sql, args) = filter.page("select * from emails", "id desc", offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}

/// How far a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A server took it.
    Sent,
    /// It was not taken yet.
    Waiting,
    /// It was refused, or came back.
    Failed,
}

/// One page of the mails to all clients, the newest first, and the number of all that match.
///
/// # Errors
/// When the database fails.
pub async fn all(
    c: &mut Conn,
    state: Option<State>,
    subject: Option<&str>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<EmailRow>, i64)> {
    let filter =
        Filter::new().and_some("replace(subject_folded, ?, '') <> subject_folded", subject);
    let filter = match state {
        None => filter,
        Some(State::Sent) => filter.fixed("sent_at is not null and failed_at is null"),
        Some(State::Waiting) => filter.fixed("sent_at is null and failed_at is null"),
        Some(State::Failed) => filter.fixed("failed_at is not null"),
    };
    let total = c.scalar(&filter.sql("select count(*) from emails"), filter.args()).await?;
    let (sql, args) = filter.page("select * from emails", "id desc", offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}
