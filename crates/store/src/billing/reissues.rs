//! What refers to an invoice, when its lines are issued anew on another one.

use model::billing::invoice::LineType;
use model::ids::InvoiceId;

use crate::{Conn, Result, args};

/// Lets the orders of an invoice be paid by another one; how many there are.
///
/// # Errors
/// When the database fails.
pub async fn move_orders(c: &mut Conn, from: InvoiceId, to: InvoiceId) -> Result<u64> {
    c.exec("update orders set invoice_id = $2 where invoice_id = $1", args![from, to]).await
}

/// Lets what a line is for point to the invoice that has the line now.
///
/// # Errors
/// When the database fails.
pub async fn move_line(
    c: &mut Conn,
    kind: LineType,
    rel_id: i64,
    from: InvoiceId,
    to: InvoiceId,
) -> Result<u64> {
    let sql = match kind {
        LineType::Upgrade => {
            "update upgrades set invoice_id = $3 where id = $1 and invoice_id = $2"
        }
        LineType::BillableItem => {
            "update billable_items set invoice_id = $3 where id = $1 and invoice_id = $2"
        }
        _ => return Ok(0),
    };
    c.exec(sql, args![rel_id, from, to]).await
}

/// Lets an accepted quote point to the invoice that took the place of its first one.
///
/// # Errors
/// When the database fails.
pub async fn move_quotes(c: &mut Conn, from: InvoiceId, to: InvoiceId) -> Result<u64> {
    c.exec("update quotes set invoice_id = $2 where invoice_id = $1", args![from, to]).await
}
