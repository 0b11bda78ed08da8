//! Attempts to charge a stored method, written down before the gateway is called (B23).

use model::billing::capture::Keeps;
use model::ids::{CaptureId, InvoiceId};

use crate::{Conn, Result, Row, args};

/// One attempt.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CaptureAttemptRow {
    /// Its number.
    pub id: CaptureId,
    /// The invoice charged for.
    pub invoice_id: InvoiceId,
    /// From 1, per invoice.
    pub attempt: i64,
    /// System name of the gateway.
    pub gateway: String,
    /// What the gateway knows the charge by.
    pub idempotency_key: String,
    /// Minor units of the invoice's currency.
    pub amount_minor: i64,
    /// Unix seconds.
    pub started_at: i64,
    /// `open`, `paid`, `refused`, `pending` or `unknown`.
    pub outcome: String,
    /// The gateway's transaction id.
    pub reference: String,
    /// The gateway's sentence.
    pub message: String,
    /// Unix seconds.
    pub finished_at: Option<i64>,
    /// Whether what it is paid with is to be kept.
    pub keeps: Keeps,
}

/// Writes an attempt down; `None` when another one of the invoice is still open (B23).
///
/// # Errors
/// When the database fails.
pub async fn open(c: &mut Conn, row: &CaptureAttemptRow) -> Result<Option<CaptureId>> {
    let sql = "insert into capture_attempts
            (invoice_id, attempt, gateway, idempotency_key, amount_minor, started_at, keeps)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id";
    let values = args![
        row.invoice_id,
        row.attempt,
        &row.gateway,
        &row.idempotency_key,
        row.amount_minor,
        row.started_at,
        row.keeps
    ];
    c.maybe_scalar(sql, values).await
}

/// Attempts on an invoice, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_invoice(c: &mut Conn, invoice: InvoiceId) -> Result<Vec<CaptureAttemptRow>> {
    let sql = "select * from capture_attempts where invoice_id = $1 order by attempt";
    c.all(sql, args![invoice]).await
}

/// One attempt.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: CaptureId) -> Result<Option<CaptureAttemptRow>> {
    c.maybe("select * from capture_attempts where id = $1", args![id]).await
}

/// The attempt with a key, such as a web hook names.
///
/// # Errors
/// When the database fails.
pub async fn by_key(c: &mut Conn, key: &str) -> Result<Option<CaptureAttemptRow>> {
    c.maybe("select * from capture_attempts where idempotency_key = $1", args![key]).await
}

/// Attempts begun before `before` (Unix seconds) that have come to no end.
///
/// # Errors
/// When the database fails.
pub async fn unresolved(c: &mut Conn, before: i64, limit: i64) -> Result<Vec<CaptureAttemptRow>> {
    let sql = "select * from capture_attempts
        where outcome in ('open', 'unknown', 'pending') and started_at < $1 order by id limit $2";
    c.all(sql, args![before, limit]).await
}

/// Ends an attempt that is open, unknown or pending; `false` when it was ended before.
///
/// # Errors
/// When the database fails.
pub async fn end(
    c: &mut Conn,
    id: CaptureId,
    outcome: &str,
    reference: &str,
    message: &str,
    now: i64,
) -> Result<bool> {
    let sql = "update capture_attempts
        set outcome = $2, reference = $3, message = $4, finished_at = $5
        where id = $1 and outcome in ('open', 'unknown', 'pending')";
    Ok(c.exec(sql, args![id, outcome, reference, message, now]).await? == 1)
}

/// Notes that what the client wanted kept is written down; `false` when it did not want that, or
/// it was written down before.
///
/// # Errors
/// When the database fails.
pub async fn kept(c: &mut Conn, id: CaptureId) -> Result<bool> {
    let sql = "update capture_attempts set keeps = 'kept' where id = $1 and keeps = 'asked'";
    Ok(c.exec(sql, args![id]).await? == 1)
}
