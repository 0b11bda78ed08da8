//! How many orders are in each status.

use crate::{Conn, Result, Row, args};

/// A status and its orders.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct StatusCount {
    /// The status.
    pub status: String,
    /// How many orders are in it.
    pub count: i64,
}

/// The statuses that orders are in, counted.
///
/// # Errors
/// When the database fails.
pub async fn counts(c: &mut Conn) -> Result<Vec<StatusCount>> {
    c.all("select status, count(*) as count from orders group by status", args![]).await
}
