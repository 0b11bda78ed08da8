//! The stamps of the audit log, each of which takes in the one before.

use super::audit::AuditRow;
use crate::{Conn, Result, Row, args, values};

/// A stamp.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct StampRow {
    /// Its place in the chain, from 1 without a gap.
    pub seq: i64,
    /// The entry.
    pub audit_id: i64,
    /// When the entry was written, Unix seconds.
    pub at: i64,
    /// Hash of what an erasure takes away from the entry.
    pub private_hash: String,
    /// Hash of the stamp before, and of the entry.
    pub hash: String,
}

/// Where a chain ends, or begins.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct HeadRow {
    /// The place of its last stamp; 0 before the first.
    pub seq: i64,
    /// The hash of that stamp; empty before the first.
    pub hash: String,
}

/// A stamp with its entry, whose fields are absent when it is gone.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct StampedRow {
    /// See [`StampRow`].
    pub seq: i64,
    /// See [`StampRow`].
    pub audit_id: i64,
    /// See [`StampRow`].
    pub private_hash: String,
    /// See [`StampRow`].
    pub hash: String,
    /// See [`AuditRow`]; this and what follows.
    pub at: Option<i64>,
    /// See [`AuditRow`].
    pub actor: Option<String>,
    /// See [`AuditRow`].
    pub actor_id: Option<i64>,
    /// See [`AuditRow`].
    pub ip: Option<String>,
    /// See [`AuditRow`].
    pub door: Option<String>,
    /// See [`AuditRow`].
    pub action: Option<String>,
    /// See [`AuditRow`].
    pub entity: Option<String>,
    /// See [`AuditRow`].
    pub entity_id: Option<i64>,
    /// See [`AuditRow`].
    pub changes: Option<String>,
}

impl StampedRow {
    /// The entry, if it is there.
    #[must_use]
    pub fn entry(self) -> Option<AuditRow> {
        Some(AuditRow {
            id: self.audit_id,
            at: self.at?,
            actor: self.actor?,
            actor_id: self.actor_id,
            ip: self.ip?,
            door: self.door?,
            action: self.action?,
            entity: self.entity?,
            entity_id: self.entity_id?,
            changes: self.changes?,
        })
    }
}

/// Where the chain begins: after what went with old entries.
///
/// # Errors
/// When the database fails.
pub async fn beginning(c: &mut Conn) -> Result<HeadRow> {
    c.one("select seq, hash from audit_beginning where id = 1", args![]).await
}

/// Where the chain ends.
///
/// # Errors
/// When the database fails.
pub async fn head(c: &mut Conn) -> Result<HeadRow> {
    let sql = "select seq, hash from audit_stamps order by seq desc limit 1";
    match c.maybe(sql, args![]).await? {
        Some(head) => Ok(head),
        None => beginning(c).await,
    }
}

/// The stamp at a place, if it is still there.
///
/// # Errors
/// When the database fails.
pub async fn at(c: &mut Conn, seq: i64) -> Result<Option<HeadRow>> {
    c.maybe("select seq, hash from audit_stamps where seq = $1", args![seq]).await
}

/// The entry that was stamped last of those written before an instant (Unix seconds); 0 for none.
///
/// # Errors
/// When the database fails.
pub async fn last_before(c: &mut Conn, instant: i64) -> Result<i64> {
    let sql = "select coalesce((select audit_id from audit_stamps where at < $1
        order by seq desc limit 1), 0)";
    c.scalar(sql, args![instant]).await
}

/// Entries without a stamp behind a number, at most so many.
///
/// # Errors
/// When the database fails.
pub async fn unstamped(c: &mut Conn, behind: i64, limit: i64) -> Result<Vec<AuditRow>> {
    let sql = "select * from audit where id > $1 and not exists
        (select 1 from audit_stamps where audit_id = audit.id) order by id limit $2";
    c.all(sql, args![behind, limit]).await
}

/// Entries without a stamp up to a number: they came after their neighbours were stamped.
///
/// # Errors
/// When the database fails.
pub async fn left_out(c: &mut Conn, until: i64, limit: i64) -> Result<Vec<i64>> {
    let sql = "select id from audit where id <= $1 and not exists
        (select 1 from audit_stamps where audit_id = audit.id) order by id limit $2";
    c.column(sql, args![until, limit]).await
}

/// Adds stamps behind the others.
///
/// # Errors
/// A duplicate when somebody else did at the same time: then none of them is to be kept.
pub async fn add(c: &mut Conn, stamps: &[StampRow]) -> Result<()> {
    let sql = "insert into audit_stamps (seq, audit_id, at, private_hash, hash)
        values ($1, $2, $3, $4, $5)";
    let rows = stamps.iter().map(|stamp| {
        values![
            stamp.seq,
            stamp.audit_id,
            stamp.at,
            stamp.private_hash.as_str(),
            stamp.hash.as_str(),
        ]
    });
    c.insert_each(sql, &rows.collect::<Vec<_>>()).await
}

/// A part of the chain behind a place, with the entries.
///
/// # Errors
/// When the database fails.
pub async fn part(c: &mut Conn, behind: i64, limit: i64) -> Result<Vec<StampedRow>> {
    let sql = "select s.seq, s.audit_id, s.private_hash, s.hash, a.at, a.actor, a.actor_id, a.ip,
            a.door, a.action, a.entity, a.entity_id, a.changes
        from audit_stamps s left join audit a on a.id = s.audit_id
        where s.seq > $1 order by s.seq limit $2";
    c.all(sql, args![behind, limit]).await
}

/// Whether an entry after this one says that the thing was erased.
///
/// # Errors
/// When the database fails.
pub async fn was_erased(c: &mut Conn, entry: &AuditRow, said: &str) -> Result<bool> {
    let sql = "select count(*) from audit
        where entity = $1 and entity_id = $2 and id > $3 and changes = $4";
    let args = args![entry.entity.as_str(), entry.entity_id, entry.id, said];
    Ok(c.scalar::<i64>(sql, args).await? > 0)
}

/// Removes the oldest stamped entries written before an instant (Unix seconds), at most so many,
/// and has the chain begin behind them; how many there were.
///
/// # Errors
/// When the database fails.
pub async fn prune(c: &mut Conn, before: i64, limit: i64) -> Result<u64> {
    let sql =
        "select seq, audit_id, at, private_hash, hash from audit_stamps order by seq limit $1";
    let oldest: Vec<StampRow> = c.all(sql, args![limit]).await?;
    let old: Vec<_> = oldest.into_iter().take_while(|stamp| stamp.at < before).collect();
    let Some(last) = old.last() else { return Ok(0) };
    let sql = "delete from audit where id in (select audit_id from audit_stamps where seq <= $1)";
    c.exec(sql, args![last.seq]).await?;
    let removed = c.exec("delete from audit_stamps where seq <= $1", args![last.seq]).await?;
    let sql = "update audit_beginning set seq = $1, hash = $2 where id = 1";
    c.exactly(1, sql, args![last.seq, last.hash.as_str()]).await?;
    Ok(removed)
}
