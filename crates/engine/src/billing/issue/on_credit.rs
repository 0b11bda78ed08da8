//! The credit that pays new invoices, taken before they are written (B10).

use std::collections::BTreeMap;

use model::billing::payment::{PaymentRefusal, automatic_credit};
use model::ids::ClientId;
use model::money::Money;
use store::billing::invoice_items::InvoiceItemRow;
use store::billing::payers;

use super::{NewInvoice, may_be_on_credit};
use crate::billing::bill::Bill;
use crate::billing::payments::refusal;
use crate::{Act, Result};

/// What each of some new invoices takes of its client's credit; `None` for nothing.
#[derive(Debug, Clone)]
pub(super) struct OnCredit(pub(super) Vec<Option<Money>>);

impl OnCredit {
    /// Has the invoices take what credit there is, one after the other, as far as they may. `lines`
    /// are those of the first, then those of the second, and so on.
    ///
    /// # Errors
    /// When an amount does not fit.
    pub(super) fn take(
        bills: &mut [Bill],
        asked: &[NewInvoice],
        lines: &[InvoiceItemRow],
        at: i64,
    ) -> Result<Self> {
        let (mut taken, mut lines) = (Vec::with_capacity(bills.len()), lines);
        let mut credit: BTreeMap<ClientId, i64> = BTreeMap::new();
        for (bill, new) in bills.iter_mut().zip(asked) {
            let (own, others) = lines.split_at(new.lines.len());
            lines = others;
            if new.draft {
                taken.push(None);
                continue;
            }
            // An earlier one of these invoices may have used some of it.
            let left = credit.entry(bill.payer.id).or_insert(bill.payer.credit_minor);
            let wanted = if new.apply_credit && may_be_on_credit(own) {
                automatic_credit(bill.balance(), bill.money(*left))?
            } else {
                Money::zero(bill.currency)
            };
            let amount = Some(wanted).filter(|amount| amount.is_positive());
            if let Some(amount) = amount {
                *left -= amount.minor;
                bill.row.credit_minor += amount.minor;
                bill.row.updated_at = at;
            }
            bill.payer.credit_minor = *left;
            taken.push(amount);
        }
        Ok(Self(taken))
    }

    /// Moves the balances of the clients; of each invoice what it takes and what is left then, in
    /// minor units.
    ///
    /// # Errors
    /// Conflict when a client has less by now.
    pub(super) async fn moved(
        &self,
        act: &mut Act,
        bills: &[Bill],
    ) -> Result<Vec<Option<(Money, i64)>>> {
        let mut sums: BTreeMap<ClientId, i64> = BTreeMap::new();
        for (bill, amount) in bills.iter().zip(&self.0) {
            if let Some(amount) = amount {
                *sums.entry(bill.payer.id).or_default() += amount.minor;
            }
        }
        let moves: Vec<_> = sums.iter().map(|(client, sum)| (*client, -sum)).collect();
        // Conditional on the balance: two who see the same credit cannot both spend it.
        let left = payers::move_credits(&mut act.conn, &moves).await?;
        if left.len() < moves.len() {
            return Err(refusal(PaymentRefusal::ExceedsCredit));
        }
        let mut balances: BTreeMap<ClientId, i64> = left.into_iter().collect();
        for (client, sum) in sums {
            *balances.entry(client).or_default() += sum;
        }
        let each = bills.iter().zip(&self.0).map(|(bill, amount)| {
            let amount = (*amount)?;
            let balance = balances.entry(bill.payer.id).or_default();
            *balance -= amount.minor;
            Some((amount, *balance))
        });
        Ok(each.collect())
    }
}
