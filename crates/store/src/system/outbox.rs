//! Domain events, written in the transaction that caused them.

use model::ids::ClientId;

use crate::{Conn, Result, args};

/// Adds an event; `payload` is JSON.
///
/// # Errors
/// When the database fails.
pub async fn add(
    c: &mut Conn,
    at: i64,
    kind: &str,
    client: Option<ClientId>,
    payload: &str,
) -> Result<()> {
    let sql = "insert into outbox (at, kind, client_id, payload) values ($1, $2, $3, $4)";
    c.exactly(1, sql, args![at, kind, client, payload]).await
}
