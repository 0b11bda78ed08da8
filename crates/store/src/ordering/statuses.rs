//! The statuses of orders: those of the house, and how many orders are in each.

use crate::{Conn, Result, Row, args};

/// A status and its orders.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct StatusCount {
    /// The status.
    pub status: String,
    /// How many orders are in it.
    pub count: i64,
}

/// A status of the house's own, and as what its orders count.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct StatusRow {
    /// What people call it.
    pub title: String,
    /// Among the pending ones.
    pub show_pending: bool,
    /// Among the active ones.
    pub show_active: bool,
    /// Among the cancelled ones.
    pub show_cancelled: bool,
}

/// The statuses of the house, in their order.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<StatusRow>> {
    let sql = "select title, show_pending, show_active, show_cancelled from order_statuses
        order by position, id";
    c.all(sql, args![]).await
}

/// The statuses that orders are in, counted.
///
/// # Errors
/// When the database fails.
pub async fn counts(c: &mut Conn) -> Result<Vec<StatusCount>> {
    c.all("select status, count(*) as count from orders group by status", args![]).await
}
