//! Payments that were disputed at their gateway.

use model::ids::{ClientId, InvoiceId, TransactionId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// One dispute.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DisputeRow {
    /// Its number on the wire.
    pub id: i64,
    /// System name of the gateway.
    pub gateway: String,
    /// The gateway's number of the payment.
    pub reference: String,
    /// The payment, if it is known here.
    pub transaction_id: Option<TransactionId>,
    /// What it paid.
    pub invoice_id: Option<InvoiceId>,
    /// Who paid.
    pub client_id: Option<ClientId>,
    /// `Open`, `Won` or `Lost`.
    pub status: String,
    /// Unix seconds.
    pub opened_at: i64,
    /// Unix seconds.
    pub closed_at: Option<i64>,
    /// Notes of the staff.
    pub notes: String,
    /// Unix seconds.
    pub updated_at: i64,
}

/// Opens a dispute; `None` when the gateway told of it before. Only what identifies the payment
/// counts of the row.
///
/// # Errors
/// When something it refers to does not exist.
pub async fn open(c: &mut Conn, row: &DisputeRow) -> Result<Option<i64>> {
    let sql = "insert into disputes (gateway, reference, transaction_id, invoice_id, client_id,
            opened_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $6)
        on conflict (gateway, reference) do nothing returning id";
    let values = args![
        &row.gateway,
        &row.reference,
        row.transaction_id,
        row.invoice_id,
        row.client_id,
        row.opened_at,
    ];
    c.maybe_scalar(sql, values).await
}

/// One dispute.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<DisputeRow>> {
    c.maybe("select * from disputes where id = $1", args![id]).await
}

/// The dispute about a payment.
///
/// # Errors
/// When the database fails.
pub async fn by_payment(
    c: &mut Conn,
    gateway: &str,
    reference: &str,
) -> Result<Option<DisputeRow>> {
    let sql = "select * from disputes where gateway = $1 and reference = $2";
    c.maybe(sql, args![gateway, reference]).await
}

/// Closes an open dispute; `false` when it is closed.
///
/// # Errors
/// When the database fails.
pub async fn close(c: &mut Conn, id: i64, status: &str, notes: &str, at: i64) -> Result<bool> {
    let sql = "update disputes set status = $2, notes = $3, closed_at = $4, updated_at = $4
        where id = $1 and status = 'Open'";
    Ok(c.exec(sql, args![id, status, notes, at]).await? == 1)
}

/// One page, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    status: Option<&str>,
    client: Option<i64>,
    (start, limit): (i64, i64),
) -> Result<(Vec<DisputeRow>, i64)> {
    let filter = Filter::new().and_some("status = ?", status).and_some("client_id = ?", client);
    let total = c.scalar(&filter.sql("select count(*) from disputes"), filter.args()).await?;
    let (sql, args) = filter.page("select * from disputes", "id desc", start, limit);
    Ok((c.all(&sql, &args).await?, total))
}
