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

/// Adds a group; `id` is not looked at.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, row: &ClientGroupRow) -> Result<ClientGroupId> {
    let sql = "insert into client_groups (name, colour, discount_percent,
        suspend_terminate_exempt, separate_invoices) values ($1, $2, $3, $4, $5) returning id";
    let values = args![
        &row.name,
        &row.colour,
        row.discount_percent,
        row.suspend_terminate_exempt,
        row.separate_invoices,
    ];
    c.scalar(sql, values).await
}

/// Writes a group back.
///
/// # Errors
/// When it does not exist.
pub async fn save(c: &mut Conn, row: &ClientGroupRow) -> Result<()> {
    let sql = "update client_groups set name = $2, colour = $3, discount_percent = $4,
        suspend_terminate_exempt = $5, separate_invoices = $6 where id = $1";
    let values = args![
        row.id,
        &row.name,
        &row.colour,
        row.discount_percent,
        row.suspend_terminate_exempt,
        row.separate_invoices,
    ];
    c.exactly(1, sql, values).await
}

/// Removes a group; its clients belong to none afterwards.
///
/// # Errors
/// When it does not exist.
pub async fn delete(c: &mut Conn, id: ClientGroupId) -> Result<()> {
    c.exec("update clients set group_id = null where group_id = $1", args![id]).await?;
    c.exactly(1, "delete from client_groups where id = $1", args![id]).await
}
