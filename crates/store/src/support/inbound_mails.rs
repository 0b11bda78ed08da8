//! Mail that arrived, and what became of it.

use model::ids::{DepartmentId, TicketId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// One mail without its bytes. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct InboundMailRow {
    /// Its number on the wire.
    pub id: i64,
    /// When it came first.
    pub arrived_at: i64,
    /// Its own identity, without brackets; empty for none.
    pub message_id: String,
    /// The sender's name for itself.
    pub from_name: String,
    /// The sender's address.
    pub from_address: String,
    /// The address it came to.
    pub to_address: String,
    /// One line.
    pub subject: String,
    /// The department that took it; 0 for none.
    pub department_id: DepartmentId,
    /// The ticket that it is part of.
    pub ticket_id: Option<TicketId>,
    /// `Imported`, `Refused` or `Noted`.
    pub outcome: String,
    /// What people read in the log.
    pub status: String,
    /// How often it came.
    pub copies: i64,
    /// Whether its bytes are kept.
    pub has_raw: bool,
    /// What people quote of the ticket; empty for none.
    pub mask: String,
}

/// A mail that arrived.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// Lower-case hex.
    pub fingerprint: &'a str,
    /// Unix seconds.
    pub at: i64,
    /// Its own identity, without brackets; empty for none.
    pub message_id: &'a str,
    /// The sender's name for itself.
    pub from_name: &'a str,
    /// The sender's address.
    pub from_address: &'a str,
    /// The address it came to.
    pub to_address: &'a str,
    /// One line.
    pub subject: &'a str,
}

/// What became of a mail.
#[derive(Debug, Clone)]
pub struct Ended<'a> {
    /// `Imported`, `Refused` or `Noted`.
    pub outcome: &'a str,
    /// What people read in the log.
    pub status: &'a str,
    /// The department that took it; 0 for none.
    pub department: DepartmentId,
    /// The ticket that it is part of.
    pub ticket: Option<TicketId>,
    /// A mail went to the sender because of it.
    pub answered: bool,
    /// The bytes, where they are kept.
    pub raw: Option<Vec<u8>>,
}

/// What a list is limited to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed<'a> {
    /// Only this one.
    pub id: Option<i64>,
    /// `Imported`, `Refused` or `Noted`.
    pub outcome: Option<&'a str>,
    /// Part of sender, recipient or subject, folded.
    pub search: Option<&'a str>,
}

const SELECT: &str = "select m.id, m.arrived_at, m.message_id, m.from_name, m.from_address,
        m.to_address, m.subject, m.department_id, m.ticket_id, m.outcome, m.status, m.copies,
        cast(case when m.raw is null then 0 else 1 end as bigint) as has_raw,
        coalesce(t.mask, '') as mask
    from inbound_mails m left join tickets t on t.id = m.ticket_id";

/// Takes a mail into the log; `None` when it is there already.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, new: &New<'_>) -> Result<Option<i64>> {
    let sql = "insert into inbound_mails (fingerprint, arrived_at, message_id, from_name,
            from_address, from_folded, to_address, subject, search_folded)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (fingerprint) do nothing returning id";
    let folded =
        format!("{} {} {} {}", new.from_name, new.from_address, new.to_address, new.subject)
            .to_lowercase();
    let values = args![
        new.fingerprint,
        new.at,
        new.message_id,
        new.from_name,
        new.from_address,
        new.from_address.to_lowercase(),
        new.to_address,
        new.subject,
        folded,
    ];
    c.maybe_scalar(sql, values).await
}

/// Notes that a mail came once more, and gives it.
///
/// # Errors
/// When there is no such mail.
pub async fn came_again(c: &mut Conn, fingerprint: &str) -> Result<InboundMailRow> {
    let sql = "update inbound_mails set copies = copies + 1 where fingerprint = $1";
    c.exactly(1, sql, args![fingerprint]).await?;
    c.one(&format!("{SELECT} where m.fingerprint = $1"), args![fingerprint]).await
}

/// Notes the ticket that a mail is part of.
///
/// # Errors
/// When there is no such mail.
pub async fn belongs_to(c: &mut Conn, id: i64, ticket: TicketId) -> Result<()> {
    let sql = "update inbound_mails set ticket_id = $2 where id = $1";
    c.exactly(1, sql, args![id, ticket]).await
}

/// Notes what became of a mail.
///
/// # Errors
/// When there is no such mail.
pub async fn end(c: &mut Conn, id: i64, ended: Ended<'_>) -> Result<()> {
    let sql = "update inbound_mails set outcome = $2, status = $3, department_id = $4,
            ticket_id = $5, answered = $6, raw = $7 where id = $1";
    let Ended { outcome, status, department, ticket, answered, raw } = ended;
    c.exactly(1, sql, args![id, outcome, status, department, ticket, answered, raw]).await
}

/// One mail.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<InboundMailRow>> {
    c.maybe(&format!("{SELECT} where m.id = $1"), args![id]).await
}

/// One mail, locked until the transaction ends: its outcome and its bytes, where they are kept.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: i64) -> Result<Option<(String, Option<Vec<u8>>)>> {
    c.maybe("select outcome, raw from inbound_mails where id = $1 for update", args![id]).await
}

/// The bytes of a mail, where they are kept.
///
/// # Errors
/// When the database fails.
pub async fn raw(c: &mut Conn, id: i64) -> Result<Option<Vec<u8>>> {
    let sql = "select raw from inbound_mails where id = $1 and raw is not null";
    c.maybe_scalar(sql, args![id]).await
}

/// One page, the newest first, and the number of all that match.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    listed: &Listed<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<InboundMailRow>, i64)> {
    let filter = Filter::new()
        .and_some("m.id = ?", listed.id)
        .and_some("m.outcome = ?", listed.outcome.map(str::to_owned))
        .and_some(
            "replace(m.search_folded, ?, '') <> m.search_folded",
            listed.search.map(str::to_owned),
        );
    let total =
        c.scalar(&filter.sql("select count(*) from inbound_mails m"), filter.args()).await?;
    let (sql, args) = filter.page(SELECT, "m.id desc", offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}

/// How many mails of a sender became part of tickets since an instant.
///
/// # Errors
/// When the database fails.
pub async fn imported_since(c: &mut Conn, from_folded: &str, since: i64) -> Result<i64> {
    let sql = "select count(*) from inbound_mails
        where from_folded = $1 and arrived_at >= $2 and outcome = 'Imported'";
    c.scalar(sql, args![from_folded, since]).await
}

/// How many mails went to a sender by themselves since an instant, because of what it wrote.
///
/// # Errors
/// When the database fails.
pub async fn answered_since(c: &mut Conn, from_folded: &str, since: i64) -> Result<i64> {
    let sql = "select count(*) from inbound_mails
        where from_folded = $1 and arrived_at >= $2 and answered = 1";
    c.scalar(sql, args![from_folded, since]).await
}
