//! What a gateway's records and ours do not agree about.

use model::ids::{ClientId, InvoiceId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DifferenceRow {
    /// Its number on the wire.
    pub id: i64,
    /// System name of the gateway.
    pub gateway: String,
    /// The gateway's number of the payment or refund.
    pub reference: String,
    /// `Amount`, `Not Booked`, `Not There` or `Refund Failed`.
    pub kind: String,
    /// Whose money it is, if that is known.
    pub client_id: Option<ClientId>,
    /// For which invoice, if that is known.
    pub invoice_id: Option<InvoiceId>,
    /// In words.
    pub description: String,
    /// `Open` or `Closed`.
    pub status: String,
    /// Unix seconds.
    pub found_at: i64,
    /// Unix seconds.
    pub closed_at: Option<i64>,
    /// What the staff found out.
    pub notes: String,
}

/// Notes a difference; `None` when it was noted before. Its number and state are ignored.
///
/// # Errors
/// When something it refers to does not exist.
pub async fn add(c: &mut Conn, row: &DifferenceRow) -> Result<Option<i64>> {
    let sql = "insert into gateway_differences
            (gateway, reference, kind, client_id, invoice_id, description, found_at)
        values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id";
    let values = args![
        &row.gateway,
        &row.reference,
        &row.kind,
        row.client_id,
        row.invoice_id,
        &row.description,
        row.found_at,
    ];
    c.maybe_scalar(sql, values).await
}

/// One difference.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<DifferenceRow>> {
    c.maybe("select * from gateway_differences where id = $1", args![id]).await
}

/// Closes an open difference; `false` when it is closed. `at` is Unix seconds.
///
/// # Errors
/// When the database fails.
pub async fn close(c: &mut Conn, id: i64, notes: &str, at: i64) -> Result<bool> {
    let sql = "update gateway_differences set status = 'Closed', notes = $2, closed_at = $3
        where id = $1 and status = 'Open'";
    Ok(c.exec(sql, args![id, notes, at]).await? == 1)
}

/// One page, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    status: Option<&str>,
    gateway: Option<&str>,
    (start, limit): (i64, i64),
) -> Result<(Vec<DifferenceRow>, i64)> {
    let filter = Filter::new().and_some("status = ?", status).and_some("gateway = ?", gateway);
    let total =
        c.scalar(&filter.sql("select count(*) from gateway_differences"), filter.args()).await?;
    let all = "select * from gateway_differences";
    let (sql, args) = filter.page(all, "id desc", start, limit);
    Ok((c.all(&sql, &args).await?, total))
}
