//! What an invoice paid that is no supply of its own: other invoices, and added funds. What goes
//! back of it goes back of those (B20).

use model::billing::invoice::{InvoiceStatus, LineType};
use model::ids::InvoiceId;
use store::Conn;
use store::billing::invoice_items::InvoiceItemRow;
use store::billing::invoices;

use crate::Result;

/// What is behind an invoice, in minor units.
#[derive(Debug, Clone, Default)]
pub(super) struct Behind {
    /// The invoices that it paid, and what can go back of each.
    parts: Vec<(InvoiceId, i64)>,
    /// What became credit.
    pub(super) funds: i64,
    /// What was paid to other invoices.
    collected: i64,
}

/// A sum that goes back, by what it was for.
#[derive(Debug, Clone, Default)]
pub(super) struct Division {
    /// Of other invoices.
    pub(super) parts: Vec<(InvoiceId, i64)>,
    /// Of the invoice's own lines; of added funds, where it has such.
    pub(super) own: i64,
}

impl Behind {
    /// Reads it; nothing is asked for an invoice that sells something.
    pub(super) async fn read(c: &mut Conn, lines: &[InvoiceItemRow]) -> Result<Self> {
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
        Ok(behind)
    }

    /// The most that can go back of an invoice of this total.
    pub(super) fn most(&self, total: i64) -> i64 {
        total - self.collected + self.parts.iter().map(|(_, left)| left).sum::<i64>()
    }

    /// Other invoices give it back first, in the order of the lines.
    pub(super) fn divide(&self, amount: i64) -> Division {
        let mut division = Division { parts: Vec::new(), own: amount };
        for (id, left) in &self.parts {
            let part = division.own.min(*left);
            if part > 0 {
                division.parts.push((*id, part));
                division.own -= part;
            }
        }
        division
    }
}

#[cfg(test)]
mod tests {
    use model::ids::InvoiceId;

    use super::Behind;

    #[test]
    fn what_goes_back_is_divided() {
        let parts = vec![(InvoiceId(1), 300), (InvoiceId(2), 0), (InvoiceId(3), 500)];
        let behind = Behind { parts, funds: 0, collected: 1000 };
        assert_eq!(behind.most(1200), 1000);
        for (amount, expected, own) in [
            (200, vec![(InvoiceId(1), 200)], 0),
            (400, vec![(InvoiceId(1), 300), (InvoiceId(3), 100)], 0),
            (900, vec![(InvoiceId(1), 300), (InvoiceId(3), 500)], 100),
        ] {
            let division = behind.divide(amount);
            assert_eq!((division.parts, division.own), (expected, own), "{amount}");
        }
        assert_eq!(Behind::default().most(700), 700);
    }
}
