//! What of a sum that goes back was for supplies, and what of it is tax (B20).

use model::money::{Currency, Money};
use store::Conn;
use store::billing::credit_notes::{self, CreditNoteRow};
use store::billing::invoice_items::{self, InvoiceItemRow};
use store::billing::invoices::InvoiceRow;

use crate::billing::bill::{Bill, is_deposit};
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
    pub const fn whole(row: &InvoiceRow) -> Self {
        Self { net: row.subtotal_minor, tax: row.tax_minor, tax2: row.tax2_minor }
    }
}

/// The parts of `amount`, which goes back of the supplies of a paid invoice; what is more than is
/// left of them is for nothing that was sold.
///
/// # Errors
/// When the database fails.
pub(super) async fn of(act: &mut Act, bill: &Bill, amount: i64) -> Result<Parts> {
    let lines = invoice_items::of_invoice(&mut act.conn, bill.row.id).await?;
    Supplies::left(&mut act.conn, &bill.row, &lines, bill.currency).await?.part(amount)
}

/// What of the supplies of an invoice did not go back yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Supplies {
    /// With tax.
    pub(super) total: Money,
    tax: Money,
    tax2: Money,
}

impl Supplies {
    /// Reads it.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn left(
        c: &mut Conn,
        row: &InvoiceRow,
        lines: &[InvoiceItemRow],
        currency: Currency,
    ) -> Result<Self> {
        let money = |minor| Money::from_minor(minor, currency);
        let deposits = lines.iter().filter(|line| is_deposit(line));
        let deposits: i64 = deposits.map(|line| line.net_minor).sum();
        let notes = credit_notes::of_invoice(c, row.id).await?;
        let noted = |of: fn(&CreditNoteRow) -> i64| notes.iter().map(of).sum::<i64>();
        // Refunds of an earlier release have no note: they took their share of everything.
        let earlier =
            if deposits == 0 { row.refunded_minor - noted(|note| note.total_minor) } else { 0 };
        let left = |all: i64, noted: i64| -> Result<Money> {
            let gone =
                if earlier > 0 { money(all).fraction(earlier, row.total_minor)?.minor } else { 0 };
            Ok(money(all - gone - noted))
        };
        Ok(Self {
            total: left(row.total_minor - deposits, noted(|note| note.total_minor))?,
            tax: left(row.tax_minor, noted(|note| note.tax_minor))?,
            tax2: left(row.tax2_minor, noted(|note| note.tax2_minor))?,
        })
    }

    /// The parts of so much of it: the same share of each, so that parts of all of it add up to all
    /// of each.
    fn part(self, amount: i64) -> Result<Parts> {
        let amount = amount.min(self.total.minor);
        if amount <= 0 {
            return Ok(Parts::default());
        }
        let share = |left: Money| left.fraction(amount, self.total.minor).map(|part| part.minor);
        let (tax, tax2) = (share(self.tax)?, share(self.tax2)?);
        Ok(Parts { net: amount - tax - tax2, tax, tax2 })
    }
}
