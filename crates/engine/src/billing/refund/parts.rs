//! What of a sum that goes back was for supplies, and what of it is tax (B20).

use store::billing::credit_notes;
use store::billing::invoice_items;

use crate::billing::bill::{self, Bill};
use crate::{Act, Result};

/// What a sum was for, in minor units. Added funds and payments of other invoices are no supplies,
/// and in none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// Supplies without tax.
    pub net: i64,
    /// Tax of level 1.
    pub tax: i64,
    /// Tax of level 2.
    pub tax2: i64,
}

impl Parts {
    /// All that an invoice is over, whatever it is for.
    #[must_use]
    pub const fn whole(row: &store::billing::invoices::InvoiceRow) -> Self {
        Self { net: row.subtotal_minor, tax: row.tax_minor, tax2: row.tax2_minor }
    }
}

/// The parts of `amount` of a paid invoice: the shares of what is left of each, so that refunds
/// of all of it add up to all of each.
///
/// # Errors
/// When the database fails.
pub(super) async fn of(act: &mut Act, bill: &Bill, amount: i64) -> Result<Parts> {
    let row = &bill.row;
    let left_of_all = row.total_minor - row.refunded_minor;
    if left_of_all <= 0 {
        return Ok(Parts::default());
    }
    let lines = invoice_items::of_invoice(&mut act.conn, row.id).await?;
    let deposits = bill::amounts(bill, &lines)?.deposits.minor;
    let notes = credit_notes::of_invoice(&mut act.conn, row.id).await?;
    let noted = |of: fn(&credit_notes::CreditNoteRow) -> i64| notes.iter().map(of).sum::<i64>();
    let (noted_all, noted_tax) = (noted(|note| note.total_minor), noted(|note| note.tax_minor));
    let noted_tax2 = noted(|note| note.tax2_minor);
    // Refunds of an earlier release have no note: they took their share of everything.
    let earlier = if deposits == 0 { row.refunded_minor - noted_all } else { 0 };
    let share = |all: i64, noted: i64| -> Result<i64> {
        let gone = bill.money(all).fraction(earlier.max(0), row.total_minor)?.minor + noted;
        Ok(bill.money(all - gone).fraction(amount, left_of_all)?.minor)
    };
    let (tax, tax2) = (share(row.tax_minor, noted_tax)?, share(row.tax2_minor, noted_tax2)?);
    let supplies = share(row.total_minor - deposits, noted_all)?;
    Ok(Parts { net: supplies - tax - tax2, tax, tax2 })
}
