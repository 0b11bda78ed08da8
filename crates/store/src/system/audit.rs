//! The audit log: which fields changed, from what to what.

use crate::{Conn, Result, values};

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
