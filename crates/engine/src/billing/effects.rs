//! What the lines of a paid invoice bring about, each exactly once (B19).

use model::billing::invoice::LineType;
use model::billing::journal::deposit_settled;
use model::ids::{AddonId, DomainId, InvoiceId, ServiceId};
use model::money::Money;
use serde_json::json;
use store::billing::invoice_items::{self, InvoiceItemRow};

use super::bill::{self, Bill};
use super::issue::about;
use super::{credit, journal, payments};
use crate::{Act, Job, Result, domains, hosting};

/// Lets every line take effect that did not yet. What needs the world is enqueued as a job, so
/// that its failure does not undo the payment.
///
/// # Errors
/// When the database fails.
pub async fn take(act: &mut Act, invoice: InvoiceId) -> Result<()> {
    let bill = bill::lock(act, invoice).await?;
    for line in invoice_items::of_invoice(&mut act.conn, invoice).await? {
        let at = act.at();
        if invoice_items::take_effect(&mut act.conn, line.id, at).await? {
            // In a box: the payment of an invoice that pays others comes back here.
            Box::pin(take_one(act, &bill, &line)).await?;
        }
    }
    Ok(())
}

async fn take_one(act: &mut Act, bill: &Bill, line: &InvoiceItemRow) -> Result<()> {
    let amount = bill.money(line.amount_minor);
    let period = line.period();
    match line.r#type {
        LineType::Hosting => {
            hosting::lifecycle::service_paid(act, ServiceId(line.rel_id), period).await
        }
        LineType::Addon => hosting::lifecycle::addon_paid(act, AddonId(line.rel_id), period).await,
        LineType::Domain | LineType::DomainRegister | LineType::DomainTransfer => {
            let domain = DomainId(line.rel_id);
            domains::lifecycle::domain_paid(act, domain, line.r#type, period).await
        }
        LineType::Upgrade => carry_out_upgrade(act, line.rel_id).await,
        LineType::DomainAddonDns | LineType::DomainAddonMail | LineType::DomainAddonOwner => {
            domains::addons::paid(act, bill, line).await
        }
        LineType::AddFunds => add_funds(act, bill, amount).await,
        LineType::Invoice if amount.is_positive() => {
            payments::settle_deposit(act, InvoiceId(line.rel_id), amount).await
        }
        _ => Ok(()),
    }
}

/// An upgrade changes the account at the provider, which is a job of its own.
async fn carry_out_upgrade(act: &mut Act, upgrade: i64) -> Result<()> {
    let job = Job {
        kind: "upgrade.carry_out",
        payload: json!({ "upgrade": upgrade }),
        unique_key: Some(format!("upgrade.carry_out:{upgrade}")),
    };
    act.enqueue(job).await
}

async fn add_funds(act: &mut Act, bill: &Bill, amount: Money) -> Result<()> {
    let entry = deposit_settled(amount, Money::zero(bill.currency));
    journal::post(act, about(bill), entry).await?;
    let text = format!("Add Funds Invoice #{}", bill.label());
    credit::write(act, bill.payer.id, amount.minor, &text, bill.row.id.0).await?;
    Ok(())
}
