//! Domain events, written in the transaction that caused them.

use model::ids::ClientId;

use crate::filter::Filter;
use crate::{Conn, Result, Row, values};

/// An event. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct EventRow {
    /// Its number; later ones are larger.
    pub id: i64,
    /// When it happened.
    pub at: i64,
    /// What, such as `InvoicePaid`.
    pub kind: String,
    /// To which client, if any.
    pub client_id: Option<ClientId>,
    /// What belongs to it, as JSON.
    pub payload: String,
}

/// Which events.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Only later ones than this number.
    pub after: i64,
    /// Only this kind.
    pub kind: Option<&'a str>,
    /// Only of this client.
    pub client: Option<ClientId>,
}

/// An event that is announced.
#[derive(Debug)]
pub struct New<'a> {
    /// What, such as `InvoicePaid`.
    pub kind: &'a str,
    /// To which client, if any.
    pub client: Option<ClientId>,
    /// What belongs to it, as JSON.
    pub payload: &'a str,
}

/// Adds events of an instant (Unix seconds) and gives their numbers, in order.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, at: i64, events: &[New<'_>]) -> Result<Vec<i64>> {
    let sql = "insert into outbox (at, kind, client_id, payload) values ($1, $2, $3, $4)";
    let rows: Vec<_> =
        events.iter().map(|event| values![at, event.kind, event.client, event.payload]).collect();
    c.insert_numbered(sql, &rows).await
}

/// The newest events first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn newest(
    c: &mut Conn,
    wanted: Wanted<'_>,
    start: i64,
    rows: i64,
) -> Result<(Vec<EventRow>, i64)> {
    let filter = || {
        Filter::new()
            .and("id > ?", wanted.after)
            .and_some("kind = ?", wanted.kind)
            .and_some("client_id = ?", wanted.client)
    };
    let all = filter();
    let total = c.scalar(&all.sql("select count(*) from outbox"), all.args()).await?;
    let (sql, values) = filter().page("select * from outbox", "id desc", start, rows);
    Ok((c.all(&sql, &values).await?, total))
}

/// Events, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn page(c: &mut Conn, wanted: Wanted<'_>, rows: i64) -> Result<Vec<EventRow>> {
    let filter = Filter::new()
        .and("id > ?", wanted.after)
        .and_some("kind = ?", wanted.kind)
        .and_some("client_id = ?", wanted.client);
    let (sql, values) = filter.page("select * from outbox", "id", 0, rows);
    c.all(&sql, &values).await
}
