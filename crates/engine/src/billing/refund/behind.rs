//! What an invoice paid that is no supply of its own: other invoices, and added funds. What goes
//! back of it goes back of those (B20).

use model::billing::invoice::{InvoiceStatus, LineType};
use model::ids::InvoiceId;
use model::money::{Currency, Money};
use store::Conn;
use store::billing::invoice_items::InvoiceItemRow;
use store::billing::invoices::{self, InvoiceRow};

use super::parts::Supplies;
use crate::Result;

/// What is behind an invoice, in minor units.
#[derive(Debug, Clone, Default)]
pub(super) struct Behind {
    /// The invoices that it paid, and what can go back of each.
    parts: Vec<(InvoiceId, i64)>,
    /// What became credit, and did not go back yet.
    pub(super) funds: i64,
    /// What of its own lines did not go back yet; asked for only where there are added funds.
    own: i64,
    /// What was paid to other invoices.
    collected: i64,
}

/// A sum that goes back, by what it was for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Division {
    /// Of other invoices.
    pub(super) parts: Vec<(InvoiceId, i64)>,
    /// Of added funds.
    pub(super) funds: i64,
    /// Of the invoice's own lines.
    pub(super) own: i64,
}

impl Behind {
    /// Reads it; nothing is asked for an invoice that has only lines of its own.
    pub(super) async fn read(
        c: &mut Conn,
        row: &InvoiceRow,
        lines: &[InvoiceItemRow],
        currency: Currency,
    ) -> Result<Self> {
        let mut behind = Self::default();
        for line in lines {
            match line.r#type {
                LineType::AddFunds => behind.funds += line.net_minor,
                LineType::Invoice => {
                    behind.collected += line.net_minor;
                    let part = invoices::by_id(c, InvoiceId(line.rel_id)).await?;
                    let part = part.filter(|row| row.status == InvoiceStatus::Paid);
                    if let Some(row) = part {
                        let left = row.paid_minor + row.credit_minor - row.refunded_minor;
                        behind.parts.push((row.id, left.clamp(0, line.net_minor.max(0))));
                    }
                }
                _ => {}
            }
        }
        if behind.funds > 0 {
            behind.own = Supplies::left(c, row, lines, currency).await?.total.minor.max(0);
            let rest = behind.left(row) - behind.left_of_parts() - behind.own;
            behind.funds = rest.clamp(0, behind.funds);
        }
        Ok(behind)
    }

    /// What can go back in all of a paid invoice.
    pub(super) fn left(&self, row: &InvoiceRow) -> i64 {
        let left = row.paid_minor + row.credit_minor - row.refunded_minor;
        left.min(row.total_minor - self.collected + self.left_of_parts()).max(0)
    }

    fn left_of_parts(&self) -> i64 {
        self.parts.iter().map(|(_, left)| left).sum()
    }

    /// Other invoices give it back first, in the order of the lines; then added funds and the own
    /// lines, each its share. `there` is what the client has as credit, in minor units.
    ///
    /// # Errors
    /// When the amounts do not fit.
    pub(super) fn divide(&self, amount: Money, there: i64) -> Result<Division> {
        let mut division = Division { own: amount.minor, ..Division::default() };
        for (id, left) in &self.parts {
            let part = division.own.min(*left);
            if part > 0 {
                division.parts.push((*id, part));
                division.own -= part;
            }
        }
        division.funds = self.funds_of(Money { minor: division.own, ..amount }, there)?;
        division.own -= division.funds;
        Ok(division)
    }

    /// Added funds give their share only as far as they are still credit, and more only where the
    /// own lines do not suffice.
    fn funds_of(&self, rest: Money, there: i64) -> Result<i64> {
        if self.funds <= 0 {
            return Ok(0);
        }
        let share = rest.fraction(self.funds, self.funds + self.own)?.minor;
        Ok(share.min(there).max(rest.minor - self.own))
    }
}

#[cfg(test)]
mod tests {
    use model::ids::InvoiceId;
    use model::money::{Currency, Money};

    use super::{Behind, Division};

    fn usd(minor: i64) -> Money {
        Money::from_minor(minor, Currency::USD)
    }

    #[test]
    fn what_goes_back_is_divided() {
        let parts = vec![(InvoiceId(1), 300), (InvoiceId(2), 0), (InvoiceId(3), 500)];
        let behind = Behind { parts, collected: 1000, ..Behind::default() };
        for (amount, parts, own) in [
            (200, vec![(InvoiceId(1), 200)], 0),
            (400, vec![(InvoiceId(1), 300), (InvoiceId(3), 100)], 0),
            (900, vec![(InvoiceId(1), 300), (InvoiceId(3), 500)], 100),
        ] {
            let division = behind.divide(usd(amount), 1000).unwrap();
            assert_eq!(division, Division { parts, funds: 0, own }, "{amount}");
        }
    }

    #[test]
    fn b20_added_funds_and_own_lines_give_back_their_shares() {
        let behind = Behind { funds: 300, own: 600, ..Behind::default() };
        for (amount, there, funds) in [
            (300, 1000, 100),
            (1, 1000, 0),
            (2, 1000, 1),
            (900, 1000, 300),
            // As far as they are still credit …
            (300, 50, 50),
            (300, 0, 0),
            (600, 0, 0),
            // … and beyond that only where nothing else is left.
            (700, 0, 100),
            (900, 100, 300),
        ] {
            let division = behind.divide(usd(amount), there).unwrap();
            assert_eq!((division.funds, division.own), (funds, amount - funds), "{amount} {there}");
        }
    }
}
