//! Groups of clients.

use model::ids::ClientGroupId;

use crate::{Conn, Result, Row, args};

/// One group.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ClientGroupRow {
    /// Its number on the wire.
    pub id: ClientGroupId,
    /// What staff call it.
    pub name: String,
    /// `#rrggbb`, or empty.
    pub colour: String,
    /// `model::money::Percent` scaled: ten-thousandths of a per cent.
    pub discount_percent: i64,
    /// Its clients' services are not suspended or terminated for being overdue.
    pub suspend_terminate_exempt: bool,
    /// Its clients get one invoice per service.
    pub separate_invoices: bool,
    /// Its clients' billing day: 1 to 31, 0 for the house's, -1 for none (B8).
    pub billing_day: i64,
}

/// Every group, by number.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<ClientGroupRow>> {
    c.all("select * from client_groups order by id", args![]).await
}

/// A group by number.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ClientGroupId) -> Result<Option<ClientGroupRow>> {
    c.maybe("select * from client_groups where id = $1", args![id]).await
}
