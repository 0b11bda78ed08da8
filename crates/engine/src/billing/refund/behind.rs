//! What an invoice paid that is no supply of its own: other invoices, and added funds. What goes
//! back of it goes back of those (B20).

use model::billing::invoice::{InvoiceStatus, LineType};
use model::billing::journal::RefundTo;
use model::ids::InvoiceId;
use model::money::{Currency, Money};
use store::Conn;
use store::billing::invoice_items::{self, InvoiceItemRow};
use store::billing::invoices::{self, InvoiceRow};

use super::parts::Supplies;
use crate::Result;
use crate::billing::bill::is_deposit;

/// Invoices that pay invoices that pay others: so far they are looked through.
const DEPTH_MAX: u8 = 8;

/// What is behind an invoice, in minor units.
#[derive(Debug, Clone, Default)]
pub(super) struct Behind {
    /// The invoices that it paid.
    parts: Vec<Part>,
    /// What became credit, and did not go back yet.
    funds: i64,
    /// What of its own lines did not go back yet, at least nothing.
    own: i64,
    /// The most that can go back of the lines that pay no other invoice. With a discount among
    /// them it may be less than nothing.
    rest: i64,
}

/// An invoice that was paid with another one.
#[derive(Debug, Clone, Copy)]
struct Part {
    id: InvoiceId,
    /// What can go back of it.
    left: i64,
    /// How much of that is added funds, which are credit already.
    funds: i64,
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
        Self::read_to(c, row, lines, currency, DEPTH_MAX).await
    }

    async fn read_to(
        c: &mut Conn,
        row: &InvoiceRow,
        lines: &[InvoiceItemRow],
        currency: Currency,
        depth: u8,
    ) -> Result<Self> {
        let mut behind = Self { rest: row.total_minor, ..Self::default() };
        if !lines.iter().any(is_deposit) {
            return Ok(behind);
        }
        let mut added = 0;
        for line in lines {
            match line.r#type {
                LineType::AddFunds => added += line.net_minor,
                LineType::Invoice => {
                    behind.parts.extend(Part::read(c, line, currency, depth).await?);
                }
                _ => {}
            }
        }
        // What went back of the lines themselves is on credit notes: it does not go back again
        // because a part was given back by itself, which this invoice knows nothing of.
        let own = Supplies::left(c, row, lines, currency).await?.total.minor;
        behind.own = own.max(0);
        behind.rest = own + added;
        let funds = behind.left(row) - behind.left_of_parts() - behind.own;
        behind.funds = funds.min(added).max(0);
        Ok(behind)
    }

    /// What can go back in all of a paid invoice.
    pub(super) fn left(&self, row: &InvoiceRow) -> i64 {
        let left = row.paid_minor + row.credit_minor - row.refunded_minor;
        left.min(self.rest + self.left_of_parts()).max(0)
    }

    /// What of that is added funds, its own and those of the invoices that it paid.
    pub(super) fn all_funds(&self) -> i64 {
        self.funds + self.parts.iter().map(|part| part.funds).sum::<i64>()
    }

    fn left_of_parts(&self) -> i64 {
        self.parts.iter().map(|part| part.left).sum()
    }

    /// Other invoices give it back first, in the order of the lines; then added funds and the own
    /// lines, each its share. `there` is what the client has as credit, in minor units.
    ///
    /// # Errors
    /// When the amounts do not fit.
    pub(super) fn divide(&self, amount: Money, to: RefundTo, there: i64) -> Result<Division> {
        let mut division = Division { own: amount.minor, ..Division::default() };
        for part in &self.parts {
            let minor = division.own.min(part.left_to(to));
            if minor > 0 {
                division.parts.push((part.id, minor));
                division.own -= minor;
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

    /// How much of a sum that goes back as money must be of added funds, whatever else there is.
    pub(super) fn funds_at_least(&self, amount: i64) -> i64 {
        let (mut rest, mut funds) = (amount, 0);
        for part in &self.parts {
            let minor = rest.min(part.left).max(0);
            funds += (minor - (part.left - part.funds)).max(0);
            rest -= minor;
        }
        funds + (rest - self.own).clamp(0, self.funds)
    }
}

impl Part {
    /// `None` for one that is not paid any more: nothing goes back of it.
    async fn read(
        c: &mut Conn,
        line: &InvoiceItemRow,
        currency: Currency,
        depth: u8,
    ) -> Result<Option<Self>> {
        let row = invoices::by_id(c, InvoiceId(line.rel_id)).await?;
        let paid = row.filter(|row| row.status == InvoiceStatus::Paid);
        let Some(row) = paid else { return Ok(None) };
        let behind = match depth.checked_sub(1) {
            Some(depth) => {
                let lines = invoice_items::of_invoice(c, row.id).await?;
                // In a box: it may have paid others in its turn.
                Box::pin(Behind::read_to(c, &row, &lines, currency, depth)).await?
            }
            None => Behind { rest: row.total_minor, ..Behind::default() },
        };
        let left = behind.left(&row).min(line.net_minor).max(0);
        Ok(Some(Self { id: row.id, left, funds: behind.all_funds().min(left) }))
    }

    /// What can go back of it to where it is to go: added funds are credit already.
    fn left_to(self, to: RefundTo) -> i64 {
        match to {
            RefundTo::Gateway => self.left,
            RefundTo::Credit => self.left - self.funds,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::billing::journal::RefundTo::{Credit, Gateway};
    use model::ids::InvoiceId;
    use model::money::{Currency, Money};

    use super::{Behind, Division, Part};

    fn usd(minor: i64) -> Money {
        Money::from_minor(minor, Currency::USD)
    }

    fn part(id: i64, left: i64, funds: i64) -> Part {
        Part { id: InvoiceId(id), left, funds }
    }

    #[test]
    fn b20_what_goes_back_is_divided() {
        let parts = vec![part(1, 300, 0), part(2, 0, 0), part(3, 500, 200)];
        let behind = Behind { parts, own: 100, rest: 100, ..Behind::default() };
        for (amount, to, parts, own) in [
            (200, Gateway, vec![(InvoiceId(1), 200)], 0),
            (400, Gateway, vec![(InvoiceId(1), 300), (InvoiceId(3), 100)], 0),
            (900, Gateway, vec![(InvoiceId(1), 300), (InvoiceId(3), 500)], 100),
            // What of the third was added to the credit is credit already.
            (700, Credit, vec![(InvoiceId(1), 300), (InvoiceId(3), 300)], 100),
        ] {
            let division = behind.divide(usd(amount), to, 1000).unwrap();
            assert_eq!(division, Division { parts, funds: 0, own }, "{amount} {to:?}");
        }
        assert_eq!(behind.all_funds(), 200);
        for (amount, funds) in [(300, 0), (600, 0), (601, 1), (800, 200), (900, 200)] {
            assert_eq!(behind.funds_at_least(amount), funds, "{amount}");
        }
    }

    #[test]
    fn b20_added_funds_and_own_lines_give_back_their_shares() {
        let behind = Behind { funds: 300, own: 600, rest: 900, ..Behind::default() };
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
            let division = behind.divide(usd(amount), Gateway, there).unwrap();
            assert_eq!((division.funds, division.own), (funds, amount - funds), "{amount} {there}");
        }
        for (amount, funds) in [(600, 0), (700, 100), (900, 300)] {
            assert_eq!(behind.funds_at_least(amount), funds, "{amount}");
        }
    }
}
