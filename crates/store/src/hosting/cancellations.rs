//! Requests of clients to end a service.

use model::hosting::service::CancellationType;
use model::ids::{CancellationId, ClientId, ServiceId};

use crate::{Conn, Result, Row, args};

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CancellationRow {
    /// Its number on the wire.
    pub id: CancellationId,
    /// Which service is to end.
    pub service_id: ServiceId,
    /// Whose it is.
    pub client_id: ClientId,
    /// When it is to end (B26); the column is called `type`.
    pub r#type: CancellationType,
    /// The client's words.
    pub reason: String,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
    /// When it was carried out or withdrawn, in Unix seconds.
    pub closed_at: Option<i64>,
}

/// Adds a request; `None` when the service has an open one.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    c: &mut Conn,
    service: ServiceId,
    client: ClientId,
    kind: CancellationType,
    reason: &str,
    now: i64,
) -> Result<Option<CancellationId>> {
    let sql = "insert into cancellation_requests
            (service_id, client_id, type, reason, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $5)
        on conflict (service_id) where closed_at is null do nothing
        returning id";
    c.maybe_scalar(sql, args![service, client, kind, reason, now]).await
}

/// The open request of a service.
///
/// # Errors
/// When the database fails.
pub async fn open_of(c: &mut Conn, service: ServiceId) -> Result<Option<CancellationRow>> {
    let sql = "select * from cancellation_requests where service_id = $1 and closed_at is null";
    c.maybe(sql, args![service]).await
}

/// Open requests, oldest first, after a number; for a run over all of them.
///
/// # Errors
/// When the database fails.
pub async fn open_after(
    c: &mut Conn,
    after: CancellationId,
    limit: i64,
) -> Result<Vec<CancellationRow>> {
    let sql = "select * from cancellation_requests
        where closed_at is null and id > $1 order by id limit $2";
    c.all(sql, args![after, limit]).await
}

/// One page of all requests, newest first.
///
/// # Errors
/// When the database fails.
pub async fn page(c: &mut Conn, offset: i64, limit: i64) -> Result<Vec<CancellationRow>> {
    let sql = "select * from cancellation_requests order by id desc limit $2 offset $1";
    c.all(sql, args![offset, limit]).await
}

/// How many requests there are.
///
/// # Errors
/// When the database fails.
pub async fn count(c: &mut Conn) -> Result<i64> {
    c.scalar("select count(*) from cancellation_requests", args![]).await
}

/// One page of the open requests, newest first.
///
/// # Errors
/// When the database fails.
pub async fn open_page(c: &mut Conn, offset: i64, limit: i64) -> Result<Vec<CancellationRow>> {
    let sql = "select * from cancellation_requests
        where closed_at is null order by id desc limit $2 offset $1";
    c.all(sql, args![offset, limit]).await
}

/// How many open requests there are.
///
/// # Errors
/// When the database fails.
pub async fn count_open(c: &mut Conn) -> Result<i64> {
    c.scalar("select count(*) from cancellation_requests where closed_at is null", args![]).await
}

/// Closes the open request of a service; `false` when there is none.
///
/// # Errors
/// When the database fails.
pub async fn close(c: &mut Conn, service: ServiceId, now: i64) -> Result<bool> {
    let sql = "update cancellation_requests set closed_at = $2, updated_at = $2
        where service_id = $1 and closed_at is null";
    Ok(c.exec(sql, args![service, now]).await? == 1)
}
