//! Refunds that wait for a second person.

use model::ids::{ClientId, InvoiceId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// One wish for a refund.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct RefundRequestRow {
    /// Its number on the wire.
    pub id: i64,
    /// Of which invoice.
    pub invoice_id: InvoiceId,
    /// Whose invoice.
    pub client_id: ClientId,
    /// In minor units of the invoice's currency.
    pub amount_minor: i64,
    /// `gateway`, `manual` or `credit`.
    pub r#type: String,
    /// The payment that is meant; empty for whichever is large enough.
    pub transid: String,
    /// `Pending`, `Approved` or `Declined`.
    pub status: String,
    /// The staff member who wanted it.
    pub requested_by: Option<i64>,
    /// Who that was, as logs say it.
    pub requested_name: String,
    /// Unix seconds.
    pub requested_at: i64,
    /// The staff member who decided.
    pub decided_by: Option<i64>,
    /// Who that was, as logs say it.
    pub decided_name: String,
    /// Unix seconds.
    pub decided_at: Option<i64>,
    /// Why it was declined.
    pub reason: String,
}

/// Who does something, and when.
#[derive(Debug, Clone, Copy)]
pub struct Hand<'a> {
    /// The staff member.
    pub staff: Option<i64>,
    /// As logs say it.
    pub name: &'a str,
    /// Unix seconds.
    pub at: i64,
}

/// Adds a wish; `None` when one of the invoice waits already. Of the row only what is wished for
/// counts.
///
/// # Errors
/// When the invoice does not exist.
pub async fn add(c: &mut Conn, row: &RefundRequestRow, by: Hand<'_>) -> Result<Option<i64>> {
    let sql = "insert into refund_requests
            (invoice_id, client_id, amount_minor, type, transid, requested_by, requested_name,
            requested_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (invoice_id) where status = 'Pending' do nothing returning id";
    let values = args![
        row.invoice_id,
        row.client_id,
        row.amount_minor,
        &row.r#type,
        &row.transid,
        by.staff,
        by.name,
        by.at,
    ];
    c.maybe_scalar(sql, values).await
}

/// One wish.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<RefundRequestRow>> {
    c.maybe("select * from refund_requests where id = $1", args![id]).await
}

/// Decides a wish that waits; `false` when somebody was faster.
///
/// # Errors
/// When the database fails.
pub async fn decide(
    c: &mut Conn,
    id: i64,
    status: &str,
    reason: &str,
    by: Hand<'_>,
) -> Result<bool> {
    let sql = "update refund_requests
        set status = $2, reason = $3, decided_by = $4, decided_name = $5, decided_at = $6
        where id = $1 and status = 'Pending'";
    Ok(c.exec(sql, args![id, status, reason, by.staff, by.name, by.at]).await? == 1)
}

/// One page, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    id: Option<i64>,
    status: Option<&str>,
    (start, limit): (i64, i64),
) -> Result<(Vec<RefundRequestRow>, i64)> {
    let filter = Filter::new().and_some("id = ?", id).and_some("status = ?", status);
    let total =
        c.scalar(&filter.sql("select count(*) from refund_requests"), filter.args()).await?;
    let (sql, args) = filter.page("select * from refund_requests", "id desc", start, limit);
    Ok((c.all(&sql, &args).await?, total))
}
