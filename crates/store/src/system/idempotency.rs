//! Answers kept under the keys that callers gave, so that a repeated request has one effect.

use crate::{Conn, Result, Row, args};

/// An earlier request.
#[derive(Debug, Row)]
pub struct Earlier {
    /// What was asked for.
    pub action: String,
    /// Keyed fingerprint of the input.
    pub input_hash: String,
    /// The answer, as JSON.
    pub response: String,
}

/// A request that was carried out.
#[derive(Debug)]
pub struct Done<'a> {
    /// Keys are unique within a caller.
    pub caller: &'a str,
    /// The key.
    pub key: &'a str,
    /// What was asked for.
    pub action: &'a str,
    /// Keyed fingerprint of the input.
    pub input_hash: &'a str,
    /// The answer, as JSON.
    pub response: &'a str,
    /// Unix seconds.
    pub at: i64,
}

/// The request that used this key before.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, caller: &str, key: &str) -> Result<Option<Earlier>> {
    let sql = "select action, input_hash, response from idempotency
               where caller = $1 and key = $2";
    c.maybe(sql, args![caller, key]).await
}

/// Keeps the answer.
///
/// # Errors
/// A duplicate when a concurrent request used the key.
pub async fn keep(c: &mut Conn, done: &Done<'_>) -> Result<()> {
    let sql = "insert into idempotency (caller, key, action, input_hash, response, at)
               values ($1, $2, $3, $4, $5, $6)";
    let Done { caller, key, action, input_hash, response, at } = done;
    c.exactly(1, sql, args![*caller, *key, *action, *input_hash, *response, *at]).await
}
