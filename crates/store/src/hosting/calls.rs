//! Calls of provisioning modules: written down before the module is asked.

use model::ids::ServiceId;

use crate::{Conn, Result, Row, args};

/// A call.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CallRow {
    /// Its number.
    pub id: i64,
    /// About which service.
    pub service_id: ServiceId,
    /// The action's word.
    pub action: String,
    /// System name of the module.
    pub module: String,
    /// The same with every attempt.
    pub idempotency_key: String,
    /// JSON: what goes along; passwords in it are sealed.
    pub input: String,
    /// Unix seconds.
    pub started_at: i64,
    /// Counts the takers; only the last one may write the outcome.
    pub attempts: i64,
    /// Before this instant nobody else may take it up (Unix seconds).
    pub held_until: i64,
    /// `open`, `done`, `refused`, `failed` or `never arrived`.
    pub outcome: String,
    /// What the other side said.
    pub message: String,
    /// Unix seconds.
    pub finished_at: Option<i64>,
}

impl CallRow {
    /// Whether the other side never said what became of it.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        !matches!(self.outcome.as_str(), "done" | "refused")
    }
}

/// A call to write down.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// About which service.
    pub service: ServiceId,
    /// The action's word.
    pub action: &'a str,
    /// System name of the module.
    pub module: &'a str,
    /// Sent with every attempt.
    pub idempotency_key: &'a str,
    /// JSON: what goes along; passwords in it are sealed.
    pub input: &'a str,
    /// Unix seconds.
    pub started_at: i64,
    /// Before this instant nobody else may take it up.
    pub held_until: i64,
}

/// The call of a service that has no outcome yet.
///
/// # Errors
/// When the database fails.
pub async fn open(c: &mut Conn, service: ServiceId) -> Result<Option<CallRow>> {
    let sql = "select * from service_calls where service_id = $1 and finished_at is null";
    c.maybe(sql, args![service]).await
}

/// The latest call of a service, whatever became of it.
///
/// # Errors
/// When the database fails.
pub async fn latest(c: &mut Conn, service: ServiceId) -> Result<Option<CallRow>> {
    let sql = "select * from service_calls where service_id = $1 order by id desc limit 1";
    c.maybe(sql, args![service]).await
}

/// One call.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<CallRow>> {
    c.maybe("select * from service_calls where id = $1", args![id]).await
}

/// Calls of a service, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_service(c: &mut Conn, service: ServiceId, limit: i64) -> Result<Vec<CallRow>> {
    let sql = "select * from service_calls where service_id = $1 order by id desc limit $2";
    c.all(sql, args![service, limit]).await
}

/// Writes a call down; `None` when another one of the service has no outcome yet.
///
/// # Errors
/// When the database fails.
pub async fn insert(c: &mut Conn, new: New<'_>) -> Result<Option<CallRow>> {
    let sql = "insert into service_calls
            (service_id, action, module, idempotency_key, input, started_at, held_until)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (service_id) where finished_at is null do nothing
        returning *";
    let New { service, action, module, idempotency_key, input, started_at, held_until } = new;
    let values = args![service, action, module, idempotency_key, input, started_at, held_until];
    c.maybe(sql, values).await
}

/// Takes an open call up whose holder is gone; `None` when somebody holds it or it is finished.
///
/// # Errors
/// When the database fails.
pub async fn take_up(c: &mut Conn, id: i64, now: i64, held_until: i64) -> Result<Option<CallRow>> {
    let sql = "update service_calls set attempts = attempts + 1, held_until = $3
        where id = $1 and finished_at is null and held_until <= $2
        returning *";
    c.maybe(sql, args![id, now, held_until]).await
}

/// Lets go of a call without an outcome, so that it is taken up from an instant on.
///
/// # Errors
/// When the database fails.
pub async fn let_go(c: &mut Conn, call: &CallRow, message: &str, held_until: i64) -> Result<bool> {
    let sql = "update service_calls set message = $3, held_until = $4
        where id = $1 and attempts = $2 and finished_at is null";
    Ok(c.exec(sql, args![call.id, call.attempts, message, held_until]).await? == 1)
}

/// Writes the outcome of a call; `false` when somebody else took it up meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn finish(
    c: &mut Conn,
    call: &CallRow,
    outcome: &str,
    message: &str,
    now: i64,
) -> Result<bool> {
    let sql = "update service_calls set outcome = $3, message = $4, finished_at = $5
        where id = $1 and attempts = $2 and finished_at is null";
    Ok(c.exec(sql, args![call.id, call.attempts, outcome, message, now]).await? == 1)
}
