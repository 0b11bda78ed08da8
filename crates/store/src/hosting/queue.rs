//! The queue of module calls that failed, one open entry per thing and action.

use model::ids::ModuleQueueId;

use crate::{Conn, Result, Row, Val, args};

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct QueueRow {
    /// Its number on the wire.
    pub id: ModuleQueueId,
    /// `service`, `addon` or `domain`.
    pub service_type: String,
    /// The number of that thing.
    pub service_id: i64,
    /// System name of the module.
    pub module: String,
    /// As on the wire: `CreateAccount`.
    pub action: String,
    /// Unix seconds.
    pub last_attempt_at: i64,
    /// What the other side said.
    pub last_error: String,
    /// Attempts after the first.
    pub retries: i64,
    /// When it worked or was given up by a person, in Unix seconds.
    pub completed_at: Option<i64>,
    /// Unix seconds.
    pub created_at: i64,
}

/// A failure.
#[derive(Debug, Clone, Copy)]
pub struct Failure<'a> {
    /// `service`, `addon` or `domain`.
    pub service_type: &'a str,
    /// The number of that thing.
    pub service_id: i64,
    /// System name of the module.
    pub module: &'a str,
    /// As on the wire: `CreateAccount`.
    pub action: &'a str,
    /// What the other side said.
    pub error: &'a str,
}

/// What to list; `None` for any.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// `service`, `addon` or `domain`.
    pub service_type: Option<&'a str>,
    /// The number of that thing.
    pub service_id: Option<i64>,
    /// System name of the module.
    pub module: Option<&'a str>,
    /// As on the wire: `CreateAccount`.
    pub action: Option<&'a str>,
    /// Last attempt not before this instant, in Unix seconds.
    pub since: Option<i64>,
    /// Entries at most.
    pub limit: i64,
}

/// Writes a failure down: a new entry, or one more retry of the open one.
///
/// # Errors
/// When the database fails.
pub async fn failed(c: &mut Conn, failure: Failure<'_>, now: i64) -> Result<()> {
    let sql = "insert into module_queue
            (service_type, service_id, module, action, last_attempt_at, last_error, created_at)
        values ($1, $2, $3, $4, $5, $6, $5)
        on conflict (service_type, service_id, action) where completed_at is null
        do update set module = excluded.module, last_attempt_at = excluded.last_attempt_at,
            last_error = excluded.last_error, retries = module_queue.retries + 1";
    let Failure { service_type, service_id, module, action, error } = failure;
    c.exactly(1, sql, args![service_type, service_id, module, action, now, error]).await
}

/// Closes the open entry of a thing and action; `false` when there is none.
///
/// # Errors
/// When the database fails.
pub async fn worked(
    c: &mut Conn,
    service_type: &str,
    service_id: i64,
    action: &str,
    now: i64,
) -> Result<bool> {
    let sql = "update module_queue set completed_at = $4
        where service_type = $1 and service_id = $2 and action = $3 and completed_at is null";
    Ok(c.exec(sql, args![service_type, service_id, action, now]).await? == 1)
}

/// Entries that are not completed, the latest attempt first.
///
/// # Errors
/// When the database fails.
pub async fn open(c: &mut Conn, wanted: Wanted<'_>) -> Result<Vec<QueueRow>> {
    let sql = "select * from module_queue
        where completed_at is null
          and (cast($1 as text) is null or service_type = $1)
          and (cast($2 as bigint) is null or service_id = $2)
          and (cast($3 as text) is null or module = $3)
          and (cast($4 as text) is null or action = $4)
          and last_attempt_at >= $5
        order by last_attempt_at desc, id desc limit $6";
    let text = |value: Option<&str>| value.map(str::to_owned);
    let values = [
        Val::from(text(wanted.service_type)),
        Val::from(wanted.service_id),
        Val::from(text(wanted.module)),
        Val::from(text(wanted.action)),
        Val::from(wanted.since.unwrap_or(i64::MIN)),
        Val::from(wanted.limit),
    ];
    c.all(sql, &values).await
}
