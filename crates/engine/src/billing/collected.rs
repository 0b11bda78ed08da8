//! Invoices that collect others: they ask for no more than what is left of each (B19).

use model::billing::invoice::{InvoiceStatus, LineType};
use store::billing::invoice_items::{self, InvoiceItemRow};

use super::bill::{self, Bill};
use super::cancel;
use super::edit::{self, Edit};
use crate::{Act, Result};

/// Lowers what open invoices ask for this one, which was paid by itself, in part or in full, or
/// is not asked for any more: nobody is to pay twice. One that asks for nothing else is cancelled.
///
/// A payment of them that arrives all the same becomes credit, as far as it is too much. So they
/// stay as they are while one is on its way.
///
/// # Errors
/// When the database fails.
pub(crate) async fn follow(act: &mut Act, part: &Bill) -> Result<()> {
    let left = if part.row.status.is_open() { part.row.balance_minor().max(0) } else { 0 };
    let id = part.row.id.0;
    for line in invoice_items::of_thing(&mut act.conn, LineType::Invoice, id).await? {
        if line.client_id != part.payer.id || line.amount_minor <= left {
            continue;
        }
        let bill = bill::lock(act, line.invoice_id).await?;
        if matches!(bill.row.status, InvoiceStatus::Unpaid | InvoiceStatus::Collections) {
            // In a box: what is left may be paid already, and the parts with it.
            Box::pin(lower(act, bill, &line, left)).await?;
        }
    }
    Ok(())
}

/// Why the automation does not charge an invoice that collects others.
pub(crate) const BY_THEMSELVES: &str = "the invoices that it collects are charged by themselves";

async fn lower(act: &mut Act, bill: Bill, line: &InvoiceItemRow, left: i64) -> Result<()> {
    let lines = invoice_items::of_invoice(&mut act.conn, bill.row.id).await?;
    let total = bill.row.total_minor - line.amount_minor + left;
    if left == 0 && lines.len() == 1 || total < 0 {
        return cancel::cancel(act, bill.row.id).await;
    }
    let mut wanted = Edit::default();
    if left == 0 {
        wanted.deleted.push(line.id);
    } else {
        let lowered = (line.description.clone(), bill.money(left), line.taxed);
        wanted.changed.insert(line.id, lowered);
    }
    edit::change(act, bill, wanted).await
}
