//! The audit log: which fields changed, from what to what.

use crate::filter::Filter;
use crate::{Conn, Result, Row, values};

/// A new entry.
#[derive(Debug)]
pub struct New<'a> {
    /// Unix seconds.
    pub at: i64,
    /// The kind of actor.
    pub actor: &'a str,
    /// Its number.
    pub actor_id: Option<i64>,
    /// Its address.
    pub ip: &'a str,
    /// The door it came through.
    pub door: &'a str,
    /// The action it called.
    pub action: &'a str,
    /// The table of the changed thing.
    pub entity: &'a str,
    /// Its id.
    pub entity_id: i64,
    /// JSON object: field → [before, after].
    pub changes: &'a str,
}

/// Adds entries, in order.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, entries: &[New<'_>]) -> Result<()> {
    let sql = "insert into audit
        (at, actor, actor_id, ip, door, action, entity, entity_id, changes)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let rows = entries.iter().map(|entry| {
        values![
            entry.at,
            entry.actor,
            entry.actor_id,
            entry.ip,
            entry.door,
            entry.action,
            entry.entity,
            entry.entity_id,
            entry.changes,
        ]
    });
    c.insert_each(sql, &rows.collect::<Vec<_>>()).await
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct AuditRow {
    /// Its number.
    pub id: i64,
    /// Unix seconds.
    pub at: i64,
    /// The kind of actor.
    pub actor: String,
    /// Its number.
    pub actor_id: Option<i64>,
    /// Its address.
    pub ip: String,
    /// The door it came through.
    pub door: String,
    /// The action it called.
    pub action: String,
    /// The table of the changed thing.
    pub entity: String,
    /// Its number.
    pub entity_id: i64,
    /// JSON object: field → [before, after].
    pub changes: String,
}

/// Which entries to list; `None` for any.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Only this one.
    pub id: Option<i64>,
    /// Through this door.
    pub door: Option<&'a str>,
    /// By this kind of actor.
    pub actor: Option<&'a str>,
    /// By the one with this number.
    pub actor_id: Option<i64>,
    /// By this action.
    pub action: Option<&'a str>,
    /// Of this table.
    pub entity: Option<&'a str>,
    /// Of the thing with this number.
    pub entity_id: Option<i64>,
}

/// One page of entries, the newest first, and the number of all that match.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    wanted: Wanted<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<AuditRow>, i64)> {
    let filter = Filter::new()
        .and_some("id = ?", wanted.id)
        .and_some("door = ?", wanted.door)
        .and_some("actor = ?", wanted.actor)
        .and_some("actor_id = ?", wanted.actor_id)
        .and_some("action = ?", wanted.action)
        .and_some("entity = ?", wanted.entity)
        .and_some("entity_id = ?", wanted.entity_id);
    let total = c.scalar(&filter.sql("select count(*) from audit"), filter.args()).await?;
    let (sql, values) = filter.page("select * from audit", "id desc", offset, limit);
    Ok((c.all(&sql, &values).await?, total))
}
