//! Proofs of payments that were made outside of any system.

use model::ids::{ClientId, InvoiceId, TransactionId};

use super::refund_requests::Hand;
use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// One proof.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ProofRow {
    /// Its number on the wire.
    pub id: i64,
    /// For which invoice.
    pub invoice_id: InvoiceId,
    /// Who sent it.
    pub client_id: ClientId,
    /// The number of its bytes.
    pub file_id: i64,
    /// The name it is handed out under.
    pub filename: String,
    /// Bytes.
    pub size_bytes: i64,
    /// The bank's number of the payment, or empty.
    pub reference: String,
    /// What the client says to it.
    pub message: String,
    /// `Pending`, `Verified` or `Rejected`.
    pub status: String,
    /// Unix seconds.
    pub sent_at: i64,
    /// Which staff member decided.
    pub decided_by: Option<i64>,
    /// Who that was, as logs say it.
    pub decided_name: String,
    /// Unix seconds.
    pub decided_at: Option<i64>,
    /// Why it was rejected.
    pub reason: String,
    /// The payment that was recorded.
    pub transaction_id: Option<TransactionId>,
}

/// A proof to keep.
#[derive(Debug, Clone, Copy)]
pub struct NewProof<'a> {
    /// For which invoice.
    pub invoice: InvoiceId,
    /// Who sends it.
    pub client: ClientId,
    /// The number of its bytes.
    pub file: i64,
    /// The name it is handed out under.
    pub filename: &'a str,
    /// Bytes.
    pub size_bytes: i64,
    /// The bank's number of the payment, or empty.
    pub reference: &'a str,
    /// What the client says to it.
    pub message: &'a str,
    /// Unix seconds.
    pub at: i64,
}

/// Which proofs are listed; `None` for any.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed<'a> {
    /// This one.
    pub id: Option<i64>,
    /// Of this invoice.
    pub invoice: Option<i64>,
    /// Of this client.
    pub client: Option<i64>,
    /// In this state.
    pub status: Option<&'a str>,
}

/// Keeps a proof.
///
/// # Errors
/// When the invoice or the file does not exist.
pub async fn add(c: &mut Conn, new: &NewProof<'_>) -> Result<i64> {
    let sql = "insert into payment_proofs (invoice_id, client_id, file_id, filename, size_bytes,
            reference, message, sent_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) returning id";
    let values = args![
        new.invoice,
        new.client,
        new.file,
        new.filename,
        new.size_bytes,
        new.reference,
        new.message,
        new.at,
    ];
    c.scalar(sql, values).await
}

/// One proof.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<ProofRow>> {
    c.maybe("select * from payment_proofs where id = $1", args![id]).await
}

/// How many proofs of an invoice wait.
///
/// # Errors
/// When the database fails.
pub async fn waiting(c: &mut Conn, invoice: InvoiceId) -> Result<i64> {
    let sql = "select count(*) from payment_proofs where invoice_id = $1 and status = 'Pending'";
    c.scalar(sql, args![invoice]).await
}

/// Decides a proof that waits; `false` when somebody was faster.
///
/// # Errors
/// When the database fails.
pub async fn decide(
    c: &mut Conn,
    id: i64,
    (status, reason): (&str, &str),
    transaction: Option<TransactionId>,
    by: Hand<'_>,
) -> Result<bool> {
    let sql = "update payment_proofs
        set status = $2, reason = $3, transaction_id = $4, decided_by = $5, decided_name = $6,
            decided_at = $7
        where id = $1 and status = 'Pending'";
    let values = args![id, status, reason, transaction, by.staff, by.name, by.at];
    Ok(c.exec(sql, values).await? == 1)
}

/// One page, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    listed: Listed<'_>,
    (start, limit): (i64, i64),
) -> Result<(Vec<ProofRow>, i64)> {
    let filter = Filter::new()
        .and_some("id = ?", listed.id)
        .and_some("invoice_id = ?", listed.invoice)
        .and_some("client_id = ?", listed.client)
        .and_some("status = ?", listed.status);
    let total = c.scalar(&filter.sql("select count(*) from payment_proofs"), filter.args()).await?;
    let (sql, args) = filter.page("select * from payment_proofs", "id desc", start, limit);
    Ok((c.all(&sql, &args).await?, total))
}
