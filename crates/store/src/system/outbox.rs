//! Domain events, written in the transaction that caused them.

use model::ids::ClientId;

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

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

/// Adds an event and gives its number; `payload` is JSON.
///
/// # Errors
/// When the database fails.
pub async fn add(
    c: &mut Conn,
    at: i64,
    kind: &str,
    client: Option<ClientId>,
    payload: &str,
) -> Result<i64> {
    let sql = "insert into outbox (at, kind, client_id, payload) values ($1, $2, $3, $4)
               returning id";
    c.scalar(sql, args![at, kind, client, payload]).await
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
