//! Deleting invoices that were never issued.

use model::ids::InvoiceId;

use crate::{Conn, Result, args};

/// Deletes a draft with its lines and the periods it had claimed.
///
/// # Errors
/// When it is no draft; a constraint when something refers to it.
pub async fn delete(c: &mut Conn, id: InvoiceId) -> Result<()> {
    c.exec("delete from billed_periods where invoice_id = $1", args![id]).await?;
    c.exec("delete from invoice_items where invoice_id = $1", args![id]).await?;
    c.exactly(1, "delete from invoices where id = $1 and status = 'Draft'", args![id]).await
}
